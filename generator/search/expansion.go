package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"guong/generator/vietnamese"
)

// expansions are abbreviations and what they stand for. A text that has one is
// found by the other too. It is immutable.
type expansions struct {
	byAbbreviation map[string]*expansion   // by term
	byFirst        map[string][]*expansion // by the term of their first word
	starts         [1 << 12]bool           // by the low bits of the hashes of both, to pass by most tokens
}

type expansion struct {
	abbreviation *Lexeme
	words        []*Lexeme
}

// newExpansions returns the expansions of lists. What a list says goes before what
// later ones do, however they write the abbreviation; a meaning of less than two
// words takes it out of these.
func newExpansions(lists ...map[string]string) *expansions {
	e := &expansions{byAbbreviation: map[string]*expansion{}, byFirst: map[string][]*expansion{}}
	a := newAnalyser()
	for _, meanings := range lists {
		for _, short := range slices.Sorted(maps.Keys(meanings)) {
			e.add(a, short, meanings[short])
		}
	}
	return e
}

func (e *expansions) add(a *analyser, short, meaning string) {
	var x expansion
	if tokens := a.append(nil, short); len(tokens) > 0 {
		x.abbreviation = tokens[len(tokens)-1].Lexeme // of GD&ĐT the compound
	}
	for _, t := range a.append(nil, meaning) {
		if t.Kind.follows() {
			x.words = append(x.words, t.Lexeme)
		}
	}
	if x.abbreviation == nil {
		return
	}
	if _, known := e.byAbbreviation[x.abbreviation.Term]; known {
		return
	}
	if len(x.words) < 2 {
		e.byAbbreviation[x.abbreviation.Term] = nil // a site takes one out of the lists that follow
		return
	}
	e.byAbbreviation[x.abbreviation.Term] = &x
	first := x.words[0].Term
	e.byFirst[first] = append(e.byFirst[first], &x)
	e.starts[e.slot(x.abbreviation)], e.starts[e.slot(x.words[0])] = true, true
}

func (e *expansions) slot(l *Lexeme) uint32 { return l.hash % uint32(len(e.starts)) }

// each calls found for every abbreviation among the tokens that has an expansion,
// and for every expansion. Written tells that the abbreviation is what was written.
func (e *expansions) each(tokens []Token, found func(abbreviation *Lexeme, words []*Lexeme, written bool)) {
	for i := range tokens {
		if !e.starts[e.slot(tokens[i].Lexeme)] {
			continue
		}
		if tokens[i].Kind != Syllable {
			if x := e.byAbbreviation[tokens[i].Term]; x != nil {
				found(x.abbreviation, x.words, true)
			}
		}
		for _, x := range e.byFirst[tokens[i].Term] {
			if sameWords(tokens[i:], x.words) {
				found(x.abbreviation, x.words, false)
			}
		}
	}
}

func sameWords(tokens []Token, words []*Lexeme) bool {
	if len(tokens) < len(words) {
		return false
	}
	for i, w := range words {
		if tokens[i].Term != w.Term || tokens[i].Reading != w.Reading {
			return false
		}
	}
	return true
}

// learner finds what abbreviations stand for where a text says so: "Thi đua -
// Khen thưởng (TĐKT)".
type learner struct {
	*analyser
	counts map[string]map[string]int // abbreviation → meaning → how often
}

func newLearner() *learner { return &learner{newAnalyser(), map[string]map[string]int{}} }

// The lengths in letters of what is taken for an abbreviation.
const (
	shortestLearnt = 3
	longestLearnt  = 10
)

// read looks through a text.
func (l *learner) read(text string) {
	for from := 0; ; {
		at := strings.IndexByte(text[from:], '(')
		if at < 0 {
			return
		}
		at += from
		from = at + 1
		length := strings.IndexByte(text[from:min(from+2*longestLearnt, len(text))], ')')
		if length < shortestLearnt || strings.ToUpper(text[from:from+length]) != text[from:from+length] {
			continue
		}
		short := text[from : from+length]
		if meaning, ok := l.meaning(text[max(0, at-120):at], short); ok {
			if l.counts[short] == nil {
				l.counts[short] = map[string]int{}
			}
			l.counts[short][meaning]++
		}
	}
}

// meaning returns the words at the end of before whose first letters are those of
// short.
func (l *learner) meaning(before, short string) (string, bool) {
	tokens := l.append(nil, strings.ToValidUTF8(before, " "))
	letters := []rune(short)
	if len(letters) < shortestLearnt || len(letters) > longestLearnt {
		return "", false
	}
	var words []string
	for i := len(tokens) - 1; i >= 0 && len(words) < len(letters); i-- {
		t := tokens[i]
		if t.Kind != Syllable {
			return "", false
		}
		word := spell(t.Term, t.Reading)
		first := []rune(strings.ToUpper(word))[0]
		if base, want := foldCapital(first), foldCapital(letters[len(letters)-1-len(words)]); base != want {
			return "", false
		}
		words = append(words, word)
	}
	slices.Reverse(words)
	return strings.Join(words, " "), len(words) == len(letters)
}

// foldCapital takes the marks off a capital, but for the stroke of Đ.
func foldCapital(r rune) rune {
	if r == 'Đ' {
		return r
	}
	for _, base := range vietnamese.Fold(string(r)) {
		return base
	}
	return r
}

// drain returns what was learnt, and forgets it.
func (l *learner) drain() (list []meaning) {
	for _, short := range slices.Sorted(maps.Keys(l.counts)) {
		for _, text := range slices.Sorted(maps.Keys(l.counts[short])) {
			list = append(list, meaning{strings.Clone(short), text, l.counts[short][text]})
		}
	}
	clear(l.counts)
	return list
}

// add adds what was learnt from a text.
func (l *learner) add(list []meaning) {
	for _, m := range list {
		if l.counts[m.Short] == nil {
			l.counts[m.Short] = map[string]int{}
		}
		l.counts[m.Short][m.Meaning] += m.Times
	}
}

// meanings returns the commonest meaning of each abbreviation.
func (l *learner) meanings() map[string]string {
	best := map[string]string{}
	for short, meanings := range l.counts {
		all := slices.Collect(maps.Keys(meanings))
		best[short] = slices.MinFunc(all, func(a, b string) int {
			return cmp.Or(cmp.Compare(meanings[b], meanings[a]), cmp.Compare(a, b))
		})
	}
	return best
}
