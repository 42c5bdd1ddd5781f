package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// freePictures makes paragraphs of their own of the lines of paragraphs that hold nothing
// but pictures, and of their captions: writers forget the blank lines around a picture.
func (w *writer) freePictures(block ast.Node) {
	for n := block.FirstChild(); n != nil; {
		next := n.NextSibling()
		if p, ok := n.(*ast.Paragraph); ok {
			w.freeLines(p)
		} else if n.Type() == ast.TypeBlock {
			w.freePictures(n)
		}
		n = next
	}
}

// pictureLine is a line of a paragraph, or several that belong together.
type pictureLine struct {
	nodes    []ast.Node
	pictures bool
}

// freeLines parts a paragraph that holds lines of pictures and others.
func (w *writer) freeLines(p *ast.Paragraph) {
	var parts []pictureLine
	for _, line := range linesIn(p) {
		last := len(parts) - 1
		pictures := w.holdsPictures(line)
		if !pictures && last >= 0 && parts[last].pictures && w.isCaptionLine(line) {
			pictures = true
		}
		if last >= 0 && parts[last].pictures == pictures {
			parts[last].nodes = append(parts[last].nodes, line...)
		} else {
			parts = append(parts, pictureLine{line, pictures})
		}
	}
	if len(parts) < 2 {
		return
	}
	lines, warned := p.Lines(), false
	var whole ast.Node = p
	for i, part := range parts {
		q := p
		if i > 0 {
			q = ast.NewParagraph()
			p.Parent().InsertAfter(p.Parent(), whole, q)
			for _, n := range part.nodes {
				q.AppendChild(q, n)
			}
			whole = q
		}
		start, stop := position(part.nodes[0]), len(w.src)
		if i == 0 {
			start = 0
		}
		if i+1 < len(parts) {
			stop = position(parts[i+1].nodes[0])
		}
		q.SetLines(linesBetween(lines, start, stop))
		if end, ok := part.nodes[len(part.nodes)-1].(*ast.Text); ok {
			end.SetSoftLineBreak(false)
			end.SetHardLineBreak(false)
		}
		if part.pictures && !warned {
			warned = true
			at := position(part.nodes[0])
			w.warn(at, at+len(w.lineAt(at)), "picture-touched")
		}
	}
}

// linesIn returns the children of a paragraph line by line. A line that ends within a
// child goes on behind it.
func linesIn(p ast.Node) (lines [][]ast.Node) {
	var line []ast.Node
	for c := p.FirstChild(); c != nil; c = c.NextSibling() {
		line = append(line, c)
		if t, ok := c.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			lines, line = append(lines, line), nil
		}
	}
	if line != nil {
		lines = append(lines, line)
	}
	return lines
}

func (w *writer) isBlank(n ast.Node) bool {
	t, ok := n.(*ast.Text)
	return ok && len(bytes.TrimSpace(t.Segment.Value(w.src))) == 0
}

// holdsPictures reports whether a line holds pictures and nothing else.
func (w *writer) holdsPictures(line []ast.Node) (found bool) {
	for _, n := range line {
		if link, ok := n.(*ast.Link); ok && link.ChildCount() == 1 {
			n = link.FirstChild()
		}
		if n.Kind() == ast.KindImage {
			found = true
		} else if !w.isBlank(n) {
			return false
		}
	}
	return found
}

// isCaptionLine reports whether a line is in italics and may be a caption.
func (w *writer) isCaptionLine(line []ast.Node) (found bool) {
	for _, n := range line {
		if e, ok := n.(*ast.Emphasis); ok && isPlainCaption(e) {
			found = true
		} else if !w.isBlank(n) {
			return false
		}
	}
	return found
}

// position returns where the text of an inline begins.
func position(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Start
		}
		if n.Pos() >= 0 {
			return n.Pos()
		}
	}
	return 0
}

// linesBetween returns the lines that hold what stands from src[start] up to src[stop].
func linesBetween(lines *text.Segments, start, stop int) *text.Segments {
	between := text.NewSegments()
	for i := range lines.Len() {
		if line := lines.At(i); line.Stop > start && line.Start < stop {
			between.Append(line)
		}
	}
	return between
}
