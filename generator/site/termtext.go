package site

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"guong/generator/address"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Body returns the term's own text as HTML: of content/phong-trao-thi-dua for a
// movement.
func (t *Term) Body() template.HTML {
	if t.text == nil {
		return ""
	}
	return t.text.Body()
}

// description returns the first sentences of the term's own text, if it has one.
func (t *Term) description() string {
	if t.text == nil {
		return ""
	}
	return t.text.Summary
}

// readTermTexts gives the texts in the folders of taxonomies to the terms whose
// addresses their files are named after.
func (b *builder) readTermTexts() {
	for _, e := range b.Entries {
		if e.Kind != content.TermText || b.hides(e.Article) {
			continue
		}
		folder, _, _ := strings.Cut(e.Path, "/")
		for i, c := range b.Config.Taxonomies {
			if c.Path == folder {
				b.readTermText(b.site.Taxonomies[i], folder, e)
			}
		}
	}
}

func (b *builder) readTermText(t *Taxonomy, folder string, e Entry) {
	slug := address.Slug(e.Slug, e.Name())
	at := slices.IndexFunc(t.Terms, func(term *Term) bool { return term.Slug == slug })
	if at < 0 {
		names := make([]string, len(t.Terms))
		for i, term := range t.Terms {
			names[i] = term.Slug
		}
		d := e.Locate("title", e.Title)
		d.Severity, d.Message, d.Hint = diag.Warning, message.New("site.term-text", slug, t.Title), message.New("site.term-text-hint", folder)
		if near, ok := vietnamese.Nearest(slug, names); ok {
			d.Hint = message.New("value.did-you-mean", near)
		}
		b.wrong.Add(d)
		return
	}
	term := t.Terms[at]
	term.text = new(Article)
	b.fill(term.text, e)
	term.text.URL = term.URL
	if term.Image = b.image(term.text, e.Front.Image); term.Image != nil {
		term.Image.noteCrops()
		term.Image.Alt = cmp.Or(term.Image.Alt, term.Title)
	}
}
