package feed

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
)

// redirectsName is the table of redirects that Netlify, Cloudflare Pages and
// GitLab Pages read at the root of the site. (Files of the content folder whose
// names begin with "_" are not published, so no writer has one.)
const redirectsName = "_redirects"

// move is a former address, decoded and from the root of the host, and the
// present one as it stands in URLs. Query is that of the former address, encoded.
type move struct {
	from, query, to string
}

// movesOf returns all moves of a site in the order of their former addresses,
// apart those of addresses without a query and those with one.
func movesOf(s *site.Site) (plain, asked []move) {
	for _, r := range s.Redirects {
		m := move{r.URL, r.Query, r.Article.URL}
		if r.Query == "" {
			plain = append(plain, m)
		} else {
			asked = append(asked, m)
		}
	}
	return bothForms(plain), bothForms(asked)
}

// bothForms sorts, and adds to every former address that is a folder here the
// one without the slash at its end: /cu/bai.aspx is what old links lead to. No
// address comes twice.
func bothForms(moves []move) []move {
	all := slices.Clone(moves)
	for _, m := range moves {
		if from := strings.TrimRight(m.from, "/"); from != m.from && from != "" {
			all = append(all, move{from, m.query, m.to})
		}
	}
	slices.SortStableFunc(all, func(a, b move) int { return strings.Compare(a.key(), b.key()) })
	return slices.CompactFunc(all, func(a, b move) bool { return a.key() == b.key() })
}

// key is the former address as servers see it: the path decoded, the query not.
func (m move) key() string {
	if m.query == "" {
		return m.from
	}
	return m.from + "?" + m.query
}

// redirects returns the table for hosts, or none without anything in it: they
// look for it anew with each publication.
func redirects(s *site.Site) []site.Output {
	if !slices.ContainsFunc(s.Redirects, func(r site.Redirect) bool { return r.Query == "" }) {
		return nil
	}
	return []site.Output{output(redirectsName, site.KindTable, 0, func(b *bytes.Buffer) {
		moves, _ := movesOf(s)
		writeRedirects(b, moves)
	})}
}

// writeRedirects writes addresses as they stand in URLs, without blanks. Stars
// and colons would be patterns.
func writeRedirects(b *bytes.Buffer, moves []move) {
	patterns := strings.NewReplacer("*", "%2A", ":", "%3A")
	for _, m := range moves {
		b.WriteString(patterns.Replace((&url.URL{Path: m.from}).EscapedPath()) + " " + m.to + " 301\n")
	}
}

// How much hosts read of _redirects. (developers.cloudflare.com/pages/configuration/redirects,
// docs.gitlab.com/user/project/pages/redirects; Netlify documents no limit.)
const (
	cloudflareRules = 2000 // without patterns, as all of ours are
	gitlabRules     = 1000
	gitlabBytes     = 64 << 10
)

// Notes says, once for the site, which former addresses a host will not lead on
// from: those with a query, those at which no page can stand, and those beyond
// what it reads of its table.
func Notes(s *site.Site) (notes diag.List) {
	note := func(text, hint message.Message) {
		notes = append(notes, diag.Diagnostic{Severity: diag.Note, Message: text, Hint: hint})
	}
	var asked, bare []string
	for _, r := range s.Redirects {
		switch {
		case r.Query != "":
			asked = append(asked, r.URL+"?"+r.Query)
		case !r.Page:
			bare = append(bare, r.URL)
		}
	}
	if n := len(asked); n > 0 {
		note(message.New("feed.asked", message.Number(n), slices.Min(asked)), message.New("feed.asked-hint"))
	}
	if n := len(bare); n > 0 {
		note(message.New("feed.bare", message.Number(n), slices.Min(bare)), message.New("feed.bare-hint"))
	}
	plain, _ := movesOf(s)
	var table bytes.Buffer
	writeRedirects(&table, plain)
	rules := message.Number(len(plain))
	if len(plain) > gitlabRules {
		note(message.New("feed.rules", redirectsName, rules, "GitLab Pages", message.Number(gitlabRules)), message.New("feed.rules-hint"))
	} else if table.Len() > gitlabBytes {
		note(message.New("feed.bytes", redirectsName, message.Number(table.Len()), "GitLab Pages", message.Number(gitlabBytes)), message.New("feed.rules-hint"))
	}
	if len(plain) > cloudflareRules {
		note(message.New("feed.rules", redirectsName, rules, "Cloudflare Pages", message.Number(cloudflareRules)), message.New("feed.rules-hint"))
	}
	return notes
}
