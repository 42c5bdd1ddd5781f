package webserver_test

import (
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// answer is what a server says.
type answer struct {
	*http.Response
	body string
}

// browser asks as a browser does that follows nothing, and shows encodings.
var browser = &http.Client{
	Transport:     &http.Transport{DisableCompression: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func get(t *testing.T, base, address string, headers ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := browser.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(body)}
}

// TestNginx and TestCaddy hold what readers meet when a web server is set up as the
// manual says.
func TestNginx(t *testing.T) {
	p := publish(t)
	readers(t, p, startNginx(t, p))
}

func TestCaddy(t *testing.T) {
	p := publish(t)
	readers(t, p, startCaddy(t, p))
}

func readers(t *testing.T, p published, base string) {
	t.Run("every file", func(t *testing.T) { everyFile(t, p, base) })
	t.Run("former addresses", func(t *testing.T) { formerAddresses(t, base) })
	t.Run("nothing there", func(t *testing.T) { nothingThere(t, p, base) })
	t.Run("private", func(t *testing.T) { private(t, base) })
	t.Run("encoding", func(t *testing.T) { encoding(t, p, base) })
	t.Run("unchanged", func(t *testing.T) { unchanged(t, base) })
}

// types are what files are, by the ends of their names.
var types = map[string][]string{
	".html":        {"text/html; charset=utf-8"},
	".css":         {"text/css; charset=utf-8", "text/css"},
	".js":          {"text/javascript; charset=utf-8", "application/javascript; charset=utf-8", "application/javascript", "text/javascript"},
	".json":        {"application/json"},
	".webmanifest": {"application/manifest+json"},
	".svg":         {"image/svg+xml"},
	".png":         {"image/png"},
	".jpg":         {"image/jpeg"},
	".ico":         {"image/x-icon", "image/vnd.microsoft.icon"},
	".webp":        {"image/webp"},
	".woff2":       {"font/woff2"},
	".xml":         {"text/xml", "text/xml; charset=utf-8", "application/xml"},
	".txt":         {"text/plain; charset=utf-8"},
}

// everyFile holds that each file of the site is there at its address, with its type, and
// with the headers of all answers.
func everyFile(t *testing.T, p published, base string) {
	seen := map[string]int{}
	err := fs.WalkDir(os.DirFS(p.root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, ".guong/") || strings.HasPrefix(name, "_") {
			return err
		}
		want, err := os.ReadFile(filepath.Join(p.root, name))
		if err != nil {
			return err
		}
		address := "/" + name
		if folder, ok := strings.CutSuffix(address, "/index.html"); ok {
			address = folder + "/"
		}
		if redirects(string(want)) {
			return nil
		}
		got := get(t, base, escaped(address))
		if got.StatusCode != http.StatusOK || got.body != string(want) {
			t.Errorf("%s: status %d, %d bytes, want %d", address, got.StatusCode, len(got.body), len(want))
		}
		kind := path.Ext(name)
		seen[kind]++
		if known := types[kind]; known != nil && !slices.Contains(known, got.Header.Get("Content-Type")) {
			t.Errorf("%s: type %q, want one of %q", address, got.Header.Get("Content-Type"), known)
		} else if known == nil && !strings.HasPrefix(name, "search/") {
			t.Errorf("%s: nobody knows the type of %s", address, kind)
		}
		if got.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(got.Header.Get("Content-Security-Policy"), "default-src") {
			t.Errorf("%s: headers %v", address, got.Header)
		}
		caching := got.Header.Get("Cache-Control")
		switch {
		case hashed(name):
			seen["hashed"]++
			if caching != "public, max-age=31536000, immutable" {
				t.Errorf("%s: caching %q", address, caching)
			}
		case name == "search/manifest.json":
			seen["manifest"]++
			if caching != "no-cache" {
				t.Errorf("%s: caching %q", address, caching)
			}
		case kind == ".html" && strings.Contains(caching, "immutable"):
			t.Errorf("%s: caching %q", address, caching)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{".html", ".css", ".js", ".svg", ".xml", ".woff2", "hashed", "manifest"} {
		if seen[kind] == 0 {
			t.Errorf("no file of kind %s was asked for: %v", kind, seen)
		}
	}
}

func redirects(page string) bool {
	return strings.Contains(page, `http-equiv="refresh"`) || strings.Contains(page, "http-equiv=refresh")
}

func hashed(name string) bool {
	parts := strings.Split(path.Base(name), ".")
	return strings.HasPrefix(name, "assets/") && len(parts) > 2 && len(parts[len(parts)-2]) == 16
}

func escaped(address string) string {
	return strings.NewReplacer(" ", "%20", "%", "%25").Replace(address)
}

// formerAddresses holds that they lead on, with the question and without what networks
// add to it.
func formerAddresses(t *testing.T, base string) {
	const now = "/guong-sang/co-giao-lan/"
	for _, address := range []string{
		"/cu/co-giao-lan/", "/cu/co-giao-lan.html", "/b%C3%A0i%20c%C5%A9/",
		"/index.php?id=84", "/index.php?id=84&fbclid=IwAR0", "/cu/co-giao-lan/?utm_source=zalo",
	} {
		got := get(t, base, address)
		to := strings.TrimPrefix(strings.TrimPrefix(got.Header.Get("Location"), base), "https://tdkt.example")
		if got.StatusCode != http.StatusMovedPermanently || to != now {
			t.Errorf("%s: status %d, to %q", address, got.StatusCode, got.Header.Get("Location"))
		}
	}
	if got := get(t, base, "/guong-sang/co-giao-lan"); got.StatusCode/100 != 3 || !strings.HasSuffix(got.Header.Get("Location"), now) {
		t.Errorf("without the slash: status %d, to %q", got.StatusCode, got.Header.Get("Location"))
	}
}

// nothingThere holds that a reader who is lost meets the site's own page.
func nothingThere(t *testing.T, p published, base string) {
	want, err := os.ReadFile(filepath.Join(p.root, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/khong-co/", "/khong-co.html", "/index.php?id=85", "/guong-sang/co-giao-lan/x.png", "/assets/"} {
		got := get(t, base, address)
		if got.StatusCode != http.StatusNotFound || got.body != string(want) {
			t.Errorf("%s: status %d, %d bytes, want 404, %d", address, got.StatusCode, len(got.body), len(want))
		}
		if strings.Contains(got.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s is kept: %v", address, got.Header)
		}
	}
}

// private holds that nobody reads what the deployment keeps beside the site, nor tables
// that are for hosts.
func private(t *testing.T, base string) {
	for _, address := range []string{
		"/.guong/manifest.json.gz", "/.GUONG/manifest.json.gz", "/%2eguong/manifest.json.gz", "/.guong/", "/.guong",
		"//.guong/manifest.json.gz", "/guong-sang/../.guong/manifest.json.gz", "/guong-sang/%2e%2e/.guong/manifest.json.gz",
	} {
		got := get(t, base, address)
		if got.StatusCode < 400 || strings.Contains(got.body, "not for readers") {
			t.Errorf("%s: status %d: %.60s", address, got.StatusCode, got.body)
		}
	}
}

// encoding holds that texts come as gzip to who wants it, and what is small already as
// it is.
func encoding(t *testing.T, p published, base string) {
	find := func(pattern string) []string {
		found, err := fs.Glob(os.DirFS(p.root), pattern)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	fonts, styles, scripts := find("assets/*/*.woff2"), find("assets/*/*.css"), find("search/client.*.js")
	if len(fonts) == 0 || len(styles) == 0 || len(scripts) == 0 {
		t.Fatal("no fonts, styles, scripts:", fonts, styles, scripts)
	}
	for address, want := range map[string]string{
		"/": "gzip", "/guong-sang/co-giao-lan/": "gzip", "/rss.xml": "gzip", "/feed.json": "gzip",
		"/" + styles[0]: "gzip", "/" + scripts[0]: "gzip", "/" + fonts[0]: "",
	} {
		got := get(t, base, address, "Accept-Encoding", "gzip")
		if got.StatusCode != http.StatusOK || got.Header.Get("Content-Encoding") != want {
			t.Errorf("%s: status %d, encoding %q, want %q", address, got.StatusCode, got.Header.Get("Content-Encoding"), want)
		}
		if want != "" && !strings.Contains(got.Header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s: caches would give it to who cannot read it: Vary %q", address, got.Header.Get("Vary"))
		}
	}
	if got := get(t, base, "/"); got.Header.Get("Content-Encoding") != "" {
		t.Error("encoded for who has not asked:", got.Header)
	}
}

// unchanged holds that who has a page is told that it is unchanged.
func unchanged(t *testing.T, base string) {
	first := get(t, base, "/")
	again := get(t, base, "/", "If-None-Match", first.Header.Get("ETag"), "If-Modified-Since", first.Header.Get("Last-Modified"))
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("status %d: %v", again.StatusCode, first.Header)
	}
}
