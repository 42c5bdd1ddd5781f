package sftp

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"guong/generator/deploy/sftp/sftptest"
	"guong/generator/deploy/target"
)

// files returns what lies in the published folder, with slashes after folders.
func files(t testing.TB, s *sftptest.Server) (names []string) {
	t.Helper()
	err := filepath.WalkDir(s.Root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == s.Root {
			return err
		}
		below, err := filepath.Rel(s.Root, name)
		if d.IsDir() {
			below += "/"
		}
		names = append(names, below)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// list returns the keys that a target lists.
func list(t testing.TB, from target.Target, prefix string) (keys []string) {
	t.Helper()
	for o, err := range from.List(context.Background(), prefix) {
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, o.Key)
	}
	slices.Sort(keys)
	return keys
}

func wantList(t testing.TB, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestModes holds that a web server that runs as another user can read pages, and
// nothing of Gương's own, whatever the umask of the server.
func TestModes(t *testing.T) {
	server := sftptest.New(t, "Subsystem sftp internal-sftp -u 0077")
	server.Start(t)
	to := connect(t, server)
	put(t, to, "guong-sang/lan/index.html", "Lan")
	put(t, to, ".guong/lock.json", "{}")
	for name, want := range map[string]os.FileMode{
		"guong-sang":                0o755,
		"guong-sang/lan":            0o755,
		"guong-sang/lan/index.html": 0o644,
		".guong":                    0o700,
	} {
		info, err := os.Stat(filepath.Join(server.Root, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s: mode %o, want %o", name, got, want)
		}
	}
}

// TestCloseLeavesNothing holds that only the site is left.
func TestCloseLeavesNothing(t *testing.T) {
	server := sftptest.Start(t)
	to := connect(t, server)
	put(t, to, "a/index.html", "a")
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	wantList(t, files(t, server), "a/", "a/index.html")
	wantKind(t, to.Put(context.Background(), object("b", "b"), strings.NewReader("b")), target.KindTemporary)
}

// TestDeletePrunes holds that folders go when they become empty, but never the root, and
// that a folder can come back.
func TestDeletePrunes(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	to := connect(t, server)
	for _, key := range []string{"a/b/c/index.html", "a/b/index.html", "d/e/f/g/index.html"} {
		put(t, to, key, key)
	}
	to.tidyNow(t)
	if err := to.Delete(ctx, []string{"a/b/c/index.html", "d/e/f/g/index.html", "d/missing", "no/such/folder/x", "a/b"}); err != nil {
		t.Fatal(err)
	}
	wantList(t, files(t, server), "a/", "a/b/", "a/b/index.html")
	put(t, to, "d/e/f/g/index.html", "again")
	to.tidyNow(t)
	if err := to.Delete(ctx, []string{"a/b/index.html", "d/e/f/g/index.html"}); err != nil {
		t.Fatal(err)
	}
	wantList(t, files(t, server))
	if _, err := os.Stat(server.Root); err != nil {
		t.Error("the root is gone:", err)
	}
}

// tidyNow removes the folder of temporary files as Close does.
func (t *server) tidyNow(test testing.TB) {
	test.Helper()
	if err := t.do(context.Background(), func(c *session) error { t.tidy(c); return nil }); err != nil {
		test.Fatal(err)
	}
}

// TestFoldersComeAndGo holds that files written and deleted at once in the same folders
// do not trip over each other.
func TestFoldersComeAndGo(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	to := connect(t, server)
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			for range 20 {
				key := fmt.Sprintf("a/b/c/%d.html", worker)
				if err := to.Put(ctx, object(key, key), strings.NewReader(key)); err != nil {
					t.Error(err)
				}
				if worker%2 == 0 {
					if err := to.Delete(ctx, []string{key}); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wait.Wait()
	wantList(t, list(t, to, ""), "a/b/c/1.html", "a/b/c/3.html", "a/b/c/5.html", "a/b/c/7.html")
}

// TestLeftOvers holds that temporary files of killed runs disappear, those of running
// ones stay, and neither is listed.
func TestLeftOvers(t *testing.T) {
	server := sftptest.Start(t)
	old := time.Now().Add(-2 * leftOver)
	for _, name := range []string{".guong/tmp/.guong-OLD", ".guong/tmp/.guong-NEW", "a/.guong-OLD", "a/.guong-NEW", "a/index.html"} {
		file := filepath.Join(server.Root, name)
		sftptest.Write(t, file, []byte("x"))
		if strings.HasSuffix(name, "OLD") {
			if err := os.Chtimes(file, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	to := connect(t, server)
	put(t, to, "b", "b")
	wantList(t, files(t, server), ".guong/", ".guong/tmp/", ".guong/tmp/.guong-NEW", "a/", "a/.guong-NEW", "a/.guong-OLD", "a/index.html", "b")
	wantList(t, list(t, to, ""), "a/index.html", "b")
	wantList(t, files(t, server), ".guong/", ".guong/tmp/", ".guong/tmp/.guong-NEW", "a/", "a/.guong-NEW", "a/index.html", "b")
}

// TestLinks holds that nothing outside the root is written, deleted or listed, and
// that the root itself may be a link.
func TestLinks(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	outside := t.TempDir()
	sftptest.Write(t, filepath.Join(outside, "page.html"), []byte("theirs"))
	for link, to := range map[string]string{"out": outside, "page.html": filepath.Join(outside, "page.html"), "dangling": filepath.Join(outside, "none")} {
		if err := os.Symlink(to, filepath.Join(server.Root, link)); err != nil {
			t.Fatal(err)
		}
	}
	root := filepath.Join(t.TempDir(), "www")
	if err := os.Symlink(server.Root, root); err != nil {
		t.Fatal(err)
	}
	o := optionsOf(server)
	o.Path = root
	to := openWith(t, o)

	for _, key := range []string{"out/page.html", "out/new/page.html", "dangling/page.html"} {
		err := to.Put(ctx, object(key, "ours"), strings.NewReader("ours"))
		wantKind(t, err, target.KindDenied)
	}
	wantKind(t, to.Delete(ctx, []string{"out/page.html"}), target.KindDenied)
	put(t, to, "page.html", "ours") // takes the place of the link
	if got := readFile(t, server, "page.html"); got != "ours" {
		t.Error("page.html is", got)
	}
	wantList(t, list(t, to, ""), "page.html")
	if err := to.Delete(ctx, []string{"out", "dangling"}); err != nil { // the links themselves
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(outside, "page.html"))
	if err != nil || string(text) != "theirs" {
		t.Errorf("outside: %q, %v", text, err)
	}
	entries, err := os.ReadDir(outside)
	if err != nil || len(entries) != 1 {
		t.Error("outside:", entries, err)
	}
}

// TestInTheWay holds that what is not Gương's is not replaced.
func TestInTheWay(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	to := connect(t, server)
	put(t, to, "folder/index.html", "x")
	put(t, to, "file", "x")
	for key, message := range map[string]string{
		"folder":          "deploy.sftp-folder-in-the-way",
		"file/index.html": "deploy.sftp-file-in-the-way",
	} {
		err := to.Put(ctx, object(key, "y"), strings.NewReader("y"))
		f, ok := err.(*target.Fault)
		if !ok || f.Message.ID != message {
			t.Errorf("%s: %v", key, err)
		}
	}
	if got := readFile(t, server, "folder/index.html"); got != "x" {
		t.Error("the folder was changed:", got)
	}
}

// TestKeys holds that keys that are no plain paths are refused before anything happens.
func TestKeys(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	to := connect(t, server)
	for _, key := range []string{"", ".", "a/", "/a", "../a", "a/../b", "a//b", "a/./b", "a\x00b"} {
		wantKind(t, to.Put(ctx, object(key, "x"), strings.NewReader("x")), target.KindUnsupported)
		wantKind(t, to.Delete(ctx, []string{key}), target.KindUnsupported)
		_, err := to.Get(ctx, key, 10)
		wantKind(t, err, target.KindUnsupported)
	}
	wantList(t, files(t, server))
}

// TestWrongSize holds that a file that changes while it is sent is not published.
func TestWrongSize(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	to := connect(t, server)
	put(t, to, "a", "old")
	for _, size := range []int64{2, 4} {
		if err := to.Put(ctx, target.Object{Key: "a", Size: size}, strings.NewReader("new")); err == nil {
			t.Error("a body of 3 bytes was taken for", size)
		}
	}
	for _, failed := range []error{os.ErrInvalid, os.ErrNotExist, io.ErrUnexpectedEOF} {
		broken := io.NewSectionReader(brokenFile{failed}, 0, 100_000)
		err := to.Put(ctx, target.Object{Key: "a", Size: 100_000}, broken)
		if f, ok := err.(*target.Fault); !ok || f.Message.ID != "deploy.sftp-unreadable" || target.Temporary(err) {
			t.Error("a body that cannot be read:", err)
		}
	}
	if got := readFile(t, server, "a"); got != "old" {
		t.Error("a is", got)
	}
	wantList(t, files(t, server), ".guong/", ".guong/tmp/", "a")
}

// brokenFile is a file whose disk fails after a while.
type brokenFile struct{ err error }

func (b brokenFile) ReadAt(p []byte, off int64) (int, error) {
	if off > 70_000 {
		return 0, b.err
	}
	return len(p), nil
}

// TestLargeFiles holds that files of many packets come back as they were.
func TestLargeFiles(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	to := connect(t, server)
	for _, size := range []int{0, 1, 32767, 32768, 32769, 5_000_000} {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(i*7 + i>>10)
		}
		key := fmt.Sprint("f", size)
		if err := to.Put(ctx, target.Object{Key: key, Size: int64(size)}, bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
		got, err := to.Get(ctx, key, int64(size))
		if err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%s: %d bytes came back, %v", key, len(got), err)
		}
		if size > 0 {
			_, err = to.Get(ctx, key, int64(size)-1)
			wantKind(t, err, target.KindTooLarge)
		}
	}
}

// TestRoot holds how the folder is named: from the user's own or from the top.
func TestRoot(t *testing.T) {
	server := sftptest.Start(t)
	home := homeAt(t, server)
	for name, want := range map[string]string{
		"":                              home,
		"~":                             home,
		server.Root + "/":               server.Root,
		path.Join(server.Root, "../.."): path.Join(server.Root, "../.."),
	} {
		o := optionsOf(server)
		o.Path = name
		if got := openWith(t, o).root; got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	sftptest.Write(t, filepath.Join(server.Root, "file"), nil)
	for _, name := range []string{server.Root + "/none", server.Root + "/file", "~/no/such/folder"} {
		o := optionsOf(server)
		o.Path = name
		_, err := Open(context.Background(), o)
		wantKind(t, err, target.KindNoPlace)
	}
}

// homeAt returns the folder in which the server lets the user begin.
func homeAt(t testing.TB, server *sftptest.Server) (home string) {
	t.Helper()
	to := connect(t, server)
	err := to.do(context.Background(), func(c *session) (err error) {
		home, err = c.files.RealPath(".")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return home
}
