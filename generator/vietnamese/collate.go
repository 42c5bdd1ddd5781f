package vietnamese

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator puts texts in Vietnamese alphabetical order: a ă â b c d đ e ê …,
// tones ngang, huyền, hỏi, ngã, sắc, nặng, numbers by their value (Điều 9 before
// Điều 10). The order is that of the Unicode collation algorithm with CLDR's
// Vietnamese tailoring, which browsers have too: letters are compared over the
// whole text first, then tones. Capitals make no difference, nor does the place
// of a tone mark in its syllable. Texts that are equal in all this, such as hòa,
// hoà and Hòa, are put in the order of their bytes.
//
// A Collator must not be used by two goroutines at once.
type Collator struct {
	order  *collate.Collator
	buffer collate.Buffer
}

// NewCollator returns a collator.
func NewCollator() *Collator {
	return &Collator{order: collate.New(language.Vietnamese, collate.Numeric)}
}

// Compare returns a negative number, zero or a positive one for a before,
// equal to, or after b. It is zero only for equal strings.
func (c *Collator) Compare(a, b string) int {
	if a == b {
		return 0
	}
	return bytes.Compare(c.SortKey(a), c.SortKey(b))
}

// SortKey returns a key for a title, a term or another text: keys compare, as
// bytes, as the texts do. A key takes about six bytes a letter.
func (c *Collator) SortKey(text string) []byte {
	key := c.appendKey(make([]byte, 0, 5*len(text)+16), text)
	return append(key, text...)
}

// PersonSortKey is SortKey for a person's name, which lists order by the given
// name, its last word, then by the family name, its first, then by what stands
// between: Nguyễn Văn An comes under An. What follows a comma, a dash between
// spaces or an opening bracket is not part of the name.
func (c *Collator) PersonSortKey(name string) []byte {
	person := name
	if i := strings.IndexAny(person, ",(;"); i > 0 {
		person = person[:i]
	}
	if i := strings.Index(person, " - "); i > 0 {
		person = person[:i]
	}
	words := strings.Fields(person)
	if len(words) == 0 {
		return c.SortKey(name)
	}
	last := len(words) - 1
	key := c.appendKey(make([]byte, 0, 5*len(name)+16), words[last])
	key = c.appendKey(key, strings.Join(words[:last], " "))
	return append(key, name...)
}

// appendKey appends the collation key of text and the separator that makes the
// end of a key sort before all that could continue it.
func (c *Collator) appendKey(key []byte, text string) []byte {
	c.buffer.Reset()
	key = append(key, c.order.KeyFromString(&c.buffer, placeTones(text))...)
	return append(key, 0, 0, 0)
}

// SortBy sorts list in Vietnamese order of what text returns, which is asked
// once for each item. Items of the same text keep their order.
func SortBy[T any](list []T, text func(T) string) {
	sortByKey(list, text, NewCollator().SortKey)
}

// SortPeopleBy sorts list by the given names first: see
// [Collator.PersonSortKey]. name is asked once for each item; items of the same
// name keep their order.
func SortPeopleBy[T any](list []T, name func(T) string) {
	sortByKey(list, name, NewCollator().PersonSortKey)
}

func sortByKey[T any](list []T, text func(T) string, keyOf func(string) []byte) {
	type keyed struct {
		key  []byte
		item T
	}
	keys := make([]keyed, len(list))
	for i, item := range list {
		keys[i] = keyed{key: keyOf(text(item)), item: item}
	}
	slices.SortStableFunc(keys, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	for i := range keys {
		list[i] = keys[i].item
	}
}

// placeTones returns text in lower-case NFC with the tone of each syllable where
// the old style has it.
func placeTones(text string) string {
	if firstSuspect(text) >= 0 {
		text = lowerNFC(text)
	}
	if isASCIILower(text) {
		return text
	}
	var room [160]byte
	out, word, vowels, toned := room[:0], 0, 0, false
	settle := func() {
		if toned && vowels > 1 {
			if s, ok := ParseSyllable(string(out[word:])); ok {
				out = s.append(out[:word], s.hasTwoStyles())
			}
		}
	}
	for _, r := range text {
		l, ok := lookup(r)
		switch {
		case ok:
			out = utf8.AppendRune(out, rune(l.lower))
			toned = toned || l.tone != Ngang
			if l.vowel {
				vowels++
			}
		case unicode.IsLetter(r):
			out = utf8.AppendRune(out, unicode.ToLower(r))
		default:
			settle()
			out = utf8.AppendRune(out, r)
			word, vowels, toned = len(out), 0, false
		}
	}
	settle()
	return string(out)
}
