package theme

import (
	"context"
	"html/template"
	"io"

	"guong/generator/diag"
	"guong/generator/site"
)

// RenderRaw renders a page through the templates as they were written, to
// compare with the minified ones.
func (t *Theme) RenderRaw(w io.Writer, v *site.View) error {
	raw, err := t.raw()
	if err != nil {
		return err
	}
	return raw.layouts[v.Layout].Execute(w, v)
}

// Interpreted returns the theme with the templates as html/template executes them
// by itself. What it renders is not remembered.
func (t *Theme) Interpreted() *Theme {
	return t.variant(func(s *templates, cached []string) { s.escape(cached) })
}

// Compiled returns the theme with programs and nothing to fall back on: what they
// have no rule for fails. What it renders is not remembered.
func (t *Theme) Compiled() *Theme {
	return t.variant(func(s *templates, cached []string) {
		s.expose(t.functions(s), cached)
		s.escape(cached)
		t.compile(s, cached)
		s.partials, s.layouts = nil, map[string]*template.Template{}
	})
}

func (t *Theme) variant(finish func(s *templates, cached []string)) *Theme {
	var bag diag.Bag
	cached := t.check(&bag)
	s, err := t.assemble(minifyTemplate)
	if err != nil {
		panic(err)
	}
	s.forgetful = true
	finish(s, cached)
	other := *t
	other.pages = s
	return &other
}

// Remember has the theme remember what it renders.
func (t *Theme) Remember() *Theme {
	t.pages.forgetful = false
	return t
}

// RenderCompiled renders a page through its program.
func (t *Theme) RenderCompiled(w io.Writer, v *site.View) (err error) {
	if failed := t.pages.programs[v.Layout].execute(context.Background(), v, 0, func(out []byte) { _, err = w.Write(out) }); failed != nil {
		return failed
	}
	return err
}

// RenderInterpreted renders a page through html/template.
func (t *Theme) RenderInterpreted(w io.Writer, v *site.View) error {
	return t.pages.layouts[v.Layout].Execute(w, v)
}

// Refused returns what kept layouts and partials from being compiled.
func (t *Theme) Refused() (refused []string) {
	for _, r := range t.pages.refused {
		refused = append(refused, r.file+": "+r.what)
	}
	return refused
}
