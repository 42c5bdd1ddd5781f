package theme_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"guong/generator/site"
	"guong/generator/theme"
	"guong/themes"
)

// TestMinifiedTemplatesShowTheSame renders templates raw and minified, and
// compares what a browser makes of them. What is written is where minifying
// could go wrong.
func TestMinifiedTemplatesShowTheSame(t *testing.T) {
	tests := []struct{ name, main string }{
		{"words around actions", "<p>a {{.Title}} b{{.Title}}c {{- \" d \" -}} e</p>"},
		{"inline elements around actions", "<p><b>a</b> {{.Title}} <i>b</i>{{with .Title}} <u>c</u>{{end}} <s>d</s></p>"},
		{"lines of inline elements", "<p>\n  <b>a</b>\n  <i>b</i>\n  {{range .Article.TermsOf \"fields\"}}\n    <a href=\"{{.URL}}\">{{.Title}}</a>\n  {{end}}\n  end\n</p>"},
		{"blocks around actions", "<div>\n a \n</div>\n{{if .Title}}\n word \n{{end}}\n<div> b </div> c {{if .Title}}<div>d</div>{{end}} e"},
		{"partial at the end of a line", "<p>{{range .Article.TermsOf \"fields\"}}{{template \"partials/link.html\" .}}{{end}}</p>"},
		{"partial of words", "<p>a{{template \"partials/words.html\"}}b</p>"},
		{"cached partials", "<p>{{range .Article.TermsOf \"fields\"}}{{cached \"partials/link.html\" .}}{{cached \"partials/words.html\" .}}{{end}}</p>"},
		{"condition between attributes", "<img src=\"a.jpg\" {{if .Title}} width=\"{{.Pager}}\"{{end}} alt=\"\" {{if not .Title}}height=\"1\"{{end}}>"},
		{"condition as attribute", "<input type=\"text\" value=\"{{.Title}}\" {{if .Title}}disabled{{end}}><option{{if .Title}} selected{{end}}>x</option>"},
		{"condition in an attribute", "<p class=\"a {{if .Title}}b{{else}}c{{end}} d\" title=\"{{.Title}} {{.Title}}\">x</p>"},
		{"attribute without quotes", "<a href={{.URL}} title={{.Title}} class=a>x</a>"},
		{"single quotes", "<a href='{{.URL}}' title='{{.Title}} x'>x</a>"},
		{"spaces in attributes", "<a href=\" {{.URL}} \" title=\"  a  \" alt=\"\" class=\"  b  c \">x</a>"},
		{"entities", "<p>a&nbsp;b &lt;i&gt; &amp;amp; &quot; {{.Title}} &copy;</p><p title=\"&lt;a&gt; &quot; &amp;lt;\">x</p>"},
		{"script with an action", "<script>\n  // a comment\n  var a = {{.Title}};\n  var b = 'x  y &lt; z';\n</script>"},
		{"script without one", "<script>\n  // a comment\n  var b = 'x  y';\n</script>"},
		{"data in a script", "<script type=\"application/ld+json\">\n{ \"name\": {{.Title}},  \"b\": \"c  d\" }\n</script>"},
		{"style with an action", "<style>\n  a::before { content: 'a  b'; width: {{len .Title}}px }\n</style>"},
		{"pre and textarea", "<pre>\n  a\n    {{.Title}}  b\n</pre><textarea>\n  a  {{.Title}}\n\n  b </textarea>"},
		{"pre without an action", "<pre>\n  a\n    b\n</pre>"},
		{"picture in a line", "<p>a <img src=\"x.jpg\" alt=\"x\"> b {{.Title}}<br> c </p>"},
		{"svg", "<p>a <svg width=\"1\"><title> {{.Title}} </title><path d=\"M0 0\"/></svg> b</p>"},
		{"comment", "<p>a <!-- b {{.Title}} --> c</p><!-- d --> e"},
		{"list", "<ul>\n  {{range .Article.TermsOf \"fields\"}}\n  <li> {{.Title}} </li>\n  {{end}}\n</ul>"},
		{"table", "<table>\n<tr> <td> a </td>\n<td>{{.Title}}</td></tr>{{if .Title}}<tr><td colspan=\"1\">b</td></tr>{{end}}</table>"},
		{"select", "<select>\n<option value=\"\">a</option>\n{{range .Article.TermsOf \"fields\"}}<option> {{.Title}} </option>{{end}}\n</select>"},
		{"braces in a string", "<p>{{\"}}\"}} {{`{{`}} b</p>"},
		{"apostrophe in a comment", "<div>\n{{/* a section's block */}}\n  {{- /* it's */ -}} <p> a </p>\n</div>"},
		{"comment between words", "<p>a{{/* b */}}c {{/* d */}} e {{- /* f */}} g</p>"},
		{"nothing", "   "},
	}
	const partials = "-- themes/cua-toi/layouts/partials/words.html --\n one {{\"two\"}} three\n-- themes/cua-toi/layouts/partials/empty.html --\n\n"
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			look := load(t, extending+partials+layoutFile("article", test.main))
			compare(t, look, read(t, small), site.LayoutArticle)
		})
	}
}

