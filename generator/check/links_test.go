package check_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/check"
	"guong/generator/message"
)

// built is a site of pages by their paths, each with the body of its HTML. A page
// from a file has the file's name and a space before its HTML.
type built map[string]string

// dead returns what is wrong with the links of a site.
func dead(b built, baseURL string, o check.Options, files map[string]string) []check.Finding {
	paths := slices.Sorted(maps.Keys(b))
	pages := check.NewPages(baseURL, paths)
	readers := []*check.PageReader{pages.Reader(), pages.Reader()}
	for i, path := range paths {
		from, html, _ := strings.Cut(b[path], " ")
		if strings.HasSuffix(path, ".html") {
			readers[i%2].Read(path, from, []byte(html))
		}
	}
	return check.New(o).Links(pages, check.Origins{
		Always: []string{"config.toml"},
		Text: func(file string) []byte {
			if text, ok := files[file]; ok {
				return []byte(text)
			}
			return nil
		},
	})
}

func TestAddresses(t *testing.T) {
	for base, tests := range map[string]map[string]string{
		"https://thu.example/": {
			`<a href="/tin/bai/">`:                             "",
			`<a href="/tin/bai">`:                              "", // servers lead to the folder
			`<a href="/tin/bai/index.html">`:                   "",
			`<a href="https://thu.example/tin/bai/">`:          "",
			`<a href="//thu.example/tin/bai/">`:                "",
			`<a href="https://thu.example">`:                   "",
			`<a href="/">`:                                     "",
			`<a href="bai/">`:                                  "",
			`<a href="../tin/">`:                               "",
			`<a href="./">`:                                    "",
			`<a href="?trang=2">`:                              "",
			`<a href="">`:                                      "",
			`<a href="/anh%20lop.jpg">`:                        "",
			`<a href="/logo.svg?v=2">`:                         "",
			`<img srcset="/logo.svg 1x, /anh%20lop.jpg 2x">`:   "",
			`<form action="/tin/">`:                            "",
			`<a href="https://khac.example/khong-co/">`:        "",
			`<a href="https://thu.example.vn/khong-co/">`:      "",
			`<a href="mailto:a@b.c">`:                          "",
			`<a href="tel:+84912345678">`:                      "",
			`<img src="data:image/png;base64,AA">`:             "",
			`<a href="#tren">`:                                 "",
			`<a href="#top">`:                                  "",
			`<a href="#">`:                                     "",
			`<a href="#muc%20hai">`:                            "/tin/#muc hai",
			`<a href="/tin/bai/#ket-qua">`:                     "",
			`<a href="/tin/bai/#c%C5%A9">`:                     "",
			`<a href="/logo.svg#hinh">`:                        "",
			`<a href="/tin/bai/#:~:text=abc">`:                 "",
			`<script>var a = '<a href="/khong-co/">'</script>`: "",
			`<!-- <a href="/khong-co/"> -->`:                   "",
			`<a href="/khong-co/">`:                            "/khong-co/",
			`<a href="/khong-co/?a=1#b">`:                      "/khong-co/",
			`<a href="khong-co">`:                              "/tin/khong-co",
			`<a href="https://thu.example/khong-co.pdf">`:      "/khong-co.pdf",
			`<img src="/tin/a.jpg">`:                           "/tin/a.jpg",
			`<img srcset="/logo.svg 1x, /a.jpg 2x">`:           "/a.jpg",
			`<form action="/tim/">`:                            "/tim/",
			`<video poster="/a.png">`:                          "/a.png",
			`<source srcset="/b.webp">`:                        "/b.webp",
			`<link rel="stylesheet" href="/assets/a.css">`:     "/assets/a.css",
			`<script src="/a.js"></script>`:                    "/a.js",
			`<A HREF=/khong-co/>`:                              "/khong-co/",
			`<a href="/kh&ocirc;ng/">`:                         "/không/",
			`<a href="#khong-co">`:                             "/tin/#khong-co",
			`<a href="/tin/#khong-co">`:                        "/tin/#khong-co",
			`<a href="/tin/bai/#khong-co">`:                    "/tin/bai/#khong-co",
		},
		"https://thu.example:8080/tdkt/": {
			`<a href="/tdkt/tin/bai/#ket-qua">`:              "",
			`<a href="/tdkt/">`:                              "",
			`<a href="/tdkt">`:                               "",
			`<a href="../">`:                                 "",
			`<a href="https://thu.example:8080/tdkt/tin/">`:  "",
			`<a href="https://thu.example:8080/cong/">`:      "", // the same host, another site
			`<a href="https://thu.example/tdkt/khong-co/">`:  "", // another port
			`<a href="/tdkt/khong-co/">`:                     "/tdkt/khong-co/",
			`<a href="/tin/bai/">`:                           "/tin/bai/", // the base path is missing
			`<a href="../../">`:                              "/",
			`<a href="https://thu.example:8080/tdkt/a.pdf">`: "/tdkt/a.pdf",
		},
	} {
		for html, want := range tests {
			found := dead(built{
				"index.html":         " <p>",
				"tin/index.html":     ` <h2 id="tren">` + html,
				"tin/bai/index.html": ` <h2 id=ket-qua><a name="cũ">`,
				"logo.svg":           "", "anh lop.jpg": "",
			}, base, check.Options{Now: now}, nil)
			got := ""
			for _, f := range found {
				got += f.Message.Args[0].(string)
			}
			if got != want {
				t.Errorf("%s at %s: %q, want %q", html, base, got, want)
			}
		}
	}
}

