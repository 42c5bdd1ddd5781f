package theme

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/template/parse"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
)

// baseLayout is the document into which layouts put their "main".
const baseLayout = "base.html"

// layoutNames are the layouts that a theme must have.
var layoutNames = []string{
	site.LayoutHome, site.LayoutSection, site.LayoutArticle, site.LayoutPage, site.LayoutTaxonomy, site.LayoutTerm,
	site.LayoutHonorees, site.LayoutHonoree, site.LayoutRoll, site.LayoutArchive, site.LayoutPeriod,
	site.LayoutCorrections, site.LayoutRemoved, site.LayoutSearch, site.LayoutSitemap, site.LayoutFeeds, site.LayoutNotFound, site.LayoutRedirect,
}

// storyPrefix begins the names of layouts that stories ask for in their front matter:
// article-chum-anh.html is "chum-anh".
const storyPrefix = site.LayoutArticle + "-"

// StoryLayouts returns the names of the layouts that stories may ask for, in order.
func (t *Theme) StoryLayouts() (names []string) {
	for _, name := range t.layoutFiles() {
		if name, ok := strings.CutPrefix(name, storyPrefix); ok {
			names = append(names, name)
		}
	}
	return names
}

// layoutFiles returns the names of all layouts that the theme has: those that it must
// have, and then those that stories may ask for.
func (t *Theme) layoutFiles() []string {
	names := slices.Clone(layoutNames)
	for _, file := range slices.Sorted(maps.Keys(t.files)) {
		if name, ok := strings.CutSuffix(file, ".html"); ok && strings.HasPrefix(name, storyPrefix) && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	return names
}

// layoutOf returns the name of the layout of a page.
func (s *templates) layoutOf(v *site.View) string {
	if v.Layout == site.LayoutArticle && v.Article != nil && v.Article.Layout != "" {
		if name := storyPrefix + v.Article.Layout; s.layouts[name] != nil {
			return name
		}
	}
	return v.Layout
}

// templates are the templates of a theme, ready to be executed.
type templates struct {
	layouts   map[string]*template.Template // by layout: what is executed
	partials  *template.Template
	forgetful bool // cached renders anew
	nested    atomic.Int32

	programs map[string]*program // by layout; of those that are compiled
	cards    map[string]*program // by name; of the cached partials that are compiled
	refused  []refusal           // what kept others from being compiled
}

// file is the text of a template.
type file struct {
	name string                 // as templates call it: "partials/card.html"
	path string                 // for messages: "themes/tdkt/layouts/partials/card.html"
	text []byte                 // as it was written
	tree map[string]*parse.Tree // the templates that it defines; nil if it does not parse
}

// isShared reports whether the file is part of every layout's set.
func (f *file) isShared() bool {
	return f.name == baseLayout || strings.HasPrefix(f.name, "partials/")
}

// loadTemplates reads, checks and parses all templates. The minified ones are
// executed; the raw ones only after a mistake, because minified text has other
// line numbers.
func (t *Theme) loadTemplates(bag *diag.Bag) {
	t.files = map[string]*file{}
	for _, name := range t.list("layouts") {
		if path.Ext(name) != ".html" {
			continue
		}
		text, where, _ := t.read(name)
		f := &file{name: strings.TrimPrefix(name, "layouts/"), path: where, text: text}
		t.files[f.name] = f
		tree, err := parseFile(f)
		if err != nil {
			bag.Add(t.explain(err))
			continue
		}
		f.tree = tree
	}
	cached := t.check(bag)
	if bag.Failed() {
		return
	}
	t.raw = sync.OnceValues(func() (*templates, error) {
		raw, err := t.assemble(func(_ string, text []byte) []byte { return text })
		if err == nil {
			raw.forgetful = true
		}
		return raw, err
	})
	for _, err := range t.prepare(cached) {
		bag.Add(t.explain(err))
	}
	if !bag.Failed() && len(t.pages.refused) > 0 {
		t.warnOfRefused(bag, cached)
	}
}

// prepare makes the templates that are executed, and returns what is wrong with
// them, at its place in the raw text if it is wrong there too.
func (t *Theme) prepare(cached []string) (wrong []error) {
	pages, err := t.assemble(minifyTemplate)
	if err != nil {
		if _, inRaw := t.raw(); inRaw != nil {
			err = inRaw
		}
		return []error{err}
	}
	t.pages = pages
	pages.expose(t.functions(pages), cached)
	if wrong = pages.escape(cached); wrong != nil {
		if raw, err := t.raw(); err == nil {
			if inRaw := raw.escape(cached); inRaw != nil {
				return inRaw
			}
		}
	}
	if wrong == nil {
		t.compile(pages, cached)
	}
	return wrong
}

// warnOfRefused reports what keeps layouts from being compiled: their pages take
// longer. Its place is that in the raw text, if it can be told.
func (t *Theme) warnOfRefused(bag *diag.Bag, cached []string) {
	refused, inRaw := t.pages.refused, false
	if raw, err := t.raw(); err == nil {
		raw.expose(t.functions(raw), cached)
		if raw.escape(cached) == nil {
			if t.compile(raw, cached); raw.refused != nil {
				refused, inRaw = raw.refused, true
			}
		}
		raw.programs, raw.cards = nil, nil
	}
	for _, r := range refused {
		d := diag.Diagnostic{Position: diag.Position{File: r.file}}
		if f := t.files[r.file]; f != nil {
			if d.File = f.path; inRaw {
				d = diag.At(f.path, f.text, int(r.at), 1)
			}
		}
		d.Severity = diag.Warning
		d.Message, d.Hint = message.New("theme.slow", r.what), message.New("theme.slow-hint")
		bag.Add(d)
	}
}

// parseFile returns the templates that a file defines, by name. That functions
// exist is for check to say.
func parseFile(f *file) (map[string]*parse.Tree, error) {
	trees := map[string]*parse.Tree{}
	tree := parse.New(f.name)
	tree.Mode = parse.SkipFuncCheck
	_, err := tree.Parse(string(f.text), "", "", trees)
	return trees, err
}

// assemble builds the set of every layout: base and partials, and the layout.
func (t *Theme) assemble(prepare func(name string, text []byte) []byte) (*templates, error) {
	set := &templates{layouts: map[string]*template.Template{}}
	set.partials = template.New("").Funcs(t.functions(set))
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		if t.files[name].isShared() {
			if _, err := set.partials.New(name).Parse(string(prepare(name, t.files[name].text))); err != nil {
				return nil, err
			}
		}
	}
	for _, layout := range t.layoutFiles() {
		name := layout + ".html"
		clone, err := set.partials.Clone()
		if err != nil {
			return nil, err
		}
		if _, err := clone.New(name).Parse(string(prepare(name, t.files[name].text))); err != nil {
			return nil, err
		}
		entry := name
		if _, ok := t.files[name].tree["main"]; ok {
			entry = baseLayout
		}
		set.layouts[layout] = clone.Lookup(entry)
	}
	return set, nil
}

