package search

import (
	"math/bits"
	"slices"
)

// Request is what somebody asks.
type Request struct {
	Query   string              `json:"query"`
	Filters map[string][]string `json:"filters,omitempty"` // facet → values, of which a document has one; "years" too
	From    int                 `json:"from,omitempty"`    // results to pass over
	Size    int                 `json:"size,omitempty"`    // results wanted; 0: ten
	Newest  bool                `json:"newest,omitempty"`  // newest first, instead of by score
	Facets  bool                `json:"facets,omitempty"`  // count the values of facets
}

// Answer is what was found.
type Answer struct {
	Total      int                `json:"total"`
	Exact      bool               `json:"exact"` // else Total is a lower bound
	Results    []Result           `json:"results"`
	Facets     map[string][]Count `json:"facets,omitempty"`     // the commonest value first
	Suggestion string             `json:"suggestion,omitempty"` // the query as it may have been meant, with marks
	Corrected  string             `json:"corrected,omitempty"`  // what was asked instead of a misspelt query
	Incomplete bool               `json:"incomplete,omitempty"` // a part of the index could not be read
}

// Result is a document that was found.
type Result struct {
	URL      string   `json:"url"`
	Title    string   `json:"title,omitempty"`
	Summary  string   `json:"summary,omitempty"`
	Date     string   `json:"date,omitempty"` // RFC 3339; empty for a page
	Section  string   `json:"section,omitempty"`
	Image    string   `json:"image,omitempty"`
	Score    float64  `json:"score"`
	Missing  []string `json:"missing,omitempty"`  // words of the query that it does not have
	Fragment string   `json:"fragment,omitempty"` // leads to the passage: ":~:text=…"
}

// Count is a value of a facet, and how many results have it.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// defaultSize is how many results an answer has.
const defaultSize = 10

// Search answers a request. A part of the index that is missing or damaged makes the
// answer incomplete and nothing worse. If the index was published anew meanwhile, the
// new one is asked, once.
func (x *Index) Search(r Request) Answer {
	if x.stale {
		_ = x.open() // else the answer is incomplete once more
	}
	a := x.search(r)
	if x.stale && x.open() == nil {
		a = x.search(r)
	}
	return a
}

func (x *Index) search(r Request) Answer {
	x.broken = false
	x.renew()
	if r.Size <= 0 {
		r.Size = defaultSize
	}
	r.From = max(r.From, 0)
	q := parseQuery(r.Query)
	s := &session{Index: x, query: q, every: r.Newest || r.Facets || len(r.Filters) > 0 || len(q.phrases) > 0}
	s.ask()
	var a Answer
	if s.correct() {
		a.Corrected = s.query.text()
		s.ask()
	}
	hits := s.kept()
	if r.Facets {
		a.Facets = s.counts(hits, r.Filters)
	}
	hits = s.filtered(hits, r.Filters)
	slices.SortFunc(hits, byScore)
	if r.Newest {
		slices.SortFunc(hits, func(a, b hit) int { return b.doc - a.doc })
	}
	hits, refused := s.window(hits, r)
	a.Total, a.Exact = s.matches-refused, s.exact
	a.Results = make([]Result, 0, len(hits))
	var cards []card
	for _, h := range hits {
		c := x.card(h.doc)
		cards = append(cards, c)
		a.Results = append(a.Results, s.result(h, c))
	}
	a.Suggestion = s.accented(cards)
	if a.Corrected != "" {
		a.Corrected, a.Suggestion = s.spelled(cards), ""
	}
	a.Incomplete = x.broken
	return a
}

// session is one request on its way.
type session struct {
	*Index
	query   query
	every   bool // tails of lists are read too
	exact   bool // no list was cut
	matches int  // documents that answer the query

	found   map[unit][][]list // what was looked up: by segment
	scorers []*scorer
}

// ask looks up the query: pairs first, and single terms where these do not suffice.
func (s *session) ask() {
	s.exact, s.found = true, map[unit][][]list{}
	s.scorers = make([]*scorer, len(s.first))
	for i := range s.scorers {
		s.scorers[i] = newScorer(s.manifest.Segments[i].Documents)
	}
	for _, u := range s.query.units {
		s.count(u)
	}
	if bits.OnesCount32(s.query.whole) > longQuery || s.complete() < few {
		for _, u := range s.query.singles {
			if !s.counted(u) {
				s.count(u)
			}
		}
	}
}

