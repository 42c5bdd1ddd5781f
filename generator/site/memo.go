package site

import (
	"html/template"
	"sync"
)

// Memo remembers what was rendered of a value: a card that stands in many lists
// is rendered once for a snapshot. The zero Memo is empty. It is safe for
// concurrent use; two goroutines that ask at once may both render.
type Memo struct {
	mu       sync.Mutex
	rendered []rendered // a handful: searched in order
}

type rendered struct {
	name  string
	html  template.HTML
	facts []Fact // that it shows; nil if nobody wrote them down
}

// Remember returns what was rendered under name, or renders it. What it shows is
// noted in t.
func (m *Memo) Remember(t *Trace, name string, render func() (template.HTML, error)) (template.HTML, error) {
	if r, ok := m.recall(name); ok {
		if t.Note(r.facts...); r.facts == nil {
			t.Everything()
		}
		return r.html, nil
	}
	r := rendered{name: name}
	var err error
	r.facts = t.Part(func() { r.html, err = render() })
	if err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rendered = append(m.rendered, r)
	return r.html, nil
}

func (m *Memo) recall(name string) (rendered, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.rendered {
		if m.rendered[i].name == name {
			return m.rendered[i], true
		}
	}
	return rendered{}, false
}

// Frame is what stands around the content of a page: the same for all pages of
// a section, so that it is rendered once for each; the home page has its own.
type Frame struct {
	Memo
	Site    *Site
	Section *Section // the top section that is marked as current; nil for none
	Home    bool     // of the home page
}

// Frame returns the frame of the page.
func (v *View) Frame() *Frame {
	if v.Layout == LayoutHome {
		return v.Site.homeFrame
	}
	return v.Site.frames[v.Section.top()]
}

// top returns the section at the top above s.
func (s *Section) top() *Section {
	for s != nil && s.Parent != nil {
		s = s.Parent
	}
	return s
}

func (b *builder) makeFrames() {
	b.site.homeFrame = &Frame{Site: b.site, Home: true}
	b.site.frames = map[*Section]*Frame{nil: {Site: b.site}}
	for _, section := range b.site.Sections {
		b.site.frames[section] = &Frame{Site: b.site, Section: section}
	}
}
