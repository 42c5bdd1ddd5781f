package markdown_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/vietnamese"
)

// addCases seeds a fuzz test with the sources of all golden files.
func addCases(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatalf("no golden files (%v)", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range archive.Files {
			if strings.HasSuffix(c.Name, ".md") {
				f.Add(string(c.Data))
			}
		}
	}
}

// prepared returns text as it comes to Convert.
func prepared(s string) (string, bool) {
	if !utf8.ValidString(s) || len(s) > 4000 {
		return "", false
	}
	return vietnamese.RepairString(s), true
}

func FuzzConvert(f *testing.F) {
	addCases(f)
	escape, sanitise := converter(f, markdown.Escape), converter(f, markdown.Sanitise)
	f.Fuzz(func(t *testing.T, s string) {
		src, ok := prepared(s)
		if !ok {
			return
		}
		for _, c := range []*markdown.Converter{escape, sanitise} {
			at := markdown.Origin{File: "a.md", Line: 3}
			d, diagnostics := c.Convert([]byte(src), at)
			checkRefs(t, d)
			checkPlaces(t, src, d, diagnostics)
			out := d.Render(resolve)
			if again := d.Render(resolve); again != out {
				t.Error("two renderings differ")
			}
			checkHTML(t, out, c == escape)
			if again, _ := c.Convert([]byte(src), at); again.HTML != d.HTML || again.Excerpt != d.Excerpt {
				t.Error("two conversions differ")
			}
		}
	})
}

func checkRefs(t *testing.T, d *markdown.Document) {
	t.Helper()
	last := 0
	for _, r := range d.Refs {
		if r.Offset <= last || r.Offset >= len(d.HTML) || d.HTML[r.Offset-2:r.Offset+1] != `=""` {
			t.Fatalf("ref %q at %d of %d, behind %d", r.Dest, r.Offset, len(d.HTML), last)
		}
		last = r.Offset
		if strings.HasPrefix(r.Dest, "//") || !norm.NFC.IsNormalString(r.Dest) || strings.ContainsFunc(r.Dest, unicode.IsControl) {
			t.Errorf("ref to %q", r.Dest)
		}
	}
}

func checkPlaces(t *testing.T, src string, d *markdown.Document, diagnostics []diag.Diagnostic) {
	t.Helper()
	places := slices.Clone(diagnostics)
	for _, r := range d.Refs {
		places = append(places, r.At)
	}
	lines := strings.Split(src, "\n")
	for _, p := range places {
		n := p.Line - 3
		if n < 0 || n >= len(lines) || lines[n] != p.Excerpt ||
			p.Column < 1 || p.Column+p.Width-1 > utf8.RuneCountInString(p.Excerpt) {
			t.Errorf("%v: place %d:%d+%d in %q", p, p.Line, p.Column, p.Width, p.Excerpt)
		}
	}
}

// made are the elements that Markdown alone makes.
var made = strings.Fields(`p h2 h3 h4 h5 h6 em strong del code pre ul ol li blockquote hr br a img sup section div
	table thead tbody tr th td figure figcaption span
	video audio track details summary`)

var harmlessAddress = regexp.MustCompile(`^(?:(?i:https?|mailto|tel):|/~/|#)[!-~]*$|^#$`)

// checkHTML checks that tags are balanced, that every address may stand in a
// page, that ids are unique and, if escaped, that no tag came from the source.
func checkHTML(t *testing.T, out string, escaped bool) {
	t.Helper()
	if strings.ContainsFunc(html.UnescapeString(out), isControl) {
		t.Fatalf("control characters in\n%q", out)
	}
	var open []string
	ids := map[string]bool{}
	for z := html.NewTokenizer(strings.NewReader(out)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("not closed: %v in\n%s", open, out)
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("%q in\n%s", z.Token(), out)
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if escaped && !slices.Contains(made, token.Data) {
				t.Fatalf("<%s> in\n%s", token.Data, out)
			}
			if !strings.Contains(" br hr img col track ", " "+token.Data+" ") {
				open = append(open, token.Data)
			}
			for _, a := range token.Attr {
				checkAttribute(t, a, ids, out)
			}
		case html.EndTagToken:
			token := z.Token()
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> closes %v in\n%s", token.Data, open, out)
			}
			open = open[:len(open)-1]
		}
	}
}

