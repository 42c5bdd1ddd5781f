package publish_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/publish"
)

// wantDiagnostic checks that err is one diagnostic with these, and that both
// catalogues have its words.
func wantDiagnostic(t *testing.T, err error, file, id string, args ...any) {
	t.Helper()
	var got diag.Diagnostic
	if !errors.As(err, &got) {
		t.Fatalf("error %v, want the diagnostic %s", err, id)
	}
	if got.File != file || got.Message.ID != id {
		t.Errorf("got %s: %s (%v), want %s: %s", got.File, got.Message.ID, got, file, id)
	}
	if len(args) > 0 {
		if diff := cmp.Diff(args, got.Message.Args); diff != "" {
			t.Errorf("arguments (-want +got):\n%s", diff)
		}
	}
	for _, l := range []message.Language{message.Vietnamese, message.English} {
		for _, m := range []message.Message{got.Message, got.Hint} {
			if words := m.In(l); strings.HasPrefix(words, "publish.") || strings.Contains(words, "%!") {
				t.Errorf("no words in %s: %s", l, words)
			}
		}
	}
}

func TestForeignThingsInTheWay(t *testing.T) {
	for _, test := range []struct {
		name    string
		before  site
		remove  string // of what was published, afterwards
		foreign site
		site    site
		want    []any // the obstacle, or how many and which
	}{
		{
			name:    "a file with other bytes",
			foreign: site{"a/index.html": "của tôi"},
			site:    site{"a/index.html": "1", "b/index.html": "2"},
			want:    []any{"a/index.html"},
		}, {
			name:    "a file with other bytes of the same length",
			foreign: site{"index.html": "2"},
			site:    site{"index.html": "1"},
			want:    []any{"index.html"},
		}, {
			name:    "a folder where a file must go",
			foreign: site{"a/x": "của tôi"},
			site:    site{"a": "1"},
			want:    []any{"a/x"},
		}, {
			name:    "an empty folder where a file must go",
			foreign: site{"b/a/": ""},
			site:    site{"b/a": "1"},
			want:    []any{"b/a"},
		}, {
			name:    "a file where a folder must go",
			foreign: site{"a": "của tôi"},
			site:    site{"a/b/c/index.html": "1", "a/index.html": "2"},
			want:    []any{"a"},
		}, {
			name:    "a link to a folder outside",
			foreign: site{"a": "-> ../ngoai"},
			site:    site{"a/index.html": "1"},
			want:    []any{"a"},
		}, {
			name:    "a link to a folder inside",
			before:  site{"b/index.html": "1"},
			foreign: site{"a": "-> b"},
			site:    site{"a/index.html": "1", "b/index.html": "1"},
			want:    []any{"a"},
		}, {
			name:    "a link to a file with the same bytes",
			foreign: site{"a.html": "-> b.html", "b.html": "1"},
			site:    site{"a.html": "1"},
			want:    []any{"a.html"},
		}, {
			name:    "a link that leads nowhere",
			foreign: site{"a.html": "-> nowhere"},
			site:    site{"a.html": "1"},
			want:    []any{"a.html"},
		}, {
			name:    "our file was replaced by a link",
			before:  site{"a.html": "1"},
			remove:  "a.html",
			foreign: site{"a.html": "-> ../ngoai/x"},
			site:    site{"a.html": "2"},
			want:    []any{"a.html"},
		}, {
			name:    "our folder was replaced by a link",
			before:  site{"a/index.html": "1"},
			remove:  "a",
			foreign: site{"a": "-> ../ngoai"},
			site:    site{"a/index.html": "2"},
			want:    []any{"a"},
		}, {
			name:    "a foreign file in our folder that becomes a file",
			before:  site{"a/index.html": "1", "a/b/index.html": "2"},
			foreign: site{"a/b/anh.jpg": "của tôi"},
			site:    site{"a": "3"},
			want:    []any{"a/b/anh.jpg"},
		}, {
			name:    "the manifest is lost, and the site has changed",
			before:  site{"a.html": "1", "b.html": "1", "c.html": "1", "d.html": "1", "e.html": "1", "f.html": "1", "g.html": "như cũ"},
			remove:  "../.public.guong",
			foreign: site{},
			site:    site{"a.html": "2", "b.html": "2", "c.html": "2", "d.html": "2", "e.html": "2", "f.html": "2", "g.html": "như cũ"},
			want:    []any{message.Number(6), "a.html, b.html, c.html, d.html, e.html, …"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			above := t.TempDir()
			dir := filepath.Join(above, "public")
			lay(t, above, site{"ngoai/x": "không được động vào", "public/": ""})
			if test.before != nil {
				mustPublish(t, dir, test.before)
			}
			if test.remove != "" {
				if err := os.RemoveAll(filepath.Join(dir, test.remove)); err != nil {
					t.Fatal(err)
				}
			}
			lay(t, dir, test.foreign)
			before := tree(t, above)
			_, err := publishSite(dir, test.site)
			id := "publish.foreign"
			if len(test.want) > 1 {
				id = "publish.foreign-many"
			}
			wantDiagnostic(t, err, dir, id, test.want...)
			if diff := cmp.Diff(before, tree(t, above)); diff != "" {
				t.Errorf("something changed:\n%s", diff)
			}
		})
	}
}

