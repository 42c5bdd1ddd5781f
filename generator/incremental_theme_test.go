package generator_test

import (
	"fmt"
	"html/template"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"guong/generator/site"
)

// layouts are the pages of a theme, as docs/themes.md lists them.
var layouts = regexp.MustCompile("(?m)^\\| `([a-z0-9]+)\\.html` \\|")

// documented are the members that docs/themes.md allows templates to read, by the
// name of the type.
func documented(t *testing.T) (members map[string][]string, pages []string) {
	t.Helper()
	text, err := os.ReadFile("../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range layouts.FindAllStringSubmatch(string(text), -1) {
		pages = append(pages, m[1])
	}
	members = map[string][]string{}
	for _, section := range strings.Split(string(text), "\n### ")[1:] {
		name, body, _ := strings.Cut(section, "\n")
		body, _, _ = strings.Cut(body, "\n##")
		for _, row := range regexp.MustCompile("(?m)^\\| (`\\..*?) \\|").FindAllStringSubmatch(body, -1) {
			for _, m := range regexp.MustCompile("`\\.([A-Za-z]+)").FindAllStringSubmatch(row[1], -1) {
				if !slices.Contains(members[name], m[1]) {
					members[name] = append(members[name], m[1])
				}
			}
		}
	}
	if len(pages) < 15 || len(members) < 25 {
		t.Fatalf("the manual names %d layouts and %d types", len(pages), len(members))
	}
	return members, pages
}

// arguments are what methods with an argument are given.
var arguments = map[string][]string{
	"Keep": {`"Tin ở Hải Phòng: 46 hộ"`}, "Related": {"1", "2", "3", "12", "20"}, "TermsOf": {`"localities"`, `"fields"`}, "Taxonomy": {`"localities"`, `"topics"`, `"khong-co"`},
	"ArticleAt": {`"gioi-thieu.md"`, `"guong-sang/bai-1.md"`, `"guong-sang/bai-20.md"`, `"phong-trao/bai-3.md"`}, "Local": {`"/gioi-thieu/"`}, "Absolute": {`"/anh/0.png"`},
}

// sower writes templates that read random values.
type sower struct {
	random  *rand.Rand
	members map[string][]string
	vars    int
	inside  bool // a partial, which takes in no other
}

// templates returns the templates of the theme "la": each reads a few values, so
// that nothing hides what another one depends on.
func (p *plot) templates() map[string]string {
	members, pages := documented(p.T)
	g := &sower{random: p.random, members: members}
	files := map[string]string{}
	view := reflect.TypeFor[*site.View]()
	for _, page := range pages {
		files["themes/la/layouts/"+page+".html"] = "{{define \"main\"}}" + g.several(view, page == "removed") + "{{end}}\n"
	}
	files["themes/la/layouts/redirect.html"] = "<!doctype html><meta http-equiv=\"refresh\" content=\"0; url={{.Target}}\">\n"
	g.inside = true
	files["themes/la/layouts/partials/card.html"] = g.show(reflect.TypeFor[*site.Article](), ".", 1) + "\n"
	files["themes/la/layouts/partials/frame.html"] = g.show(reflect.TypeFor[*site.Frame](), ".", 2) + "\n"
	head := g.pick("", "{{metadata .}}", "{{policy .Site}}", "{{with asset \"css/la.css\"}}{{.URL}}{{end}}", "{{cached \"partials/frame.html\" .Frame}}", "{{t \"la.chao\"}}", "{{template \"partials/nen.html\" .}}")
	files["themes/la/layouts/base.html"] = "<!doctype html><title>{{.Title}}</title>" + head + "{{block \"main\" .}}{{end}}\n"
	return files
}

func (g *sower) pick(list ...string) string { return list[g.random.IntN(len(list))] }

func (g *sower) several(typ reflect.Type, careful bool) string {
	var b strings.Builder
	for range 1 + g.random.IntN(3) {
		if careful { // of what was taken down nothing may be shown
			b.WriteString("{{with .Site}}" + g.show(reflect.TypeFor[*site.Site](), ".", 1) + "{{end}}")
		} else {
			b.WriteString("<p>" + g.show(typ, ".", 3) + "</p>")
		}
	}
	return b.String()
}

