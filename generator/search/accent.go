package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// accented returns a query that was typed wholly without marks as it may have been
// meant; nothing if it has marks, or if it stands best as it is.
func (s *session) accented(cards []card) string {
	if s.query.marked || len(s.query.tokens) == 0 {
		return ""
	}
	if !slices.ContainsFunc(s.readings(), func(r Reading) bool { return r != Plain }) {
		return ""
	}
	return s.spelled(cards)
}

// spelled returns the query with the marks and capitals that its words have most
// often where they stand together.
func (s *session) spelled(cards []card) string {
	words := make([]string, 0, len(s.query.tokens))
	best := s.readings()
	for i, t := range s.query.tokens {
		if t.Kind == Compound && i > 0 {
			continue
		}
		word := t.typed
		if t.Kind == Syllable && (t.Reading == Plain || t.guessed) {
			word = t.spelling(best[i])
			if s.query.capitalised(cards, best, i) {
				first, size := utf8.DecodeRuneInString(word)
				word = string(unicode.ToUpper(first)) + word[size:]
			}
		} else if t.guessed {
			word = t.Term
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// readings returns the readings of the tokens that stand together most often: the
// best path through what the lists of pairs count (Viterbi, 1967).
func (s *session) readings() []Reading {
	n := len(s.query.tokens)
	pairs, singles := make([]map[uint32]int, n), make([]map[uint32]int, n) // pairs[i] is that of i-1 and i
	for u, lists := range s.found {
		number := map[uint32]int{}
		for _, segment := range lists {
			for _, l := range segment {
				number[l.reading] += len(l.docs) + l.tail
			}
		}
		if u.single() {
			singles[u.first] = number
		} else if u.first == u.last-1 {
			pairs[u.last] = number
		}
	}
	return bestPath(s.query.tokens, pairs, singles)
}

// bestPath chooses a reading for each token. A token that was typed with marks keeps
// its reading.
func bestPath(tokens []queryToken, pairs, singles []map[uint32]int) []Reading {
	type state struct {
		value float64
		from  Reading
	}
	var steps [][readings]state
	for i, t := range tokens {
		var step [readings]state
		for r := range step {
			step[r].value = -1
			if !possible(t, Reading(r), singles[i], pairs, i) {
				continue
			}
			own := evidence(singles[i][uint32(r)])
			if i == 0 {
				step[r].value = own
				continue
			}
			for before := range steps[i-1] {
				if steps[i-1][before].value < 0 {
					continue
				}
				value := steps[i-1][before].value + own + 2*evidence(pairs[i][uint32(before*readings+r)])
				if value > step[r].value {
					step[r] = state{value, Reading(before)}
				}
			}
		}
		steps = append(steps, step)
	}
	best := make([]Reading, len(tokens))
	for i := len(tokens) - 1; i >= 0; i-- {
		if i == len(tokens)-1 {
			for r := range steps[i] {
				if steps[i][r].value > steps[i][best[i]].value {
					best[i] = Reading(r)
				}
			}
		}
		if i > 0 {
			best[i-1] = steps[i][best[i]].from
		}
	}
	return best
}

// possible reports whether a token may have a reading: the one that was typed, or
// one that its lists know.
func possible(t queryToken, r Reading, single map[uint32]int, pairs []map[uint32]int, i int) bool {
	if t.Kind != Syllable || t.Reading != Plain && !t.guessed {
		return r == t.Reading
	}
	if r == Plain || single[uint32(r)] > 0 {
		return true
	}
	for pair, n := range pairs[i] {
		if n > 0 && pair%readings == uint32(r) {
			return true
		}
	}
	if i+1 < len(pairs) {
		for pair, n := range pairs[i+1] {
			if n > 0 && pair/readings == uint32(r) {
				return true
			}
		}
	}
	return false
}

// capitalised reports whether token i has a capital in most places of the cards
// where it stands beside its neighbour in the query, but those where a sentence
// begins.
func (q *query) capitalised(cards []card, best []Reading, i int) bool {
	is := func(text []Token, k, i int) bool {
		return k >= 0 && k < len(text) && i >= 0 && i < len(q.tokens) && text[k].Term == q.tokens[i].Term && text[k].Reading == best[i]
	}
	capitals, others := 0, 0
	for _, c := range cards {
		for _, text := range []string{c.Title, c.Summary} {
			tokens := withoutCompounds(Analyse(text))
			for k, t := range tokens {
				if t.Breaks || !is(tokens, k, i) || !is(tokens, k-1, i-1) && !is(tokens, k+1, i+1) {
					continue
				}
				if first, _ := utf8.DecodeRuneInString(text[t.Start:]); unicode.IsUpper(first) {
					capitals++
				} else {
					others++
				}
			}
		}
	}
	return capitals > others
}
