package feed

import (
	"bytes"
	"cmp"
	"time"

	"guong/generator/site"
)

// writeJSONFeed writes a JSON Feed, version 1.1 (jsonfeed.org/version/1.1).
func writeJSONFeed(b *bytes.Buffer, c *channel, self string) {
	b.WriteString(`{"version":"https://jsonfeed.org/version/1.1"`)
	member(b, "title", c.title)
	member(b, "home_page_url", c.site.Absolute(c.page))
	member(b, "feed_url", self)
	member(b, "description", c.description)
	member(b, "language", c.site.Language)
	if logo := c.site.Logo; logo != nil {
		member(b, "icon", c.address(logo.URL))
	}
	b.WriteString(`,"authors":[`)
	jsonAuthor(b, c.publisher, c.site.BaseURL)
	b.WriteString(`],"items":[`)
	for i, a := range c.stories {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		c.writeJSONItem(b, a)
	}
	b.WriteString("]}\n")
}

func (c *channel) writeJSONItem(b *bytes.Buffer, a *site.Article) {
	b.WriteString(`{"id":`)
	text(b, c.id(a))
	member(b, "url", a.Permalink())
	member(b, "title", a.Title)
	if a.Language != c.site.Language {
		member(b, "language", a.Language)
	}
	if c.full {
		member(b, "content_html", c.lead(a), a.FullBody())
	} else {
		member(b, "content_text", cmp.Or(a.Summary, a.Title)) // one of the two there must be
	}
	if a.Summary != "" {
		member(b, "summary", a.Summary)
	}
	if a.Image != nil {
		member(b, "image", c.address(a.Image.URL))
	}
	dateMember(b, "date_published", a.Date)
	dateMember(b, "date_modified", a.Modified())
	for i, author := range a.Authors {
		if i == 0 {
			b.WriteString(`,"authors":[`)
		} else {
			b.WriteByte(',')
		}
		jsonAuthor(b, author.Title, author.Permalink())
	}
	if len(a.Authors) > 0 {
		b.WriteByte(']')
	}
	separator := `,"tags":[`
	for _, terms := range a.Terms {
		for _, term := range terms.Terms {
			b.WriteString(separator)
			text(b, term.Title)
			separator = ","
		}
	}
	if separator == "," {
		b.WriteByte(']')
	}
	b.WriteByte('}')
}

func jsonAuthor(b *bytes.Buffer, name, url string) {
	b.WriteString(`{"name":`)
	text(b, name)
	member(b, "url", url)
	b.WriteByte('}')
}

// member writes a member of an object, after another, whose value is the parts
// one after the other.
func member(b *bytes.Buffer, name string, parts ...string) {
	b.WriteString(`,"`)
	b.WriteString(name)
	b.WriteString(`":`)
	text(b, parts...)
}

func dateMember(b *bytes.Buffer, name string, t time.Time) {
	b.WriteString(`,"`)
	b.WriteString(name)
	b.WriteString(`":"`)
	b.Write(t.AppendFormat(b.AvailableBuffer(), time.RFC3339))
	b.WriteByte('"')
}

// text writes the parts as one JSON string (RFC 8259, section 7).
func text(b *bytes.Buffer, parts ...string) {
	const hex = "0123456789abcdef"
	b.WriteByte('"')
	for _, s := range parts {
		from := 0
		for i := nextSpecial(s, 0); i < len(s); i = nextSpecial(s, i+1) {
			b.WriteString(s[from:i])
			switch c := s[i]; c {
			case '"', '\\':
				b.WriteByte('\\')
				b.WriteByte(c)
			case '\n':
				b.WriteString(`\n`)
			default:
				b.WriteString(`\u00`)
				b.WriteByte(hex[c>>4])
				b.WriteByte(hex[c&15])
			}
			from = i + 1
		}
		b.WriteString(s[from:])
	}
	b.WriteByte('"')
}
