package folder

import (
	"context"
	"path"
	"strings"
	"syscall"
	"testing"

	"guong/generator/deploy/target"
)

// TestBeside: a folder to which nothing can be renamed from .guong/tmp, as if it were on
// another file system, gets its files from beside their places.
func TestBeside(t *testing.T) {
	f, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	refused := 0
	rename := func(written, name string) error {
		if path.Dir(written) == temporaryFolder {
			refused++
			return syscall.EXDEV
		}
		return f.root.Rename(written, name)
	}
	for _, key := range []string{"a/b.html", "a/c.html"} {
		if err := f.put(context.Background(), target.Object{Key: key, Size: 5}, strings.NewReader("trang"), rename); err != nil {
			t.Fatal(err)
		}
		if data, err := f.Get(context.Background(), key, 9); string(data) != "trang" || err != nil {
			t.Errorf("%s: %q, %v", key, data, err)
		}
	}
	if refused != 1 {
		t.Errorf("%d files were written twice, want the first only", refused)
	}
	for _, folder := range []string{"a", temporaryFolder} {
		entries, err := f.root.Open(folder)
		if err != nil {
			t.Fatal(err)
		}
		names, err := entries.Readdirnames(-1)
		entries.Close()
		for _, name := range names {
			if isTemporary(name) || err != nil {
				t.Errorf("%s: %s stays, %v", folder, name, err)
			}
		}
	}
}
