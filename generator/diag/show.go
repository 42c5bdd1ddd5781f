package diag

import (
	"io"
	"strings"
	"unicode"

	"guong/generator/message"
)

// excerptWidth is the number of characters of a long line that are shown around
// the column in question.
const excerptWidth = 100

// Show writes d as a person reads it, in language l: place and message, the line
// with a caret below the column, and the hint. Control characters of the file
// are shown as U+FFFD, so that they do nothing to a terminal.
func (d Diagnostic) Show(w io.Writer, l message.Language) {
	var b strings.Builder
	place := d.Position.String()
	if place != "" {
		place += ": "
	}
	b.WriteString(place)
	if d.Severity == Warning {
		b.WriteString(message.New("diag.warning").In(l))
	}
	b.WriteString(d.Message.In(l))
	b.WriteByte('\n')
	if d.Excerpt != "" {
		line, column := d.window()
		b.WriteString("  " + line + "\n")
		if column > 0 {
			runes := []rune(line)
			width := min(max(d.Width, 1), max(len(runes)-column+1, 1))
			b.WriteString("  " + indent(runes, column-1) + strings.Repeat("^", width) + "\n")
		}
	}
	if !d.Hint.IsZero() {
		for line := range strings.SplitSeq(d.Hint.In(l), "\n") {
			b.WriteString("  " + line + "\n")
		}
	}
	_, _ = io.WriteString(w, strings.Map(harmless, b.String()))
}

func harmless(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' {
		return '\uFFFD'
	}
	return r
}

// window returns the part of the excerpt around the column, and the column in it.
func (d Diagnostic) window() (string, int) {
	runes, column := []rune(d.Excerpt), d.Column
	if column > 0 {
		column -= d.Skipped
	}
	if len(runes) <= excerptWidth {
		return d.Excerpt, column
	}
	start := min(max(column-excerptWidth/2, 0), len(runes)-excerptWidth)
	line := string(runes[start : start+excerptWidth])
	if column > 0 {
		column -= start
	}
	if start > 0 {
		line = "…" + line
		if column > 0 {
			column++
		}
	}
	if start+excerptWidth < len(runes) {
		line += "…"
	}
	return line, column
}

// indent returns space as wide as the first n characters of line: a tab stays a
// tab, a combining mark takes no room.
func indent(line []rune, n int) string {
	var b strings.Builder
	for i := range n {
		switch {
		case i < len(line) && line[i] == '\t':
			b.WriteByte('\t')
		case i < len(line) && unicode.Is(unicode.Mn, line[i]):
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}
