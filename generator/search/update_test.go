package search_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"guong/generator/search"
	"guong/generator/store"
)

// desk is a site whose index is made again and again, and what is left of the last time.
type desk struct {
	t      testing.TB
	folder string // of the store
	store  *store.Store
	public map[string][]byte
	texts  map[string]string // bodies by version
	docs   []search.Document
	serial int
	flaky  bool // some files are not known to be as they were

	mu                        sync.Mutex
	read, written, kept, seen int // files, and bodies
	asked                     int // how many files may be kept, of all editions
}

func newDesk(t testing.TB, docs []search.Document) *desk {
	d := &desk{t: t, folder: t.TempDir(), public: map[string][]byte{}, texts: map[string]string{}}
	for _, doc := range docs {
		d.docs = append(d.docs, d.version(doc, string(doc.Body(nil))))
	}
	d.open()
	t.Cleanup(func() { d.store.Close() })
	return d
}

func (d *desk) open() {
	s, err := store.Open(d.folder)
	if err != nil {
		d.t.Fatal(err)
	}
	d.store = s
}

// version gives a document another body.
func (d *desk) version(doc search.Document, body string) search.Document {
	sum := sha256.Sum256([]byte(body))
	doc.Version = string(sum[:16])
	d.texts[doc.Version] = body
	doc.Length = len(strings.Fields(body))
	doc.Body = func(dst []byte) []byte {
		d.mu.Lock()
		d.seen++
		d.mu.Unlock()
		return append(dst, body...)
	}
	return doc
}

// publish makes the index as a build does, and returns what differs from one that is
// made anew.
func (d *desk) publish(o search.Options) (wrong []string) {
	d.t.Helper()
	if paths := d.update(o); !slices.Equal(paths, slices.Sorted(maps.Keys(d.public))) {
		wrong = append(wrong, "the paths are others")
	}
	seen := d.seen
	clean, err := search.Write(context.Background(), o, d.docs)
	if err != nil {
		d.t.Fatal(err)
	}
	d.seen = seen
	for _, f := range clean {
		if !bytes.Equal(d.public[f.Path], f.Data) {
			wrong = append(wrong, f.Path)
		}
	}
	if len(clean) != len(d.public) {
		wrong = append(wrong, fmt.Sprintf("%d files, want %d", len(d.public), len(clean)))
	}
	return wrong
}

// update makes the index from the last one, and returns its paths.
func (d *desk) update(o search.Options) []string {
	d.t.Helper()
	next := map[string][]byte{}
	d.read, d.written, d.kept, d.seen = 0, 0, 0, 0
	take := func(path string, data []byte) error {
		if _, twice := next[path]; twice {
			return fmt.Errorf("%s is made twice", path)
		}
		next[path] = data
		return nil
	}
	made, err := search.Update(context.Background(), o, d.docs, d.edition(take))
	if err != nil {
		d.t.Fatal(err)
	}
	made.Save()
	if err := d.store.Commit(); err != nil {
		d.t.Fatal(err)
	}
	d.public = next
	return made.Paths
}

// edition is where an index goes after the last one.
func (d *desk) edition(take func(path string, data []byte) error) search.Edition {
	return search.Edition{
		Store: d.store, Key: store.NewKey([]byte("test")),
		Write: func(path string, data []byte) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			if !bytes.Equal(d.public[path], data) {
				d.written++
			}
			return take(path, data)
		},
		Keep: func(path string, s search.Sum) bool {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.asked++
			data, ok := d.public[path]
			if !ok || sha256.Sum256(data) != s || d.flaky && d.asked%13 == 0 {
				return false
			}
			d.kept++
			return take(path, data) == nil
		},
		Read: func(path string, s search.Sum) ([]byte, bool) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.read++
			data, ok := d.public[path]
			return data, ok && sha256.Sum256(data) == s
		},
		Text: func(version string) ([]byte, bool) {
			text, ok := d.texts[version]
			return []byte(text), ok
		},
	}
}

