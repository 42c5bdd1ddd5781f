package markdown_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"guong/generator/markdown"
	"guong/generator/message"
)

var update = flag.Bool("update", false, "write what is found into the golden files")

var labels = markdown.Labels{
	Credit: "Ảnh", Watch: "Xem trên %s", Table: "Bảng %d", Footnotes: "Chú thích",
	Footnote: "Chú thích %d", FootnoteBack: "Về chỗ có chú thích %d",
	Note: "Ghi chú", Tip: "Mẹo", Important: "Quan trọng", Warning: "Lưu ý", Caution: "Cảnh báo",
}

func converter(t testing.TB, raw markdown.RawHTML) *markdown.Converter {
	t.Helper()
	c, err := markdown.New(markdown.Options{RawHTML: raw, Labels: labels})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A golden file holds cases: <name>.md, and what comes of it as <name>.html and,
// if anything is reported, <name>.txt. A local address resolves to itself
// behind "/~/", a picture is 4 by 3. Names of files that begin with "sanitise"
// choose the mode.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files (%v)", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			raw := markdown.Escape
			if strings.HasPrefix(filepath.Base(file), "sanitise") {
				raw = markdown.Sanitise
			}
			found := golden(converter(t, raw), archive)
			if *update {
				if err := os.WriteFile(file, txtar.Format(found), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(found))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// golden returns the archive with the results of its cases.
func golden(c *markdown.Converter, archive *txtar.Archive) *txtar.Archive {
	found := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		name, isCase := strings.CutSuffix(f.Name, ".md")
		if !isCase {
			continue
		}
		d, diagnostics := c.Convert(f.Data, markdown.Origin{File: "a.md", Line: 1})
		var report strings.Builder
		for _, d := range diagnostics {
			d.Show(&report, message.Vietnamese)
		}
		found.Files = append(found.Files, f, txtar.File{Name: name + ".html", Data: ended(d.Render(resolve))})
		if report.Len() > 0 {
			found.Files = append(found.Files, txtar.File{Name: name + ".txt", Data: ended(report.String())})
		}
	}
	return found
}

func resolve(r markdown.Ref) markdown.Target {
	t := markdown.Target{URL: "/~/" + r.Dest}
	if r.Query != "" {
		t.URL += "?" + r.Query
	}
	if r.Fragment != "" {
		t.URL += "#" + r.Fragment
	}
	if r.Kind == markdown.Picture || r.Kind == markdown.Shape {
		t.Width, t.Height = 4, 3
	}
	return t
}

// ended returns s as a file of an archive, which ends with its line.
func ended(s string) []byte {
	if s == "" || strings.HasSuffix(s, "\n") {
		return []byte(s)
	}
	return fmt.Appendln(nil, s)
}
