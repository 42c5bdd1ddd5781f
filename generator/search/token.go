package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind tells what a token is.
type Kind uint8

// The kinds of tokens. Syllables, words and abbreviations make pairs with their
// neighbours, numbers with what follows them (84.016 tỷ); compounds do not.
const (
	Syllable     Kind = iota // spelled like a Vietnamese syllable, or typed as one without a keyboard program
	Word                     // any other run of letters and digits
	Abbreviation             // without vowels, or all in capitals: TĐKT, UBND
	Number                   // 84016, 11,22
	Compound                 // tokens written as one: 05-CT/TW, 11/7/2024, COVID-19
)

func (k Kind) String() string {
	return [...]string{"syllable", "word", "abbreviation", "number", "compound"}[k]
}

// follows reports whether a token of the kind makes a pair with the one before it.
func (k Kind) follows() bool { return k <= Abbreviation }

// Lexeme is what search knows of one spelling. It is immutable.
type Lexeme struct {
	Term    string // folded: what is indexed
	Reading Reading
	Kind    Kind
	hash    uint32 // of Term
	id      int32  // of Term, in its analyser
}

// Token is a lexeme at a place of a text.
type Token struct {
	*Lexeme
	Start, End int  // bytes of the text
	Breaks     bool // a sentence or block ended before it
}

// Analyse returns the tokens of a text in NFC, in their order; a compound stands
// behind its parts. See the package comment for the rules.
func Analyse(text string) []Token {
	return newAnalyser().append(nil, text)
}

// analyser turns texts into tokens, and remembers every spelling that it has met.
// It belongs to one goroutine.
type analyser struct {
	known  map[string]*Lexeme             // by spelling
	recent *[1 << recentBits]recentLexeme // nil if it has few texts before it
	ids    map[string]int32               // by term
	lower  []byte
}

// recentLexeme is a lexeme that was met lately, with its spelling in two numbers.
type recentLexeme struct {
	low, high uint64
	*Lexeme
}

const (
	recentBits = 13 // nine of ten words of a newspaper, in 196 kB
	recentSize = 16 // bytes of a spelling
)

func newAnalyser() *analyser {
	return &analyser{known: map[string]*Lexeme{}, ids: map[string]int32{}}
}

// mostKnown bounds what an analyser remembers: the spellings of any newspaper, but
// not those of a hostile text.
const mostKnown = 1 << 18

// append appends the tokens of text to dst.
func (a *analyser) append(dst []Token, text string) []Token {
	breaks := true
	chain := len(dst) // where the run of tokens without a space between them begins
	for i := 0; i < len(text); {
		end, single := tokenEnd(text, i)
		if end > i {
			if len(dst) > chain && !joins(text[dst[len(dst)-1].End:i]) {
				dst = a.compound(dst, chain, text)
				chain = len(dst)
			}
			dst = append(dst, Token{a.lexemeAt(text, i, end), i, end, breaks})
			breaks = false
			if single {
				dst = a.compound(dst, chain, text)
				chain = len(dst)
			}
			i = end
			continue
		}
		var r rune
		r, size := utf8.DecodeRuneInString(text[i:])
		switch r {
		case '.':
			end, _ := tokenEnd(text, i+1)
			breaks = breaks || end == i+1 && (len(dst) == 0 || dst[len(dst)-1].Kind != Abbreviation)
		case '!', '?', '…', '\n':
			breaks = true
		}
		i += size
	}
	return a.compound(dst, chain, text)
}

// tokenEnd returns where the token that begins at text[i] ends, i if none does.
// Behind a number with a point or comma in it, letters begin another: 1.000đ.
// Characters of scripts without spaces are tokens of their own: single.
func tokenEnd(text string, i int) (end int, single bool) {
	start, digits := i, true // so far only digits, with points and commas between them
	pointed := false         // … at least one
	for i < len(text) {
		c := text[i]
		switch {
		case '0' <= c && c <= '9':
			i++
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			if pointed {
				return i, false
			}
			digits = false
			i++
		case c == '.' || c == ',':
			if !digits || i == start || i+1 == len(text) || text[i+1] < '0' || text[i+1] > '9' {
				return i, false
			}
			pointed = true
			i++
		case c < utf8.RuneSelf:
			return i, false
		default:
			size, ideograph := letter(text[i:])
			if size == 0 || pointed && !isDecimalDigit(text[i:]) || i == start && isMark(text[i:]) {
				return i, false
			}
			if ideograph {
				if i == start {
					return i + size, true
				}
				return i, false
			}
			digits = false
			i += size
		}
	}
	return i, false
}

