package search_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guong/generator/search"
)

var storyOptions = search.Options{Title: "Gương", Language: "vi", Base: "/", ClientURL: "/search/client.js", Facets: search.StoryFacets}

// article returns a document with a title and a body.
func article(url, title, body string) search.Document {
	return search.Document{
		URL: url, Title: title, Date: time.Date(2025, 9, 2, 8, 0, 0, 0, time.UTC), Length: len(strings.Fields(body)),
		Body: func(dst []byte) []byte { return append(dst, body...) }, Facets: [][]string{{}},
	}
}

// found returns the addresses of an answer.
func found(a search.Answer) (urls []string) {
	for _, r := range a.Results {
		urls = append(urls, r.URL)
	}
	return urls
}

// ask asks the index of documents.
func ask(t *testing.T, docs []search.Document, r search.Request) search.Answer {
	t.Helper()
	return search.Opened(t, search.Written(t, storyOptions, docs)).Search(r)
}

func TestEmptySite(t *testing.T) {
	fsys := search.Written(t, search.Options{Base: "/"}, nil)
	x := search.Opened(t, fsys)
	for _, q := range []string{"", "thi đua", `"thi đua khen thưởng"`, "84.016 tỷ"} {
		a := x.Search(search.Request{Query: q, Facets: true, Newest: true, Filters: map[string][]string{"years": {"2025"}}})
		if a.Total != 0 || len(a.Results) != 0 || a.Incomplete {
			t.Errorf("%q: %+v", q, a)
		}
	}
	manifest := string(fsys["search/manifest.json"].Data)
	if strings.Contains(manifest, "null") {
		t.Errorf("the manifest has no lists where there is nothing: %s", manifest)
	}
}

func TestOneArticle(t *testing.T) {
	docs := []search.Document{article("/a/", "Thi đua ở Hải Phòng", "Tổng thu ngân sách đạt 84.016 tỷ đồng.")}
	for _, q := range []string{"thi dua", "hai phong", "84.016", "84016 tỷ", "ngân sách", "thi đua ở Hải Phòng"} {
		a := ask(t, docs, search.Request{Query: q})
		if a.Total != 1 || !a.Exact || a.Incomplete || len(a.Results) != 1 || a.Results[0].URL != "/a/" || len(a.Results[0].Missing) != 0 {
			t.Errorf("%q: %+v", q, a)
		}
	}
}

func TestVeryLongArticle(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var body strings.Builder
	for body.Len() < 1<<20 {
		fmt.Fprintf(&body, "%s xy%d ", []string{"thi đua", "khen thưởng", "nông thôn mới"}[random.IntN(3)], random.IntN(9000))
	}
	docs := append(search.Stories(20, 10), article("/dai/", "Bài dài", body.String()))
	x := search.Opened(t, search.Written(t, storyOptions, docs))
	if got := found(x.Search(search.Request{Query: "xy8999"})); !slices.Equal(got, []string{"/dai/"}) {
		t.Errorf("the word of the long article found %v", got)
	}
	if a := x.Search(search.Request{Query: "điển hình tiên tiến"}); a.Total != 20 {
		t.Errorf("found %d others, want 20", a.Total)
	}
}

// TestSameDate holds that documents of one time stand in the order of their addresses.
func TestSameDate(t *testing.T) {
	docs := []search.Document{article("/b/", "Gương sáng", ""), article("/c/", "Gương sáng", ""), article("/a/", "Gương sáng", "")}
	want := []string{"/c/", "/b/", "/a/"}
	for _, newest := range []bool{false, true} {
		if got := found(ask(t, docs, search.Request{Query: "guong sang", Newest: newest})); !slices.Equal(got, want) {
			t.Errorf("newest = %v: found %v, want %v", newest, got, want)
		}
	}
}

func TestUndated(t *testing.T) {
	docs := search.Stories(30, 5)
	for i := range docs {
		docs[i].Date = time.Time{}
	}
	a := ask(t, docs, search.Request{Query: "điển hình tiên tiến", Facets: true, Newest: true})
	if a.Total != 30 || len(a.Facets["years"]) != 0 || a.Results[0].Date != "" {
		t.Errorf("found %d, years %v, first %+v", a.Total, a.Facets["years"], a.Results[0])
	}
	if a := ask(t, docs, search.Request{Query: "điển hình", Filters: map[string][]string{"years": {"2025"}}}); a.Total != 0 {
		t.Errorf("%d documents without a date are of 2025", a.Total)
	}
}

// TestYears holds that a year is that of the document's own zone.
func TestYears(t *testing.T) {
	docs := search.Stories(3, 2)
	docs[0].Date = time.Time{}
	docs[1].Date = time.Date(2024, 12, 31, 18, 0, 0, 0, time.UTC)
	docs[2].Date = time.Date(2025, 1, 1, 2, 0, 0, 0, time.FixedZone("", 7*3600))
	a := ask(t, docs, search.Request{Query: "điển hình", Facets: true})
	if got := fmt.Sprint(a.Facets["years"]); got != "[{2025 1} {2024 1}]" {
		t.Errorf("years are %s", got)
	}
}

func TestFacetsAndFilters(t *testing.T) {
	docs := search.Stories(53, 4)
	x := search.Opened(t, search.Written(t, storyOptions, docs))
	all := x.Search(search.Request{Query: "điển hình tiên tiến", Facets: true})
	if got := fmt.Sprint(all.Facets["localities"]); got != "[{Hải Phòng 11} {Nghệ An 11} {Đắk Lắk 11} {Cà Mau 10} {Hà Nội 10}]" {
		t.Errorf("localities are %s", got)
	}
	for _, test := range []struct {
		filters map[string][]string
		want    int
	}{
		{map[string][]string{"localities": {"Hải Phòng"}}, 11},
		{map[string][]string{"localities": {"hai-phong", "daklak"}}, 22},
		{map[string][]string{"localities": {}}, 53},
		{map[string][]string{"localities": {"Huế"}}, 0},
		{map[string][]string{"years": {"2019"}}, 53},
		{map[string][]string{"years": {"2019"}, "localities": {"Cà Mau"}}, 10},
		{map[string][]string{"nothing": {"x"}}, 0},
	} {
		if a := x.Search(search.Request{Query: "điển hình tiên tiến", Filters: test.filters}); a.Total != test.want {
			t.Errorf("%v: found %d, want %d", test.filters, a.Total, test.want)
		}
	}
}

// segments returns the folders of the segments in the manifest's order.
func segments(t *testing.T, fsys fstest.MapFS) []string {
	t.Helper()
	var names []string
	for _, part := range strings.Split(string(fsys["search/manifest.json"].Data), `{"name":"`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		names = append(names, name)
		if _, err := fs.Stat(fsys, "search/"+name+"/p/0.bin"); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// differences returns the paths whose files two sites do not share, and the first
// folders of these below search/.
func differences(a, b fstest.MapFS) (paths, folders []string) {
	for _, pair := range [][2]fstest.MapFS{{a, b}, {b, a}} {
		for name, file := range pair[0] {
			if other := pair[1][name]; other == nil || !bytes.Equal(other.Data, file.Data) {
				paths = append(paths, name)
				folders = append(folders, strings.Split(name, "/")[1])
			}
		}
	}
	slices.Sort(paths)
	slices.Sort(folders)
	return slices.Compact(paths), slices.Compact(folders)
}

// TestSeveralSegments holds that there is one order over all segments, and what a
// change of the site leaves as it is.
func TestSeveralSegments(t *testing.T) {
	docs := search.Stories(2101, 0)
	for i := range docs {
		docs[i].Summary = ""
	}
	newest := docs[2100]
	docs = docs[:2100:2100]
	docs[10].Title, docs[2090].Title = "Chim sơn ca hót", "Chim sơn ca hót"
	docs[2091].Title = "Chim sơn ca"
	before := search.Written(t, storyOptions, docs)
	if names := segments(t, before); !slices.Equal(names, []string{"0", "1", "2"}) {
		t.Fatalf("segments %v", names)
	}
	x := search.Opened(t, before)
	a := x.Search(search.Request{Query: "chim sơn ca hót", Size: 3})
	if got, want := found(a), []string{"/tin-tuc/2090/", "/tin-tuc/10/", "/tin-tuc/2091/"}; !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
	a = x.Search(search.Request{Query: "điển hình tiên tiến", Size: 2100, Newest: true})
	if a.Total != 2100 || len(a.Results) != 2100 {
		t.Fatalf("found %d, %d results, want all", a.Total, len(a.Results))
	}
	for i, r := range a.Results {
		if want := fmt.Sprintf("/tin-tuc/%d/", 2099-i); r.URL != want {
			t.Fatalf("newest first, place %d is %s, want %s", i, r.URL, want)
		}
	}

	_, folders := differences(before, search.Written(t, storyOptions, append(docs, newest)))
	if want := []string{"2", "manifest.json", "suggest", "vocabulary.bin"}; !slices.Equal(folders, want) {
		t.Errorf("a newest document changes %v, want %v", folders, want)
	}
	docs[5].Summary += "Sửa."
	paths, _ := differences(before, search.Written(t, storyOptions, docs))
	if len(paths) != 2 || !slices.Contains(paths, "search/0/d/0.bin") || !strings.HasPrefix(paths[1], "search/0/s/") {
		t.Errorf("a word that is the summary of an old document changes %v", paths)
	}
}

// TestLongLists holds what a reader of heads alone gets, and who reads tails: a term
// that more documents have than a head.
func TestLongLists(t *testing.T) {
	const n = 5000
	docs := make([]search.Document, n)
	for i := range docs {
		docs[i] = article(fmt.Sprintf("/%04d/", i), "Tin vắn", "")
		docs[i].Facets = [][]string{{search.Localities[i%5]}}
		if i%1000 == 0 {
			docs[i].Title = "Tin thi đua"
		}
		docs[i].Summary = "Phong trào thi đua."
	}
	fsys := search.Written(t, storyOptions, docs)
	tails := 0
	for name := range fsys {
		if strings.Contains(name, "/pt/") || strings.Contains(name, "/st/") {
			tails++
		}
	}
	if tails == 0 {
		t.Fatal("no list has a tail")
	}
	x := search.Opened(t, fsys)
	for _, q := range []string{"thi đua", "phong", "phong trào thi đua"} {
		a := x.Search(search.Request{Query: q})
		if a.Exact || a.Total < search.HeadSize || a.Total >= n || len(a.Results) != 10 || a.Incomplete {
			t.Errorf("%q by relevance: total %d, exact = %v, %d results", q, a.Total, a.Exact, len(a.Results))
		}
		for _, r := range []search.Request{
			{Query: q, Newest: true}, {Query: q, Facets: true}, {Query: q, Filters: map[string][]string{"localities": search.Localities}},
		} {
			if a := x.Search(r); !a.Exact || a.Total != n || a.Incomplete {
				t.Errorf("%+v: total %d, exact = %v", r, a.Total, a.Exact)
			}
		}
	}
	// The head has those where the term counts most, and of equals the newest.
	a := x.Search(search.Request{Query: "thi đua", Size: 6})
	if got, want := found(a), []string{"/4000/", "/3000/", "/2000/", "/1000/", "/0000/", "/4999/"}; !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
	a = x.Search(search.Request{Query: "thi đua", Size: 1, Filters: map[string][]string{"localities": {"Nghệ An"}}})
	if a.Total != n/5 {
		t.Errorf("one locality of five has %d of %d", a.Total, n)
	}
	for name := range fsys {
		if strings.Contains(name, "/pt/") {
			delete(fsys, name)
		}
	}
	if a := search.Opened(t, fsys).Search(search.Request{Query: "thi đua", Newest: true}); !a.Incomplete || a.Total < search.HeadSize || a.Total >= n {
		t.Errorf("without tails: total %d, incomplete = %v", a.Total, a.Incomplete)
	}
}

// TestSameBytes holds that files depend on nothing but documents and options.
func TestSameBytes(t *testing.T) {
	docs := search.Stories(400, 2)
	docs = append(docs, article("/dai/", "Bài dài", strings.Repeat("Chúng tôi thi đua, lập thành tích chào mừng (CLTT). ", 400)))
	want := files(t, storyOptions, docs)
	t.Run("order", func(t *testing.T) {
		shuffled := slices.Clone(docs)
		random := rand.New(rand.NewPCG(3, 4))
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		before := slices.Clone(shuffled)
		equalFiles(t, files(t, storyOptions, shuffled), want)
		for i := range before {
			if shuffled[i].URL != before[i].URL {
				t.Fatal("Write moved the documents of its caller")
			}
		}
	})
	t.Run("memory", func(t *testing.T) {
		o := storyOptions
		for _, o.Memory = range []int{1, 100_000, 1 << 30} {
			made := temporaries(t, &o)
			equalFiles(t, files(t, o, docs), want)
			if made.open != 0 || (made.made > 0) != (o.Memory < 1<<30) {
				t.Errorf("with a memory of %d, %d files were made and %d left", o.Memory, made.made, made.open)
			}
		}
	})
	t.Run("no room for a file", func(t *testing.T) {
		full := errors.New("no space left on device")
		for name, temporary := range map[string]func() (search.Temporary, error){
			"never":         nil,
			"cannot be":     func() (search.Temporary, error) { return nil, full },
			"cannot grow":   func() (search.Temporary, error) { return &limited{left: 0}, nil },
			"grows a while": func() (search.Temporary, error) { return &limited{left: 3}, nil },
		} {
			o := storyOptions
			o.Memory, o.Temporary = 1, temporary
			t.Run(name, func(t *testing.T) { equalFiles(t, files(t, o, docs), want) })
		}
	})
	t.Run("processors", func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
		for _, n := range []int{1, 2, 8} {
			runtime.GOMAXPROCS(n)
			equalFiles(t, files(t, storyOptions, docs), want)
		}
	})
}

func files(t *testing.T, o search.Options, docs []search.Document) []search.File {
	t.Helper()
	all, err := search.Write(context.Background(), o, docs)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(all, func(a, b search.File) int { return cmp.Compare(a.Path, b.Path) }) {
		t.Error("files are not in the order of their paths")
	}
	return all
}

func equalFiles(t *testing.T, got, want []search.File) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d files, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i].Path != want[i].Path || !bytes.Equal(got[i].Data, want[i].Data) {
			t.Fatalf("%s differs from %s", got[i].Path, want[i].Path)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	o := storyOptions
	o.Memory = 1
	made := temporaries(t, &o)
	docs := search.Stories(600, 3)
	seen := 0
	body := docs[400].Body
	docs[400].Body = func(dst []byte) []byte {
		if seen++; seen == 2 { // the first time is that of learning abbreviations
			cancel()
		}
		return body(dst)
	}
	if all, err := search.Write(ctx, o, docs); !errors.Is(err, context.Canceled) || all != nil {
		t.Errorf("Write gave %d files and %v", len(all), err)
	}
	if made.open != 0 {
		t.Errorf("%d files are left", made.open)
	}
	for _, docs := range [][]search.Document{nil, docs} {
		if _, err := search.Write(ctx, o, docs); !errors.Is(err, context.Canceled) {
			t.Errorf("with %d documents, Write gave %v", len(docs), err)
		}
	}
}

