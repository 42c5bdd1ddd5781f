package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Tone is one of the six tones, in alphabetical order.
type Tone uint8

// The tones, in the order in which dictionaries sort them (a à ả ã á ạ).
const (
	Ngang Tone = iota // level, no mark
	Huyen             // grave
	Hoi               // hook above
	Nga               // tilde
	Sac               // acute
	Nang              // dot below
)

// vowelRows has the twelve vowels in alphabetical order; each row is one vowel
// with the six tones in the order of [Tone]. With their capitals, and with đ
// and Đ, the non-ASCII ones are the 134 marked letters of Vietnamese.
var vowelRows = [...]string{
	"aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ",
	"eèẻẽéẹ", "êềểễếệ",
	"iìỉĩíị",
	"oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ",
	"uùủũúụ", "ưừửữứự",
	"yỳỷỹýỵ",
}

// letter says what the package wants to know about one Latin letter. Its zero
// value stands for a rune that is not a single letter with marks.
type letter struct {
	lower uint16 // the lower-case letter, marks kept
	plain uint16 // the same without its tone, for Vietnamese vowels; otherwise lower
	fold  byte   // the lower-case ASCII letter below the marks
	vowel bool   // one of the twelve vowels, with or without a tone
	tone  Tone
}

// The two stretches of Unicode that hold every precomposed Latin letter of
// Vietnamese: ASCII to Latin Extended-B, and Latin Extended Additional.
const (
	latinEnd      = 0x0250
	additional    = 0x1E00
	additionalEnd = 0x1F00
)

// letters is indexed by rune below latinEnd, and above it by rune - additional
// + latinEnd. It is filled once and never written again.
var letters = newLetters()

func newLetters() (table [latinEnd + additionalEnd - additional]letter) {
	at := func(r rune) *letter {
		if r >= additional {
			r += latinEnd - additional
		}
		return &table[r]
	}
	enter := func(r rune) {
		base := unicode.ToLower(r)
		if d := norm.NFD.PropertiesString(string(base)).Decomposition(); d != nil {
			base, _ = utf8.DecodeRune(d)
		}
		if stroked, ok := strokes[base]; ok {
			base = rune(stroked)
		}
		if 'a' <= base && base <= 'z' {
			lower := uint16(unicode.ToLower(r))
			*at(r) = letter{lower: lower, plain: lower, fold: byte(base)}
		}
	}
	for r := rune('A'); r < latinEnd; r++ {
		enter(r)
	}
	for r := rune(additional); r < additionalEnd; r++ {
		enter(r)
	}
	for _, row := range vowelRows {
		plain, _ := utf8.DecodeRuneInString(row)
		tone := Ngang
		for _, r := range row {
			for _, cased := range [...]rune{r, unicode.ToUpper(r)} {
				l := at(cased)
				l.plain, l.vowel, l.tone = uint16(plain), true, tone
			}
			tone++
		}
	}
	return table
}

// strokes maps lower-case Latin letters that Unicode does not decompose to the
// one ASCII letter that readers see in them. The letter ƣ (gha) is here as u,
// because in Vietnamese text it is always a damaged ư.
var strokes = map[rune]byte{
	'đ': 'd', 'ð': 'd', 'ɖ': 'd', 'ƌ': 'd', 'ɗ': 'd', 'ƀ': 'b', 'ɓ': 'b', 'ƈ': 'c',
	'ħ': 'h', 'ı': 'i', 'ɨ': 'i', 'ƙ': 'k', 'ĸ': 'k', 'ł': 'l', 'ƚ': 'l', 'ŋ': 'n', 'ɲ': 'n', 'ƞ': 'n',
	'ø': 'o', 'ɵ': 'o', 'ƥ': 'p', 'ſ': 's', 'ŧ': 't', 'ƭ': 't', 'ʈ': 't', 'ƣ': 'u', 'ƴ': 'y', 'ƶ': 'z',
	'ȥ': 'z', 'ɇ': 'e', 'ɉ': 'j', 'ɍ': 'r', 'ɏ': 'y', 'ȼ': 'c', 'ⱥ': 'a', 'ⱦ': 't', 'ƒ': 'f', 'ɠ': 'g', 'ǥ': 'g',
}

// lookup returns what is known of r; ok is false for all but single letters
// with an ASCII letter below their marks.
func lookup(r rune) (l letter, ok bool) {
	switch {
	case r < latinEnd:
		l = letters[r]
	case additional <= r && r < additionalEnd:
		l = letters[r-additional+latinEnd]
	}
	return l, l.fold != 0
}

// expansion returns the two ASCII letters that a Latin ligature or digraph is
// written with elsewhere, or "".
func expansion(r rune) string {
	switch r {
	case 'ß', 'ẞ':
		return "ss"
	case 'æ', 'Æ', 'ǽ', 'Ǽ', 'ǣ', 'Ǣ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'þ', 'Þ':
		return "th"
	}
	return ""
}

// isDiacritic reports whether r is in one of Unicode's blocks of combining
// diacritical marks. The vowel signs and points of other scripts are not: a
// Hindi or Hebrew word is not the same word without them.
func isDiacritic(r rune) bool {
	switch {
	case r < 0x0300:
		return false
	case r <= 0x036F,
		0x1AB0 <= r && r <= 0x1AFF,
		0x1DC0 <= r && r <= 0x1DFF,
		0x20D0 <= r && r <= 0x20FF,
		0xFE20 <= r && r <= 0xFE2F:
		return true
	}
	return false
}

// isInvisible reports whether r is a character without width or meaning of its
// own in Vietnamese text: control characters (but those of lines and tabs), the
// soft hyphen, zero-width spaces and joiners, direction marks, the byte order mark.
func isInvisible(r rune) bool {
	switch {
	case r < ' ':
		return r < '\t' || r > '\r'
	case r < 0x00AD:
		return 0x7F <= r && r < 0xA0 && r != 0x85
	case r == 0x00AD, r == 0x180E, r == 0xFEFF,
		0x200B <= r && r <= 0x200F,
		0x202A <= r && r <= 0x202E,
		0x2060 <= r && r <= 0x2069,
		isNoncharacter(r):
		return true
	}
	return false
}

// isNoncharacter reports whether Unicode will never give r a meaning (section
// 23.7): U+FFFE and U+FFFF, their like in every plane, U+FDD0 to U+FDEF. XML and
// browsers refuse them.
func isNoncharacter(r rune) bool { return r&0xFFFE == 0xFFFE || 0xFDD0 <= r && r <= 0xFDEF }

// standsAlone reports whether the one-byte character at s[i] has no letter,
// digit or symbol beside it.
func standsAlone(s string, i int) bool {
	before, n := utf8.DecodeLastRuneInString(s[:i])
	after, m := utf8.DecodeRuneInString(s[i+1:])
	return (n == 0 || separates(before)) && (m == 0 || separates(after))
}

func separates(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r != '&' && unicode.IsPunct(r)
}

// isASCIILower reports whether s is ASCII without capitals.
func isASCIILower(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// lowerASCII returns c in lower case.
func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// lowerNFC returns s in lower case and composed, without invisible characters.
// It composes twice, because a small letter can have a composed form that its
// capital lacks (ẖ), and the other way round (İ).
func lowerNFC(s string) string {
	s = norm.NFC.String(strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, s))
	return norm.NFC.String(strings.ToLower(s))
}