// letter returns the size of the letter, digit or mark that s begins with, 0 if it
// is none. Vietnamese letters are told by their first bytes.
func letter(s string) (size int, ideograph bool) {
	switch c := s[0]; {
	case 0xC4 <= c && c <= 0xC9 && len(s) > 1:
		return 2, false
	case c == 0xE1 && len(s) > 2 && 0xB8 <= s[1] && s[1] <= 0xBB:
		return 3, false
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return size, true
	case unicode.IsLetter(r) || unicode.Is(unicode.Nd, r) || unicode.IsMark(r):
		return size, false
	}
	return 0, false
}

// isMark reports whether s begins with a mark, which stands on what is before it.
func isMark(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsMark(r)
}

func isDecimalDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Nd, r)
}

// joins reports whether what stands between two tokens makes one of them.
func joins(between string) bool {
	switch between {
	case "-", "/", "&", ".", "'", "’", "‑", "–":
		return true
	}
	return false
}

// mostJoined is how many tokens one compound joins.
const mostJoined = 8

// compound appends the compound that the tokens from chain on are, if they are
// one: two or more, not all of them syllables.
func (a *analyser) compound(dst []Token, chain int, text string) []Token {
	parts := dst[chain:]
	if len(parts) < 2 || len(parts) > mostJoined {
		return dst
	}
	for _, p := range parts {
		if p.Kind != Syllable {
			start, end := parts[0].Start, parts[len(parts)-1].End
			return append(dst, Token{a.joined(text[start:end], parts), start, end, false})
		}
	}
	return dst
}

// joined returns the lexeme of a compound: numbers stay apart, with "/" between
// them; all else is written together.
func (a *analyser) joined(spelling string, parts []Token) *Lexeme {
	if l := a.known[spelling]; l != nil {
		return l
	}
	numbers := true
	for _, p := range parts {
		numbers = numbers && p.Kind == Number
	}
	var term []byte
	for i, p := range parts {
		if numbers && i > 0 {
			term = append(term, '/')
		}
		term = append(term, p.Term...)
	}
	return a.remember(spelling, string(term), Plain, Compound)
}

// lexemeAt is lexeme for a part of a text. Words that are short, nearly all, it finds
// without hashing them byte by byte, in half of the time of the map: see
// BenchmarkAnalyser.
func (a *analyser) lexemeAt(text string, start, end int) *Lexeme {
	size := end - start
	if a.recent == nil || size > recentSize || len(text)-start < recentSize {
		return a.lexeme(text[start:end])
	}
	low, high := eightBytes(text[start:]), eightBytes(text[start+8:])
	if size <= 8 { // a shift by 64 leaves nothing
		low, high = low&(1<<(8*size)-1), 0
	} else {
		high &= 1<<(8*(size-8)) - 1
	}
	slot := &a.recent[(low*0x9e3779b97f4a7c15^high*0xc2b2ae3d27d4eb4f)>>(64-recentBits)]
	if slot.Lexeme == nil || slot.low != low || slot.high != high { // no spelling has a zero in it
		*slot = recentLexeme{low, high, a.lexeme(text[start:end])}
	}
	return slot.Lexeme
}

// eightBytes returns the first eight bytes of s as a number: one load.
func eightBytes(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// lexeme returns what is known of a spelling without separators.
func (a *analyser) lexeme(spelling string) *Lexeme {
	if l := a.known[spelling]; l != nil {
		return l
	}
	term, reading, kind := a.read(spelling)
	return a.remember(spelling, term, reading, kind)
}

func (a *analyser) remember(spelling, term string, r Reading, k Kind) *Lexeme {
	if len(a.known) >= mostKnown {
		clear(a.known)
	}
	l := &Lexeme{Term: shortened(term, longestTerm), Reading: r, Kind: k}
	l.hash = hashOf(l.Term)
	id, met := a.ids[l.Term]
	if !met {
		id = int32(len(a.ids))
		a.ids[l.Term] = id
	}
	l.id = id
	a.known[strings.Clone(spelling)] = l
	return l
}

// longestTerm is the length in bytes at which terms are cut.
const longestTerm = 64
