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
	"path"
	"strings"
	"sync"
	"time"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/picture/plan"
	"guong/generator/registry"
	"guong/generator/vietnamese"
)

// Site is an immutable snapshot of the whole site.
type Site struct {
	entityID
	Title        string
	Description  string
	BaseURL      string // "https://tdkt.example/"
	BasePath     string // "/", or "/tdkt/" where the site lies in a folder of its host
	Language     string // "vi" or "en"
	Slogan       string // a few words below the name
	Organisation config.Organisation
	Contact      config.Contact
	Menu         []Link
	Links        []Link         // to sites of other bodies
	Params       map[string]any // table [params] of the configuration
	Search       config.Search  // table [search] of the configuration
	Saved        config.Saved   // table [saved] of the configuration

	Home        *Article      // the home page's own text; nil without content/_index.md
	Sections    []*Section    // at the top, by weight, then title
	Articles    []*Article    // all stories, newest first
	Pages       []*Article    // pages without a section, by weight, then title
	Taxonomies  []*Taxonomy   // in the order of the configuration
	Honorees    []*Honoree    // people by given name, collectives by name
	Honours     []*Honour     // by rank of the award, then newest first
	Years       []*Period     // of the archive, newest first
	Corrections []*Correction // newest first
	// OtherLanguages has the first page in each language that is not that of the site.
	OtherLanguages []*Article
	Removed        []*Article // stories that were taken down, newest first
	Redirects      []Redirect // of all texts that have former addresses
	Held           Held       // what is not published now

	Logo *Image    // of the organisation; nil without one
	Now  time.Time // the moment that the snapshot was made for
	// NextChange is the moment from which another build of the same files would
	// give another site; zero if there is none.
	NextChange time.Time

	config    *config.Config
	cards     string                          // see Input
	noIndex   bool                            // see Input
	recipe    *plan.Recipe                    // nil: no pictures are made of others
	planned   func(*Resource, []plan.Variant) // see Input
	sections  map[string]*Section             // by folder
	byPath    map[string]*Article             // texts by pathKey
	hidden    map[string]string               // pathKey of a text that is not published now → URL of its section
	resources map[string]*Resource            // by pathKey
	allFiles  []*Resource                     // by path; see Files for those that are published
	withheld  []Entry                         // texts that are not published now
	mentioned []string                        // what may be addresses in the configuration and the theme
	frames    map[*Section]*Frame
	homeFrame *Frame
	scratch   sync.Pool // *scores
	facts     facts

	layoutTitle func(layout string) string // may be nil
	filmText    func(key string, arguments ...any) string

	// What proposals are taken from, gathered when the first is asked for.
	texts     func() *places             // paths of published texts in the content folder
	paths     func() *places             // paths of files in the content folder
	addresses func() map[string]*Article // what stands at every path from the site's root; nil but for texts
	pages     func() *places             // the keys of addresses

	byAddress func() map[string]*Resource // all files, by address from the site's root
	certain   func() map[*Resource]bool   // files that are published whatever the bodies of texts say
	files     func() []*Resource          // files that are published
}

// Input is what a snapshot is made from.
type Input struct {
	Config    *config.Config
	Entries   []Entry
	Resources []*Resource
	// Registry knows awards, movements, fields and provinces; nil for none.
	Registry *registry.Registry
	// TaxonomyTitle gives the theme's word for a taxonomy that has no title of its own.
	TaxonomyTitle func(key string) string
	// LayoutTitle gives the theme's word for the pages of a layout: "Lưu trữ".
	LayoutTitle func(layout string) string
	// FilmText gives the theme's words around films: "unsupported", with how large the
	// file is, and "transcript".
	FilmText func(key string, arguments ...any) string
	// Layouts are the layouts of the theme that a story may have besides the usual one:
	// "chum-anh".
	Layouts []string
	// Mentions are what may be addresses in the theme.
	Mentions []string
	// Recipe says which pictures are made of others; nil: none.
	Recipe *plan.Recipe
	// Cards is the version of the way in which title cards are drawn; empty: none are.
	Cards string
	// Planned, if set, is told of the variants of a picture each time that a page asks
	// for them.
	Planned func(*Resource, []plan.Variant)
	// Now decides about date, publish and expires.
	Now time.Time
	// Drafts shows drafts, Future what is scheduled or has expired.
	Drafts, Future bool
	// NoIndex asks search engines to leave all pages out.
	NoIndex bool
}

// Entry is an article that was read. Document parses its body, once.
type Entry struct {
	*content.Article
	Document func() *markdown.Document
	// Version changes with the Document; empty if that is for the Document to tell.
	Version string
	// Addresses returns the local addresses in the body, as [LocalAddresses] does;
	// nil where it is to be asked. Whoever keeps them need not keep the Document.
	Addresses func() []string
}

// NoIndexOf reports whether search engines should leave the whole site out. It is no
// method, so that templates do not see it: each page tells it of itself.
func NoIndexOf(s *Site) bool { return s.noIndex }

