package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// table writes a table in a region that can be scrolled by itself, with the
// keyboard too (WCAG 2.1.1).
func (w *writer) table(n *extast.Table) {
	w.tables++
	w.out = append(w.out, `<div class="table" role="region" tabindex="0" aria-label="`...)
	w.out = w.labels.table.append(w.out, w.tables)
	w.out = append(w.out, "\">\n<table>\n"...)
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, head := row.(*extast.TableHeader); head {
			w.out = append(w.out, "<thead>\n"...)
			w.row(row, "th", ` scope="col"`)
			w.out = append(w.out, "</thead>\n"...)
			if row.NextSibling() != nil {
				w.out = append(w.out, "<tbody>\n"...)
			}
			continue
		}
		w.row(row, "td", "")
	}
	if n.ChildCount() > 1 {
		w.out = append(w.out, "</tbody>\n"...)
	}
	w.out = append(w.out, "</table>\n</div>\n"...)
}

func (w *writer) row(row ast.Node, tag, attributes string) {
	w.out = append(w.out, "<tr>\n"...)
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		w.endWord()
		w.out = append(w.out, '<')
		w.out = append(w.out, tag...)
		w.out = append(w.out, attributes...)
		if cell, ok := c.(*extast.TableCell); ok {
			w.out = append(w.out, alignments[cell.Alignment]...)
		}
		w.out = append(w.out, '>')
		w.children(c)
		w.out = append(w.out, "</"...)
		w.out = append(w.out, tag...)
		w.out = append(w.out, ">\n"...)
	}
	w.out = append(w.out, "</tr>\n"...)
}

// alignments are classes, since a content security policy forbids style attributes.
var alignments = [...]string{
	extast.AlignLeft:   ` class="align-left"`,
	extast.AlignRight:  ` class="align-right"`,
	extast.AlignCenter: ` class="align-center"`,
	extast.AlignNone:   "",
}
