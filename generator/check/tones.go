package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// styled is a word whose tone mark shows one of the two styles.
type styled struct {
	passage    passage
	start, end int
}

// pair are the first words of the old and of the new style.
type pair [2]*styled

// tones looks for words of both styles of tone placement in one text: hòa and
// hoà. A name, which begins with a capital, is compared only with the same name: a
// person is called as the papers say.
func (t *reader) tones() {
	var common pair
	names := map[string]*pair{}
	for _, p := range t.passages {
		for start, end := range styledWords(p.text) {
			word := strings.ToLower(p.text[start:end])
			style := vietnamese.ToneStyle(word)
			if style != vietnamese.Old && style != vietnamese.New {
				continue
			}
			like := &common
			if first, _ := utf8.DecodeRuneInString(p.text[start:]); unicode.IsUpper(first) {
				key := vietnamese.Key(word)
				if names[key] == nil {
					names[key] = &pair{}
				}
				like = names[key]
			}
			if i := style - vietnamese.Old; like[i] == nil {
				like[i] = &styled{p, start, end}
			}
			if like[0] != nil && like[1] != nil {
				t.mixed(*like)
				return
			}
		}
	}
}

// mixed reports the first words of both styles, at the place of the later one.
func (t *reader) mixed(p pair) {
	place := func(s *styled) (string, int) {
		return s.passage.text[s.start:s.end], t.at(s.passage, s.start, s.end).Line
	}
	oldWord, oldLine := place(p[0])
	newWord, newLine := place(p[1])
	later := p[0]
	if newLine > oldLine || newLine == oldLine && p[1].start > p[0].start {
		later = p[1]
	}
	t.report(ruleToneMixed, t.at(later.passage, later.start, later.end), oldWord, oldLine, newWord, newLine)
}

// styledWords yields the words that may show a style: those that end in a, e or
// y with a toned o or u before it (hòa), or the other way round (hoà).
func styledWords(s string) func(yield func(start, end int) bool) {
	return func(yield func(start, end int) bool) {
		start := -1
		var last, before rune
		for i, r := range s {
			if unicode.IsLetter(r) {
				if start < 0 {
					start, before, last = i, 0, 0
				}
				before, last = last, r
				continue
			}
			if start >= 0 && mayShowStyle(before, last) && !yield(start, i) {
				return
			}
			start = -1
		}
		if start >= 0 && mayShowStyle(before, last) {
			yield(start, len(s))
		}
	}
}

// mayShowStyle reports whether a word with these two letters at its end has an
// open rhyme oa, oe or uy with a tone.
func mayShowStyle(before, last rune) bool {
	switch last {
	case 'a', 'e', 'y', 'A', 'E', 'Y':
		return strings.ContainsRune("òóỏõọùúủũụÒÓỎÕỌÙÚỦŨỤ", before)
	}
	switch before {
	case 'o', 'u', 'O', 'U':
		return strings.ContainsRune("àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ", last)
	}
	return false
}
