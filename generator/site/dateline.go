package site

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitDateline takes a dateline off the front of a sapo, where agencies put
// their name: "TĐKT - Phát huy…", "(Chinhphu.vn) - …", "(PLO)- …". A place
// ("Hải Phòng - …") is part of the text and stays.
func splitDateline(summary string) (dateline, rest string) {
	head, tail, found := cutDash(summary)
	switch {
	case !found || tail == "":
	case strings.HasPrefix(head, "(") && strings.HasSuffix(head, ")") && len(head) < 40:
		return strings.Trim(head, "() "), tail
	case isAgency(head) && !startsLower(tail):
		return head, tail
	}
	return "", summary
}

// isAgency reports whether s is written like the short name of an agency: three
// to twelve capitals, perhaps with points.
func isAgency(s string) bool {
	if n := utf8.RuneCountInString(s); n < 3 || n > 12 {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r != '.' && !unicode.IsUpper(r) }) && s[0] != '.'
}

// startsLower reports whether s goes on with a sentence that has begun before.
func startsLower(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(first)
}

// datelineEnd is how many bytes from the start of a sapo the dash of a dateline
// is looked for.
const datelineEnd = 60

// cutDash cuts s at the first hyphen or dash that a space follows.
func cutDash(s string) (head, tail string, found bool) {
	for i, r := range s {
		if i > datelineEnd {
			break
		}
		if r == '-' || r == '–' || r == '—' {
			if after := s[i+utf8.RuneLen(r):]; strings.HasPrefix(after, " ") {
				return strings.TrimSpace(s[:i]), strings.TrimSpace(after), true
			}
		}
	}
	return "", s, false
}
