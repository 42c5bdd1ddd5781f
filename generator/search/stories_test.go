package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// HeadSize is how many postings of a list stand in its shard.
const HeadSize = headSize

// Written returns the index of documents as the files of a site.
func Written(tb testing.TB, o Options, docs []Document) fstest.MapFS {
	tb.Helper()
	files, err := Write(context.Background(), o, docs)
	if err != nil {
		tb.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// Opened opens the index of a site.
func Opened(tb testing.TB, fsys fstest.MapFS) *Index {
	tb.Helper()
	x, err := Open(fsys)
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// seedPhrases are runs of four words of the seed article.
var seedPhrases = sync.OnceValue(func() (phrases []string) {
	raw, err := os.ReadFile("../../content/phong-trao/hai-phong-doi-moi-thi-dua/index.md")
	if err != nil {
		panic(err)
	}
	_, body, _ := strings.Cut(string(raw), "\n## ")
	words := strings.Fields(body)
	for i := 0; i+4 <= len(words); i += 3 {
		phrases = append(phrases, strings.Join(words[i:i+4], " "))
	}
	return phrases
})

// Localities are the values of the facet of [Stories].
var Localities = []string{"Hải Phòng", "Nghệ An", "Đắk Lắk", "Hà Nội", "Cà Mau"}

// StoryFacets are the facets of [Stories].
var StoryFacets = []Facet{{Key: "localities", Title: "Tỉnh, thành phố"}}

// Stories makes n stories of about so many phrases each, an hour after another. A
// story is the same whatever n is.
func Stories(n, phrases int) []Document {
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = Story(i, phrases)
	}
	return docs
}

// Story makes story number i of [Stories]. Each has "điển hình tiên tiến" in its body.
func Story(i, phrases int) Document {
	random := rand.New(rand.NewPCG(uint64(i), 1))
	some := func(n int, between string) string {
		picked := make([]string, n)
		for k := range picked {
			all := seedPhrases()
			picked[k] = all[min(random.IntN(len(all)), random.IntN(len(all)))]
		}
		return strings.Join(picked, between)
	}
	body := some(phrases, ". ") + ".\nVề điển hình tiên tiến số " + fmt.Sprint(i) + "."
	return Document{
		URL: fmt.Sprintf("/tin-tuc/%d/", i), Title: some(2, " "), Summary: some(5, ", ") + ".", Section: "Tin tức",
		Date:   time.Date(2019, 5, 1, 8, 0, 0, 0, time.FixedZone("", 7*3600)).Add(time.Duration(i) * 7 * time.Hour),
		Names:  []string{Localities[i%len(Localities)]},
		Facets: [][]string{{Localities[i%len(Localities)]}},
		Length: len(strings.Fields(body)),
		Body:   func(dst []byte) []byte { return append(dst, body...) },
	}
}
