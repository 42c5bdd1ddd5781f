package publish_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guong/generator/publish"
)

// TestReadSums: all files of ours in their order, each with the sum of the bytes that it
// has now, whatever was noted.
func TestReadSums(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	lay(t, dir, site{"cua-toi.txt": "của tôi"})
	publishLasting(t, dir, edition("một", "a"))
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Copy("tep/x.pdf", fstest.MapFS{"x": {Data: []byte("tệp")}}, "x"); err != nil {
		t.Fatal(err)
	}
	p.Lasting("assets/b")
	if got, ok := p.Sum("tep/x.pdf"); !ok || got != publish.SumOf([]byte("tệp")) {
		t.Errorf("the sum of a copied file is %x, %v", got, ok)
	}
	if _, err := writeAndCommit(p, edition("một", "b")); err != nil {
		t.Fatal(err)
	}
	of := func(path, text string, former int) publish.File {
		return publish.File{Path: path, Size: int64(len(text)), Sum: publish.SumOf([]byte(text)), Former: former}
	}
	check := func(want ...publish.File) {
		t.Helper()
		got, err := publish.ReadSums(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
	check(of("assets/a", "a", 1), of("assets/b", "b", 0), of("index.html", "một", 0), of("tep/x.pdf", "tệp", 0))

	// A file that somebody changed has the sum of what it is.
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("hai"), 0o644); err != nil {
		t.Fatal(err)
	}
	check(of("assets/a", "a", 1), of("assets/b", "b", 0), of("index.html", "hai", 0), of("tep/x.pdf", "tệp", 0))

	// So it is without the notes, or with damaged ones.
	for _, change := range []func(string) error{func(name string) error { return os.WriteFile(name, []byte("hỏng"), 0o600) }, os.Remove} {
		if err := change(filepath.Join(stateFolder(dir), "sums")); err != nil {
			t.Fatal(err)
		}
		check(of("assets/a", "a", 1), of("assets/b", "b", 0), of("index.html", "hai", 0), of("tep/x.pdf", "tệp", 0))
	}
}

// TestReadSumsOfWhatIsNotWhole: no list that lacks something or is of two editions.
func TestReadSumsOfWhatIsNotWhole(t *testing.T) {
	ctx := context.Background()
	if _, err := publish.ReadSums(ctx, t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing was published: %v", err)
	}
	for name, change := range map[string]func(dir string) error{
		"a file is missing": func(dir string) error { return os.Remove(filepath.Join(dir, "index.html")) },
		"a folder in its place": func(dir string) error {
			name := filepath.Join(dir, "index.html")
			return errors.Join(os.Remove(name), os.Mkdir(name, 0o755))
		},
		"a link that leads out": func(dir string) error {
			name := filepath.Join(dir, "index.html")
			return errors.Join(os.Rename(name, filepath.Join(filepath.Dir(dir), "ngoai")), os.Symlink("../ngoai", name))
		},
		"a killed publication": func(dir string) error { return os.WriteFile(filepath.Join(stateFolder(dir), "journal"), nil, 0o600) },
		"a foreign manifest": func(dir string) error {
			return os.WriteFile(filepath.Join(stateFolder(dir), "manifest"), []byte("x"), 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustPublish(t, dir, site{"index.html": "một", "a.css": "a"})
			if err := change(dir); err != nil {
				t.Fatal(err)
			}
			if list, err := publish.ReadSums(ctx, dir); err == nil {
				t.Errorf("no error, but %v", list)
			}
		})
	}
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, site{"index.html": "một"})
	stopped, stop := context.WithCancel(ctx)
	stop()
	if list, err := publish.ReadSums(stopped, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", list, err)
	}
}
