package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

var (
	commentOpen  = []byte("<!--")
	commentClose = []byte("-->")
)

// htmlBlock writes a block of raw HTML.
func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	w.endWord()
	raw := make([]byte, 0, 256)
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		raw = append(raw, line.Value(w.src)...)
	}
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(w.src)...)
	}
	at := n.Pos()
	stop := at + len(bytes.TrimSpace(raw))
	if w.rawHTML == Sanitise {
		w.sanitise(raw, at, stop)
		return
	}
	shown := bytes.TrimSpace(withoutComments(raw))
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
	raw := n.Segments.Value(w.src)
	at := n.Segments.At(0).Start
	stop := at + len(raw)
	switch {
	case w.rawHTML == Sanitise:
		w.sanitise(raw, at, stop)
	case bytes.HasPrefix(raw, commentOpen):
		w.warn(at, stop, "comment")
	default:
		w.warnTag(n, raw, at, stop)
		w.out = appendEscaped(w.out, raw)
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
