package feed

import (
	"bytes"

	"guong/generator/markup"
	"guong/generator/site"
)

// Sitemaps is what Outputs makes of sitemaps with limit addresses in each.
func Sitemaps(s *site.Site, limit int) []site.Output {
	return sitemaps(s, SurveyOf(s).places, limit)
}

// MaxLoc is how long an address in a sitemap may be.
const MaxLoc = maxLoc

// WriteJSONText and WriteCDATA are what JSONText and CDATA call.
var (
	WriteJSONText = text
	WriteCDATA    = cdata
)

// JSONText, XMLText and CDATA return text as the outputs have it.
func JSONText(s string) string     { return written(func(b *bytes.Buffer) { text(b, s) }) }
func XMLText(s string) string      { return written(func(b *bytes.Buffer) { escape(b, s) }) }
func CDATA(parts ...string) string { return written(func(b *bytes.Buffer) { cdata(b, parts...) }) }
func XMLTextLen(s string) int      { return markup.Len(s, markup.XML) }
func written(w func(*bytes.Buffer)) string {
	var b bytes.Buffer
	w(&b)
	return b.String()
}

// SitemapWithin writes the first sitemap of at most room bytes, and returns how
// many of the addresses it holds.
func SitemapWithin(room int, locs []string) (text string, n int) {
	var places []place
	for _, loc := range locs {
		places = append(places, place{Loc: loc, LastMod: beginning})
	}
	part, _ := cut(places, maxURLs, room)
	return written(func(b *bytes.Buffer) { writePlaces(b, "urlset", "url", part) }), len(part)
}
