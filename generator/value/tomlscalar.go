package value

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// string reads a string between marks, which are " or ', one or three of them.
func (r *tomlReader) string(mark byte) (string, bool) {
	start := r.at
	marks := r.Text[start : start+1]
	if three := marks + marks + marks; strings.HasPrefix(r.Text[start:], three) {
		marks = three
	}
	lines := len(marks) == 3
	from := start + len(marks)
	if lines {
		from += len(r.Text[from:]) - len(strings.TrimPrefix(strings.TrimPrefix(r.Text[from:], "\r"), "\n"))
	}
	for i := from; i < len(r.Text); i++ {
		switch c := r.Text[i]; {
		case c == mark && strings.HasPrefix(r.Text[i:], marks):
			for extra := 0; lines && extra < 2 && strings.HasPrefix(r.Text[i+1:], marks); extra++ {
				i++ // """a"""" ends in a quotation mark of its own
			}
			r.at = i + len(marks)
			return r.Text[from:i], true
		case c == '\\' && mark == '"':
			return r.escaped(start, from, i, marks)
		case lines && (c == '\n' || c == '\r' && r.endsAt(i)):
		case isControl(c):
			r.at = i
			return "", r.fail(faultUnclosed, start)
		}
	}
	r.at = len(r.Text)
	return "", r.fail(faultUnclosed, start)
}

// escaped reads the rest of the string that begins at start, its inside at from,
// and its first backslash at at.
func (r *tomlReader) escaped(start, from, at int, marks string) (string, bool) {
	end := closingQuote(r.Text, at, marks)
	lines := len(marks) == 3
	if end < 0 || !lines && strings.Contains(r.Text[start:end], "\n") {
		r.at = r.lineEnd(start)
		return "", r.fail(faultUnclosed, start)
	}
	inside := r.Text[from : end-len(marks)]
	for i := range len(inside) {
		if isControl(inside[i]) && !(lines && r.endsAt(from+i)) {
			r.at = from + i
			return "", r.fail(faultUnclosed, start)
		}
	}
	r.at = end
	text, bad := unescape(inside, lines)
	if bad >= 0 {
		r.backslash(start, end, from+bad, 1)
	} else if bad, size := controlIn(inside, lines); size > 0 {
		r.backslash(start, end, from+bad, size)
	}
	return text, true
}

// unescape returns the text that s means, and the offset of the first backslash
// in it that begins no escape; -1 if there is none.
func unescape(s string, lines bool) (text string, bad int) {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			plain, _, _ := strings.Cut(s[i:], `\`)
			b.WriteString(plain)
			i += len(plain)
			continue
		}
		character, size := escape(s[i:])
		if size > 0 {
			b.WriteRune(character)
		} else if size = lineEscape(s[i:]); size == 0 || !lines {
			return s, i
		}
		i += size
	}
	return b.String(), -1
}

// lineEscape returns the length of a backslash at the end of a line with the
// white space behind it; 0 if s does not begin with one.
func lineEscape(s string) int {
	size := len(s) - len(strings.TrimLeft(s[1:], " \t\r\n"))
	if !strings.Contains(s[:size], "\n") {
		return 0
	}
	return size
}

// escape returns the character that the escape at the beginning of s means, and
// its length; 0 if it is none.
func escape(s string) (character rune, size int) {
	if len(s) < 2 {
		return 0, 0
	}
	const letters, meanings = `btnfre"\`, "\b\t\n\f\r\x1b\"\\"
	if i := strings.IndexByte(letters, s[1]); i >= 0 {
		return rune(meanings[i]), 2
	}
	size = 2 + hexDigits(s[1])
	if size == 2 || len(s) < size {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[2:size], 16, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, 0
	}
	return rune(n), size
}

// scalar returns the kind of a token without quotation marks, Invalid if it is
// none of TOML's, and the token; numbers in decimal.
func scalar(s string) (Kind, string) {
	switch s {
	case "":
		return Invalid, ""
	case "true", "false":
		return Bool, s
	}
	if strings.IndexByte("0123456789+-in", s[0]) < 0 {
		return Invalid, s
	}
	if isDecimal(s) {
		return Integer, s
	}
	if whole, fraction, ok := strings.Cut(s, "."); ok && isDecimal(whole) && digits(fraction) {
		return Float, s
	}
	if _, wrong := ParseDate(s, time.UTC); wrong == DateOK || isClock(s) {
		return Time, s
	}
	if kind, text := rareNumber(s); kind != Invalid {
		return kind, text
	}
	return Invalid, s
}

// isDecimal accepts 0, 7, -12: no sign "+", leading zero or "_", at most 18 digits.
func isDecimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && len(s) <= 18 && (s[0] != '0' || len(s) == 1) && digits(s)
}

// isClock accepts a time of the day, 10:11 or 10:11:12.5.
func isClock(s string) bool {
	p, c := scanner{s: s}, clock{year: 1, month: 1, day: 1}
	var ok bool
	if c.hour, ok = p.number(2, 2); !ok || !p.byte(':') || !p.minutes(&c) {
		return false
	}
	if c.seconds && p.byte('.') {
		ok = digits(p.s)
		p.s = ""
	}
	return ok && p.s == "" && c.hour < 24 && c.judge(true) == DateOK
}

func isDigit(c byte, hex bool) bool { return c >= '0' && c <= '9' || hex && isHex(c) }

// rareNumber reads numbers in hexadecimal, octal or binary digits, with signs,
// exponents or "_", and those that are none.
func rareNumber(s string) (Kind, string) {
	plain := strings.ReplaceAll(s, "_", "")
	prefixed := len(s) > 2 && s[0] == '0' && strings.IndexByte("xob", s[1]) >= 0
	for i := range len(s) {
		if s[i] == '_' && (i == 0 || i == len(s)-1 || !isDigit(s[i-1], prefixed) || !isDigit(s[i+1], prefixed)) {
			return Invalid, s
		}
	}
	if prefixed {
		base := map[byte]int{'x': 16, 'o': 8, 'b': 2}[s[1]]
		n, err := strconv.ParseUint(plain[2:], base, 63)
		if err != nil {
			return Invalid, s
		}
		return Integer, strconv.FormatUint(n, 10)
	}
	unsigned := strings.TrimPrefix(strings.TrimPrefix(plain, "-"), "+")
	if len(plain)-len(unsigned) > 1 || unsigned == "" {
		return Invalid, s
	}
	whole := unsigned[:len(unsigned)-len(strings.TrimLeft(unsigned, "0123456789"))]
	switch rest := unsigned[len(whole):]; {
	case unsigned == "nan":
		plain = unsigned
	case unsigned == "inf":
	case whole == "" || len(whole) > 1 && whole[0] == '0':
		return Invalid, s
	case rest == "":
		n, err := strconv.ParseInt(plain, 10, 64)
		if err != nil {
			return Invalid, s
		}
		return Integer, strconv.FormatInt(n, 10)
	default:
		fraction, exponent, hasExponent := strings.Cut(strings.ToLower(rest), "e")
		if fraction != "" && (fraction[0] != '.' || !digits(fraction[1:])) {
			return Invalid, s
		}
		if hasExponent && !digits(strings.TrimPrefix(strings.TrimPrefix(exponent, "-"), "+")) {
			return Invalid, s
		}
	}
	f, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		return Invalid, s
	}
	return Float, strconv.FormatFloat(f, 'g', -1, 64)
}
