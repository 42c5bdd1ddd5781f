package feed_test

import (
	"strings"
	"testing"
)

// TestStoriesInOtherLanguages: what is written in another language than the site's says
// so in every feed, and nothing else does.
func TestStoriesInOtherLanguages(t *testing.T) {
	const own, other = "Tin nhà", "A village school"
	out := rendered(t, "-- content/tin/a.md --\n+++\ntitle = \""+own+"\"\ndate = 2026-11-22T08:00:00+07:00\n+++\n\nBài.\n"+
		"-- content/tin/b.md --\n+++\ntitle = \""+other+"\"\ndate = 2026-11-22T09:00:00+07:00\nlanguage = \"en\"\n+++\n\nText.\n")
	for name, c := range map[string]struct{ begin, mark string }{
		"atom.xml":         {"<entry", `<entry xml:lang="en">`},
		"rss.xml":          {"<item>", "<dc:language>en</dc:language>"},
		"feed.json":        {`{"id":`, `"language":"en"`},
		"sitemap-news.xml": {"<url>", "<news:language>en</news:language>"},
	} {
		parts := strings.Split(out[name], c.begin)
		if len(parts) != 3 {
			t.Errorf("%s has %d stories: %s", name, len(parts)-1, out[name])
			continue
		}
		for _, part := range parts[1:] {
			if part = c.begin + part; strings.Contains(part, c.mark) != strings.Contains(part, other) {
				t.Errorf("%s: %s", name, part)
			}
		}
	}
}
