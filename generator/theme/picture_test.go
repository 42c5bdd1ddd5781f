package theme_test

import (
	"strings"
	"testing"

	"guong/generator/site"
)

// TestPicture: every picture has a place before it is there, and the ways differ in
// what is loaded first and what is said.
func TestPicture(t *testing.T) {
	const story = `-- content/tin/a.md --
+++
title = "A"
date = 2021-01-01
[image]
src = "b.svg"
alt = "Cô \"Lan\" & lớp"
+++
-- content/tin/b.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"/>
`
	elsewhere := strings.Replace(story, `"b.svg"`, `"https://x.example/b.jpg?a=1&b=2"`, 1)
	tests := []struct{ name, site, call, want string }{
		{"first of all", story, `picture .Image "lead" "100vw"`, `<img src="/tin/b.svg" alt="Cô &#34;Lan&#34; &amp; lớp" width="640" height="480" fetchpriority="high" decoding="async">`},
		{"when it comes near", story, `picture .Image "plain" "50vw"`, `<img src="/tin/b.svg" alt="Cô &#34;Lan&#34; &amp; lớp" width="640" height="480" loading="lazy" decoding="async">`},
		{"beside its title", story, `picture .Image "beside" "9rem"`, `<img src="/tin/b.svg" alt="" width="640" height="480" loading="lazy" decoding="async">`},
		{"of an unknown size", elsewhere, `picture .Image "beside" "9rem"`, `<img src="https://x.example/b.jpg?a=1&amp;b=2" alt="" width="1200" height="675" loading="lazy" decoding="async">`},
		{"none", "-- content/tin/a.md --\n+++\ntitle = \"A\"\ndate = 2021-01-01\n+++\n", `picture .Image "lead" "100vw"`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			look := load(t, extending+layoutFile("article", "{{with .Article}}{{"+test.call+"}}{{end}}"))
			html, err := render(t, look, read(t, test.site), site.LayoutArticle)
			if err != nil {
				t.Fatal(err)
			}
			if got := html[strings.LastIndex(html, "</title>")+len("</title>"):]; strings.TrimSpace(got) != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
	look := load(t, extending+layoutFile("article", `{{picture .Article.Image "huge" "100vw"}}`))
	if _, err := render(t, look, read(t, story), site.LayoutArticle); err == nil || !strings.Contains(err.Error(), "huge") {
		t.Errorf("a way that there is none of: %v", err)
	}
}

// TestPolicy: what a page allows is what the site's headers allow, or more.
func TestPolicy(t *testing.T) {
	look := load(t, extending+layoutFile("article", `{{policy .Site}}`))
	html, err := render(t, look, read(t, small), site.LayoutArticle)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;self&#39;;`, "img-src &#39;self&#39; data: https: http:;"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
	for _, never := range []string{"unsafe", "frame-ancestors"} {
		if strings.Contains(html, never) {
			t.Errorf("%s in\n%s", never, html)
		}
	}
}
