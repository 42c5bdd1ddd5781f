package metadata_test

import (
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/metadata"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

// TestNoteNamesWhatHeadReads changes one value of a site after another. The metadata
// of a page may change only with the page itself or with a fact that was noted.
func TestNoteNamesWhatHeadReads(t *testing.T) {
	archive, err := txtar.ParseFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	base := sitetest.Read(t, archive)
	before := allTold(base)
	changed, kept := 0, 0
	for name, s := range sitetest.Edits(t, archive) {
		for url, now := range allTold(s) {
			was, both := before[url]
			if !both {
				continue
			}
			same, again := was.same(s, now.hash), now.same(base, was.hash)
			switch differ := was.head != now.head; {
			case differ && same:
				t.Errorf("%s: %s differs and nothing told of it:\n%s\n%s", name, url, was.head, now.head)
			case differ && again:
				t.Errorf("back from %s: %s differs and nothing told of it:\n%s\n%s", name, url, now.head, was.head)
			case differ:
				changed++
			case same && again:
				kept++
			}
		}
	}
	if changed < 500 || kept < 5000 {
		t.Errorf("metadata changed %d times, and were kept %d times: the edits do not reach them", changed, kept)
	}
}

// told is the metadata of a page with what it was made from.
type told struct {
	head  string
	hash  uint64 // of the page itself
	noted sitetest.Noted
}

// allTold returns the metadata of all pages, by URL.
func allTold(s *site.Site) map[string]told {
	trace := site.NewTrace(s)
	all := map[string]told{}
	for v := range s.Views() {
		trace.Begin()
		metadata.Note(v, trace)
		all[v.URL] = told{head(v), v.Hash(), sitetest.NotedIn(s, trace)}
	}
	return all
}

// same reports whether a page of another site would be taken for the one that is
// known.
func (p told) same(other *site.Site, hash uint64) bool {
	return p.hash == hash && p.noted.HoldIn(other)
}
