package site_test

import (
	"testing"

	"guong/generator/site"
)

func TestMediaType(t *testing.T) {
	for name, want := range map[string]string{
		"index.html": "text/html; charset=utf-8", "tin/a/index.html": "text/html; charset=utf-8", "sitemap.xml": "application/xml",
		"rss.xml": "application/rss+xml", "tin/atom.xml": "application/atom+xml", "feed.json": "application/feed+json", "a/tin-rss.xml": "application/xml",
		"search/manifest.json": "application/json", "search/0/cards.bin": "application/octet-stream", "ẢNH.JPG": "image/jpeg", "a.woff2": "font/woff2",
		"_headers": "", "a.khong-biet": "", "html": "", "": "",
	} {
		if got := site.MediaType(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestInputOf: other values, other inputs; where one ends and the next begins counts.
func TestInputOf(t *testing.T) {
	s := read(t, factSite)
	met := map[uint64][]any{}
	for _, values := range [][]any{
		{}, {""}, {"", ""}, {"a"}, {"ab"}, {"a", "b"}, {"b", "a"}, {uint64(1)}, {uint64(1), uint64(2)}, {1.5}, {[]string{"a", "b"}}, {[]string{"ab"}},
		{s.Articles}, {s.Articles[:1]}, {s.Articles[1:]}, {s.Articles[:1], s.Articles[1:]}, {[]*site.Article{s.Articles[1], s.Articles[0]}},
	} {
		input := site.InputOf(values...)
		if other, twice := met[input]; twice || input == 0 {
			t.Errorf("%v and %v have the input %x", values, other, input)
		}
		met[input] = values
		if site.InputOf(values...) != input {
			t.Errorf("%v has two inputs", values)
		}
	}
	if again := read(t, factSite); site.InputOf(again.Articles) != site.InputOf(s.Articles) {
		t.Error("the same stories of another snapshot have another input")
	}
	// What is too much to gather at once counts to its end.
	long := make([]byte, 1<<20)
	before := site.InputOf(string(long))
	long[len(long)-1] = 1
	many := make([]uint64, 10_000)
	first := site.InputOf(many)
	many[0] = 1
	if site.InputOf(string(long)) == before || site.InputOf(many) == first {
		t.Error("a change in much is not seen")
	}
}
