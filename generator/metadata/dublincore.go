package metadata

import (
	"cmp"
	"time"

	"guong/generator/site"
)

// dublinCore writes the six elements that Thông tư 24/2011/TT-BTTTT makes
// obligatory (title, creator, date, description, publisher, identifier) and
// those that it recommends (language, source, contributor, subject) as far as
// the page has them. (Form: DCMI, "Expressing Dublin Core metadata using
// HTML/XHTML meta and link elements".)
func (p *page) dublinCore(w *writer) {
	w.raw(`<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">`)
	w.named("DC.title", p.title)
	w.named("DC.description", cmp.Or(p.description, p.title))
	w.named("DC.publisher", p.publisher)
	w.named("DC.identifier", p.address)
	w.named("DC.language", p.language())
	if date := p.date(); !date.IsZero() {
		var room [len(time.DateOnly)]byte
		w.named("DC.date", string(date.AppendFormat(room[:0], time.DateOnly)))
	}
	a := p.Article
	if a == nil || len(a.Authors) == 0 {
		w.named("DC.creator", p.publisher)
	} else {
		for _, author := range a.Authors {
			w.named("DC.creator", author.Title)
		}
	}
	if a != nil && a.Image != nil {
		w.named("DC.contributor", a.Image.Credit) // who took the picture
	}
	p.subjects(w)
	if a != nil {
		w.named("DC.source", cmp.Or(p.Site.Absolute(a.Source.URL), a.Source.Name))
	}
}

// date returns the day of a story, of the last change of another page, and of
// the newest story where that is not known. Only a site without any date has
// none.
func (p *page) date() time.Time {
	switch stories := p.Site.Articles; {
	case p.Article != nil && !p.Article.Date.IsZero():
		return p.Article.Date
	case p.Modified.IsZero() && len(stories) > 0:
		return stories[0].Date
	}
	return p.Modified
}

// subjects writes what the page is about: its terms, or else its section.
func (p *page) subjects(w *writer) {
	switch {
	case p.Term != nil:
		w.named("DC.subject", p.Term.Title)
	case p.Article != nil && p.Article.HasTerms():
		p.eachTerm(func(t *site.Term) { w.named("DC.subject", t.Title) })
	case p.Section != nil:
		w.named("DC.subject", p.Section.Title)
	}
}
