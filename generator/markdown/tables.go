package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"guong/generator/message"
)

// table writes a table in a region that can be scrolled by itself, with the
// keyboard too (WCAG 2.1.1). Whether it is wider than the screen is not known here, so
// each is a stop for Tab; the theme's script takes the stop from those that are not.
func (w *writer) table(n *extast.Table) {
	w.tables++
	w.out = append(w.out, `<div class="table" role="region" tabindex="0" aria-label="`...)
	w.out = w.labels.table.append(w.out, w.tables)
	w.out = append(w.out, "\">\n<table>\n"...)
	columns := len(n.Alignments)
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		columns = max(columns, row.ChildCount())
	}
	w.depth.table++
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, head := row.(*extast.TableHeader); head {
			w.out = append(w.out, "<thead>\n"...)
			w.row(row, columns, "th", ` scope="col"`)
			w.out = append(w.out, "</thead>\n"...)
			if row.NextSibling() != nil {
				w.out = append(w.out, "<tbody>\n"...)
			}
			continue
		}
		if extra := row.ChildCount() - len(n.Alignments); extra > 0 {
			w.lintExtraCells(n, row)
		}
		w.row(row, columns, "td", "")
	}
	w.depth.table--
	if n.ChildCount() > 1 {
		w.out = append(w.out, "</tbody>\n"...)
	}
	w.out = append(w.out, "</table>\n</div>\n"...)
}

// maxAddedCells is the number of empty cells that a document adds to its short
// rows. Rows beyond it stay short, which looks the same.
const maxAddedCells = 10_000

// row writes a row of so many columns. A row without text at its end gets empty cells.
func (w *writer) row(row ast.Node, columns int, tag, attributes string) {
	w.out = append(w.out, "<tr>\n"...)
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		w.endWord()
		w.out = append(w.out, '<')
		w.out = append(w.out, tag...)
		w.out = append(w.out, attributes...)
		if cell, ok := c.(*extast.TableCell); ok {
			w.out = append(w.out, w.classes(cell)...)
		}
		w.out = append(w.out, '>')
		w.children(c)
		w.out = append(w.out, "</"...)
		w.out = append(w.out, tag...)
		w.out = append(w.out, ">\n"...)
	}
	for missing := columns - row.ChildCount(); missing > 0 && w.addedCells < maxAddedCells; missing-- {
		w.out = append(w.out, "<td></td>\n"...)
		w.addedCells++
	}
	w.out = append(w.out, "</tr>\n"...)
}

// classes returns the attribute class of a cell, or nothing. A content security policy
// forbids style attributes.
func (w *writer) classes(cell *extast.TableCell) string {
	if cell.Lines().Len() == 1 {
		if line := cell.Lines().At(0); isRange(line.Value(w.src)) {
			return rangeClasses[cell.Alignment]
		}
	}
	return alignments[cell.Alignment]
}

var alignments = [...]string{
	extast.AlignLeft:   ` class="align-left"`,
	extast.AlignRight:  ` class="align-right"`,
	extast.AlignCenter: ` class="align-center"`,
	extast.AlignNone:   "",
}

var rangeClasses = [...]string{
	extast.AlignLeft:   ` class="align-left range"`,
	extast.AlignRight:  ` class="align-right range"`,
	extast.AlignCenter: ` class="align-center range"`,
	extast.AlignNone:   ` class="range"`,
}

// isRange reports whether a cell holds two numbers and a dash only, "2021 - 2025": a range
// of years is not broken over lines.
func isRange(cell []byte) bool {
	numbers := 0
	for i, part := range bytes.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(" *_-–—\u00a0", r) }) {
		if i > 1 || part[0] < '0' || part[0] > '9' || len(bytes.Trim(part, "0123456789.,/%")) > 0 {
			return false
		}
		numbers++
	}
	return numbers == 2 && bytes.ContainsAny(cell, "-–—")
}

// lintExtraCells warns of cells beyond the head, which stand in no column of a name.
func (w *writer) lintExtraCells(table *extast.Table, row ast.Node) {
	cell := row.FirstChild()
	for range len(table.Alignments) {
		cell = cell.NextSibling()
	}
	first, last := cell.Lines().At(0), row.LastChild().Lines().At(0)
	w.warnHint(first.Start, last.Stop,
		message.New("markdown.table-cells", row.ChildCount(), len(table.Alignments)),
		message.New("markdown.table-cells-hint", w.widened(table, row.ChildCount())))
}

// widened returns the line of a table's head with so many cells.
func (w *writer) widened(table *extast.Table, cells int) string {
	head := w.lineAt(table.FirstChild().FirstChild().Lines().At(0).Start)
	head = strings.TrimSuffix(strings.TrimSpace(head), "|")
	return shortened(strings.TrimSpace(head) + strings.Repeat(" | …", cells-len(table.Alignments)) + " |")
}