// compare renders the first page of a layout raw and minified.
func compare(t *testing.T, look *theme.Theme, s *site.Site, layout string) {
	t.Helper()
	for v := range s.Views() {
		if v.Layout != layout {
			continue
		}
		var raw bytes.Buffer
		if err := look.RenderRaw(&raw, v); err != nil {
			t.Fatal(err)
		}
		var small bytes.Buffer
		if err := look.Render(context.Background(), &small, v); err != nil {
			t.Fatal(err)
		}
		if small.Len() > raw.Len() {
			t.Errorf("%s: minified it is longer, %d bytes of %d", v.URL, small.Len(), raw.Len())
		}
		if layout != site.LayoutArticle && strings.Contains(small.String(), "\n  ") {
			t.Errorf("%s: a template was not minified:\n%s", v.URL, small.String())
		}
		if diff := cmp.Diff(seen(t, raw.String()), seen(t, small.String())); diff != "" {
			t.Errorf("%s (-raw +minified)\n%s", v.URL, diff)
		}
	}
}

// blocks are elements beside which white space shows nothing.
var blocks = map[string]bool{
	"html": true, "head": true, "title": true, "meta": true, "link": true, "body": true, "header": true, "footer": true, "main": true,
	"nav": true, "section": true, "article": true, "aside": true, "div": true, "p": true, "h1": true, "h2": true, "h3": true,
	"ul": true, "ol": true, "li": true, "dl": true, "dt": true, "dd": true, "figure": true, "figcaption": true, "table": true,
	"tbody": true, "tr": true, "td": true, "th": true, "pre": true, "br": true, "option": true, "script": true, "style": true,
}

// kept are elements whose white space shows.
var kept = map[string]bool{"pre": true, "textarea": true, "script": true, "style": true}

// seen returns the tags, attributes and words of a document, with white space as
// a browser shows it (CSS Text 3, 4.1): a run of it is one space, also across
// the tags of inline elements, and none stands at the edges of a block.
func seen(t *testing.T, text string) string {
	t.Helper()
	document, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	p := printer{space: -1}
	p.print(document, false)
	return p.out.String()
}

type printer struct {
	out   bytes.Buffer
	space int  // where the last space stands, if nothing shows after it; else -1
	begun bool // something shows in the current line
}

