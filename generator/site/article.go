package site

import (
	"cmp"
	"html/template"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"guong/generator/address"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Article is a story, a page without a date, or the text of a section.
type Article struct {
	Memo
	entityID
	Site     *Site
	Title    string
	Summary  string // sapo, or the first paragraph; plain text
	Excerpt  bool   // Summary is the first paragraph, which Body shows too
	Dateline string // "TĐKT"; printed before the sapo
	Layout   string // "chum-anh"; empty for the usual one
	Language string // "en"; that of the site, if the text does not say
	URL      string // "/guong-sang/hai-phong/": for links inside the site
	Path     string // in the content folder: "guong-sang/hai-phong.md"

	Date    time.Time // in the site's zone; zero for a page
	Updated time.Time // zero unless later than Date
	Draft   bool      // only the preview shows drafts
	Pending bool      // only the preview shows what is scheduled or expired

	Featured bool
	Weight   int
	Section  *Section // nil for a page
	Authors  []*Term
	Terms    []Terms // by taxonomy, in the order of the configuration; without authors
	Image    *Image  // nil without one

	Honorees    []*Mention
	Documents   []content.Document
	Corrections []content.Correction // newest first
	Removed     *content.Removed     // set for a story that was taken down; nil for all others
	Source      content.Source
	Aliases     []string       // former paths from the site's root
	Params      map[string]any // keys of the front matter that Gương does not know

	Translations []*Article // the same text in other languages
	Newer, Older *Article   // neighbours in the section; nil at its ends

	entry Entry
	order int32 // place in Site.Articles

	resolving sync.Once
	targets   []markdown.Target // of the addresses in the text
	wrong     diag.List         // with them
}

// Terms are the terms that an article has of one taxonomy.
type Terms struct {
	Taxonomy *Taxonomy
	Terms    []*Term
}

// Permalink returns the absolute address of the article.
func (a *Article) Permalink() string { return a.Site.Absolute(a.URL) }

// Body returns the article's text as HTML, with names kept together in captions (see
// Keep). It is put together each time: a site does not hold the HTML of its texts.
func (a *Article) Body() template.HTML {
	return a.keptBody(a.entry.Document().Render(a.resolver()))
}

// FullBody returns the article's text as HTML in which every address is absolute,
// for feeds.
func (a *Article) FullBody() string {
	resolve := a.resolver()
	html := a.entry.Document().Render(func(r markdown.Ref) markdown.Target {
		target := resolve(r)
		target.URL, target.Media = a.Site.AbsoluteFrom(a.URL, target.URL), a.absoluteMedia(target.Media)
		target.Sources = "" // readers of feeds want one picture
		return target
	})
	return strings.ReplaceAll(html, ` href="#`, ` href="`+a.Permalink()+`#`)
}

// AppendText appends the plain text of the body, as search reads it.
func (a *Article) AppendText(dst []byte) []byte {
	return markdown.AppendText(dst, a.entry.Document().Markup())
}

// VersionOf returns what changes with the text that AppendText appends; it is empty if
// only the text itself can tell. It is no method, so that templates do not see it.
func VersionOf(a *Article) string { return a.entry.Version }

// HasTerms reports whether the article has terms besides its authors.
func (a *Article) HasTerms() bool { return len(a.Terms) > 0 }

// Modified returns when the article last changed or was corrected: the zero time
// for a page.
func (a *Article) Modified() time.Time {
	last := a.Date
	if a.Updated.After(last) {
		last = a.Updated
	}
	if len(a.Corrections) > 0 && a.Corrections[0].Date.After(last) {
		last = a.Corrections[0].Date.In(a.Site.config.Location)
	}
	return last
}

// published returns when the article went, or goes, on the site.
func (a *Article) published() time.Time {
	if from := a.entry.Publish; !from.IsZero() {
		return from
	}
	return a.entry.Date
}

// TermsOf returns the article's terms of one taxonomy.
func (a *Article) TermsOf(key string) []*Term {
	for _, t := range a.Terms {
		if t.Taxonomy.Key == key {
			return t.Terms
		}
	}
	return nil
}

// File returns the name of the article's file, for messages.
func (a *Article) File() string { return a.entry.File }

// makeArticles makes stories and pages from the entries that are published now.
func (b *builder) makeArticles() {
	s := b.site
	slab := make([]Article, len(b.Entries))
	for i, e := range b.Entries {
		section := b.sectionOf(e.Article)
		if e.Kind.Describes() {
			continue
		}
		if b.hides(e.Article) {
			s.Held.count(e.Article, b.Now)
			s.hidden[pathKey(e.Path)] = s.BasePath
			if section != nil {
				s.hidden[pathKey(e.Path)] = section.URL
			}
			continue
		}
		if e.Kind == content.Index {
			continue
		}
		a := &slab[i]
		b.fill(a, e)
		a.Section = section
		a.URL = s.BasePath + b.address(a)
		if !e.Front.Removed.Date.IsZero() {
			a.Removed = &content.Removed{Date: b.inZone(e.Front.Removed.Date), Reason: e.Front.Removed.Reason}
			s.hidden[pathKey(e.Path)] = a.URL
			s.Removed = append(s.Removed, a)
			continue
		}
		s.byPath[pathKey(e.Path)] = a
		b.chooseLayout(a)
		if e.Kind == content.Page {
			s.Pages = append(s.Pages, a)
		} else {
			s.Articles = append(s.Articles, a)
		}
	}
	slices.SortFunc(s.Articles, newestFirst)
	slices.SortFunc(s.Removed, newestFirst)
	slices.SortFunc(s.Pages, func(a, b *Article) int { return cmp.Compare(a.Path, b.Path) })
	for i, a := range s.Articles {
		a.order = int32(i)
	}
	vietnamese.SortBy(s.Pages, func(a *Article) string { return a.Title })
	slices.SortStableFunc(s.Pages, func(a, b *Article) int { return cmp.Compare(a.Weight, b.Weight) })
}

func newestFirst(a, b *Article) int {
	return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.Path, b.Path))
}