func TestLostManifestIsNoHarmIfNothingChanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	want := numbered(30, "1")
	mustPublish(t, dir, want)
	if err := os.RemoveAll(stateFolder(dir)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(counts{Unchanged: len(want)}, mustPublish(t, dir, want)); diff != "" {
		t.Error(diff)
	}
	changed := numbered(20, "2")
	mustPublish(t, dir, changed)
	if diff := cmp.Diff(changed, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestRemovalSparesWhatIsNoLongerOurs(t *testing.T) {
	for _, test := range []struct {
		name, remove string
		foreign      site
	}{
		{"a link where our file was", "a/index.html", site{"a/index.html": "-> ../../ngoai/index.html"}},
		{"a folder where our file was", "a/index.html", site{"a/index.html/x": "của tôi"}},
		{"a link where our folder was", "a", site{"a": "-> ../ngoai"}},
		{"a link to a folder inside where our folder was", "a", site{"a": "-> b"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			above := t.TempDir()
			dir := filepath.Join(above, "public")
			lay(t, above, site{"ngoai/index.html": "không được động vào"})
			mustPublish(t, dir, site{"a/index.html": "1", "b/index.html": "2"})
			if err := os.RemoveAll(filepath.Join(dir, test.remove)); err != nil {
				t.Fatal(err)
			}
			lay(t, dir, test.foreign)
			before := tree(t, above)
			mustPublish(t, dir, site{"b/index.html": "2"})
			before[".public.guong/manifest"] = "guong-manifest 1\nb/index.html\n"
			if diff := cmp.Diff(before, tree(t, above)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDestinationsThatCannotBe(t *testing.T) {
	for _, test := range []struct {
		name string
		have site
		dir  string
		id   string
		arg  string
	}{
		{"a file", site{"public": "tệp"}, "public", "publish.not-a-folder", "public"},
		{"below a file", site{"public": "tệp"}, "public/a/b", "publish.not-a-folder", "public"},
		{"a link to a file", site{"tep": "", "public": "-> tep"}, "public", "publish.not-a-folder", "public"},
		{"a link that leads nowhere", site{"public": "-> nowhere"}, "public", "publish.failed", "public"},
		{"the state folder is a file", site{"public/": "", ".public.guong": "của tôi"}, "public", "publish.foreign", ".public.guong"},
		{"the state folder is a link", site{"public/": "", ".public.guong": "-> x", "x/": ""}, "public", "publish.foreign", ".public.guong"},
		{"a former one is a file", site{"public/.guong": "của tôi"}, "public", "publish.foreign", ".guong"},
		{"a former one is a link", site{"public/.guong": "-> ../x", "x/": ""}, "public", "publish.foreign", ".guong"},
		{"a former manifest of the future", site{"public/.guong/manifest": "guong-manifest 3\n"}, "public", "publish.unknown", ".guong/manifest"},
		{"manifest of the future", site{"public/": "", ".public.guong/manifest": "guong-manifest 3\n"}, "public", "publish.unknown", ".public.guong/manifest"},
		{"manifest of the first version with editions", site{"public/": "", ".public.guong/manifest": "guong-manifest 1\na\t0\n"}, "public", "publish.unknown", ".public.guong/manifest"},
		{"manifest with an edition too far", site{"public/": "", ".public.guong/manifest": "guong-manifest 2\na\t3\n"}, "public", "publish.unknown", ".public.guong/manifest"},
		{"manifest with an edition of letters", site{"public/": "", ".public.guong/manifest": "guong-manifest 2\na\tx\n"}, "public", "publish.unknown", ".public.guong/manifest"},
		{"manifest with no edition", site{"public/": "", ".public.guong/manifest": "guong-manifest 2\na\t\n"}, "public", "publish.unknown", ".public.guong/manifest"},
		{"manifest with two editions", site{"public/": "", ".public.guong/manifest": "guong-manifest 2\na\t1\t1\n"}, "public", "publish.unknown", ".public.guong/manifest"},
		{"manifest without end", site{"public/": "", ".public.guong/manifest": "guong-manifest 1\na"}, "public", "publish.unknown", ".public.guong/manifest"},
		{"manifest that leads out", site{"public/": "", ".public.guong/manifest": "guong-manifest 1\n../x\n", "x": ""}, "public", "publish.unknown", ".public.guong/manifest"},
		{"manifest is a link", site{"public/": "", ".public.guong/manifest": "-> m", ".public.guong/m": ""}, "public", "publish.not-plain", ".public.guong/manifest"},
		{"manifest is a folder", site{"public/": "", ".public.guong/manifest/": ""}, "public", "publish.not-plain", ".public.guong/manifest"},
		{"journal is a link", site{"public/": "", ".public.guong/journal": "-> m", ".public.guong/m": ""}, "public", "publish.not-plain", ".public.guong/journal"},
		{"lock is a link", site{"public/": "", ".public.guong/lock": "-> m", ".public.guong/m": ""}, "public", "publish.not-plain", ".public.guong/lock"},
		{"a former manifest is a link", site{"public/.guong/manifest": "-> m"}, "public", "publish.not-plain", ".guong/manifest"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			lay(t, ".", test.have)
			before := tree(t, ".")
			_, err := publish.Open(context.Background(), test.dir, publish.Options{})
			wantDiagnostic(t, err, test.dir, test.id)
			var d diag.Diagnostic
			if errors.As(err, &d) && d.Message.Args[0] != test.arg {
				t.Errorf("names %v, want %s", d.Message.Args[0], test.arg)
			}
			if diff := cmp.Diff(before, tree(t, ".")); diff != "" {
				t.Errorf("something changed:\n%s", diff)
			}
		})
	}
}

func TestDestinationMayBeALink(t *testing.T) {
	above := t.TempDir()
	lay(t, above, site{"that/": "", "public": "-> that"})
	mustPublish(t, filepath.Join(above, "public"), site{"a/index.html": "1"})
	if diff := cmp.Diff(site{"a/index.html": "1"}, tree(t, filepath.Join(above, "that"))); diff != "" {
		t.Error(diff)
	}
}

func TestEmptyManifestCountsAsNone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	lay(t, dir, site{"../.public.guong/manifest": "", "a": "1"})
	mustPublish(t, dir, site{"a": "1"})
}

func TestSecondPublicationIsTurnedAway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = publish.Open(context.Background(), dir, publish.Options{})
	wantDiagnostic(t, err, dir, "publish.busy")
	if _, err := writeAndCommit(first, site{"a": "1"}); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, dir, site{"a": "2"})
}

// Publications that come and go at the same time never meet in one
// destination, though each removes the folder that it made.
func TestOnePublicationAtATime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var inside sync.Mutex
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 100 {
				p, err := publish.Open(context.Background(), dir, publish.Options{})
				if err != nil {
					var d diag.Diagnostic
					if !errors.As(err, &d) || d.Message.ID != "publish.busy" {
						t.Errorf("Open: %v", err)
					}
					continue
				}
				if !inside.TryLock() {
					t.Error("two publications at once")
					continue
				}
				err = p.Write("a/b", nil)
				inside.Unlock()
				if err := errors.Join(err, p.Abort()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

func TestManyWriters(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, site{"muc-1/cua-toi": "x"})
	want := numbered(2000, "1")
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	queue := make(chan string)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for name := range queue {
				data := []byte(want[name])
				if err := p.Write(name, data); err != nil {
					t.Error(err)
				}
				clear(data) // Write does not keep it
			}
		})
	}
	for name := range want {
		queue <- name
	}
	close(queue)
	group.Wait()
	if _, err := p.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	want["muc-1/cua-toi"] = "x"
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}
