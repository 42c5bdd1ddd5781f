// Package metadata says to machines what a page is: JSON-LD in the words of
// schema.org, Open Graph and Twitter cards, and the Dublin Core elements that
// Thông tư 24/2011/TT-BTTTT asks of Vietnamese state sites.
//
// All of it is one piece of HTML for a page's head. It is written by hand
// instead of by templates: it is on every page, and of no theme's taste.
//
// Whatever a text holds, it ends neither its attribute nor the script element.
// Texts of a site are valid UTF-8 (packages config and content refuse others).
//
// Its functions read immutable snapshots and are safe for concurrent use.
package metadata

import (
	"cmp"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"sync"
	"time"

	"guong/generator/site"
)

var writers = sync.Pool{New: func() any { return new(writer) }}

// Head returns the machine-readable part of the head of page v. Title is what
// the theme calls a page that has no title of its own, such as the search page;
// it may be empty. Pages that search engines should leave out have no such part.
func Head(v *site.View, title string) template.HTML {
	if v.NoIndex {
		return ""
	}
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.out = w.out[:0]
	p := newPage(v, title)
	p.openGraph(w)
	p.dublinCore(w)
	p.linkedData(w)
	return template.HTML(w.out)
}

// page is a view with what the three vocabularies say alike.
type page struct {
	*site.View
	title       string
	description string
	address     string // absolute, of this page, wherever it was published first
	publisher   string
	picture     *site.Image // nil without one
	published   string      // of a story: RFC 3339
	modified    string
}

func newPage(v *site.View, title string) *page {
	p := &page{
		View:      v,
		title:     cmp.Or(v.Title, numbered(title, v), v.Site.Title),
		address:   v.Site.Absolute(v.URL),
		publisher: cmp.Or(v.Site.Organisation.Name, v.Site.Title),
		picture:   picture(v),
	}
	p.description = v.Description
	if p.description == "" && v.Term != nil {
		p.description = v.Taxonomy.Title + ": " + v.Term.Title
	}
	if v.Layout == site.LayoutArticle {
		p.published = v.Article.Date.Format(time.RFC3339)
		p.modified = p.published
		if modified := v.Article.Modified(); !modified.Equal(v.Article.Date) {
			p.modified = modified.Format(time.RFC3339)
		}
	}
	return p
}

// numbered returns the theme's title with the year or month that a page of the
// archive or of the roll of honours shows: "07/2021", "Bảng vàng 2021".
func numbered(title string, v *site.View) string {
	switch {
	case v.Period != nil && v.Period.Month != 0:
		title += fmt.Sprintf(" %02d/%d", v.Period.Month, v.Period.Year)
	case v.Period != nil:
		title += " " + strconv.Itoa(v.Period.Year)
	case v.Roll != nil && v.Roll.Year != 0:
		title += " " + strconv.Itoa(v.Roll.Year)
	}
	return strings.TrimLeft(title, " ")
}

// picture returns the picture that stands for the page, or nil.
func picture(v *site.View) *site.Image {
	switch {
	case v.Article != nil && v.Article.Image != nil:
		return v.Article.Image
	case v.Honoree != nil && v.Honoree.Photo != nil:
		return v.Honoree.Photo
	}
	return nil
}

// eachTerm calls f with the terms of the page's text, by taxonomy.
func (p *page) eachTerm(f func(t *site.Term)) {
	if p.Article == nil {
		return
	}
	for _, terms := range p.Article.Terms {
		for _, term := range terms.Terms {
			f(term)
		}
	}
}

// isDrawing reports whether a picture is an SVG, which the networks do not show.
func isDrawing(i *site.Image) bool { return strings.HasSuffix(strings.ToLower(i.URL), ".svg") }
