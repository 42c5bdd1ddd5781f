package check_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/check"
	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

var update = flag.Bool("update", false, "write the golden files anew")

// now is the day of the checks.
var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// lint looks at the file of a text.
func lint(t *testing.T, path, file string) []check.Finding {
	t.Helper()
	return lintWith(t, check.Options{Now: now}, path, file)
}

func lintWith(t *testing.T, o check.Options, path, file string) []check.Finding {
	t.Helper()
	c := config.Default("Trang thử", "https://thu.example/")
	article, body, wrong := content.NewReader(c, "content").Read(content.File{Path: path, Name: path}, []byte(file))
	if wrong.Count(diag.Error) > 0 {
		t.Fatal(wrong)
	}
	converter, err := markdown.New(markdown.Options{RawHTML: markdown.Sanitise, Labels: markdown.Labels{
		Credit: "Ảnh", Watch: "Xem trên %s", Table: "Bảng %d", Footnotes: "Chú thích", Footnote: "Chú thích %d", FootnoteBack: "Về chỗ có chú thích %d",
		Note: "Ghi chú", Tip: "Mẹo", Important: "Quan trọng", Warning: "Lưu ý", Caution: "Cảnh báo",
	}})
	if err != nil {
		t.Fatal(err)
	}
	document, _ := converter.Convert(body, markdown.Origin{File: article.File, Line: article.BodyLine})
	source, _ := vietnamese.Repair([]byte(file))
	html := document.Render(func(r markdown.Ref) markdown.Target { return markdown.Target{URL: "/tin/bai/" + r.Dest} })
	return check.Sort(check.New(o).Text(check.Text{Article: article, Raw: []byte(file), Source: source, Body: body, HTML: html}))
}

// front is what a story must have, so that no rule but the one in question speaks.
const front = "+++\ntitle = \"Cô giáo Lan\"\ndate = 2026-07-06\nsummary = \"Cô giáo Lan mở lớp học đêm.\"\n"

// story is a story with a body.
func story(body string) string { return front + "+++\n\n" + body + "\n" }

// told is a story with more in its front matter.
func told(keys string) string { return front + keys + "\n+++\n\nBài.\n" }

// named returns what the findings of a rule underline.
func named(found []check.Finding, rule string) (words []string) {
	for _, f := range found {
		if f.Rule != "check."+rule {
			continue
		}
		line := []rune(f.Excerpt)
		from := min(max(f.Column-1, 0), len(line))
		words = append(words, string(line[from:min(from+f.Width, len(line))]))
	}
	return words
}

// speaks checks a rule by texts on which it must speak, each with the words that it
// must underline, and by texts on which it must not.
func speaks(t *testing.T, rule string, file func(string) string, fires map[string]string, silent []string) {
	t.Helper()
	if len(fires) < 8 || len(silent) < 8 {
		t.Errorf("%s: %d and %d texts are too few", rule, len(fires), len(silent))
	}
	for text, want := range fires {
		got := named(lint(t, "tin/bai.md", file(text)), rule)
		if diff := cmp.Diff([]string{want}, got); diff != "" {
			t.Errorf("%s on %q (-want +got)\n%s", rule, text, diff)
		}
	}
	for _, text := range silent {
		if got := named(lint(t, "tin/bai.md", file(text)), rule); got != nil {
			t.Errorf("%s on %q: %q", rule, text, got)
		}
	}
}

