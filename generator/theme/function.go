package theme

import (
	"context"
	"fmt"
	"html/template"
	"maps"
	"slices"

	"guong/generator/metadata"
	"guong/generator/site"
)

// remembering is a value that keeps what was rendered of it.
type remembering interface {
	Remember(t *site.Trace, name string, render func() (template.HTML, error)) (template.HTML, error)
}

var (
	_ remembering = (*site.Article)(nil)
	_ remembering = (*site.Section)(nil)
	_ remembering = (*site.Taxonomy)(nil)
	_ remembering = (*site.Term)(nil)
	_ remembering = (*site.Honoree)(nil)
	_ remembering = (*site.Frame)(nil)
)

// functions are what templates can call, for one set of them.
func (t *Theme) functions(set *templates) template.FuncMap {
	return template.FuncMap{
		"t":        t.text,
		"date":     formatDate,
		"day":      formatDay,
		"iso":      formatISO,
		"number":   t.formatNumber,
		"asset":    t.asset,
		"cached":   set.cached,
		"metadata": t.metadata,
		"picture":  picture,
		"preload":  preload,
		"policy":   policy,
	}
}

// predefined are the functions that html/template itself has.
var predefined = []string{
	"and", "call", "eq", "ge", "gt", "html", "index", "js", "le", "len", "lt", "ne", "not", "or", "print", "printf",
	"println", "slice", "urlquery",
}

// functionNames returns the names of all functions, sorted.
func (t *Theme) functionNames() []string {
	return slices.Sorted(slices.Values(slices.AppendSeq(slices.Clone(predefined), maps.Keys(t.functions(nil)))))
}

// Asset returns the asset of a name in assets/, or nil.
func (t *Theme) Asset(name string) *Asset { return t.assets[name] }

func (t *Theme) asset(name string) (*Asset, error) {
	if a := t.assets[name]; a != nil {
		return a, nil
	}
	return nil, fmt.Errorf("no asset %q", name)
}

// metadata returns what a page's head tells machines. A page without a title of
// its own, such as the search page, has that of the text <layout>.title.
func (t *Theme) metadata(v *site.View) template.HTML {
	return metadata.Head(v, t.texts[v.Layout+".title"])
}

// policy returns the element that states a page's Content-Security-Policy.
func policy(s *site.Site) template.HTML {
	return template.HTML(`<meta http-equiv="Content-Security-Policy" content="` + template.HTMLEscapeString(metadata.PagePolicy(s)) + `">`)
}

// cached renders a partial for v, once, as html/template calls it.
func (s *templates) cached(partial string, v any) (template.HTML, error) {
	if nested := s.nested.Add(1); nested > maxNested {
		return "", fmt.Errorf("cached %q: nested too deeply", partial)
	}
	defer s.nested.Add(-1)
	return s.remember(context.Background(), 0, partial, v)
}

// maxNested is how many calls of cached html/template may have open, in all pages
// that it renders: each begins to count the depth of templates anew.
const maxNested = 10_000

// remember renders a partial for v, once, for a template at a depth.
func (s *templates) remember(ctx context.Context, depth int, partial string, v any) (template.HTML, error) {
	value, ok := v.(remembering)
	if !ok {
		return "", fmt.Errorf("cached %q: a %T cannot be remembered", partial, v)
	}
	render := func() (html template.HTML, err error) {
		if p := s.cards[partial]; p != nil {
			if failed := p.execute(ctx, v, depth+1, func(out []byte) { html = template.HTML(out) }); failed != nil {
				return "", failed
			}
			return html, nil
		}
		out, err := interpret(ctx, s.partials.Lookup(partial), v)
		return template.HTML(out), err
	}
	if s.forgetful {
		return render()
	}
	return value.Remember(site.TraceOf(ctx), partial, render)
}
