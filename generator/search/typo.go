package search

import (
	"cmp"
	"slices"
	"strings"
)

// The limits of guessing what a misspelt word meant.
const (
	leastLetters   = 3 // of a word that is guessed at
	mostCandidates = 6 // words that are tried in its place
)

// correct puts words of the vocabulary into the place of those of the query that no
// document has, and reports whether it did. Numbers, compounds and abbreviations
// stay, and so does what was quoted.
func (s *session) correct() bool {
	if s.broken {
		return false // what cannot be read may well be there
	}
	var known map[string]int32
	changed := false
	for i, t := range s.query.tokens {
		if t.Kind > Word || len(t.Term) < leastLetters || s.query.quotes(i) || s.exists(i) {
			continue
		}
		if known == nil {
			known = s.vocabulary()
		}
		if term := s.guess(i, candidates(t.Term, known)); term != "" {
			l := newAnalyser().lexeme(term)
			s.query.tokens[i].Lexeme, s.query.tokens[i].guessed = l, true
			changed = true
		}
	}
	if changed {
		s.query.prepare()
	}
	return changed
}

// exists reports whether any document has token i.
func (s *session) exists(i int) bool {
	for u, lists := range s.found {
		if u.first != i && u.last != i {
			continue
		}
		for _, segment := range lists {
			if len(segment) > 0 {
				return true
			}
		}
	}
	_, documents := s.look(unit{first: i, last: i, place: termPlace(s.query.tokens[i].hash)})
	return documents > 0
}

// candidate is a word that a misspelt one may have meant.
type candidate struct {
	term      string
	documents int32
}

// candidates returns the commonest words one typing mistake away from term.
func candidates(term string, known map[string]int32) []candidate {
	var list []candidate
	for other, n := range known {
		if oneMistake(term, other) {
			list = append(list, candidate{other, n})
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.documents, a.documents), cmp.Compare(a.term, b.term))
	})
	return list
}

// guess returns the candidate that stands beside the neighbours of token i in most
// documents; of several, and if none does, the commonest. It is empty without
// candidates.
func (s *session) guess(i int, list []candidate) string {
	if len(list) == 0 {
		return ""
	}
	best, most := list[0].term, 0.0
	for _, c := range list[:min(len(list), mostCandidates)] {
		value := 0.0
		for _, neighbour := range []int{i - 1, i + 1} {
			if neighbour < 0 || neighbour >= len(s.query.tokens) || s.query.tokens[neighbour].Kind == Compound {
				continue
			}
			first, second := hashOf(c.term), s.query.tokens[neighbour].hash
			if neighbour < i {
				first, second = second, first
			}
			_, documents := s.look(unit{last: 1, place: pairPlace(first, second)})
			value += evidence(documents)
		}
		if value > most {
			best, most = c.term, value
		}
	}
	return best
}

// oneMistake reports whether b is a with one letter more, fewer, other, or two
// neighbours exchanged.
func oneMistake(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for n < len(a) && a[n] == b[n] {
		n++
	}
	switch {
	case a == b:
		return false
	case len(a)+1 == len(b):
		return a[n:] == b[n+1:]
	case len(a) != len(b):
		return false
	case a[n+1:] == b[n+1:]:
		return true
	}
	return n+1 < len(a) && a[n] == b[n+1] && a[n+1] == b[n] && a[n+2:] == b[n+2:]
}

// text returns the query as it was typed, with what was guessed in its place.
func (q *query) text() string {
	var words []string
	for _, t := range q.tokens {
		switch {
		case t.Kind == Compound:
		case t.guessed:
			words = append(words, t.Term)
		default:
			words = append(words, t.typed)
		}
	}
	return strings.Join(words, " ")
}
