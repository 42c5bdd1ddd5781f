package feed

import (
	"bytes"
	"strings"
	"time"

	"guong/generator/site"
)

// writeRSS writes an RSS 2.0 feed (rssboard.org/rss-specification, and the
// board's Best Practices Profile) with the modules content, dc, media and
// atom:link.
func writeRSS(b *bytes.Buffer, c *channel, self string) {
	b.WriteString(xmlHead + `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>`)
	element(b, "title", c.title)
	element(b, "link", c.site.Absolute(c.page))
	element(b, "description", c.description)
	element(b, "language", c.site.Language)
	if last := c.updated(); !last.IsZero() {
		dateElement(b, "lastBuildDate", last, time.RFC1123Z)
	}
	b.WriteString(`<atom:link rel="self" type="application/rss+xml"`)
	attribute(b, "href", self)
	b.WriteString("/>\n")
	for _, a := range c.stories {
		c.writeItem(b, a)
	}
	b.WriteString("</channel></rss>\n")
}

func (c *channel) writeItem(b *bytes.Buffer, a *site.Article) {
	b.WriteString("<item>")
	element(b, "title", a.Title)
	element(b, "link", a.Permalink())
	b.WriteString(`<guid isPermaLink="false">`)
	escape(b, c.id(a))
	b.WriteString("</guid>")
	dateElement(b, "pubDate", a.Date, time.RFC1123Z)
	for _, author := range a.Authors {
		element(b, "dc:creator", author.Title)
	}
	if a.Language != c.site.Language {
		element(b, "dc:language", a.Language)
	}
	for _, terms := range a.Terms {
		for _, term := range terms.Terms {
			b.WriteString("<category")
			attribute(b, "domain", terms.Taxonomy.Permalink())
			b.WriteString(">")
			escape(b, term.Title)
			b.WriteString("</category>")
		}
	}
	element(b, "description", asHTML(a.Summary))
	c.media(b, a.Image)
	if c.full {
		b.WriteString("<content:encoded>")
		cdata(b, c.lead(a), a.FullBody())
		b.WriteString("</content:encoded>")
	}
	b.WriteString("</item>\n")
}

// asHTML returns a plain text as the HTML that RSS takes descriptions for.
func asHTML(text string) string {
	if !strings.ContainsAny(text, "&<") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "&", "&amp;"), "<", "&lt;")
}

// media writes a story's picture, if any, for readers with a view of pictures
// (rssboard.org/media-rss). RSS's own enclosure wants the length of the file,
// which is not known of a picture of another site.
func (c *channel) media(b *bytes.Buffer, i *site.Image) {
	if i == nil {
		return
	}
	b.WriteString(`<media:content medium="image"`)
	attribute(b, "url", c.address(i.URL))
	if width, height := i.Width(), i.Height(); width > 0 && height > 0 {
		numberAttribute(b, "width", width)
		numberAttribute(b, "height", height)
	}
	b.WriteString(">")
	optional(b, "media:description", i.Alt)
	optional(b, "media:credit", i.Credit)
	b.WriteString("</media:content>")
}
