package theme_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"guong/generator/feed"
	"guong/generator/site"
)

// TestHeads: every page of the built-in theme that search engines may take tells
// machines what it is, and leads to feeds that exist; the others do neither.
func TestHeads(t *testing.T) {
	look := builtin(t)
	s := read(t, manyStories(3))
	feeds := map[string]bool{}
	for _, o := range feed.Outputs(s, feed.SurveyOf(s)) {
		feeds[o.Path] = true
	}
	for v := range s.Views() {
		var page bytes.Buffer
		if err := look.Render(context.Background(), &page, v); err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(page.String(), "</head>")
		for _, want := range []string{`<script type="application/ld+json">`, `property="og:title"`, `name="DC.title"`, `type="application/rss+xml"`, `type="application/atom+xml"`, `type="application/feed+json"`} {
			if strings.Contains(head, want) == v.NoIndex {
				t.Errorf("%s: %s: %v", v.URL, want, v.NoIndex)
			}
		}
		for _, name := range []string{site.RSSName, site.AtomName, site.JSONFeedName} {
			if path := s.OutputPath(v.Feed + name); !feeds[path] {
				t.Errorf("%s: there is no feed %s", v.URL, path)
			} else if strings.Contains(head, `href="`+v.Feed+name+`"`) == v.NoIndex {
				t.Errorf("%s: no link to %s", v.URL, path)
			}
		}
		if v.Layout == site.LayoutSearch && !strings.Contains(head, `<meta property="og:title" content="`+look.Text("search.title")+`">`) {
			t.Errorf("%s: the title is not that of the theme: %s", v.URL, head)
		}
	}
}
