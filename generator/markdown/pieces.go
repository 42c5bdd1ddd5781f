package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newPieceParser returns a parser whose document has one text block for each
// piece that withPieces has put into the context. It reads no block from its
// source, only inline nodes.
func newPieceParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(pieceBlocks{}, 0)),
		parser.WithInlineParsers(inlineParsers()...),
	)
}

var piecesKey = parser.NewContextKey()

func withPieces(pc parser.Context, pieces []*text.Segments) parser.Context {
	pc.Set(piecesKey, pieces)
	return pc
}

// pieceBlocks makes the blocks of a piece parser's document.
type pieceBlocks struct{}

func (pieceBlocks) Trigger() []byte { return nil }

func (pieceBlocks) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	var last *ast.TextBlock
	for _, lines := range pc.Get(piecesKey).([]*text.Segments) {
		if last != nil {
			parent.AppendChild(parent, last)
		}
		last = ast.NewTextBlock()
		last.SetLines(lines)
	}
	end := len(reader.Source())
	reader.SetPosition(0, text.NewSegment(end, end))
	return last, parser.NoChildren
}

func (pieceBlocks) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (pieceBlocks) Close(ast.Node, text.Reader, parser.Context)                 {}
func (pieceBlocks) CanInterruptParagraph() bool                                 { return true }
func (pieceBlocks) CanAcceptIndentedLine() bool                                 { return true }

// split cuts lines into pieces of at most maxSigns signs: at the last blank
// outside brackets if there is one, else at the last blank, else where the
// piece is full.
func split(src []byte, lines *text.Segments) []*text.Segments {
	s := splitter{src: src, lines: lines, from: cut{0, lines.At(0).Start}}
	for i := 0; i < lines.Len(); {
		i = s.line(i)
	}
	if last := lines.Len() - 1; last >= 0 {
		s.emit(cut{last, lines.At(last).Stop})
	}
	return s.pieces
}

// cut is a place in lines: the number of a line, and an offset in the source.
type cut struct{ line, at int }

type splitter struct {
	src    []byte
	lines  *text.Segments
	pieces []*text.Segments

	from         cut // where the piece begins
	signs        int // of the piece so far
	depth        int // of open brackets
	outer, blank cut // the last blanks of the piece, outside brackets and anywhere
}

// line reads line i from where the piece begins or from its own beginning, and
// returns the number of the line to read next.
func (s *splitter) line(i int) int {
	line := s.lines.At(i)
	at := max(line.Start, s.from.at)
	for ; at < line.Stop; at++ {
		c := s.src[at]
		if here := (cut{i, at}); (c == ' ' || c == '\t' || at == line.Start) && here != s.from {
			s.blank = here
			if s.depth == 0 {
				s.outer = here
			}
		}
		switch c {
		case '[', '(':
			s.depth++
		case ']', ')':
			s.depth = max(s.depth-1, 0)
		}
		if isSign[c] {
			if s.signs++; s.signs > maxSigns {
				return s.full(cut{i, at})
			}
		}
	}
	return i + 1
}

// full ends a piece before here, and returns the line at which the next begins.
func (s *splitter) full(here cut) int {
	if s.src[here.at-1] == '\\' {
		here.at--
	}
	switch none := (cut{}); {
	case s.outer != none:
		here = s.outer
	case s.blank != none:
		here = s.blank
	}
	s.emit(here)
	return here.line
}

// emit adds the piece up to a place, and begins the next one there.
func (s *splitter) emit(to cut) {
	piece := text.NewSegments()
	for i := s.from.line; i <= to.line; i++ {
		line := s.lines.At(i)
		if i == to.line {
			line.Stop = to.at
		}
		if i == s.from.line && s.from.at > line.Start {
			line.Start, line.Padding = s.from.at, 0
		}
		if line.Start < line.Stop {
			piece.Append(line)
		}
	}
	if piece.Len() > 0 {
		s.pieces = append(s.pieces, piece)
	}
	*s = splitter{src: s.src, lines: s.lines, pieces: s.pieces, from: to}
}
