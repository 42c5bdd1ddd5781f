package theme

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"guong/generator/site"
	"guong/generator/site/sitetest"
	"guong/themes"
)

// The tests of this file hold docs/themes.md, the manual for theme makers, to the
// code: everything that a template can name stands there, its theme can be built, and
// its examples give what it says.

func manual(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestManualNamesEverything looks for functions, layouts, and each value's fields
// and methods. A value's are told below a heading with the name of its type.
func TestManualNamesEverything(t *testing.T) {
	text := manual(t)
	for _, name := range (&Theme{}).functionNames() {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("function %s is missing", name)
		}
	}
	for _, layout := range layoutNames {
		if !strings.Contains(text, "`"+layout+".html`") {
			t.Errorf("layout %s is missing", layout)
		}
	}
	for kind, names := range templateValues() {
		_, told, found := strings.Cut(text, "\n### "+kind+"\n")
		if !found {
			t.Errorf("%s is missing, with %s", kind, strings.Join(names, ", "))
			continue
		}
		told, _, _ = strings.Cut(told, "\n##")
		for _, name := range names {
			if !regexp.MustCompile("`\\." + name + "\\b").MatchString(told) {
				t.Errorf("%s.%s is missing", kind, name)
			}
		}
		for _, m := range regexp.MustCompile("(?m)^\\| `\\.(\\w+)").FindAllStringSubmatch(told, -1) {
			if !slices.Contains(names, m[1]) {
				t.Errorf("%s.%s is told of, and does not exist", kind, m[1])
			}
		}
	}
}

// notForTemplates are exported for other packages of the program.
var notForTemplates = []string{
	"Site.Views", "Site.EachSection", "Site.Elsewhere", "Site.Files", "Site.FileAt", "Site.Unused", "Site.HeldByOtherNames", "Site.Documents", "Site.CheckLinks", "Site.Revise", "Site.TextAt", "Site.OutputPath", "Site.AbsoluteFrom", "Site.Redirects",
	"Site.FactNamed", "Site.IsOfMoment", "Site.NameOf", "Site.ValueOf", "View.Hash",
	"Article.AppendText", "Article.FullBody", "Article.File", "Article.CheckLinks", "Article.WrongLinks", "Article.Recast", "Article.Window",
	"View.Source", "Asset.Data", "Asset.Path",
}

// templateValues returns what templates can reach from a View, and what functions
// give them: for each type the names of its exported fields and methods.
func templateValues() map[string][]string {
	values, visited := map[string][]string{}, map[reflect.Type]bool{}
	var visit func(reflect.Type)
	visit = func(v reflect.Type) {
		for slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map}, v.Kind()) {
			v = v.Elem()
		}
		if visited[v] || v.Kind() != reflect.Struct || !strings.HasPrefix(v.PkgPath(), "guong/") {
			return
		}
		visited[v] = true
		name := v.Name()
		add := func(member string, gives reflect.Type) {
			if member == "Memo" || member == "Remember" || member == name || slices.Contains(notForTemplates, name+"."+member) {
				return
			}
			if !slices.Contains(values[name], member) {
				values[name] = append(values[name], member)
			}
			visit(gives)
		}
		for _, field := range reflect.VisibleFields(v) {
			if field.IsExported() {
				add(field.Name, field.Type)
			}
		}
		pointer := reflect.PointerTo(v)
		for i := range pointer.NumMethod() {
			if m := pointer.Method(i); m.Type.NumOut() > 0 {
				add(m.Name, m.Type.Out(0))
			}
		}
	}
	visit(reflect.TypeFor[site.View]())
	visit(reflect.TypeFor[Asset]())
	return values
}

// fenced matches the blocks of code of a text: what stands behind the three marks,
// and what between them.
var fenced = regexp.MustCompile("(?ms)^```(.*?)\n(.*?)^```")

// manualSite is the site of the manual, which has its theme and its story.
func manualSite(t *testing.T, text string) (fs.FS, *site.Site) {
	t.Helper()
	fsys := fstest.MapFS{}
	var archive txtar.Archive
	for _, m := range fenced.FindAllStringSubmatch(text, -1) {
		if _, name, named := strings.Cut(m[1], " "); named {
			fsys[name] = &fstest.MapFile{Data: []byte(m[2])}
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(m[2])})
		}
	}
	return fsys, sitetest.Read(t, &archive)
}

// TestManualThemeWorks builds the theme that the manual makes from zero.
func TestManualThemeWorks(t *testing.T) {
	fsys, s := manualSite(t, manual(t))
	look, wrong := Load(Options{Site: fsys, Builtin: themes.FS, Name: "cua-toi", Language: "vi", BasePath: "/"})
	if look == nil || len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for v := range s.Views() {
		var page bytes.Buffer
		if err := look.Render(context.Background(), &page, v); err != nil {
			t.Errorf("%s: %v", v.URL, err)
		}
		if v.Layout == site.LayoutArticle && !strings.Contains(page.String(), "phút đọc") {
			t.Errorf("%s does not show what the manual adds:\n%s", v.URL, page.String())
		}
	}
}

// TestManualExamplesHold renders the lines of the blocks "examples" on the page of
// the manual's story: what stands before an arrow gives what stands after it.
func TestManualExamplesHold(t *testing.T) {
	text := manual(t)
	fsys, s := manualSite(t, text)
	var layout strings.Builder
	var want []string
	for _, m := range fenced.FindAllStringSubmatch(text, -1) {
		if m[1] != "examples" {
			continue
		}
		for line := range strings.Lines(m[2]) {
			example, result, found := strings.Cut(strings.TrimSpace(line), " → ")
			if !found {
				continue
			}
			fmt.Fprintf(&layout, "<p>%d</p>%s<!-- -->", len(want), strings.TrimSpace(example))
			want = append(want, strings.TrimSpace(result))
		}
	}
	if len(want) < 20 {
		t.Fatalf("only %d examples", len(want))
	}
	files := fsys.(fstest.MapFS)
	files["themes/cua-toi/layouts/base.html"] = &fstest.MapFile{Data: []byte(`{{block "main" .}}{{end}}`)}
	files["themes/cua-toi/layouts/article.html"] = &fstest.MapFile{Data: []byte(`{{define "main"}}` + layout.String() + `{{end}}`)}
	look, wrong := Load(Options{Site: files, Builtin: themes.FS, Name: "cua-toi", Language: "vi", BasePath: "/"})
	if look == nil {
		t.Fatal(wrong)
	}
	for v := range s.Views() {
		if v.Layout != site.LayoutArticle {
			continue
		}
		var page bytes.Buffer
		if err := look.Render(context.Background(), &page, v); err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(page.String(), "<p>0</p>")
		for i, result := range want {
			got, next, _ := strings.Cut(rest, fmt.Sprintf("<p>%d</p>", i+1))
			// As browsers read it. A result may leave out what is in the middle: …
			got = html.UnescapeString(strings.TrimSpace(got))
			head, tail, _ := strings.Cut(html.UnescapeString(result), "…")
			if !strings.HasPrefix(got, head) || !strings.HasSuffix(got, tail) || tail == "" && got != head {
				t.Errorf("example %d gives %s, not %s", i+1, got, result)
			}
			rest = next
		}
	}
}
