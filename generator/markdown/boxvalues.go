package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guong/generator/vietnamese"
)

// value writes the first words of an item or paragraph of figures or of a timeline as
// its value, and returns the node that follows them.
func (w *writer) value(n ast.Node) (next ast.Node) {
	first := n.FirstChild()
	inItem := n.Parent().Kind() == ast.KindListItem
	if inItem && n.PreviousSibling() != nil {
		return first
	}
	if w.values == timelineBox {
		w.lintMoment(n, inItem)
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
		if size := measureSize(s); w.values == figuresBox && size > 0 {
			at := first.Segment.Start + size
			w.out = append(w.out, valueOpen...)
			w.number(first, at)
			w.closeValue(false)
			return w.restOf(first, at)
		}
	}
	return first
}

// measureSize returns the size of the number that a text begins with, and of its unit;
// 0 if there is none: 7 hộ, 84.016 tỷ đồng.
func measureSize(s []byte) int {
	from, to := numberIn(s)
	if from > 0 || to == 0 {
		return 0
	}
	next := func(is func(string) bool) bool {
		word := vietnamese.UnitWord(string(s[min(to+1, len(s)):min(to+1+longestUnit, len(s))]))
		if to == len(s) || s[to] != ' ' || !is(word) {
			return false
		}
		to += len(" ") + len(word)
		return true
	}
	next(vietnamese.IsMultiple)
	next(vietnamese.IsUnit)
	return to
}

// longestUnit is the number of bytes beyond which no unit is looked for.
const longestUnit = 24

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
