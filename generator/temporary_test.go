package generator

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/publish"
	"guong/generator/search"
	"guong/generator/site/sitetest"
)

// TestNoTemporaryFolderIsNeeded makes an index that fits into no memory where the
// system has no folder for temporary files: on the disk of a publication, on that of
// the site, where neither can be written, and without any.
func TestNoTemporaryFolderIsNeeded(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/golden/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	snapshot := sitetest.Read(t, archive)
	folder, destination := t.TempDir(), filepath.Join(t.TempDir(), "public")
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	closed, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	t.Setenv("TMPDIR", "/nonexistent")
	publication, err := publish.Open(t.Context(), destination, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	write := func(memory int, temporary func() (search.Temporary, error)) (files []search.File, made int) {
		t.Helper()
		o := searchOptions(snapshot)
		o.Memory = memory
		if temporary != nil {
			o.Temporary = func() (search.Temporary, error) {
				file, err := temporary()
				if err == nil {
					made++
				}
				return file, err
			}
		}
		files, err := search.WriteSite(context.Background(), o, snapshot)
		if err != nil {
			t.Fatal(err)
		}
		return files, made
	}
	want, _ := write(0, nil)
	for _, test := range []struct {
		name      string
		temporary func() (search.Temporary, error)
		made      bool
	}{
		{"on the disk of the publication", temporaryOf(publication), true},
		{"on the disk of the site", temporaryIn(root), true},
		{"nowhere", temporaryIn(closed), false},
		{"never", nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, made := write(1, test.temporary)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error("another index")
			}
			if (made > 0) != test.made {
				t.Errorf("%d files were made", made)
			}
		})
	}
	if err := publication.Abort(); err != nil {
		t.Error(err)
	}
	for _, dir := range []string{folder, filepath.Dir(destination)} {
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("left: %v, %v", left, err)
		}
	}
}
