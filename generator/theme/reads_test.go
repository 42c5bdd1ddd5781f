package theme_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/site"
	"guong/generator/theme"
)

// TestTemplatesTellWhatTheyRead: the facts that the page of a story depends on besides
// those that it depends on whatever its template does.
func TestTemplatesTellWhatTheyRead(t *testing.T) {
	s := read(t, several(3))
	a := s.Articles[0]
	older := a.Older
	everything := func(t *site.Trace) { t.Everything() }
	for name, test := range map[string]struct {
		main string
		want func(*site.Trace)
	}{
		"nothing":                         {``, func(*site.Trace) {}},
		"a title":                         {`{{.Article.Title}}`, func(t *site.Trace) { t.Own(a) }},
		"a body":                          {`{{.Article.Body}}`, func(t *site.Trace) { t.List(a, "Body") }},
		"a neighbour":                     {`{{.Article.Older.Title}}`, func(t *site.Trace) { t.List(a, "Older"); t.Own(older) }},
		"a list":                          {`{{range .Section.Articles}}{{.Title}}{{end}}`, func(t *site.Trace) { t.List(a.Section, "Articles"); own(t, a.Section.Articles) }},
		"the length of a list":            {`{{len .Section.Articles}}`, func(t *site.Trace) { t.List(a.Section, "Articles") }},
		"a few related stories":           {`{{range .Article.Related 12}}{{.URL}}{{end}}`, func(t *site.Trace) { t.List(a, "Related"); own(t, a.Related(12)) }},
		"many related stories":            {`{{range .Article.Related 13}}{{end}}`, both(func(t *site.Trace) { t.List(a, "Related") }, everything)},
		"as many as a page says":          {`{{$n := len "một hai ba bốn"}}{{range .Article.Related $n}}{{end}}`, both(func(t *site.Trace) { t.List(a, "Related") }, everything)},
		"a card":                          {`{{cached "partials/the.html" .Article}}`, func(t *site.Trace) { t.Own(a) }},
		"a card twice":                    {`{{cached "partials/the.html" .Article}}{{cached "partials/the.html" .Article}}`, func(t *site.Trace) { t.Own(a) }},
		"a story as a text":               {`{{printf "%T" .Article}}`, everything},
		"a number as a text":              {`{{printf "%d" .Article.Words}}`, func(t *site.Trace) { t.List(a, "Words") }},
		"a list as a text":                {`{{print .Section.Articles}}`, both(func(t *site.Trace) { t.List(a.Section, "Articles") }, everything)},
		"a story among others":            {`{{eq .Article .Site.Home}}`, both(func(t *site.Trace) { t.List(s, "Home") }, everything)},
		"a layout of html/template alone": {"<b>{{html}}</b>{{.Article.Title}}", everything},
	} {
		t.Run(name, func(t *testing.T) {
			archive := extending + layoutFile("article", test.main) + "-- themes/cua-toi/layouts/partials/the.html --\n{{.Title}}\n"
			look, wrong := theme.Load(options(t, archive))
			if wrong.Count(diag.Error) > 0 {
				t.Fatal(shown(wrong))
			}
			empty := readOf(t, load(t, extending+layoutFile("article", "")), s, a)
			trace := site.NewTrace(s)
			trace.Begin()
			test.want(trace)
			want := append(trace.Facts(), empty...)
			slices.Sort(want)
			if diff := cmp.Diff(slices.Compact(want), readOf(t, look, s, a)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func own(t *site.Trace, list []*site.Article) {
	for _, a := range list {
		t.Own(a)
	}
}

func both(a, b func(*site.Trace)) func(*site.Trace) {
	return func(t *site.Trace) { a(t); b(t) }
}

// readOf returns what the page of a story reads.
func readOf(t *testing.T, look *theme.Theme, s *site.Site, a *site.Article) []site.Fact {
	t.Helper()
	for v := range s.Views() {
		if v.Article != a {
			continue
		}
		trace := site.NewTrace(s)
		trace.Begin()
		var page bytes.Buffer
		if err := look.Render(site.WithTrace(context.Background(), trace), &page, v); err != nil {
			t.Fatal(err)
		}
		return trace.Facts()
	}
	t.Fatal("the story has no page")
	return nil
}

// several is a site of some stories that are related.
func several(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "-- content/tin/%d.md --\n+++\ntitle = \"Bài %d\"\ndate = 2026-01-%02d\nfields = [\"Y tế\"]\n+++\n\nThân bài.\n", i, i, 1+i)
	}
	return b.String()
}
