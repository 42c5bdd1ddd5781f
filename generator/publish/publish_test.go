package publish_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/publish"
)

// site is a table of outputs: path to bytes.
type site map[string]string

// publishSite publishes s into dir and ends the publication.
func publishSite(dir string, s site) (publish.Result, error) {
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		return publish.Result{}, err
	}
	return writeAndCommit(p, s)
}

func writeAndCommit(p *publish.Publication, s site) (publish.Result, error) {
	for name, text := range s {
		if err := p.Write(name, []byte(text)); err != nil {
			return publish.Result{}, errors.Join(err, p.Abort())
		}
	}
	return p.Commit(context.Background())
}

func mustPublish(t *testing.T, dir string, s site) counts {
	t.Helper()
	result, err := publishSite(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	return countsOf(result)
}

// counts is a result in numbers.
type counts struct {
	Written, Unchanged, Removed int
	Bytes                       int64
}

func countsOf(r publish.Result) counts {
	return counts{len(r.Written), r.Unchanged, len(r.Removed), r.Bytes}
}

// stateFolder returns the folder beside dir.
func stateFolder(dir string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".guong")
}

// tree returns what is in dir: files with their text, empty folders as "name/",
// symbolic links as "-> target". The sums are left out: nothing depends on them.
func tree(t *testing.T, dir string) site {
	t.Helper()
	found := site{}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		switch {
		case e.Name() == "sums":
			return nil
		case e.IsDir():
			inside, err := os.ReadDir(path)
			if len(inside) == 0 {
				found[name+"/"] = ""
			}
			return err
		case e.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(path)
			found[name] = "-> " + target
			return err
		}
		text, err := os.ReadFile(path)
		found[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// lay puts things into dir as tree returns them.
func lay(t *testing.T, dir string, things site) {
	t.Helper()
	for name, text := range things {
		path := filepath.Join(dir, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o777)
		target, link := strings.CutPrefix(text, "-> ")
		switch {
		case err != nil:
		case strings.HasSuffix(name, "/"):
			err = os.MkdirAll(path, 0o777)
		case link:
			err = os.Symlink(target, path)
		default:
			err = os.WriteFile(path, []byte(text), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestPublish(t *testing.T) {
	for _, test := range []struct {
		name    string
		before  []site // publications
		foreign site   // then laid beside them
		site    site
		want    site
		result  counts
	}{
		{
			name:   "the first publication",
			site:   site{"index.html": "nhà", "a/index.html": "một", "a/b/c.css": "hai"},
			want:   site{"index.html": "nhà", "a/index.html": "một", "a/b/c.css": "hai"},
			result: counts{Written: 3, Bytes: 12},
		}, {
			name:   "nothing at all",
			site:   site{},
			want:   site{},
			result: counts{},
		}, {
			name:   "an empty file",
			site:   site{"a/leer": "", "leer": ""},
			want:   site{"a/leer": "", "leer": ""},
			result: counts{Written: 2},
		}, {
			name:   "the same again",
			before: []site{{"index.html": "nhà", "a/index.html": "một"}},
			site:   site{"index.html": "nhà", "a/index.html": "một"},
			want:   site{"index.html": "nhà", "a/index.html": "một"},
			result: counts{Unchanged: 2},
		}, {
			name:   "other bytes, also of the same length",
			before: []site{{"index.html": "nhà", "a/x.css": "123", "a/y.css": "1"}},
			site:   site{"index.html": "nha", "a/x.css": "124", "a/y.css": "1"},
			want:   site{"index.html": "nha", "a/x.css": "124", "a/y.css": "1"},
			result: counts{Written: 2, Unchanged: 1, Bytes: 6},
		}, {
			name:   "what is gone is removed, with its folders",
			before: []site{{"index.html": "nhà", "a/b/c/index.html": "1", "a/b/d/e/x.jpg": "2", "a/x.css": "3"}},
			site:   site{"index.html": "nhà", "a/x.css": "3"},
			want:   site{"index.html": "nhà", "a/x.css": "3"},
			result: counts{Unchanged: 2, Removed: 2},
		}, {
			name:   "everything is gone",
			before: []site{{"index.html": "nhà", "a/b/index.html": "1"}},
			site:   site{},
			want:   site{},
			result: counts{Removed: 2},
		}, {
			name:    "foreign things stay, and the folders that hold them",
			before:  []site{{"a/index.html": "1", "b/index.html": "2"}},
			foreign: site{".gitignore": "*", ".gitkeep": "", "a/anh.jpg": "của tôi", "kho/": "", "lk": "-> /nowhere"},
			site:    site{"b/index.html": "2"},
			want: site{"b/index.html": "2",
				".gitignore": "*", ".gitkeep": "", "a/anh.jpg": "của tôi", "kho/": "", "lk": "-> /nowhere"},
			result: counts{Unchanged: 1, Removed: 1},
		}, {
			name:    "new files go beside foreign ones",
			foreign: site{"a/anh.jpg": "của tôi"},
			site:    site{"a/index.html": "1", "a/b/index.html": "2"},
			want:    site{"a/anh.jpg": "của tôi", "a/index.html": "1", "a/b/index.html": "2"},
			result:  counts{Written: 2, Bytes: 2},
		}, {
			name:    "a foreign file with the same bytes is adopted",
			foreign: site{"a/index.html": "1"},
			site:    site{"a/index.html": "1"},
			want:    site{"a/index.html": "1"},
			result:  counts{Unchanged: 1},
		}, {
			name:   "an article is added to a section",
			before: []site{{"a/index.html": "1", "a/x/index.html": "2"}},
			site:   site{"a/index.html": "1", "a/x/index.html": "2", "a/y/index.html": "3", "a/y/z/anh.jpg": "4"},
			want:   site{"a/index.html": "1", "a/x/index.html": "2", "a/y/index.html": "3", "a/y/z/anh.jpg": "4"},
			result: counts{Written: 2, Unchanged: 2, Bytes: 2},
		}, {
			name:   "a file becomes a folder",
			before: []site{{"a": "1", "b": "2"}},
			site:   site{"a/b/index.html": "3", "a/c": "4", "b": "2"},
			want:   site{"a/b/index.html": "3", "a/c": "4", "b": "2"},
			result: counts{Written: 2, Unchanged: 1, Removed: 1, Bytes: 2},
		}, {
			name:   "a folder becomes a file",
			before: []site{{"a/b/index.html": "3", "a/c": "4", "b": "2"}},
			site:   site{"a": "1", "b": "2"},
			want:   site{"a": "1", "b": "2"},
			result: counts{Written: 1, Unchanged: 1, Removed: 2, Bytes: 1},
		}, {
			name:   "what somebody deleted is made again",
			before: []site{{"a/index.html": "1", "index.html": "2"}, {"index.html": "2"}},
			site:   site{"a/index.html": "1", "index.html": "2"},
			want:   site{"a/index.html": "1", "index.html": "2"},
			result: counts{Written: 1, Unchanged: 1, Bytes: 1},
		}, {
			name:    "a file of ours that was edited is ours",
			before:  []site{{"index.html": "2"}},
			foreign: site{"index.html": "đã sửa"},
			site:    site{"index.html": "2"},
			want:    site{"index.html": "2"},
			result:  counts{Written: 1, Bytes: 1},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "sâu", "public")
			for _, s := range test.before {
				mustPublish(t, dir, s)
			}
			lay(t, dir, test.foreign)
			result := mustPublish(t, dir, test.site)
			if diff := cmp.Diff(test.result, result); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.want, tree(t, dir)); diff != "" {
				t.Errorf("destination (-want +got):\n%s", diff)
			}
			if own := ownFiles(t, dir); !cmp.Equal(own, []string{"manifest"}) {
				t.Errorf("the state folder holds %q", own)
			}
			again := mustPublish(t, dir, test.site)
			if diff := cmp.Diff(counts{Unchanged: len(test.site)}, again); diff != "" {
				t.Errorf("second time (-want +got):\n%s", diff)
			}
		})
	}
}

func ownFiles(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(stateFolder(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "sums" { // which nothing depends on
			names = append(names, e.Name())
		}
	}
	return names
}

func TestManifestListsOurFilesSorted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	lay(t, dir, site{".gitignore": "*"})
	mustPublish(t, dir, site{"index.html": "", "b/index.html": "", "b-c.css": "", "a.css": ""})
	const want = "guong-manifest 1\na.css\nb-c.css\nb/index.html\nindex.html\n"
	if got := tree(t, stateFolder(dir))["manifest"]; got != want {
		t.Errorf("manifest:\n%s\nwant:\n%s", got, want)
	}
}

func TestSameSiteSameBytesWhateverWasThereBefore(t *testing.T) {
	one, other := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "other")
	want := numbered(200, "mới")
	mustPublish(t, one, want)
	mustPublish(t, other, numbered(150, "cũ"))
	mustPublish(t, other, want)
	for _, folder := range []func(string) string{filepath.Clean, stateFolder} {
		if diff := cmp.Diff(tree(t, folder(one)), tree(t, folder(other))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestUnchangedFileKeepsItsTime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	long := strings.Repeat("dài ", 50_000)
	pictures := fstest.MapFS{"anh.jpg": {Data: []byte(long + "ảnh")}}
	publishAll := func(text string) {
		t.Helper()
		p, err := publish.Open(context.Background(), dir, publish.Options{})
		if err == nil {
			err = errors.Join(p.Copy("a/anh.jpg", pictures, "anh.jpg"), p.Write("a/index.html", []byte(long)), p.Write("b.html", []byte(text)))
		}
		if err == nil {
			_, err = p.Commit(context.Background())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	publishAll("cũ")
	then := time.Date(2021, 7, 6, 10, 11, 0, 0, time.UTC)
	for _, name := range []string{"a/anh.jpg", "a/index.html", "b.html", "../.public.guong/manifest", "a"} {
		if err := os.Chtimes(filepath.Join(dir, name), then, then); err != nil {
			t.Fatal(err)
		}
	}
	publishAll("mới")
	for name, kept := range map[string]bool{"a/anh.jpg": true, "a/index.html": true, "b.html": false, "../.public.guong/manifest": true, "a": true} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.ModTime().Equal(then) != kept {
			t.Errorf("%s: keeps its time: %v, want %v", name, !kept, kept)
		}
	}
}
