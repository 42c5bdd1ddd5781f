package value

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A "\" in double quotation marks begins an escape, and the writer of "C:\bài"
// does not know that it makes a control character of \b. No text of a story
// needs one; line ends and tabs have a meaning in a text of many lines only.

// closingQuote returns where the string ends whose inside begins at from, behind
// its closing mark; -1 if it does not end.
func closingQuote(text string, from int, mark string) int {
	for at := from; at < len(text); at++ {
		switch {
		case text[at] == '\\' && mark[0] == '"':
			at++
		case strings.HasPrefix(text[at:], mark):
			at += len(mark)
			for extra := 0; extra < 2 && len(mark) == 3 && at < len(text) && text[at] == mark[0]; extra++ {
				at++ // """a"""" ends in a quotation mark of its own
			}
			return at
		}
	}
	return -1
}

// controlIn returns the offset and length of the first escape that makes a
// control character in the inside of a string; length 0 if there is none.
func controlIn(inside string, lines bool) (at, size int) {
	for i := 0; i < len(inside); i++ {
		if inside[i] != '\\' {
			continue
		}
		if size := controlEscape(inside[i:], lines); size > 0 {
			return i, size
		}
		i++
	}
	return 0, 0
}

// withoutEscape returns an edit that makes the backslash at at stand for itself
// in the string text[from:to].
func withoutEscape(text string, from, to, at int) edit {
	literal := text[from:to]
	if strings.ContainsAny(literal, "'\n") {
		return edit{at, at, `\`}
	}
	return edit{from, to, "'" + strings.ReplaceAll(literal[1:len(literal)-1], `\"`, `"`) + "'"}
}

// controlEscape returns the number of characters of the escape that s begins
// with if it makes a control character, else 0. In a text of many lines, tabs
// and line ends are none.
func controlEscape(s string, lines bool) int {
	if len(s) < 2 {
		return 0
	}
	switch s[1] {
	case 'n', 't':
		if lines {
			return 0
		}
		return 2
	case 'b', 'f', 'r', 'e', 'a', 'v', '0', 'N':
		return 2
	}
	digits := hexDigits(s[1])
	if digits == 0 || len(s) < 2+digits {
		return 0
	}
	r, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil || r > utf8.MaxRune || !unicode.IsControl(rune(r)) || lines && (r == '\n' || r == '\t') {
		return 0
	}
	return 2 + digits
}

// hexDigits returns how many digits follow \x, \u and \U.
func hexDigits(letter byte) int {
	switch letter {
	case 'x':
		return 2
	case 'u':
		return 4
	case 'U':
		return 8
	}
	return 0
}
