package feed

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"guong/generator/site"
)

// deployName is the table that a deployment reads: what it cannot know of files from
// their bytes. It lies beside the site.
const deployName = "deploy.json"

// deployVersion is that of the form of the table.
const deployVersion = 1

// deployTable is the form of the table. Paths are those of files, from the root of the
// site; addresses are as they stand in links.
type deployTable struct {
	Version    int             `json:"version"`
	BaseURL    string          `json:"baseURL"`
	Generator  string          `json:"generator"`            // the program that made the site
	NoIndex    bool            `json:"noindex,omitempty"`    // search engines are asked to leave all of it out
	NextChange string          `json:"nextChange,omitempty"` // RFC 3339; when another build would differ
	Headers    []deployHeader  `json:"headers"`              // of all answers
	Caching    []deployCaching `json:"caching"`              // the first that matches a path holds
	Redirects  []deployMove    `json:"redirects"`            // pages at former addresses
	Stories    []string        `json:"stories"`              // pages of texts, those about honorees and terms too
	Removed    []string        `json:"removed"`              // pages that say that a story was taken down
}

type deployHeader struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// deployCaching is the value of Cache-Control of the paths that match a pattern
// (package regexp), which covers them from end to end.
type deployCaching struct {
	Pattern string `json:"pattern"`
	Value   string `json:"value"`
}

type deployMove struct {
	Path string `json:"path"`
	To   string `json:"to"`
}

// What stores without an opinion of their own say of files that no rule is about.
// Without any value browsers would keep them for a tenth of their age: a correction of
// an old story would be seen days later.
const (
	feedsKept = "public, max-age=300"
	pagesKept = "public, max-age=60"
)

// feedForm is the form of the paths of feeds and sitemaps.
const feedForm = `(.*/)?(rss\.xml|atom\.xml|feed\.json|sitemap[^/]*\.xml|robots\.txt)`

func writeDeploy(b *bytes.Buffer, s *site.Site, program string, onAll []header, rules []rule, pages *Survey) {
	t := deployTable{
		Version: deployVersion, BaseURL: s.BaseURL, Generator: program, NoIndex: site.NoIndexOf(s),
		Headers: []deployHeader{}, Caching: deployCachings(rules), Redirects: []deployMove{},
		Stories: paths(s, pages.stories), Removed: paths(s, pages.removed),
	}
	if !s.NextChange.IsZero() {
		t.NextChange = s.NextChange.UTC().Format(time.RFC3339)
	}
	for _, h := range onAll {
		t.Headers = append(t.Headers, deployHeader{h.name, h.value})
	}
	for _, m := range pages.moved {
		t.Redirects = append(t.Redirects, deployMove{s.OutputPath(m.from), m.to})
	}
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(t) // a buffer takes all, and everything in the table can be encoded
}

// deployCachings returns the caching of all paths. The forms of the rules come in the
// opposite order: there a later one goes before.
func deployCachings(rules []rule) []deployCaching {
	list := []deployCaching{}
	for _, f := range slices.Backward(forms(rules)) {
		pattern := "^" + f.pattern
		if !strings.HasSuffix(pattern, "$") {
			pattern += ".*$"
		}
		list = append(list, deployCaching{pattern, f.caching.Header()})
	}
	return append(list, deployCaching{"^" + feedForm + "$", feedsKept}, deployCaching{"^.*$", pagesKept})
}

// paths returns the paths of the files at addresses, sorted.
func paths(s *site.Site, urls []string) []string {
	list := make([]string, len(urls))
	for i, url := range urls {
		list[i] = s.OutputPath(url)
	}
	slices.Sort(list)
	return list
}
