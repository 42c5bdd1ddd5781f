//go:build unix

package publish_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"

	"guong/generator/publish"
)

func TestModes(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for _, test := range []struct{ option, file, folder fs.FileMode }{
		{0, 0o644, 0o755}, {0o640, 0o640, 0o750}, {0o664, 0o664, 0o775}, {0o660, 0o660, 0o770},
	} {
		dir := filepath.Join(t.TempDir(), "moi", "public")
		picture := fstest.MapFS{"x": {Data: []byte("ảnh")}}
		publishAll := func() publish.Result {
			t.Helper()
			p, err := publish.Open(context.Background(), dir, publish.Options{FileMode: test.option})
			if err == nil {
				err = errors.Join(p.Write("a/b/index.html", []byte("1")), p.Write("index.html", nil), p.Copy("c/x.jpg", picture, "x"))
			}
			if err != nil {
				t.Fatal(err)
			}
			r, err := p.Commit(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			err = filepath.WalkDir(filepath.Dir(dir), func(name string, d fs.DirEntry, err error) error {
				if err != nil {
					return err
				}
				if d.Name() == ".public.guong" {
					return fs.SkipDir
				}
				info, err := d.Info()
				if want := test.file; err == nil && !d.IsDir() && info.Mode().Perm() != want {
					t.Errorf("%s has %v, want %v", name, info.Mode(), want)
				}
				if want := test.folder; err == nil && d.IsDir() && info.Mode().Perm() != want {
					t.Errorf("%s has %v, want %v", name, info.Mode(), want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		publishAll()
		for name, mode := range map[string]fs.FileMode{"a/b/index.html": 0o600, "c/x.jpg": 0o666, "index.html": 0o400, "a": 0o700, "a/b": 0o700, ".": 0o700} {
			if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
				t.Fatal(err)
			}
		}
		if r := publishAll(); r.Unchanged != 3 || len(r.Written) != 0 {
			t.Errorf("repairing wrote %q", r.Written)
		}
	}
}
