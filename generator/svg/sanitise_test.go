package svg_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"guong/generator/svg"
)

// cases are what stands in a drawing, what comes out, and what was taken out.
var cases = []struct{ name, in, want, removed string }{
	{"a drawing stays", `<g id="a"><path d="M0 0" fill="url(#g)"/><text x="1" xml:space="preserve">Đoàn &amp; kết &lt; 1</text></g>`, "", ""},
	{"styles stay", `<style>.a{fill:red;font-family:"Be Vietnam"}@media print{.a{fill:url(#b)}}</style><rect class="a" style="fill:#fff;stroke:url(#c)"/>`, "", ""},
	{"animations stay", `<circle r="1"><animate attributeName="r" values="1;2" dur="1s"/><animateTransform attributeName="transform" type="rotate" from="0" to="9"/></circle>`, "", ""},
	{"places of the file stay", `<defs><g id="x"/></defs><use href="#x"/><use href="#x"/>`, "", ""},
	{"pictures within stay", `<image href="data:image/png;base64,iVBORw0KGgo="/>`, "", ""},
	{"fonts within stay", `<style>@font-face{font-family:A;src:url(data:font/woff2;base64,d09GMg==)}</style>`, "", ""},
	{"comments and strangers go", `<!-- x --><metadata><a/></metadata><i:grid xmlns:i="http://inkscape"/><g i:x="1" xmlns:i="http://inkscape" data-name="y"/>`, `<g/>`, ""},
	{"character data", `<text><![CDATA[a < b]]></text>`, `<text>a &lt; b</text>`, ""},

	{"script", `<script>alert(1)</script><g/>`, `<g/>`, "Script script"},
	{"script with a prefix", `<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>`, ``, "Script script"},
	{"script of HTML", `<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`, ``, "Foreign script"},
	{"script elsewhere", `<script href="//x.example/a.js"/>`, ``, "Script script"},
	{"script within script", `<script><script/>alert(1)<g/></script><g/>`, `<g/>`, "Script script"},
	{"handlers", `<g onload="a()" onclick="b()" ONMOUSEOVER="c()" fill="red"/>`, `<g fill="red"/>`, "Script onload, Script onclick, Script ONMOUSEOVER"},
	{"handler element", `<handler type="x">a()</handler><listener/>`, ``, "Script handler, Script listener"},
	{"foreign objects", `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="x"/></body></foreignObject>`, ``, "Foreign foreignObject"},
	{"elements of HTML", `<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:a()"/><embed/>`, ``, "Foreign iframe, Foreign embed"},
	{"links", `<a href="javascript:alert(1)"><text>x</text></a><a href="https://x.example/"><g/></a>`, `<a><text>x</text></a><a><g/></a>`, "Script href"},
	{"links in disguise", `<a xlink:href=" java&#10;script:a()"/><a xlink:href="&#1;"/>`, "", "refused Malformed"},
	{"links with line ends", `<a xlink:href=" java&#10;script:a()"/>`, `<a/>`, "Script xlink:href"},
	{"addresses of documents", `<image href="data:text/html,x"/><use href="data:image/svg+xml,x#a"/><image href="data:image/svg+xml;base64,AA=="/>`, `<image/><use/><image/>`, "Script href, Script href, Script href"},
	{"use of another file", `<use xlink:href="b.svg#x"/><use href="https://x.example/#x"/>`, `<use/><use/>`, "Outside xlink:href, Outside href"},
	{"pictures of another file", `<image href="anh.jpg"/><image xlink:href="//x.example/a.png"/>`, `<image/><image/>`, "Outside href, Outside xlink:href"},
	{"animated addresses", `<a><animate attributeName="href" to="javascript:a()"/><set attributeName="xlink:href" to="javascript:a()"/><set attributeName=" href " to="x"/></a>`, `<a/>`, "Script animate href, Script set xlink:href, Script set href"},
	{"animated handlers", `<set attributeName="onclick" to="a()"/><animate attributeName="style" to="x"/>`, ``, "Script set onclick, Script animate style"},
	{"animated references", `<animate attributeName="fill" values="url(#a);url(https://x.example/a)"/>`, `<animate attributeName="fill" values="url(#a);none"/>`, "Outside values"},
	{"imports", `<style>@import "https://x.example/a.css";@import url(b.css) print;.a{fill:red}</style>`, `<style>.a{fill:red}</style>`, "Outside @import, Outside @import"},
	{"imports in parts", `<style>@imp<!-- -->ort "a.css";.a{fill:red}</style><style>@imp<![CDATA[ort "b.css";]]></style>`, `<style>.a{fill:red}</style><style/>`, "Outside @import, Outside @import"},
	{"imports in escapes", `<style>@\69mport "a.css";.a{fill:red}</style>`, `<style>.a{fill:red}</style>`, `Outside @\69mport`},
	{"elements in styles", `<style><g onload="a()"/>.a{}</style>`, `<style>.a{}</style>`, ""},
	{"addresses in styles", `<style>.a{fill:url(https://x.example/a);cursor:URL( "b.cur" )}</style>`, `<style>.a{fill:none;cursor:none}</style>`, "Outside url(), Outside url()"},
	{"functions with addresses", `<g style="fill:image-set('a' 1x);mask:SRC('b')"/>`, `<g style="fill:none;mask:none"/>`, "Outside style, Outside style"},
	{"functions in escapes", `<g style="fill:\75rl(//x.example)" mask="u\rl(//x.example)"/>`, `<g style="fill:none" mask="none"/>`, "Outside style, Outside mask"},
	{"presentation", `<rect fill="url(https://x.example/a#b)" filter="url( '#f' )" clip-path="url(b.svg#c)"/>`, `<rect fill="none" filter="url(#f)" clip-path="none"/>`, "Outside fill, Outside clip-path"},
	{"base", `<g xml:base="https://x.example/" xml:lang="vi"/>`, `<g xml:lang="vi"/>`, ""},
	{"attributes that come twice", `<use href="#a" href="#b" x="1" x="2"/>`, `<use href="#a" x="1"/>`, ""},
	{"instructions", `<?php echo 1 ?><?xml-stylesheet href="a.css"?>`, ``, "Declared ?php, Declared ?xml-stylesheet"},
	{"entities of XML", `<text>&lt;script&gt; &#x3c;b&#62;</text>`, `<text>&lt;script&gt; &lt;b&gt;</text>`, ""},
	{"entities of its own", `<text>&xxe;</text>`, "", "refused Entity"},
	{"entities of HTML", `<text>a&nbsp;b</text>`, "", "refused Entity"},
	{"no end", `<g>`, "", "refused Malformed"},
	{"another end", `<g></a>`, "", "refused Malformed"},
	{"too deep", strings.Repeat("<g>", 600), "", "refused Deep"},
}

