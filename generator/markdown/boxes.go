package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guong/generator/message"
)

// quotation writes a quotation, or the box that it is.
func (w *writer) quotation(n *ast.Blockquote) {
	w.endWord()
	w.depth.quotation++
	defer func() { w.depth.quotation-- }()
	b := boxOf(n)
	if b == nil {
		w.out = append(w.out, "<blockquote>\n"...)
		w.quoted(n)
		w.out = append(w.out, "</blockquote>\n"...)
		return
	}
	if b.name != "" {
		w.warnHint(b.at, b.stop, message.New("markdown.box", b.name), message.New("markdown.box-hint", nearestBox(b.name)))
	}
	if !n.HasChildren() {
		w.warn(b.at, b.stop, "box-empty")
		return
	}
	switch b.kind.form {
	case pullQuote:
		w.out = append(w.out, `<blockquote class="pull">`+"\n"...)
		w.quoted(n)
		w.out = append(w.out, "</blockquote>\n"...)
	case languageBox:
		w.out = append(append(append(w.out, `<div lang="`...), b.language...), `">`+"\n"...)
		w.children(n)
		w.out = append(w.out, "</div>\n"...)
	default:
		w.box(n, b)
	}
}

// quoted writes what stands in a quotation. Its last paragraph may say who has spoken.
func (w *writer) quoted(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if w.isWho(c) {
			w.opening = `<p class="who">`
		}
		w.node(c)
	}
}

// isWho reports whether a block of a quotation says who has spoken.
func (w *writer) isWho(c ast.Node) bool {
	p, ok := c.(*ast.Paragraph)
	if !ok || p.PreviousSibling() == nil || p.NextSibling() != nil || p.Lines().Len() != 1 {
		return false
	}
	before, ok := p.PreviousSibling().(*ast.Paragraph)
	return ok && isAttribution(w.line(p, 0)) && !beginsWithDash(w.line(before, 0))
}

// line returns a line of a paragraph, or nothing.
func (w *writer) line(p ast.Node, i int) []byte {
	if i >= p.Lines().Len() {
		return nil
	}
	line := p.Lines().At(i)
	return w.src[line.Start:line.Stop]
}

// box writes a box with its title, which is its text if there is nothing else.
func (w *writer) box(n *ast.Blockquote, b *box) {
	w.out = append(append(append(w.out, `<div class="`...), b.kind.class...), '"')
	if b.kind.form == noteBox {
		w.out = append(w.out, ` role="note"`...)
	}
	w.out = append(w.out, ">\n"...)
	first := n.FirstChild()
	titled := has(first, titleAttribute) && first.NextSibling() != nil
	if b.kind.form == noteBox && !titled {
		w.out = append(append(append(w.out, boxLabelOpen...), b.kind.label(&w.labels)...), "</p>\n"...)
	}
	outer := w.values
	w.values = b.kind.form
	for c := first; c != nil; c = c.NextSibling() {
		if c == first && titled {
			w.endWord()
			w.out = append(w.out, `<p class="box-title"><strong>`...)
			w.children(c)
			w.out = append(w.out, "</strong></p>\n"...)
			continue
		}
		w.node(c)
	}
	w.values = outer
	w.out = append(w.out, "</div>\n"...)
}

// boxLabelOpen begins the word that tells what a box is, which is not the writer's.
const boxLabelOpen = `<p class="box-label">`

// value writes the first words of an item or paragraph of figures or of a timeline as
// its value, and returns the node that follows them.
func (w *writer) value(n ast.Node) (next ast.Node) {
	first := n.FirstChild()
	inItem := n.Parent().Kind() == ast.KindListItem
	if inItem && n.PreviousSibling() != nil {
		return first
	}
	switch first := first.(type) {
	case *ast.Emphasis:
		if first.Level == 2 {
			return w.boldValue(first)
		}
	case *ast.Text:
		s := first.Segment.Value(w.src)
		if end := valueEnd(s); end > 0 && (w.values == timelineBox && inItem || bytes.ContainsFunc(s[:end], isDigit)) {
			at := first.Segment.Start + end
			w.out = append(w.out, valueOpen...)
			w.number(first, at)
			w.closeValue(true)
			return w.restOf(first, at+1)
		}
	}
	return first
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

const valueOpen = `<strong class="value">`

// closeValue ends a value. A colon is there for readers who see no large type.
func (w *writer) closeValue(colon bool) {
	if colon {
		w.out = append(w.out, `<span class="colon">:</span>`...)
	}
	w.out = append(w.out, "</strong>"...)
	w.endWord()
}

// boldValue writes a value that is bold, with the colon in it or behind it.
func (w *writer) boldValue(n *ast.Emphasis) (next ast.Node) {
	w.out = append(w.out, valueOpen...)
	colon := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			w.node(c)
			continue
		}
		stop := t.Segment.Stop
		if c == n.LastChild() && bytes.HasSuffix(t.Segment.Value(w.src), []byte(":")) {
			colon = true
			stop--
		}
		w.number(t, stop)
	}
	behind, ok := n.NextSibling().(*ast.Text)
	if ok && !colon && bytes.HasPrefix(behind.Segment.Value(w.src), []byte(":")) {
		w.closeValue(true)
		return w.restOf(behind, behind.Segment.Start+1)
	}
	w.closeValue(colon)
	return n.NextSibling()
}

// restOf writes a text from src[at] on, and returns the node behind it.
func (w *writer) restOf(t *ast.Text, at int) (next ast.Node) {
	w.part(t, at, t.Segment.Stop)
	return t.NextSibling()
}

// part writes src[start:stop] of a text.
func (w *writer) part(t *ast.Text, start, stop int) {
	part := *t
	part.Segment = text.NewSegment(start, stop)
	if stop < t.Segment.Stop {
		part.SetSoftLineBreak(false)
		part.SetHardLineBreak(false)
	}
	w.textNode(&part)
}

// number writes a text of figures up to src[stop] with its first number set apart:
// 84.016 in "84.016 tỷ đồng".
func (w *writer) number(t *ast.Text, stop int) {
	start := t.Segment.Start
	from, to := numberIn(w.src[start:stop])
	if w.values != figuresBox || from == to {
		w.part(t, start, stop)
		return
	}
	whole := *t
	whole.SetSoftLineBreak(false)
	whole.SetHardLineBreak(false)
	w.part(&whole, start, start+from)
	w.out = append(w.out, `<span class="number">`...)
	w.part(&whole, start+from, start+to)
	w.out = append(w.out, "</span>"...)
	w.part(t, start+to, stop)
}

// numberIn returns where the first number of s begins and ends, with its sign of
// percent.
func numberIn(s []byte) (from, to int) {
	for from < len(s) && !util.IsNumeric(s[from]) {
		from++
	}
	for to = from; to < len(s); to++ {
		joined := (s[to] == '.' || s[to] == ',' || s[to] == '/') && to+1 < len(s) && util.IsNumeric(s[to+1])
		if !util.IsNumeric(s[to]) && !joined {
			break
		}
	}
	if to > from && to < len(s) && s[to] == '%' {
		to++
	}
	return from, to
}
