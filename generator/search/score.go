package search

import (
	"math"
	"math/bits"
	"slices"
)

// What ranks documents. The values were found on XQuAD-vi and on known items of
// generated news; docs/search-format.md gives them to other readers.
const (
	singlePart = 0.4  // of a syllable that is in a pair too, where a pair counts whole
	misread    = 0.3  // of a score, for each syllable that was typed with other marks
	unread     = 0.9  // … for each that was typed without marks in a query that has some
	newest     = 0.02 // how much more the newest document counts than the oldest

	shortQuery = 5  // tokens up to which coverage counts squared
	longQuery  = 6  // tokens above which its root counts, and single syllables are asked at once
	few        = 1  // documents with all of a query, below which single syllables are asked
	enough     = 10 // … from which on others are no answer

	wholeTitle   = 0.30 // more, where the query stands in the title as it is
	wholeSummary = 0.10 // … in the summary
	exactWhole   = 0.05 // … and with the marks that were typed
	titleIsQuery = 0.20 // … and is all of the title
)

// scorer adds up the scores of the documents of one segment.
type scorer struct {
	scores  []float64
	covered []uint32 // tokens of the query that a document has
	stamp   []uint32 // the unit that was counted last
	unit    uint32
	touched []uint32 // documents with a score
}

func newScorer(documents int) *scorer {
	return &scorer{scores: make([]float64, documents), covered: make([]uint32, documents), stamp: make([]uint32, documents)}
}

// add counts one unit: of each document the first of the lists that has it.
func (s *scorer) add(readings []weighed, value float64, tokens uint32) {
	s.unit++
	for _, r := range readings {
		for k, doc := range r.docs {
			if s.stamp[doc] == s.unit {
				continue
			}
			s.stamp[doc] = s.unit
			if s.covered[doc] == 0 {
				s.touched = append(s.touched, doc)
			}
			s.covered[doc] |= tokens
			s.scores[doc] += value * float64(r.impacts[k]) / highestScore * r.part
		}
	}
}

// weighed is a list with the part of its score that counts.
type weighed struct {
	list
	part float64
}

// weigh returns the lists of a unit, those that count most first.
func (q *query) weigh(u unit, lists []list) []weighed {
	out := make([]weighed, len(lists))
	for i, l := range lists {
		part := q.part(u.first, l.reading)
		if !u.single() {
			part = q.part(u.first, l.reading/readings) * q.part(u.last, l.reading%readings)
		}
		out[i] = weighed{l, part}
	}
	slices.SortStableFunc(out, func(a, b weighed) int {
		switch {
		case a.part > b.part:
			return -1
		case a.part < b.part:
			return 1
		}
		return 0
	})
	return out
}

// part returns the part of a score that counts where a token of the query is
// written with reading r.
func (q *query) part(token int, r uint32) float64 {
	t := q.tokens[token]
	switch {
	case uint32(t.Reading) == r || t.guessed:
		return 1
	case t.Reading != Plain:
		return misread
	case q.marked && t.Kind == Syllable:
		return unread
	}
	return 1
}

// rarity returns the inverse document frequency of what is in some of all documents.
func rarity(some, all int) float64 {
	n := float64(min(some, all))
	return math.Log(1 + (float64(all)-n+0.5)/(n+0.5))
}

// coverage returns the factor for a document that has some tokens of the query.
func (q *query) coverage(covered uint32) float64 {
	share := float64(bits.OnesCount32(covered&q.whole)) / float64(bits.OnesCount32(q.whole))
	switch n := bits.OnesCount32(q.whole); {
	case n <= shortQuery:
		return share * share
	case n <= longQuery:
		return share
	}
	return math.Sqrt(share)
}

// hit is a document that was found.
type hit struct {
	doc     int
	score   float64
	covered uint32
}

// hits appends what a segment has, whose first document is number first of total.
func (s *scorer) hits(dst []hit, q *query, first, total int) []hit {
	for _, local := range s.touched {
		doc, covered := first+int(local), s.covered[local]
		age := 1 + newest*float64(doc+1)/float64(total)
		dst = append(dst, hit{doc, rounded(s.scores[local] * q.coverage(covered) * age), covered})
	}
	return dst
}

// rounded rounds to six decimals, so that engines whose arithmetic differs in the
// last bit put documents in one order.
func rounded(score float64) float64 { return math.Floor(score*1e6+0.5) / 1e6 }

// byScore sorts the best first; of equals, the newest.
func byScore(a, b hit) int {
	switch {
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return b.doc - a.doc
}

// bonus returns by how much the score of a document is raised for what its card
// shows.
func (q *query) bonus(c card) float64 {
	title := Analyse(c.Title)
	more, found := 0.0, false
	if at, exact := q.standsIn(title); at {
		found = true
		more += wholeTitle
		if exact {
			more += exactWhole
		}
		if len(withoutCompounds(title)) == len(withoutCompounds(q.plainTokens())) {
			more += titleIsQuery
		}
	}
	if !found {
		if at, exact := q.standsIn(Analyse(c.Summary)); at {
			more += wholeSummary
			if exact {
				more += exactWhole
			}
		}
	}
	return more
}

// standsIn reports whether the query stands in a text in one piece, and whether
// with the marks that were typed.
func (q *query) standsIn(text []Token) (found, exact bool) {
	text, want := withoutCompounds(text), withoutCompounds(q.plainTokens())
	for i := 0; len(want) > 0 && i+len(want) <= len(text); i++ {
		same, marks := true, true
		for k := range want {
			same = same && text[i+k].Term == want[k].Term
			marks = marks && text[i+k].Reading == want[k].Reading
		}
		if same {
			found = true
			exact = exact || marks
		}
	}
	return found, exact
}

func withoutCompounds(tokens []Token) []Token {
	var out []Token
	for _, t := range tokens {
		if t.Kind != Compound {
			out = append(out, t)
		}
	}
	return out
}

// evidence returns what a number of documents says for something: the more, the
// less each.
func evidence(documents int) float64 { return math.Log(1 + float64(documents)) }
