package theme_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/site"
	"guong/generator/theme"
)

// TestEscapingHolds renders what writers could have written through minified
// templates: nothing of it becomes a tag, an attribute or a script.
func TestEscapingHolds(t *testing.T) {
	tests := []struct{ name, main, want string }{
		{"text", `<p> {{.Title}} </p>`, `<p>Cô giáo &lt;b&gt;Lan&lt;/b&gt; &amp; &#34;lớp&#34; &#39;học&#39;</p>`},
		{"attribute", `<p title="{{.Title}}">x</p>`, `<p title="Cô giáo &lt;b&gt;Lan&lt;/b&gt; &amp; &#34;lớp&#34; &#39;học&#39;">x</p>`},
		{"attribute in single quotes", `<p title='{{.Title}}'>x</p>`, `<p title='Cô giáo &lt;b&gt;Lan&lt;/b&gt; &amp; &#34;lớp&#34; &#39;học&#39;'>x</p>`},
		{"attribute without quotes", `<p title={{.Title}}>x</p>`, `<p title=Cô&#32;giáo&#32;&lt;b&gt;Lan&lt;/b&gt;&#32;&amp;&#32;&#34;lớp&#34;&#32;&#39;học&#39;>x</p>`},
		{"address", `<a href="{{.Article.Source.URL}}">x</a>`, `<a href="https://x.example/?a=1&amp;b=%222%22">x</a>`},
		{"address of a script", `<a href="{{"javascript:alert(1)"}}">x</a>`, `<a href="#ZgotmplZ">x</a>`},
		{"address of a script, without quotes", `<a href={{" javascript:alert(1)"}}>x</a>`, `<a href=#ZgotmplZ>x</a>`},
		{"part of an address", `<a href="/tim/?q={{.Title}}&amp;x=1">x</a>`, `<a href="/tim/?q=C%c3%b4%20gi%c3%a1o%20%3cb%3eLan%3c%2fb%3e%20%26%20%22l%e1%bb%9bp%22%20%27h%e1%bb%8dc%27&amp;x=1">x</a>`},
		{"script", "<script>\n var a = {{.Article.Summary}};\n</script>", "<script>\n var a = \"Sapo \\u003c/title\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e\";\n</script>"},
		{"style", `<p style="color: {{"red; background: url(x)"}}">x</p>`, `<p style="color: ZgotmplZ">x</p>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, strings.TrimSpace(article(t, test.main))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	t.Run("title", func(t *testing.T) {
		look := load(t, extending+"-- themes/cua-toi/layouts/base.html --\n<title>\n  {{.Article.Summary}} | {{.Title}}\n</title>\n<p>{{block \"main\" .}}{{end}}\n")
		html, err := render(t, look, read(t, small), site.LayoutArticle)
		if err != nil || !strings.Contains(html, "Sapo &lt;/title&gt;&lt;script&gt;alert(1)") || strings.Contains(html, "<script") {
			t.Errorf("%v %s", err, html)
		}
	})
}

// TestCachedRendersOnce: a partial is rendered once for a value and a name, in
// the life of a snapshot, whoever asks.
func TestCachedRendersOnce(t *testing.T) {
	look := load(t, extending+layoutFile("article", `{{cached "partials/a.html" .Article}}{{cached "partials/a.html" .Frame}}{{cached "partials/b.html" .Article}}`)+
		"-- themes/cua-toi/layouts/partials/a.html --\n<p>{{.Site.Title}}</p>\n-- themes/cua-toi/layouts/partials/b.html --\n<b>{{.Title}}</b>\n")
	s := read(t, small)
	first, err := render(t, look, s, site.LayoutArticle)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(first, "<p>Gương</p>") != 2 || !strings.Contains(first, "<b>Cô giáo") {
		t.Error(first)
	}
	s.Title = "Khác" // nobody may do this: it shows whether the partial is rendered again
	if second, _ := render(t, look, s, site.LayoutArticle); second != first {
		t.Errorf("rendered again: %s", second)
	}
}

// TestFailureDoesNotStay: what is rendered to find the place of a mistake is not
// what other pages show.
func TestFailureDoesNotStay(t *testing.T) {
	look := load(t, extending+layoutFile("article", `{{cached "partials/a.html" .Frame}}{{.Article.Nope}}`)+
		layoutFile("home", `{{cached "partials/a.html" .Frame}}`)+"-- themes/cua-toi/layouts/partials/a.html --\n<div>\n    <p>a</p>\n</div>\n")
	s := read(t, "-- content/tin/a.md --\n+++\ntitle = \"A\"\ndate = 2021-01-01\n+++\n")
	want, _ := render(t, look, s, site.LayoutHome)
	s = read(t, "-- content/tin/a.md --\n+++\ntitle = \"A\"\ndate = 2021-01-01\n+++\n")
	if _, err := render(t, look, s, site.LayoutArticle); err == nil {
		t.Fatal("the mistake is not reported")
	}
	if got, _ := render(t, look, s, site.LayoutHome); got != want {
		t.Errorf("(-want +got)\n%s", cmp.Diff(want, got))
	}
}

// TestRenderErrors: an error is a diagnostic, also of a writer that fails.
func TestRenderErrors(t *testing.T) {
	look, s := load(t, extending), read(t, small)
	for v := range s.Views() {
		var d diag.Diagnostic
		if err := look.Render(context.Background(), failing{}, v); !errors.As(err, &d) || !strings.Contains(d.Error(), "đĩa đầy") {
			t.Errorf("%s: %v", v.URL, err)
		}
	}
	if err := look.Render(context.Background(), io.Discard, &site.View{Layout: "x", Site: s}); err == nil {
		t.Error("a layout that does not exist is rendered")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("đĩa đầy") }

// TestConcurrentUse renders all pages from many goroutines at once, on one
// snapshot; all get the bytes that one gets alone.
func TestConcurrentUse(t *testing.T) {
	look := builtin(t)
	want := everything(t, look, read(t, everyLayout))
	s := read(t, everyLayout)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if got := everything(t, look, s); got != want {
				t.Errorf("(-alone +together)\n%s", cmp.Diff(want, got))
			}
		})
	}
	wait.Wait()
}

// TestLoadIsDeterministic loads the built-in theme twice: the same assets, the
// same pages.
func TestLoadIsDeterministic(t *testing.T) {
	one, two := builtin(t), builtin(t)
	if diff := cmp.Diff(one.Assets(), two.Assets()); diff != "" {
		t.Errorf("assets differ\n%s", diff)
	}
	s := read(t, everyLayout)
	if everything(t, one, s) != everything(t, two, read(t, everyLayout)) {
		t.Error("pages differ")
	}
}

// everything renders all pages of a site.
func everything(t *testing.T, look *theme.Theme, s *site.Site) string {
	var all bytes.Buffer
	for v := range s.Views() {
		all.WriteString(v.URL + "\n")
		if err := look.Render(context.Background(), &all, v); err != nil {
			t.Error(err)
		}
	}
	return all.String()
}

// TestArchetype: that of the section, else the default, in the theme or in what
// it extends.
func TestArchetype(t *testing.T) {
	look := load(t, extending+"-- themes/cua-toi/archetypes/tin.md --\ntin của trang\n-- builtin/goc/archetypes/default.md --\nchung\n-- builtin/goc/archetypes/tin.md --\ntin\n")
	for section, want := range map[string]string{"tin": "tin của trang\n", "guong": "chung\n", "": "chung\n", "../tin": "chung\n"} {
		if got, ok := look.Archetype(section); !ok || string(got) != want {
			t.Errorf("%q: %q, %v; want %q", section, got, ok, want)
		}
	}
	if _, ok := load(t, extending).Archetype("tin"); ok {
		t.Error("an archetype out of nowhere")
	}
}

// TestEscapingIsWorkedOutWhenLoading: a page that nobody has asked for yet is
// found to be broken all the same.
func TestEscapingIsWorkedOutWhenLoading(t *testing.T) {
	builtinFS := plain()
	builtinFS["goc/layouts/search.html"] = &fstest.MapFile{Data: []byte("{{define \"main\"}}<a href=\"{{if .Title}}x{{else}}\"{{end}}>{{end}}\n")}
	look, wrong := theme.Load(theme.Options{Builtin: builtinFS, Name: "goc", Language: "vi", BasePath: "/"})
	if look != nil || wrong.Count(diag.Error) != 1 {
		t.Errorf("a template that can never be executed is loaded: %s", shown(wrong))
	}
}
