package folder_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/folder"
	"guong/generator/deploy/target"
)

func open(t *testing.T, dir string) *folder.Folder {
	t.Helper()
	f, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestConforms(t *testing.T) {
	deploytest.Conform(t, func(t *testing.T) target.Target { return open(t, t.TempDir()) })
}

func put(f *folder.Folder, key, text string) error {
	return f.Put(context.Background(), target.Object{Key: key, Size: int64(len(text))}, strings.NewReader(text))
}

// TestStaysInside: neither names nor links lead out of the folder, whatever is asked.
func TestStaysInside(t *testing.T) {
	outside, inside := t.TempDir(), t.TempDir()
	secret := filepath.Join(outside, "a.txt")
	if err := errors.Join(os.WriteFile(secret, []byte("ngoài"), 0o600), os.Symlink(outside, filepath.Join(inside, "link")),
		os.Symlink(secret, filepath.Join(inside, "tep.txt"))); err != nil {
		t.Fatal(err)
	}
	f := open(t, inside)
	defer f.Close()
	ctx := context.Background()
	for _, key := range []string{"../a.txt", "link/a.txt", "/etc/hostname", "link/b.txt"} {
		if err := put(f, key, "xấu"); err == nil {
			t.Errorf("put %s", key)
		}
		if _, err := f.Get(ctx, key, 100); err == nil {
			t.Errorf("get %s", key)
		}
		_ = f.Delete(ctx, []string{key}) // may be refused; what counts is what it does
	}
	if _, err := f.Get(ctx, "tep.txt", 100); err == nil {
		t.Error("a link out of the folder was read")
	}
	if err := put(f, "tep.txt", "mới"); err != nil {
		t.Error(err)
	}
	if data, err := os.ReadFile(secret); string(data) != "ngoài" || err != nil {
		t.Errorf("the file outside: %q, %v", data, err)
	}
	if entries, err := os.ReadDir(outside); len(entries) != 1 || err != nil {
		t.Errorf("outside: %v, %v", entries, err)
	}
}

// TestLeavesNothing: a file that could not be written leaves nothing beside its place,
// and files may be read by a web server.
func TestLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	defer f.Close()
	if err := f.Put(context.Background(), target.Object{Key: "a/b.html", Size: 10}, strings.NewReader("ngắn")); err == nil {
		t.Error("a short body was taken")
	}
	if err := put(f, "c/d.html", "được"); err != nil {
		t.Fatal(err)
	}
	if err := f.PutNew(context.Background(), target.Object{Key: "c/d.html", Size: 1}, strings.NewReader("x")); target.KindOf(err) != target.KindExists {
		t.Error(err)
	}
	var files []string
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, strings.TrimPrefix(name, dir))
			if info, err := d.Info(); err != nil || info.Mode().Perm() != 0o644 {
				t.Errorf("%s: %v %v", name, info.Mode(), err)
			}
		}
		return err
	})
	if err != nil || len(files) != 1 || files[0] != filepath.FromSlash("/c/d.html") {
		t.Errorf("%v, %v", files, err)
	}
}

// TestPlace: what is wrong with the folder itself is said of it.
func TestPlace(t *testing.T) {
	dir := t.TempDir()
	if _, err := folder.Open(filepath.Join(dir, "thieu")); target.KindOf(err) != target.KindNoPlace {
		t.Error(err)
	}
	file := filepath.Join(dir, "tep")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := folder.Open(file); target.KindOf(err) != target.KindNoPlace {
		t.Error(err)
	}
}
