package site

import (
	"reflect"
	"time"

	"guong/generator/content"
	"guong/generator/vietnamese"
)

// Revise returns the page of a text whose file has changed, as a snapshot of the
// changed files would have it, without making one. It is nil if the change may
// show on the page in another way than by what the file itself says: if the text
// is new to the snapshot, or its date, address, terms or honorees differ. Other
// pages (lists, feeds, neighbours) still show the text as it was.
func (s *Site) Revise(e Entry) *View {
	old := s.byPath[pathKey(e.Path)]
	if old == nil || old.Removed != nil || old.entry.Kind == content.Index || old.entry.Kind.Describes() || !sameStanding(old.entry.Article, e.Article) {
		return nil
	}
	b := builder{Input: Input{Config: s.config}, site: s}
	a := &Article{Layout: old.Layout, Section: old.Section, URL: old.URL, Authors: old.Authors, Terms: old.Terms, Honorees: old.Honorees,
		Newer: old.Newer, Older: old.Older, order: old.order}
	b.fill(a, e)
	a.Pending = old.Pending
	a.Image = b.image(a, e.Front.Image)
	b.resolveDocuments(a)
	layout := LayoutArticle
	if e.Kind == content.Page {
		layout = LayoutPage
	}
	return s.articleView(layout, a)
}

// Recast reports whether another version of the article shows otherwise in lists.
func (a *Article) Recast(other *Article) bool {
	return a.Title != other.Title || a.Summary != other.Summary || a.Dateline != other.Dateline ||
		(a.Image == nil) != (other.Image == nil) || a.Image != nil && *a.Image != *other.Image
}

// Window returns when the article is published, and when it is taken down: the zero
// time where it is not.
func (a *Article) Window() (from, until time.Time) {
	from = a.published()
	location := a.Site.config.Location
	if until = a.entry.Expires; !until.IsZero() {
		until = until.In(location)
	}
	return from.In(location), until
}

// Scheduled returns when an article will be published that only the preview shows; the
// zero time if that is not what it waits for.
func (a *Article) Scheduled() time.Time {
	if from, _ := a.Window(); a.Pending && from.After(a.Site.Now) {
		return from
	}
	return time.Time{}
}

// Expired returns when an article was taken down that only the preview shows; the zero
// time if it was not.
func (a *Article) Expired() time.Time {
	if _, until := a.Window(); a.Pending && !until.IsZero() && !until.After(a.Site.Now) {
		return until
	}
	return time.Time{}
}

// TextAt returns the page of the story or page at a URL, nil if there is none.
func (s *Site) TextAt(url string) *View {
	for _, a := range s.Articles {
		if a.URL == url {
			return s.articleView(LayoutArticle, a)
		}
	}
	for _, a := range s.Pages {
		if a.URL == url {
			return s.articleView(LayoutPage, a)
		}
	}
	return nil
}

// sameStanding reports whether two versions of a text stand in the same places of a
// site: they may differ in what only their own page and their cards show.
func sameStanding(a, b *content.Article) bool {
	if vietnamese.Slug(a.Name()) == "" && a.Title != b.Title {
		return false // the title makes the address
	}
	one, other := a.Front, b.Front
	for _, f := range []*content.Front{&one, &other} {
		f.Title, f.Summary, f.Dateline, f.Image = "", "", "", content.Image{}
	}
	return a.Kind == b.Kind && a.Path == b.Path && reflect.DeepEqual(one, other)
}
