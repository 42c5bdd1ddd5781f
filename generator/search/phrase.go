package search

import (
	"io/fs"
	"strings"

	"guong/generator/markdown"
)

// required returns the documents that have every pair of every quoted phrase, with
// the marks that were typed; nil without phrases.
func (s *session) required() map[int]bool {
	var have map[int]bool
	for _, u := range s.query.units {
		if !u.phrase {
			continue
		}
		with := map[int]bool{}
		for i, lists := range s.found[u] {
			for _, r := range s.query.weigh(u, lists) {
				if r.part < unread*unread {
					continue
				}
				for _, doc := range r.docs {
					if global := s.first[i] + int(doc); have == nil || have[global] {
						with[global] = true
					}
				}
			}
		}
		have = with
	}
	return have
}

// hasPhrases reports whether the page of a document has the quoted phrases. Pairs
// tell it of two syllables; for longer ones the page is read. A page that cannot be
// read is taken to have them.
func (s *session) hasPhrases(h hit) bool {
	var text []Token
	for _, p := range s.query.phrases {
		if p[1]-p[0] < 3 {
			continue
		}
		if text == nil {
			var ok bool
			if text, ok = s.pageText(s.card(h.doc).URL); !ok {
				return true
			}
		}
		if !hasPhrase(text, s.query.tokens[p[0]:p[1]]) {
			return false
		}
	}
	return true
}

// hasPhrase reports whether the tokens stand in a text in one piece.
func hasPhrase(text []Token, phrase []queryToken) bool {
	for i := range text {
		k, n := i, 0
		for n < len(phrase) && k < len(text) {
			if text[k].Kind == Compound && phrase[n].Kind != Compound {
				k++
				continue
			}
			t := phrase[n]
			if text[k].Term != t.Term || t.Reading != Plain && text[k].Reading != t.Reading {
				break
			}
			n++
			k++
		}
		if n == len(phrase) {
			return true
		}
	}
	return false
}

// pageText returns the tokens of the main part of a page.
func (s *session) pageText(url string) ([]Token, bool) {
	name := strings.TrimPrefix(url, s.manifest.Base)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !fs.ValidPath(name) {
		return nil, false
	}
	raw, err := readAtMost(s.site, name, min(largestPage, s.budget.pages))
	if s.budget.pages -= len(raw); err != nil {
		s.broken = true
		return nil, false
	}
	html := string(raw)
	if _, after, ok := strings.Cut(html, "<main"); ok {
		html, _, _ = strings.Cut("<main"+after, "</main")
	}
	return Analyse(string(markdown.AppendText(nil, html))), true
}
