package vietnamese

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s in lower case without marks: "Đổi mới" gives "doi moi". It is
// what unaccented search, slugs and proposals compare. Composed and decomposed
// text fold alike, folding twice changes nothing, and the result has no
// combining diacritical mark.
//
// Other Latin letters fold to ASCII too (é e, ø o, ß ss, æ ae, full-width
// forms); Greek and Cyrillic letters lose their diacritics; other scripts,
// punctuation and spaces stay. Bytes that are not UTF-8 become U+FFFD.
//
// Fold allocates nothing for lower-case ASCII, otherwise only its result.
func Fold(s string) string {
	if isASCIILower(s) {
		return s
	}
	var room [128]byte
	return string(AppendFold(room[:0], s))
}

// AppendFold appends Fold(s) to dst.
func AppendFold(dst []byte, s string) []byte {
	start := len(dst)
	dst = slices.Grow(dst, len(s))
	for i, r := range s {
		if r < utf8.RuneSelf {
			dst = append(dst, lowerASCII(byte(r)))
			continue
		}
		if l, ok := lookup(r); ok {
			dst = append(dst, l.fold)
			continue
		}
		switch {
		case isDiacritic(r):
		case isCommonPunctuation(r):
			dst = append(dst, s[i:i+utf8.RuneLen(r)]...)
		default:
			return appendFoldAny(dst[:start], s)
		}
	}
	return dst
}

// isCommonPunctuation reports whether r is a sign that Vietnamese text often
// has, that folds to itself and never takes part in composition.
func isCommonPunctuation(r rune) bool {
	switch {
	case 0x2010 <= r && r <= 0x2027: // dashes, quotes, bullet, ellipsis
		return true
	case r == 0x00AB, r == 0x00BB, r == 0x00B0, r == 0x00A0, r == 0x20AB: // « » ° NBSP ₫
		return true
	}
	return false
}

// appendFoldAny is AppendFold for text of any script. What composes without
// diacritics (kana, Hangul, Indic vowels) is composed first, so that NFC and
// NFD fold alike, and once more at the end, because a diacritic that is taken
// out may have kept two characters apart.
func appendFoldAny(dst []byte, s string) []byte {
	folded := make([]byte, 0, len(s))
	for _, r := range norm.NFC.String(s) {
		folded = appendFoldRune(folded, r)
	}
	return append(dst, norm.NFC.Bytes(folded)...)
}

func appendFoldRune(dst []byte, r rune) []byte {
	if l, ok := lookup(r); ok {
		return append(dst, l.fold)
	}
	if e := expansion(r); e != "" {
		return append(dst, e...)
	}
	if isDiacritic(r) {
		return dst
	}
	if 0xFF01 <= r && r <= 0xFF5E { // full-width forms of ! to ~
		return append(dst, lowerASCII(byte(r-0xFEE0)))
	}
	if plain, ok := appendASCII(dst, r); ok {
		return plain
	}
	var b [utf8.UTFMax]byte
	n := utf8.EncodeRune(b[:], r)
	if d := norm.NFD.Properties(b[:n]).Decomposition(); d != nil {
		if base, size := utf8.DecodeRune(d); onlyDiacritics(d[size:]) {
			r = base
		}
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}

// appendASCII appends the ASCII letters and digits that r is a compatibility
// form of (² ﬁ Ⅷ ａ), and reports whether it is one.
func appendASCII(dst []byte, r rune) ([]byte, bool) {
	var b [utf8.UTFMax]byte
	n := utf8.EncodeRune(b[:], r)
	d := norm.NFKD.Properties(b[:n]).Decomposition()
	out := dst
	for _, r := range string(d) {
		switch {
		case '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			out = append(out, lowerASCII(byte(r)))
		case !isDiacritic(r):
			return dst, false
		}
	}
	return out, len(out) > len(dst)
}

func onlyDiacritics(b []byte) bool {
	for _, r := range string(b) {
		if !isDiacritic(r) {
			return false
		}
	}
	return true
}
