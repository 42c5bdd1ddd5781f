package theme_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/site"
	"guong/generator/theme"
)

// impatient is a context that is done when it has been asked a number of times.
type impatient struct {
	context.Context
	asked atomic.Int32
}

func (c *impatient) Err() error {
	if c.asked.Add(1) > 10 {
		return context.Canceled
	}
	return nil
}

// doubling are partials that call the next one twice, 31 times over.
func doubling() string {
	var files strings.Builder
	for i := range 31 {
		call := fmt.Sprintf(`{{template "partials/p%d.html" .}}`, i+1)
		fmt.Fprintf(&files, "-- themes/cua-toi/layouts/partials/p%d.html --\n%s\n", i, call+call)
	}
	return files.String() + "-- themes/cua-toi/layouts/partials/p31.html --\n{{/**/}}\n"
}

// TestTemplatesThatMultiplyEndWithTheContext: a page that would take hours ends soon
// after nobody waits for it, whether it writes or not.
func TestTemplatesThatMultiplyEndWithTheContext(t *testing.T) {
	for _, main := range []string{
		`{{template "partials/p0.html" .}}`,
		`{{cached "partials/p0.html" .Article}}`,
		`{{range 2147483647}}{{range 2147483647}}{{end}}{{end}}`,
		`{{range $i := 2147483647}}{{if $i}}{{end}}{{end}}`,
		`{{range .Site.Params.array}}{{template "partials/p1.html" .}}{{end}}`,
		`{{range $k, $v := .Site.Params.table}}{{template "partials/p1.html" .}}{{end}}`,
	} {
		look := load(t, extending+doubling()+layoutFile("article", main))
		for v := range articleViews(t) {
			ctx := &impatient{Context: context.Background()}
			if err := look.Render(ctx, io.Discard, v); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", main, err)
			}
			if asked := ctx.asked.Load(); asked != 11 {
				t.Errorf("%s: the context was asked %d times", main, asked)
			}
		}
	}
}

// TestPagesAreBounded: a page that does not end is an error that names the template.
func TestPagesAreBounded(t *testing.T) {
	doubled := `{{$a := "0123456789abcdef"}}` + strings.Repeat(`{{$a = print $a $a}}`, 40)
	tests := []struct{ main, file string }{
		{`{{range 2147483647}}{{range 2147483647}}` + strings.Repeat("dài", 1000) + `{{end}}{{end}}`, "article.html"},
		{`{{range 1000}}{{template "partials/big.html"}}{{end}}`, "partials/big.html"},
		{`{{range .Site.Params.table}}{{range 1000}}{{template "partials/big.html"}}{{end}}{{end}}`, "partials/big.html"},
		{doubled, "article.html"},
		{strings.ReplaceAll(doubled, "print", "println"), "article.html"},
		{strings.ReplaceAll(doubled, "print", `printf "%s%s"`), "article.html"},
		{strings.ReplaceAll(doubled, "print", `t "mau"`), "article.html"},
		{`{{$a := printf "%1000000s" ""}}` + strings.Repeat(`{{$a}}`, 68), "article.html"},
	}
	const partials = "-- themes/cua-toi/layouts/partials/big.html --\n{{printf \"%1000000s\" \"\"}}\n-- themes/cua-toi/i18n/vi.toml --\nmau = \"%s%s\"\n"
	for _, test := range tests {
		look := load(t, extending+partials+layoutFile("article", test.main))
		for v := range articleViews(t) {
			var d diag.Diagnostic
			err := look.Render(context.Background(), io.Discard, v)
			if !errors.As(err, &d) || d.Message.ID != "theme.too-large" {
				t.Fatalf("%.50s: %v", test.main, err)
			}
			if want := "themes/cua-toi/layouts/" + test.file; d.File != want {
				t.Errorf("%.50s: at %s, want %s", test.main, d.File, want)
			}
		}
	}
	look := load(t, extending+layoutFile("article", `{{$a := printf "%1000000s" ""}}`+strings.Repeat(`{{$a}}`, 60)))
	for v := range articleViews(t) {
		if err := look.Render(context.Background(), io.Discard, v); err != nil {
			t.Errorf("60 MB: %v", err)
		}
	}
}

// TestUncompiledTemplatesAreTold: what html/template leaves without an escaper is never
// compiled. Its pages are rendered all the same, within the same bounds.
func TestUncompiledTemplatesAreTold(t *testing.T) {
	load := func(main string) *theme.Theme {
		look, wrong := theme.Load(options(t, extending+layoutFile("article", "\n<p>{{.Title}}\n  <b>{{html}}</b>"+main)))
		const want = "themes/cua-toi/layouts/article.html:3:8: "
		if look == nil || len(wrong) != 1 || wrong[0].Severity != diag.Warning || wrong[0].Message.ID != "theme.slow" || !strings.HasPrefix(wrong[0].Error(), want) {
			t.Fatalf("got %v, want %s…", wrong, want)
		}
		return look
	}
	for v := range articleViews(t) {
		var page strings.Builder
		if err := load("").Render(context.Background(), &page, v); err != nil || !strings.Contains(page.String(), "<b></b>") {
			t.Errorf("%q, %v", page.String(), err)
		}
		err := load(`{{.Tite}}`).Render(context.Background(), io.Discard, v)
		if err == nil || !strings.HasPrefix(err.Error(), "themes/cua-toi/layouts/article.html:3:20: ") {
			t.Errorf("got %v", err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		v.Site.Params["stop"] = func() string { cancel(); return "" }
		if err := load(`{{call .Site.Params.stop}}{{range 2147483647}}<i></i>{{end}}`).Render(ctx, io.Discard, v); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		var d diag.Diagnostic
		err = load(`{{$x := printf "%1000000s" ""}}{{range 2147483647}}{{$x}}{{end}}`).Render(context.Background(), io.Discard, v)
		if !errors.As(err, &d) || d.Message.ID != "theme.too-large" {
			t.Errorf("got %v", err)
		}
	}
}

// TestAPanicNamesTheStory: what goes wrong in the program while a page is rendered is
// an error of the file that the page is made from.
func TestAPanicNamesTheStory(t *testing.T) {
	for _, main := range []string{
		`{{.Article.Body}}`,
		`{{range .Site.Sections}}{{range 2}}{{$.Article.Body}}{{end}}{{end}}`,
		`{{cached "partials/body.html" .Article}}`,
	} {
		look := load(t, extending+"-- themes/cua-toi/layouts/partials/body.html --\n{{.Body}}\n"+layoutFile("article", main))
		var none []*markdown.Document
		s := read(t, small, func(in *site.Input) {
			in.Entries[0].Document = func() *markdown.Document { return none[len(in.Entries)] }
		})
		for v := range s.Views() {
			err := look.Render(context.Background(), io.Discard, v)
			if v.Layout != site.LayoutArticle {
				if err != nil {
					t.Errorf("%s: %v", v.URL, err)
				}
				continue
			}
			var d diag.Diagnostic
			if !errors.As(err, &d) || d.File != "content/tin/a.md" || d.Message.ID != "diag.internal" {
				t.Fatalf("%s: got %v", main, err)
			}
			if text := d.Message.In(message.Vietnamese); !strings.Contains(text, "index out of range") || !strings.Contains(text, "generator/theme_test.") {
				t.Errorf("%s: got %s", main, text)
			}
		}
	}
}