var kinds = map[svg.Kind]string{
	svg.Script: "Script", svg.Foreign: "Foreign", svg.Outside: "Outside", svg.Declared: "Declared", svg.NotSVG: "NotSVG", svg.Malformed: "Malformed",
	svg.Entity: "Entity", svg.Encoding: "Encoding", svg.Compressed: "Compressed", svg.Deep: "Deep",
}

// sanitise returns a drawing without what is harmful, and what was taken out.
func sanitise(src string) (out, removed string) {
	var b bytes.Buffer
	list, err := svg.Sanitise(&b, []byte(src))
	var refused *svg.RefusedError
	if errors.As(err, &refused) {
		return b.String(), "refused " + kinds[refused.Kind]
	}
	var said []string
	for _, r := range list {
		said = append(said, kinds[r.Kind]+" "+r.What)
	}
	return b.String(), strings.Join(said, ", ")
}

func TestSanitise(t *testing.T) {
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			const begin, end = `<svg xmlns="http://www.w3.org/2000/svg" width="9">`, "</svg>\n"
			got, removed := sanitise(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9">` + tt.in + `</svg>`)
			want := tt.want
			if want == "" && tt.removed == "" {
				want = tt.in
			}
			want = begin + want + end
			switch {
			case strings.HasPrefix(tt.removed, "refused"):
				want = ""
			case want == begin+end:
				want = strings.TrimSuffix(begin, ">") + "/>\n"
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if removed != tt.removed {
				t.Errorf("%s was taken out, not %s", removed, tt.removed)
			}
			holdHarmless(t, got)
		})
	}
}

