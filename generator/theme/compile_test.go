package theme_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/site"
	"guong/generator/theme"
)

// pair is a theme with its programs alone and with html/template alone.
type pair struct{ compiled, interpreted *theme.Theme }

func newPair(look *theme.Theme) pair { return pair{look.Compiled(), look.Interpreted()} }

// agree renders a page both ways, and reports whether it could be rendered.
func (p pair) agree(t testing.TB, v *site.View) bool {
	t.Helper()
	var got, want bytes.Buffer
	failed := p.compiled.RenderCompiled(&got, v)
	if failed != nil && got.Len() > 0 {
		t.Errorf("%s: a program that failed wrote", v.URL)
	}
	err := p.interpreted.RenderInterpreted(&want, v)
	if (err == nil) != (failed == nil) {
		t.Errorf("%s: the program says %v, html/template says %v", v.URL, failed, err)
	}
	if failed != nil || err != nil {
		return false
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
				t.Errorf("%s: cannot render layout %s", v.URL, v.Layout)
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
			t.Errorf("%q: cannot render layout %s", text, v.Layout)
		}
	}
}

// TestProgramsWriteWhatTheInterpreterWrites renders every action and function of
// text/template both ways, with every hostile text.
func TestProgramsWriteWhatTheInterpreterWrites(t *testing.T) {
	tests := []struct{ name, main string }{
		{"text", `<p>{{.Title}} {{.URL}}</p>`},
		{"quoted attributes", `<p title="{{.Title}}" lang='{{.Title}}' data-x="a {{.Title}} b">x</p>`},
		{"attributes without quotes", `<p title={{.Title}} id={{len .Title}}>x</p>`},
		{"addresses", `<a href="{{.Title}}">x</a><a href='{{.Title}}'>x</a><a href={{.Title}}>x</a><img src="{{.Title}}">`},
		{"parts of addresses", `<a href="/a/{{.Title}}">x</a><a href="/?q={{.Title}}&amp;r={{.Title}}#{{.Title}}">x</a><a href="{{.Title}}?q={{.Title}}">x</a><a href="https:{{.Title}}">x</a><a href=/a/{{.Title}}>x</a>`},
		{"addresses in branches", `<a href="{{if .Title}}/a/{{.Title}}{{else}}{{.URL}}{{end}}">x</a>`},
		{"sets of addresses", `<img srcset="{{.Title}}, {{.Title}} 2x">`},
		{"scripts", `<script>var a = {{.Title}}, b = "{{.Title}}", c = '{{.Title}}', d = {{.Breadcrumbs}}.x, e = {{len .Title}}, f = /{{.Title}}/;</script><p onclick="a({{.Title}}, '{{.Title}}')">x</p>`},
		{"data in scripts", `<script type="application/ld+json">{"a": {{.Title}}, "b": {{.Breadcrumbs}}, "c": {{.NoIndex}}}</script>`},
		{"styles", `<style>a { color: {{.Title}}; b: "{{.Title}}"; background: url("{{.Title}}") }</style><p style="color: {{.Title}}">x</p>`},
		{"title and textarea", `<textarea>{{.Title}}{{.Article.Body}}</textarea><svg><title>{{.Title}}</title></svg>`},
		{"derived templates", `<textarea>{{template "partials/words.html" .}}</textarea><a title="{{template "partials/words.html" .}}" href="{{template "partials/words.html" .}}">{{template "partials/words.html" .}}</a>`},
		{"derived templates in cached partials", `<p>{{cached "partials/marked.html" .Article}}</p>`},
		{"names of attributes and elements", `<p {{.Title}}="x" {{.Title}}>x</p>`},
		{"conditional attributes", `<p{{if .Title}} title="{{.Title}}"{{end}} {{if .NoIndex}}hidden{{else}}lang="vi"{{end}}>x</p>`},
		{"comments", `<!-- {{.Title}} -->{{/* a */}}<p>x</p>`},
		{"safe HTML", `<p title="{{.Article.Body}}" id={{.Article.Body}}>{{.Article.Body}}</p><a href="{{.Article.Body}}">{{cached "partials/link.html" .Article}}</a><script>var a = {{.Article.Body}}</script>`},
		{"other types", `<p title="{{.NoIndex}} {{.Article.Date}} {{.Breadcrumbs}}">{{.NoIndex}} {{.Article.Date}} {{.Modified}} {{.Article.Source}} {{.Breadcrumbs}} {{true}} {{-1}} {{.Pager}} {{.Article.Terms}}</p>`},
		{"nothing", `<p title="{{.Pager}}">{{with .Pager}}a{{else}}b{{end}}{{if .Pager}}a{{end}}{{.Article.Updated.IsZero}}</p>`},
		{"ranges", `{{range .Article.Terms}}{{.Taxonomy.Title}}{{range $i, $t := .Terms}}{{$i}} {{$t.Title}} {{.Title}}{{if $i}}{{break}}{{end}}{{else}}none{{end}}{{end}}{{range $x := .Breadcrumbs}}{{if eq .Title "a"}}{{continue}}{{end}}{{$x.URL}}{{$x}}{{else}}{{$.Title}}{{end}}`},
		{"variables", `{{$a := .Title}}{{if .Title}}{{$a = "b"}}{{$b := 1}}{{$a}}{{$b}}{{else}}{{$a}}{{end}}{{$a}}{{with $b := .Article}}{{$b.Title}}{{.URL}}{{$.URL}}{{end}}{{range $a := .Article.Terms}}{{$a.Taxonomy.Key}}{{end}}{{$a}}`},
		{"shadowed variables", `{{$x := 1}}{{if .NoIndex}}{{$x := 2}}{{$x}}{{else}}{{$x}}{{end}}{{$x}}{{$x := .Title}}{{$x}}{{with .Title}}{{$x = .}}{{end}}{{$x}}`},
		{"comparisons", `{{eq .Title "a"}}{{ne .Title .URL}}{{lt (len .Title) 4}}{{le 1 1}}{{gt 2 1}}{{ge .Title "b"}}{{eq true .NoIndex}}{{not .Title}}`},
		{"comparison of several", `{{eq .Title "a" "b"}}`},
		{"and, or", `{{and .Title .URL}}|{{or .Title "c"}}|{{if and .Title (not .NoIndex) (or .Pager .Article)}}x{{end}}{{or .Pager .Title 5}}`},
		{"parts of lists", `{{with .Article.Terms}}{{(index . 0).Taxonomy.Title}}{{len .}}{{len (index . 0).Terms}}{{end}}`},
		{"print", `{{print .Title 1 2 .NoIndex}} {{printf "%s-%5d|%v" .Title 3 .NoIndex}} {{.Title | print "a"}} {{.Title | printf "%q"}}`},
		{"other functions", `{{slice .Title 0}} {{html .Title}} {{.Title | urlquery}} {{js .Title}} {{println .Title}}`},
		{"functions", `{{date .Article.Date}} {{day .Article.Date}} <p title="{{iso .Article.Date}}">{{iso .Article.Date}}</p> {{number (len .Title)}} {{t "nav.home"}} {{.Title | t}} {{t "mau" .Title 1}}`},
		{"methods", `{{.Article.Permalink}} {{.Site.Absolute .Title}} {{with .Site.Taxonomy .Title}}{{.Title}}{{end}} {{with .Site.Taxonomy "x"}}a{{end}} {{len (.Article.TermsOf "fields")}} {{range .Article.TermsOf .Title}}{{.Title}}{{end}} {{.Article.Minutes}} {{.Title | .Site.Local}} {{.Article.Modified}}{{.Frame.Site.Title}}`},
		{"method that does not fit", `{{.Article.Related (len .Title)}}`},
		{"recursion", `{{template "partials/below.html" .Site.Sections}}`},
		{"template without a value", `{{template "partials/fixed.html"}}`},
		{"maps", `{{.Site.Params.colour}}{{.Site.Params.missing}}{{with .Site.Params.none}}x{{else}}y{{end}}{{.Site.Params.table.x.y}}{{index .Site.Params "colour"}}{{index .Site.Params.table "x" "y"}}{{len .Site.Params}}<p title="{{.Site.Params.list}}">{{.Site.Params}}</p>{{if .Site.Params}}a{{end}}{{.Site.Params.colour | printf "%s!"}}{{eq .Site.Params.colour "red"}}{{eq .Site.Params.number 5}}{{.Title | eq .Site.Params.colour}}`},
		{"ranges over maps", `{{range .Site.Params}}[{{.}}]{{end}}{{range $x := .Site.Params.table}}{{$x.y}}{{end}}{{range $k, $v := .Site.Params}}{{$k}}={{$v}}{{if eq $k "list"}}{{break}}{{end}}{{continue}}x{{end}}{{range .Site.Params.empty}}x{{else}}none{{end}}{{range $k, $v := .Site.Params.missing}}x{{else}}[{{$k}}{{$v}}]{{end}}{{range $k, $v := .Site.Params.empty}}x{{else}}{{$v}}{{end}}`},
		{"ranges over numbers", `{{range 3}}{{.}}{{end}}{{range $i := len .Title}}{{$i}}{{if ge $i 5}}{{break}}{{end}}{{end}}{{range 0}}x{{else}}none{{end}}{{range $x := .Site.Params.number}}{{range $y := $x}}{{$x}}{{$y}}{{continue}}z{{end}}{{$.Title}}{{end}}{{range -1}}x{{else}}y{{end}}`},
		{"ranges over functions", `{{range .Site.Params.seq}}{{.}}{{end}}{{range $x := .Site.Params.seq}}{{if $x}}{{break}}{{end}}{{$x}}{{end}}{{range .Site.Params.pairs}}{{.}}{{end}}{{range $k, $v := .Site.Params.pairs}}{{$k}}{{$v}}{{end}}{{range .Site.Params.nothing}}x{{else}}none{{end}}`},
		{"ranges that assign", `{{$i := 0}}{{$x := ""}}{{range $i, $x = .Breadcrumbs}}{{$i}}{{$x.Title}}{{end}}{{$i}}{{range $x = .Article.Terms}}{{end}}{{$x}}{{range $i = 4}}{{end}}{{$i}}{{$k := ""}}{{range $k, $x = .Site.Params.table}}{{end}}{{$k}}{{$x}}`},
		{"slice", `{{slice .Title 0}}{{slice .Title}}{{slice .Breadcrumbs 0 1}}{{len (slice .Article.Terms 0 1)}}{{slice .Site.Params.list 1 2}}{{slice "abcd" 1 3}}{{range slice .Breadcrumbs 0 0}}x{{else}}y{{end}}{{0 | slice .Title}}`},
		{"println", `{{println .Title 1 nil}}{{println}}<p title="{{println .Title}}">{{.Title | println "a"}}</p>{{print}}{{print nil .Title}}`},
		{"escapers of text/template", `{{html .Title}}{{.Title | html}}{{.Title | urlquery}}{{urlquery .Title 1}}{{js .Title}}{{js .Title .URL | print}}<p title="{{.Title | html}}">x</p><a href="?q={{.Title | urlquery}}">x</a>{{html .NoIndex 5 nil}}`},
		{"call", `{{call .Site.Params.function "x" .Title}}{{"y" | call .Site.Params.function .Title}}{{with .Site.Params.function}}{{call . "a" "b"}}{{end}}`},
		{"numbers", `{{1.5}}{{0x1F}}{{1e3}}{{'a'}}{{-0}}{{+7}}{{1_000}}{{0b11}}{{1i}}{{07}}{{print 1.0 2}}{{printf "%.2f" 3}}{{printf "%v %T" 1e2 0o17}}{{if 0.0}}x{{end}}{{if 1.5}}y{{end}}{{index .Breadcrumbs 0x0}}{{eq 1.5 1.5}}{{lt 1.5 2.5}}{{gt .Site.Params.float 1.0}}`},
		{"nil", `{{eq .Pager nil}}{{eq .Article nil}}{{ne nil .Pager}}{{and nil .Title}}{{or nil .Title}}{{not nil}}{{print nil}}{{.Site.Params.none}}{{eq .Site.Params.none nil}}`},
		{"comparisons of all kinds", `{{eq 1 2 1}}{{eq .Site.Params.unsigned 7}}{{lt 3 .Site.Params.unsigned}}{{eq .Article.Date .Article.Date}}{{ne .NoIndex true}}{{eq .Article .Article}}{{le .Site.Params.float 2.5}}{{.Title | eq "a" "b"}}`},
		{"truths of all kinds", `{{if .Site.Params.unsigned}}a{{end}}{{if .Site.Params.float}}b{{end}}{{if .Site.Params.function}}c{{end}}{{if .Site.Params.array}}d{{end}}{{if .Site.Params.complex}}e{{end}}{{if .Site.Params.channel}}f{{end}}{{if .Article.Date}}g{{end}}{{and .Site.Params.unsigned .Site.Params.float}}`},
		{"arrays and channels", `{{range .Site.Params.array}}{{.}}{{end}}{{range $i, $x := .Site.Params.array}}{{$i}}{{$x}}{{end}}{{index .Site.Params.array 1}}{{len .Site.Params.array}}{{slice .Site.Params.text 1 2}}{{index .Site.Params.text 0}}{{len .Site.Params.channel}}`},
		{"conversions of arguments", `{{number .Site.Params.number}}{{date .Site.Params.moment}}{{iso .Site.Params.moment}}{{t .Site.Params.key}}{{.Article.Related 2 | len}}{{.Site.Local .Site.Params.colour}}{{.Site.Params.colour | .Site.Absolute}}{{len (.Article.TermsOf .Site.Params.colour)}}{{with $x := .Article}}{{$x.TermsOf "fields" | len}}{{end}}{{with (.Site.Taxonomy "fields")}}{{.Title}}{{end}}{{(.Article.TermsOf "fields") | len}}{{printf .Site.Params.colour}}`},
		{"structs of the site's parameters", `{{.Site.Params.struct.Name}}{{.Site.Params.struct.Inner}}{{.Site.Params.pointer.Name}}{{.Site.Params.pointer.Deep}}{{.Site.Params.pointer.Greet "x"}}{{.Site.Params.struct.Inner | print}}`},
		{"declarations in the middle", `{{with $a := .Title}}{{($b := .)}}{{$a}}{{end}}{{template "partials/fixed.html" $y := .Title}}{{$y}}{{if and (eq ($z := .Title) "a") $z}}x{{end}}`},
		{"else with, else if", `{{with .Pager}}a{{else with .Title}}{{.}}{{else}}c{{end}}{{if .Pager}}a{{else if .Title}}b{{end}}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			look := load(t, extending+snippetPartials+layoutFile("article", test.main))
			p := newPair(look)
			for _, what := range p.compiled.Refused() {
				t.Error("not compiled:", what)
			}
			for _, text := range hostile {
				for v := range articleViews(t) {
					overwrite(reflect.ValueOf(v), text, map[any]bool{})
					v.Layout = site.LayoutArticle
					if !p.agree(t, v) {
						t.Fatalf("%q: %v", text, p.interpreted.RenderInterpreted(io.Discard, v))
					}
					var got, want bytes.Buffer
					if err := errors.Join(look.Render(context.Background(), &got, v), p.interpreted.RenderInterpreted(&want, v)); err != nil {
						t.Fatal(err)
					}
					if got.String() != want.String() {
						t.Errorf("%q (-interpreted +rendered)\n%s", text, cmp.Diff(want.String(), got.String()))
					}
				}
			}
		})
	}
}

const snippetPartials = "-- themes/cua-toi/layouts/partials/link.html --\n<a href=\"{{.URL}}\">{{.Title}}</a>\n-- themes/cua-toi/layouts/partials/words.html --\n{{.Title}} {{with .Description}}{{.}}{{end}}\n-- themes/cua-toi/layouts/partials/fixed.html --\n[{{.}}{{if .}}x{{end}}]\n" +
	"-- themes/cua-toi/layouts/partials/marked.html --\n<a{{template \"partials/mark.html\" .}} href=\"{{template \"partials/fixed.html\" .Title}}\">{{.Title}}</a>\n-- themes/cua-toi/layouts/partials/mark.html --\n{{if .Title}} title=\"{{.Title}}\"{{end}}\n" +
	"-- themes/cua-toi/layouts/partials/below.html --\n{{range .}}<p>{{.Title}}</p>{{template \"partials/below.html\" .Sections}}{{end}}\n" +
	"-- themes/cua-toi/i18n/vi.toml --\nmau = \"%s <b> %d\"\n"

// articleViews yields the page of small's story, on a site with parameters of all
// types.
func articleViews(t testing.TB) iter.Seq[*site.View] {
	s := read(t, small)
	moment := time.Date(2021, 7, 6, 10, 11, 0, 0, time.UTC)
	s.Params = map[string]any{
		"colour": "red", "text": "chữ", "key": "nav.home", "number": 5, "unsigned": uint8(7), "float": 2.5, "complex": 1i, "none": nil, "moment": &moment,
		"list": []any{1, "a", true}, "array": [2]string{"x", "<y>"}, "empty": map[string]any{}, "table": map[string]any{"x": map[string]any{"y": "z & z"}},
		"function": func(a, b string) string { return a + "+" + b }, "channel": make(chan int, 1),
		"seq": slices.Values([]string{"", "b", "c"}), "pairs": maps.All(map[string]int{"a": 1}), "nothing": slices.Values([]int{}),
		"struct": parameter{Name: "tên"}, "pointer": &parameter{Name: "<b>", embedded: &embedded{"sâu"}},
	}
	return func(yield func(*site.View) bool) {
		for v := range s.Views() {
			if v.Layout == site.LayoutArticle && !yield(v) {
				return
			}
		}
	}
}

type parameter struct {
	Name  string
	Inner *parameter
	*embedded
}

type embedded struct{ Deep string }

// Greet is for templates to call.
func (p *parameter) Greet(whom string) (string, error) {
	if whom == "" {
		return "", errors.New("nobody")
	}
	return p.Name + whom, nil
}

// TestProgramsFailWhereTheInterpreterFails: what text/template finds wrong when a page
// is rendered is wrong for programs too, and is told at its line.
func TestProgramsFailWhereTheInterpreterFails(t *testing.T) {
	tests := []struct{ main, want string }{
		{`{{.Tite}}`, "can't evaluate field Tite"},
		{`{{.Article.Title.X}}`, "can't evaluate field X"},
		{`{{.Pager.Number}}`, "nil pointer"},
		{`{{.Pager.Next.URL}}`, "nil pointer"},
		{`{{.Site.Params.colour.x}}`, "can't evaluate field x"},
		{`{{.Site.Params.struct.hidden}}`, "can't evaluate field hidden"},
		{`{{.Site.Params.pointer.Inner.Name}}`, "nil pointer"},
		{`{{.Site.Params.struct.Deep}}`, "nil pointer"},
		{`{{.Site.Params.pointer.Greet}}`, "wrong number of args"},
		{`{{.Site.Params.pointer.Greet 1}}`, "expected string"},
		{`{{.Site.Params.pointer.Greet ""}}`, "nobody"},
		{`{{.Site.Params.pointer.Name 1}}`, "cannot be invoked"},
		{`{{.Site.Params.colour 1}}`, "is not a method"},
		{`{{$x := 1}}{{$x 2}}`, "can't give argument to non-function"},
		{`{{(.Title) 2}}`, "can't give argument to non-function"},
		{`{{number "a"}}`, "expected integer"},
		{`{{number .Title}}`, "wrong type for value"},
		{`{{number nil}}`, "cannot assign nil"},
		{`{{date .Title}}`, "wrong type for value"},
		{`{{date .Site.Params.missing}}`, "invalid value"},
		{`{{t .Site.Params.number}}`, "wrong type for value"},
		{`{{t}}`, "wrong number of args"},
		{`{{asset .Title}}`, "no asset"},
		{`{{cached "partials/link.html" .Title}}`, "cannot be remembered"},
		{`{{cached "partials/link.html" nil}}`, "cannot be remembered"},
		{`{{metadata .Article}}`, "wrong type for value"},
		{`{{len 3}}`, "len of type int"},
		{`{{len .Pager}}`, "len of nil pointer"},
		{`{{index .Breadcrumbs 99}}`, "out of range"},
		{`{{index .Breadcrumbs -1}}`, "out of range"},
		{`{{index .Breadcrumbs (len .Breadcrumbs)}}`, "out of range"},
		{`{{index .Title "x"}}`, "cannot index"},
		{`{{index nil 1}}`, "index of untyped nil"},
		{`{{slice .Title 2 1}}`, "invalid slice index"},
		{`{{slice 5}}`, "can't slice"},
		{`{{call nil}}`, "call of nil"},
		{`{{call .Site.Params.function "a"}}`, "wrong number of args"},
		{`{{call .Title}}`, "non-function"},
		{`{{eq 1 "a"}}`, "incompatible types"},
		{`{{eq .Title}}`, "missing argument"},
		{`{{lt .Article .Article}}`, "invalid type"},
		{`{{lt true false}}`, "invalid type"},
		{`{{eq .Site.Params .Site.Params}}`, "non-comparable"},
		{`{{printf .Site.Params.number}}`, "wrong type for value"},
		{`{{18446744073709551615}}`, "overflows int"},
		{`{{range .Title}}{{end}}`, "range can't iterate"},
		{`{{range .Pager}}{{end}}`, "range can't iterate"},
		{`{{range $i, $x := 3}}{{end}}`, "more than one variable"},
		{`{{range 2}}{{range $.Site.Params.table}}{{.x}}{{$.Tite}}{{end}}{{end}}`, "can't evaluate field Tite"},
		{`{{range .Site.Params.missing}}{{else}}{{range 1}}{{else}}{{end}}{{range 0}}{{else}}{{$.Tite}}{{end}}{{end}}`, "can't evaluate field Tite"},
	}
	for _, test := range tests {
		t.Run(test.main, func(t *testing.T) {
			look := load(t, extending+snippetPartials+layoutFile("article", "\n\n"+test.main))
			p := newPair(look)
			for v := range articleViews(t) {
				if p.agree(t, v) {
					t.Fatal("no error")
				}
				err := look.Render(context.Background(), io.Discard, v)
				if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "themes/cua-toi/layouts/article.html:3:") {
					t.Errorf("got %v", err)
				}
			}
		})
	}
}

// TestEndlessRecursionIsAnError: a program gives up before the stack does, also where
// templates call themselves through cached.
func TestEndlessRecursionIsAnError(t *testing.T) {
	for main, place := range map[string]string{
		`{{template "partials/endless.html" .}}`:         "endless.html:2:13: mẫu “partials/endless.html”",
		`{{cached "partials/remembered.html" .Article}}`: "remembered.html: mẫu “partials/remembered.html”",
	} {
		look := load(t, extending+layoutFile("article", main)+
			"-- themes/cua-toi/layouts/partials/endless.html --\n\nx{{template \"partials/endless.html\" .}}\n"+
			"-- themes/cua-toi/layouts/partials/remembered.html --\n\nx{{cached \"partials/remembered.html\" .}}\n")
		_, err := render(t, look, read(t, small), site.LayoutArticle)
		if want := "themes/cua-toi/layouts/partials/" + place; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestDeepTemplatesAreRendered: what text/template renders, programs do, however deep.
func TestDeepTemplatesAreRendered(t *testing.T) {
	look := load(t, extending+layoutFile("article", `{{template "partials/down.html" 5000}}`)+
		"-- themes/cua-toi/layouts/partials/down.html --\n{{range $i := .}}{{if eq $i 1}}x{{break}}{{end}}{{end}}{{if gt . 1}}{{template \"partials/down.html\" (len (printf \"%*s\" . \"\" | printf \"%.*s\" (len (slice (printf \"%*s\" . \"\") 1))))}}{{end}}")
	p := newPair(look)
	for v := range articleViews(t) {
		if !p.agree(t, v) {
			t.Error(p.compiled.RenderCompiled(io.Discard, v))
		}
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