// TestGolden holds what is said, in both languages: testdata/golden/*.txtar has a
// story, and what is said of it.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			found := lint(t, archive.Files[0].Name, string(archive.Files[0].Data))
			for i, f := range archive.Files[1:] {
				var said strings.Builder
				for _, finding := range found {
					finding.Explained().Show(&said, message.Language(f.Name))
					said.WriteString("\n")
				}
				if *update {
					archive.Files[i+1].Data = []byte(said.String())
				} else if diff := cmp.Diff(string(f.Data), said.String()); diff != "" {
					t.Errorf("%s (-want +got)\n%s", f.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestRulesCanBeTurnedOff(t *testing.T) {
	text := story("Gọi chị Lan, 0912 345 678.")
	if got := named(lint(t, "tin/bai.md", text), "phone"); got == nil {
		t.Fatal("nothing to turn off")
	}
	off := func(rule, file string) bool { return rule == "phone" && file == "content/tin/bai.md" }
	if got := lintWith(t, check.Options{Now: now, Off: off}, "tin/bai.md", text); got != nil {
		t.Errorf("turned off for the file: %v", got)
	}
	if got := lintWith(t, check.Options{Now: now, Off: off}, "tin/khac.md", text); len(got) != 1 {
		t.Errorf("turned off for another file: %v", got)
	}
	if got := lint(t, "tin/bai.md", strings.Replace(text, "+++\n\n", "unchecked = [\"phone\"]\n+++\n\n", 1)); got != nil {
		t.Errorf("turned off in the story: %v", got)
	}
}

func TestUnknownRules(t *testing.T) {
	found := lint(t, "tin/bai.md", told(`unchecked = ["sumary-long", "gì đó"]`))
	var got []string
	for _, f := range found {
		got = append(got, f.Brief(message.English)+" | "+f.Hint.In(message.English))
	}
	want := []string{
		"content/tin/bai.md:5:15: there is no rule “sumary-long” | Do you mean “summary-long”?",
		"content/tin/bai.md:5:30: there is no rule “gì đó” | The rules: " + strings.Join(check.Rules(), ", "),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestFindingsOfABuild: they keep their words; one that says what a rule says has
// the reason of the rule, and is turned off with it.
func TestFindingsOfABuild(t *testing.T) {
	list := diag.List{
		{Message: message.New("site.picture", "a.jpg")},
		{Message: message.New("markdown.picture-alt"), Severity: diag.Warning, Hint: message.New("markdown.picture-alt-hint")},
	}
	found := check.New(check.Options{Now: now}).FromBuild(list)
	if len(found) != 2 || found[0].Rule != "site.picture" || found[1].Rule != "check.picture-alt" || len(found[1].Sources) != 2 {
		t.Errorf("%+v", found)
	}
	if diff := cmp.Diff(list[0], found[0].Explained()); diff != "" {
		t.Error(diff)
	}
	off := func(rule, _ string) bool { return rule == "picture-alt" }
	if found = check.New(check.Options{Now: now, Off: off}).FromBuild(list); len(found) != 1 {
		t.Errorf("%+v", found)
	}
}

func TestSortLeavesOutWhatIsSaidTwice(t *testing.T) {
	at := func(line int, text string) check.Finding {
		return check.Finding{Diagnostic: diag.Diagnostic{Position: diag.Position{File: "a.md", Line: line}, Message: message.New(text)}}
	}
	var got []string
	for _, f := range check.Sort([]check.Finding{at(3, "b"), at(3, "a"), at(1, "c"), at(3, "b")}) {
		got = append(got, f.Error())
	}
	if diff := cmp.Diff([]string{"a.md:1: c", "a.md:3: a", "a.md:3: b"}, got); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkText looks at a story of 900 syllables on which no rule speaks.
func BenchmarkText(b *testing.B) {
	paragraph := "Năm 2020, tổng thu ngân sách đạt 84.016 tỷ đồng; 100% xã đạt chuẩn nông thôn mới theo Chỉ thị số 05-CT/TW ngày 15/5/2016. "
	text := []byte(story(strings.Repeat(strings.Repeat(paragraph, 4)+"\n\n", 9)))
	article, body, _ := content.NewReader(config.Default("Trang thử", "https://thu.example/"), "content").Read(content.File{Path: "tin/bai.md"}, text)
	linter := check.New(check.Options{Now: now})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if found := linter.Text(check.Text{Article: article, Raw: text, Source: text, Body: body}); found != nil {
			b.Fatal(found)
		}
	}
}

// FuzzText: no text makes a rule fail, and every finding has a place in the file.
func FuzzText(f *testing.F) {
	f.Add("Gọi 0912.345.678 (Theo Báo A)\n\n![a](b.jpg \"c\")", "Tít")
	f.Add("`a` <b> ](x \\ ``` \n~~~\nhòa hoà", "em Lan (8 tuổi)")
	f.Add("sinh ngày 1/2/1980, a@gmail.com, bé Na, lớp 5", "")
	f.Fuzz(func(t *testing.T, body, title string) {
		text := []byte(front + "dateline = '" + strings.Map(plain, title) + "'\n+++\n" + body)
		if vietnamese.InvalidUTF8(text) >= 0 {
			return
		}
		c := config.Default("Trang thử", "https://thu.example/")
		article, read, wrong := content.NewReader(c, "content").Read(content.File{Path: "tin/bai.md"}, text)
		if wrong.Count(diag.Error) > 0 {
			return
		}
		source, _ := vietnamese.Repair(text)
		lines := strings.Count(string(source), "\n") + 1
		for _, found := range check.New(check.Options{Now: now}).Text(check.Text{Article: article, Raw: text, Source: source, Body: read, HTML: body}) {
			if found.File == "" || found.Line < 1 || found.Line > lines {
				t.Errorf("%+v", found)
			}
		}
	})
}

func plain(r rune) rune {
	if r < ' ' || r == '\'' {
		return '-'
	}
	return r
}
