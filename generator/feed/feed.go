// Package feed writes what machines read of a site besides its pages: feeds,
// sitemaps, robots.txt, and tables of redirects and headers for web servers.
//
// Every list of stories (the site, each section, each term of some stories) is a
// channel with three feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. Those of the
// site and of sections hold the full text of the newest stories, as plain readers show
// it: corrections first, then sapo, picture and body. Those of terms hold what lists
// say of a story, and lead to it: the same text stands in the feed of its section.
// Every address in them is absolute. The id of a story is a tag URI of its day and
// file, so that it stays when its address or title changes.
//
// sitemap.xml is an index of sitemap-1.xml, sitemap-2.xml…, which list all pages
// that search engines may take. sitemap-news.xml lists the stories of the last
// two days, and is there only if there are any. robots.txt names the two; crawlers
// look for it at the root of a host only, so a site that lies below one has to
// hand its lines to the host. A robots.txt among the site's own files goes before.
//
// Hosts read two tables at the root of a site: _redirects (Netlify, Cloudflare Pages,
// GitLab Pages) leads on from former addresses, and is there only if there are any;
// _headers (the first two) says which headers answers should have.
//
// Servers of one's own include tables that [Tables] makes. They are for nginx
//
//	map $uri $moved { include nginx-redirects.map; }
//	map $uri?$args $asked { include nginx-queries.map; }
//	server {
//		if ($asked) { return 301 $asked; }
//		if ($moved) { return 301 $moved; }
//		include nginx-headers.conf;
//		…
//	}
//
// with map_hash_bucket_size 256 or more for long addresses, and nginx-headers.conf again
// in every location that has an add_header of its own; and for Caddy
//
//	tdkt.example {
//		root * /srv/www
//		import guong.caddy
//		file_server
//	}
//
// nginx-queries.map has the former addresses with a query (/index.php?id=5), which no
// host can lead on from. The headers let scripts of other sites read the search index and
// nothing else, tell what may be kept and for how long, and forbid pages to run or to load
// what is not of the site. Servers answer 404 for all tables and for the state of Gương.
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
// site whose pages were surveyed, always in the same order.
func Outputs(s *site.Site, pages *Survey) []site.Output {
	channels := channelsOf(s)
	outputs := make([]site.Output, 0, len(channels)*len(formats)+8)
	for i := range channels {
		c := &channels[i]
		input := c.input()
		for _, format := range formats {
			page := c.page + format.name
			outputs = append(outputs, site.Output{
				Path: s.OutputPath(page),
				Kind: site.KindFeed,
				Render: func(b *bytes.Buffer, t *site.Trace) error {
					c.note(t)
					format.write(b, c, s.Absolute(page))
					return nil
				},
				Input: input,
			})
		}
	}
	outputs = append(outputs, sitemaps(s, pages.places, maxURLs)...)
	outputs = append(outputs, robots(s)...)
	return append(outputs, redirects(s)...)
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

// output returns an output that reads no facts but those of the site itself, and
// besides what input tells.
func output(path string, kind site.Kind, input uint64, write func(*bytes.Buffer)) site.Output {
	return site.Output{Path: path, Kind: kind, Input: input, Render: func(b *bytes.Buffer, _ *site.Trace) error { write(b); return nil }}
}
