package theme_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/diag"
	"guong/generator/theme"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden loads the themes in testdata. An archive holds themes, pages that
// are looked at (page/<layout>, of a site of one story), assets (assets, all
// names; asset/<name>, its bytes), and what is said of loading and rendering
// (diagnostics).
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden themes", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := outcome(t, archive)
			for i, f := range archive.Files {
				text, known := got[f.Name]
				if !known {
					continue
				}
				if *update {
					archive.Files[i].Data = []byte(text)
				} else if diff := cmp.Diff(string(f.Data), text); diff != "" {
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

// outcome is what the files of an archive that are no input should hold.
func outcome(t *testing.T, archive *txtar.Archive) map[string]string {
	got := map[string]string{}
	o := options(t, string(txtar.Format(archive)))
	o.At = diag.AtLine("config.toml", []byte("title = \"G\"\ntheme = \"cua-toi\"\n"), 2, 10, 7)
	look, wrong := theme.Load(o)
	for _, f := range archive.Files {
		kind, name, _ := strings.Cut(f.Name, "/")
		switch {
		case look == nil:
		case kind == "page":
			html, err := render(t, look, read(t, small), name)
			var d diag.Diagnostic
			if errors.As(err, &d) {
				wrong = append(wrong, d)
			} else if err != nil {
				t.Fatal(err)
			}
			got[f.Name] = strings.TrimRight(html, "\n") + "\n"
		case kind == "asset":
			for _, a := range look.Assets() {
				if strings.HasPrefix(a.Path, "assets/"+name+".") {
					got[f.Name] = strings.TrimRight(string(a.Data), "\n") + "\n"
				}
			}
		case kind == "assets":
			for _, a := range look.Assets() {
				got[f.Name] += a.Path + " " + a.URL + "\n"
			}
		}
	}
	got["diagnostics"] = shown(wrong)
	return got
}
