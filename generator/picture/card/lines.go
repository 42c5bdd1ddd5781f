package card

import (
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is how many characters of a text are looked at: more than a card can show.
const longest = 400

// fields returns the parts of a text between which a line may break, at white space
// that breaks; whole is false if the text goes on.
func fields(text string) (parts []string, whole bool) {
	whole, n := true, 0
	for i := range text {
		if n++; n > longest {
			text, whole = text[:i], false
			break
		}
	}
	return strings.FieldsFunc(norm.NFC.String(text), func(r rune) bool {
		return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
	}), whole
}

// shape returns texts as words of a face, which are good until the next call.
func (s *scratch) shape(f *face, texts []string) (words []word, err error) {
	s.words, s.glyphs, err = f.shape(&s.sfnt, s.words[:0], s.glyphs[:0], texts)
	return s.words, err
}

// lines returns how many lines words need, in pixels; tooWide if one of them has no
// room in a line.
func (f *face) lines(words []word, width int) int {
	lines, most := 0, f.units(width)
	used := most
	for _, w := range words {
		switch {
		case w.width > most:
			return tooWide
		case used+f.space+w.width <= most:
			used += f.space + w.width
		default:
			lines++
			used = w.width
		}
	}
	return lines
}

const tooWide = 1 << 30

// cut returns as many words as fit into some lines with an ellipsis after them.
func (s *scratch) cut(f *face, texts []string, width, lines int) ([]word, error) {
	words, err := s.shape(f, texts)
	if err != nil {
		return nil, err
	}
	// Without the ellipsis first: how many fit is found by halves.
	few := sort.Search(len(words), func(n int) bool { return f.lines(words[:n+1], width) > lines })
	var seen []string // without emoji
	for _, w := range words {
		seen = append(seen, w.text)
	}
	fits := func(texts []string) bool {
		words, err = s.shape(f, texts)
		return f.lines(words, width) <= lines
	}
	for n := few; n > 0; n-- {
		if fits(withEllipsis(seen[:n])) || err != nil {
			return words, err
		}
	}
	// One word that is too long.
	first := []rune(seen[0])
	n := sort.Search(len(first), func(n int) bool {
		return !fits([]string{string(first[:n+1]) + "…"})
	})
	return s.shape(f, []string{string(first[:n]) + "…"})
}

// withEllipsis returns texts with an ellipsis in place of the punctuation at their end.
func withEllipsis(texts []string) []string {
	last := len(texts) - 1
	return append(slices.Clone(texts[:last]), strings.TrimRight(texts[last], ",;:.…-–—")+"…")
}

// balance returns where each of the lines ends that words are broken into: of like
// length, and without parting what belongs together.
func (t *typeface) balance(words []word, width, lines int) []int {
	const never = math.MaxInt64
	unit := int64(width) * int64(width) / 100 // a line that is a tenth too short
	ends := make([][]int, lines+1)
	costs := make([]int64, len(words)+1)
	for i := range costs[1:] {
		costs[i+1] = never
	}
	for line := 1; line <= lines; line++ {
		ends[line] = make([]int, len(words)+1)
		next := make([]int64, len(words)+1)
		for end := range next {
			next[end] = never
			used := -t.space
			for start := end - 1; start >= 0; start-- {
				if used += t.space + words[start].width; used > width {
					break
				}
				if costs[start] == never {
					continue
				}
				slack := int64(max(0, width-used))
				cost := costs[start] + slack*slack
				if end < len(words) {
					cost += unit * int64(reluctance(words[end-1].text, words[end].text))
				}
				if cost < next[end] {
					next[end], ends[line][end] = cost, start
				}
			}
		}
		costs = next
	}
	breaks := make([]int, lines)
	for line, end := lines, len(words); line > 0; line-- {
		breaks[line-1] = end
		end = ends[line][end]
	}
	return breaks
}

// What speaks against a break, as the number of lines that are a tenth too short.
const (
	together = 6  // between the syllables of a name, after a number, before a dash
	clause   = -3 // after a comma, before a word that begins a part of the sentence
)

// openers are words that begin a part of a sentence, and of which few longer words are
// made: a line that begins with one parts no word.
const openers = " và của cho với vì ở trong trên để là những các "

// reluctance tells how bad it is to break a line between two words.
func reluctance(left, right string) int {
	first, _ := utf8.DecodeRuneInString(right)
	last, _ := utf8.DecodeLastRuneInString(left)
	begin, _ := utf8.DecodeRuneInString(left)
	switch {
	case strings.ContainsRune(",;:.!?)”", last):
		return clause
	case unicode.IsUpper(begin) && unicode.IsUpper(first), unicode.IsDigit(last),
		!unicode.In(first, unicode.L, unicode.N, unicode.Ps, unicode.Pi) && first != '"' && first != '\'':
		return together
	case strings.Contains(openers, " "+right+" "):
		return clause
	}
	return 0
}
