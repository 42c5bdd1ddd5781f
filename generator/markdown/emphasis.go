package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emphasis are the delimiters of emphasis as CommonMark reads them (6.2), and
// those that touch a letter behind punctuation: **Hỏi:**Xin, **(1)**là. By the
// specification they can only open there, because languages with spaces have
// one at that place; whoever pastes from Word has not. Such a delimiter closes
// if one of its kind is open; and mirrored, Ông**“Ba”** opens if none is.
type emphasis struct{ parser.InlineParser }

func (p emphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := p.InlineParser.Parse(parent, block, pc)
	if d, ok := n.(*parser.Delimiter); ok && d.CanOpen != d.CanClose {
		before, _ := utf8.DecodeLastRune(block.Source()[:d.Segment.Start])
		after, _ := utf8.DecodeRune(block.Source()[d.Segment.Stop:])
		turn(d, before, after)
	}
	return n
}

// turn turns a delimiter around that touches a letter and can only mean the
// other direction. A single "*" may be a sign of arithmetic, and "_" part of a name.
func turn(d *parser.Delimiter, before, after rune) {
	double := d.OriginalLength > 1
	if d.Char == '_' && !double {
		return
	}
	switch {
	case d.CanOpen && closesSentence(before) && (unicode.IsLetter(after) || double && unicode.IsDigit(after)):
		if opener := lastLike(d); opener != nil && opener.CanOpen && !opener.CanClose {
			d.CanOpen, d.CanClose = false, true
		}
	case d.CanClose && double && opensSentence(after) && unicode.IsLetter(before):
		if opener := lastLike(d); opener == nil || !opener.CanOpen {
			d.CanOpen, d.CanClose = true, false
		}
	}
}

// lastLike returns the last delimiter before d that has its sign and length, or nil.
func lastLike(d *parser.Delimiter) *parser.Delimiter {
	for other := d.PreviousDelimiter; other != nil; other = other.PreviousDelimiter {
		if other.Char == d.Char && other.OriginalLength == d.OriginalLength {
			return other
		}
	}
	return nil
}

// closesSentence reports whether r stands behind words and not before them.
func closesSentence(r rune) bool {
	switch r {
	case ':', '.', ',', ';', '!', '?', '%', '…':
		return true
	}
	return unicode.In(r, unicode.Pe, unicode.Pf)
}

// opensSentence reports whether r stands before words and not behind them.
func opensSentence(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }
