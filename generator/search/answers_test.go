package search_test

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"guong/generator/search"
)

// asked is a line of testdata/answers.golden: a request, and what the sample site
// answers. The engine in the browser is held to the same file.
type asked struct {
	Request search.Request `json:"request"`
	Answer  search.Answer  `json:"answer"`
}

const answersFile = "testdata/answers.golden"

// TestAnswersGolden holds answers, with scores to 1e-6, to the golden file.
func TestAnswersGolden(t *testing.T) {
	x := sample(t)
	if f := flag.Lookup("update"); f.Value.String() == "true" {
		writeAnswers(t, x)
	}
	raw, err := os.ReadFile(answersFile)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	if len(lines) < 100 {
		t.Errorf("%d answers, want at least 100", len(lines))
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-6 })
	for _, line := range lines {
		var want asked
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		got := bare(x.Search(want.Request))
		if diff := cmp.Diff(want.Answer, got, near, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", want.Request.Query, diff)
		}
	}
}

func writeAnswers(t *testing.T, x *search.Index) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, r := range requests(t) {
		if err := encoder.Encode(asked{r, bare(x.Search(r))}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(answersFile, []byte(out.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

// bare returns an answer without what its cards show.
func bare(a search.Answer) search.Answer {
	for i, r := range a.Results {
		a.Results[i] = search.Result{URL: r.URL, Score: r.Score, Missing: r.Missing, Fragment: r.Fragment}
	}
	return a
}

// requests are those of the golden file: the graded queries, what is strange, and
// all that a request can have besides a query.
func requests(t *testing.T) (list []search.Request) {
	for _, q := range gradedQueries(t) {
		list = append(list, search.Request{Query: q.Query})
	}
	for _, q := range strange {
		list = append(list, search.Request{Query: q})
	}
	return append(list,
		search.Request{Query: "thi đua", Facets: true},
		search.Request{Query: "thi đua", Newest: true, Size: 5},
		search.Request{Query: "thi đua", From: 5, Size: 7},
		search.Request{Query: "thi đua", From: 500},
		search.Request{Query: "khen thưởng", Filters: map[string][]string{"localities": {"hai-phong"}}},
		search.Request{Query: "khen thưởng", Filters: map[string][]string{"localities": {"Hải Phòng", "Nghệ An"}, "years": {"2021", "2025"}}},
		search.Request{Query: "khen thưởng", Filters: map[string][]string{"years": {"1066"}}},
		search.Request{Query: "khen thưởng", Filters: map[string][]string{"no-such-facet": {"x"}}},
		search.Request{Query: "nguoi tot viec tot", Filters: map[string][]string{"authors": {"Phương Thanh"}}, Facets: true, Newest: true},
	)
}

// strange are queries that nobody should be hurt by.
var strange = []string{
	"", " ", "của", "và là của", "🏅", "🎉 thi đua 🎉", "中国", "越南", "<script>alert(1)</script>", "<b>thi đua</b>",
	".*", "(?:thi|đua)+$", "[a-z]{3", `\d+`, `"`, `""`, `"thi đua`, `thi đua"`, `"thi" "đua" "`, "“thi đua” khen", `"thi đua khen thưởng"`,
	`hải phòng "thi đua" 2021`, "%00", "\x00thi\x00đua", "thi\u200b đua", "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j",
	"https://tdkt.example/phong-trao/?q=1#x", "constructor __proto__ toString", "06/07/2021", "05-CT/TW", "-", "đ", "Đ đ", "ư", "hoà", "hòa",
	"thi đua thi đua thi đua", "ko co gi het zzzzzz", "qwrtpsdf", strings.Repeat("thi đua ", 1250), strings.Repeat("ă", 5000), strings.Repeat("🏅", 2500),
}

// TestSixQueries holds the six queries that the design names.
func TestSixQueries(t *testing.T) {
	const haiPhong = "phong-trao/hai-phong-doi-moi-thi-dua"
	x := sample(t)
	urls := func(q string) (list []string) {
		for _, r := range x.Search(search.Request{Query: q}).Results {
			list = append(list, pathOf(r.URL))
		}
		if len(list) == 0 {
			t.Fatalf("%q found nothing", q)
		}
		return list
	}
	for _, q := range []string{"thi dua hai phong", "thi đua Hải Phòng", "84.016 tỷ"} {
		if got := urls(q); got[0] != haiPhong {
			t.Errorf("%q found %q first", q, got[0])
		}
	}
	if a := x.Search(search.Request{Query: "thi dua hai phong"}); a.Suggestion != "thi đua Hải Phòng" {
		t.Errorf("proposed %q", a.Suggestion)
	}
	dir, err := sampleFolder()
	if err != nil {
		t.Fatal(err)
	}
	text := func(path string) string {
		for url, name := range moved {
			if name == path {
				path = url
			}
		}
		return pageText(t, dir, path)
	}
	for _, path := range urls("TĐKT")[:3] {
		if s := text(path); !strings.Contains(s, "TĐKT") && !strings.Contains(strings.ToLower(strings.ReplaceAll(s, " - ", " ")), "thi đua khen thưởng") {
			t.Errorf("TĐKT found %s, which has neither it nor what it stands for", path)
		}
	}
	for _, path := range urls("dien hinh tien tien")[:3] {
		if s := strings.ToLower(text(path)); !strings.Contains(s, "điển hình tiên tiến") {
			t.Errorf("dien hinh tien tien found %s, which has no điển hình tiên tiến", path)
		}
	}
	for _, path := range urls(`"nông thôn mới"`) {
		if s := strings.ToLower(text(path)); !strings.Contains(s, "nông thôn mới") {
			t.Errorf("the phrase nông thôn mới found %s, which lacks it", path)
		}
	}
}

func pageText(t *testing.T, dir, path string) string {
	t.Helper()
	matches := []string{dir + "/" + path + "/index.html"}
	if !fileExists(matches[0]) {
		prefix, name, _ := strings.Cut(path, "/")
		years, _ := os.ReadDir(dir + "/" + prefix)
		for _, y := range years {
			matches = append(matches, dir+"/"+prefix+"/"+y.Name()+"/"+name+"/index.html")
		}
	}
	at := slices.IndexFunc(matches, fileExists)
	if at < 0 {
		t.Fatalf("%s is not published", path)
	}
	raw, err := os.ReadFile(matches[at])
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(raw), "\u00a0", " ")
}

func fileExists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
