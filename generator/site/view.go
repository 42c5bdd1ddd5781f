package site

import (
	"iter"
	"reflect"
	"time"
)

// View is one page of the site: what the template of its layout sees as ".".
// Of Article, Section, Taxonomy, Term, Honoree and Pager those are set that the
// layout is about.
type View struct {
	Layout      string    // "article": the template is article.html
	URL         string    // "/guong-sang/hai-phong/"
	Title       string    // of the page; empty on the home page
	Description string    // one or two sentences, plain text
	NoIndex     bool      // search engines should leave it out
	Feed        string    // URL of the list whose feeds fit the page: "/guong-sang/"; see FeedNames
	Modified    time.Time // when what it shows last changed; zero if that is not known
	Canonical   string    // absolute address that search engines should take

	Site        *Site
	Breadcrumbs []Link // from the home page down to what is above this page
	Article     *Article
	Section     *Section
	Taxonomy    *Taxonomy
	Term        *Term
	Honoree     *Honoree
	Pager       *Pager
	Roll        *Roll
	Period      *Period
	Target      string // of the layout redirect: where the page has moved to

	Source string // the file that the page comes from, for messages; may be empty
}

// Hash returns a hash of the page itself: the same as long as it shows the same
// values and entities, whatever these are like.
func (v *View) Hash() uint64 {
	d := newDigest()
	d.value(reflect.ValueOf(v).Elem()) // hashOf(*v) would copy it
	return d.Sum64()
}

// The layouts of a theme. The page template of each is its name with ".html".
const (
	LayoutHome        = "home"
	LayoutSection     = "section"
	LayoutArticle     = "article"
	LayoutPage        = "page"
	LayoutTaxonomy    = "taxonomy"
	LayoutTerm        = "term"
	LayoutHonoree     = "honoree"
	LayoutHonorees    = "honorees"
	LayoutRoll        = "roll"
	LayoutArchive     = "archive"
	LayoutPeriod      = "period"
	LayoutCorrections = "corrections"
	LayoutRemoved     = "removed"
	LayoutSearch      = "search"
	LayoutSitemap     = "sitemap"
	LayoutFeeds       = "feeds"
	LayoutNotFound    = "404"
	LayoutRedirect    = "redirect"
)

// The names of the feeds of a list, below its URL.
const (
	RSSName      = "rss.xml"
	AtomName     = "atom.xml"
	JSONFeedName = "feed.json"
)

// SearchPath is where the search page stands.
const SearchPath = "tim-kiem/"

// termsPerPage is how many terms a page of a taxonomy lists, as a multiple of
// the size of other lists: a term takes a line, a story a card.
const termsPerPage = 10

// Views are all pages of the site, each made when it is asked for, always in
// the same order.
func (s *Site) Views() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		for _, part := range []iter.Seq[*View]{s.fixedViews(), s.sectionViews(), s.articleViews(), s.taxonomyViews(), s.honoreeViews(), s.rollViews(), s.archiveViews(), s.noticeViews(), s.guideViews(), s.redirectViews(), s.formerPageViews()} {
			for v := range part {
				if !yield(v) {
					return
				}
			}
		}
	}
}

// view returns a view of a page with what all pages have.
func (s *Site) view(layout, url, title, description string) *View {
	return &View{
		Layout: layout, URL: url, Title: title, Description: description, Canonical: s.Absolute(url),
		Site: s, Feed: s.BasePath, NoIndex: s.noIndex,
	}
}

// crumb returns the link to the page of a layout, as others stand below it.
func (s *Site) crumb(layout, path string) Link {
	link := Link{URL: s.BasePath + path}
	if s.layoutTitle != nil {
		link.Title = s.layoutTitle(layout)
	}
	return link
}

// latest returns when the newest change of a list of stories was.
func latest(list []*Article) (last time.Time) {
	for _, a := range list {
		last = later(last, a.Modified())
	}
	return last
}

// later returns the later of two moments.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func (s *Site) fixedViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		home := s.view(LayoutHome, s.BasePath, "", s.Description)
		home.Modified = latest(s.Articles)
		if home.Article = s.Home; s.Home != nil {
			home.Source = s.Home.File()
			if s.Description == "" {
				home.Description = s.Home.Summary
			}
		}
		search := s.view(LayoutSearch, s.BasePath+SearchPath, "", "")
		missing := s.view(LayoutNotFound, s.BasePath+"404.html", "", "")
		missing.NoIndex = true
		_ = yield(home) && yield(search) && yield(missing)
	}
}

