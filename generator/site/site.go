// Package site makes the snapshot: everything that the finished site's pages
// are rendered from.
//
// Articles go in, and a [Site] comes out: sections, taxonomies with their
// terms, honorees, addresses, neighbours, related stories. Nobody changes it
// afterwards. All that templates see of it is in exported fields and methods;
// [Site.Views] is the table of the pages that it consists of.
//
// The words of this package, as in the templates: a story is an [Article] in a
// [Section] (chuyên mục); a page is an Article without one; a [Taxonomy] (Tỉnh,
// thành phố) has a [Term] for each value (Hải Phòng); an [Honoree] is a person
// or collective that stories are about; a [View] is one page of the site.
//
// A Site and all that it holds is safe for concurrent use.
package site

import (
	"strings"
	"sync"
	"time"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
)

// Site is an immutable snapshot of the whole site.
type Site struct {
	Title        string
	Description  string
	BaseURL      string // "https://tdkt.example/"
	BasePath     string // "/", or "/tdkt/" where the site lies in a folder of its host
	Language     string // "vi" or "en"
	Organisation config.Organisation
	Menu         []Link
	Params       map[string]any // table [params] of the configuration

	Home       *Article    // the home page's own text; nil without content/_index.md
	Sections   []*Section  // at the top, by weight, then title
	Articles   []*Article  // all stories, newest first
	Pages      []*Article  // pages without a section, by weight, then title
	Taxonomies []*Taxonomy // in the order of the configuration
	Honorees   []*Honoree  // by given name

	config    *config.Config
	sections  map[string]*Section  // by folder
	byPath    map[string]*Article  // by path in the content folder
	hidden    map[string]string    // path of an article that is not published now → URL of its section
	resources map[string]*Resource // by path in the content folder
	files     []*Resource
	frames    map[*Section]*Frame
	scratch   sync.Pool // *scores
}

// Input is what a snapshot is made from.
type Input struct {
	Config    *config.Config
	Entries   []Entry
	Resources []*Resource
	// TaxonomyTitle gives the theme's word for a taxonomy that has no title of its own.
	TaxonomyTitle func(key string) string
	// Now decides about publish and expires.
	Now time.Time
	// Drafts and Future show what is not published yet.
	Drafts, Future bool
}

// Entry is an article that was read. Document parses its body, once.
type Entry struct {
	*content.Article
	Document func() *markdown.Document
}

// Link is a word that leads somewhere.
type Link struct {
	Title string
	URL   string
}

// New makes the snapshot and reports what does not fit together. The list may
// hold errors; the Site is complete all the same, without what is wrong.
func New(in Input) (*Site, diag.List) {
	b := builder{Input: in, site: empty(in.Config)}
	b.index()
	b.makeSections()
	b.makeArticles()
	b.placeResources()
	b.findPictures()
	b.makeTaxonomies()
	b.makeHonorees()
	b.connect()
	b.makeFrames()
	return b.site, b.wrong
}

func empty(c *config.Config) *Site {
	s := &Site{
		Title:        c.Title,
		Description:  c.Description,
		BaseURL:      c.BaseURL,
		BasePath:     c.BasePath(),
		Language:     c.Language,
		Organisation: c.Organisation,
		Params:       c.Params,
		config:       c,
		sections:     map[string]*Section{},
		byPath:       map[string]*Article{},
		hidden:       map[string]string{},
		resources:    map[string]*Resource{},
	}
	for _, item := range c.Menu {
		s.Menu = append(s.Menu, Link{item.Title, s.local(item.URL)})
	}
	return s
}

// builder makes one Site; each of its steps stands in the file of its subject.
type builder struct {
	Input
	site  *Site
	wrong diag.List
}

// local puts the site's base path before a path from its root; an address of
// another site stays as it is.
func (s *Site) local(url string) string {
	if path, ok := strings.CutPrefix(url, "/"); ok {
		return s.BasePath + path
	}
	return url
}

// Absolute returns the full address of a URL of this site, as feeds and search
// engines need it.
func (s *Site) Absolute(url string) string {
	if path, ok := strings.CutPrefix(url, s.BasePath); ok && strings.HasPrefix(url, "/") {
		return s.BaseURL + path
	}
	return url
}

// Taxonomy returns the taxonomy of a key, or nil.
func (s *Site) Taxonomy(key string) *Taxonomy {
	for _, t := range s.Taxonomies {
		if t.Key == key {
			return t
		}
	}
	return nil
}

// ArticleAt returns the published article of a path in the content folder, or nil.
func (s *Site) ArticleAt(path string) *Article { return s.byPath[path] }

// Files returns the files that are published as they are, in the order of
// their paths.
func (s *Site) Files() []*Resource { return s.files }
