package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// goldmark compares delimiters and brackets with those before them in their
// block, and searches the rest of the block for what closes them. So the time
// of a parse grows with the square of the signs in a block. A block with more
// than maxSigns of them is parsed in pieces, each by itself: nothing is lost
// but what reaches from one piece into the next.
const maxSigns = 1000

// maxNesting is the number of open blocks beyond which no quotation, list or
// footnote begins: each one is asked about every line, and walking the tree
// takes stack.
const maxNesting = 40

// signs are the bytes whose number bounds the work of a parse.
var signs = []byte("*_~[`<")

// isCrowded reports whether a source has more signs than one piece may have.
func isCrowded(src []byte) bool {
	if len(src) <= maxSigns {
		return false
	}
	n := 0
	for i := range signs {
		n += bytes.Count(src, signs[i:i+1])
	}
	return n > maxSigns
}

// newBoundedParser returns a parser like newParser's that parses crowded blocks
// in pieces.
func newBoundedParser() parser.Parser {
	return newParser(util.Prioritized(gate{newPieceParser()}, 0))
}

// gate is an inline parser that comes before all others at the beginning of a
// block. It parses the whole block if it is crowded.
type gate struct{ pieces parser.Parser }

// Trigger returns everything that goldmark may call a parser for at the
// beginning of a block.
func (gate) Trigger() []byte {
	return []byte(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
}

func (g gate) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	lines := parent.Lines()
	_, at := block.Position()
	if parent.Type() != ast.TypeBlock || lines.Len() == 0 || at.Start != lines.At(0).Start {
		return nil
	}
	src := block.Source()
	if !crowdedLines(src, lines) {
		return nil
	}
	notes := notesOf(pc)
	notes.crowded = append(notes.crowded, at.Start)
	root := g.pieces.Parse(text.NewReader(src), parser.WithContext(withPieces(pc, split(src, lines))))
	for piece := root.FirstChild(); piece != nil; piece = piece.NextSibling() {
		moveChildren(parent, piece)
	}
	for line, _ := block.PeekLine(); line != nil; line, _ = block.PeekLine() {
		block.AdvanceLine()
	}
	// goldmark appends what a parser returns.
	last := parent.LastChild()
	parent.RemoveChild(parent, last)
	return last
}

func crowdedLines(src []byte, lines *text.Segments) bool {
	n := 0
	for i := range lines.Len() {
		line := lines.At(i)
		for _, c := range src[line.Start:line.Stop] {
			if isSign[c] {
				n++
			}
		}
		if n > maxSigns {
			return true
		}
	}
	return false
}

var isSign = func() (table [256]bool) {
	for _, c := range signs {
		table[c] = true
	}
	return table
}()

func moveChildren(to, from ast.Node) {
	for c := from.FirstChild(); c != nil; {
		next := c.NextSibling()
		from.RemoveChild(from, c)
		to.AppendChild(to, c)
		c = next
	}
}

// shallow are blocks that contain blocks, as long as they are not nested too deeply.
type shallow struct{ parser.BlockParser }

func (p shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < maxNesting {
		return p.BlockParser.Open(parent, reader, pc)
	}
	_, at := reader.Position()
	line, _ := reader.PeekLine()
	n, _ := p.BlockParser.Open(parent, text.NewReader(line), pc)
	if notes := notesOf(pc); n != nil && notes.deep == nil {
		notes.deep = &at.Start
	}
	return nil, parser.NoChildren
}

// lintBounds warns of what was not parsed as a whole.
func (w *writer) lintBounds() {
	for _, at := range w.notes.crowded {
		w.warn(at, at+1, "crowded", maxSigns)
	}
	if at := w.notes.deep; at != nil {
		w.warn(*at, *at+1, "deep")
	}
	for _, at := range w.notes.wide {
		w.warn(at, at+1, "table-wide", maxColumns)
	}
}
