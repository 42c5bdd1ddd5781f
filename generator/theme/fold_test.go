package theme_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/site"
)

// TestWhatIsKnownWhenLoadingIsWrittenAsEver: texts of the theme and what needs no
// escaping are put into the templates when they are loaded; what is written must
// not differ by a byte.
func TestWhatIsKnownWhenLoadingIsWrittenAsEver(t *testing.T) {
	const texts = "-- themes/cua-toi/i18n/vi.toml --\nx = \"\"\"<b> & \\\"x\\\" + 'y' `z` {{.}} \\\\ 100% &amp; đ\"\"\"\n"
	tests := []struct{ name, main string }{
		{"text", `<p>a {{t "x"}} b {{t "x"}}{{t "x"}} c</p>`},
		{"attributes", `<p title="{{t "x"}}" lang='{{t "x"}}' id={{t "x"}} {{t "x"}}>a</p>`},
		{"addresses", `<a href="{{t "x"}}"><a href="/?q={{t "x"}}"><a href={{t "x"}}>`},
		{"scripts and styles", `<script>var a = {{t "x"}}, b = "{{t "x"}}";</script><style>a { color: {{t "x"}} }</style><p onclick="a({{t "x"}})" style="color: {{t "x"}}">`},
		{"title and textarea", `<textarea>{{t "x"}}</textarea><title>{{t "x"}}</title>`},
		{"branches", `{{if .Title}}{{t "x"}}{{else}}{{t "nav.home"}}{{end}}{{with .Pager}}{{else}}{{t "x"}}{{end}}{{range .Site.Articles}}{{t "x"}}{{end}}`},
		{"variables and pipes", `{{$a := t "x"}}{{$a}}{{t "x" | print}}{{print (t "x")}}{{"x" | t}}`},
		{"dates and numbers", `<p title="{{date .Article.Date}}">{{day .Article.Date}} {{iso .Article.Date}} {{number 1200}}</p><p id={{number 12}} title={{date .Article.Date}}><script>var a = {{number 12}}, b = {{day .Article.Date}};</script>`},
		{"cached", `<p title="{{cached "partials/link.html" .Article}}">{{cached "partials/link.html" .Article}}</p><script>var a = {{cached "partials/link.html" .Article}};</script>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			look := load(t, extending+texts+layoutFile("article", test.main)+"-- themes/cua-toi/layouts/base.html --\n{{block \"main\" .}}{{end}}-- themes/cua-toi/layouts/partials/link.html --\n<a href=\"{{.URL}}\">{{.Title}}</a>")
			for v := range read(t, small).Views() {
				if v.Layout != site.LayoutArticle {
					continue
				}
				var raw, small bytes.Buffer
				if err := errors.Join(look.RenderRaw(&raw, v), look.Render(&small, v)); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(strings.TrimSpace(raw.String()), strings.TrimSpace(small.String())); diff != "" {
					t.Errorf("(-raw +folded)\n%s", diff)
				}
			}
		})
	}
}
