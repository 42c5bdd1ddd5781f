package deploy

import (
	"encoding/json"
	"errors"
	"io/fs"
	"regexp"
	"time"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/publish"
)

// HostingFile is the name of the file in the state folder of a publication in which a
// build says how its site is to be hosted.
const HostingFile = "server/deploy.json"

// HostingVersion is the version of that file that this program reads.
const HostingVersion = 1

// Hosting is what a build says about how its site is to be hosted. Paths are those of
// files, from the root of the site.
type Hosting struct {
	Version    int           `json:"version"`
	BaseURL    string        `json:"baseURL"`             // with a slash at its end
	Generator  string        `json:"generator"`           // the program that built the site
	NoIndex    bool          `json:"noindex,omitempty"`   // search engines are asked to leave the site out
	NextChange time.Time     `json:"nextChange,omitzero"` // when the same files would give another site
	Headers    []Header      `json:"headers,omitempty"`   // of all answers
	Caching    []CachingRule `json:"caching,omitempty"`   // the first whose pattern fits holds
	Redirects  []Redirect    `json:"redirects,omitempty"` // pages at former addresses
	Stories    []string      `json:"stories,omitempty"`   // pages of the texts of the site
	Removed    []string      `json:"removed,omitempty"`   // pages that only say that a story was removed
}

// Header is a line at the head of an answer.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// CachingRule says how long some files may be kept.
type CachingRule struct {
	Pattern string `json:"pattern"` // a regular expression (RE2) for paths, anchored
	Value   string `json:"value"`   // of Cache-Control
}

// Redirect is a page at a former address.
type Redirect struct {
	Path string `json:"path"` // of the page
	To   string `json:"to"`   // an address: absolute, or from the root of the host
}

// ReadHosting reads what the build of the site in the folder public says. Errors are
// diagnostics.
func ReadHosting(public string) (Hosting, error) {
	data, err := publish.ReadState(public, HostingFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Hosting{}, problem(public, "no-hosting")
	}
	if err != nil {
		return Hosting{}, problem(public, "hosting-unreadable", err.Error())
	}
	var h Hosting
	if err := json.Unmarshal(data, &h); err != nil {
		return Hosting{}, problem(public, "hosting-unreadable", err.Error())
	}
	if h.Version != HostingVersion {
		return Hosting{}, problem(public, "hosting-version")
	}
	return h, nil
}

// problem returns an error for people: a message of this room and its hint.
func problem(place, id string, args ...any) error {
	return diag.Diagnostic{
		Position: diag.Position{File: place},
		Message:  message.New("deploy."+id, args...),
		Hint:     message.New("deploy." + id + "-hint"),
	}
}

// cachingRules are the rules of a build, ready to be asked.
type cachingRules []cachingRule

type cachingRule struct {
	pattern *regexp.Regexp
	value   string
}

func (h *Hosting) rules() (cachingRules, error) {
	rules := make(cachingRules, len(h.Caching))
	for i, r := range h.Caching {
		pattern, err := regexp.Compile(r.Pattern)
		if err != nil {
			return nil, err
		}
		rules[i] = cachingRule{pattern, r.Value}
	}
	return rules, nil
}

// of returns the Cache-Control of a file, "" if no rule fits.
func (rules cachingRules) of(path string) string {
	for _, r := range rules {
		if r.pattern.MatchString(path) {
			return r.value
		}
	}
	return ""
}
