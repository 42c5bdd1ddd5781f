package search

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guong/generator/vietnamese"
)

// expansions are abbreviations and what they stand for. A text that has one is
// found by the other too. It is immutable.
type expansions struct {
	known   map[string]bool         // the abbreviations, as one term
	byWords map[string]*expansion   // by what they stand for
	byFirst map[string][]*expansion // by the terms that their forms begin with
	starts  [1 << 12]bool           // by the low bits of the hashes of these, to pass by most tokens
}

// expansion is one thing in all its forms: thành phố Hồ Chí Minh, TPHCM, TP HCM. The
// first is what abbreviations stand for.
type expansion struct{ forms []form }

// form is a way to write something: words that stand one behind the other.
type form []*Lexeme

// newExpansions returns the expansions of lists. What a list says goes before what
// later ones do, however they write the abbreviation; a meaning of less than two
// words takes it out of these.
func newExpansions(lists ...map[string]string) *expansions {
	e := &expansions{known: map[string]bool{}, byWords: map[string]*expansion{}, byFirst: map[string][]*expansion{}}
	a := newAnalyser()
	for _, meanings := range lists {
		for _, short := range slices.Sorted(maps.Keys(meanings)) {
			e.add(a, short, meanings[short])
		}
	}
	return e
}

func (e *expansions) add(a *analyser, short, meaning string) {
	var parts, words form
	name := ""
	for _, t := range a.append(nil, short) {
		if t.Kind != Compound {
			parts = append(parts, t.Lexeme)
			name += t.Term
		}
	}
	if name == "" || e.known[name] {
		return
	}
	e.known[name] = true
	id := ""
	for _, t := range a.append(nil, meaning) {
		if t.Kind.follows() {
			words = append(words, t.Lexeme)
			id += fmt.Sprintf("%s:%d ", t.Term, t.Reading)
		}
	}
	if len(words) < 2 {
		return // a site takes one out of the lists that follow
	}
	x := e.byWords[id]
	if x == nil {
		x = &expansion{}
		e.byWords[id] = x
		e.addForm(x, words)
	}
	e.addForm(x, parts)
	if len(parts) > 1 && strings.TrimSpace(short) == strings.Join(strings.Fields(short), "") {
		joined := *a.lexeme(name)
		joined.Kind = Compound
		e.addForm(x, form{&joined})
	}
}

func (e *expansions) addForm(x *expansion, f form) {
	x.forms = append(x.forms, f)
	first := f[0].Term
	if !slices.Contains(e.byFirst[first], x) {
		e.byFirst[first] = append(e.byFirst[first], x)
	}
	e.starts[e.slot(f[0])] = true
}

func (e *expansions) slot(l *Lexeme) uint32 { return l.hash % uint32(len(e.starts)) }

// each calls found for every expansion among the tokens, with the form in which it
// stands there: tokens from to end.
func (e *expansions) each(tokens []Token, found func(x *expansion, written, from, end int)) {
	for i := range tokens {
		if !e.starts[e.slot(tokens[i].Lexeme)] || tokens[i].Kind == Compound {
			continue
		}
		for _, x := range e.byFirst[tokens[i].Term] {
			for written, f := range x.forms {
				if end := f.matches(tokens, i); end > 0 {
					found(x, written, i, end)
					break
				}
			}
		}
	}
}

// matches returns where a form ends that stands in tokens from i on, 0 if it does not.
// Compounds are passed over: TP.HCM is TP HCM. A syllable is no abbreviation.
func (f form) matches(tokens []Token, i int) (end int) {
	for n, w := range f {
		for n > 0 && i < len(tokens) && tokens[i].Kind == Compound {
			i++
		}
		if i == len(tokens) || tokens[i].Term != w.Term || tokens[i].Reading != w.Reading || len(f) == 1 && tokens[i].Kind == Syllable {
			return 0
		}
		i++
		end = i
	}
	return end
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
