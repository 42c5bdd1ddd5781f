package preview

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/preview/client"
	"guong/generator/search"
)

// own is where the server's own files stand.
const own = "/__guong/"

// policy is what the site's own Content-Security-Policy allows, and frames of the
// site itself, in which it is shown as wide as a phone.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; " +
	"media-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'"

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	switch {
	case !s.allowed[strings.ToLower(r.Host)] || !s.fromHere(r):
		http.Error(w, message.New("preview.foreign").In(s.language), http.StatusForbidden)
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
	write(w, r, http.StatusOK, path.Ext(r.URL.Path), data)
}

// output answers with an output of the site.
func (s *Server) output(w http.ResponseWriter, r *http.Request) {
	name, ok := outputPath(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	if strings.HasPrefix(name, search.Folder+"/") {
		if data, ok := s.desk.file(r.Context(), name); ok {
			write(w, r, http.StatusOK, path.Ext(name), data)
			return
		}
	}
	edition, generation := s.desk.at(r.Context(), name)
	if edition == nil {
		s.noEdition(w, r)
		return
	}
	w.Header().Set("X-Guong-Generation", strconv.Itoa(generation))
	status := http.StatusOK
	data, found, err := render(edition, name)
	if !found {
		if _, folder := edition.Output(name + "/index.html"); folder {
			http.Redirect(w, r, r.URL.EscapedPath()+"/", http.StatusMovedPermanently)
			return
		}
		name, status = "404.html", http.StatusNotFound
		data, _, err = render(edition, name)
	}
	if err != nil {
		s.broken(w, r, edition, err)
		return
	}
	if path.Ext(name) == ".html" {
		s.desk.hold(edition, r.URL.Path)
	}
	if path.Ext(name) == ".html" && navigates(r) {
		data = injected(data, generation)
	}
	write(w, r, status, path.Ext(name), data)
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

// render returns the bytes of an output.
func render(e *generator.Edition, name string) (data []byte, found bool, err error) {
	o, ok := e.Output(name)
	if !ok {
		return nil, false, nil
	}
	if o.Render == nil {
		data, err = fs.ReadFile(o.FS, o.File)
		return data, true, err
	}
	var b bytes.Buffer
	err = o.Render(&b)
	return b.Bytes(), true, err
}

// navigates reports whether a browser asks for a page to show it.
func navigates(r *http.Request) bool {
	return r.Header.Get("X-Guong") == "" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// injected puts the preview's script at the end of a page, and tells it of which
// generation the page is.
func injected(page []byte, generation int) []byte {
	script := `<script type="module" src="` + own + `preview.js" data-generation="` + strconv.Itoa(generation) + `"></script>`
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(script))
	out = append(out, page[:at]...)
	out = append(out, script...)
	return append(out, page[at:]...)
}

// broken answers where a page could not be rendered, and tells everybody why.
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
	s.desk.failed(e, list)
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
		page = injected(page, 0)
	}
	write(w, r, status, ".html", page)
}

// write answers with data of a kind that the ending of a name tells.
func write(w http.ResponseWriter, r *http.Request, status int, ext string, data []byte) {
	kind := mime.TypeByExtension(ext)
	switch ext {
	case ".html", ".xml":
	case ".js":
		kind = "text/javascript; charset=utf-8"
	case ".bin", "":
		kind = "application/octet-stream"
	}
	if kind == "" {
		kind = http.DetectContentType(data)
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data)
	}
}
