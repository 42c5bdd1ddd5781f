package metadata

import (
	"strconv"
	"strings"

	"guong/generator/picture/plan"
	"guong/generator/site"
)

// locales are Open Graph's names of languages.
var locales = map[string]string{"vi": "vi_VN", "en": "en_US", "fr": "fr_FR", "zh": "zh_CN", "lo": "lo_LA", "km": "km_KH"}

// language returns that of the page's text.
func (p *page) language() string {
	if p.Article != nil && p.Article.Language != "" {
		return p.Article.Language
	}
	return p.Site.Language
}

// openGraph writes the properties of ogp.me and the Twitter card, which takes
// the rest from them. Without a picture the organisation's logo stands for the
// page.
func (p *page) openGraph(w *writer) {
	s := p.Site
	w.property("og:type", p.kind())
	w.property("og:title", p.title)
	w.property("og:description", p.description)
	w.property("og:url", p.Canonical)
	w.property("og:site_name", s.Title)
	w.property("og:locale", locales[p.language()])
	card := "summary"
	if drawn, ok := Card(p.View); ok {
		card = "summary_large_image"
		w.property("og:image", s.Absolute(s.BasePath+drawn.Path))
		p.openGraphSize(w, plan.Share.Ratio.Across, plan.Share.Ratio.Down)
		w.property("og:image:alt", drawn.Title)
	} else if p.picture != nil && !isDrawing(p.picture) {
		card = "summary_large_image"
		p.openGraphImage(w, p.picture)
	} else if s.Logo != nil && !isDrawing(s.Logo) {
		p.openGraphImage(w, s.Logo)
	}
	if p.Layout == site.LayoutArticle {
		p.openGraphArticle(w)
	}
	w.named("twitter:card", card)
}

func (p *page) kind() string {
	switch {
	case p.Layout == site.LayoutArticle:
		return "article"
	case p.Honoree != nil && p.Honoree.IsPerson():
		return "profile"
	}
	return "website"
}

func (p *page) openGraphImage(w *writer, i *site.Image) {
	if v, ok := site.Shared(i); ok {
		w.property("og:image", p.Site.Absolute(p.Site.BasePath+v.Path))
		p.openGraphSize(w, v.Width, v.Height)
	} else {
		w.property("og:image", p.Site.Absolute(i.URL))
		p.openGraphSize(w, i.Width(), i.Height())
	}
	w.property("og:image:alt", i.Alt)
}

func (p *page) openGraphSize(w *writer, width, height int) {
	if width > 0 && height > 0 {
		w.property("og:image:width", strconv.Itoa(width))
		w.property("og:image:height", strconv.Itoa(height))
	}
}

// isShared reports whether others show a picture: one that a variant is made of for them and
// that is not tiny, or one of another site.
func isShared(i *site.Image) bool {
	const least = 200 // pixels; what is smaller is not shown
	if v, ok := site.Shared(i); ok {
		return v.Width >= least && v.Height >= least/2
	}
	return strings.HasPrefix(i.URL, "http")
}

// Card returns the title card that stands for a page; it is not ok if the page has a
// picture that others show, or no cards are drawn.
func Card(v *site.View) (site.Card, bool) {
	if i := picture(v); i != nil && isShared(i) {
		return site.Card{}, false
	}
	return site.CardOf(v)
}

func (p *page) openGraphArticle(w *writer) {
	w.property("article:published_time", p.published)
	if p.modified != p.published {
		w.property("article:modified_time", p.modified)
	}
	if p.Section != nil {
		w.property("article:section", p.Section.Title)
	}
	for _, author := range p.Article.Authors {
		w.property("article:author", author.Permalink())
	}
	p.eachTerm(func(t *site.Term) { w.property("article:tag", t.Title) })
}
