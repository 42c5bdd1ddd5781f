package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tables makes tables of paragraphs (GitHub Flavored Markdown, 4.10).
//
// Other than in the specification, no text of a row is lost: cells beyond the
// head are kept, and so is a "|" in code, if the row has as many cells as the
// head only that way. A line without any "|" ends a table of several columns:
// it is the paragraph below.
type tables struct{}

// maxColumns is the number of columns beyond which there is no table: rows may
// be short, so that a small source could make a large page.
const maxColumns = 200

func (tables) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	src, parent := reader.Source(), p.Parent()
	all := p.Lines().Sliced(0, p.Lines().Len())
	rest := all
	for {
		head, end, row := findTable(src, rest, pc)
		if row == nil {
			break
		}
		if head > 0 {
			parent.InsertBefore(parent, p, paragraphOf(src, rest[:head]))
		}
		table := extast.NewTable()
		table.Alignments = row.Alignments
		table.SetPos(rest[head].Start)
		table.AppendChild(table, extast.NewTableHeader(row))
		for _, line := range rest[head+2 : end] {
			table.AppendChild(table, tableRow(src, line, table.Alignments))
		}
		parent.InsertBefore(parent, p, table)
		rest = rest[end:]
	}
	switch {
	case len(rest) == 0:
		parent.RemoveChild(parent, p)
	case len(rest) < len(all):
		parent.ReplaceChild(parent, p, paragraphOf(src, rest))
	}
}

// findTable returns the number of the line that is the head of the first table
// in lines, that of the line behind the table, and the head's cells. Row is nil
// if there is no table.
func findTable(src []byte, lines []text.Segment, pc parser.Context) (head, end int, row *extast.TableRow) {
	for i := 1; i < len(lines); i++ {
		alignments := delimiterRow(lines[i].Value(src))
		if alignments == nil {
			continue
		}
		if len(alignments) > maxColumns {
			notes := notesOf(pc)
			notes.wide = append(notes.wide, lines[i-1].Start)
			return 0, 0, nil
		}
		row = tableRow(src, lines[i-1], alignments)
		if row.ChildCount() != len(alignments) {
			return 0, 0, nil
		}
		for end = i + 1; end < len(lines) && isRow(src, lines[end], alignments); {
			end++
		}
		return i - 1, end, row
	}
	return 0, 0, nil
}

// isRow reports whether a line below a table belongs to it.
func isRow(src []byte, line text.Segment, alignments []extast.Alignment) bool {
	return len(alignments) == 1 || bytes.IndexByte(src[line.Start:line.Stop], '|') >= 0
}

// paragraphOf returns a paragraph of lines, without the blanks around them.
func paragraphOf(src []byte, list []text.Segment) *ast.Paragraph {
	lines := text.NewSegments()
	for _, line := range list {
		lines.Append(line.TrimLeftSpace(src))
	}
	last := lines.At(lines.Len() - 1)
	lines.Set(lines.Len()-1, last.TrimRightSpace(src))
	p := ast.NewParagraph()
	p.SetLines(lines)
	p.SetPos(list[0].Start)
	return p
}

// delimiterRow returns the alignments of the columns if line is a delimiter
// row, else nil.
func delimiterRow(line []byte) []extast.Alignment {
	if len(line) == 0 || !mayDelimit[line[0]] {
		return nil
	}
	if width, _ := util.IndentWidth(line, 0); width > 3 {
		return nil
	}
	line = bytes.TrimSpace(line)
	if bytes.IndexByte(line, '|') < 0 && bytes.IndexByte(line, ':') < 0 {
		return nil
	}
	line = bytes.TrimPrefix(line, []byte("|"))
	line = bytes.TrimSuffix(line, []byte("|"))
	var alignments []extast.Alignment
	for column := range bytes.SplitSeq(line, []byte("|")) {
		column = bytes.TrimSpace(column)
		dashes := bytes.Trim(column, ":")
		left, right := bytes.HasPrefix(column, []byte(":")), bytes.HasSuffix(column, []byte(":"))
		if len(dashes) == 0 || len(column)-len(dashes) > 2 || len(bytes.Trim(dashes, "-")) > 0 ||
			len(column)-len(dashes) == 2 && !(left && right) {
			return nil
		}
		switch {
		case left && right:
			alignments = append(alignments, extast.AlignCenter)
		case left:
			alignments = append(alignments, extast.AlignLeft)
		case right:
			alignments = append(alignments, extast.AlignRight)
		default:
			alignments = append(alignments, extast.AlignNone)
		}
	}
	return alignments
}