func (s *Site) sectionViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		for section := range s.eachSection() {
			for url, pager := range storyPages(section.URL, section.Articles, s.config.PageSize) {
				v := s.view(LayoutSection, url, section.Title, section.Description)
				v.Section, v.Pager, v.Breadcrumbs = section, pager, section.above
				v.Feed, v.Modified = section.URL, latest(pager.Articles)
				if section.text != nil {
					v.Source = section.text.File()
				}
				if !yield(v) {
					return
				}
			}
		}
	}
}

func (s *Site) articleViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		for _, a := range s.Articles {
			if !yield(s.articleView(LayoutArticle, a)) {
				return
			}
		}
		for _, a := range s.Pages {
			if !yield(s.articleView(LayoutPage, a)) {
				return
			}
		}
	}
}

func (s *Site) articleView(layout string, a *Article) *View {
	v := s.view(layout, a.URL, a.Title, a.Summary)
	v.Article, v.Section, v.Source = a, a.Section, a.File()
	v.Modified = a.Modified()
	if a.Section != nil {
		v.Breadcrumbs, v.Feed = a.Section.trail, a.Section.URL
	}
	if a.Source.URL != "" {
		v.Canonical = s.Absolute(a.Source.URL)
	}
	return v
}

func (s *Site) taxonomyViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		for _, t := range s.Taxonomies {
			size := s.config.PageSize * termsPerPage
			for n := range pages(len(t.Terms), size) {
				pager := newPager(t.URL, n+1, len(t.Terms), size)
				pager.Terms = page(t.Terms, n+1, size)
				v := s.view(LayoutTaxonomy, pageURL(t.URL, n+1), t.Title, "")
				v.Taxonomy, v.Pager = t, pager
				if !yield(v) {
					return
				}
			}
			above := []Link{{t.Title, t.URL}}
			for _, term := range t.Terms {
				for url, pager := range storyPages(term.URL, term.Articles, s.config.PageSize) {
					v := s.view(LayoutTerm, url, term.Title, term.description())
					v.Taxonomy, v.Term, v.Pager, v.Breadcrumbs = t, term, pager, above
					v.Feed, v.Modified = term.Feed(), latest(pager.Articles)
					if !yield(v) {
						return
					}
				}
			}
		}
	}
}

func (s *Site) honoreeViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		url := s.BasePath + HonoreesPath
		for n := range pages(len(s.Honorees), s.config.PageSize) {
			pager := newPager(url, n+1, len(s.Honorees), s.config.PageSize)
			pager.Honorees = page(s.Honorees, n+1, s.config.PageSize)
			v := s.view(LayoutHonorees, pageURL(url, n+1), "", "")
			v.Pager = pager
			for _, h := range pager.Honorees {
				v.Modified = later(v.Modified, latest(h.Articles))
			}
			if !yield(v) {
				return
			}
		}
		for _, h := range s.Honorees {
			v := s.view(LayoutHonoree, h.URL, h.Name, h.Role)
			v.Honoree, v.Modified = h, latest(h.Articles)
			if !yield(v) {
				return
			}
		}
	}
}

// formerPageViews are the pages at addresses that pages of lists had before.
func (s *Site) formerPageViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		for url, list := range s.storyLists() {
			for number := range formerPages(len(list), s.config.PageSize) {
				v := s.view(LayoutRedirect, numberedURL(url, number), "", "")
				v.Target, v.NoIndex, v.Canonical = url, true, s.Absolute(url)
				if !yield(v) {
					return
				}
			}
		}
	}
}

// storyLists yields the lists of stories that are spread over pages, with their
// addresses.
func (s *Site) storyLists() iter.Seq2[string, []*Article] {
	return func(yield func(string, []*Article) bool) {
		for section := range s.eachSection() {
			if !yield(section.URL, section.Articles) {
				return
			}
		}
		for _, t := range s.Taxonomies {
			for _, term := range t.Terms {
				if !yield(term.URL, term.Articles) {
					return
				}
			}
		}
		for _, year := range s.Years {
			for _, p := range append([]*Period{year}, year.Months...) {
				if !yield(p.URL, p.Articles) {
					return
				}
			}
		}
	}
}
