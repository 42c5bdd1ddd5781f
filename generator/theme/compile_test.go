package theme_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/site"
	"guong/generator/theme"
)

// pair is a theme with its programs alone and with html/template alone.
type pair struct{ compiled, interpreted *theme.Theme }

func newPair(look *theme.Theme) pair { return pair{look.Compiled(), look.Interpreted()} }

// agree renders a page both ways, and reports whether its program had a rule for
// everything.
func (p pair) agree(t testing.TB, v *site.View) bool {
	t.Helper()
	var got, want bytes.Buffer
	if !p.compiled.RenderCompiled(&got, v) {
		if got.Len() > 0 {
			t.Errorf("%s: a program that failed wrote", v.URL)
		}
		return false
	}
	if err := p.interpreted.RenderInterpreted(&want, v); err != nil {
		t.Fatalf("%s: only html/template finds a mistake: %v", v.URL, err)
	}
	if !bytes.Equal(want.Bytes(), got.Bytes()) {
		t.Errorf("%s (-interpreted +compiled)\n%s", v.URL, cmp.Diff(want.String(), got.String()))
	}
	return true
}

// TestBuiltinThemeIsCompiled renders all pages of some sites both ways.
func TestBuiltinThemeIsCompiled(t *testing.T) {
	p := newPair(builtin(t))
	for _, what := range p.compiled.Refused() {
		t.Error("not compiled:", what)
	}
	for _, archive := range []string{everyLayout, manyStories(60), small, sample(t)} {
		for v := range read(t, archive).Views() {
			if !p.agree(t, v) {
				t.Errorf("%s: no rule for something in layout %s", v.URL, v.Layout)
			}
		}
	}
}

