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
	Loc     string // absolute
	LastMod time.Time
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
		outputs = append(outputs, output(name, site.KindSitemap, site.InputOf(part), func(b *bytes.Buffer) { writePlaces(b, "urlset", "url", part) }))
	}
	outputs = append(outputs, output(sitemapIndex, site.KindSitemap, site.InputOf(parts), func(b *bytes.Buffer) { writePlaces(b, "sitemapindex", "sitemap", parts) }))
	if news := recent(s); len(news) > 0 {
		outputs = append(outputs, site.Output{
			Path: newsSitemap,
			Kind: site.KindSitemap,
			Render: func(b *bytes.Buffer, t *site.Trace) error {
				for _, a := range news {
					t.Own(a)
				}
				writeNews(b, s, news)
				return nil
			},
			Input: site.InputOf(news),
		})
	}
	return outputs
}

// cut returns the places that fit into one sitemap, at least one, and the rest.
func cut(places []place, limit, room int) (part, rest []place) {
	const entry = len("<url><loc></loc><lastmod>2006-01-02T15:04:05+07:00</lastmod></url>\n")
	const frame = 200
	n, size := 0, frame
	for n < len(places) && n < limit {
		size += entry + markup.Len(places[n].Loc, markup.XML)
		if n > 0 && size > room {
			break
		}
		n++
	}
	return places[:n], places[n:]
}

func latest(places []place) (last time.Time) {
	for _, p := range places {
		if p.LastMod.After(last) {
			last = p.LastMod
		}
	}
	return last
}

func writePlaces(b *bytes.Buffer, root, entry string, places []place) {
	b.WriteString(xmlHead + "<" + root + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, p := range places {
		open(b, entry)
		element(b, "loc", p.Loc)
		if !p.LastMod.IsZero() {
			dateElement(b, "lastmod", p.LastMod, time.RFC3339)
		}
		end(b, entry)
		b.WriteByte('\n')
	}
	end(b, root)
	b.WriteByte('\n')
}