func TestSanitiseRoot(t *testing.T) {
	for _, tt := range []struct{ in, want, removed string }{
		{`<svg width="9"/>`, `<svg xmlns="http://www.w3.org/2000/svg" width="9"/>`, ""},
		{`<svg onload="a()"><g/></svg>`, `<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>`, "Script onload"},
		{`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/><script>a()</script></s:svg>`, `<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>`, "Script script"},
		{`<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink"><use l:href="#a"/></svg>`,
			`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/></svg>`, ""},
		{"\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg/>",
			`<svg xmlns="http://www.w3.org/2000/svg"/>`, ""},
		{`<!DOCTYPE svg [<!ENTITY a "b"><!ATTLIST g onload CDATA "a()">]><svg><g/></svg>`, `<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>`, "Declared !DOCTYPE"},
		{`<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;"/>`, "", "refused Entity"},
		{`<html xmlns="http://www.w3.org/1999/xhtml"><script>a()</script></html>`, "", "refused NotSVG"},
		{`<svg xmlns="http://www.w3.org/1999/xhtml"><script>a()</script></svg>`, "", "refused NotSVG"},
		{`<svg/><script xmlns="http://www.w3.org/1999/xhtml">a()</script>`, "", "refused NotSVG"},
		{``, "", "refused NotSVG"},
		{`chữ`, "", "refused Malformed"},
		{`<svg`, "", "refused Malformed"},
		{`<svg>`, "", "refused Malformed"},
		{"\x1f\x8b\x08\x00", "", "refused Compressed"},
		{"\xff\xfe<\x00s\x00", "", "refused Encoding"},
		{`<?xml version="1.0" encoding="UTF-7"?><svg/>`, "", "refused Encoding"},
	} {
		got, removed := sanitise(tt.in)
		if got != tt.want+strings.Repeat("\n", min(len(tt.want), 1)) || removed != tt.removed {
			t.Errorf("%.80q becomes %s (%s)", tt.in, got, removed)
		}
	}
}

// TestLines: what is taken out is told with its line.
func TestLines(t *testing.T) {
	var b bytes.Buffer
	removed, err := svg.Sanitise(&b, []byte("<svg>\n<g/>\n<script>\n\n</script>\n<g onclick=\"a()\"/></svg>"))
	want := []svg.Removal{{svg.Script, "script", 3}, {svg.Script, "onclick", 6}}
	if diff := cmp.Diff(want, removed); diff != "" || err != nil {
		t.Error(diff, err)
	}
	_, err = svg.Sanitise(&b, []byte("<svg>\n<g>\n&a;</g></svg>"))
	var refused *svg.RefusedError
	if !errors.As(err, &refused) || *refused != (svg.RefusedError{Kind: svg.Entity, Line: 3, Text: "invalid character entity &a;"}) {
		t.Error(err)
	}
}

// holdHarmless holds a drawing to the law that it is written in one form, and that
// nothing in it runs or leads elsewhere, whether it is read as XML or as HTML.
func holdHarmless(t *testing.T, out string) {
	t.Helper()
	if out == "" {
		return
	}
	again, removed := sanitise(out)
	if again != out || removed != "" {
		t.Errorf("the second time it becomes\n%s\n%s, without %s", out, again, removed)
	}
	for z := html.NewTokenizer(strings.NewReader(out)); z.Next() != html.ErrorToken; {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		if strings.Contains(" script iframe object embed foreignobject ", " "+token.Data+" ") {
			t.Errorf("<%s> in %s", token.Data, out)
		}
		for _, a := range token.Attr {
			value := strings.ToLower(a.Val)
			switch {
			case strings.HasPrefix(a.Key, "on"),
				strings.HasSuffix(a.Key, "href") && value != "" && value[0] != '#' && !strings.HasPrefix(value, "data:image/"),
				strings.Contains(value, "javascript:") && strings.HasSuffix(a.Key, "href"),
				strings.Contains(value, "url(") && !strings.Contains(value, "url(#") && !strings.Contains(value, "url(data:"):
				t.Errorf("%s=%q in %s", a.Key, a.Val, out)
			}
		}
	}
}

// TestSampleStays: the drawings of the sample lose nothing.
func TestSampleStays(t *testing.T) {
	found := 0
	for _, pattern := range []string{"../../content/*.svg", "../../content/*/*.svg", "../../content/*/*/*.svg"} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			found++
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			out, removed := sanitise(string(raw))
			if out == "" || removed != "" || strings.Count(string(raw), "<path") != strings.Count(out, "<path") {
				t.Errorf("%s: %s", name, removed)
			}
			holdHarmless(t, out)
		}
	}
	if found < 20 {
		t.Errorf("only %d drawings found", found)
	}
}

func FuzzSanitise(f *testing.F) {
	for _, tt := range cases {
		f.Add(`<svg xmlns="http://www.w3.org/2000/svg">` + tt.in + `</svg>`)
	}
	f.Fuzz(func(t *testing.T, src string) {
		out, _ := sanitise(src)
		holdHarmless(t, out)
	})
}

func BenchmarkSanitise(b *testing.B) {
	src := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">` + strings.Repeat(`<path d="M10.5 20.25c1.5 2.25 3.5 4.75 5 6l7-8z" fill="#b0121b" stroke="url(#a)"/>`+"\n", 500) + `</svg>`)
	b.SetBytes(int64(len(src)))
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if _, err := svg.Sanitise(&out, src); err != nil {
			b.Fatal(err)
		}
	}
}