// show returns actions that read a value of a type.
func (g *sower) show(typ reflect.Type, value string, depth int) string {
	switch typ {
	case reflect.TypeFor[time.Time]():
		return g.pick("{{date "+value+"}}", "{{day "+value+"}}", "{{iso "+value+"}}", "{{if not "+value+".IsZero}}có{{end}}", "{{"+value+".Unix}}")
	case reflect.TypeFor[*site.Image]():
		return g.pick("{{picture "+value+" \"plain\" \"9rem\"}}", "{{with "+value+"}}{{.URL}} {{.Width}}{{end}}")
	case reflect.TypeFor[template.HTML]():
		return g.pick("{{"+value+"}}", "{{len "+value+"}}", "{{if "+value+"}}có{{end}}")
	}
	if reader, ok := g.cachedPartial(typ, value); ok && !g.inside && g.random.IntN(6) == 0 {
		return reader
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return g.pick("{{if "+value+"}}có{{end}}", g.open("with", value, typ.Elem(), depth), g.open("with", value, typ.Elem(), depth), g.open("with", value, typ.Elem(), depth))
	case reflect.Struct:
		return g.open("with", value, typ, depth)
	case reflect.Slice, reflect.Array:
		return g.list(typ, value, depth)
	case reflect.Map:
		return g.pick("{{len "+value+"}}", "{{range $k, $v := "+value+"}}{{$k}}={{$v}};{{end}}", "{{index "+value+" \"slogan\"}}{{index "+value+" \"location\"}}", "{{print "+value+"}}")
	case reflect.String:
		return g.pick("{{"+value+"}}", "{{"+value+"}}", "{{len "+value+"}}", "{{print "+value+"}}", "{{printf \"%q\" "+value+"}}", "{{if eq "+value+" \"Gương 1\"}}đúng{{end}}", "<a href=\"{{"+value+"}}\">a</a>")
	case reflect.Int:
		return g.pick("{{"+value+"}}", "{{number "+value+"}}", "{{if gt "+value+" 2}}nhiều{{end}}", "{{printf \"%d\" "+value+"}}")
	case reflect.Interface:
		return "{{printf \"%v\" " + value + "}}"
	}
	return "{{" + value + "}}"
}

// cachedPartial shows a value by a partial that is rendered once for it.
func (g *sower) cachedPartial(typ reflect.Type, value string) (string, bool) {
	switch typ {
	case reflect.TypeFor[*site.Article]():
		return "{{with " + value + "}}{{cached \"partials/card.html\" .}}{{end}}", true
	case reflect.TypeFor[*site.Frame]():
		return "{{cached \"partials/frame.html\" " + value + "}}", true
	}
	return "", false
}

// list shows a list: how long it is, some of its entries, or whether it is empty.
func (g *sower) list(typ reflect.Type, value string, depth int) string {
	g.vars++
	i, x := fmt.Sprintf("$i%d", g.vars), fmt.Sprintf("$x%d", g.vars)
	inner := "{{" + i + "}}"
	if depth > 0 {
		inner = g.show(typ.Elem(), x, depth-1)
	}
	return g.pick(
		"{{len "+value+"}}",
		"{{if "+value+"}}có{{else}}không{{end}}",
		"{{with "+value+"}}{{with index . 0}}"+g.first(typ.Elem(), depth)+"{{end}}{{end}}",
		"{{range "+i+", "+x+" := "+value+"}}{{if ge "+i+" 3}}{{break}}{{end}}"+inner+"{{end}}",
		"{{range "+i+", "+x+" := "+value+"}}{{if ge "+i+" 3}}{{break}}{{end}}"+inner+"{{end}}",
		"{{range "+value+"}}{{else}}trống{{end}}",
	)
}

func (g *sower) first(typ reflect.Type, depth int) string {
	if depth <= 0 {
		return "có"
	}
	return g.show(typ, ".", depth-1)
}

// open shows one or two members of a struct.
func (g *sower) open(action, value string, typ reflect.Type, depth int) string {
	names := g.members[typ.Name()]
	if len(names) == 0 || depth < 0 {
		return "{{if " + value + "}}có{{end}}"
	}
	var b strings.Builder
	for range 1 + g.random.IntN(2) {
		name := names[g.random.IntN(len(names))]
		if typ == reflect.TypeFor[site.Site]() && name == "Removed" {
			name = "Title" // of articles that were taken down nothing may be shown
		}
		member, result := "."+name, reflect.Type(nil)
		pointer := reflect.PointerTo(typ)
		if m, ok := pointer.MethodByName(name); ok {
			result = m.Type.Out(0)
			if m.Type.NumIn() > 1 {
				member = "(" + member + " " + g.pick(arguments[name]...) + ")"
			}
		} else if f, ok := typ.FieldByName(name); ok {
			result = f.Type
		}
		if result == nil {
			continue // of another type of that name: only corrections of the site have an article
		}
		b.WriteString(g.show(result, member, depth-1))
	}
	if value == "." {
		return b.String()
	}
	return "{{" + action + " " + value + "}}" + b.String() + "{{end}}"
}