// TestWindows holds that pages of results follow one another without gaps, whatever
// their size, and that scores fall within ten.
func TestWindows(t *testing.T) {
	x := search.Opened(t, search.Written(t, storyOptions, search.Stories(120, 8)))
	whole := x.Search(search.Request{Query: "thi đua yêu nước", Size: 120})
	if len(whole.Results) != whole.Total || whole.Total < 40 {
		t.Fatalf("%d of %d", len(whole.Results), whole.Total)
	}
	for i := range whole.Results[1:] {
		if (i+1)%10 != 0 && whole.Results[i].Score < whole.Results[i+1].Score {
			t.Errorf("place %d has %g, the next %g", i, whole.Results[i].Score, whole.Results[i+1].Score)
		}
	}
	for _, size := range []int{1, 7, 10, 33} {
		var urls []string
		for from := 0; from < whole.Total; from += size {
			urls = append(urls, found(x.Search(search.Request{Query: "thi đua yêu nước", From: from, Size: size}))...)
		}
		if !slices.Equal(urls, found(whole)) {
			t.Errorf("pages of %d give another order", size)
		}
	}
	for _, r := range []search.Request{{From: -5}, {Size: -1}, {}} {
		r.Query = "thi đua yêu nước"
		if got := found(x.Search(r)); !slices.Equal(got, found(whole)[:10]) {
			t.Errorf("%+v gives %v", r, got)
		}
	}
}

