package folder_test

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// TestMain is the test, or a program that uploads what it is never given to the end.
func TestMain(m *testing.M) {
	if dir := os.Getenv("GUONG_TEST_UPLOAD"); dir != "" {
		f, err := folder.Open(dir)
		if err == nil {
			err = f.Put(context.Background(), target.Object{Key: "a/mat.pdf", Size: 1 << 20}, &endless{})
		}
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// endless is a body of which only the first bytes come. What else is asked for is told
// on the standard output, since the first ones are written then.
type endless struct{ read bool }

func (e *endless) Seek(int64, int) (int64, error) { return 0, nil }

func (e *endless) Read(p []byte) (int, error) {
	if !e.read {
		e.read = true
		return copy(p, "mật"), nil
	}
	os.Stdout.WriteString("read\n")
	select {}
}

// TestKilled: what an upload that was killed had written is out of the way of readers,
// and the next upload removes it at once. What others are writing stays.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "GUONG_TEST_UPLOAD="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("read\n"))); err != nil {
		t.Fatal(err)
	}
	f := open(t, dir)
	defer f.Close()
	left := func() []string {
		t.Helper()
		names, err := filepath.Glob(filepath.Join(dir, ".guong/tmp/.guong-tam-*"))
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	if err := put(f, "a/b.html", "trang"); err != nil {
		t.Fatal(err)
	}
	if names := left(); len(names) != 1 {
		t.Errorf("while it is written: %v", names)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil {
		t.Error("it ended well")
	}
	names := left()
	if len(names) != 1 {
		t.Fatalf("after it: %v", names)
	}
	if data, err := os.ReadFile(names[0]); string(data) != "mật" || err != nil {
		t.Errorf("left: %q, %v", data, err)
	}
	for name, mode := range map[string]os.FileMode{names[0]: 0o600, filepath.Join(dir, ".guong"): 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if entries, err := os.ReadDir(filepath.Join(dir, "a")); len(entries) != 1 || err != nil {
		t.Errorf("beside its place: %v, %v", entries, err)
	}
	other := filepath.Join(dir, ".guong/tmp/.guong-tam-0123456789ab-1-X-Y") // of another machine
	beside := filepath.Join(dir, "a", filepath.Base(names[0]))
	if err := errors.Join(os.WriteFile(other, nil, 0o600), os.WriteFile(beside, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	later := open(t, dir)
	if err := put(later, "a/c.html", "trang"); err != nil {
		t.Fatal(err)
	}
	if names := left(); len(names) != 1 || names[0] != other {
		t.Errorf("after the next one: %v", names)
	}
	for _, err := range later.List(context.Background(), "") {
		if err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(beside); !errors.Is(err, os.ErrNotExist) {
		t.Error("what lies beside stays: ", err)
	}
	old := time.Now().Add(-16 * time.Minute)
	if err := errors.Join(os.Chtimes(other, old, old), later.Close()); err != nil {
		t.Fatal(err)
	}
	last := open(t, dir)
	if err := errors.Join(put(last, "a/d.html", "trang"), last.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".guong")); !errors.Is(err, os.ErrNotExist) {
		t.Error("an empty folder stays: ", err)
	}
}
