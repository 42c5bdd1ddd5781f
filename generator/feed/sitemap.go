package feed

import (
	"bytes"
	"strconv"
	"time"

	"guong/generator/markup"
	"guong/generator/site"
)

// Limits of a sitemap (sitemaps.org/protocol.html): how many addresses it holds,
// its bytes, and the bytes of an address.
const (
	maxURLs  = 50_000
	maxBytes = 50 << 20
	maxLoc   = 2047
)

// sitemapIndex is the name of the list of sitemaps.
const sitemapIndex = "sitemap.xml"

// place is one entry of a sitemap, or of the index of sitemaps.
type place struct {
	loc     string // absolute
	lastmod time.Time
}

// sitemaps returns the index and its parts of at most limit addresses, and the
// sitemap of news if there is any.
func sitemaps(s *site.Site, places []place, limit int) []site.Output {
	var outputs []site.Output
	var parts []place
	for len(places) > 0 {
		part, rest := cut(places, limit, maxBytes)
		places = rest
		name := "sitemap-" + strconv.Itoa(len(parts)+1) + ".xml"
		parts = append(parts, place{s.BaseURL + name, latest(part)})
		outputs = append(outputs, output(name, func(b *bytes.Buffer) { writePlaces(b, "urlset", "url", part) }))
	}
	outputs = append(outputs, output(sitemapIndex, func(b *bytes.Buffer) { writePlaces(b, "sitemapindex", "sitemap", parts) }))
	if news := recent(s); len(news) > 0 {
		outputs = append(outputs, output(newsSitemap, func(b *bytes.Buffer) { writeNews(b, s, news) }))
	}
	return outputs
}

// cut returns the places that fit into one sitemap, at least one, and the rest.
func cut(places []place, limit, room int) (part, rest []place) {
	const entry = len("<url><loc></loc><lastmod>2006-01-02T15:04:05+07:00</lastmod></url>\n")
	const frame = 200
	n, size := 0, frame
	for n < len(places) && n < limit {
		size += entry + markup.Len(places[n].loc, markup.XML)
		if n > 0 && size > room {
			break
		}
		n++
	}
	return places[:n], places[n:]
}

func latest(places []place) (last time.Time) {
	for _, p := range places {
		if p.lastmod.After(last) {
			last = p.lastmod
		}
	}
	return last
}

func writePlaces(b *bytes.Buffer, root, entry string, places []place) {
	b.WriteString(xmlHead + "<" + root + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, p := range places {
		open(b, entry)
		element(b, "loc", p.loc)
		if !p.lastmod.IsZero() {
			dateElement(b, "lastmod", p.lastmod, time.RFC3339)
		}
		end(b, entry)
		b.WriteByte('\n')
	}
	end(b, root)
	b.WriteByte('\n')
}
