package preview

import (
	"path"
	"regexp"
	"strings"

	"guong/generator"
	"guong/generator/diag"
)

// State is what browsers are told: that pages have changed, or what is wrong.
type State struct {
	Session    string           `json:"session"`    // of the server: another one means that it was started again
	Generation int              `json:"generation"` // of the edition
	Kind       string           `json:"kind"`
	Paths      []string         `json:"paths"`  // pages that have changed; nil if any may have
	Follow     string           `json:"follow"` // the page of the text that was edited last, if that is wanted
	Styles     map[string]Style `json:"styles,omitempty"`
	Wrong      []Finding        `json:"wrong"` // all that is wrong now

	wrong diag.List
	raw   func() []byte // as it is sent
}

// The kinds of states.
const (
	kindContent = "content" // pages have changed
	kindStyle   = "style"   // style sheets have changed, and nothing else
	kindReload  = "reload"  // templates or scripts have changed
	kindWrong   = "wrong"   // only what is wrong has changed
)

// Style is a style sheet that takes the place of another.
type Style struct {
	URL       string `json:"url"`
	Integrity string `json:"integrity"`
}

// kindOf returns the state that tells of a new edition.
func kindOf(before, after *generator.Edition, c generator.Changes) State {
	if before == nil || after == nil || before.Theme() == after.Theme() {
		return State{Kind: kindContent}
	}
	for _, p := range c.Paths {
		if path.Ext(p) != ".css" {
			return State{Kind: kindReload}
		}
	}
	if c.All || len(c.Paths) == 0 {
		return State{Kind: kindReload}
	}
	return State{Kind: kindStyle, Styles: styles(before, after)}
}

// styles pairs the style sheets of two editions by their names without hashes.
func styles(before, after *generator.Edition) map[string]Style {
	now := map[string]Style{}
	for _, a := range after.Theme().Assets() {
		now[unhashed(a.Path)] = Style{a.URL, a.Integrity}
	}
	changed := map[string]Style{}
	for _, a := range before.Theme().Assets() {
		if s, ok := now[unhashed(a.Path)]; ok && strings.HasSuffix(a.Path, ".css") && s.URL != a.URL {
			changed[a.URL] = s
		}
	}
	return changed
}

var hashInName = regexp.MustCompile(`\.[0-9a-f]{16}(\.[a-z0-9]+)$`)

// unhashed returns the path of an asset without the hash of its content.
func unhashed(p string) string { return hashInName.ReplaceAllString(p, "$1") }
