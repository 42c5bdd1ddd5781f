package theme

import (
	"bytes"
	"context"
	"errors"
	"html/template"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
)

// interpret has html/template render v: a layout that could not be compiled, or one
// whose program failed, for what html/template says of it. It returns when ctx is
// done, though html/template notices that only when it writes.
func interpret(ctx context.Context, tmpl *template.Template, v any) ([]byte, error) {
	site.TraceOf(ctx).Everything() // html/template tells nobody what it reads
	var page page
	page.ctx = ctx
	ended := make(chan error, 1)
	go func() {
		defer func() {
			if cause := recover(); cause != nil {
				ended <- asFailure(cause)
			}
		}()
		ended <- tmpl.Execute(&page, v)
	}()
	select {
	case err := <-ended:
		return page.out.Bytes(), err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// page is what html/template writes to. It fails where an execution would.
type page struct {
	ctx context.Context
	out bytes.Buffer
}

func (p *page) Write(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	if p.out.Len()+len(b) > maxOutput {
		return 0, &failure{reason: tooLarge}
	}
	return p.out.Write(b)
}

// worded returns what a person reads of the failure of a program.
func (t *Theme) worded(ctx context.Context, failed *failure, v *site.View) error {
	if failed.reason != misused {
		return t.interpreted(failed, v)
	}
	raw, err := t.raw()
	if err == nil {
		_, err = interpret(ctx, raw.layouts[raw.layoutOf(v)], v)
	}
	if err == nil {
		err = failed // html/template knows better: then this program is wrong
		failed.reason, failed.err = panicked, diag.Internal("", failed.err)
	}
	return t.interpreted(err, v)
}

// interpreted returns what a person reads of an error of html/template or of a
// program.
func (t *Theme) interpreted(err error, v *site.View) error {
	var failed *failure
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if !errors.As(err, &failed) || failed.reason == misused {
		return t.explain(err)
	}
	var d diag.Diagnostic
	switch failed.reason {
	case tooLarge:
		d = t.inFile(failed.file, v)
		d.Message, d.Hint = message.New("theme.too-large", v.URL, maxOutput>>20), message.New("theme.too-large-hint")
	case tooDeep:
		d = t.callIn(failed.file, failed.called, v)
		d.Message, d.Hint = message.New("theme.too-deep", failed.called, maxDepth), message.New("theme.too-large-hint")
	default:
		errors.As(failed.err, &d)
		if d.File = v.Source; d.File == "" {
			d.File = t.inFile(failed.file, v).File
		}
	}
	return d
}

// inFile returns the place of a template's file: that of the page's layout if it is
// not known.
func (t *Theme) inFile(name string, v *site.View) diag.Diagnostic {
	f := t.files[name]
	if f == nil {
		f = t.files[v.Layout+".html"]
	}
	return diag.Diagnostic{Position: diag.Position{File: f.path}}
}

// callIn returns the place where a file calls a template.
func (t *Theme) callIn(name, called string, v *site.View) diag.Diagnostic {
	if f := t.files[name]; f != nil {
		for _, tree := range f.tree {
			if n := findCall(tree.Root, called); n != nil {
				return diag.At(f.path, f.text, int(n.Position()), len([]rune(called))+2)
			}
		}
	}
	return t.inFile(name, v)
}
