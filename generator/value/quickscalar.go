package value

import (
	"strings"
	"time"
)

// string reads a string between marks, which are " or ', one or three of them.
func (q *quick) string(mark byte) (string, bool) {
	rest := q.src[q.at:]
	open := 1
	if rest[1:] != "" && rest[1] == mark {
		if len(rest) == 2 || rest[2] != mark {
			q.at += 2
			return "", true
		}
		open = 3
	}
	end, escaped, ok := stringEnd(rest[open:], mark, open == 3)
	if !ok {
		return "", false
	}
	q.at += open + end + open
	text := rest[open : open+end]
	if open == 3 {
		text = strings.TrimPrefix(text, "\n")
	}
	if escaped {
		text = unescape.Replace(text)
	}
	return text, true
}

var unescape = strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, "\n", `\t`, "\t")

// stringEnd returns where the closing mark of a string stands. A string with
// other escapes than \" and \\ (of many lines: and \n \t), and one of many lines
// that ends in more quotation marks than three, is left to the library.
func stringEnd(s string, mark byte, lines bool) (end int, escaped, ok bool) {
	escapes := `"\`
	if lines {
		escapes = `"\nt`
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == mark && !lines:
			return i, escaped, true
		case c == mark && i+2 < len(s) && s[i+1] == mark && s[i+2] == mark:
			return i, escaped, i+3 == len(s) || s[i+3] != mark
		case c == '\\' && mark == '"':
			if i++; i == len(s) || strings.IndexByte(escapes, s[i]) < 0 {
				return 0, false, false
			}
			escaped = true
		case isControl(c) && !(lines && c == '\n'):
			return 0, false, false
		}
	}
	return 0, false, false
}

// bare reads true, false, a decimal number or a date.
func (q *quick) bare() (Kind, string, bool) {
	start := q.at
	for q.at < len(q.src) && strings.IndexByte(" \t\n,]}#", q.src[q.at]) < 0 {
		q.at++
	}
	text := q.src[start:q.at]
	if len(text) == len("2006-01-02") && strings.HasPrefix(q.src[q.at:], " ") && isTOMLDate(text) {
		end := q.at + 1 // "2006-01-02 15:04:05": a space instead of the T
		for end < len(q.src) && strings.IndexByte("0123456789:.+-Z", q.src[end]) >= 0 {
			end++
		}
		if end > q.at+1 {
			q.at = end
			text = q.src[start:end]
		}
	}
	switch {
	case text == "true" || text == "false":
		return Bool, text, true
	case isTOMLInteger(text):
		return Integer, text, true
	case isTOMLFloat(text):
		return Float, text, true
	case isTOMLDate(text):
		return Time, text, true
	}
	return Null, "", false
}

// isTOMLInteger accepts 0, 7, -12: no sign "+", leading zero, "_" or prefix, at most 18 digits.
func isTOMLInteger(s string) bool {
	s = strings.TrimPrefix(s, "-")
	if s == "" || len(s) > 18 || s[0] == '0' && len(s) > 1 {
		return false
	}
	return digits(s)
}

// isTOMLFloat accepts 84.016 and -0.5: no exponent.
func isTOMLFloat(s string) bool {
	whole, fraction, ok := strings.Cut(s, ".")
	return ok && isTOMLInteger(whole) && digits(fraction)
}

// isTOMLDate accepts a date that exists, alone or with a time to the second and
// an offset in whole minutes.
func isTOMLDate(s string) bool {
	if len(s) != len("2006-01-02") && len(s) < len("2006-01-02T15:04:05") {
		return false
	}
	if c, ok := parseISO(s); !ok || c.year == 0 || strings.ContainsAny(s, "tz") {
		return false
	}
	_, wrong := ParseDate(s, time.UTC)
	return wrong == DateOK
}
