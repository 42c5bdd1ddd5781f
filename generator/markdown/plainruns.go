package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// plainRuns takes text up to the next sign that can mean something, in one
// step. goldmark's own loop weighs every byte several times, and without
// plainRuns is half of a conversion of plain prose. FuzzLikeGoldmark holds the
// two against each other, BenchmarkConvert shows the gain.
//
// goldmark calls a parser with the trigger ' ' at every space and at a line's
// first letter. A sign at which plainRuns stops is left to goldmark's loop, so
// that it has to know only which these are.
type plainRuns struct{}

func (plainRuns) Trigger() []byte { return []byte{' '} }

func (plainRuns) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	_, segment := block.Position()
	src, start := block.Source(), segment.Start
	if segment.Padding != 0 || start > 0 && src[start-1] == '\\' {
		return nil // a backslash puts the loop in a state that must end there
	}
	stop := runEnd(src, start, segment.Stop)
	if stop < segment.Stop {
		if stop == start {
			return nil
		}
		n := textUpTo(parent, start, stop)
		block.Advance(stop - start)
		return n
	}
	// White space at the end of a line goes; two spaces before it make a hard
	// break (CommonMark 6.7).
	line := src[start:stop]
	stop -= util.TrimRightSpaceLength(line)
	ended := bytes.HasSuffix(line, []byte("\n"))
	if stop == start && !ended {
		return nil
	}
	n := textUpTo(parent, start, stop)
	hard := bytes.HasSuffix(line, []byte("  \n"))
	n.SetHardLineBreak(hard)
	n.SetSoftLineBreak(ended && !hard)
	block.AdvanceLine() // Advance would count byte by byte here
	return n
}

// textUpTo returns the text node of src[start:stop], or the one at the end of
// parent that goes on there.
func textUpTo(parent ast.Node, start, stop int) *ast.Text {
	n, ok := parent.LastChild().(*ast.Text)
	if ok && n.Segment.Stop == start && !n.SoftLineBreak() && !n.HardLineBreak() && !n.IsRaw() {
		n.Segment.Stop = stop
		return n
	}
	return ast.NewTextSegment(text.NewSegment(start, stop))
}

// runEnd returns where the plain text that begins at src[start] ends: before
// the first sign that triggers another parser and has what this needs around
// it, or at stop.
func runEnd(src []byte, start, stop int) int {
	for i := start; i < stop; i++ {
		if !triggers[src[i]] {
			continue
		}
		switch src[i] {
		case '.':
			if wordBefore(src, i, "www") == 0 {
				continue
			}
		case ':':
			if !bytes.HasPrefix(src[i+1:], []byte("//")) {
				continue
			}
		case '!':
			if !bytes.HasPrefix(src[i+1:], []byte("[")) {
				continue
			}
		}
		return i
	}
	return stop
}

// triggers are the signs that the other inline parsers are called for, and the
// backslash, which goldmark's loop reads itself.
var triggers = func() (table [256]bool) {
	for _, c := range []byte("`![]<*_~:.@\\") {
		table[c] = true
	}
	return table
}()