func checkAttribute(t *testing.T, a html.Attribute, ids map[string]bool, out string) {
	t.Helper()
	if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
		t.Fatalf("%s in\n%s", a.Key, out)
	}
	if a.Key == "id" {
		if ids[a.Val] {
			t.Fatalf("id %q twice in\n%s", a.Val, out)
		}
		ids[a.Val] = true
	}
	if (a.Key == "href" || a.Key == "src") && !harmlessAddress.MatchString(a.Val) {
		t.Fatalf("address %q in\n%s", a.Val, out)
	}
}

// FuzzLikeGoldmark holds the parsers of this package against goldmark's: where
// both speak the same dialect, they see the same blocks, marks and text.
func FuzzLikeGoldmark(f *testing.F) {
	addCases(f)
	c := converter(f, markdown.Escape)
	plain := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	f.Fuzz(func(t *testing.T, s string) {
		src, ok := prepared(s)
		if !ok || ours.MatchString(src) || hasOurTable(src) || strings.Count(src, "*")+strings.Count(src, "_") > 500 {
			return
		}
		var out bytes.Buffer
		if err := plain.Convert([]byte(src), &out); err != nil {
			t.Fatal(err)
		}
		d, _ := c.Convert([]byte(src), markdown.Origin{File: "a.md", Line: 1})
		if got, want := outline(d.HTML), outline(out.String()); got != want {
			t.Errorf("%q\n got %s\nwant %s", src, got, want)
		}
	})
}

// ours is what makes a text one of this package's dialect: raw HTML, {#id},
// pictures, footnotes, bare addresses and addresses with spaces; headings
// without a blank, tasks, emphasis between punctuation and letters, deep nesting, boxes, turns
// of an interview.
var ours = regexp.MustCompile(`[<{@]|!\[|\[\^|://|(?i:www)\.|\]\([^\n]*\.[A-Za-z]|\]\(\s*\[|` +
	`#[\pL\pN]|\[[ xX]\] |[\pP\pS][*_]+[\pL\pN]|[\pL\pN][*_]+[\pP\pS]|(?:[>*+-][ \t]*){20}|` +
	`\[[ \t]*!|(?i:hỏi|đáp|pv|p\.v|phóng viên|mc|trả lời|ban biên tập)[^\n]*:|(?:\*\*|__)\pL[^\n]*:`)

// hasOurTable reports whether a text may have a table that this package reads
// in its own way: with rows of different lengths, code, or text above and below.
func hasOurTable(src string) bool {
	for block := range strings.SplitSeq(src, "\n\n") {
		bars := strings.Count(block, "|")
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		if bars == 0 && !strings.Contains(block, ":") {
			continue
		}
		for _, line := range lines {
			if strings.Count(line, "|")*len(lines) != bars || strings.HasPrefix(line, "|") != strings.HasPrefix(lines[0], "|") ||
				strings.HasSuffix(line, "|") != strings.HasSuffix(lines[0], "|") || strings.Contains(line, "`") {
				return true
			}
		}
	}
	return false
}

// isControl recognises the characters that no page may contain.
func isControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' }

// withoutControls stands for what this package makes of control characters.
func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// outline returns HTML without what the dialects differ in: attributes, links,
// the region around tables, the level of the first headings, what is empty.
func outline(s string) string {
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case html.ErrorToken:
			out := b.String()
			for level := range 7 {
				out = strings.ReplaceAll(out, fmt.Sprintf("<h%[1]d></h%[1]d>\n", level), "")
			}
			return strings.TrimSpace(strings.ReplaceAll(out, "<p></p>\n", ""))
		case html.TextToken:
			b.WriteString(withoutControls(z.Token().String()))
		default:
			token := z.Token()
			switch token.Data {
			case "a":
				continue
			case "div":
				_ = z.Next() // the line's end
				continue
			case "h1":
				token.Data = "h2"
			}
			token.Attr = nil
			b.WriteString(token.String())
		}
	}
}
