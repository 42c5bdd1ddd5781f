package markdown_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/markdown"
)

const story = `Năm 2021, **Hải
Phòng** &amp; cả nước [thi đua](../bai.md?x=1#muc "Bài") - xem
[đây](#doi-moi).

![Cô Lan](a%20b.jpg "Lớp (ảnh: X)")

## Đổi mới

> Trích ![dấu](/goc/dấu.png) và [1][d].

[d]: khac.md
`

func TestDocument(t *testing.T) {
	d, diagnostics := converter(t, markdown.Escape).Convert([]byte(story), markdown.Origin{File: "x/a.md", Line: 12})
	if len(diagnostics) > 0 {
		t.Errorf("diagnostics: %v", diagnostics)
	}
	at := func(line, column, width int) diag.Diagnostic {
		return diag.Diagnostic{
			Position: diag.Position{File: "x/a.md", Line: line, Column: column},
			Excerpt:  strings.Split(story, "\n")[line-12], Width: width,
		}
	}
	for i := range d.Refs {
		if got := d.HTML[d.Refs[i].Offset-2 : d.Refs[i].Offset+1]; got != `=""` {
			t.Errorf("ref %d stands in %q", i, got)
		}
		d.Refs[i].Offset = 0
	}
	want := &markdown.Document{
		HTML: d.HTML,
		Refs: []markdown.Ref{
			{Kind: markdown.Link, Dest: "../bai.md", Query: "x=1", Fragment: "muc", At: at(13, 33, 17)},
			{Kind: markdown.Picture, Dest: "a b.jpg", At: at(16, 11, 9)},
			{Kind: markdown.Picture, Dest: "/goc/dấu.png", At: at(20, 16, 12)},
			{Kind: markdown.Link, Dest: "khac.md", At: at(20, 33, 3)},
		},
		Headings: []markdown.Heading{{Level: 2, ID: "doi-moi", Text: "Đổi mới"}},
		Excerpt:  "Năm 2021, Hải Phòng & cả nước thi đua - xem đây.",
		Words:    19,
	}
	type plain struct {
		HTML, Excerpt string
		Refs          []markdown.Ref
		Headings      []markdown.Heading
		Words         int
	}
	show := func(d *markdown.Document) plain { return plain{d.HTML, d.Excerpt, d.Refs, d.Headings, d.Words} }
	if diff := cmp.Diff(show(want), show(d)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRenderResolvesInOrder(t *testing.T) {
	d, _ := converter(t, markdown.Escape).Convert([]byte(story), markdown.Origin{File: "a.md", Line: 1})
	var asked []string
	html := d.Render(func(r markdown.Ref) markdown.Target {
		asked = append(asked, r.Dest)
		return markdown.Target{URL: `/é "x"&`, Width: 640, Height: 480}
	})
	if want := []string{"../bai.md", "a b.jpg", "/goc/dấu.png", "khac.md"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %q, want %q", asked, want)
	}
	for _, want := range []string{
		`<a href="/%C3%A9%20%22x%22&amp;" title="Bài">thi đua</a>`,
		`<img src="/%C3%A9%20%22x%22&amp;" width="640" height="480" alt="Cô Lan" loading="lazy" decoding="async">`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
}

func TestRenderWithoutRefs(t *testing.T) {
	d, _ := converter(t, markdown.Escape).Convert([]byte("a"), markdown.Origin{File: "a.md", Line: 1})
	if html := d.Render(nil); html != d.HTML {
		t.Errorf("%q, want %q", html, d.HTML)
	}
	if n := testing.AllocsPerRun(10, func() { d.Render(nil) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestRenderRefusesAddresses(t *testing.T) {
	d, _ := converter(t, markdown.Escape).Convert([]byte("[a](b)"), markdown.Origin{File: "a.md", Line: 1})
	for url, want := range map[string]string{
		"/b/":                  "/b/",
		"":                     "",
		"https://x.vn/?a&b":    "https://x.vn/?a&amp;b",
		"javascript:alert(1)":  "#",
		"JAVASCRIPT:alert(1)":  "#",
		" javascript:alert(1)": "#",
		"java\nscript:x":       "#",
		"data:text/html,x":     "#",
		`/"><script>`:          "/%22%3E%3Cscript%3E",
	} {
		html := d.Render(func(markdown.Ref) markdown.Target { return markdown.Target{URL: url} })
		if want := `<p><a href="` + want + `">a</a></p>` + "\n"; html != want {
			t.Errorf("%q: %q, want %q", url, html, want)
		}
	}
}

func TestAnchor(t *testing.T) {
	d, _ := converter(t, markdown.Escape).Convert([]byte(
		"## Đổi mới\n\nA[^x] B[^x]\n\n## Kết quả {#Phan_2}\n\n## Đổi mới\n\n## Phan 2\n\n## !!!\n\n[^x]: C\n"),
		markdown.Origin{File: "a.md", Line: 1})
	for fragment, want := range map[string]string{
		"doi-moi": "doi-moi", "đổi-mới": "doi-moi", "Doi-Moi": "doi-moi", "Đổi mới": "doi-moi", "ĐỔI_MỚI": "doi-moi",
		"đổi-mới-2": "doi-moi-2", "doi-moi-3": "",
		"Phan_2": "Phan_2", "phan_2": "Phan_2", "PHAN_2": "Phan_2", "kết-quả": "Phan_2", "phan-2": "phan-2", "Phần 2": "phan-2",
		"fn:1": "fn:1", "fnref:1": "fnref:1", "fnref:1:2": "fnref:1:2", "fn:2": "", "FN:1": "", "muc": "muc", "": "", "?": "",
	} {
		if got, ok := d.Anchor(fragment); got != want || ok != (want != "") {
			t.Errorf("Anchor(%q) = %q, %v; want %q", fragment, got, ok, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for name, test := range map[string]struct{ src, want string }{
		"first paragraph":     {"Một *hai*\nba.\n\nBốn.", "Một hai ba."},
		"not a heading":       {"## Tít\n\nĐoạn.", "Đoạn."},
		"not a figure":        {"![a](b.jpg \"Chú\")\n\nĐoạn.", "Đoạn."},
		"not a quotation":     {"> Trích\n\nĐoạn.", "Đoạn."},
		"not a list":          {"- a\n\n- b\n\nĐoạn.", "Đoạn."},
		"not a table":         {"|a|\n|-|\n\nĐoạn.", "Đoạn."},
		"not a footnote":      {"[^1]: Chú\n\nĐoạn[^1].", "Đoạn."},
		"not only a picture":  {"![](a.jpg) ![](b.jpg)\n\nĐoạn.", "Đoạn."},
		"not a comment":       {"<!-- a -->\n\nĐoạn <!-- b -->.", "Đoạn ."},
		"entities":            {"A &amp; B \\* C `d &amp;`  <b>e</b>", "A & B * C d &amp; e"},
		"addresses":           {"Xem www.tdkt.vn và <https://a.vn>", "Xem www.tdkt.vn và https://a.vn"},
		"none":                {"## Tít\n\n- a", ""},
		"alternative of text": {"Ảnh ![cô *Lan*](a.jpg) trên lớp", "Ảnh cô Lan trên lớp"},
	} {
		d, _ := converter(t, markdown.Escape).Convert([]byte(test.src), markdown.Origin{File: "a.md", Line: 1})
		if d.Excerpt != test.want {
			t.Errorf("%s: %q, want %q", name, d.Excerpt, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	for name, test := range map[string]struct {
		src  string
		want int
	}{
		"syllables":             {"Hải Phòng đổi mới thi đua", 6},
		"numbers":               {"Chỉ thị 05-CT/TW, tăng 11,22% (1.204 tỷ)", 7},
		"lone dashes":           {"kinh tế - xã hội – văn hóa — đời sống", 8},
		"lone signs":            {"A & B … “ ” * + = / • → ₫ % ... (–) 5 ’", 3},
		"words in signs":        {"“ấy” (đó) «ở» …à 84.016 05-CT/TW ½5 ô! Ý日 本", 10},
		"words, one block each": {"# a\n\nb\n\n- c\n- d\n\n> e\n\n|f|\n|-|\n|g|\n\n    h\n\nk[^1]\n\n[^1]: l", 10},
		"dash in a word":        {"Covid-19 Anh-xtanh", 2},
		"spaces":                {"a   b\n   c", 3},
		"formatting":            {"**Hải** Phòng _đổi_mới **m**ột", 4},
		"blocks":                {"## Một hai\n\n- ba\n- bốn\n\n> năm\n\n    sáu bảy", 7},
		"caption":               {"![thay thế](a.jpg \"Cô giáo Lan (ảnh: X)\")", 5},
		"table":                 {"|a b|c|\n|-|-|\n|d|e|", 5},
		"line breaks":           {"a  \nb\\\nc\nd", 4},
		"boxes":                 {"> [!lưu ý]\n> một hai\n\n> [!số liệu] ba\n> **84.016 tỷ đồng** bốn", 7},
		"timeline":              {"> [!mốc]\n> 1954: sinh\n> 1960: đi học", 5},
		"interview":             {"**Hỏi:**Một?\n\n**PV: Hai?**\n\n**Bà Lan**: ba", 7},
		"languages":             {"[Good morning]{en} nhé", 3},
		"long, in one segment":  {strings.Repeat("đổi mới, ", 1000) + ".", 2000},
	} {
		d, _ := converter(t, markdown.Escape).Convert([]byte(test.src), markdown.Origin{File: "a.md", Line: 1})
		if d.Words != test.want {
			t.Errorf("%s: %d words, want %d", name, d.Words, test.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	incomplete := labels
	incomplete.Table = " "
	for name, o := range map[string]markdown.Options{
		"no labels":     {},
		"a blank label": {Labels: incomplete},
		"unknown mode":  {Labels: labels, RawHTML: 7},
	} {
		if _, err := markdown.New(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestLabelsAreEscaped(t *testing.T) {
	c, err := markdown.New(markdown.Options{Labels: markdown.Labels{
		Credit: "<b>", Watch: "x", Table: `"Bảng" %d`, Footnotes: "x", Footnote: "x", FootnoteBack: "x",
		Note: `<i>"`, Tip: "x", Important: "x", Warning: "x", Caution: "x",
	}})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := c.Convert([]byte("|a|\n|-|\n\n![a](https://x.vn/a.jpg \"Ảnh: B\")\n\n> [!NOTE]\n> c"), markdown.Origin{File: "a.md", Line: 1})
	for _, want := range []string{`aria-label="&quot;Bảng&quot; 1"`, `<span class="credit">&lt;b&gt;: B</span>`, `<p class="box-label">&lt;i&gt;&quot;</p>`} {
		if !strings.Contains(d.HTML, want) {
			t.Errorf("no %s in %s", want, d.HTML)
		}
	}
}

func TestSourceIsNotKept(t *testing.T) {
	c := converter(t, markdown.Escape)
	src := []byte(story)
	d, _ := c.Convert(src, markdown.Origin{File: "a.md", Line: 1})
	before := d.Render(resolve) + d.Excerpt + d.Refs[0].Dest + d.Refs[0].At.Excerpt + d.Headings[0].Text
	for i := range src {
		src[i] = 'x'
	}
	if after := d.Render(resolve) + d.Excerpt + d.Refs[0].Dest + d.Refs[0].At.Excerpt + d.Headings[0].Text; after != before {
		t.Errorf("the document has changed with its source")
	}
}

func TestConcurrentUse(t *testing.T) {
	for _, raw := range []markdown.RawHTML{markdown.Escape, markdown.Sanitise} {
		c := converter(t, raw)
		src := []byte(story + "\n<b>x</b> [a](#b)\n")
		want, _ := c.Convert(src, markdown.Origin{File: "a.md", Line: 1})
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for range 50 {
					got, diagnostics := c.Convert(src, markdown.Origin{File: "a.md", Line: 1})
					if got.Render(resolve) != want.Render(resolve) || got.Words != want.Words || len(diagnostics) == 0 {
						t.Error("two conversions of one source differ")
					}
				}
			})
		}
		group.Wait()
	}
}

func TestSanitiseTooDeep(t *testing.T) {
	src := strings.Repeat("a <b>", 600)
	d, diagnostics := converter(t, markdown.Sanitise).Convert([]byte(src), markdown.Origin{File: "a.md", Line: 1})
	if want := "<p>" + strings.Repeat("a &lt;b&gt;", 600) + "</p>\n"; d.HTML != want || len(diagnostics) != 600 {
		t.Errorf("HTML that cannot be balanced is not shown as text: %d warnings, %.200s", len(diagnostics), d.HTML)
	}
}

// TestLabelLanguage holds where labels say that they are in another language than the text
// around them.
func TestLabelLanguage(t *testing.T) {
	c, err := markdown.New(markdown.Options{Labels: labels, Language: "vi"})
	if err != nil {
		t.Fatal(err)
	}
	const src = "> [!NOTE]\n> a\n\n![b](https://x.vn/a.jpg \"Ảnh: B\")\n\nhttps://youtu.be/abc\n\n> [!tiếng Việt]\n> > [!NOTE]\n> > c"
	for _, test := range []struct {
		language string
		marked   []string
	}{
		{"", nil},
		{"vi", nil},
		{"en", []string{`<p class="box-label" lang="vi">Ghi chú</p>` + "\n<p>a", `<span class="credit"><span lang="vi">Ảnh</span>: B</span>`, `<span class="watch" lang="vi">`}},
	} {
		d, _ := c.Convert([]byte(src), markdown.Origin{File: "a.md", Line: 1, Language: test.language})
		for _, want := range append(test.marked, `<p class="box-label">Ghi chú</p>`+"\n<p>c") {
			if !strings.Contains(d.HTML, want) {
				t.Errorf("%q: no %s in %s", test.language, want, d.HTML)
			}
		}
		if got := strings.Count(d.HTML, ` lang="vi"`); got != len(test.marked)+1 { // and the box in Vietnamese
			t.Errorf("%q: %d times in Vietnamese: %s", test.language, got, d.HTML)
		}
	}
}
