package metadata

import (
	"cmp"
	"time"

	"guong/generator/site"
)

// linkedData writes the JSON-LD of a page: what it is about, and where in the
// site it stands.
func (p *page) linkedData(w *writer) {
	trail := p.Layout != site.LayoutHome // a trail of one step leads nowhere
	w.raw(`<script type="application/ld+json">`)
	w.object(func() {
		w.text("@context", "https://schema.org")
		w.array("@graph", func() {
			switch {
			case p.Layout == site.LayoutArticle:
				w.newsArticle(p)
			case p.Layout == site.LayoutHome:
				w.webSite(p)
			case p.Honoree != nil:
				w.honoree(p.Honoree)
			}
			if trail {
				w.breadcrumbs(p)
			}
		})
	})
	w.raw("</script>")
	w.next = false
}

// newsArticle writes schema.org/NewsArticle.
func (w *writer) newsArticle(p *page) {
	a := p.Article
	w.object(func() {
		w.text("@type", "NewsArticle")
		w.text("@id", p.address)
		w.text("mainEntityOfPage", p.address)
		w.text("url", p.address)
		w.text("headline", a.Title)
		w.text("description", a.Summary)
		w.text("inLanguage", p.language())
		w.text("datePublished", p.published)
		w.text("dateModified", p.modified)
		if a.Section != nil {
			w.text("articleSection", a.Section.Title)
		}
		if a.Image != nil {
			w.array("image", func() { w.image(p.Site, a.Image) })
		}
		w.films(p)
		w.array("author", func() { w.authors(p) })
		w.member("publisher", func() { w.organisation(p) })
		if a.HasTerms() {
			w.array("keywords", func() { p.eachTerm(func(t *site.Term) { w.string(t.Title) }) })
		}
		if len(a.Honorees) > 0 {
			w.array("about", func() { w.about(a.Honorees) })
		}
		if len(a.Corrections) > 0 {
			w.array("correction", func() { w.corrections(a) })
		}
		w.text("isBasedOn", p.Site.Absolute(a.Source.URL))
	})
}

// authors writes who wrote the story: the organisation, if nobody signed it.
func (w *writer) authors(p *page) {
	for _, author := range p.Article.Authors {
		w.thing("Person", func() {
			w.text("name", author.Title)
			w.text("url", author.Permalink())
		})
	}
	if len(p.Article.Authors) == 0 {
		w.thing("Organization", func() {
			w.text("name", p.publisher)
			w.text("url", p.Site.BaseURL)
		})
	}
}

func (w *writer) about(mentions []*site.Mention) {
	for _, mention := range mentions {
		url := mention.Permalink()
		w.thing(honoreeType(mention.Honoree), func() {
			w.text("@id", url)
			w.text("name", mention.Name)
			w.text("url", url)
		})
	}
}

func (w *writer) corrections(a *site.Article) {
	for _, c := range a.Corrections {
		w.thing("CorrectionComment", func() {
			w.text("text", c.Text)
			w.text("datePublished", c.Date.In(a.Date.Location()).Format(time.RFC3339))
		})
	}
}

func (w *writer) image(s *site.Site, i *site.Image) {
	w.thing("ImageObject", func() {
		w.text("url", s.Absolute(i.URL))
		if width, height := i.Width(), i.Height(); width > 0 && height > 0 {
			w.number("width", width)
			w.number("height", height)
		}
		w.text("caption", cmp.Or(i.Caption, i.Alt))
		w.text("creditText", i.Credit)
	})
}

// organisation writes who publishes the site.
func (w *writer) organisation(p *page) {
	w.thing("Organization", func() {
		w.text("@id", p.Site.BaseURL+"#organization")
		w.text("name", p.publisher)
		w.text("url", p.Site.BaseURL)
		if p.Site.Logo != nil {
			w.member("logo", func() { w.image(p.Site, p.Site.Logo) })
		}
		if o := p.Site.Organisation; p.Layout == site.LayoutHome {
			w.text("address", o.Address)
			w.text("telephone", o.Phone)
			w.text("email", o.Email)
		}
	})
}

// webSite writes schema.org/WebSite with the search that it offers.
func (w *writer) webSite(p *page) {
	s := p.Site
	w.thing("WebSite", func() {
		w.text("@id", s.BaseURL+"#website")
		w.text("url", s.BaseURL)
		w.text("name", s.Title)
		w.text("description", p.description)
		w.text("inLanguage", s.Language)
		w.member("publisher", func() { w.organisation(p) })
		w.member("potentialAction", func() {
			w.thing("SearchAction", func() {
				w.member("target", func() {
					w.thing("EntryPoint", func() {
						w.text("urlTemplate", s.BaseURL+site.SearchPath+"?q={search_term_string}")
					})
				})
				w.text("query-input", "required name=search_term_string")
			})
		})
	})
}

// breadcrumbs writes schema.org/BreadcrumbList, from the home page to this page.
func (w *writer) breadcrumbs(p *page) {
	w.thing("BreadcrumbList", func() {
		w.array("itemListElement", func() {
			w.crumb(1, p.Site.Title, p.Site.BaseURL)
			for i, link := range p.Breadcrumbs {
				w.crumb(i+2, link.Title, p.Site.Absolute(link.URL))
			}
			w.crumb(len(p.Breadcrumbs)+2, p.title, p.address)
		})
	})
}

func (w *writer) crumb(position int, name, url string) {
	w.thing("ListItem", func() {
		w.number("position", position)
		w.text("name", name)
		w.text("item", url)
	})
}
