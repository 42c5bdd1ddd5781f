package preview

import (
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"guong/generator/diag"
)

// Finding is a diagnostic as a browser gets it.
type Finding struct {
	Severity string `json:"severity"` // "error", "warning" or "note"
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Width    int    `json:"width"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Excerpt  string `json:"excerpt"`
	Editor   string `json:"editor"` // address that opens the place in an editor; may be empty
}

var severities = map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Note: "note"}

// findings returns diagnostics in a language, errors first.
func (s *Server) findings(list diag.List) []Finding {
	all := []Finding{}
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Note} {
		for _, d := range list {
			if d.Severity == severity && len(all) < mostFindings {
				all = append(all, Finding{
					Severity: severities[severity], File: d.File, Line: d.Line, Column: d.Column, Width: d.Width,
					Message: d.Message.In(s.language), Hint: d.Hint.In(s.language), Excerpt: d.Excerpt,
					Editor: s.editorLink(d.Position),
				})
			}
		}
	}
	return all
}

// mostFindings is how many findings a browser is told.
const mostFindings = 100

// editorLink returns the address that opens a file in an editor. The pattern has
// {file}, {line} and {column}.
func (s *Server) editorLink(p diag.Position) string {
	if s.options.Editor == "" || p.File == "" {
		return ""
	}
	name := filepath.FromSlash(p.File)
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.source, name)
	}
	escaped := (&url.URL{Path: filepath.ToSlash(name)}).EscapedPath()
	return strings.NewReplacer("{file}", escaped, "{line}", strconv.Itoa(max(p.Line, 1)), "{column}", strconv.Itoa(max(p.Column, 1))).Replace(s.options.Editor)
}

// Editors are the patterns of addresses that open files in well-known editors.
var Editors = map[string]string{
	"vscode":   "vscode://file{file}:{line}:{column}",
	"vscodium": "vscodium://file{file}:{line}:{column}",
	"cursor":   "cursor://file{file}:{line}:{column}",
	"zed":      "zed://file{file}:{line}:{column}",
	"idea":     "idea://open?file={file}&line={line}&column={column}",
	"sublime":  "subl://open?url=file://{file}&line={line}&column={column}",
	"textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
	"none":     "",
}
