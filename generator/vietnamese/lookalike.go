package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lookAlike returns the Vietnamese letter that c is mistaken for, or 0.
func lookAlike(c rune) rune {
	switch c {
	case 'Ð', 'Ɖ':
		return 'Đ'
	case 'ð', 'ɖ':
		return 'đ'
	case 'Ƣ':
		return 'Ư'
	case 'ƣ':
		return 'ư'
	}
	return 0
}

// inVietnameseWord reports whether the word around src[i] is Vietnamese once
// its look-alikes are put right.
func (r *repairer) inVietnameseWord(i int) bool {
	if i < r.wordEnd {
		return r.vietnamese
	}
	begin, end := i, i
	for begin > 0 {
		c, size := utf8.DecodeLastRune(r.src[:begin])
		if !inWord(c) {
			break
		}
		begin -= size
	}
	for end < len(r.src) {
		c, size := utf8.DecodeRune(r.src[end:])
		if !inWord(c) {
			break
		}
		end += size
	}
	word := norm.NFC.String(strings.Map(func(c rune) rune {
		if isInvisible(c) {
			return -1
		}
		if right := lookAlike(c); right != 0 {
			return right
		}
		return c
	}, string(r.src[begin:end])))
	r.wordEnd, r.vietnamese = end, isVietnameseWord(word) || word == "đ" && followsNumber(r.src[:begin])
	return r.vietnamese
}

func inWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || isInvisible(c)
}

// isVietnameseWord judges a word of letters, look-alikes put right, by any of
// three signs: it is a syllable; it has a letter that only Vietnamese has; it
// is an abbreviation in capitals (HĐND, QĐ, AHLĐ), which has no vowel after its
// first letter.
func isVietnameseWord(word string) bool {
	if _, ok := ParseSyllable(strings.ToLower(word)); ok {
		return true
	}
	if strings.ContainsFunc(word, isOnlyVietnamese) {
		return true
	}
	for i, c := range word {
		l, ok := lookup(c)
		if !ok || rune(l.lower) == c || l.vowel && i > 0 {
			return false
		}
	}
	return true
}

// isOnlyVietnamese reports whether no other language with a wide readership has
// the letter c. The letters with a hook, with two marks, or with a dot below
// lie in one block.
func isOnlyVietnamese(c rune) bool {
	switch c {
	case 'Ơ', 'ơ':
		return true
	}
	return 0x1EA0 <= c && c <= 0x1EF9
}

// followsNumber reports whether text ends in a digit, or a digit and a space,
// as before the đ of đồng.
func followsNumber(text []byte) bool {
	c, size := utf8.DecodeLastRune(text)
	if unicode.IsSpace(c) {
		c, _ = utf8.DecodeLastRune(text[:len(text)-size])
	}
	return unicode.IsDigit(c)
}