// hides reports whether a text is not published now.
func (b *builder) hides(a *content.Article) bool {
	return a.Draft && !b.Drafts || b.pending(a) && !b.Future
}

// Held counts the texts that are not published now.
type Held struct {
	Drafts, Scheduled, Expired int
}

func (h *Held) count(a *content.Article, now time.Time) {
	switch {
	case a.Draft:
		h.Drafts++
	case !a.Expires.IsZero() && !a.Expires.After(now):
		h.Expired++
	default:
		h.Scheduled++
	}
}

// fill copies what an article says of itself.
func (b *builder) fill(a *Article, e Entry) {
	a.Site, a.entry = b.site, e
	a.Title, a.Path = e.Title, e.Path
	a.Language = cmp.Or(e.Language, b.site.Language)
	a.Draft, a.Featured, a.Weight = e.Draft, e.Featured, e.Weight
	a.Pending = b.pending(e.Article)
	a.Summary = e.Summary
	if a.Summary == "" {
		a.Summary, a.Excerpt = e.Document().Excerpt, true
	}
	if dateline, rest := splitDateline(a.Summary); e.Dateline == "" || e.Dateline == dateline {
		a.Dateline, a.Summary = dateline, rest
	} else {
		a.Dateline = e.Dateline
	}
	a.Date = b.inZone(e.Date)
	if e.Updated.After(e.Date) {
		a.Updated = b.inZone(e.Updated)
	}
	a.Corrections, a.Params, a.Aliases = e.Corrections, e.Params, e.Aliases
	a.Source = content.Source{Name: e.Source.Name, URL: b.site.Local(e.Source.URL)}
	a.Documents = slices.Clone(e.Documents)
	for i := range a.Documents {
		a.Documents[i].URL = b.site.Local(a.Documents[i].URL)
	}
}

func (b *builder) inZone(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(b.Config.Location)
}

// pending reports whether an article is not published yet, or no longer.
func (b *builder) pending(a *content.Article) bool {
	from := a.Publish
	if from.IsZero() {
		from = a.Date
	}
	return from.After(b.Now) || !a.Expires.IsZero() && !a.Expires.After(b.Now)
}

// address returns the path of an article's page from the site's root, without
// the leading slash.
func (b *builder) address(a *Article) string {
	slug := a.entry.Slug
	if slug == "" {
		slug = b.slugOf(a.entry.File, a.entry.Name(), a.Title)
	}
	folder := a.entry.Dir()
	if a.entry.IsBundle() {
		folder = parent(folder)
	}
	if a.Section != nil {
		if pattern, ok := b.Config.Permalink(a.Section.Path); ok {
			return pattern.Expand(b.folderAddress(a.Section.Path), slug, a.Date)
		}
	}
	return path.Join(b.folderAddress(folder), slug) + "/"
}

// slugOf returns the part of an address that the name of a file or folder makes, or
// else the title. It warns of one that Windows cannot have, and keeps it: the
// address may have been given long ago.
func (b *builder) slugOf(file, name, title string) string {
	slug := vietnamese.Slug(name)
	fault := address.CheckSlug(slug)
	if fault == nil {
		return address.Slug(slug, title)
	}
	d := diag.Diagnostic{Position: diag.Position{File: file}, Severity: diag.Warning}
	d.Message, d.Hint = message.New("site.name", name, fault.Why), message.New("site.name-hint", fault.Try)
	b.wrong.Add(d)
	if len(slug) > address.MaxName {
		return fault.Try
	}
	return slug
}

func parent(folder string) string {
	if dir := path.Dir(folder); dir != "." {
		return dir
	}
	return ""
}
