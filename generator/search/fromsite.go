package search

import (
	"slices"

	"guong/generator/site"
)

// Documents returns the stories and pages of a site for the index, and the facets
// that they have values of.
func Documents(s *site.Site) (docs []Document, facets []Facet) {
	for _, t := range s.Taxonomies {
		facets = append(facets, Facet{t.Key, t.Title})
	}
	docs = make([]Document, 0, len(s.Articles)+len(s.Pages))
	names := termNames{}
	for _, list := range [][]*site.Article{s.Articles, s.Pages} {
		for _, a := range list {
			reading(a.File(), func() { docs = append(docs, document(a, facets, names)) })
		}
	}
	return docs, facets
}

// document returns an article as search sees it. Its dateline is left out: it says
// who published it, not what it is about.
func document(a *site.Article, facets []Facet, names termNames) Document {
	d := Document{
		File: a.File(), URL: a.URL, Title: a.Title, Summary: a.Summary, Date: a.Date, Length: a.Words(),
		Body: a.AppendText, Version: site.VersionOf(a),
		Facets: make([][]string, len(facets)),
	}
	if a.Section != nil {
		d.Section = a.Section.Title
	}
	if a.Image != nil {
		d.Image = a.Image.URL
	}
	for i, f := range facets {
		terms := a.TermsOf(f.Key)
		if f.Key == "authors" {
			terms = a.Authors
		}
		for _, t := range terms {
			for ; t != nil && !slices.Contains(d.Facets[i], t.Title); t = t.Present {
				d.Facets[i] = append(d.Facets[i], t.Title)
				d.Names = append(d.Names, names.of(t, f.Key)...)
			}
		}
	}
	for _, m := range a.Honorees {
		d.Names = append(d.Names, m.Name, m.Role, m.Unit)
		for _, award := range m.Awards {
			d.Names = append(d.Names, award.Name, award.Decision)
		}
	}
	for _, document := range a.Documents {
		d.Names = append(d.Names, document.Number, document.Title)
	}
	return d
}

// termNames are the names of terms, each of which many documents have.
type termNames map[*site.Term][]string

func (n termNames) of(t *site.Term, facet string) []string {
	list, met := n[t]
	if !met {
		list = append([]string{t.Title}, t.Aliases...)
		if facet == "localities" {
			list = append(list, letterKey(t.Title)) // danang, as many type it
		}
		n[t] = list
	}
	return list
}

// suggestions returns what the field proposes besides titles: honorees and terms.
func suggestions(s *site.Site) (list []Suggestion) {
	for _, h := range s.Honorees {
		list = append(list, Suggestion{h.Name, h.URL, "honoree", h.Unit, len(h.Articles)})
	}
	for _, t := range s.Taxonomies {
		for _, term := range t.Terms {
			list = append(list, Suggestion{term.Title, term.URL, "term", t.Title, len(term.Articles)})
		}
	}
	return list
}
