package site

import (
	"iter"
	"path"
	"strings"

	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
)

// CheckLinks resolves the links and pictures of an article's text, and returns
// what is wrong with them.
func (a *Article) CheckLinks() diag.List {
	a.resolve()
	return a.wrong
}

// WrongLinks returns what CheckLinks does, and keeps nothing of the text: for
// looking at texts that nobody may ask for.
func (a *Article) WrongLinks() diag.List {
	other := &Article{Site: a.Site, URL: a.URL, entry: a.entry}
	return other.CheckLinks()
}

// CheckLinks does the same for the texts of the home page and of all sections.
func (s *Site) CheckLinks() (wrong diag.List) {
	for a := range s.eachIndex() {
		wrong = append(wrong, a.CheckLinks()...)
	}
	return wrong
}

// eachIndex yields the texts of the home page, of the sections, of honorees and of terms.
func (s *Site) eachIndex() iter.Seq[*Article] {
	return func(yield func(*Article) bool) {
		if s.Home != nil && !yield(s.Home) {
			return
		}
		for section := range s.eachSection() {
			if section.text != nil && !yield(section.text) {
				return
			}
		}
		s.eachDescription()(yield)
	}
}

// eachDescription yields the texts of honorees and of terms.
func (s *Site) eachDescription() iter.Seq[*Article] {
	return func(yield func(*Article) bool) {
		for _, h := range s.Honorees {
			if h.text != nil && !yield(h.text) {
				return
			}
		}
		for _, t := range s.Taxonomies {
			for _, term := range t.Terms {
				if term.text != nil && !yield(term.text) {
					return
				}
			}
		}
	}
}

// eachText yields stories, pages, and the texts of the home page, of the
// sections, of honorees and of terms.
func (s *Site) eachText() iter.Seq[*Article] {
	return func(yield func(*Article) bool) {
		for _, list := range [][]*Article{s.Articles, s.Pages} {
			for _, a := range list {
				if !yield(a) {
					return
				}
			}
		}
		s.eachIndex()(yield)
	}
}

// Elsewhere yields the addresses of pictures in the texts of the site that lie on
// other sites.
func (s *Site) Elsewhere() iter.Seq[string] {
	return func(yield func(string) bool) {
		for a := range s.eachText() {
			for _, address := range a.entry.Document().Elsewhere {
				if !yield(address) {
					return
				}
			}
		}
	}
}

// resolve finds what the addresses in the article's text mean, once.
func (a *Article) resolve() {
	a.resolving.Do(func() {
		refs := a.entry.Document().Refs
		a.targets = make([]markdown.Target, len(refs))
		for i, r := range refs {
			a.targets[i] = a.target(r)
		}
	})
}

// resolver returns what gives the targets of the article's addresses in their order; nil
// if there are none.
func (a *Article) resolver() func(markdown.Ref) markdown.Target {
	if len(a.entry.Document().Refs) == 0 {
		return nil
	}
	a.resolve()
	refs, next := a.entry.Document().Refs, 0
	return func(r markdown.Ref) markdown.Target {
		i := next
		if next++; i < len(refs) && refs[i].Offset == r.Offset && refs[i].Dest == r.Dest {
			return a.targets[i]
		}
		// The store has lost the text, and the file is another by now.
		return (&Article{Site: a.Site, URL: a.URL, entry: a.entry}).target(r)
	}
}

// target returns what an address of the text means, and reports what is wrong
// with it.
func (a *Article) target(r markdown.Ref) markdown.Target {
	switch r.Kind {
	case markdown.Picture:
		return a.pictureTarget(r)
	case markdown.Original, markdown.Shape: // their picture reports what is wrong
		return a.shownTarget(r)
	case markdown.Film:
		return a.filmTarget(r)
	}
	return markdown.Target{URL: a.linkTarget(r)}
}

