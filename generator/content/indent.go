package content

import (
	"bytes"

	"guong/generator/vietnamese"
)

// withoutIndents returns the body without the space at the beginning of those
// lines that Word indented with no-break or other spaces of its own: as ordinary
// spaces, four of them would make the paragraph computer code. (In the front
// matter indentation has a meaning, and stays.) It changes the body in place,
// which is no part of raw where anything was put right.
func withoutIndents(p parts, raw []byte, fixes []vietnamese.Fix) []byte {
	lines := indentedLines(raw, fixes)
	for len(lines) > 0 && lines[0] < p.bodyLine {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return p.body
	}
	out := p.body[:0]
	number := p.bodyLine
	for line := range bytes.Lines(p.body) {
		if len(lines) > 0 && lines[0] == number {
			line, lines = bytes.TrimLeft(line, " \t"), lines[1:]
		}
		out = append(out, line...)
		number++
	}
	return out
}

// indentedLines returns the numbers (from 1) of the lines of raw that begin with
// a space that was put right.
func indentedLines(raw []byte, fixes []vietnamese.Fix) (lines []int) {
	at, start, number := 0, 0, 1 // the line of raw[at], which begins at start
	for _, fix := range fixes {
		if fix.Kind != vietnamese.Space {
			continue
		}
		for ; at < fix.Offset; at++ {
			if raw[at] == '\n' || raw[at] == '\r' && raw[at+1] != '\n' {
				start, number = at+1, number+1
			}
		}
		if len(lines) > 0 && lines[len(lines)-1] == number {
			continue
		}
		if before, _ := vietnamese.Repair(raw[start:fix.Offset]); len(bytes.TrimLeft(before, " \t")) == 0 {
			lines = append(lines, number)
		}
	}
	return lines
}
