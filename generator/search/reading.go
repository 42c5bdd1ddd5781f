package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// Reading says with which marks a folded syllable was written: its tone, which
// vowels have a circumflex, breve or horn, and whether it begins with đ. It is
//
//	tone + 6 · (vowel + 5 · đ)
//
// where tone is 0 to 5 in the order ngang, huyền, hỏi, ngã, sắc, nặng; vowel is 0
// without a mark, 1 for a circumflex, 2 for a breve, 3 for one horn and 4 for two
// (ươ); đ is 0 or 1. Together with the folded syllable it gives the syllable
// back. Plain (0) is the reading of what has no marks, and of all that is no
// syllable.
type Reading uint8

// Plain is the reading without any mark.
const Plain Reading = 0

// readings is how many readings there are.
const readings = 60

// The marks on vowels that a reading tells.
const (
	unmarked = iota
	circumflex
	breve
	horn
	twoHorns
)

// folded returns a syllable in the form that all of its spellings share, without
// marks, and its reading. A lone y behind a consonant is i: kỹ and kĩ are one
// syllable.
func folded(s vietnamese.Syllable) (term string, r Reading) {
	if s.Nucleus == "y" && s.Glide == "" && s.Onset != "" {
		s.Nucleus = "i"
	}
	vowel := unmarked
	for _, v := range s.Nucleus {
		switch v {
		case 'â', 'ê', 'ô':
			vowel = circumflex
		case 'ă':
			vowel = breve
		case 'ơ', 'ư':
			if vowel == horn {
				vowel = twoHorns
			} else {
				vowel = horn
			}
		}
	}
	stroke := 0
	if s.Onset == "đ" {
		stroke = 1
	}
	whole := s.Onset + s.Glide + s.Nucleus + s.Coda
	return vietnamese.Fold(whole), Reading(int(s.Tone) + 6*(vowel+5*stroke))
}

// spell returns the syllable that term and r are the folded form and the reading
// of, with its tone placed in the old style; term itself if they are none.
func spell(term string, r Reading) string {
	tone, vowel, stroke := vietnamese.Tone(r%6), int(r/6%5), r/30 == 1
	letters := []rune(term)
	if stroke && len(letters) > 0 && letters[0] == 'd' {
		letters[0] = 'đ'
	}
	left := 1 // marks to set
	if vowel == twoHorns {
		left = 2
	}
	for i := onsetLength(term); i < len(letters) && left > 0; i++ {
		marked := markedVowel(letters[i], vowel, strings.ContainsRune(string(letters[i:]), 'o'))
		if marked != letters[i] {
			letters[i] = marked
			left--
		}
	}
	spelled := string(letters)
	if tone == vietnamese.Ngang {
		return spelled
	}
	s, ok := vietnamese.ParseToneless(spelled)
	if !ok {
		return term
	}
	s.Tone = tone
	return s.String()
}

// onsetLength returns how many letters of a folded syllable are no vowel of its
// rhyme: those of qu and, before another vowel, of gi are none.
func onsetLength(term string) int {
	n := 0
	for n < len(term) && !strings.ContainsRune("aeiouy", rune(term[n])) {
		n++
	}
	if strings.HasPrefix(term, "qu") {
		return 2
	}
	return n
}

// markedVowel returns a vowel with the mark, if it takes it. A single horn stands
// on an o if the rhyme has one.
func markedVowel(letter rune, vowel int, hasO bool) rune {
	switch {
	case vowel == circumflex:
		switch letter {
		case 'a':
			return 'â'
		case 'e':
			return 'ê'
		case 'o':
			return 'ô'
		}
	case vowel == breve && letter == 'a':
		return 'ă'
	case vowel >= horn && letter == 'o':
		return 'ơ'
	case letter == 'u' && (vowel == twoHorns || vowel == horn && !hasO):
		return 'ư'
	}
	return letter
}

// appendLower appends r in lower case, as search reads it: look-alikes of đ and ư
// are these letters, full-width forms are ASCII.
func appendLower(dst []byte, r rune) []byte {
	switch {
	case 'A' <= r && r <= 'Z':
		return append(dst, byte(r)+'a'-'A')
	case r < utf8.RuneSelf:
		return append(dst, byte(r))
	case r == 'Ð' || r == 'ð' || r == 'Ɖ' || r == 'ɖ':
		return append(dst, "đ"...)
	case r == 'Ƣ' || r == 'ƣ':
		return append(dst, "ư"...)
	case 0xFF01 <= r && r <= 0xFF5E:
		return appendLower(dst, r-0xFEE0)
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}
