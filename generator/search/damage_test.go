package search_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guong/generator/search"
)

// without returns a site without the files below search/ whose paths have part in them.
func without(fsys fstest.MapFS, part string) fstest.MapFS {
	left := maps.Clone(fsys)
	maps.DeleteFunc(left, func(name string, _ *fstest.MapFile) bool { return strings.Contains(name, part) })
	return left
}

// TestMissingFiles holds that what is missing costs only what it was for.
func TestMissingFiles(t *testing.T) {
	fsys := search.Written(t, storyOptions, search.Stories(150, 6))
	ask := func(part string, r search.Request) (with, without_ search.Answer) {
		return search.Opened(t, fsys).Search(r), search.Opened(t, without(fsys, part)).Search(r)
	}
	for _, test := range []struct {
		part    string
		request search.Request
		wanted  bool // the request needs the file
		same    bool // it finds as much as before
	}{
		{"/p/", search.Request{Query: "điển hình tiên tiến"}, true, true},
		{"/p/", search.Request{Query: "phòng"}, false, true},
		{"/s/", search.Request{Query: "điển hình tiên tiến"}, false, true},
		{"/s/", search.Request{Query: "phòng"}, true, false},
		{"/d/", search.Request{Query: "điển hình tiên tiến"}, true, true},
		{"/f/", search.Request{Query: "điển hình tiên tiến", Facets: true}, true, true},
		{"/f/", search.Request{Query: "điển hình tiên tiến", Filters: map[string][]string{"years": {"2019"}}}, false, true},
		{"/f/", search.Request{Query: "điển hình tiên tiến", Filters: map[string][]string{"localities": {"Cà Mau"}}}, true, false},
		{"vocabulary", search.Request{Query: "điển hình tiên tiến"}, false, true},
		{"vocabulary", search.Request{Query: "điển hinhh"}, true, true},
		{"suggest/", search.Request{Query: "điển hình"}, false, true},
	} {
		before, after := ask(test.part, test.request)
		if before.Incomplete || after.Incomplete != test.wanted {
			t.Errorf("%q without %s: incomplete = %v, before %v", test.request.Query, test.part, after.Incomplete, before.Incomplete)
		}
		if same := after.Total == before.Total && before.Total > 0; same != test.same {
			t.Errorf("%q without %s: found %d, before %d", test.request.Query, test.part, after.Total, before.Total)
		}
	}
	// It is said every time, not only the first.
	for part, query := range map[string]string{"/p/": "điển hình", "/d/": "điển hình", "vocabulary": "zzzyy"} {
		x := search.Opened(t, without(fsys, part))
		for range 2 {
			if a := x.Search(search.Request{Query: query}); !a.Incomplete {
				t.Errorf("%q without %s: the answer is said to be complete", query, part)
			}
		}
	}
}

// TestDamagedFiles holds that no damage does worse than make an answer incomplete.
// There are no checksums: damage may also go unnoticed.
func TestDamagedFiles(t *testing.T) {
	fsys := search.Written(t, storyOptions, search.Stories(40, 5))
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(fsys)), func(name string) bool { return strings.Contains(name, "/suggest/") })
	requests := []search.Request{
		{Query: "điển hình tiên tiến", Facets: true}, {Query: "phong trao thi dua", Newest: true},
		{Query: "điển hinhh", Filters: map[string][]string{"localities": {"Cà Mau"}}},
	}
	survive := func(name string, data []byte) (incomplete bool) {
		t.Helper()
		damaged := maps.Clone(fsys)
		damaged[name] = &fstest.MapFile{Data: data}
		x, err := search.Open(damaged)
		if err != nil {
			return true
		}
		for _, r := range requests {
			a := x.Search(r)
			incomplete = incomplete || a.Incomplete
			if len(a.Results) > max(r.Size, 10) || a.Total < len(a.Results) {
				t.Errorf("%s: %d results of %d", name, len(a.Results), a.Total)
			}
		}
		return incomplete
	}
	random := rand.New(rand.NewPCG(5, 6))
	for _, name := range names {
		data := fsys[name].Data
		untouched := !survive(name, nil) // no request needs it
		for range 3 {
			if cut := random.IntN(len(data)); !survive(name, data[:cut]) && !untouched {
				t.Errorf("%s is cut to %d of %d bytes, and nobody is told", name, cut, len(data))
			}
			if strings.HasSuffix(name, ".json") {
				continue
			}
			flipped := bytes.Clone(data)
			flipped[random.IntN(len(data))] ^= 1 << random.IntN(8)
			survive(name, flipped)
		}
	}
}

