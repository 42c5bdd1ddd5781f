package generator

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"guong/generator/check"
	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/metadata"
	"guong/generator/search"
	"guong/generator/site"
	"guong/generator/theme"
)

// Edition is a live site at one moment. Its outputs are rendered when they are
// asked for. It is immutable and safe for concurrent use.
type Edition struct {
	Site *site.Site

	config  *config.Config
	theme   *theme.Theme
	source  textSource
	folder  *os.Root                              // of the site
	texts   map[string]*text                      // by the file that diagnostics name
	pages   func() map[string]*site.View          // by path, made when the first is asked for
	file    func(path string) (site.Output, bool) // of the content folder, if it is published
	outputs func() map[string]site.Output         // what is neither page nor file, by path
	// What has changed since the snapshot: pages by path, texts as in texts.
	revised      map[string]*site.View
	revisedTexts map[string]*text
	recast       bool // a card of one of them has changed, which other pages may show
	search       search.Options
	pictures     *pictures
	wrong        diag.List
	placeholders func() check.Placeholders
	keep         func() // keeps what was computed of all texts

	contentPath string // of the content folder, as changes name it
}

// Revise returns the edition with the texts at paths read again, if their changes
// show on no other page than their own: it is made in the time that one file takes,
// whatever the size of the site. Urls are these pages. Until the next edition, lists
// show the texts as they were. It is nil if the changes need an edition of their own.
func (e *Edition) Revise(paths []string) (revised *Edition, urls []string) {
	defer diag.Recover("", func(diag.Diagnostic) { revised, urls = nil, nil }) // the edition of all will tell
	if len(paths) == 0 || len(paths) > few {
		return nil, nil
	}
	next := *e
	next.revised, next.revisedTexts = map[string]*site.View{}, map[string]*text{}
	maps.Copy(next.revised, e.revised)
	maps.Copy(next.revisedTexts, e.revisedTexts)
	for _, p := range paths {
		name, ok := below(e.contentPath, p)
		known := e.texts[path.Join(e.source.folder, norm.NFC.String(name))]
		if !ok || known == nil || known.file.Name != name {
			return nil, nil
		}
		text, _ := e.source.text(known.file, nil)
		if text.article == nil || text.wrong.Count(diag.Error) > 0 {
			return nil, nil
		}
		v := e.Site.Revise(text.entry())
		if v == nil {
			return nil, nil
		}
		next.recast = next.recast || e.Site.TextAt(v.URL).Article.Recast(v.Article)
		next.revised[e.Site.OutputPath(v.URL)] = v
		next.revisedTexts[text.article.File] = text
		next.wrong = append(slices.DeleteFunc(slices.Clone(next.wrong), func(d diag.Diagnostic) bool { return d.File == text.article.File }),
			next.WrongWith(v.Article)...)
		urls = append(urls, v.URL)
	}
	if next.recast && len(next.revised) > 1 {
		return nil, nil // one may stand on the page of another
	}
	return &next, urls
}

// Has reports whether a file, as diagnostics name it, is a text of the site.
func (e *Edition) Has(file string) bool { return e.texts[file] != nil }

// Wrong returns what is wrong with the site, as far as it was looked at; see
// [Edition.Survey].
func (e *Edition) Wrong() diag.List { return e.wrong }

// Revised reports whether a page was made again since the snapshot.
func (e *Edition) Revised(path string) bool { return e.revised[path] != nil }

// Output returns the output at a path of the site: "guong-sang/index.html".
func (e *Edition) Output(path string) (site.Output, bool) {
	v := e.revised[path]
	if v == nil {
		v = e.pages()[path]
	}
	if v != nil {
		return guardedOutput(site.Output{Path: path, From: v.Source, Render: func(b *bytes.Buffer, _ *site.Trace) error { return e.theme.Render(context.Background(), b, v) }}), true
	}
	if o, ok := e.file(path); ok {
		return o, true
	}
	if o, ok := e.outputs()[path]; ok {
		return guardedOutput(o), true
	}
	if strings.HasPrefix(path, site.CardFolder+"/") {
		return e.revisedCard(path)
	}
	return site.Output{}, false
}

