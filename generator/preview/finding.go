package preview

import "guong/generator/diag"

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
	Open     string `json:"open"` // address that opens the place; may be empty
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
					Open: s.opener(d.Position),
				})
			}
		}
	}
	return all
}

// mostFindings is how many findings a browser is told.
const mostFindings = 100
