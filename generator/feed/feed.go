// Package feed writes what machines read of a site besides its pages: feeds,
// sitemaps, robots.txt, and tables of redirects and headers for web servers.
//
// Every list of stories (the site, each section, each term) is a channel with
// three feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. They hold the full
// text of the newest stories, as plain readers show it: corrections first, then
// sapo, picture and body. Every address in them is absolute. The id of a story is
// a tag URI of its day and file, so that it stays when its address or title
// changes.
//
// sitemap.xml is an index of sitemap-1.xml, sitemap-2.xml…, which list all pages
// that search engines may take. sitemap-news.xml lists the stories of the last
// two days, and is there only if there are any. robots.txt names the two; crawlers
// look for it at the root of a host only, so a site that lies below one has to
// hand its lines to the host. A robots.txt among the site's own files goes before.
//
// A site that has former addresses gets two tables of them: _redirects, as Netlify
// and Cloudflare Pages read it, and nginx-redirects.map, for
//
//	map $uri $moved { include nginx-redirects.map; }
//	server { if ($moved) { return 301 $moved; } … }
//
// with map_hash_bucket_size 256 or more for long addresses. Without former
// addresses there is neither: an empty table would only ask to be installed.
//
// Which headers answers should have stands in two tables for the same servers, beside
// those of redirects because they are installed together: _headers, and
// nginx-headers.conf for
//
//	server { include nginx-headers.conf; … }
//
// and for every location there that has an add_header of its own. They let scripts of
// other sites read the search index and nothing else, tell what may be kept and for how
// long, and forbid pages to run or to load what is not of the site.
//
// No output depends on a clock; the news sitemap depends on the moment that the
// snapshot was made for. Texts of a site are valid UTF-8 (packages config and
// content refuse others); characters that XML cannot contain are left out.
//
// Everything is a [site.Output], safe for concurrent use.
package feed

import (
	"bytes"

	"guong/generator/site"
)

// Outputs returns the feeds, sitemaps, robots.txt and tables of redirects of a
// site, always in the same order.
func Outputs(s *site.Site) []site.Output {
	channels := channelsOf(s)
	outputs := make([]site.Output, 0, len(channels)*len(formats)+8)
	for i := range channels {
		for _, format := range formats {
			page := channels[i].page + format.name
			outputs = append(outputs, output(s.OutputPath(page), func(b *bytes.Buffer) {
				format.write(b, &channels[i], s.Absolute(page))
			}))
		}
	}
	pages := survey(s)
	outputs = append(outputs, sitemaps(s, pages.places, maxURLs)...)
	outputs = append(outputs, robots(s)...)
	return append(outputs, redirects(pages.moves)...)
}

// formats are the three forms of a feed. Self is the feed's own address.
var formats = []struct {
	name  string
	write func(b *bytes.Buffer, c *channel, self string)
}{
	{site.RSSName, writeRSS},
	{site.AtomName, writeAtom},
	{site.JSONFeedName, writeJSONFeed},
}

func output(path string, write func(*bytes.Buffer)) site.Output {
	return site.Output{Path: path, Render: func(b *bytes.Buffer) error { write(b); return nil }}
}

// pages are what sitemaps and tables of redirects tell of a site's pages.
type pages struct {
	places []place
	moves  []move
}

// survey looks at every page of the site, once. An address that is too long for
// sitemaps is left out of them.
func survey(s *site.Site) (p pages) {
	for v := range s.Views() {
		switch {
		case v.Layout == site.LayoutRedirect:
			p.moves = append(p.moves, move{v.URL, v.Target})
		case !v.NoIndex && v.Canonical == s.Absolute(v.URL) && len(v.Canonical) <= maxLoc:
			p.places = append(p.places, place{v.Canonical, v.Modified})
		}
	}
	return p
}
