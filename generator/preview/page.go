package preview

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
)

// facts are what the bar for the writer tells of a page.
type facts struct {
	File      string    `json:"file"`
	Open      string    `json:"open"` // address that opens the file; may be empty
	Draft     bool      `json:"draft"`
	Scheduled string    `json:"scheduled"` // "08:00 01/12/2026"; empty if it is not
	Expired   string    `json:"expired"`   // the same
	Words     int       `json:"words"`
	Minutes   int       `json:"minutes"`
	Findings  []Finding `json:"findings"`
	Follow    bool      `json:"follow"`
}

// pageFacts answers with the facts of the page at the URL path.
func (s *Server) pageFacts(w http.ResponseWriter, r *http.Request) {
	address := r.URL.Query().Get("path")
	name, ok := outputPath(address)
	if !ok {
		writeJSON(w, facts{Findings: []Finding{}, Follow: s.options.Follow})
		return
	}
	edition, generation := s.updater.at(r.Context(), name)
	data, err := s.renders.get(generation, own+address, func() (raw []byte, err error) {
		defer diag.Recover(sourceOf(edition, address), func(d diag.Diagnostic) { err = d })
		return json.Marshal(s.factsOf(edition, address))
	})
	if err != nil {
		s.broken(w, r, edition, err)
		return
	}
	write(w, r, http.StatusOK, ".json", data)
}

// factsOf returns the facts of the page at an address of an edition, which may be nil.
func (s *Server) factsOf(e *generator.Edition, address string) facts {
	f := facts{Findings: []Finding{}, Follow: s.options.Follow}
	if e == nil {
		return f
	}
	if v := e.View(address); v != nil {
		f.of(s, v.Article)
		f.Findings = s.findings(append(e.WrongWith(v.Article), e.Check(v.Article)...))
	}
	return f
}

// of fills in what an article says of itself.
func (f *facts) of(s *Server, a *site.Article) {
	f.File, f.Open = a.File(), s.opener(diag.Position{File: a.File(), Line: 1, Column: 1})
	f.Draft, f.Words, f.Minutes = a.Draft, a.Words(), a.Minutes()
	f.Scheduled, f.Expired = moment(a.Scheduled()), moment(a.Expired())
}

// moment returns a time as the bar shows it; empty for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("15:04 02/01/2006")
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
	"preview.client-language", "preview.client-bar", "preview.client-check", "preview.client-errors", "preview.client-here", "preview.client-elsewhere", "preview.client-warnings",
	"preview.client-dismiss", "preview.client-mended", "preview.client-behind", "preview.client-draft", "preview.client-scheduled",
	"preview.client-expired", "preview.client-words", "preview.client-minutes", "preview.client-findings", "preview.client-none",
	"preview.client-source", "preview.client-phone", "preview.client-frame", "preview.client-follow", "preview.client-hide",
	"preview.client-show", "preview.client-lost", "preview.client-warning", "preview.client-note",
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v)
}