// sample is the site that stands beside the program's sources.
func sample(t testing.TB) string {
	t.Helper()
	var archive strings.Builder
	root := os.DirFS("../..")
	err := fs.WalkDir(root, "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		archive.WriteString("-- " + name + " --\n")
		if path.Ext(name) == ".md" {
			text, err := fs.ReadFile(root, name)
			archive.Write(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return archive.String()
}

// hostile are texts that would break out of where they are put.
var hostile = []string{
	"", "a", "Đổi mới công tác thi đua", `"><script>alert(1)</script>`, `' onclick='x`, "a&b&amp;c &#34; +1 `x` = y", "a\x00b", "\xff\xfe\xc3(", "\u2028\u2029\ufeff\ufdd0\uffff",
	"javascript:alert(1)", "JAVASCRIPT:x", " javascript:x", "data:text/html,x", "HTTPS://x.example/ă b?q=%41%4x%&c='d'(e)#f", "mailto:a@b.vn", "/a:b", "a/b:c", "//x", ":", "%", "%e", "-->", "</title>", "</textarea>", "</script>", "</style>", "expression(x)",
	"{{.}}", "%s%d%[2]s", "\t\n\r\f\v ", "\u200b\U0001f1fb\U0001f1f3", "\x7f\x80\x1f!$*,;@[]~", strings.Repeat("dài <b>&", 200), everyByte(),
}

// everyByte holds each byte once: most of them escapers change, or must not.
func everyByte() string {
	var b []byte
	for i := range 256 {
		b = append(b, byte(i))
	}
	return string(b)
}

// overwrite sets every string that can be reached, and everything that is safe as
// HTML.
func overwrite(v reflect.Value, text string, seen map[any]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Interface()] {
			seen[v.Interface()] = true
			overwrite(v.Elem(), text, seen)
		}
	case reflect.Slice:
		for i := range v.Len() {
			overwrite(v.Index(i), text, seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				overwrite(f, text, seen)
			}
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString(text)
		}
	}
}

// TestProgramsEscapeAsEver puts hostile texts into everything that pages show.
func TestProgramsEscapeAsEver(t *testing.T) {
	p := newPair(builtin(t))
	views := viewsOfEveryLayout(t)
	for _, text := range hostile {
		hurt(t, p, views, text)
	}
}

func FuzzProgramsEscapeAsEver(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	p := newPair(builtin(f))
	views := viewsOfEveryLayout(f)
	var busy sync.Mutex
	f.Fuzz(func(t *testing.T, text string) {
		busy.Lock()
		defer busy.Unlock()
		hurt(t, p, views, text)
	})
}

// viewsOfEveryLayout are pages that the tests may overwrite.
func viewsOfEveryLayout(t testing.TB) (views []*site.View) {
	t.Helper()
	seen := map[string]int{}
	for v := range read(t, everyLayout).Views() {
		if seen[v.Layout]++; seen[v.Layout] <= 2 {
			views = append(views, v)
		}
	}
	return views
}

// hurt renders pages whose texts are all the same.
func hurt(t testing.TB, p pair, views []*site.View, text string) {
	t.Helper()
	seen := map[any]bool{}
	for _, v := range views {
		layout := v.Layout
		overwrite(reflect.ValueOf(v), text, seen)
		v.Layout = layout
	}
	for _, v := range views {
		if !p.agree(t, v) {
			t.Errorf("%q: no rule for something in layout %s", text, v.Layout)
		}
	}
}

// TestProgramsWriteWhatTheInterpreterWrites renders snippets with every hostile
// text, and says which are compiled.
func TestProgramsWriteWhatTheInterpreterWrites(t *testing.T) {
	tests := []struct {
		name, main string
		compiled   bool
	}{
		{"text", `<p>{{.Title}} {{.URL}}</p>`, true},
		{"quoted attributes", `<p title="{{.Title}}" lang='{{.Title}}' data-x="a {{.Title}} b">x</p>`, true},
		{"attributes without quotes", `<p title={{.Title}} id={{len .Title}}>x</p>`, true},
		{"addresses", `<a href="{{.Title}}">x</a><a href='{{.Title}}'>x</a><a href={{.Title}}>x</a><img src="{{.Title}}">`, true},
		{"parts of addresses", `<a href="/a/{{.Title}}">x</a><a href="/?q={{.Title}}&amp;r={{.Title}}#{{.Title}}">x</a><a href="{{.Title}}?q={{.Title}}">x</a><a href="https:{{.Title}}">x</a><a href=/a/{{.Title}}>x</a>`, true},
		{"addresses in branches", `<a href="{{if .Title}}/a/{{.Title}}{{else}}{{.URL}}{{end}}">x</a>`, true},
		{"sets of addresses", `<img srcset="{{.Title}}, {{.Title}} 2x">`, true},
		{"scripts", `<script>var a = {{.Title}}, b = "{{.Title}}", c = '{{.Title}}', d = {{.Breadcrumbs}}.x, e = {{len .Title}}, f = /{{.Title}}/;</script><p onclick="a({{.Title}}, '{{.Title}}')">x</p>`, true},
		{"data in scripts", `<script type="application/ld+json">{"a": {{.Title}}, "b": {{.Breadcrumbs}}, "c": {{.NoIndex}}}</script>`, true},
		{"styles", `<style>a { color: {{.Title}}; b: "{{.Title}}"; background: url("{{.Title}}") }</style><p style="color: {{.Title}}">x</p>`, true},
		{"title and textarea", `<textarea>{{.Title}}{{.Article.Body}}</textarea><svg><title>{{.Title}}</title></svg>`, true},
		{"derived templates", `<textarea>{{template "partials/words.html" .}}</textarea><a title="{{template "partials/words.html" .}}" href="{{template "partials/words.html" .}}">{{template "partials/words.html" .}}</a>`, true},
		{"names of attributes and elements", `<p {{.Title}}="x" {{.Title}}>x</p>`, true},
		{"conditional attributes", `<p{{if .Title}} title="{{.Title}}"{{end}} {{if .NoIndex}}hidden{{else}}lang="vi"{{end}}>x</p>`, true},
		{"comments", `<!-- {{.Title}} -->{{/* a */}}<p>x</p>`, true},
		{"safe HTML", `<p title="{{.Article.Body}}" id={{.Article.Body}}>{{.Article.Body}}</p><a href="{{.Article.Body}}">{{cached "partials/link.html" .Article}}</a><script>var a = {{.Article.Body}}</script>`, true},
		{"other types", `<p title="{{.NoIndex}} {{.Article.Date}} {{.Breadcrumbs}}">{{.NoIndex}} {{.Article.Date}} {{.Modified}} {{.Article.Source}} {{.Breadcrumbs}} {{true}} {{-1}} {{.Pager}} {{.Article.Terms}}</p>`, true},
		{"nothing", `<p title="{{.Pager}}">{{with .Pager}}a{{else}}b{{end}}{{if .Pager}}a{{end}}{{.Article.Updated.IsZero}}</p>`, true},
		{"ranges", `{{range .Article.Terms}}{{.Taxonomy.Title}}{{range $i, $t := .Terms}}{{$i}} {{$t.Title}} {{.Title}}{{if $i}}{{break}}{{end}}{{else}}none{{end}}{{end}}{{range $x := .Breadcrumbs}}{{if eq .Title "a"}}{{continue}}{{end}}{{$x.URL}}{{$x}}{{else}}{{$.Title}}{{end}}`, true},
		{"variables", `{{$a := .Title}}{{if .Title}}{{$a = "b"}}{{$b := 1}}{{$a}}{{$b}}{{else}}{{$a}}{{end}}{{$a}}{{with $b := .Article}}{{$b.Title}}{{.URL}}{{$.URL}}{{end}}{{range $a := .Article.Terms}}{{$a.Taxonomy.Key}}{{end}}{{$a}}`, true},
		{"shadowed variables", `{{$x := 1}}{{if .NoIndex}}{{$x := 2}}{{$x}}{{else}}{{$x}}{{end}}{{$x}}{{$x := .Title}}{{$x}}{{with .Title}}{{$x = .}}{{end}}{{$x}}`, true},
		{"comparisons", `{{eq .Title "a"}}{{ne .Title .URL}}{{lt (len .Title) 4}}{{le 1 1}}{{gt 2 1}}{{ge .Title "b"}}{{eq true .NoIndex}}{{not .Title}}`, true},
		{"comparison of several", `{{eq .Title "a" "b"}}`, false},
		{"and, or", `{{and .Title .URL}}|{{or .Title "c"}}|{{if and .Title (not .NoIndex) (or .Pager .Article)}}x{{end}}{{or .Pager .Title 5}}`, true},
		{"parts of lists", `{{with .Article.Terms}}{{(index . 0).Taxonomy.Title}}{{len .}}{{len (index . 0).Terms}}{{end}}`, true},
		{"print", `{{print .Title 1 2 .NoIndex}} {{printf "%s-%5d|%v" .Title 3 .NoIndex}} {{.Title | print "a"}} {{.Title | printf "%q"}}`, true},
		{"other functions", `{{slice .Title 0}} {{html .Title}} {{.Title | urlquery}} {{js .Title}} {{println .Title}}`, false},
		{"functions", `{{date .Article.Date}} {{day .Article.Date}} <p title="{{iso .Article.Date}}">{{iso .Article.Date}}</p> {{number (len .Title)}} {{t "nav.home"}} {{.Title | t}} {{t "mau" .Title 1}}`, true},
		{"methods", `{{.Article.Permalink}} {{.Site.Absolute .Title}} {{with .Site.Taxonomy .Title}}{{.Title}}{{end}} {{with .Site.Taxonomy "x"}}a{{end}} {{len (.Article.TermsOf "fields")}} {{range .Article.TermsOf .Title}}{{.Title}}{{end}} {{.Article.Minutes}} {{.Title | .Site.Local}} {{.Article.Modified}}{{.Frame.Site.Title}}`, true},
		{"method that does not fit", `{{.Article.Related (len .Title)}}`, true},
		{"recursion", `{{template "partials/below.html" .Site.Sections}}`, true},
		{"template without a value", `{{template "partials/fixed.html"}}`, true},
	}
	const partials = "-- themes/cua-toi/layouts/partials/link.html --\n<a href=\"{{.URL}}\">{{.Title}}</a>\n-- themes/cua-toi/layouts/partials/words.html --\n{{.Title}} {{with .Description}}{{.}}{{end}}\n-- themes/cua-toi/layouts/partials/fixed.html --\n[{{.}}{{if .}}x{{end}}]\n" +
		"-- themes/cua-toi/layouts/partials/below.html --\n{{range .}}<p>{{.Title}}</p>{{template \"partials/below.html\" .Sections}}{{end}}\n" +
		"-- themes/cua-toi/i18n/vi.toml --\nmau = \"%s <b> %d\"\n"
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			look := load(t, extending+partials+layoutFile("article", test.main))
			p := newPair(look)
			compiled := true
			for _, text := range hostile {
				for v := range read(t, small).Views() {
					if v.Layout != site.LayoutArticle {
						continue
					}
					overwrite(reflect.ValueOf(v), text, map[any]bool{})
					v.Layout = site.LayoutArticle
					compiled = p.agree(t, v) && compiled
					var got, want bytes.Buffer
					if err := look.Render(&got, v); err != nil {
						t.Fatal(err)
					}
					if err := p.interpreted.RenderInterpreted(&want, v); err != nil {
						t.Fatal(err)
					}
					if got.String() != want.String() {
						t.Errorf("%q (-interpreted +rendered)\n%s", text, cmp.Diff(want.String(), got.String()))
					}
				}
			}
			if compiled != test.compiled {
				t.Errorf("compiled: %v %q", compiled, p.compiled.Refused())
			}
		})
	}
}

// TestEndlessRecursionIsAnError: a program gives up before the stack does.
func TestEndlessRecursionIsAnError(t *testing.T) {
	look := load(t, extending+layoutFile("article", `{{template "partials/endless.html" .}}`)+"-- themes/cua-toi/layouts/partials/endless.html --\nx{{template \"partials/endless.html\" .}}\n")
	if _, err := render(t, look, read(t, small), site.LayoutArticle); err == nil || !strings.Contains(err.Error(), "depth") {
		t.Errorf("got %v", err)
	}
}

// TestProgramsMayRunAtOnce is for the race detector: programs fill their caches
// of fields while others read them.
func TestProgramsMayRunAtOnce(t *testing.T) {
	p := newPair(builtin(t))
	s := read(t, everyLayout)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for v := range s.Views() {
				p.agree(t, v)
			}
		})
	}
	all.Wait()
}
