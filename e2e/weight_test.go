package e2e

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// Budgets, in bytes on the wire, pictures apart.
const (
	mostFirst  = 110e3 // the first story that a reader opens
	mostNext   = 25e3  // another one
	mostScript = 6e3   // the scripts of a page other than that of search
)

// TestWeight opens two stories, one after the other, from a server that compresses
// text and says what the file _headers says.
func TestWeight(t *testing.T) {
	t.Parallel()
	s := serveHosted(t, "..")
	p := newPage(t, s)
	p.viewport(360, 800)
	for _, visit := range []struct {
		name, address string
		most          int
	}{
		{"first story", "/guong-sang/co-giao-lo-thi-anh/", mostFirst},
		{"next story", "/phong-trao/hai-phong-doi-moi-thi-dua/", mostNext},
		{"the same story again", "/guong-sang/co-giao-lo-thi-anh/", mostNext},
	} {
		p.open(visit.address)
		p.leaf()
		loaded := p.transferred()
		t.Logf("%s: %d bytes: %v", visit.name, loaded.sum(), loaded)
		if loaded.sum() > visit.most {
			t.Errorf("%s: %d bytes, want at most %d: %v", visit.name, loaded.sum(), visit.most, loaded)
		}
	}
	p.untroubled()
}

// TestScriptWeight adds up the scripts of each kind of page.
func TestScriptWeight(t *testing.T) {
	t.Parallel()
	s := serveHosted(t, "..")
	for _, k := range kinds {
		if k.name != "front" && k.name != "article" && k.name != "roll" && k.name != "search" {
			continue
		}
		p := newPage(t, s)
		p.open(k.address)
		script := p.transferred()["script"]
		t.Logf("%s: %d bytes of script", k.name, script)
		if script > mostScript && k.name != "search" {
			t.Errorf("%s: %d bytes of script, want at most %d", k.name, script, int(mostScript))
		}
	}
}

// loads are the bytes on the wire of a page, by what they are for.
type loads map[string]int

func (l loads) sum() (sum int) {
	for _, bytes := range l {
		sum += bytes
	}
	return sum
}

// transferred returns what the page took to load. What came from the cache weighs
// nothing; pictures are left out.
func (p *page) transferred() loads {
	p.t.Helper()
	// For each answer the browser counts 300 bytes of headers (Resource Timing, §4.3).
	return eval[loads](p, `(() => {
		const sums = {}
		for (const {name, initiatorType, transferSize} of [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]) {
			const kind = /\.woff2$/.test(name) ? "font" : /\.js$/.test(name) ? "script" : /\.css$/.test(name) ? "style" : initiatorType
			if (!/\.(svg|png|jpe?g|webp|avif)$/.test(name)) sums[kind] = (sums[kind] ?? 0) + transferSize
		}
		return sums
	})()`)
}

// serveHosted builds a site and serves it like a web server in use.
func serveHosted(t *testing.T, source string) *server {
	t.Helper()
	plain := &server{dir: t.TempDir()}
	var rules []headerRule
	s := &server{dir: plain.dir}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hosting{plain, rules}.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	if err := build(source, s.dir, s.URL+"/"); err != nil {
		t.Fatal(err)
	}
	rules = hostedHeaders(t, s.dir)
	return s
}

// hosting compresses, and adds the headers of the file _headers.
type hosting struct {
	site  http.Handler
	rules []headerRule
}

type headerRule struct {
	pattern string // of paths; a star at its end stands for anything
	headers [][2]string
}

func (h hosting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := httptest.NewRecorder()
	h.site.ServeHTTP(answer, r)
	header := w.Header()
	for name, values := range answer.Header() {
		header[name] = values
	}
	for _, rule := range h.rules {
		if start, open := strings.CutSuffix(rule.pattern, "*"); r.URL.Path == rule.pattern || open && strings.HasPrefix(r.URL.Path, start) {
			for _, line := range rule.headers {
				header.Set(line[0], line[1])
			}
		}
	}
	switch path.Ext(r.URL.Path) {
	case "", ".html", ".css", ".js", ".json", ".svg", ".xml":
		if answer.Code == http.StatusOK {
			header.Set("Content-Encoding", "gzip")
			header.Del("Content-Length")
			w.WriteHeader(answer.Code)
			z := gzip.NewWriter(w)
			_, _ = io.Copy(z, answer.Body)
			_ = z.Close()
			return
		}
	}
	w.WriteHeader(answer.Code)
	_, _ = io.Copy(w, answer.Body)
}

// hostedHeaders reads a site's file _headers: patterns, and below each its headers.
func hostedHeaders(t *testing.T, dir string) (rules []headerRule) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if name, value, found := strings.Cut(line, ": "); found && strings.HasPrefix(line, " ") {
			last := &rules[len(rules)-1]
			last.headers = append(last.headers, [2]string{strings.TrimSpace(name), value})
		} else if line != "" {
			rules = append(rules, headerRule{pattern: line})
		}
	}
	if len(rules) == 0 {
		t.Fatal("_headers says nothing")
	}
	return rules
}
