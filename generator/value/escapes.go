package value

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
)

// A "\" in double quotation marks begins an escape, and the writer of "C:\bài"
// does not know that it makes a control character of \b. No text of a story
// needs one; line ends and tabs have a meaning in a text of many lines only.

// escapedControls reports the first control character that an escape makes in
// each string of a TOML text.
func escapedControls(s Source) (found diag.List) {
	text := s.Text
	for at := 0; at < len(text); at++ {
		end, mark := -1, text[at:at+1]
		switch text[at] {
		case '#':
			if end = strings.IndexByte(text[at:], '\n'); end >= 0 {
				end += at
			}
		case '"', '\'':
			if strings.HasPrefix(text[at:], mark+mark+mark) {
				mark = text[at : at+3]
			}
			end = closingQuote(text, at+len(mark), mark)
		default:
			continue
		}
		if end < 0 {
			break
		}
		if text[at] == '"' {
			if d, ok := s.escapedControl(at, end, len(mark)); ok {
				found = append(found, d)
			}
		}
		at = end - 1
	}
	return found
}

// closingQuote returns where the string ends whose inside begins at from, behind
// its closing mark; -1 if it does not end.
func closingQuote(text string, from int, mark string) int {
	for at := from; at < len(text); at++ {
		switch {
		case text[at] == '\\' && mark[0] == '"':
			at++
		case strings.HasPrefix(text[at:], mark):
			at += len(mark)
			for len(mark) == 3 && at < len(text) && text[at] == mark[0] {
				at++ // """a"""" ends in a quotation mark of its own
			}
			return at
		}
	}
	return -1
}

// escapedControl reports the first control character that an escape makes in the
// string s.Text[from:to], which stands between marks of the given length.
func (s Source) escapedControl(from, to, mark int) (d diag.Diagnostic, ok bool) {
	inside := s.Text[from+mark : max(to-mark, from+mark)]
	for i := 0; i < len(inside); i++ {
		if inside[i] != '\\' {
			continue
		}
		if size := controlEscape(inside[i:], mark == 3); size > 0 {
			at := from + mark + i
			d = s.At(at, size)
			d.Message, d.Hint = message.New("value.backslash"), s.withoutEscape(from, to, at)
			return d, true
		}
		i++
	}
	return d, false
}

// withoutEscape proposes the line of at, where a backslash stands that is meant
// as one, in the string s.Text[from:to].
func (s Source) withoutEscape(from, to, at int) message.Message {
	start := strings.LastIndexByte(s.Text[:at], '\n') + 1
	line, _, _ := strings.Cut(s.Text[start:], "\n")
	literal := s.Text[from:to]
	if strings.ContainsAny(literal, "'\n") {
		line = line[:at-start] + `\` + line[at-start:]
	} else {
		inside := strings.ReplaceAll(literal[1:len(literal)-1], `\"`, `"`)
		line = line[:from-start] + "'" + inside + "'" + line[to-start:]
	}
	return message.New("value.write", strings.TrimSpace(line))
}

// controlEscape returns the number of characters of the escape that s begins
// with if it makes a control character, else 0. In a text of many lines, tabs
// and line ends are none.
func controlEscape(s string, lines bool) int {
	if len(s) < 2 {
		return 0
	}
	digits := 0
	switch s[1] {
	case 'n', 't':
		if lines {
			return 0
		}
		return 2
	case 'b', 'f', 'r', 'e', 'a', 'v', '0', 'N':
		return 2
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || len(s) < 2+digits {
		return 0
	}
	r, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil || r > utf8.MaxRune || !unicode.IsControl(rune(r)) || lines && (r == '\n' || r == '\t') {
		return 0
	}
	return 2 + digits
}