// counted reports whether a single number was found in its pair: who asks for
// 84.016 tỷ does not mean 84.016 of anything else.
func (s *session) counted(single unit) bool {
	if s.query.tokens[single.first].Kind != Number {
		return false
	}
	for u, lists := range s.found {
		if u.first == single.first && !u.single() && slices.ContainsFunc(lists, func(l []list) bool { return len(l) > 0 }) {
			return true
		}
	}
	return false
}

// count looks up a unit and adds it to the scores.
func (s *session) count(u unit) {
	lists, documents := s.look(u)
	s.found[u] = lists
	if documents == 0 {
		return
	}
	value := rarity(documents, s.total)
	if u.single() && slices.Contains(s.query.singles, u) {
		value *= singlePart * value
	}
	for i, scorer := range s.scorers {
		scorer.add(s.query.weigh(u, lists[i]), value, u.covers)
	}
}

// look returns the lists of a unit in each segment, and how many documents they
// have, one that has two readings counted twice.
func (s *session) look(u unit) (lists [][]list, documents int) {
	readers := s.pairs
	if u.single() {
		readers = s.singles
	}
	lists = make([][]list, len(readers))
	for i := range readers {
		lists[i] = readers[i].lists(u.place, s.every)
		for _, l := range lists[i] {
			documents += len(l.docs) + l.tail
			s.exact = s.exact && l.tail == 0
		}
	}
	return lists, documents
}

// complete returns how many documents have all of the query.
func (s *session) complete() (n int) {
	for _, scorer := range s.scorers {
		for _, doc := range scorer.touched {
			if scorer.covered[doc]&s.query.whole == s.query.whole {
				n++
			}
		}
	}
	return n
}

// kept returns the documents that answer the query: those with all of it if they
// are enough; else also those with at least half of it, of a long query a third.
func (s *session) kept() []hit {
	if s.query.whole == 0 {
		return nil
	}
	var all []hit
	for i, scorer := range s.scorers {
		all = scorer.hits(all, &s.query, s.first[i], s.total)
	}
	n := bits.OnesCount32(s.query.whole)
	least := (n + 1) / 2
	switch {
	case n > longQuery:
		least = (n + 2) / 3
	case s.complete() >= enough:
		least = n
	}
	required := s.required()
	return slices.DeleteFunc(all, func(h hit) bool {
		return bits.OnesCount32(h.covered&s.query.whole) < least || required != nil && !required[h.doc]
	})
}

// window returns the results from r.From on. The best are taken ten at a time and
// raised for what their cards show. Those that turn out not to have a quoted phrase
// are left out; refused is how many.
func (s *session) window(hits []hit, r Request) (shown []hit, refused int) {
	s.matches = len(hits)
	var good []hit
	const block = defaultSize
	for start := 0; start < len(hits) && len(good) < r.From+r.Size; start += block {
		part := slices.Clone(hits[start:min(start+block, len(hits))])
		before := len(part)
		part = slices.DeleteFunc(part, func(h hit) bool { return !s.hasPhrases(h) })
		refused += before - len(part)
		if !r.Newest {
			for i := range part {
				part[i].score = rounded(part[i].score * (1 + s.query.bonus(s.card(part[i].doc))))
			}
			slices.SortStableFunc(part, byScore)
		}
		good = append(good, part...)
	}
	from := min(r.From, len(good))
	return good[from:min(from+r.Size, len(good))], refused
}

// result returns what is shown of a document.
func (s *session) result(h hit, c card) Result {
	r := Result{
		URL: c.URL, Title: c.Title, Summary: c.Summary, Date: c.Date, Section: c.Section, Image: c.Image,
		Score: h.score, Fragment: s.fragment(h.doc),
	}
	for i, t := range s.query.tokens {
		if s.query.whole&^h.covered&(1<<i) != 0 {
			r.Missing = append(r.Missing, t.typed)
		}
	}
	return r
}
