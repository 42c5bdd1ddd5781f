package markdown

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"guong/generator/markup"
)

// The classes of bytes that writing looks for.
const (
	special uint8 = 1 << iota // has a meaning in HTML or in Markdown text
	quote                     // has a meaning in an attribute, besides
)

var classes = [256]uint8{'&': special, '<': special, '>': special, '\\': special, 0: special, '"': quote}

// appendText appends Markdown text as HTML: entities are resolved, backslash
// escapes are taken off (CommonMark 2.4, 2.5), and what HTML reads is escaped;
// of mask, which is special or special|quote.
func appendText(out, s []byte, mask uint8) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if classes[s[i]]&mask == 0 {
			continue
		}
		out = append(out, s[from:i]...)
		characters, n := unit(s[i:])
		out = appendEscaped(out, characters)
		i += n - 1
		from = i + 1
	}
	return append(out, s[from:]...)
}

// appendPlain appends Markdown text as plain text.
func appendPlain(out, s []byte) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if classes[s[i]]&special == 0 {
			continue
		}
		out = append(out, s[from:i]...)
		characters, n := unit(s[i:])
		out = append(out, characters...)
		i += n - 1
		from = i + 1
	}
	return append(out, s[from:]...)
}

// unit returns the characters that s begins with, and how many bytes of s say
// so: an entity, an escape, or one byte.
func unit(s []byte) (characters string, n int) {
	switch {
	case s[0] == 0:
		return "\ufffd", 1
	case s[0] == '\\' && len(s) > 1 && util.IsPunct(s[1]):
		return string(s[1:2]), 2
	case s[0] == '&':
		if characters, n := entity(s); n > 0 {
			return characters, n
		}
	}
	return string(s[:1]), 1
}

// longestEntity is the length of the longest entity, without its semicolon.
const longestEntity = len("&CounterClockwiseContourIntegral")

// entity returns the characters of the entity or numeric reference that s
// begins with (CommonMark 2.5), and its length; 0 if it is none.
func entity(s []byte) (characters string, n int) {
	stop := 1
	for stop < len(s) && stop < longestEntity && (util.IsAlphaNumeric(s[stop]) || stop == 1 && s[1] == '#') {
		stop++
	}
	if stop < 3 || stop == len(s) || s[stop] != ';' {
		return "", 0
	}
	name := string(s[1:stop])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), stop + 1
		}
		return "", 0
	}
	digits, base, most := name[1:], 10, 7
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base, most = digits[1:], 16, 6
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > most {
		return "", 0
	}
	r := rune(code)
	if !utf8.ValidRune(r) || unicode.IsControl(r) && r != '\t' && r != '\n' {
		r = utf8.RuneError // no control character gets into a page
	}
	return string(r), stop + 1
}

// appendEscaped appends plain text for use between tags and in attributes.
func appendEscaped[T string | []byte](out []byte, s T) []byte {
	return markup.Append(out, s, markup.HTML)
}

func escaped(s string) string { return string(appendEscaped(nil, s)) }

// appendPlainOf appends the plain text of the inline nodes below n, without
// footnote numbers and raw HTML. A line's end is a space.
func (w *writer) appendPlainOf(out []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if c.IsRaw() {
				out = append(out, c.Segment.Value(w.src)...)
			} else {
				out = appendPlain(out, c.Segment.Value(w.src))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				out = append(out, ' ')
			}
		case *ast.AutoLink:
			out = append(out, c.Label(w.src)...)
		default:
			out = w.appendPlainOf(out, c)
		}
	}
	return out
}

// plainOf returns the plain text of the inline nodes below n, with single
// spaces and none at the ends.
func (w *writer) plainOf(n ast.Node) string {
	w.text = w.appendPlainOf(w.text[:0], n)
	return string(collapse(w.text))
}

// collapse makes every run of white space in s one space, in place.
func collapse(s []byte) []byte {
	out, gap := s[:0], false
	for _, c := range s {
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			gap = len(out) > 0
			continue
		}
		if gap {
			out = append(out, ' ')
			gap = false
		}
		out = append(out, c)
	}
	return out
}
