package generator_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator"
	"guong/generator/diag"
)

// changing is a file system that becomes another when a file is there: what a program
// sees that does not note all that its pages depend on.
type changing struct {
	first, second fs.FS
	file          string
}

func (c changing) Open(name string) (fs.File, error) {
	if _, err := os.Stat(c.file); err == nil {
		return c.second.Open(name)
	}
	return c.first.Open(name)
}

// TestVerifyTellsWhatDiffers: each file that a build from nothing makes otherwise is an
// error; a site that is as it should be has none.
func TestVerifyTellsWhatDiffers(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/golden/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	o := generator.Options{Source: unpack(t, archive), Now: now, Themes: builtin()}
	left := filepath.Join(o.Source, ".public.verify-1") // by a process that was killed
	if err := os.MkdirAll(filepath.Join(left, "public"), 0o777); err != nil {
		t.Fatal(err)
	}
	report, same, list := generator.Verify(context.Background(), o)
	if !report.Done || list.Count(diag.Error) > 0 || same != report.Outputs+tables(t, report.State) {
		t.Fatalf("%d files of %d are the same; %v", same, report.Outputs, list)
	}
	entries, err := os.ReadDir(o.Source)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains([]string{".guong", ".public.guong", "public", "content", "config.toml", "themes", "registry"}, e.Name()) {
			t.Errorf("%s is left behind", e.Name())
		}
	}

	o.Source = unpack(t, archive)
	other := t.TempDir()
	if err := os.CopyFS(other, os.DirFS("testdata/themes")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(other, "tron", "layouts", "archive.html"), []byte(`{{define "main"}}khác{{end}}`))
	o.Themes = changing{os.DirFS("testdata/themes"), os.DirFS(other), filepath.Join(o.Source, "public", "index.html")}
	_, _, list = generator.Verify(context.Background(), o)
	var wrong []string
	for _, d := range list {
		if d.Severity == diag.Error {
			wrong = append(wrong, d.File+" "+d.Message.ID)
		}
	}
	if !slices.Equal(wrong, []string{"luu-tru/index.html generator.verify-differs"}) {
		t.Errorf("%v", wrong)
	}
}

// tables returns how many tables for web servers there are.
func tables(t *testing.T, state string) int {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(state, "server"))
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}
