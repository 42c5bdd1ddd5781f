package generator_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator"
)

// TestNoIndex: a trial site asks search engines on every page, in its headers and in
// robots.txt to leave it out, whatever its own robots.txt says.
func TestNoIndex(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/golden/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, archive)
	write(t, filepath.Join(dir, "config.toml"), []byte("title = \"Trang thử\"\nbaseURL = \"https://thu.example/\"\n"))
	write(t, filepath.Join(dir, "content/robots.txt"), []byte("User-agent: *\nAllow: /\n"))
	public := filepath.Join(dir, "public")
	o := generator.Options{Source: dir, Destination: public, Now: now, Themes: builtin()}
	const meta = `<meta name="robots" content="noindex">`
	for _, noIndex := range []bool{true, false, true} {
		o.NoIndex = noIndex
		if report, list := generator.Build(t.Context(), o); !report.Done {
			t.Fatal(list)
		}
		tree := readTree(t, public)
		pages, silent := 0, 0
		for name, text := range tree {
			if !strings.HasSuffix(name, ".html") {
				continue
			}
			if pages++; strings.Contains(text, meta) {
				continue
			}
			if silent++; o.NoIndex {
				t.Errorf("%s does not ask to be left out", name)
			}
		}
		if pages < 20 || !o.NoIndex && silent < 20 {
			t.Errorf("%d pages, %d of them for search engines: the test looks in the wrong place", pages, silent)
		}
		robots := "User-agent: *\nAllow: /\n"
		if o.NoIndex {
			robots = "User-agent: *\nDisallow: /\n"
		}
		if tree["robots.txt"] != robots {
			t.Errorf("robots.txt with NoIndex=%v: %q", o.NoIndex, tree["robots.txt"])
		}
		if strings.Contains(tree["sitemap.xml"], "<loc>") == o.NoIndex {
			t.Errorf("sitemap.xml with NoIndex=%v:\n%s", o.NoIndex, tree["sitemap.xml"])
		}
		if got := headersOf(t, tree["_headers"], "/logo.svg")["X-Robots-Tag"]; len(got) > 0 != o.NoIndex {
			t.Errorf("X-Robots-Tag with NoIndex=%v: %q", o.NoIndex, got)
		}
		if table := string(readFile(t, filepath.Join(dir, ".public.guong", "server", "deploy.json"))); strings.Contains(table, `"noindex":true`) != o.NoIndex {
			t.Errorf("deploy.json with NoIndex=%v: %s", o.NoIndex, table)
		}
	}
}
