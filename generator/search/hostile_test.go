package search_test

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"guong/generator/search"
)

// deflated returns a text many times over, as a file of an index.
func deflated(t *testing.T, text string, times int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	for range times {
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// allocated returns how many bytes f allocates, those that it gives back included.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// everywhere gives every file below a folder the same bytes, and counts what is asked.
type everywhere struct {
	fs.FS
	folder string
	bytes  []byte
	asked  *int
}

func (e everywhere) Open(name string) (fs.File, error) {
	if !strings.HasPrefix(name, e.folder) || strings.HasSuffix(name, "manifest.json") {
		return e.FS.Open(name)
	}
	*e.asked++
	return fstest.MapFS{"x": {Data: e.bytes}}.Open("x")
}

// TestHostileManifests holds the totals that a manifest may claim.
func TestHostileManifests(t *testing.T) {
	good := search.Written(t, storyOptions, search.Stories(5, 2))["search/manifest.json"].Data
	var manifest map[string]any
	if err := json.Unmarshal(good, &manifest); err != nil {
		t.Fatal(err)
	}
	segments := func(n, documents, pairs, singles int) []any {
		list := make([]any, n)
		for i := range list {
			list[i] = map[string]any{"name": fmt.Sprint(i), "documents": documents, "pairs": pairs, "singles": singles}
		}
		return list
	}
	stamped := func(stamp any) []any {
		return []any{map[string]any{"name": "0", "documents": 1, "pairs": 1, "singles": 1, "stamp": stamp}}
	}
	many := func(n int, v any) []any {
		list := make([]any, n)
		for i := range list {
			list[i] = v
		}
		return list
	}
	for _, test := range []struct {
		name, key string
		value     any
		opens     bool
	}{
		{"all documents there may be", "segments", segments(2, 1<<18, 1, 1), true},
		{"one more", "segments", append(segments(2, 1<<18, 1, 1), segments(1, 1, 1, 1)...), false},
		{"many in one segment", "segments", segments(1, 1<<19+1, 1, 1), false},
		{"documents that overflow", "segments", segments(3, math.MaxInt/2+1, 1, 1), false},
		{"all segments there may be", "segments", segments(256, 1, 1, 1), true},
		{"one more segment", "segments", segments(257, 1, 1, 1), false},
		{"all shards there may be", "segments", segments(1, 1, 1<<16, 1<<16), true},
		{"one more of pairs", "segments", segments(1, 1, 1<<16+1, 1), false},
		{"one more of singles", "segments", segments(1, 1, 1, 1<<16+1), false},
		{"the highest stamp", "segments", stamped(uint32(math.MaxUint32)), true},
		{"no stamp", "segments", stamped(nil), true},
		{"a stamp that is too high", "segments", stamped(int64(1 << 32)), false},
		{"a negative stamp", "segments", stamped(-1), false},
		{"a fraction as stamp", "segments", stamped(1.5), false},
		{"a text as stamp", "segments", stamped("1"), false},
		{"a list as stamp", "segments", stamped([]int{1}), false},
		{"all facets there may be", "facets", many(32, map[string]string{"key": "a", "title": "A"}), true},
		{"one more facet", "facets", many(33, map[string]string{"key": "a", "title": "A"}), false},
		{"all years there may be", "years", many(1000, []int{2020, 1}), true},
		{"one more year", "years", many(1001, []int{2020, 1}), false},
		{"a manifest of a megabyte and more", "title", strings.Repeat("a", 1<<20), false},
	} {
		changed := maps.Clone(manifest)
		changed[test.key] = test.value
		raw, err := json.Marshal(changed)
		if err != nil {
			t.Fatal(err)
		}
		_, err = search.Open(fstest.MapFS{"search/manifest.json": {Data: raw}})
		if (err == nil) != test.opens || err != nil && !strings.Contains(err.Error(), "manifest.json") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// TestHostileFiles asks indexes whose every file is a bomb: what a query takes is
// bounded, the answer says that it is incomplete, and so does the next.
func TestHostileFiles(t *testing.T) {
	segment := `{"name":"s%d","documents":2048,"pairs":1,"singles":1}`
	var list []string
	for i := range 256 {
		list = append(list, fmt.Sprintf(segment, i))
	}
	manifest := `{"version":2,"base":"/","title":"T","years":[],"facets":[{"key":"k","title":"K"}],"segments":[` + strings.Join(list, ",") + `]}`
	lists := "\x80\x80\x04" + strings.Repeat("\x01", 1<<16) + strings.Repeat("\x01", 1<<16) + strings.Repeat("\x00", 1<<16*3)
	const otherStamp = "another stamp"
	noDeflate := []byte("xxxx")
	most := map[string]int{} // files that a query asks for
	for name, file := range map[string][]byte{
		"zeroes":     deflated(t, strings.Repeat("\x00", 1<<20), 100),
		"blanks":     deflated(t, strings.Repeat(" ", 1<<20), 7),
		"JSON lists": deflated(t, "["+strings.Repeat("[],", 1<<20)+"[]]", 1),
		"numbers":    deflated(t, `{"values":[],"documents":[[`+strings.Repeat("1,", 1<<21)+"1]]}", 1),
		"lists":      deflated(t, lists, 1),
		"empty":      deflated(t, "\x00", 1),
		"no deflate": noDeflate,
		otherStamp:   noDeflate,
	} {
		asked := 0
		stamp := make([]byte, 4)
		if name == otherStamp {
			stamp[3] = 1
		}
		file = append(stamp, file...)
		x, err := search.Open(everywhere{fstest.MapFS{"search/manifest.json": {Data: []byte(manifest)}}, "search/", file, &asked})
		if err != nil {
			t.Fatal(name, err)
		}
		request := search.Request{Query: "phong trao thi dua yeu nuoc cua cac tinh thanh pho trong ca nuoc nam nay", Facets: true}
		for range 2 {
			asked = 0
			var a search.Answer
			if bytes := allocated(func() { a = x.Search(request) }); bytes > 256<<20 {
				t.Errorf("%s: a query allocates %d MB in all", name, bytes>>20)
			}
			if !a.Incomplete && name != "empty" {
				t.Errorf("%s: the answer is said to be complete", name)
			}
			if asked > 1<<14 && name != otherStamp {
				t.Errorf("%s: %d files are read", name, asked)
			}
			most[name] = max(most[name], asked)
		}
	}
	// The manifest is read once more, and all is asked once more.
	if once, twice := most["no deflate"], most[otherStamp]; once == 0 || twice != 2*once {
		t.Errorf("%d files are read, and %d where they have another stamp", once, twice)
	}
}

// TestHugePages asks for a quoted phrase where every page is too large to be read.
func TestHugePages(t *testing.T) {
	fsys := search.Written(t, storyOptions, search.Stories(300, 6))
	for _, size := range []int{900 << 10, 100 << 20} {
		asked := 0
		x, err := search.Open(everywhere{fsys, "tin", bytes.Repeat([]byte("<p>x "), size/5), &asked})
		if err != nil {
			t.Fatal(err)
		}
		var a search.Answer
		if bytes := allocated(func() { a = x.Search(search.Request{Query: `"điển hình tiên tiến"`}) }); bytes > 512<<20 {
			t.Errorf("a query allocates %d MB in all", bytes>>20)
		}
		if asked < 8 || !a.Incomplete {
			t.Errorf("%d pages are asked for, incomplete = %v", asked, a.Incomplete)
		}
	}
}
