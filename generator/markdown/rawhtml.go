package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

var (
	commentOpen  = []byte("<!--")
	commentClose = []byte("-->")
)

// rawSource is raw HTML as it stands in the lines of a block, without the
// signs of the blocks around it.
type rawSource struct {
	text  []byte
	parts []text.Segment
	// The part in which the last place was, and where it begins in text. Places
	// are asked for in their order.
	part, start int
}

func (r *rawSource) add(src []byte, part text.Segment) {
	r.text = append(r.text, part.Value(src)...)
	r.parts = append(r.parts, part)
}

// at returns where text[offset] stands in the source.
func (r *rawSource) at(offset int) int {
	if offset < r.start {
		r.part, r.start = 0, 0
	}
	for r.part+1 < len(r.parts) && offset-r.start >= r.size() {
		r.start += r.size()
		r.part++
	}
	part := r.parts[r.part]
	return min(part.Start+max(offset-r.start-part.Padding, 0), part.Stop)
}

func (r *rawSource) size() int {
	return r.parts[r.part].Padding + r.parts[r.part].Stop - r.parts[r.part].Start
}

// htmlBlock writes a block of raw HTML.
func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	w.endWord()
	var raw rawSource
	for i := range n.Lines().Len() {
		raw.add(w.src, n.Lines().At(i))
	}
	if n.HasClosure() {
		raw.add(w.src, n.ClosureLine)
	}
	if w.rawHTML == Sanitise {
		w.sanitise(&raw)
		return
	}
	at := n.Pos()
	stop := at + len(bytes.TrimSpace(raw.text))
	shown := bytes.TrimSpace(withoutComments(raw.text))
	if len(shown) == 0 {
		w.warn(at, stop, "comment")
		return
	}
	w.warn(at, stop, "raw-html")
	w.out = append(w.out, "<p>"...)
	w.out = appendEscaped(w.out, shown)
	w.out = append(w.out, "</p>\n"...)
	w.count(shown)
}

// inlineHTML writes a tag or a comment within a paragraph.
func (w *writer) inlineHTML(n *ast.RawHTML) {
	var raw rawSource
	for i := range n.Segments.Len() {
		raw.add(w.src, n.Segments.At(i))
	}
	at := raw.parts[0].Start
	stop := at + len(raw.text)
	switch {
	case w.rawHTML == Sanitise:
		w.sanitise(&raw)
	case bytes.HasPrefix(raw.text, commentOpen):
		w.warn(at, stop, "comment")
	default:
		w.warnTag(n, raw.text, at, stop)
		w.out = appendEscaped(w.out, raw.text)
	}
}

// warnTag warns of a tag that is shown as text: of every opening tag, and of a
// closing tag if none was opened in its block.
func (w *writer) warnTag(n ast.Node, raw []byte, at, stop int) {
	block := n.Parent()
	for block.Type() == ast.TypeInline {
		block = block.Parent()
	}
	if bytes.HasPrefix(raw, []byte("</")) && w.rawBlock == block {
		return
	}
	w.rawBlock = block
	w.warn(at, stop, "raw-html")
}

// withoutComments returns raw HTML without its comments. One that is not closed
// reaches to the end.
func withoutComments(raw []byte) []byte {
	var out []byte
	for {
		open := bytes.Index(raw, commentOpen)
		if open < 0 {
			return append(out, raw...)
		}
		out = append(out, raw[:open]...)
		length := bytes.Index(raw[open:], commentClose)
		if length < 0 {
			return out
		}
		raw = raw[open+length+len(commentClose):]
	}
}