// mayDelimit are the bytes that a delimiter row may begin with.
var mayDelimit = [256]bool{' ': true, '\t': true, '|': true, '-': true, ':': true}

// tableRow returns a row of a table. It may have fewer or more cells than
// alignments; empty cells beyond them are left out.
func tableRow(src []byte, segment text.Segment, alignments []extast.Alignment) *extast.TableRow {
	row := extast.NewTableRow(alignments)
	row.SetPos(segment.Start)
	segment.Padding = 0
	segment = trimmed(segment, src)
	line := segment.Value(src)
	var room [16][2]int
	bounds := cellBounds(room[:0], line, nil)
	if len(bounds) > len(alignments) && bytes.IndexByte(line, '`') >= 0 {
		if other := cellBounds(nil, line, codeSpans(line)); len(other) == len(alignments) {
			bounds = other
		}
	}
	for len(bounds) > len(alignments) && isBlank(line, bounds[len(bounds)-1]) {
		bounds = bounds[:len(bounds)-1]
	}
	for i, b := range bounds {
		cell := extast.NewTableCell()
		cell.SetPos(segment.Start + b[0])
		if i < len(alignments) {
			cell.Alignment = alignments[i]
		}
		content := text.NewSegment(segment.Start+b[0], segment.Start+b[1])
		cell.Lines().Append(trimmed(content, src))
		row.AppendChild(row, cell)
	}
	return row
}

func trimmed(s text.Segment, src []byte) text.Segment {
	s = s.TrimLeftSpace(src)
	return s.TrimRightSpace(src)
}

func isBlank(line []byte, bounds [2]int) bool { return util.IsBlank(line[bounds[0]:bounds[1]]) }

// cellBounds appends where the cells of a row begin and end. A "|" behind a
// backslash or in one of the spans separates none.
func cellBounds(bounds [][2]int, line []byte, spans [][2]int) [][2]int {
	at, limit := 0, len(line)
	if limit > 0 && line[0] == '|' {
		at++
	}
	if limit > 0 && line[limit-1] == '|' {
		limit--
	}
	for at < limit {
		stop := at
		for ; stop < limit; stop++ {
			for len(spans) > 0 && spans[0][1] <= stop {
				spans = spans[1:]
			}
			inCode := len(spans) > 0 && spans[0][0] <= stop
			if line[stop] == '|' && !inCode && (stop == 0 || line[stop-1] != '\\') {
				break
			}
		}
		bounds = append(bounds, [2]int{at, stop})
		at = stop + 1
	}
	return bounds
}

// codeSpans returns where the code spans of a line begin and end (CommonMark 6.1).
func codeSpans(line []byte) (spans [][2]int) {
	for at := 0; at < len(line); {
		n := backticks(line[at:])
		if n == 0 {
			at++
			continue
		}
		stop := codeEnd(line, at+n, n)
		if stop < 0 {
			at += n
			continue
		}
		spans = append(spans, [2]int{at, stop})
		at = stop
	}
	return spans
}

// codeEnd returns where the first run of exactly n backticks from at on ends, or -1.
func codeEnd(line []byte, at, n int) int {
	for {
		i := bytes.IndexByte(line[at:], '`')
		if i < 0 {
			return -1
		}
		m := backticks(line[at+i:])
		at += i + m
		if m == n {
			return at
		}
	}
}

// backticks returns the number of backticks that s begins with.
func backticks(s []byte) int {
	n := 0
	for n < len(s) && s[n] == '`' {
		n++
	}
	return n
}