// escape has html/template work out how every layout and cached partial is
// escaped, which it puts off until the first execution, and returns what it
// cannot work out.
func (s *templates) escape(cached []string) (wrong []error) {
	try := func(err error) {
		var escape *template.Error
		if errors.As(err, &escape) {
			wrong = append(wrong, err)
		}
	}
	for _, layout := range slices.Sorted(maps.Keys(s.layouts)) {
		try(s.layouts[layout].Execute(refusing{}, nil))
	}
	for _, partial := range cached {
		try(s.partials.ExecuteTemplate(refusing{}, partial, nil))
	}
	return wrong
}

// refusing ends an execution at the first byte.
type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// Render writes the page v, unless ctx is done before: then it returns the error of
// ctx. Another error is a diag.Diagnostic that names the place in the theme, or, if
// the program itself is at fault, the file that the page is made from.
func (t *Theme) Render(ctx context.Context, w io.Writer, v *site.View) (err error) {
	if v.Layout == site.LayoutArticle {
		site.TraceOf(ctx).Own(v.Article) // it names its layout
	}
	layout := t.pages.layoutOf(v)
	if p := t.pages.programs[layout]; p != nil {
		if failed := p.execute(ctx, v, 0, func(out []byte) { _, err = w.Write(out) }); failed != nil {
			return t.worded(ctx, failed, v)
		}
		return t.unwritten(err)
	}
	page := t.pages.layouts[layout]
	if page == nil {
		return fmt.Errorf("theme %s: no layout %q", t.Name, v.Layout)
	}
	out, err := interpret(ctx, page, v)
	if err == nil {
		_, err = w.Write(out)
		return t.unwritten(err)
	}
	if raw, wrong := t.raw(); wrong == nil && ctx.Err() == nil {
		if _, again := interpret(ctx, raw.layouts[layout], v); again != nil {
			err = again // with the line numbers of the file
		}
	}
	return t.interpreted(err, v)
}

// unwritten returns what a person reads of an error of the writer.
func (t *Theme) unwritten(err error) error {
	if err == nil {
		return nil
	}
	return t.explain(err)
}
