package preview

import (
	"encoding/json"
	"net/http"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
)

// facts are what the bar for the writer tells of a page.
type facts struct {
	File      string            `json:"file"`
	Editor    string            `json:"editor"`
	Draft     bool              `json:"draft"`
	Scheduled string            `json:"scheduled"` // "08:00 01/12/2026"; empty for a text that is published
	Expired   bool              `json:"expired"`
	Words     int               `json:"words"`
	Minutes   int               `json:"minutes"`
	Findings  []Finding         `json:"findings"`
	Follow    bool              `json:"follow"`
	Texts     map[string]string `json:"texts"`
}

// pageFacts answers with the facts of the page at the URL path.
func (s *Server) pageFacts(w http.ResponseWriter, r *http.Request) {
	f := facts{Findings: []Finding{}, Texts: s.texts(), Follow: s.options.Follow}
	name, ok := outputPath(r.URL.Query().Get("path"))
	edition, _ := s.desk.at(r.Context(), name)
	if ok && edition != nil {
		if v := edition.View(r.URL.Query().Get("path")); v != nil {
			f.of(s, v.Article)
			f.Findings = s.findings(append(edition.WrongWith(v.Article), edition.Check(v.Article)...))
		}
	}
	writeJSON(w, f)
}

// of fills in what an article says of itself.
func (f *facts) of(s *Server, a *site.Article) {
	f.File, f.Editor = a.File(), s.editorLink(diag.Position{File: a.File(), Line: 1, Column: 1})
	f.Draft, f.Words, f.Minutes = a.Draft, a.Words(), a.Minutes()
	if !a.Pending {
		return
	}
	from, until := a.Window()
	now := s.options.Clock()
	f.Expired = !until.IsZero() && !until.After(now)
	if from.After(now) {
		f.Scheduled = from.Format("15:04 02/01/2006")
	}
}

// texts are the words of what the browser shows, in the writer's language.
func (s *Server) texts() map[string]string {
	texts := make(map[string]string, len(clientTexts))
	for _, id := range clientTexts {
		texts[strings.TrimPrefix(id, "preview.client-")] = message.New(id).In(s.language)
	}
	return texts
}

// clientTexts are the texts that the files of package client show.
var clientTexts = []string{
	"preview.client-language", "preview.client-bar", "preview.client-check", "preview.client-errors", "preview.client-warnings",
	"preview.client-dismiss", "preview.client-mended", "preview.client-behind", "preview.client-draft", "preview.client-scheduled",
	"preview.client-expired", "preview.client-words", "preview.client-minutes", "preview.client-findings", "preview.client-none",
	"preview.client-source", "preview.client-phone", "preview.client-frame", "preview.client-follow", "preview.client-hide",
	"preview.client-show", "preview.client-lost", "preview.client-warning", "preview.client-note",
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v)
}