func (p *printer) print(n *html.Node, verbatim bool) {
	switch {
	case n.Type == html.TextNode && verbatim:
		p.out.WriteString(n.Data)
	case n.Type == html.TextNode:
		for _, r := range n.Data {
			if !isSpace(r) {
				p.out.WriteRune(r)
				p.begun, p.space = true, -1
			} else if p.begun && p.space < 0 {
				p.space = p.out.Len()
				p.out.WriteByte(' ')
			}
		}
	case n.Type == html.ElementNode:
		p.edge(n)
		p.out.WriteString("<" + n.Data)
		for _, a := range n.Attr {
			value := strings.Join(strings.FieldsFunc(a.Val, isSpace), " ")
			if n.Data == "meta" {
				value = strings.ReplaceAll(value, ", ", ",")
			}
			p.out.WriteString(" " + a.Key + "=" + value + ";")
		}
		p.out.WriteString(">")
		if n.Data == "img" || n.Data == "svg" || n.Data == "input" || n.Data == "select" || n.Data == "textarea" {
			p.begun, p.space = true, -1
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		p.print(child, verbatim || kept[n.Data] && n.Type == html.ElementNode)
	}
	if n.Type == html.ElementNode {
		p.edge(n)
		p.out.WriteString("</" + n.Data + ">")
		if blocks[n.Data] {
			p.out.WriteString("\n")
		}
	}
}

// edge ends a line at the begin or end of a block.
func (p *printer) edge(n *html.Node) {
	if !blocks[n.Data] {
		return
	}
	if p.space >= 0 {
		rest := bytes.Clone(p.out.Bytes()[p.space+1:])
		p.out.Truncate(p.space)
		p.out.Write(rest)
	}
	p.begun, p.space = false, -1
}

// isSpace reports white space as HTML has it, which a no-break space is not.
func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// everyLayout is a site with a page of every layout, and lists of several pages.
const everyLayout = `-- config.toml --
title = "Gương điển hình"
baseURL = "https://x.example/tdkt/"
description = "Mô tả"
[pagination]
size = 1
[organisation]
name = "Ban Thi đua"
logo = "/logo.svg"
email = "a@b.vn"
address = "Số 1"
[[menu]]
title = "Giới thiệu"
url = "/gioi-thieu/"
-- content/logo.svg --
<svg/>
-- content/_index.md --
+++
title = "Chào"
+++
Lời chào.
-- content/gioi-thieu.md --
+++
title = "Giới thiệu"
aliases = ["/cu/"]
updated = 2024-01-01
+++
Chúng tôi.
-- content/tin/_index.md --
+++
title = "Tin"
+++
Chữ của mục.
-- content/tin/nho/_index.md --
+++
title = "Mục con"
+++
-- content/tin/nho/a.md --
+++
title = "Một"
date = "06/07/2021 - 10:11"
updated = "07/07/2021 - 10:11"
author = ["Nguyễn An", "Trần Bình"]
summary = "TĐKT - Sapo."
localities = ["Hải Phòng", "Huế"]
fields = ["Y tế"]
movements = ["Cả nước thi đua"]
awards = ["Huân chương"]
image = { src = "/anh.jpg", alt = "Ảnh", caption = "Chú thích", credit = "Minh" }
documents = [{ number = "05", title = "Chỉ thị", date = 2021-01-01, url = "/vb/" }, { title = "Khác" }]
corrections = [{ date = 2022-01-01, text = "Sửa." }]
source = { name = "Báo", url = "https://bao.example/" }
[[honorees]]
name = "Lò Thị Ánh"
kind = "ca-nhan"
role = "Giáo viên"
unit = "Trường"
locality = "Lai Châu"
photo = "/anh.jpg"
awards = [{ name = "Lao động tiên tiến", year = 2020, decision = "1", by = "Sở" }, { name = "Bằng khen" }]
[[honorees]]
name = "Đội 1"
kind = "tap-the"
+++
## Mục

Chữ **đậm** và ![ảnh](/anh.jpg).
-- content/tin/b.md --
+++
title = "Hai"
date = 2021-07-07
featured = true
localities = ["Hải Phòng"]
fields = ["Y tế"]
+++
Thân bài.
-- content/tin/c.md --
+++
title = "Ba"
date = 2021-07-08
draft = true
localities = ["Hải Phòng"]
+++
Thân bài.
-- content/anh.jpg --
`

// builtin loads the theme of the program for everyLayout.
func builtin(t testing.TB) *theme.Theme {
	t.Helper()
	look, wrong := theme.Load(theme.Options{Builtin: themes.FS, Name: "tdkt", Language: "vi", BasePath: "/tdkt/"})
	if look == nil {
		t.Fatal(shown(wrong))
	}
	return look
}

// TestBuiltinThemeIsTheSameMinified renders all pages of a site of every kind.
func TestBuiltinThemeIsTheSameMinified(t *testing.T) {
	look, s := builtin(t), read(t, everyLayout)
	for _, layout := range layouts {
		t.Run(layout, func(t *testing.T) { compare(t, look, s, layout) })
	}
}
