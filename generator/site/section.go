package site

import (
	"cmp"
	"html/template"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/content"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Section is a rubric of the site (chuyên mục): a folder at the top of the
// content, or a deeper one that has an _index.md.
type Section struct {
	Memo
	entityID
	Site        *Site
	Path        string // folder in the content: "guong-sang"
	Title       string
	Description string
	URL         string
	Weight      int
	Parent      *Section   // nil at the top
	Sections    []*Section // directly below, by weight, then title
	Articles    []*Article // in it and below it, newest first

	text  *Article // of its _index.md; nil without one
	above []Link   // to the sections above it, from the top down
	trail []Link   // the same, and to itself
}

// Body returns the section's own text as HTML.
func (s *Section) Body() template.HTML {
	if s.text == nil {
		return ""
	}
	return s.text.Body()
}

// Permalink returns the absolute address of the section.
func (s *Section) Permalink() string { return s.Site.Absolute(s.URL) }

// makeSections finds the folders that are sections and makes them. A folder at
// the top needs no _index.md, but a story that is published now: one that holds
// nothing but drafts would show an empty section.
func (b *builder) makeSections() {
	for _, e := range b.Entries {
		switch {
		case b.hides(e.Article):
		case e.Path == "_index.md":
			b.makeHome(e)
		case e.Kind == content.Index:
			b.site.sections[e.Dir()] = b.newSection(e.Dir(), e)
		}
	}
	b.heldSections()
	for _, e := range b.Entries {
		if e.Kind == content.Page || e.Kind.Describes() || e.Path == "_index.md" || b.hides(e.Article) {
			continue
		}
		if top, _, _ := strings.Cut(e.Dir(), "/"); b.site.sections[top] == nil {
			b.site.sections[top] = b.newSection(top, Entry{})
		}
	}
	b.arrangeSections()
}

// heldSections reports the texts of sections that are kept back while stories of
// the sections are published: whoever wrote them probably meant the sections.
func (b *builder) heldSections() {
	held, stories := map[string]Entry{}, map[string]int{}
	for _, e := range b.Entries {
		if e.Kind == content.Index && e.Path != "_index.md" && b.hides(e.Article) {
			held[e.Dir()] = e
		}
	}
	if len(held) == 0 {
		return
	}
	for _, e := range b.Entries {
		if e.Kind != content.Story || b.hides(e.Article) {
			continue
		}
		for folder := e.Dir(); folder != ""; folder = parent(folder) {
			if _, found := held[folder]; found {
				stories[folder]++
			}
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(stories)) {
		e := held[folder]
		key := "draft"
		switch {
		case e.Draft:
		case !e.Expires.IsZero() && !e.Expires.After(b.Now):
			key = "expires"
		case !e.Publish.IsZero():
			key = "publish"
		default:
			key = "date"
		}
		d := e.Locate(key, "")
		d.Message, d.Hint = message.New("site.held-section", message.Number(stories[folder])), message.New("site.held-section-hint", d.Excerpt)
		b.wrong.Add(d)
	}
}

func (b *builder) makeHome(e Entry) {
	home := new(Article)
	b.fill(home, e)
	home.URL = b.site.BasePath
	b.site.Home = home
	b.site.byPath[pathKey(e.Path)] = home
}

// newSection makes the section of a folder, without its address.
func (b *builder) newSection(folder string, index Entry) *Section {
	section := &Section{Path: folder, Title: folderTitle(folder), Site: b.site}
	if index.Article != nil {
		text := new(Article)
		b.fill(text, index)
		text.Section = section
		section.Title, section.Description, section.Weight = index.Title, text.Summary, index.Weight
		section.text = text
		b.site.byPath[pathKey(index.Path)] = text
	}
	return section
}

// arrangeSections puts the sections below one another, in their order, and
// gives them their addresses.
func (b *builder) arrangeSections() {
	s := b.site
	all := slices.SortedFunc(maps.Values(s.sections), func(x, y *Section) int { return cmp.Compare(x.Path, y.Path) })
	vietnamese.SortBy(all, func(x *Section) string { return x.Title })
	slices.SortStableFunc(all, func(x, y *Section) int { return cmp.Compare(x.Weight, y.Weight) })
	for _, section := range all {
		section.URL = s.BasePath + b.folderAddress(section.Path) + "/"
		if section.text != nil {
			section.text.URL = section.URL
		}
		if section.Parent = s.sectionAbove(parent(section.Path)); section.Parent != nil {
			section.Parent.Sections = append(section.Parent.Sections, section)
		} else {
			s.Sections = append(s.Sections, section)
		}
	}
	for section := range s.eachSection() {
		if section.Parent != nil {
			section.above = section.Parent.trail
		}
		section.trail = append(slices.Clip(section.above), Link{section.Title, section.URL})
	}
}

// folderAddress returns the path of a folder's pages from the site's root,
// without slashes around it: "guong-sang/phu-nu". A section's slug stands for
// the last part.
func (b *builder) folderAddress(folder string) string {
	if folder == "" {
		return ""
	}
	if address, known := b.folders[folder]; known {
		return address
	}
	slug := ""
	if section := b.site.sections[folder]; section != nil && section.text != nil {
		slug = section.text.entry.Slug
	}
	if slug == "" {
		slug = b.slugOf(b.fileOf(folder), path.Base(folder), "")
	}
	address := path.Join(b.folderAddress(parent(folder)), slug)
	b.folders[folder] = address
	return address
}

// fileOf returns the path of a folder as messages name it.
func (b *builder) fileOf(folder string) string {
	for _, e := range b.Entries {
		return strings.TrimSuffix(e.File, e.Path) + folder
	}
	return folder
}

// EachSection yields all sections, each before those below it.
func (s *Site) EachSection() iter.Seq[*Section] { return s.eachSection() }

// eachSection yields all sections, each before those below it.
func (s *Site) eachSection() iter.Seq[*Section] {
	var walk func(list []*Section, yield func(*Section) bool) bool
	walk = func(list []*Section, yield func(*Section) bool) bool {
		for _, section := range list {
			if !yield(section) || !walk(section.Sections, yield) {
				return false
			}
		}
		return true
	}
	return func(yield func(*Section) bool) { walk(s.Sections, yield) }
}

// folderTitle makes a title of a folder's name: "guong-sang" → "Guong sang".
func folderTitle(folder string) string {
	name := path.Base(folder)
	if !strings.Contains(name, " ") {
		name = strings.ReplaceAll(name, "-", " ")
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// sectionOf returns the section in which an article lies, or nil.
func (b *builder) sectionOf(a *content.Article) *Section {
	folder := a.Dir()
	if a.IsBundle() {
		folder = parent(folder)
	}
	return b.site.sectionAbove(folder)
}

// sectionAbove returns the section of a folder or of the nearest one above it.
func (s *Site) sectionAbove(folder string) *Section {
	for folder != "" {
		if section := s.sections[folder]; section != nil {
			return section
		}
		folder = parent(folder)
	}
	return nil
}
