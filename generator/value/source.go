package value

import (
	"strings"
	"unicode/utf8"

	"guong/generator/diag"
)

// Source is a text to be read: the front matter of a story, or a whole file.
type Source struct {
	File string // for diagnostics
	Line int    // line of the file at which Text begins, from 1
	Text string // NFC
}

// At returns the place of byte offset in the text, with its line as excerpt;
// width is the number of characters meant.
func (s Source) At(offset, width int) diag.Diagnostic {
	var c cursor
	return c.place(s, offset, width)
}

// cursor remembers the place last asked for, so that asking for many places in
// the order of the text costs no more than reading it once. The zero cursor is
// at the beginning of the text.
type cursor struct {
	offset int
	line   int // line ends before offset
	start  int // offset at which its line begins
	column int // characters between start and offset
}

// place returns the place of byte offset in the text of s.
func (c *cursor) place(s Source, offset, width int) diag.Diagnostic {
	offset = min(max(offset, 0), len(s.Text))
	if offset < c.start {
		c.line -= strings.Count(s.Text[offset:c.start], "\n")
		c.start = strings.LastIndexByte(s.Text[:offset], '\n') + 1
		c.offset, c.column = c.start, 0
	}
	if offset < c.offset {
		c.offset, c.column = c.start, 0
	}
	if ends := strings.Count(s.Text[c.offset:offset], "\n"); ends > 0 {
		c.line += ends
		c.start = c.offset + strings.LastIndexByte(s.Text[c.offset:offset], '\n') + 1
		c.offset, c.column = c.start, 0
	}
	c.column += utf8.RuneCountInString(s.Text[c.offset:offset])
	c.offset = offset
	return diag.Diagnostic{
		Position: diag.Position{File: s.File, Line: max(s.Line, 1) + c.line, Column: c.column + 1},
		Excerpt:  excerpt(s.lineAt(c.start)),
		Width:    width,
	}
}

// lineAt returns the line that begins at start.
func (s Source) lineAt(start int) string {
	line, _, _ := strings.Cut(s.Text[start:], "\n")
	return strings.TrimSuffix(line, "\r")
}

// lineStart returns where the line of offset begins.
func (s Source) lineStart(offset int) int {
	return strings.LastIndexByte(s.Text[:offset], '\n') + 1
}

// lineEnd returns where the line of offset ends.
func (s Source) lineEnd(offset int) int {
	start := s.lineStart(offset)
	return start + len(s.lineAt(start))
}

// excerpt returns line with U+FFFD for each byte that is not UTF-8, so that
// columns stay right.
func excerpt(line string) string {
	if utf8.ValidString(line) {
		return line
	}
	return string([]rune(line))
}
