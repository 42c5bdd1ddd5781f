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

// settle publishes s until all its files are known by their stamps.
func settle(t *testing.T, dir string, s site) {
	t.Helper()
	for range 500 {
		publishLasting(t, dir, s)
		if intact(t, dir) {
			return
		}
	}
	t.Fatal("the files never become known by their stamps")
}

func intact(t *testing.T, dir string) bool {
	t.Helper()
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	known := p.Intact(context.Background())
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	return known
}

// edit writes a file in place, and waits until what changes from then on gets a later time.
func edit(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	edited, err := os.Stat(name)
	clock := filepath.Join(t.TempDir(), "clock")
	for err == nil {
		var now fs.FileInfo
		if err = os.WriteFile(clock, []byte("x"), 0o644); err == nil {
			now, err = os.Stat(clock)
		}
		if err == nil && now.ModTime().After(edited.ModTime()) {
			return
		}
	}
	t.Fatal(err)
}

// TestFoldersThatAreNotSound: files that are as they were are not taken in unseen below a
// folder that needs a repair, or beyond a link.
func TestFoldersThatAreNotSound(t *testing.T) {
	s := site{"index.html": "nhà", "tin/a/x.html": "một", "tin/y.html": "hai"}
	move := func(dir, name string) error {
		return errors.Join(os.Rename(filepath.Join(dir, name), filepath.Join(filepath.Dir(dir), "x")),
			os.Symlink(filepath.Join(filepath.Dir(dir), "x"), filepath.Join(dir, name)))
	}
	for name, c := range map[string]struct {
		change func(dir string) error
		id     string // of the error; "" if the change is repaired
	}{
		"the destination":  {func(dir string) error { return os.Chmod(dir, 0o700) }, ""},
		"a folder":         {func(dir string) error { return os.Chmod(filepath.Join(dir, "tin"), 0o700) }, ""},
		"an inner folder":  {func(dir string) error { return os.Chmod(filepath.Join(dir, "tin/a"), 0o700) }, ""},
		"a file":           {func(dir string) error { return os.Chmod(filepath.Join(dir, "tin/y.html"), 0o600) }, ""},
		"a link":           {func(dir string) error { return move(dir, "tin") }, "publish.foreign"},
		"an inner link":    {func(dir string) error { return move(dir, "tin/a") }, "publish.foreign"},
		"a link to a file": {func(dir string) error { return move(dir, "tin/y.html") }, "publish.foreign"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			settle(t, dir, s)
			if err := c.change(dir); err != nil {
				t.Fatal(err)
			}
			if intact(t, dir) {
				t.Error("Intact")
			}
			_, err := publishSite(dir, s)
			if c.id != "" {
				wantDiagnostic(t, err, dir, c.id)
				if _, err := publish.ReadSums(context.Background(), dir); err == nil {
					t.Error("ReadSums reads beyond the link")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range map[string]fs.FileMode{".": 0o755, "tin": 0o755, "tin/a": 0o755, "tin/y.html": 0o644} {
				if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != want {
					t.Errorf("%s has %v, %v", name, info.Mode(), err)
				}
			}
		})
	}
}

// TestEditedFormerFile: a file of a former edition that somebody changed is not known to
// have the bytes that it had.
func TestEditedFormerFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishLasting(t, dir, edition("1", "a"))
	settle(t, dir, edition("2", "b"))
	edit(t, filepath.Join(dir, "assets", "a"), "z")
	publishLasting(t, dir, edition("3", "b"))
	list, err := publish.ReadSums(context.Background(), dir)
	if err != nil || list[0].Path != "assets/a" || list[0].Sum != publish.SumOf([]byte("z")) {
		t.Errorf("%v, %v", list, err)
	}
	want := edition("3", "a", "b")
	publishLasting(t, dir, want)
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestFreshBuildKnowsFormerFiles: after a build that compares all files, a file of a former
// edition is known as well.
func TestFreshBuildKnowsFormerFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishLasting(t, dir, edition("1", "a"))
	settle(t, dir, edition("2", "b"))
	p, err := publish.Open(context.Background(), dir, publish.Options{Fresh: true})
	if err != nil {
		t.Fatal(err)
	}
	p.Lasting("assets/b")
	if _, err := writeAndCommit(p, edition("2", "b")); err != nil {
		t.Fatal(err)
	}
	settle(t, dir, edition("2", "b"))
}

// TestEditedWhileItIsPublished: what somebody does to a file between the moment at which
// its bytes are known and the end of the publication is seen by the next one.
func TestEditedWhileItIsPublished(t *testing.T) {
	old := site{"a.css": "cũ", "muc/index.html": "một", "index.html": "nhà"}
	write := func(p *publish.Publication, name, text string) error { return p.Write(name, []byte(text)) }
	copied := func(p *publish.Publication, name, text string) error {
		return p.Copy(name, fstest.MapFS{"x": {Data: []byte(text)}}, "x")
	}
	for name, c := range map[string]struct {
		put    func(p *publish.Publication, name, text string) error
		fresh  bool
		edited string
		moved  bool // edited after it was moved into place, else after it was compared
	}{
		"written":               {write, false, "muc/index.html", false},
		"written, fresh":        {write, true, "muc/index.html", false},
		"copied":                {copied, false, "muc/index.html", false},
		"copied, fresh":         {copied, true, "muc/index.html", false},
		"moved":                 {write, false, "a.css", true},
		"moved, a copy":         {copied, false, "a.css", true},
		"moved with its folder": {write, false, "moi/b.css", true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustPublish(t, dir, old)
			// Sums that are not there make every file be compared.
			if err := os.Remove(filepath.Join(stateFolder(dir), "sums")); err != nil {
				t.Fatal(err)
			}
			spoil := func() { edit(t, filepath.Join(dir, filepath.FromSlash(c.edited)), "lạ") }
			p, err := publish.OpenFresh(dir, c.fresh, func(op, name string) error {
				if c.moved && op == "rename" && name == "index.html" {
					spoil()
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			want := site{"a.css": "mới", "muc/index.html": "một", "index.html": "nhà mới", "moi/b.css": "b"}
			for name, text := range want {
				if err := c.put(p, name, text); err != nil {
					t.Fatal(err)
				}
			}
			if !c.moved {
				spoil()
			}
			if _, err := p.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
			mustPublish(t, dir, want)
			if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
