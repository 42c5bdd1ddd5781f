package feed

import (
	"strings"

	"guong/generator/site"
)

// Survey is what machines are told of the pages of a site as a whole. It is made in
// the same walk over all views in which pages are listed.
type Survey struct {
	places  []place  // for sitemaps
	urls    []string // of all pages but redirects
	stories []string // of the pages of texts, those about honorees and terms too
	removed []string // of the pages that say that a story was taken down
	moved   []move   // pages at former addresses
}

// NewSurvey returns an empty survey with room for so many pages.
func NewSurvey(pages int) *Survey {
	return &Survey{places: make([]place, 0, pages), urls: make([]string, 0, pages)}
}

// SurveyOf surveys all pages of a site.
func SurveyOf(s *site.Site) *Survey {
	pages := NewSurvey(0)
	for v := range s.Views() {
		pages.Add(v)
	}
	return pages
}

// Add takes in a page. Sitemaps list what search engines may take, unless its address
// is too long for them.
func (p *Survey) Add(v *site.View) {
	if !v.NoIndex && isCanonical(v) && len(v.Canonical) <= maxLoc {
		p.places = append(p.places, place{v.Canonical, v.Modified})
	}
	switch v.Layout {
	case site.LayoutRedirect:
		p.moved = append(p.moved, move{from: v.URL, to: v.Target})
		return
	case site.LayoutArticle, site.LayoutPage:
		p.stories = append(p.stories, v.URL)
	case site.LayoutHonoree, site.LayoutTerm:
		if site.Described(v) {
			p.stories = append(p.stories, v.URL)
		}
	case site.LayoutRemoved:
		p.removed = append(p.removed, v.URL)
	}
	p.urls = append(p.urls, v.URL)
}

// isCanonical reports whether search engines should take a page at its own address.
func isCanonical(v *site.View) bool {
	path, here := strings.CutPrefix(v.Canonical, v.Site.BaseURL)
	return here && path == strings.TrimPrefix(v.URL, v.Site.BasePath)
}
