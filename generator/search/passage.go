package search

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"guong/generator/vietnamese"
)

// mostDirectives is how many passages a fragment names.
const mostDirectives = 3

// fragment returns the text fragment that leads to the passage of a document which
// the query is about (https://wicg.github.io/scroll-to-text-fragment/): the longest
// runs of the query's pairs that the document has, as it spells them.
func (s *session) fragment(doc int) string {
	segment, local := s.segmentOf(doc)
	type run struct{ words []string }
	var runs []run
	last := -1 // the last token of the last run
	for _, u := range s.query.units {
		if u.single() {
			continue
		}
		reading, ok := readingIn(s.query.weigh(u, s.found[u][segment]), uint32(local))
		if !ok {
			continue
		}
		first := s.query.tokens[u.first].spelling(Reading(reading / readings))
		second := s.query.tokens[u.last].spelling(Reading(reading % readings))
		if u.first == last {
			r := &runs[len(runs)-1]
			r.words = append(r.words, second)
		} else {
			runs = append(runs, run{[]string{first, second}})
		}
		last = u.last
	}
	slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(len(b.words), len(a.words)) })
	var directives []string
	for _, r := range runs[:min(len(runs), mostDirectives)] {
		text := url.PathEscape(strings.Join(r.words, " "))
		text = strings.NewReplacer("-", "%2D", "&", "%26", ",", "%2C").Replace(text)
		directives = append(directives, "text="+text)
	}
	if len(directives) == 0 {
		return ""
	}
	return ":~:" + strings.Join(directives, "&")
}

// readingIn returns the reading of the first list that has a document.
func readingIn(lists []weighed, doc uint32) (uint32, bool) {
	for _, l := range lists {
		if _, found := slices.BinarySearch(l.docs, doc); found {
			return l.reading, true
		}
	}
	return 0, false
}

// spelling returns a token as it is written with a reading; with y where that is
// how it was typed.
func (t queryToken) spelling(r Reading) string {
	if t.Kind != Syllable {
		return t.typed
	}
	word := spell(t.Term, r)
	if typed := vietnamese.Fold(t.typed); strings.HasSuffix(typed, "y") && strings.HasSuffix(t.Term, "i") {
		letters := []rune(word)
		last := len(letters) - 1
		letters[last] = []rune("yỳỷỹýỵ")[r%6]
		return string(letters)
	}
	return word
}

// Mark returns the places of a text, in bytes, that match a query, for example to
// show them in a title: words that stand beside one another in both, and words that
// stand alone in the query.
func Mark(text, query string) [][2]int {
	q := parseQuery(query)
	tokens := withoutCompounds(Analyse(text))
	hit := make([]bool, len(tokens))
	for i, t := range tokens {
		for _, u := range q.units {
			if !q.reads(u.first, t) {
				continue
			}
			if u.single() {
				hit[i] = true
			} else if i+1 < len(tokens) && q.reads(u.last, tokens[i+1]) {
				hit[i], hit[i+1] = true, true
			}
		}
	}
	var places [][2]int
	for i, t := range tokens {
		if !hit[i] {
			continue
		}
		if n := len(places); n > 0 && hit[i-1] {
			places[n-1][1] = t.End
		} else {
			places = append(places, [2]int{t.Start, t.End})
		}
	}
	return places
}

// reads reports whether a token of a text is what token i of the query asks for.
func (q *query) reads(i int, t Token) bool {
	asked := q.tokens[i]
	return asked.Term == t.Term && (asked.Reading == Plain || asked.Reading == t.Reading)
}
