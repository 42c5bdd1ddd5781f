package preview

import (
	"bytes"
	"context"
	"errors"
	"html"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/preview/client"
	"guong/generator/search"
	"guong/generator/site"
)

// own is where the server's own files stand.
const own = "/__guong/"

// ServeHTTP answers a request. A panic on the way is an error that the page shows.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Content-Security-Policy", ownPolicy)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	defer diag.Recover("", func(d diag.Diagnostic) { s.broken(w, r, nil, d) })
	switch {
	case !s.allowed[strings.ToLower(r.Host)] || !s.fromHere(r):
		http.Error(w, message.New("preview.foreign").In(s.language), http.StatusForbidden)
	case r.URL.Path == own+"open" && r.Method == http.MethodPost:
		s.open(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
	case r.URL.Path == own+"events":
		s.hub.events(w, r)
	case r.URL.Path == own+"page":
		s.pageFacts(w, r)
	case r.URL.Path == own+"texts":
		writeJSON(w, s.texts())
	case strings.HasPrefix(r.URL.Path, own):
		s.ownFile(w, r)
	default:
		s.output(w, r)
	}
}

// fromHere reports whether a request that names its origin comes from a page of this
// server.
func (s *Server) fromHere(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return r.Header.Get("Sec-Fetch-Site") != "cross-site" || r.Header.Get("Sec-Fetch-Mode") == "navigate"
	}
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && s.allowed[strings.ToLower(u.Host)]
}

// ownFile answers with a file of package client.
func (s *Server) ownFile(w http.ResponseWriter, r *http.Request) {
	data, err := fs.ReadFile(client.FS, strings.TrimPrefix(r.URL.Path, own))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	write(w, r, http.StatusOK, r.URL.Path, data)
}

