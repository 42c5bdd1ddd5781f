package preview

import (
	"net"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
)

// Editors are the patterns of addresses that open files in well-known editors.
var Editors = map[string]string{
	"vscode":   "vscode://file{file}:{line}:{column}",
	"vscodium": "vscodium://file{file}:{line}:{column}",
	"cursor":   "cursor://file{file}:{line}:{column}",
	"zed":      "zed://file{file}:{line}:{column}",
	"idea":     "idea://open?file={file}&line={line}&column={column}",
	"sublime":  "subl://open?url=file://{file}&line={line}&column={column}",
	"textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
}

// opener returns the address that opens a place in a file: in the editor of the
// options, or, to be posted to, in the program that the system has for such files. It
// is empty if there is neither.
func (s *Server) opener(p diag.Position) string {
	switch {
	case p.File == "":
		return ""
	case s.options.Editor == "" && s.options.Open != nil && isText(p.File):
		return own + "open?file=" + url.QueryEscape(p.File)
	case s.options.Editor == "":
		return ""
	}
	escaped := (&url.URL{Path: filepath.ToSlash(s.onDisk(p.File))}).EscapedPath()
	return strings.NewReplacer("{file}", escaped, "{line}", strconv.Itoa(max(p.Line, 1)), "{column}", strconv.Itoa(max(p.Column, 1))).Replace(s.options.Editor)
}

// onDisk returns the path of a file that diagnostics name.
func (s *Server) onDisk(file string) string {
	name := filepath.FromSlash(file)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(s.source, name)
}

// texts that are opened, by their endings. No system runs one of them as a program.
var texts = []string{".md", ".toml", ".yaml", ".yml", ".csv", ".txt", ".css"}

func isText(file string) bool { return slices.Contains(texts, strings.ToLower(path.Ext(file))) }

// open opens a file in the program that the system has for it. Only a page of this
// server, in a browser on this machine, can ask for it, and only for a text of the
// site or a file in which something is wrong.
func (s *Server) open(w http.ResponseWriter, r *http.Request) {
	file := r.URL.Query().Get("file")
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	switch {
	case s.options.Open == nil || r.Header.Get("Origin") == "" || r.Header.Get("X-Guong") == "" || ip == nil || !ip.IsLoopback():
		http.Error(w, message.New("preview.foreign").In(s.language), http.StatusForbidden)
	case !isText(file) || !s.updater.names(file):
		http.NotFound(w, r)
	default:
		if err := s.options.Open(s.onDisk(file)); err != nil {
			http.Error(w, message.New("preview.open", file, err.Error()).In(s.language), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

// names reports whether a file is a text of the newest edition, or has something
// wrong in it.
func (u *updater) names(file string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.edition != nil && u.edition.Has(file) ||
		slices.ContainsFunc(u.state.wrong, func(d diag.Diagnostic) bool { return d.File == file })
}
