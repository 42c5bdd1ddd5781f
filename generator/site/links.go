package site

import (
	"html/template"
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

// CheckLinks does the same for the texts of the home page and of all sections.
func (s *Site) CheckLinks() (wrong diag.List) {
	if s.Home != nil {
		wrong = append(wrong, s.Home.CheckLinks()...)
	}
	for _, section := range s.sections {
		if section.text != nil {
			wrong = append(wrong, section.text.CheckLinks()...)
		}
	}
	return wrong
}

// resolve puts the addresses into the article's HTML, once.
func (a *Article) resolve() {
	a.body.Do(func() {
		document := a.entry.Document()
		a.html = template.HTML(document.Render(func(r markdown.Ref) markdown.Target {
			if r.Kind == markdown.Picture {
				return a.pictureTarget(r)
			}
			return a.linkTarget(r)
		}))
	})
}

// pictureTarget finds a picture of the text.
func (a *Article) pictureTarget(r markdown.Ref) markdown.Target {
	file := a.Site.resource(a.entry.Dir(), r.Dest)
	if file == nil {
		a.dead(r, message.New("site.picture", r.Dest), a.Site.proposeFile(a.entry.Dir(), r.Dest))
		return markdown.Target{}
	}
	t := markdown.Target{URL: file.URL}
	if file.Measure != nil {
		t.Width, t.Height = file.Measure()
	}
	return t
}

// linkTarget finds what a link of the text leads to: an article's file, another
// file of the content, or a path of the finished site.
func (a *Article) linkTarget(r markdown.Ref) markdown.Target {
	fragment := ""
	if r.Fragment != "" {
		fragment = "#" + r.Fragment
	}
	if ext := strings.ToLower(path.Ext(r.Dest)); ext == ".md" || ext == ".markdown" {
		return markdown.Target{URL: a.articleURL(r, fragment)}
	}
	if file := a.Site.resource(a.entry.Dir(), r.Dest); file != nil {
		return markdown.Target{URL: file.URL + fragment}
	}
	return markdown.Target{URL: a.Site.local(r.Dest) + fragment}
}

func (a *Article) articleURL(r markdown.Ref, fragment string) string {
	dir := a.entry.Dir()
	if strings.HasPrefix(r.Dest, "/") {
		dir = ""
	}
	p := strings.TrimPrefix(path.Join("/", dir, r.Dest), "/")
	if target := a.Site.byPath[p]; target != nil {
		if r.Fragment != "" && !target.entry.Document().HasAnchor(r.Fragment) {
			a.dead(r, message.New("site.anchor", r.Fragment, p), message.New("site.anchor-hint"))
		}
		return target.URL + fragment
	}
	if section, hidden := a.Site.hidden[p]; hidden {
		d := r.At
		d.Severity = diag.Warning
		d.Message, d.Hint = message.New("site.link-hidden", r.Dest), message.New("site.link-hidden-hint")
		a.wrong = append(a.wrong, d)
		return section
	}
	a.dead(r, message.New("site.link", r.Dest), a.Site.proposePath(p))
	return ""
}

func (a *Article) dead(r markdown.Ref, what, hint message.Message) {
	d := r.At
	d.Severity, d.Message, d.Hint = diag.Error, what, hint
	a.wrong = append(a.wrong, d)
}
