package markdown

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
)

// cursor is a place in a source that moves to the places that are asked for:
// the way from one to the next is short, also in a line of a megabyte.
type cursor struct {
	lines  []int // where each line begins; filled when the first place is asked for
	line   int   // the line of offset, from 0
	offset int
	column int // the characters of the line before offset

	excerpt excerpt
}

// excerpt is a line, or the part of a long line, that a diagnostic shows.
type excerpt struct {
	text        string
	start, stop int // in the source
	skipped     int // the characters of the line before it
}

// moveTo moves the cursor to offset.
func (c *cursor) moveTo(src []byte, offset int) {
	if len(c.lines) == 0 {
		c.lines = appendLineStarts(c.lines, src)
	}
	if start, stop := c.bounds(src); offset < start || offset > stop {
		c.line = sort.SearchInts(c.lines, offset+1) - 1
		c.offset, c.column = c.lines[c.line], 0
	}
	if offset >= c.offset {
		c.column += utf8.RuneCount(src[c.offset:offset])
	} else {
		c.column -= utf8.RuneCount(src[offset:c.offset])
	}
	c.offset = offset
}

// bounds returns where the line of the cursor begins and ends, without its end.
func (c *cursor) bounds(src []byte) (start, stop int) {
	if c.line+1 < len(c.lines) {
		return c.lines[c.line], c.lines[c.line+1] - 1
	}
	return c.lines[c.line], len(src)
}

// appendLineStarts appends where each line of src begins.
func appendLineStarts(starts []int, src []byte) []int {
	starts = append(starts, 0)
	for at := 0; ; {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			return starts
		}
		at += i + 1
		starts = append(starts, at)
	}
}

// A line longer than longLine is shown in part: that around the cursor, so that
// a diagnostic takes no more room than it needs.
const (
	longLine    = 4096
	excerptPart = 512 // bytes; the cursor stands in the middle one of three
	excerptRoom = 512 // bytes around it
)

// shown returns what a diagnostic at the cursor shows.
func (c *cursor) shown(src []byte) excerpt {
	start, stop := c.bounds(src)
	skipped := 0
	if stop-start > longLine {
		part := start + (c.offset-start)/excerptPart*excerptPart
		from := runeStart(src, max(part-excerptRoom, start))
		stop = runeStart(src, min(part+excerptPart+excerptRoom, stop))
		skipped = c.column - utf8.RuneCount(src[from:c.offset])
		start = from
	}
	if c.excerpt.text == "" || c.excerpt.start != start || c.excerpt.stop != stop {
		c.excerpt = excerpt{string(src[start:stop]), start, stop, skipped}
	}
	return c.excerpt
}

// runeStart returns where the character at src[at] begins.
func runeStart(src []byte, at int) int {
	for at > 0 && at < len(src) && !utf8.RuneStart(src[at]) {
		at--
	}
	return at
}

// place returns the position of src[offset:stop] in the file, with its line as
// excerpt. What goes on beyond the line counts to the line's end.
func (w *writer) place(offset, stop int) diag.Diagnostic {
	offset = min(max(offset, 0), len(w.src))
	w.cursor.moveTo(w.src, offset)
	_, end := w.cursor.bounds(w.src)
	stop = min(max(stop, offset), end)
	shown := w.cursor.shown(w.src)
	return diag.Diagnostic{
		Position: diag.Position{
			File:   w.origin.File,
			Line:   w.origin.Line + w.cursor.line,
			Column: 1 + w.cursor.column,
		},
		Excerpt: shown.text,
		Skipped: shown.skipped,
		Width:   utf8.RuneCount(w.src[offset:stop]),
	}
}

// lineAt returns the line of src[offset], without its end.
func (w *writer) lineAt(offset int) string {
	start := bytes.LastIndexByte(w.src[:offset], '\n') + 1
	line, _, _ := bytes.Cut(w.src[start:], []byte("\n"))
	return string(line)
}

// shortened returns a line as a hint shows it.
func shortened(line string) string {
	const most = 100
	line = strings.ReplaceAll(line, "\t", " ")
	if utf8.RuneCountInString(line) <= most {
		return line
	}
	return string([]rune(line)[:most]) + "…"
}

// warn reports src[offset:stop]. The message is markdown.<id> with args, its
// hint markdown.<id>-hint without.
func (w *writer) warn(offset, stop int, id string, args ...any) {
	w.warnHint(offset, stop, message.New("markdown."+id, args...), message.New("markdown."+id+"-hint"))
}

// warnHint is warn with a hint that has arguments too.
func (w *writer) warnHint(offset, stop int, what, hint message.Message) {
	d := w.place(offset, stop)
	d.Severity, d.Message, d.Hint = diag.Warning, what, hint
	w.diagnostics = append(w.diagnostics, d)
}
