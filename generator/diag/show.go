package diag

import (
	"fmt"
	"io"
	"strings"

	"guong/generator/message"
)

// excerptWidth is the number of characters of a long line that are shown around
// the column in question.
const excerptWidth = 100

// Show writes d as a person reads it, in language l: place and message, the line
// with a caret below the column, and the hint.
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
	fmt.Fprint(w, b.String())
}

// window returns the part of the excerpt around the column, and the column in it.
func (d Diagnostic) window() (string, int) {
	runes := []rune(d.Excerpt)
	if len(runes) <= excerptWidth {
		return d.Excerpt, d.Column
	}
	start := min(max(d.Column-excerptWidth/2, 0), len(runes)-excerptWidth)
	line, column := string(runes[start:start+excerptWidth]), d.Column
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

// indent returns n columns of space that are as wide as the beginning of line:
// a tab stays a tab.
func indent(line []rune, n int) string {
	var b strings.Builder
	for i := range n {
		if i < len(line) && line[i] == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
