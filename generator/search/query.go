package search

import (
	"strings"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// The limits of a query: what is longer is cut. A document's coverage is a set of
// tokens in 32 bits.
const (
	mostTokens   = 32
	longestQuery = 2000 // bytes
)

// query is a query taken apart.
type query struct {
	tokens  []queryToken
	marked  bool   // somebody typed marks
	whole   uint32 // the tokens that count for coverage
	units   []unit
	singles []unit   // single terms that are in a pair too: asked where pairs do not suffice
	phrases [][2]int // the quoted phrases: first token and the one behind the last
}

// queryToken is a token of a query. Guessed tells that it stands for a misspelt
// one, and that nobody typed its reading.
type queryToken struct {
	Token
	typed   string // as it stands in the query
	guessed bool
}

// unit is what is looked up: a pair of neighbours, or a single term.
type unit struct {
	first, last int // tokens of the query; the same for a single term
	place       place
	phrase      bool   // it is part of a quoted phrase
	covers      uint32 // tokens that a document has which has it
}

func (u unit) single() bool { return u.first == u.last }

// parseQuery takes a query apart. What stands in straight or curly quotation marks
// is a phrase; a mark without a second one is none.
func parseQuery(text string) query {
	text = vietnamese.RepairString(strings.ToValidUTF8(shortened(text, longestQuery), " "))
	var q query
	a := newAnalyser()
	for n, part := range quoted(text) {
		start := len(q.tokens)
		for _, t := range a.append(nil, part) {
			if len(q.tokens) < mostTokens {
				q.tokens = append(q.tokens, queryToken{Token: t, typed: part[t.Start:t.End]})
			}
		}
		if n%2 == 1 && len(q.tokens) > start {
			q.phrases = append(q.phrases, [2]int{start, len(q.tokens)})
		}
	}
	q.prepare()
	return q
}

// quoted divides a text at its quotation marks: every second part was quoted.
func quoted(text string) []string {
	text = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`).Replace(text)
	parts := strings.Split(text, `"`)
	if n := len(parts); n%2 == 0 { // the last mark has no second
		parts = append(parts[:n-2], parts[n-2]+" "+parts[n-1])
	}
	return parts
}

// shortened cuts a text to at most n bytes.
func shortened(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// prepare makes what follows from the tokens. A compound is looked up, and so are
// its parts; where it is a query's token, its parts alone count for coverage.
func (q *query) prepare() {
	q.marked, q.whole, q.units, q.singles = false, 0, nil, nil
	paired := uint32(0)
	last := -1 // the token before
	for i, t := range q.tokens {
		q.marked = q.marked || t.Reading != Plain && !t.guessed
		if q.begins(i) {
			last = -1
		}
		if t.Kind == Compound {
			continue
		}
		q.whole |= 1 << i
		if last >= 0 && t.Kind.follows() {
			u := unit{last, i, pairPlace(q.tokens[last].hash, t.hash), q.quotes(i), 1<<last | 1<<i}
			q.units = append(q.units, u)
			paired |= u.covers
		}
		last = i
	}
	for i, t := range q.tokens {
		u := unit{i, i, termPlace(t.hash), q.quotes(i), q.partsOf(i)}
		if paired&(1<<i) == 0 {
			q.units = append(q.units, u)
		} else {
			q.singles = append(q.singles, u)
		}
	}
}

// partsOf returns token i and, of a compound, its parts: a document that has what an
// abbreviation such as GD&ĐT stands for does not have these.
func (q *query) partsOf(i int) uint32 {
	parts := uint32(1) << i
	if q.tokens[i].Kind != Compound {
		return parts
	}
	for k := i - 1; ; k-- {
		parts |= 1 << k
		if q.tokens[k].Start == q.tokens[i].Start {
			return parts
		}
	}
}

// begins reports whether a quoted phrase begins or has just ended at token i.
func (q *query) begins(i int) bool {
	for _, p := range q.phrases {
		if p[0] == i || p[1] == i {
			return true
		}
	}
	return false
}

// quotes reports whether token i stands in a quoted phrase.
func (q *query) quotes(i int) bool {
	for _, p := range q.phrases {
		if p[0] <= i && i < p[1] {
			return true
		}
	}
	return false
}

// plainTokens returns the tokens as those of any text.
func (q *query) plainTokens() []Token {
	tokens := make([]Token, len(q.tokens))
	for i, t := range q.tokens {
		tokens[i] = t.Token
	}
	return tokens
}
