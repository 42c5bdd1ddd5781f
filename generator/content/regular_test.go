package content_test

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"

	"guong/generator/content"
)

// TestRegular: only regular files and folders can be opened, and nothing waits.
func TestRegular(t *testing.T) {
	dir := site(t, "a.md", "b/c.md", "d.md -> a.md", "e.md -> pipe")
	if err := fstest.TestFS(content.Regular(openRoot(t, filepath.Join(dir, "b"))), "c.md"); err != nil {
		t.Error(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o666); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	fsys := content.Regular(openRoot(t, dir))
	for _, name := range []string{"a.md", "b/c.md", "d.md"} {
		if _, err := fs.ReadFile(fsys, name); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"pipe", "e.md", "../a.md", "/a.md"} {
		if _, err := fs.ReadFile(fsys, name); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := fs.ReadFile(fsys, "socket"); err == nil {
		t.Error("a socket was opened")
	}
	if _, err := fs.ReadFile(fsys, "none"); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
