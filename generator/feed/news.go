package feed

import (
	"bytes"
	"time"

	"guong/generator/site"
)

// Limits of a sitemap of news (Google Search Central, "Create a News sitemap").
const (
	maxNews = 1000
	newsAge = 48 * time.Hour
)

// newsSitemap is the name of the sitemap of news.
const newsSitemap = "sitemap-news.xml"

// recent returns the stories of the last two days before the snapshot's moment
// that were published here first.
func recent(s *site.Site) (news []*site.Article) {
	for _, a := range s.Articles { // newest first
		age := s.Now.Sub(a.Date)
		if age > newsAge || len(news) == maxNews {
			break
		}
		if age >= 0 && a.Source.URL == "" {
			news = append(news, a)
		}
	}
	return news
}

// writeNews writes a sitemap of news (google.com/schemas/sitemap-news/0.9).
func writeNews(b *bytes.Buffer, s *site.Site, news []*site.Article) {
	b.WriteString(xmlHead + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` + "\n")
	for _, a := range news {
		b.WriteString("<url>")
		element(b, "loc", a.Permalink())
		b.WriteString("<news:news><news:publication>")
		element(b, "news:name", s.Title)
		element(b, "news:language", a.Language)
		b.WriteString("</news:publication>")
		dateElement(b, "news:publication_date", a.Date, time.RFC3339)
		element(b, "news:title", a.Title)
		b.WriteString("</news:news></url>\n")
	}
	b.WriteString("</urlset>\n")
}
