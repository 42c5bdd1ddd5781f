package feed_test

import (
	"fmt"
	"strings"
	"testing"

	"guong/generator/feed"
)

// TestLimits holds numbers at which something changes, each at the last that is
// within and the first that is beyond.
func TestLimits(t *testing.T) {
	const head = "-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/\"\n"
	for stories, want := range map[int]int{19: 19, 20: 20, 21: 20} {
		var archive strings.Builder
		for i := range stories {
			fmt.Fprintf(&archive, "-- content/tin/%d.md --\n+++\ntitle = \"T\"\ndate = 2026-01-01\n+++\n", i)
		}
		if got := strings.Count(rendered(t, head+archive.String())["rss.xml"], "<item>"); got != want {
			t.Errorf("%d stories: the feed has %d, want %d", stories, got, want)
		}
	}
	// A page's address has "https://x.example/" (18), folders and slashes.
	for length, want := range map[int]bool{feed.MaxLoc: true, feed.MaxLoc + 1: false} {
		last := length - 18 - 8*251 - 1
		folders := strings.Repeat(strings.Repeat("a", 250)+"/", 8)
		archive := "-- content/" + folders + strings.Repeat("b", last) + ".md --\n+++\ntitle = \"T\"\ndate = 2026-01-01\n+++\n"
		out := files(t, feed.Sitemaps(siteOf(t, head+archive), 100))
		found := false
		for _, text := range out {
			found = found || strings.Contains(text, "/"+strings.Repeat("b", last)+"/</loc>")
		}
		if found != want {
			t.Errorf("an address of %d bytes is in a sitemap: %v", length, found)
		}
	}
}
