package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guong/generator/message"
)

// Ids of footnotes are "fn:1", of places that refer to them "fnref:1" and, from
// the second on, "fnref:1:2". A slug contains no colon.
func referenceID(index, reference int) string {
	id := "fnref:" + strconv.Itoa(index)
	if reference > 0 {
		id += ":" + strconv.Itoa(reference+1)
	}
	return id
}

// footnoteLink writes the number of a footnote in the text.
func (w *writer) footnoteLink(n *extast.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	id := referenceID(n.Index, n.RefIndex)
	w.footnotes = append(w.footnotes, id)
	w.out = append(w.out, `<sup id="`...)
	w.out = append(w.out, id...)
	w.out = append(w.out, `">`...)
	if w.depth.link > 0 {
		w.out = append(w.out, number...)
	} else {
		w.out = append(w.out, `<a class="footnote" href="#fn:`...)
		w.out = append(w.out, number...)
		w.out = append(w.out, `" role="doc-noteref" aria-label="`...)
		w.out = w.labels.footnote.append(w.out, n.Index)
		w.out = append(w.out, `">`...)
		w.out = append(w.out, number...)
		w.out = append(w.out, "</a>"...)
	}
	w.out = append(w.out, "</sup>"...)
}

// footnoteBacklink writes the way back from a footnote to the text.
func (w *writer) footnoteBacklink(n *extast.FootnoteBacklink) {
	w.out = append(w.out, ` <a class="footnote-back" href="#`...)
	w.out = append(w.out, referenceID(n.Index, n.RefIndex)...)
	w.out = append(w.out, `" role="doc-backlink" aria-label="`...)
	w.out = append(w.out, w.labels.footnoteBack.before...)
	w.out = strconv.AppendInt(w.out, int64(n.Index), 10)
	if n.RefIndex > 0 {
		w.out = append(w.out, " ("...)
		w.out = strconv.AppendInt(w.out, int64(n.RefIndex+1), 10)
		w.out = append(w.out, ')')
	}
	w.out = append(w.out, w.labels.footnoteBack.after...)
	// U+FE0E keeps the arrow a sign of the text; without it some systems draw
	// a coloured picture.
	w.out = append(w.out, "\">↩\ufe0e</a>"...)
}

// footnoteList writes the footnotes at the end of the document.
func (w *writer) footnoteList(list *extast.FootnoteList) {
	w.depth.footnote++
	w.out = append(w.out, `<section class="footnotes" role="doc-endnotes" aria-label="`...)
	w.out = append(w.out, w.labels.footnotes...)
	w.out = append(w.out, "\">\n<ol>\n"...)
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		n, ok := c.(*extast.Footnote)
		if !ok {
			continue
		}
		w.endWord()
		id := "fn:" + strconv.Itoa(n.Index)
		w.footnotes = append(w.footnotes, id)
		w.out = append(w.out, `<li id="`...)
		w.out = append(w.out, id...)
		w.out = append(w.out, "\">\n"...)
		w.children(n)
		w.out = append(w.out, "</li>\n"...)
	}
	w.out = append(w.out, "</ol>\n</section>\n"...)
	w.depth.footnote--
}

// definitionsKey is where a parse keeps its footnote definitions.
var definitionsKey = parser.NewContextKey()

// definitions are the footnotes that a source defines, in their order.
type definitions struct{ list []*extast.Footnote }

// footnoteDefinitions parses "[^1]: text" and notes it: goldmark drops the
// definitions that nothing refers to.
type footnoteDefinitions struct{ parser.BlockParser }

func (p footnoteDefinitions) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if footnote, ok := n.(*extast.Footnote); ok {
		if defined, ok := pc.Get(definitionsKey).(*definitions); ok {
			defined.list = append(defined.list, footnote)
		}
	}
	return n, state
}

// footnoteReferences parses "[^1]". goldmark's parser takes "!a^1]" for one as well.
type footnoteReferences struct{ parser.InlineParser }

func (p footnoteReferences) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if bytes.HasPrefix(bytes.TrimPrefix(line, []byte("!")), footnoteMark) {
		return p.InlineParser.Parse(parent, block, pc)
	}
	return nil
}

var footnoteMark = []byte("[^")

// checkFootnotes warns of definitions that nothing refers to.
func (w *writer) checkFootnotes() {
	for _, n := range w.defined.list {
		if n.Index < 0 {
			label := string(n.Ref)
			w.warnHint(n.Pos(), n.Pos()+len("[^]")+len(label),
				message.New("markdown.footnote-unused", label), message.New("markdown.footnote-unused-hint", label))
		}
	}
}

// lintFootnoteMark warns of "[^1]" that has stayed text, because nothing
// defines it.
func (w *writer) lintFootnoteMark(n *ast.Text) {
	start, stop := n.Segment.Start, n.Segment.Stop
	if start > 0 && w.src[start-1] == '[' {
		start--
	}
	for {
		i := bytes.Index(w.src[start:stop], footnoteMark)
		if i < 0 {
			return
		}
		at := start + i
		start = at + len(footnoteMark)
		length := 0
		for start+length < len(w.src) && w.src[start+length] != ']' && !util.IsSpace(w.src[start+length]) {
			length++
		}
		escaped := at > 0 && w.src[at-1] == '\\'
		if !escaped && length > 0 && start+length < len(w.src) && w.src[start+length] == ']' {
			label := string(w.src[start : start+length])
			w.warnHint(at, start+length+1,
				message.New("markdown.footnote-missing", label), message.New("markdown.footnote-missing-hint", label))
		}
	}
}