// TestPlacesOfDeadLinks: one finding an address, at the line that a person wrote.
func TestPlacesOfDeadLinks(t *testing.T) {
	menu := `<a href="/lien-he/">`
	pages := built{
		"index.html":         " " + menu + `<a href="/assets/x.css">`,
		"404.html":           " " + menu + `<a href="/assets/x.css">`,
		"tin/mot/index.html": "content/tin/mot.md " + menu + `<a href="/tin/hay/"><a href="/tin/hai/#cuoi"><a href="../xa/">`,
		"tin/hai/index.html": "content/tin/hai.md " + menu + `<h2 id="dau"><h2 id="cuoi-bai"><a href="/chi-giao-dien/"><a href="../xa/">`,
		"tac-gia/index.html": "/tac-gia/ " + menu,
	}
	files := map[string]string{
		"config.toml":        "[[menu]]\nurl = \"/lien-he/\"\n",
		"content/tin/mot.md": "+++\n+++\nXem [bài](/tin/hay/x/), [bài](/tin/hay/)\nvà [mục](hai.md#cuoi), [xa](../xa/).",
		"content/tin/hai.md": "+++\n+++\nChữ.",
	}
	var got []string
	for _, f := range dead(pages, "https://thu.example/", check.Options{Now: now}, files) {
		got = append(got, f.Brief(message.English)+" | "+f.Hint.In(message.English))
	}
	slices.Sort(got)
	want := []string{
		"config.toml:2:8: dead link: there is no address /lien-he/ (on the page / and others: 4) | Mend the address, or take the link out.",
		"content/tin/hai.md: dead link: there is no address /chi-giao-dien/ (on the page /tin/hai/) | Mend the address, or take the link out.",
		"content/tin/mot.md:3:31: dead link: there is no address /tin/hay/ (on the page /tin/mot/) | Do you mean “/tin/hai/”?",
		"content/tin/mot.md:4:16: dead link: there is no place /tin/hai/#cuoi (on the page /tin/mot/) | A heading's name is its text in lower case, without marks, joined by hyphens: “Kết quả” is #ket-qua.",
		"content/tin/mot.md:4:29: dead link: there is no address /tin/xa/ (on the page /tin/hai/ and others: 1) | Mend the address, or take the link out.",
		"dead link: there is no address /assets/x.css (on the page / and others: 1) | Mend the address, or take the link out.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPlacesUnderABasePath(t *testing.T) {
	pages := built{"tin/mot/index.html": `content/tin/mot.md <a href="/tdkt/khong-co/"><a href="#ket-qa"><h2 id="ket-qua">`}
	files := map[string]string{"content/tin/mot.md": "+++\n+++\n[a](/khong-co/) [b](#ket-qa)"}
	var got []string
	for _, f := range dead(pages, "https://thu.example/tdkt/", check.Options{Now: now}, files) {
		got = append(got, f.Position.String()+" "+f.Rule+" "+f.Hint.In(message.Vietnamese))
	}
	want := []string{
		"content/tin/mot.md:3:5 check.link Hãy sửa địa chỉ, hoặc bỏ liên kết.",
		"content/tin/mot.md:3:21 check.anchor Ý bạn là “#ket-qua”?",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDeadLinksCanBeTurnedOff(t *testing.T) {
	pages := built{"index.html": `content/_index.md <a href="/khong-co/"><a href="#khong-co">`}
	files := map[string]string{"content/_index.md": "[a](/khong-co/) [b](#khong-co)"}
	for rule, want := range map[string]int{"link": 1, "anchor": 1, "phone": 2} {
		off := func(name, file string) bool { return name == rule && file == "content/_index.md" }
		if got := dead(pages, "https://thu.example/", check.Options{Now: now, Off: off}, files); len(got) != want {
			t.Errorf("without %s: %v", rule, got)
		}
	}
}

// TestManyDeadLinks: the order does not depend on who read which page, and only so
// many proposals are looked for.
func TestManyDeadLinks(t *testing.T) {
	pages := built{"tin/co/index.html": " "}
	for i := range 300 {
		name := string(rune('a'+i%26)) + string(rune('a'+i/26))
		pages["x/"+name+"/index.html"] = ` <a href="/tin/cp` + name + `/">`
	}
	first := dead(pages, "https://thu.example/", check.Options{Now: now}, nil)
	second := dead(pages, "https://thu.example/", check.Options{Now: now}, nil)
	if len(first) != 300 || !slices.EqualFunc(first, second, func(a, b check.Finding) bool { return a.Error() == b.Error() }) {
		t.Errorf("%d findings", len(first))
	}
}

// BenchmarkPages reads a page of 40 kB with 200 links.
func BenchmarkPages(b *testing.B) {
	page := []byte(strings.Repeat(`<p class="card" id="c"><a href="/tin/bai/" class="x">Tít của bài</a> `+strings.Repeat("chữ ", 30)+"</p>\n", 200))
	pages := check.NewPages("https://thu.example/", []string{"index.html", "tin/bai/index.html"})
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	reader := pages.Reader()
	for b.Loop() {
		reader.Read("index.html", "", page)
	}
}
