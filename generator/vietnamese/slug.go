package vietnamese

import (
	"unicode"
	"unicode/utf8"
)

// Slug returns s as a part of a URL: lower-case ASCII letters and digits, and
// one hyphen for each run of anything else, none at the ends. "05-CT/TW" gives
// "05-ct-tw", "Đổi mới" gives "doi-moi". Composed and decomposed text give the
// same slug, and a slug is its own slug.
//
// An ampersand that stands alone is read as the word it stands for: "Giáo dục &
// đào tạo" gives "giao-duc-va-dao-tao". Inside an abbreviation it separates, as
// Vietnamese addresses have it: "GD&ĐT" gives "gd-dt".
//
// Letters of other scripts separate too, so a name wholly of such letters gives
// "": the caller has to find another. Folded names collide by nature ("Hà Nam",
// "Há Nám"): that too is for the caller to settle.
//
// Slug allocates nothing for what is a slug already, otherwise only its result.
func Slug(s string) string {
	if isSlug(s) {
		return s
	}
	var room [128]byte
	b, gap := room[:0], false
	for i, r := range s {
		if r < utf8.RuneSelf {
			c := lowerASCII(byte(r))
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
				b = append(appendGap(b, gap), c)
				gap = false
			case c == '&' && standsAlone(s, i):
				b = append(appendGap(b, true), "va"...)
				gap = true
			default:
				gap = true
			}
			continue
		}
		if l, ok := lookup(r); ok {
			b = append(appendGap(b, gap), l.fold)
			gap = false
			continue
		}
		if isDiacritic(r) || isInvisible(r) || unicode.Is(unicode.Mn, r) {
			continue
		}
		if e := expansion(r); e != "" {
			b = append(appendGap(b, gap), e...)
			gap = false
			continue
		}
		if text, ok := appendASCII(appendGap(b, gap), r); ok {
			b, gap = text, false
			continue
		}
		gap = true
	}
	return string(b)
}

// appendGap appends the hyphen that is due before the next letter.
func appendGap(b []byte, due bool) []byte {
	if due && len(b) > 0 {
		b = append(b, '-')
	}
	return b
}

func isSlug(s string) bool {
	hyphen := true // a hyphen may not stand here
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			hyphen = false
		case c == '-' && !hyphen:
			hyphen = true
		default:
			return false
		}
	}
	return s == "" || !hyphen
}
