package markdown

import (
	"bytes"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
)

// lineCursor remembers the number of a line, so that a document whose places
// are asked for in their order is counted through once.
type lineCursor struct {
	start, number int    // offset of a line, and the lines before it
	excerpt       string // the line, if it has been asked for
}

// line moves to the line of offset in src, and returns the lines before it and
// its bounds, without its end.
func (c *lineCursor) line(src []byte, offset int) (number, start, stop int) {
	if offset < c.start {
		*c = lineCursor{}
	}
	if n := bytes.Count(src[c.start:offset], []byte{'\n'}); n > 0 {
		*c = lineCursor{start: bytes.LastIndexByte(src[:offset], '\n') + 1, number: c.number + n}
	}
	stop = len(src)
	if i := bytes.IndexByte(src[offset:], '\n'); i >= 0 {
		stop = offset + i
	}
	if c.excerpt == "" {
		c.excerpt = string(src[c.start:stop])
	}
	return c.number, c.start, stop
}

// place returns the position of src[offset:stop] in the file, with its line as
// excerpt. What goes on beyond the line counts to the line's end.
func (w *writer) place(offset, stop int) diag.Diagnostic {
	offset = min(max(offset, 0), len(w.src))
	number, start, end := w.lines.line(w.src, offset)
	stop = min(max(stop, offset), end)
	return diag.Diagnostic{
		Position: diag.Position{
			File:   w.origin.File,
			Line:   w.origin.Line + number,
			Column: 1 + utf8.RuneCount(w.src[start:offset]),
		},
		Excerpt: w.lines.excerpt,
		Width:   utf8.RuneCount(w.src[offset:stop]),
	}
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
