package search_test

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/search"
	"guong/themes"
)

// gradedQuery is a query as a citizen types it, and how well each text of the sample
// answers it: 3 is what was wanted, 2 much of it, 1 a little.
type gradedQuery struct {
	Query string         `toml:"q"`
	Kind  string         `toml:"kind"`
	Want  map[string]int `toml:"want"` // by path in the content folder, without .md and /index.md
}

func gradedQueries(tb testing.TB) []gradedQuery {
	var file struct{ Query []gradedQuery }
	if _, err := toml.DecodeFile("testdata/graded.toml", &file); err != nil {
		tb.Fatal(err)
	}
	if len(file.Query) < 60 {
		tb.Fatalf("%d graded queries, want at least 60", len(file.Query))
	}
	return file.Query
}

// sampleFolder is where the sample site is built, once for all tests.
var sampleFolder = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "guong-search-test-")
	if err != nil {
		return "", err
	}
	_, list := generator.Build(context.Background(), generator.Options{
		Source: "../..", Destination: dir, Themes: themes.FS,
		Now: time.Date(2026, 11, 25, 12, 0, 0, 0, time.FixedZone("", 7*3600)),
	})
	if list.Count(diag.Error) > 0 {
		return dir, fmt.Errorf("building the sample: %s", list[0].Brief(message.English))
	}
	return dir, nil
})

func TestMain(m *testing.M) {
	status := m.Run()
	if dir, err := sampleFolder(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(status)
}

// sample opens the index of the sample site.
func sample(tb testing.TB) *search.Index {
	tb.Helper()
	dir, err := sampleFolder()
	if err != nil {
		tb.Fatal(err)
	}
	x, err := search.Open(os.DirFS(dir))
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// TestGraded keeps a floor under how well the graded queries are answered.
func TestGraded(t *testing.T) {
	const floor = 0.93
	total, kinds := grade(t, sample(t))
	for _, k := range kinds {
		t.Log(k)
	}
	if total < floor {
		t.Errorf("nDCG@10 is %.3f, the floor %.2f", total, floor)
	}
}

// BenchmarkGraded prints the nDCG@10 of the graded queries, all and by their kinds.
func BenchmarkGraded(b *testing.B) {
	x := sample(b)
	var total float64
	var kinds []string
	for b.Loop() {
		total, kinds = grade(b, x)
	}
	b.ReportMetric(total, "nDCG@10")
	b.Log("\n" + strings.Join(kinds, "\n"))
}

// grade returns the mean nDCG@10 of all queries, and lines with that of each kind.
func grade(tb testing.TB, x *search.Index) (mean float64, kinds []string) {
	type sum struct {
		value float64
		n     int
	}
	all, byKind := sum{}, map[string]sum{}
	for _, q := range gradedQueries(tb) {
		value := gain(x.Search(search.Request{Query: q.Query}), q)
		if value < 0.6 {
			tb.Logf("%.2f %s", value, q.Query)
		}
		all = sum{all.value + value, all.n + 1}
		k := byKind[q.Kind]
		byKind[q.Kind] = sum{k.value + value, k.n + 1}
	}
	for kind, s := range byKind {
		kinds = append(kinds, fmt.Sprintf("%-14s %3d  %.3f", kind, s.n, s.value/float64(s.n)))
	}
	slices.Sort(kinds)
	return all.value / float64(all.n), kinds
}

// gain is the normalised discounted cumulative gain of the first ten results
// (Järvelin and Kekäläinen, 2002), with gains 2^grade - 1.
func gain(a search.Answer, q gradedQuery) float64 {
	discounted := func(grade, place int) float64 {
		return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(place)+2)
	}
	have, ideal := 0.0, 0.0
	for i, r := range a.Results {
		have += discounted(q.Want[pathOf(r.URL)], i)
	}
	grades := make([]int, 0, len(q.Want))
	for _, g := range q.Want {
		grades = append(grades, g)
	}
	slices.SortFunc(grades, func(a, b int) int { return cmp.Compare(b, a) })
	for i, g := range grades[:min(len(grades), 10)] {
		ideal += discounted(g, i)
	}
	return have / ideal
}

// moved are the texts of the sample whose addresses are not their paths.
var moved = map[string]string{"guong-sang/sang-kien-khuon-xoay-84016": "guong-sang/sang-kien-khuon-xoay"}

// pathOf returns the path in the content folder of a text of the sample. Only
// nghien-cuu-trao-doi has years in its addresses.
func pathOf(url string) string {
	path := strings.Trim(url, "/")
	if rest, ok := strings.CutPrefix(path, "nghien-cuu-trao-doi/"); ok {
		path = "nghien-cuu-trao-doi/" + filepath.Base(rest)
	}
	return cmp.Or(moved[path], path)
}
