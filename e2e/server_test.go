package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// policy is the Content-Security-Policy that every site must live with: nothing
// from elsewhere, nothing inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

// server is a web server for a finished site, with faults on demand.
type server struct {
	*httptest.Server
	dir string

	mu     sync.Mutex
	down   bool
	faults []fault // the last that matches counts
	asked  []string
}

// fault is what the server does in place of its duty.
type fault struct {
	pattern string // of paths, as path.Match reads it
	status  int
	body    string
}

// serve serves the finished site in dir until the test is over.
func serve(t *testing.T, dir string) *server {
	s := &server{dir: dir}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// offline makes the server cut every connection, or answer again.
func (s *server) offline(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

// remove makes the server lack the files whose paths match the pattern, like
// /assets/*.js.
func (s *server) remove(pattern string) {
	s.fail(fault{pattern: pattern, status: http.StatusNotFound})
}

// garble makes the server answer body, as if all were well, for paths that match
// the pattern.
func (s *server) garble(pattern, body string) {
	s.fail(fault{pattern: pattern, status: http.StatusOK, body: body})
}

func (s *server) fail(f fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, f)
}

// repair ends all faults.
func (s *server) repair() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down, s.faults = false, nil
}

// requests returns the paths that were asked for since the last call.
func (s *server) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := s.asked
	s.asked = nil
	return asked
}

// ServeHTTP answers like a plain web server that knows 404.html.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fault, down := s.note(r.URL.Path)
	header := w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-cache")
	if path.Ext(r.URL.Path) == ".webmanifest" {
		header.Set("Content-Type", "application/manifest+json")
	}
	switch {
	case down:
		panic(http.ErrAbortHandler)
	case fault == nil && s.has(r.URL.Path):
		http.FileServer(http.Dir(s.dir)).ServeHTTP(w, r)
	case fault != nil && fault.status == http.StatusOK:
		_, _ = w.Write([]byte(fault.body))
	default:
		s.missing(w)
	}
}

// note remembers that a path was asked for, and returns what is wrong with it.
func (s *server) note(asked string) (wrong *fault, down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, asked)
	for i := len(s.faults) - 1; i >= 0; i-- {
		if match, _ := path.Match(s.faults[i].pattern, asked); match {
			return &s.faults[i], s.down
		}
	}
	return nil, s.down
}

// has reports whether there is something at the address.
func (s *server) has(address string) bool {
	name := filepath.Join(s.dir, filepath.FromSlash(path.Clean(address)))
	if strings.HasSuffix(address, "/") {
		name = filepath.Join(name, "index.html")
	}
	_, err := os.Stat(name)
	return err == nil
}

func (s *server) missing(w http.ResponseWriter) {
	text, err := os.ReadFile(filepath.Join(s.dir, "404.html"))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	if err == nil {
		_, _ = w.Write(text)
	}
}