// edits change a site in all ways in which it may change between two builds.
var edits = map[string]func(d *desk, o *search.Options, r *rand.Rand, i int){
	"nothing": func(*desk, *search.Options, *rand.Rand, int) {},
	"a word of a body": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i] = d.version(d.docs[i], string(d.docs[i].Body(nil))+fmt.Sprintf(" Thêm chữ xy%dz.", r.IntN(40)))
	},
	"a body": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i] = d.version(d.docs[i], string(search.Story(r.IntN(5000), r.IntN(30)).Body(nil)))
	},
	"a body that is gone": func(d *desk, _ *search.Options, r *rand.Rand, i int) { d.docs[i] = d.version(d.docs[i], "") },
	"a title": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i].Title = search.Story(r.IntN(5000), 1).Title
	},
	"a summary": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i].Summary = search.Story(r.IntN(5000), 1).Summary
	},
	"names": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i].Names = []string{search.Localities[r.IntN(5)], "TĐKT"}
	},
	"a facet": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i].Facets = [][]string{{search.Localities[r.IntN(5)], fmt.Sprint("Xã ", r.IntN(9))}}
	},
	"a picture": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i].Image = fmt.Sprintf("/%d.jpg", r.IntN(9))
	},
	"a minute": func(d *desk, _ *search.Options, _ *rand.Rand, i int) {
		d.docs[i].Date = d.docs[i].Date.Add(time.Minute)
	},
	"a date": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i].Date = d.docs[r.IntN(len(d.docs))].Date.Add(time.Second)
	},
	"an address": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i].URL = fmt.Sprintf("/doi/%d/", r.Uint32())
	},
	"a story fewer": func(d *desk, _ *search.Options, _ *rand.Rand, i int) { d.docs = slices.Delete(d.docs, i, i+1) },
	"a story more": func(d *desk, _ *search.Options, r *rand.Rand, _ int) {
		d.serial++
		s := search.Story(100_000+d.serial, 3+r.IntN(10))
		d.docs = append(d.docs, d.version(s, string(s.Body(nil))))
	},
	"an old story more": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		s := search.Story(200_000+r.IntN(1_000_000), 5)
		s.Date = d.docs[i].Date
		d.docs = append(d.docs, d.version(s, string(s.Body(nil))))
	},
	"an abbreviation": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		d.docs[i] = d.version(d.docs[i], string(d.docs[i].Body(nil))+[]string{" Phong trào thi đua (PTTĐ).", " Phát triển toàn diện (PTTD)."}[r.IntN(2)])
	},
	"an abbreviation of the site": func(_ *desk, o *search.Options, r *rand.Rand, _ int) {
		o.Abbreviations = map[string]string{"XDNTM": []string{"xây dựng nông thôn mới", "xóm đẹp nhà to mới"}[r.IntN(2)]}
	},
	"another title of the site": func(_ *desk, o *search.Options, r *rand.Rand, _ int) { o.Title = fmt.Sprint("Trang ", r.IntN(9)) },
	"another title of a facet": func(_ *desk, o *search.Options, r *rand.Rand, _ int) {
		o.Facets = []search.Facet{{Key: "localities", Title: fmt.Sprint(r.IntN(3))}}
	},
	"another facet": func(_ *desk, o *search.Options, r *rand.Rand, _ int) {
		o.Facets = []search.Facet{{Key: fmt.Sprint("facet", r.IntN(3))}}
	},
	"a suggestion": func(_ *desk, o *search.Options, r *rand.Rand, _ int) {
		o.Suggestions = []search.Suggestion{{Text: fmt.Sprint("Bà ", r.IntN(99)), Kind: "honoree"}}
	},
	"many titles": func(d *desk, _ *search.Options, r *rand.Rand, _ int) {
		for i := range d.docs {
			if r.IntN(4) == 0 {
				d.docs[i].Title = search.Story(r.IntN(5000), 1).Title
			}
		}
	},
	"all bodies longer": func(d *desk, _ *search.Options, _ *rand.Rand, _ int) {
		for i := range d.docs {
			d.docs[i] = d.version(d.docs[i], string(d.docs[i].Body(nil))+" Xin cảm ơn bà con đã đọc hết bài này.")
		}
	},
	"a text of which nothing is known": func(d *desk, _ *search.Options, _ *rand.Rand, i int) { d.docs[i].Version = "" },

	"files missing": func(d *desk, _ *search.Options, r *rand.Rand, _ int) {
		maps.DeleteFunc(d.public, func(string, []byte) bool { return r.IntN(50) == 0 })
	},
	"files damaged": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		for path, data := range d.public {
			if r.IntN(20) == 0 && len(data) > 0 {
				data = bytes.Clone(data)
				data[r.IntN(len(data))] ^= 1
				d.public[path] = data
			}
		}
		d.docs[i].Title = search.Story(r.IntN(5000), 1).Title
	},
	"texts forgotten": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		clear(d.texts)
		d.docs[i].Title = search.Story(r.IntN(5000), 1).Title
	},
	"a damaged store": func(d *desk, _ *search.Options, r *rand.Rand, i int) {
		if err := d.store.Close(); err != nil {
			d.t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(d.folder, "*"))
		if err != nil || len(files) == 0 {
			d.t.Fatal(files, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				d.t.Fatal(err)
			}
			for range 1 + len(data)/2000 {
				if len(data) > 0 {
					data[r.IntN(len(data))] ^= byte(1 + r.IntN(255))
				}
			}
			if err := os.WriteFile(file, data, 0o600); err != nil {
				d.t.Fatal(err)
			}
		}
		d.open()
		d.docs[i].Title = search.Story(r.IntN(5000), 1).Title
	},
}

