package site

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"guong/generator/address"
	"guong/generator/content"
	"guong/generator/diag"
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
				b.readTermText(b.site.Taxonomies[i], e)
			}
		}
	}
}

func (b *builder) readTermText(t *Taxonomy, e Entry) {
	slug := address.Slug(e.Slug, e.Name())
	at := slices.IndexFunc(t.Terms, func(term *Term) bool { return term.Slug == slug })
	if at < 0 {
		d := e.Locate("title", e.Title)
		d.Severity = diag.Warning
		d.Message, d.Hint = b.proposeTerm(t, slug, e)
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

// Described reports whether a page shows a text about an honoree or a term.
func Described(v *View) bool {
	return v.Honoree != nil && v.Honoree.text != nil || v.Term != nil && v.Term.text != nil && v.URL == v.Term.URL
}
