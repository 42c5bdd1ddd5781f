package generator_test

import (
	"os"
	"path/filepath"
	"testing"

	"guong/generator"
)

// TestOverlaps: a copy of a site cannot lie where the site or what is published of it
// lies, nor around them.
func TestOverlaps(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "trang", "content"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("trang", filepath.Join(dir, "loi-tat")); err != nil {
		t.Fatal(err)
	}
	o := generator.Options{Source: filepath.Join(dir, "trang")}
	other := generator.Options{Source: o.Source, Content: filepath.Join(dir, "bai"), Destination: filepath.Join(dir, "dung")}
	for _, test := range []struct {
		options generator.Options
		folder  string
		want    bool
	}{
		{o, "www", false}, {o, "trang/www", false}, {o, "trang/public-thu", false}, {o, "trang-khac", false},
		{o, ".", true}, {o, "trang", true}, {o, "loi-tat", true}, {o, "loi-tat/content", true},
		{o, "trang/content", true}, {o, "trang/content/tin", true}, {o, "trang/themes/x", true}, {o, "trang/.guong", true},
		{o, "trang/public", true}, {o, "trang/public/a", true}, {o, "trang/.public.guong", true},
		{other, "bai/a", true}, {other, "dung", true}, {other, "dung/a", true}, {other, "trang/public", false},
	} {
		if got := generator.Overlaps(test.options, filepath.Join(dir, filepath.FromSlash(test.folder))); got != test.want {
			t.Errorf("%s: %v, want %v", test.folder, got, test.want)
		}
	}
}
