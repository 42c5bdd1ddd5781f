package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

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

// footnotes are those that a source defines.
type footnotes struct {
	list    *extast.FootnoteList // where they wait for the end of the document
	defined []*footnote          // in their order
	byLabel map[string]*footnote // the first of each label
	used    int                  // how many have a number
}

type footnote struct {
	*extast.Footnote
	references int
}

// fewFootnotes is the number of footnotes up to which a map takes longer.
const fewFootnotes = 8

// find returns the first footnote with a label, or nil.
func (f *footnotes) find(label []byte) *footnote {
	if len(f.defined) <= fewFootnotes {
		for _, n := range f.defined {
			if bytes.Equal(n.Ref, label) {
				return n
			}
		}
		return nil
	}
	if f.byLabel == nil {
		f.byLabel = make(map[string]*footnote, len(f.defined))
		for _, n := range slices.Backward(f.defined) {
			f.byLabel[string(n.Ref)] = n
		}
	}
	return f.byLabel[string(label)]
}

// footnoteDefinitions parses "[^1]: text". Other than goldmark, it finds a
// footnote by its label without reading all, keeps those that nothing refers
// to, and lets a footnote begin within another one.
type footnoteDefinitions struct{ parser.BlockParser }

func (p footnoteDefinitions) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if node, ok := n.(*extast.Footnote); ok {
		f := &notesOf(pc).footnotes
		defined := &footnote{Footnote: node}
		f.defined = append(f.defined, defined)
	}
	return n, state
}

// Close moves a footnote to the others, at the place of the first.
func (p footnoteDefinitions) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	f := &notesOf(pc).footnotes
	if f.list == nil {
		f.list = extast.NewFootnoteList()
		top := n
		for top.Parent().Parent() != nil {
			top = top.Parent()
		}
		top.Parent().InsertBefore(top.Parent(), top, f.list)
	}
	n.Parent().RemoveChild(n.Parent(), n)
	f.list.AppendChild(f.list, n)
}

// footnoteReferences parses "[^1]" where a footnote has that label.
type footnoteReferences struct{}

func (footnoteReferences) Trigger() []byte { return []byte{'!', '['} }

func (footnoteReferences) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	mark := bytes.TrimPrefix(line, []byte("!"))
	label := footnoteLabel(mark)
	if len(label) == 0 {
		return nil
	}
	f := &notesOf(pc).footnotes
	defined := f.find(label)
	if defined == nil {
		return nil
	}
	if defined.Index < 0 {
		f.used++
		defined.Index = f.used
	}
	n := extast.NewFootnoteLink(defined.Index)
	n.RefIndex = defined.references
	defined.references++
	if len(mark) < len(line) {
		ast.MergeOrAppendTextSegment(parent, text.NewSegment(segment.Start, segment.Start+1))
	}
	block.Advance(len(line) - len(mark) + len(footnoteMark) + len(label) + 1)
	return n
}

// maxLabel is the length beyond which there is no label (CommonMark 6.3).
const maxLabel = 999

// footnoteLabel returns the label of the "[^label]" that s begins with, or nil.
func footnoteLabel(s []byte) []byte {
	if !bytes.HasPrefix(s, footnoteMark) {
		return nil
	}
	s = s[len(footnoteMark):]
	s = s[:min(len(s), maxLabel+1)]
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ']':
			return s[:i]
		case '[', '\n':
			return nil
		case '\\':
			i++
		}
	}
	return nil
}

var footnoteMark = []byte("[^")

// placeFootnotes moves the footnotes that something refers to behind the text,
// in the order of their numbers, with the ways back. Others are left out.
func (w *writer) placeFootnotes(root ast.Node) {
	f := &w.notes.footnotes
	if f.list == nil {
		return
	}
	f.list.Parent().RemoveChild(f.list.Parent(), f.list)
	f.list.RemoveChildren(f.list)
	if f.used == 0 {
		return
	}
	numbered := make([]*footnote, f.used)
	for _, n := range f.defined {
		if n.Index > 0 {
			numbered[n.Index-1] = n
		}
	}
	for _, n := range numbered {
		var end ast.Node = n.Footnote
		if last := end.LastChild(); last != nil && ast.IsParagraph(last) {
			end = last
		}
		for i := range n.references {
			back := extast.NewFootnoteBacklink(n.Index)
			back.RefIndex = i
			end.AppendChild(end, back)
		}
		f.list.AppendChild(f.list, n.Footnote)
	}
	root.AppendChild(root, f.list)
}

// checkFootnotes warns of definitions that nothing refers to.
func (w *writer) checkFootnotes() {
	for _, n := range w.notes.footnotes.defined {
		if n.Index < 0 {
			label := string(n.Ref)
			w.warnHint(n.Pos(), n.Pos()+len("[^]")+len(label),
				message.New("markdown.footnote-unused", label), message.New("markdown.footnote-unused-hint", label))
		}
	}
}

// lintFootnoteMark warns of "[^1]" at src[at] that has stayed text, because
// nothing defines it.
func (w *writer) lintFootnoteMark(at int) {
	if label := footnoteLabel(w.src[at:]); len(label) > 0 && bytes.IndexFunc(label, unicode.IsSpace) < 0 {
		w.warnHint(at, at+len(footnoteMark)+len(label)+1,
			message.New("markdown.footnote-missing", string(label)), message.New("markdown.footnote-missing-hint", string(label)))
	}
}