// output answers with an output of the site.
func (s *Server) output(w http.ResponseWriter, r *http.Request) {
	name, ok := outputPath(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	if strings.HasPrefix(name, search.Folder+"/") && s.searchFile(w, r, name) {
		return
	}
	edition, generation := s.updater.at(r.Context(), name)
	if edition == nil {
		s.noEdition(w, r)
		return
	}
	w.Header().Set("X-Guong-Generation", strconv.Itoa(generation))
	o, found := edition.Output(name)
	status := http.StatusOK
	if !found {
		if s.elsewhere(w, r, edition, name) {
			return
		}
		status = http.StatusNotFound
		if o, found = edition.Output("404.html"); !found {
			http.NotFound(w, r)
			return
		}
	}
	if o.Render == nil {
		s.file(w, r, edition, o)
		return
	}
	data, err := s.renders.get(generation, o.Path, func() ([]byte, error) { return render(o) })
	if err != nil {
		s.broken(w, r, edition, err)
		return
	}
	if path.Ext(o.Path) == ".html" {
		s.updater.kept.keep(edition, r.URL.Path)
		if navigates(r) {
			w.Header().Set("Content-Security-Policy", policyOf(edition))
			data = injected(relaxedPage(data), generation, sourceOf(edition, r.URL.Path))
		}
	}
	write(w, r, status, o.Path, data)
}

// searchFile answers with a file of the search index, and reports whether there is
// one.
func (s *Server) searchFile(w http.ResponseWriter, r *http.Request, name string) bool {
	var edition *generator.Edition
	if !s.updater.index.there() {
		edition, _ = s.updater.at(r.Context(), name)
	}
	data, ok := s.updater.index.file(r.Context(), edition, name)
	if ok {
		write(w, r, http.StatusOK, name, data)
	}
	return ok
}

// elsewhere answers where there is no output at a path, but browsers are better led
// on: to a folder, to the new address of the story that a page of the preview shows,
// to no icon. It reports whether it did.
func (s *Server) elsewhere(w http.ResponseWriter, r *http.Request, e *generator.Edition, name string) bool {
	if _, folder := e.Output(name + "/index.html"); folder {
		http.Redirect(w, r, r.URL.EscapedPath()+"/", http.StatusMovedPermanently)
		return true
	}
	if to := s.updater.moves.To(r.URL.Path); to != "" && r.Header.Get("X-Guong") != "" {
		http.Redirect(w, r, (&url.URL{Path: to}).EscapedPath(), http.StatusTemporaryRedirect)
		return true
	}
	if name == "favicon.ico" { // browsers ask for it unasked
		w.WriteHeader(http.StatusNoContent)
		return true
	}
	return false
}

// file answers with a file that is part of the site as it is, or with a range of it.
func (s *Server) file(w http.ResponseWriter, r *http.Request, e *generator.Edition, o site.Output) {
	f, err := o.FS.Open(o.File)
	if err != nil {
		s.broken(w, r, e, err)
		return
	}
	defer f.Close()
	if seeker, ok := f.(io.ReadSeeker); ok {
		setKind(w, o.Path, nil)
		http.ServeContent(w, r, o.Path, time.Time{}, seeker)
		return
	}
	data, err := io.ReadAll(f)
	if err != nil {
		s.broken(w, r, e, err)
		return
	}
	write(w, r, http.StatusOK, o.Path, data)
}

// outputPath returns the path of the output that a URL's path means. It leads
// nowhere else.
func outputPath(p string) (string, bool) {
	name := strings.TrimPrefix(p, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, fs.ValidPath(name)
}

// navigates reports whether a browser asks for a page to show it.
func navigates(r *http.Request) bool {
	return r.Header.Get("X-Guong") == "" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// sourceOf returns the file of the text that is shown at a URL, as diagnostics name
// it; empty if there is none.
func sourceOf(e *generator.Edition, url string) string {
	if e == nil {
		return ""
	}
	if v := e.View(url); v != nil {
		return v.Article.File()
	}
	return ""
}

// injected puts the preview's script at the end of a page, and tells it of which
// generation and of which file the page is.
func injected(page []byte, generation int, file string) []byte {
	script := `<script type="module" src="` + own + `preview.js" data-generation="` + strconv.Itoa(generation) +
		`" data-file="` + html.EscapeString(file) + `"></script>`
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	return slices.Concat(page[:at], []byte(script), page[at:])
}

// broken answers where a page of an edition could not be rendered, and tells everybody
// why. The edition is nil for that of now.
func (s *Server) broken(w http.ResponseWriter, r *http.Request, e *generator.Edition, err error) {
	var list diag.List
	var one diag.Diagnostic
	switch {
	case errors.Is(err, context.Canceled):
		return
	case errors.As(err, &list):
	case errors.As(err, &one):
		list = diag.List{one}
	default:
		list = diag.List{{Message: message.New("preview.unexpected", err.Error())}}
	}
	s.updater.failed(e, list)
	s.emptyPage(w, r, http.StatusInternalServerError)
}

// noEdition answers where nothing can be shown yet.
func (s *Server) noEdition(w http.ResponseWriter, r *http.Request) {
	if r.Context().Err() == nil {
		s.emptyPage(w, r, http.StatusServiceUnavailable)
	}
}

// emptyPage answers with a page on which there is only what is wrong.
func (s *Server) emptyPage(w http.ResponseWriter, r *http.Request, status int) {
	page := []byte("<!doctype html>\n<html lang=\"" + string(s.language) + "\">\n<head><meta charset=\"utf-8\"><title>" +
		message.New("preview.broken").In(s.language) + "</title></head>\n<body>\n</body>\n</html>\n")
	if navigates(r) {
		page = injected(page, 0, "")
	}
	write(w, r, status, ".html", page)
}

// write answers with data of a kind that a name tells, or with the range of it that was
// asked for.
func write(w http.ResponseWriter, r *http.Request, status int, name string, data []byte) {
	setKind(w, name, data)
	if status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data)
	}
}

// setKind tells of which kind the data is that follows, by its name. Without data, that
// of an ending that nobody knows is left to http.ServeContent.
func setKind(w http.ResponseWriter, name string, data []byte) {
	kind, ext := site.MediaType(name), path.Ext(name)
	switch {
	case ext == "":
		kind = "application/octet-stream"
	case kind == "":
		kind = mime.TypeByExtension(ext)
	}
	if kind == "" && data != nil {
		kind = http.DetectContentType(data)
	}
	if kind != "" {
		w.Header().Set("Content-Type", kind)
	}
}