// TestUpdateEqualsWrite holds that an index that is made from the last one has the
// bytes of one that is made anew, after any sequence of edits and mishaps.
func TestUpdateEqualsWrite(t *testing.T) {
	names := slices.Sorted(maps.Keys(edits))
	for round := range rounds {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(round), 7))
			d, o := newDesk(t, search.Stories(200+round*100, 4)), storyOptions
			d.flaky = true
			if wrong := d.publish(o); wrong != nil {
				t.Fatalf("at first: %v", wrong)
			}
			var history []string
			kept := 0
			for step := range 2 * len(names) {
				for range 1 + r.IntN(2) {
					name := names[r.IntN(len(names))]
					if step < len(names) {
						name = names[(step+round*5)%len(names)]
					}
					history = append(history, name)
					edits[name](d, &o, r, r.IntN(len(d.docs)))
				}
				if wrong := d.publish(o); wrong != nil {
					t.Fatalf("after %v: %d others, %v", history, len(wrong), wrong[:min(len(wrong), 8)])
				}
				kept += d.kept
			}
			if kept < d.asked/2 || kept == d.asked {
				t.Errorf("%d files are kept of %d", kept, d.asked)
			}
		})
	}
}

// TestUpdateOfNoStories changes the facets of a site that has no stories yet, or no more.
func TestUpdateOfNoStories(t *testing.T) {
	d, o := newDesk(t, search.Stories(3, 4)), storyOptions
	docs := d.docs
	for step, test := range []struct {
		docs  []search.Document
		facet string
	}{{nil, "localities"}, {nil, "awards"}, {nil, "awards"}, {docs, "awards"}, {nil, "awards"}, {nil, "localities"}, {docs, "localities"}} {
		d.docs, o.Facets = test.docs, []search.Facet{{Key: test.facet}}
		if wrong := d.publish(o); wrong != nil {
			t.Errorf("step %d, %d documents with %s: %v", step, len(test.docs), test.facet, wrong)
		}
	}
}

// TestUpdateDoesLittle holds what an edit costs: which bodies are read, and how many
// files are read and written.
func TestUpdateDoesLittle(t *testing.T) {
	for _, test := range []struct {
		name                string
		seen, read, changed int // at most
	}{
		{"nothing", 0, 0, 0},
		{"a word of a body", 2, 6, 7},
		{"a title", 2, 24, 28},
		{"a facet", 0, 0, 1},
		{"a minute", 0, 0, 1},
		{"a picture", 0, 0, 1},
		{"another title of the site", 0, 0, 1},
	} {
		r := rand.New(rand.NewPCG(1, 7))
		d, o := newDesk(t, search.Stories(1500, 4)), storyOptions
		if wrong := d.publish(o); wrong != nil {
			t.Fatalf("at first: %v", wrong)
		}
		edits[test.name](d, &o, r, 100)
		if wrong := d.publish(o); wrong != nil {
			t.Errorf("%s: %v are others", test.name, wrong)
		}
		t.Logf("%s: %d bodies, %d files read, %d changed, %d kept", test.name, d.seen, d.read, d.written, d.kept)
		if d.seen > test.seen || d.read > test.read || d.written > test.changed {
			t.Errorf("%s: %d bodies, %d files read, %d changed", test.name, d.seen, d.read, d.written)
		}
	}
}