// Link is a word that leads somewhere.
type Link struct {
	Title string
	URL   string
}

// New makes the snapshot and reports what does not fit together. The list may
// hold errors; the Site is complete all the same, without what is wrong. The
// order of Entries and Resources makes no difference, and New changes none of
// them: they may belong to another Site too.
func New(in Input) (*Site, diag.List) {
	b := builder{Input: in, site: empty(in.Config), folders: map[string]string{}}
	b.site.recipe, b.site.planned, b.site.cards = in.Recipe, in.Planned, in.Cards
	b.site.noIndex = in.NoIndex
	b.site.Now, b.site.layoutTitle, b.site.filmText = in.Now, in.LayoutTitle, in.FilmText
	if b.site.filmText == nil {
		b.site.filmText = func(key string, _ ...any) string { return key }
	}
	b.makeSections()
	b.makeArticles()
	b.placeResources()
	b.findPictures()
	b.findDocuments()
	b.findLogo()
	var honorees sync.WaitGroup // they and the taxonomies have nothing to do with one another
	var panicked *diag.Diagnostic
	honorees.Go(func() {
		defer diag.Recover("", func(d diag.Diagnostic) { panicked = &d })
		b.makeHonorees()
	})
	b.makeTaxonomies()
	if honorees.Wait(); panicked != nil {
		panic(*panicked) // where the caller can recover from it
	}
	b.readTermTexts()
	for text := range b.site.eachDescription() {
		b.site.byPath[pathKey(text.Path)] = text
	}
	b.makeRoll()
	b.makeArchive()
	b.makeCorrections()
	b.findChange()
	b.connect()
	b.connectTranslations()
	b.makeFrames()
	b.makeRedirects()
	b.numberFacts()
	b.findWithheld()
	return b.site, b.wrong.List()
}

func empty(c *config.Config) *Site {
	s := &Site{
		Title:        c.Title,
		Description:  c.Description,
		BaseURL:      c.BaseURL,
		BasePath:     c.BasePath(),
		Language:     c.Language,
		Slogan:       c.Slogan,
		Organisation: c.Organisation,
		Contact:      c.Contact,
		Params:       c.Params,
		Search:       c.Search,
		Saved:        c.Saved,
		config:       c,
		sections:     map[string]*Section{},
		byPath:       map[string]*Article{},
		hidden:       map[string]string{},
		resources:    map[string]*Resource{},
	}
	s.texts = sync.OnceValue(s.textPlaces)
	s.paths = sync.OnceValue(s.filePlaces)
	s.addresses = sync.OnceValue(s.allAddresses)
	s.pages = sync.OnceValue(s.addressPlaces)
	s.byAddress = sync.OnceValue(s.fileAddresses)
	s.certain = sync.OnceValue(s.certainFiles)
	s.files = sync.OnceValue(s.publishedFiles)
	for _, item := range c.Menu {
		s.Menu = append(s.Menu, Link{item.Title, s.Local(item.URL)})
	}
	for _, item := range c.Links {
		s.Links = append(s.Links, Link{item.Title, s.Local(item.URL)})
	}
	return s
}

// builder makes one Site; each of its steps stands in the file of its subject.
type builder struct {
	Input
	site    *Site
	folders map[string]string // addresses of folders
	comes   []time.Time       // when events that are to come have come
	wrong   diag.Bag
}

// Local puts the site's base path before a path from its root, as it stands in
// the configuration and in front matter; an address of another site stays as it
// is.
func (s *Site) Local(url string) string {
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

// AbsoluteFrom returns the full address of what a browser would find at a URL on
// the page of this site that stands at another, whether there is anything or not.
func (s *Site) AbsoluteFrom(page, url string) string {
	if strings.HasPrefix(url, s.BasePath) && strings.HasPrefix(url, "/") {
		return s.Absolute(url)
	}
	scheme, _, found := strings.Cut(url, ":")
	if strings.HasPrefix(url, "//") || found && !strings.ContainsAny(scheme, "/?#") {
		return url
	}
	place, rest := url, ""
	if i := strings.IndexAny(url, "?#"); i >= 0 {
		place, rest = url[:i], url[i:]
	}
	switch folder := strings.HasSuffix(place, "/") || strings.HasSuffix(place, "/..") || place == ".." || place == "."; {
	case place == "":
		place = page
	case !strings.HasPrefix(place, "/"):
		place = path.Join(page[:strings.LastIndexByte(page, '/')+1], place)
		if folder && place != "/" {
			place += "/"
		}
	}
	return strings.TrimSuffix(s.BaseURL, s.BasePath) + place + rest
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

// ArticleAt returns the published text of a path in the content folder, or nil.
func (s *Site) ArticleAt(path string) *Article { return s.byPath[pathKey(path)] }

// pathKey returns how a path in the content folder is looked up: put right like
// the text of stories, so that what a writer reads in a folder and types in a
// story is the same path.
func pathKey(p string) string { return vietnamese.RepairString(p) }
