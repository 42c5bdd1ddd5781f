package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// itemise makes a list of a paragraph whose lines each begin with a figure or a
// moment. A line that does not goes on with the item above it; those before the first
// item stay a paragraph.
func itemise(p *ast.Paragraph, src []byte, form boxForm) {
	lines, first := p.Lines(), 0
	for first < lines.Len() && !beginsItem(src, lines.At(first), form) {
		first++
	}
	if first == lines.Len() {
		return
	}
	parent := p.Parent()
	if first > 0 {
		before := linesOf(lines.Sliced(0, first), src)
		before.SetAttribute(leadAttribute, true)
		parent.InsertBefore(parent, p, before)
	}
	list, goesOn := p.PreviousSibling().(*ast.List)
	if !goesOn || list.Marker != itemMarker {
		list = ast.NewList(itemMarker)
		list.IsTight = true
		parent.InsertBefore(parent, p, list)
	}
	for from := first; from < lines.Len(); {
		to := from + 1
		for to < lines.Len() && !beginsItem(src, lines.At(to), form) {
			to++
		}
		block := ast.NewTextBlock()
		block.SetLines(trimmedLines(lines.Sliced(from, to), src))
		item := ast.NewListItem(0)
		item.AppendChild(item, block)
		list.AppendChild(list, item)
		from = to
	}
	parent.RemoveChild(parent, p)
}

// leadAttribute is that of a paragraph whose next line has become an item.
var leadAttribute = []byte("lead")

// itemMarker is the marker of lists that itemise has made: no list of Markdown has it.
const itemMarker = ':'

// beginsItem reports whether a line begins with a figure, or with a moment and a
// colon.
func beginsItem(src []byte, line text.Segment, form boxForm) bool {
	s := bytes.TrimLeft(src[line.Start:line.Stop], " \t")
	bold := bytes.HasPrefix(s, []byte("**"))
	s = bytes.TrimLeft(s, "*")
	if form == figuresBox && len(s) > 0 && util.IsNumeric(s[0]) {
		return true
	}
	return bold || bytes.ContainsFunc(s[:valueEnd(s)], isDigit)
}

// longestValue is the number of bytes up to which a colon ends a figure or a moment.
const longestValue = 80

// valueEnd returns where the colon stands that ends the figure or moment with which
// a text begins; 0 if there is none.
func valueEnd(s []byte) int {
	for at := 1; at < min(len(s), longestValue); at++ {
		switch s[at] {
		case ':':
			if at+1 == len(s) || util.IsSpace(s[at+1]) {
				return at
			}
		case ';', '?', '!', '\n', '[', '*', '`':
			return 0
		}
	}
	return 0
}
