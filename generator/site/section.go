package site

import (
	"cmp"
	"html/template"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/content"
	"guong/generator/vietnamese"
)

// Section is a rubric of the site (chuyên mục): a folder at the top of the
// content, or a deeper one that has an _index.md.
type Section struct {
	Memo
	Site        *Site
	Path        string // folder in the content: "guong-sang"
	Title       string
	Description string
	URL         string
	Weight      int
	Parent      *Section   // nil at the top
	Sections    []*Section // directly below, by weight, then title
	Articles    []*Article // in it and below it, newest first

	text *Article // of its _index.md; nil without one
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

// makeSections finds the folders that are sections and makes them.
func (b *builder) makeSections() {
	s := b.site
	for _, e := range b.Entries {
		if e.Kind == content.Index {
			if e.Path == "_index.md" {
				s.Home = new(Article)
				b.fill(s.Home, e)
				s.Home.URL = s.BasePath
				s.byPath[e.Path] = s.Home
			} else {
				b.addSection(e.Dir(), e)
			}
		}
	}
	for _, e := range b.Entries {
		if e.Kind != content.Story {
			continue
		}
		if top, _, _ := strings.Cut(e.Dir(), "/"); s.sections[top] == nil {
			b.addSection(top, Entry{})
		}
	}
	var all []*Section
	for _, section := range s.sections {
		all = append(all, section)
	}
	slices.SortFunc(all, func(x, y *Section) int { return cmp.Compare(x.Path, y.Path) })
	vietnamese.SortBy(all, func(x *Section) string { return x.Title })
	slices.SortStableFunc(all, func(x, y *Section) int { return cmp.Compare(x.Weight, y.Weight) })
	for _, section := range all {
		if section.Parent = s.sectionAbove(parent(section.Path)); section.Parent != nil {
			section.Parent.Sections = append(section.Parent.Sections, section)
		} else {
			s.Sections = append(s.Sections, section)
		}
	}
}

func (b *builder) addSection(folder string, e Entry) {
	section := &Section{
		Path:  folder,
		Title: folderTitle(folder),
		URL:   b.site.BasePath + slugPath(folder) + "/",
		Site:  b.site,
	}
	if e.Article != nil {
		text := new(Article)
		b.fill(text, e)
		text.URL, text.Section = section.URL, section
		section.Title, section.Description, section.Weight = e.Title, text.Summary, e.Weight
		section.text = text
		b.site.byPath[e.Path] = text
	}
	b.site.sections[folder] = section
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