// shownTarget finds the picture to which a link in a series leads.
func (a *Article) shownTarget(r markdown.Ref) (t markdown.Target) {
	if file := a.Site.resource(a.entry.Dir(), r.Dest); file != nil {
		t.URL = file.URL + suffix(r)
		p := file.picture()
		t.Width, t.Height = p.Width, p.Height
	}
	return t
}

// pictureTarget finds a picture of the text.
func (a *Article) pictureTarget(r markdown.Ref) markdown.Target {
	file := a.Site.resource(a.entry.Dir(), r.Dest)
	if file == nil {
		a.report(r, diag.Error, message.New("site.picture", r.Dest), a.Site.proposeFile(a.entry.Dir(), r.Dest, "site.picture-hint"))
		return markdown.Target{}
	}
	a.refer(file)
	t := markdown.Target{URL: file.URL + suffix(r)}
	p := file.picture()
	t.Width, t.Height = p.Width, p.Height
	t.Sources = a.Site.sources(file, a.Layout)
	return t
}

// linkTarget finds what a link of the text leads to: a text or a file of the
// content folder, by the path that it has there, or an address of the finished
// site.
func (a *Article) linkTarget(r markdown.Ref) string {
	s := a.Site
	if r.Dest == "" {
		return a.URL + suffix(r)
	}
	p := contentPath(a.entry.Dir(), r.Dest)
	if isMarkdown(p) {
		if to, ok := a.textTarget(r, p); ok {
			return to
		}
		a.report(r, diag.Error, message.New("site.link", r.Dest), s.proposeText(a.entry.Dir(), r.Dest, "site.link-path-hint"))
		return ""
	}
	if file := s.resources[p]; file != nil {
		a.refer(file)
		return file.URL + suffix(r)
	}
	for _, name := range []string{p + ".md", path.Join(p, "index.md"), path.Join(p, indexName)} {
		target := s.byPath[name]
		if strings.HasPrefix(r.Dest, "/") && (target == nil || target.URL != s.BasePath+path.Clean(r.Dest)[1:]+"/") {
			continue // an address of the site comes before the path of a file
		}
		if to, ok := a.textTarget(r, name); ok {
			return to
		}
	}
	return a.addressTarget(r, p)
}

func isMarkdown(p string) bool {
	ext := strings.ToLower(path.Ext(p))
	return ext == ".md" || ext == ".markdown"
}

// textTarget returns the address of the text at path p of the content folder.
// A link to one that is not published now leads to its section meanwhile.
func (a *Article) textTarget(r markdown.Ref, p string) (url string, ok bool) {
	if target := a.Site.byPath[p]; target != nil {
		r.Fragment = a.anchor(r, target, diag.Error)
		return target.URL + suffix(r), true
	}
	section, hidden := a.Site.hidden[p]
	if hidden {
		a.report(r, diag.Warning, message.New("site.link-hidden", r.Dest), message.New("site.link-hidden-hint"))
	}
	return section, hidden
}

// anchor returns the place of target's text that a fragment means, and reports
// one that the text does not have. At an address of the site that is no more
// than a warning: the theme has anchors of its own.
func (a *Article) anchor(r markdown.Ref, target *Article, severity diag.Severity) string {
	if r.Fragment == "" {
		return ""
	}
	id, ok := target.entry.Document().Anchor(r.Fragment)
	if !ok {
		a.report(r, severity, message.New("site.anchor", r.Fragment, target.Path), message.New("site.anchor-hint"))
		return r.Fragment
	}
	return id
}

// suffix returns the query and fragment of a link.
func suffix(r markdown.Ref) (s string) {
	if r.Query != "" {
		s = "?" + r.Query
	}
	if r.Fragment != "" {
		s += "#" + r.Fragment
	}
	return s
}

// report adds what is wrong with a link or picture.
func (a *Article) report(r markdown.Ref, severity diag.Severity, what, hint message.Message) {
	d := r.At
	d.Severity, d.Message, d.Hint = severity, what, hint
	a.wrong = append(a.wrong, d)
}
