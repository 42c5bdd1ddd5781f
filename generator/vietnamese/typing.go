package vietnamese

import (
	"strings"
	"unicode/utf8"
)

// DecodeTyping reads word, lower-case letters and digits of ASCII, as the keys
// that somebody pressed for one Vietnamese syllable while the keyboard program
// was off: Telex (tieesng, dduwowng, ddieenr) or VNI (tie6ng1, d9ien3). The key of
// a tone may stand behind any vowel or at the end. ok is false for a word that is
// a syllable as it stands, and for one that these keys do not make a syllable of.
//
// No syllable ends in s f r x j w, holds a digit or doubles a vowel, so that
// little else is read as a syllable by mistake: us and of are.
func DecodeTyping(word string) (s Syllable, ok bool) {
	if len(word) < 2 || len(word) > 2*maxSyllable {
		return Syllable{}, false
	}
	if _, plain := ParseSyllable(word); plain {
		return Syllable{}, false
	}
	if at := strings.IndexAny(word, "0123456789"); at >= 0 {
		// A1, 2A and the like are names of things.
		if at == 0 || len(strings.Trim(word, "0123456789")) < 2 {
			return Syllable{}, false
		}
		return decodeKeys(word, vniKey)
	}
	return decodeKeys(word, telexKey)
}

// stroke is what one key does to the letters before it.
type stroke struct {
	tone  Tone
	marks string // pairs of a letter and what it becomes
}

// vniKey returns what a key of VNI does (1 sắc … 5 nặng, 6 â ê ô, 7 ơ ư, 8 ă, 9 đ).
func vniKey(_ []rune, key rune) (stroke, bool) {
	switch key {
	case '1':
		return stroke{tone: Sac}, true
	case '2':
		return stroke{tone: Huyen}, true
	case '3':
		return stroke{tone: Hoi}, true
	case '4':
		return stroke{tone: Nga}, true
	case '5':
		return stroke{tone: Nang}, true
	case '6':
		return stroke{marks: "aâeêoô"}, true
	case '7':
		return stroke{marks: "oơuư"}, true
	case '8':
		return stroke{marks: "aă"}, true
	case '9':
		return stroke{marks: "dđ"}, true
	}
	return stroke{}, false
}

// telexKey returns what a key of Telex does behind the letters before it.
func telexKey(before []rune, key rune) (stroke, bool) {
	vowel := strings.ContainsAny(string(before), "aăâeêioôơuưy")
	switch key {
	case 's':
		return stroke{tone: Sac}, vowel
	case 'f':
		return stroke{tone: Huyen}, vowel
	case 'r':
		return stroke{tone: Hoi}, vowel
	case 'x':
		return stroke{tone: Nga}, vowel
	case 'j':
		return stroke{tone: Nang}, vowel
	case 'w':
		return stroke{marks: "aăoơuư"}, true
	case 'a':
		return stroke{marks: "aâ"}, strings.ContainsRune(string(before), 'a')
	case 'e':
		return stroke{marks: "eê"}, strings.ContainsRune(string(before), 'e')
	case 'o':
		return stroke{marks: "oô"}, strings.ContainsRune(string(before), 'o')
	case 'd':
		return stroke{marks: "dđ"}, len(before) > 0 && before[0] == 'd'
	}
	return stroke{}, false
}

// decodeKeys plays the keys of word.
func decodeKeys(word string, meaning func(before []rune, key rune) (stroke, bool)) (Syllable, bool) {
	var letters []rune
	tone, played := Ngang, false
	for _, key := range word {
		s, is := meaning(letters, key)
		switch {
		case !is && key >= utf8.RuneSelf:
			return Syllable{}, false
		case !is:
			letters = append(letters, key)
		case s.marks == "" && tone != Ngang:
			return Syllable{}, false // a second key of a tone takes the first back
		case s.marks == "":
			tone, played = s.tone, true
		case !mark(letters, s.marks):
			return Syllable{}, false
		default:
			played = true
		}
	}
	for _, spelled := range completed(string(letters)) {
		if s, ok := splitSyllable([]byte(spelled)); ok && played && (!isStop(s.Coda) || tone == Sac || tone == Nang) {
			s.Tone = tone
			return s, true
		}
	}
	return Syllable{}, false
}

// completed returns the spellings that letters may stand for, the likeliest
// first: many leave the keys out of which only one vowel can come (d9ien3), and a
// horn on uo means both letters.
func completed(letters string) []string {
	list := []string{strings.NewReplacer("uơ", "ươ", "ưo", "ươ").Replace(letters), letters}
	for _, vowel := range []string{"ieiê", "yeyê", "uoươ", "uouô"} {
		if strings.Contains(letters, vowel[:2]) {
			list = append(list, strings.Replace(letters, vowel[:2], vowel[2:], 1))
		}
	}
	return list
}

// mark puts a mark on the last letter that takes it, and reports whether there
// was one.
func mark(letters []rune, marks string) bool {
	pairs := []rune(marks)
	for i := len(letters) - 1; i >= 0; i-- {
		for k := 0; k < len(pairs); k += 2 {
			if letters[i] != pairs[k] {
				continue
			}
			letters[i] = pairs[k+1]
			return true
		}
	}
	return false
}
