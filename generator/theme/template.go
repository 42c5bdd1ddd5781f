package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"

	"guong/generator/diag"
	"guong/generator/site"
)

// baseLayout is the document into which layouts put their "main".
const baseLayout = "base.html"

// layoutNames are the layouts that a theme must have.
var layoutNames = []string{
	site.LayoutHome, site.LayoutSection, site.LayoutArticle, site.LayoutPage, site.LayoutTaxonomy, site.LayoutTerm,
	site.LayoutHonorees, site.LayoutHonoree, site.LayoutSearch, site.LayoutNotFound, site.LayoutRedirect,
}

// templates are the templates of a theme, ready to be executed.
type templates struct {
	layouts  map[string]*template.Template // by layout: what is executed
	partials *template.Template
}

// file is the text of a template.
type file struct {
	name string // as templates call it: "partials/card.html"
	path string // for messages: "themes/tdkt/layouts/partials/card.html"
	text []byte
	tree map[string]*parse.Tree
}

// loadTemplates reads, checks and parses all templates. The minified ones are
// executed; the raw ones only after a mistake, because minified text has other
// line numbers.
func (t *Theme) loadTemplates(bag *diag.Bag) {
	files := map[string]*file{}
	for _, name := range t.list("layouts") {
		if path.Ext(name) != ".html" {
			continue
		}
		text, where, _ := t.read(name)
		f := &file{name: strings.TrimPrefix(name, "layouts/"), path: where, text: text}
		tree, err := parseFile(f)
		if err != nil {
			bag.Add(t.explain(err, map[string]*file{f.name: f}))
			continue
		}
		f.tree = tree
		files[f.name] = f
	}
	if bag.Failed() {
		return
	}
	t.check(files, bag)
	if bag.Failed() {
		return
	}
	var err error
	if t.pages, err = t.assemble(files, minifyTemplate); err != nil {
		bag.Add(t.explain(err, files))
	}
	t.raw = sync.OnceValue(func() *templates {
		raw, err := t.assemble(files, func(text []byte) ([]byte, error) { return text, nil })
		if err != nil {
			return nil
		}
		return raw
	})
	t.files = files
}

// parseFile returns the templates that a file defines, by name. That functions exist
// is found out when the set is assembled.
func parseFile(f *file) (map[string]*parse.Tree, error) {
	trees := map[string]*parse.Tree{}
	tree := parse.New(f.name)
	tree.Mode = parse.SkipFuncCheck
	_, err := tree.Parse(string(f.text), "", "", trees)
	return trees, err
}

// assemble builds the set of every layout: base and partials, and the layout.
func (t *Theme) assemble(files map[string]*file, prepare func([]byte) ([]byte, error)) (*templates, error) {
	set := &templates{layouts: map[string]*template.Template{}}
	set.partials = template.New("").Funcs(t.functions(set))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == baseLayout || strings.HasPrefix(name, "partials/") {
			text, err := prepare(files[name].text)
			if err != nil {
				return nil, fmt.Errorf("template: %s:1: %w", name, err)
			}
			if _, err := set.partials.New(name).Parse(string(text)); err != nil {
				return nil, err
			}
		}
	}
	for _, layout := range layoutNames {
		name := layout + ".html"
		text, err := prepare(files[name].text)
		if err != nil {
			return nil, fmt.Errorf("template: %s:1: %w", name, err)
		}
		clone, err := set.partials.Clone()
		if err != nil {
			return nil, err
		}
		if _, err := clone.New(name).Parse(string(text)); err != nil {
			return nil, err
		}
		entry := name
		if _, ok := files[name].tree["main"]; ok {
			entry = baseLayout
		}
		set.layouts[layout] = clone.Lookup(entry)
	}
	return set, nil
}

// minifyTemplate takes the white space and comments out of a template's HTML.
// Quotation marks and end tags stay: what html/template escapes depends on them.
func minifyTemplate(text []byte) ([]byte, error) {
	m := minify.New()
	minifier := &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true, TemplateDelims: html.GoTemplateDelims}
	var b bytes.Buffer
	err := minifier.Minify(m, &b, bytes.NewReader(text), nil)
	return b.Bytes(), err
}

// Render writes the page v. An error is a diag.Diagnostic that names the place
// in the theme.
func (t *Theme) Render(w io.Writer, v *site.View) error {
	err := t.pages.layouts[v.Layout].Execute(w, v)
	if err == nil {
		return nil
	}
	if raw := t.raw(); raw != nil {
		if again := raw.layouts[v.Layout].Execute(io.Discard, v); again != nil {
			err = again
		}
	}
	return t.explain(err, t.files)
}