// TestQuotedPhrases holds that what was quoted is looked for on the page.
func TestQuotedPhrases(t *testing.T) {
	docs := []search.Document{
		article("/co/", "Có", "Xây dựng nông thôn mới kiểu mẫu."),
		article("/roi/", "Rời", "Nông thôn đẹp. Thôn mới lập. Xây dựng nông thôn, thôn mới."),
		article("/khac/", "Khác", "Xây dựng nông thốn mới."),
		article("/khac/khong-trang", "Không có trang", "Xây dựng nông thôn mới."),
	}
	fsys := search.Written(t, storyOptions, docs)
	for _, d := range docs[:3] {
		page := "<html><body><p>nông thôn mới</p><main class=x><p>" + string(d.Body(nil)) + "</p></main><p>nông thôn mới</p>"
		fsys[strings.Trim(d.URL, "/")+"/index.html"] = &fstest.MapFile{Data: []byte(page)}
	}
	x := search.Opened(t, fsys)
	for _, test := range []struct {
		query string
		want  []string
	}{
		{`"nông thôn mới"`, []string{"/co/", "/khac/khong-trang"}},
		{`"nông thôn mới" "kiểu mẫu"`, []string{"/co/"}},
		{`“thôn mới” kiểu mẫu`, []string{"/co/", "/khac/khong-trang", "/roi/"}},
		{`"nông thốn mới"`, []string{"/khac/", "/khac/khong-trang"}[:1]},
		{`«xây dựng nông thôn mới»`, []string{"/co/", "/khac/khong-trang"}},
		{`"mới kiểu mẫu nông thôn"`, nil},
	} {
		got := found(x.Search(search.Request{Query: test.query}))
		slices.Sort(got)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s found %v, want %v", test.query, got, test.want)
		}
	}
	// A page that cannot be read is taken to have the phrase, and the answer says so.
	if a := x.Search(search.Request{Query: `"nông thôn mới"`}); !a.Incomplete {
		t.Error("a missing page is not told")
	}
	if a := x.Search(search.Request{Query: `"kiểu mẫu"`}); a.Incomplete {
		t.Error("a phrase of two syllables read a page")
	}
}

// TestCorrections holds what misspelt and unmarked queries are taken for.
func TestCorrections(t *testing.T) {
	docs := append(search.Stories(60, 8), article("/x/", "Ông Trần Văn Quyết", "Ông Trần Văn Quyết ở xã Cát Hải."))
	x := search.Opened(t, search.Written(t, storyOptions, docs))
	for _, test := range []struct{ query, corrected, suggestion string }{
		{"dien hinh tien tien", "", "điển hình tiên tiến"},
		{"điển hình tiên tiến", "", ""},
		{"dien hihn tien tien", "điển hình tiên tiến", ""},
		{"điển hinhh", "điển hình", ""},
		{"fix hinhh", "fix hình", ""},
		{`"hinhh"`, "", ""},
		{"zzzzzz", "", ""},
		{"84.017", "", ""},
	} {
		a := x.Search(search.Request{Query: test.query})
		if a.Corrected != test.corrected || a.Suggestion != test.suggestion {
			t.Errorf("%q is corrected to %q with the suggestion %q, want %q, %q", test.query, a.Corrected, a.Suggestion, test.corrected, test.suggestion)
		}
	}
}
