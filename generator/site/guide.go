package site

import "iter"

// Where the pages stand that help readers to find their way.
const (
	SitemapPath = "so-do-trang/" // everything that the site has, as a list of links
	FeedsPath   = "nhan-tin/"    // what feeds are, and which there are
)

// guideViews are the map of the site and the page about feeds.
func (s *Site) guideViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		_ = yield(s.view(LayoutSitemap, s.BasePath+SitemapPath, "", "")) && yield(s.view(LayoutFeeds, s.BasePath+FeedsPath, "", ""))
	}
}
