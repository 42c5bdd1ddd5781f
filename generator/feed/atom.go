package feed

import (
	"bytes"
	"time"

	"guong/generator/site"
)

// beginning is when a feed without stories was updated: Atom wants a time, and
// there is none.
var beginning = time.Unix(0, 0).UTC()

// writeAtom writes an Atom feed (RFC 4287).
func writeAtom(b *bytes.Buffer, c *channel, self string) {
	b.WriteString(xmlHead + `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"`)
	attribute(b, "xml:lang", c.site.Language)
	b.WriteString(">")
	element(b, "title", c.title)
	page := c.site.Absolute(c.page)
	element(b, "id", page)
	updated := c.updated()
	if updated.IsZero() {
		updated = beginning
	}
	dateElement(b, "updated", updated, time.RFC3339)
	element(b, "subtitle", c.description)
	atomLink(b, "alternate", "text/html", page)
	atomLink(b, "self", "application/atom+xml", self)
	if logo := c.site.Logo; logo != nil {
		element(b, "icon", c.address(logo.URL))
	}
	person(b, c.publisher, c.site.BaseURL)
	b.WriteString("\n")
	for _, a := range c.stories {
		c.writeEntry(b, a)
	}
	b.WriteString("</feed>\n")
}

func (c *channel) writeEntry(b *bytes.Buffer, a *site.Article) {
	b.WriteString("<entry")
	if a.Language != c.site.Language {
		attribute(b, "xml:lang", a.Language)
	}
	b.WriteString(">")
	element(b, "title", a.Title)
	element(b, "id", c.id(a))
	atomLink(b, "alternate", "text/html", a.Permalink())
	if a.Source.URL != "" {
		atomLink(b, "via", "text/html", c.address(a.Source.URL))
	}
	dateElement(b, "published", a.Date, time.RFC3339)
	dateElement(b, "updated", a.Modified(), time.RFC3339)
	for _, author := range a.Authors {
		person(b, author.Title, author.Permalink())
	}
	for _, terms := range a.Terms {
		for _, term := range terms.Terms {
			b.WriteString("<category")
			attribute(b, "term", term.Slug)
			attribute(b, "scheme", terms.Taxonomy.Permalink())
			attribute(b, "label", term.Title)
			b.WriteString("/>")
		}
	}
	optional(b, "summary", a.Summary)
	c.media(b, a.Image)
	if c.full {
		b.WriteString(`<content type="html">`)
		cdata(b, c.lead(a), a.FullBody())
		b.WriteString("</content>")
	}
	b.WriteString("</entry>\n")
}

func person(b *bytes.Buffer, name, uri string) {
	b.WriteString("<author>")
	element(b, "name", name)
	element(b, "uri", uri)
	b.WriteString("</author>")
}

func atomLink(b *bytes.Buffer, rel, kind, href string) {
	b.WriteString("<link")
	attribute(b, "rel", rel)
	attribute(b, "type", kind)
	attribute(b, "href", href)
	b.WriteString("/>")
}