// TestUpdateEndsWithItsContext cancels an update while it compares the first of many texts.
func TestUpdateEndsWithItsContext(t *testing.T) {
	d := newDesk(t, search.Stories(200, 4))
	d.update(storyOptions)
	for i := range 20 {
		d.docs[i].Title = "Tin vắn"
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	e := d.edition(func(string, []byte) error { return nil })
	text, compared := e.Text, 0
	e.Text = func(version string) ([]byte, bool) {
		compared++
		cancel()
		return text(version)
	}
	if _, err := search.Update(ctx, storyOptions, d.docs, e); !errors.Is(err, context.Canceled) || compared != 1 {
		t.Errorf("%d texts are compared, error %v", compared, err)
	}
}

// TestUpdateOfLongLists revises a list that has just too many postings for its head,
// then just enough, and so on: beside lists that have tails, and where no other has one.
func TestUpdateOfLongLists(t *testing.T) {
	for _, body := range []string{"Phong trào thi đua.", "1# 2# 3# 4# 5# 6#"} {
		docs := make([]search.Document, search.HeadSize+700) // the first segment has three quarters of them at least
		for i := range docs {
			title := "Tin vắn"
			if i > search.HeadSize {
				title = "Gương sáng"
			}
			docs[i] = article(fmt.Sprintf("/%04d/", i), title, strings.ReplaceAll(body, "#", fmt.Sprintf("%04d", i)))
			docs[i].Date = docs[i].Date.Add(time.Duration(i) * time.Hour)
		}
		d, o := newDesk(t, docs), storyOptions
		if wrong := d.publish(o); wrong != nil {
			t.Fatal(wrong)
		}
		if !d.cut("tin vắn") {
			t.Fatalf("the list has no tail among %d documents", len(docs))
		}
		for _, step := range []struct {
			title   string
			stories []int
			cut     bool // the list has a tail
		}{
			{"Tin", []int{0}, false},
			{"Vắn", []int{300, 301, 2000}, false},
			{"Tin vắn vắn", []int{300, 301}, false},
			{"Tin tin vắn", []int{2000, 0}, true},
			{"Tin vắn", []int{0, search.HeadSize + 1, search.HeadSize + 2}, true},
			{"Tin", []int{1, 500, 1500}, false},
			{"Tin vắn", []int{1500}, true},
			{"Gương sáng", []int{1500}, false},
		} {
			for _, i := range step.stories {
				d.docs[i].Title = step.title
			}
			if wrong := d.publish(o); wrong != nil {
				t.Errorf("%q, %s in %v: %v", body, step.title, step.stories, wrong)
			}
			if d.seen > 8 {
				t.Errorf("%q, %s in %v: %d bodies are read", body, step.title, step.stories, d.seen)
			}
			if d.cut("tin vắn") != step.cut {
				t.Errorf("%q, %s in %v: the list has a tail: %v", body, step.title, step.stories, !step.cut)
			}
		}
	}
}

// cut reports whether any list of a query has a tail.
func (d *desk) cut(query string) bool {
	fsys := fstest.MapFS{}
	for path, data := range d.public {
		fsys[path] = &fstest.MapFile{Data: data}
	}
	return !search.Opened(d.t, fsys).Search(search.Request{Query: query}).Exact
}

// BenchmarkUpdate measures one more word in one of a thousand documents.
func BenchmarkUpdate(b *testing.B) {
	d, o := newDesk(b, search.Stories(1000, 100)), storyOptions
	d.update(o)
	r := rand.New(rand.NewPCG(1, 2))
	b.ReportAllocs()
	for b.Loop() {
		edits["a word of a body"](d, &o, r, 500)
		d.update(o)
	}
	b.ReportMetric(float64(d.read), "files/edit")
}
