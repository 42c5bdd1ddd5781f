package generator_test

import (
	"encoding/json"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestHeadersOfEveryFile: what has a hash in its name is kept for ever, the rest of
// the index is asked for again, pages are left to the server; nothing gets two
// answers, and only the index is for everybody.
func TestHeadersOfEveryFile(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/golden/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, more := range []string{"", "content/assets/ghi-chu.txt"} {
		dir := unpack(t, archive)
		write(t, filepath.Join(dir, "config.toml"), []byte("title = \"Trang thử\"\nbaseURL = \"https://thu.example/tdkt/\"\n"))
		if more != "" {
			write(t, filepath.Join(dir, "config.toml"), []byte("title = \"Trang thử\"\nbaseURL = \"https://thu.example/tdkt/\"\n[files]\npublish = [\"assets\"]\n"))
			write(t, filepath.Join(dir, more), []byte("Của biên tập viên.\n"))
		}
		public := filepath.Join(dir, "public")
		if _, list := build(dir, public); len(list) > 1 {
			t.Fatal(list)
		}
		tree := readTree(t, public)
		cachings := cachingsOf(t, filepath.Join(dir, ".public.guong", "server", "deploy.json"))
		hashed := regexp.MustCompile(`^(search/client\.|assets/.+\.[0-9a-f]{16}\.|assets/(anh|the)/)`)
		assets := 0
		for name := range tree {
			headers := headersOf(t, tree["_headers"], "/tdkt/"+name)
			kept := strings.Join(headers["Cache-Control"], ", ")
			want := ""
			switch {
			case hashed.MatchString(name):
				assets += strings.Count(name, "assets/")
				want = "public, max-age=31536000, immutable"
			case name == "search/manifest.json":
				want = "no-cache"
			case strings.HasPrefix(name, "search/0/"):
				want = "public, max-age=300, stale-while-revalidate=86400"
			case strings.HasPrefix(name, "search/"):
				want = "public, max-age=300"
			}
			if kept != want {
				t.Errorf("%s: Cache-Control %q, want %q", name, kept, want)
			}
			stored := want
			if stored == "" {
				stored = "public, max-age=60"
				if strings.HasSuffix(name, ".xml") || path.Base(name) == "feed.json" || name == "robots.txt" {
					stored = "public, max-age=300"
				}
			}
			if got := cachings(name); got != stored {
				t.Errorf("%s: a deployment says Cache-Control %q, want %q", name, got, stored)
			}
			if open := len(headers["Access-Control-Allow-Origin"]) > 0; open != strings.HasPrefix(name, "search/") {
				t.Errorf("%s: for everybody: %v", name, open)
			}
			policies := 1
			if strings.HasSuffix(name, ".svg") {
				policies = 2 // a drawing has one of its own, too
			}
			if len(headers["Content-Security-Policy"]) != policies || len(headers["X-Content-Type-Options"]) != 1 {
				t.Errorf("%s: %v", name, headers)
			}
		}
		if assets == 0 {
			t.Error("the theme has no assets: the test looks in the wrong place")
		}
	}
}

// cachingsOf returns what a table for deployments says of paths.
func cachingsOf(t *testing.T, file string) func(path string) string {
	t.Helper()
	var table struct {
		Caching []struct{ Pattern, Value string }
	}
	if err := json.Unmarshal(readFile(t, file), &table); err != nil {
		t.Fatal(err)
	}
	return func(path string) string {
		for _, c := range table.Caching {
			if pattern := regexp.MustCompile(c.Pattern); pattern.MatchString(path) {
				if pattern.FindString(path) != path {
					t.Errorf("%s covers %s in part", c.Pattern, path)
				}
				return c.Value
			}
		}
		return ""
	}
}

// headersOf returns the headers of an address as Netlify and Cloudflare Pages read
// the table.
func headersOf(t *testing.T, table, address string) map[string][]string {
	t.Helper()
	headers := map[string][]string{}
	matches := false
	for line := range strings.Lines(table) {
		line = strings.TrimSuffix(line, "\n")
		if field, ok := strings.CutPrefix(line, "  "); ok {
			name, value, _ := strings.Cut(field, ": ")
			if matches {
				headers[name] = append(headers[name], value)
			}
			continue
		}
		prefix, end, star := strings.Cut(line, "*")
		matches = address == line || star && strings.HasPrefix(address, prefix) && strings.HasSuffix(address[len(prefix):], end)
	}
	return headers
}
