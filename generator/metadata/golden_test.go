package metadata_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/metadata"
	"guong/generator/site"
)

var update = flag.Bool("update", false, "write the golden file anew")

const goldenFile = "testdata/site.txtar"

// golden is the site of testdata/site.txtar.
func golden(t testing.TB) *site.Site {
	t.Helper()
	archive, err := txtar.ParseFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, archive)
}

// head returns the metadata of a page, titled as the theme would.
func head(v *site.View) string {
	return string(metadata.Head(v, map[string]string{site.LayoutSearch: "Tra cứu", site.LayoutRoll: "Bảng vàng"}[v.Layout]))
}

// TestGolden compares the metadata of pages; a line for each element.
func TestGolden(t *testing.T) {
	archive, err := txtar.ParseFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	s := read(t, archive)
	pages := map[string]*site.View{}
	for v := range s.Views() {
		pages[s.OutputPath(v.URL)] = v
	}
	lines := strings.NewReplacer("><", ">\n<", ",{", ",\n{", "[{", "[\n{")
	for i, f := range archive.Files {
		path, looked := strings.CutPrefix(f.Name, "head/")
		if !looked {
			continue
		}
		v := pages[path]
		if v == nil {
			t.Errorf("no page %s", path)
			continue
		}
		got := lines.Replace(head(v)) + "\n"
		if *update {
			archive.Files[i].Data = []byte(got)
		} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", path, diff)
		}
	}
	if *update {
		if err := os.WriteFile(goldenFile, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