func TestManifest(t *testing.T) {
	fsys := search.Written(t, storyOptions, search.Stories(5, 2))
	good := string(fsys["search/manifest.json"].Data)
	open := func(text string) error {
		_, err := search.Open(fstest.MapFS{"search/manifest.json": {Data: []byte(text)}})
		return err
	}
	if err := open(strings.Replace(good, `"version":2`, `"version":1`, 1)); !errors.Is(err, search.ErrVersion) {
		t.Errorf("another version gives %v", err)
	}
	for name, text := range map[string]string{
		"empty":       "",
		"cut":         good[:len(good)/2],
		"no object":   "[]",
		"negative":    strings.Replace(good, `"documents":5`, `"documents":-5`, 1),
		"enormous":    strings.Replace(good, `"documents":5`, `"documents":5000000000`, 1),
		"no shards":   strings.Replace(good, `"pairs":1`, `"pairs":0`, 1),
		"outside":     strings.Replace(good, `"name":"`, `"name":"../`, 1),
		"wrong types": strings.Replace(good, `"years":[`, `"years":["x"`, 1),
	} {
		if err := open(text); err == nil || errors.Is(err, search.ErrVersion) || !strings.Contains(err.Error(), "manifest.json") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := search.Open(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a manifest: %v", err)
	}
	if _, err := search.Open(brokenFS{}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("without a folder: %v", err)
	}
}

// brokenFS has no folders.
type brokenFS struct{}

func (brokenFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }
func (brokenFS) Sub(string) (fs.FS, error)    { return nil, fs.ErrPermission }

// TestEditions holds that files of different editions are not mixed: where the site is
// published anew after the index was opened, the new one answers, and while files of
// both lie side by side, an answer is incomplete and has nothing wrong.
func TestEditions(t *testing.T) {
	docs := search.Stories(60, 6)
	docs[20].Title = "Chim sơn ca hót"
	old, anew := search.Written(t, storyOptions, docs), search.Written(t, storyOptions, docs[10:])
	request := search.Request{Query: "chim sơn ca hót", Facets: true}
	want := search.Opened(t, anew).Search(request)

	served := maps.Clone(old)
	x := search.Opened(t, served)
	x.Search(search.Request{Query: "điển hình"})
	replace := func(from fstest.MapFS, part string) {
		maps.DeleteFunc(served, func(name string, _ *fstest.MapFile) bool { return strings.Contains(name, part) })
		maps.Copy(served, from)
		for name := range from {
			if !strings.Contains(name, part) {
				served[name] = old[name]
			}
		}
	}
	replace(anew, "/")
	if diff := cmp.Diff(want, x.Search(request)); diff != "" {
		t.Errorf("published anew (-want +got):\n%s", diff)
	}
	for _, part := range []string{"manifest", "/p/", "/d/", "/f/"} {
		replace(anew, part)
		x := search.Opened(t, served)
		for range 2 {
			a := x.Search(request)
			if !a.Incomplete {
				t.Errorf("with %s of another edition the answer is said to be complete", part)
			}
			for _, r := range a.Results {
				if r.URL != "" && r.URL != docs[20].URL {
					t.Errorf("with %s of another edition %s is found", part, r.URL)
				}
			}
		}
		replace(anew, "/")
		if diff := cmp.Diff(want, x.Search(request)); diff != "" {
			t.Errorf("%s replaced, too (-want +got):\n%s", part, diff)
		}
	}
}
