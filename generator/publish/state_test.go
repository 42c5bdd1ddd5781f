package publish_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/publish"
)

func TestFilesOfTheStateFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	table := filepath.Join(stateFolder(dir), "server", "a.map")
	write := func(text string, finish func(*publish.Publication) error) {
		t.Helper()
		p, err := publish.Open(context.Background(), dir, publish.Options{})
		if err == nil {
			err = errors.Join(p.Write("index.html", []byte(text)), p.WriteState("server/a.map", []byte(text)), finish(p))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	commit := func(p *publish.Publication) error { _, err := p.Commit(context.Background()); return err }
	write("một", commit)
	first, err := os.Stat(table)
	if err != nil {
		t.Fatal(err)
	}
	write("hai", (*publish.Publication).Abort)
	write("một", commit)
	if again, err := os.Stat(table); err != nil || !os.SameFile(first, again) {
		t.Errorf("an unchanged table was written again (%v)", err)
	}
	write("hai", commit)
	want := site{"manifest": "guong-manifest 1\nindex.html\n", "server/a.map": "hai"}
	if diff := cmp.Diff(want, tree(t, stateFolder(dir))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(site{"index.html": "hai"}, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestNamesThatNoFileOfTheStateFolderCanHave(t *testing.T) {
	for _, name := range []string{"manifest", "journal", "lock", "staging", "staging/1", "a", "../a", "/a/b", "a//b", "a/../manifest", ".guong/a"} {
		p, err := publish.Open(context.Background(), filepath.Join(t.TempDir(), "public"), publish.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if p.WriteState(name, nil) == nil {
			t.Errorf("%q can be written", name)
		}
		if err := p.Abort(); err != nil {
			t.Error(err)
		}
	}
}

// A build that is killed when its table is in staging has it put in place by the next.
func TestTableIsPartOfTheCommit(t *testing.T) {
	dir := crashDestination(t, 3)
	p, err := publish.OpenWith(dir, func(op, name string) error {
		if op == "rename" && name == ".public.guong/server/a.map" {
			return syscall.EIO
		}
		return nil
	})
	if err == nil {
		err = p.WriteState("server/a.map", []byte("bảng"))
	}
	if err != nil {
		t.Fatal(err)
	}
	_, err = writeAndCommit(p, newSite(3))
	wantDiagnostic(t, err, dir, "publish.unfinished")
	p, err = publish.Open(context.Background(), dir, publish.Options{})
	if err == nil {
		err = p.Abort()
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := tree(t, stateFolder(dir))["server/a.map"]; got != "bảng" {
		t.Errorf("the table is %q", got)
	}
	if diff := cmp.Diff(merged(newSite(3), foreign), tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestTakingOverTheStateOfAFormerVersion(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	former := site{".guong/manifest": "guong-manifest 1\na.html\nb.html\n", ".guong/server/x.map": "x", "a.html": "1", "b.html": "2"}
	lay(t, dir, former)
	// What is beside is older than what is in the destination.
	lay(t, stateFolder(dir), site{"manifest": "guong-manifest 1\nc.html\n"})
	lay(t, dir, site{"c.html": "của tôi"})
	for failing := 1; ; failing++ { // also if it is stopped in the middle
		changes := 0
		p, err := publish.OpenWith(dir, func(string, string) error {
			if changes++; changes == failing {
				return syscall.EIO
			}
			return nil
		})
		if err != nil {
			continue
		}
		if _, err := writeAndCommit(p, site{"a.html": "3"}); err == nil {
			break
		}
	}
	if diff := cmp.Diff(site{"a.html": "3", "c.html": "của tôi"}, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	want := site{"manifest": "guong-manifest 1\na.html\n", "server/x.map": "x"}
	if diff := cmp.Diff(want, tree(t, stateFolder(dir))); diff != "" {
		t.Error(diff)
	}
}

func TestStateInsideWhereNoneCanBeBeside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	openInside := func() *publish.Publication {
		t.Helper()
		p, err := publish.OpenWith(dir, func(op, name string) error {
			if op == "mkdir" && name == ".public.guong" {
				return syscall.EACCES
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := openInside()
	if d, ok := p.Note(); !ok || d.Severity != diag.Note || d.Message.ID != "publish.inside" {
		t.Errorf("the first time the note is %v, %v", d, ok)
	}
	if p.State() != filepath.Join(dir, ".guong") {
		t.Errorf("State gave %s", p.State())
	}
	if _, err := writeAndCommit(p, site{"a.html": "1"}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, ".guong")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has %v, %v", info, err)
	}
	p = openInside()
	if d, ok := p.Note(); ok {
		t.Errorf("the second time %v is said", d)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	// When it can be beside, it is.
	mustPublish(t, dir, site{"b.html": "1"})
	if diff := cmp.Diff(site{"b.html": "1"}, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// Folders may give more than they must: a group that publishes together, and its
// files to one group.
func TestFoldersKeepTheirOwnBits(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, site{"a/x": "1"})
	for _, name := range []string{dir, filepath.Join(dir, "a")} {
		if err := os.Chmod(name, fs.ModeSetgid|0o770); err != nil {
			t.Fatal(err)
		}
	}
	mustPublish(t, dir, site{"a/x": "1", "a/b/y": "2"})
	for name, want := range map[string]fs.FileMode{".": 0o775, "a": 0o775, "a/b": 0o755} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode()&^fs.ModeDir != fs.ModeSetgid|want {
			t.Errorf("%s has %v, %v", name, info.Mode(), err)
		}
	}
}

func TestResultNamesFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, site{"a/x": "1", "b": "1", "c": "1", "d/y": "1"})
	r, err := publishSite(dir, site{"b": "2", "c": "1", "d": "3", "e/f/g": "4", "e/f/a": "4"})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Written, []string{"b", "d", "e/f/a", "e/f/g"}) || !slices.Equal(r.Removed, []string{"a/x", "d/y"}) {
		t.Errorf("written %q, removed %q", r.Written, r.Removed)
	}
}

// When ctx is done, nothing more is written, and Commit does nothing.
func TestCancelledWrites(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, site{"a": "1"})
	before := tree(t, filepath.Dir(dir))
	ctx, cancel := context.WithCancel(context.Background())
	p, err := publish.Open(ctx, dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write("b", nil); err != nil {
		t.Fatal(err)
	}
	cancel()
	for name, err := range map[string]error{
		"Write": p.Write("c", nil), "Copy": p.Copy("d", fstest.MapFS{"x": {}}, "x"), "WriteState": p.WriteState("a/b", nil),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s gave %v", name, err)
		}
	}
	if _, err := p.Commit(context.Background()); !errors.Is(err, context.Canceled) {
		t.Errorf("Commit gave %v", err)
	}
	if diff := cmp.Diff(before, tree(t, filepath.Dir(dir))); diff != "" {
		t.Error(diff)
	}
}

// What could not be removed in time is removed by the next build.
func TestDiscardInTime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, site{"a": "1"})
	before := tree(t, filepath.Dir(dir))
	for _, test := range []struct {
		until time.Time
		left  bool
	}{{time.Now().Add(-time.Hour), true}, {time.Now().Add(time.Hour), false}} {
		p, err := publish.Open(context.Background(), dir, publish.Options{})
		if err == nil {
			err = errors.Join(p.Write("b/c/d", nil), p.Write("b/e", nil), p.Write("f", nil))
		}
		if err == nil {
			err = p.DiscardUntil(test.until)
		}
		if err != nil {
			t.Fatal(err)
		}
		if left := !cmp.Equal(before, tree(t, filepath.Dir(dir))); left != test.left {
			t.Errorf("until %v: left %v, want %v", test.until, left, test.left)
		}
		if p, err = publish.Open(context.Background(), dir, publish.Options{}); err == nil {
			err = p.Abort()
		}
		if diff := cmp.Diff(before, tree(t, filepath.Dir(dir))); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	}
}

// A copy of a long file ends within it.
func TestCancelledCopy(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p, err := publish.Open(ctx, filepath.Join(t.TempDir(), "public"), publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	if err := p.Copy("a", endless{cancel}, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("Copy gave %v", err)
	}
}

// endless is a file system whose file has no end, and calls read at each reading.
type endless struct{ read func() }

func (e endless) Open(string) (fs.File, error) { return e, nil }
func (e endless) Stat() (fs.FileInfo, error)   { return nil, fs.ErrInvalid }
func (e endless) Read(p []byte) (int, error)   { e.read(); return len(p), nil }
func (e endless) Close() error                 { return nil }

func TestTemporaryLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := p.Temporary()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte("x"), 1<<20); err != nil {
		t.Error(err)
	}
	if entries, err := os.ReadDir(filepath.Join(stateFolder(dir), "staging")); err != nil || len(entries) > 0 {
		t.Errorf("a name is left: %v, %v", entries, err)
	}
	if err := errors.Join(f.Close(), p.Abort()); err != nil {
		t.Error(err)
	}
	if _, err := p.Temporary(); err == nil {
		t.Error("Temporary after the end")
	}
}