// revisedCard returns the title card of a page that was made again since the snapshot.
func (e *Edition) revisedCard(path string) (site.Output, bool) {
	for _, v := range e.revised {
		if c, ok := metadata.Card(v); ok && c.Path == path {
			return guardedOutput(cardOutput(c, e.theme.Share())), true
		}
	}
	return site.Output{}, false
}

// View returns the page at a URL of the site, nil if there is none of a text.
func (e *Edition) View(url string) *site.View {
	if v := e.revised[e.Site.OutputPath(url)]; v != nil {
		return v
	}
	return e.Site.TextAt(url)
}

// WrongWith returns what is wrong with one text, its links included.
func (e *Edition) WrongWith(a *site.Article) (wrong diag.List) {
	if t := e.text(a); t != nil {
		wrong = append(wrong, t.wrong...)
		wrong = append(wrong, t.bodyWrong()...)
	}
	return append(wrong, a.WrongLinks()...)
}

// Hold returns what has to be held on to, so that the text at a URL is there as it is
// now when its file breaks; nil if there is no text.
func (e *Edition) Hold(url string) any {
	v := e.View(url)
	if v == nil {
		return nil
	}
	if t := e.text(v.Article); t != nil {
		return t.document()
	}
	return nil
}

// Check returns what a careful editor would say of a text: what `guong check` says
// of it, but for links to other pages.
func (e *Edition) Check(a *site.Article) (list diag.List) {
	defer diag.Recover(a.File(), func(d diag.Diagnostic) { list = diag.List{d} })
	t := e.text(a)
	if t == nil {
		return nil
	}
	raw, err := readInto(nil, e.source.fsys, t.file.Name)
	if err != nil {
		return nil
	}
	article, body, _ := e.source.reader.Read(t.file, raw)
	if article == nil || article.Title == "" {
		return nil
	}
	linter := check.New(check.Options{Now: e.Site.Now, Placeholders: e.placeholders(), Off: func(rule, _ string) bool {
		return slices.Contains(e.config.Check.Off, rule) || slices.Contains(article.Unchecked, rule)
	}})
	for _, f := range check.Sort(lintText(linter, article, raw, body, a, e.pictures)) {
		list = append(list, f.Explained())
	}
	return list
}

// text returns what is kept of a text.
func (e *Edition) text(a *site.Article) *text {
	if t := e.revisedTexts[a.File()]; t != nil {
		return t
	}
	return e.texts[a.File()]
}

// Survey looks at all texts and returns what is wrong with the site, one text after
// another, so that whoever writes is not kept waiting. What it computes is kept for
// the next build or preview.
func (e *Edition) Survey(ctx context.Context) (all diag.List) {
	var wrong diag.Bag
	defer diag.Recover("", func(d diag.Diagnostic) { all = append(wrong.List(), d) })
	wrong.Add(e.wrong...)
	wrong.Add(e.Site.CheckLinks()...)
	for _, t := range e.texts {
		if ctx.Err() != nil {
			return nil
		}
		wrong.Add(t.bodyWrong()...)
	}
	for _, list := range [][]*site.Article{e.Site.Articles, e.Site.Pages} {
		for _, a := range list {
			if ctx.Err() != nil {
				return nil
			}
			wrong.Add(a.WrongLinks()...)
		}
	}
	e.keep()
	wrong.Add(unpublished(e.Site, e.source.folder)...)
	return wrong.List()
}

// Search returns the files of the search index, by path.
func (e *Edition) Search(ctx context.Context) (map[string][]byte, error) {
	o := e.search
	o.Temporary = temporaryIn(e.folder)
	files, err := search.WriteSite(ctx, o, e.Site)
	if err != nil {
		return nil, err
	}
	byPath := make(map[string][]byte, len(files))
	for _, f := range files {
		byPath[f.Path] = f.Data
	}
	return byPath, nil
}

// NextChange is the moment from which another edition of the same files would be
// another site; zero if there is none.
func (e *Edition) NextChange() time.Time { return e.Site.NextChange }

// Theme is what the pages of the edition are rendered with.
func (e *Edition) Theme() *theme.Theme { return e.theme }
