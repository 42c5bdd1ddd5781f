package publish_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/publish"
)

func TestCopy(t *testing.T) {
	big := strings.Repeat("0123456789abcdef", 20_000)
	for _, test := range []struct {
		name, before, source string
		result               counts
	}{
		{"new", "", big, counts{Written: 1, Bytes: int64(len(big))}},
		{"same", big, big, counts{Unchanged: 1}},
		{"last byte differs", big[1:] + "x", big, counts{Written: 1, Bytes: int64(len(big))}},
		{"shorter", big, big[:70_000], counts{Written: 1, Bytes: 70_000}},
		{"empty", big, "", counts{Written: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, source := t.TempDir(), t.TempDir()
			if test.before != "" {
				mustPublish(t, dir, site{"a/anh.jpg": test.before})
			}
			lay(t, source, site{"lan/anh.jpg": test.source})
			p, err := publish.Open(context.Background(), dir, publish.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Copy("a/anh.jpg", os.DirFS(source), "lan/anh.jpg"); err != nil {
				t.Fatal(err)
			}
			result, err := p.Commit(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.result, countsOf(result)); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
			if tree(t, dir)["a/anh.jpg"] != test.source {
				t.Error("the copy has other bytes")
			}
		})
	}
}

func TestCopyOfMissingSourceNamesTheSource(t *testing.T) {
	dir := t.TempDir()
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDiagnostic(t, p.Copy("anh.jpg", fstest.MapFS{}, "lan/anh.jpg"), "lan/anh.jpg", "publish.unreadable")
	_, err = p.Commit(context.Background())
	wantDiagnostic(t, err, "lan/anh.jpg", "publish.unreadable")
}

func TestNamesThatNoOutputCanHave(t *testing.T) {
	for _, name := range []string{
		"", ".", "..", "/", "/a", "a/", "a//b", "./a", "a/./b", "../a", "a/../b", `a\b`, "a\x00b", "a\nb", "a\tb", "a\x7f",
		".guong", ".guong/manifest", ".GUONG/x", "a\xffb",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			p, err := publish.Open(context.Background(), dir, publish.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var known diag.Diagnostic
			if err := p.Write(name, nil); err == nil || errors.As(err, &known) {
				t.Errorf("Write: %v, want an internal error", err)
			}
			if _, err := p.Commit(context.Background()); err == nil {
				t.Error("Commit succeeds after a failed Write")
			}
			if diff := cmp.Diff(site{}, tree(t, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOutputsThatExcludeEachOther(t *testing.T) {
	for _, names := range [][]string{{"a", "a"}, {"a", "a/b"}, {"a/b/c", "a"}, {"d/x", "d/x/y/z"}, {"d/x/y/z", "d/x"}} {
		t.Run(strings.Join(names, " and "), func(t *testing.T) {
			dir := t.TempDir()
			old := site{"d/x/y/z": "cũ"}
			mustPublish(t, dir, old)
			p, err := publish.Open(context.Background(), dir, publish.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range names {
				if err = p.Write(name, []byte("mới")); err != nil {
					break
				}
			}
			if _, err := p.Commit(context.Background()); err == nil {
				t.Error("no error")
			}
			if diff := cmp.Diff(old, tree(t, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAbort(t *testing.T) {
	t.Run("leaves the destination as it was", func(t *testing.T) {
		dir := t.TempDir()
		mustPublish(t, dir, site{"index.html": "cũ", "x/y": "cũ"})
		before := tree(t, dir)
		p, err := publish.Open(context.Background(), dir, publish.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(p.Write("index.html", []byte("mới")), p.Write("a/b/c", nil), p.Abort(), p.Abort()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
		if p.Write("d", nil) == nil {
			t.Error("Write succeeds after Abort")
		}
	})
	t.Run("removes the folders that Open made", func(t *testing.T) {
		above := t.TempDir()
		p, err := publish.Open(context.Background(), filepath.Join(above, "a", "b", "public"), publish.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(p.Write("a/b", nil), p.Abort()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(site{}, tree(t, above)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("does nothing after Commit", func(t *testing.T) {
		dir := t.TempDir()
		p, err := publish.Open(context.Background(), dir, publish.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := writeAndCommit(p, site{"a": "1"}); err != nil {
			t.Fatal(err)
		}
		if err := p.Abort(); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(site{"a": "1"}, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestCancelledCommitIsRolledBack(t *testing.T) {
	dir := t.TempDir()
	mustPublish(t, dir, site{"index.html": "cũ"})
	before := tree(t, dir)
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write("index.html", []byte("mới")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Commit: %v, want context.Canceled", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestCancelAfterTheFirstMoveIsTooLate(t *testing.T) {
	dir := t.TempDir()
	mustPublish(t, dir, numbered(20, "cũ"))
	ctx, cancel := context.WithCancel(context.Background())
	p, err := publish.OpenWith(dir, func(op, name string) error {
		if op == "rename" {
			cancel()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := numbered(20, "mới")
	for name, text := range want {
		if err := p.Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Commit(ctx); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// Files come before pages and the home page comes last; see the package comment.
func TestOrderOfMoves(t *testing.T) {
	for _, test := range []struct {
		name         string
		before, site site
		want         []string
	}{
		{
			name: "the first publication",
			site: site{"index.html": "", "a/index.html": "", "b.html": "", "feed.xml": "", "css/x.css": ""},
			want: []string{"css", "feed.xml", "a", "b.html", "index.html"},
		}, {
			name:   "a later one",
			before: site{"index.html": "", "a/index.html": "", "b.html": "", "feed.xml": "", "css/x.css": "", "z/index.html": ""},
			site: site{"index.html": "1", "a/index.html": "1", "b.html": "1", "feed.xml": "1", "css/x.css": "1",
				"a/moi/index.html": "1", "css/y.css": "1"},
			want: []string{"css/y.css", "a/moi", "css/x.css", "feed.xml", "a/index.html", "b.html", "index.html", "-z/index.html", "-z"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustPublish(t, dir, test.before)
			var got []string
			p, err := publish.OpenWith(dir, func(op, name string) error {
				switch {
				case strings.HasPrefix(name, ".public.guong"):
				case op == "rename":
					got = append(got, name)
				case op == "remove":
					got = append(got, "-"+name)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := writeAndCommit(p, test.site); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
