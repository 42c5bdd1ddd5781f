package markdown

import (
	"github.com/yuin/goldmark/ast"

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
		w.warnHint(b.at, b.stop, message.New("markdown.box", b.name), boxHint(b.name))
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
		outer := w.language
		w.language = b.language
		w.children(n)
		w.language = outer
		w.out = append(w.out, "</div>\n"...)
	default:
		w.box(n, b)
	}
}

// boxHint tells what may stand in place of a name that no box has.
func boxHint(name string) message.Message {
	if near, ok := nearestBox(name); ok {
		return message.New("markdown.box-near-hint", near)
	}
	return message.New("markdown.box-hint")
}

// quoted writes what stands in a quotation. Its last paragraph may say who has spoken.
func (w *writer) quoted(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if w.isWho(c) {
			w.opening = `<p class="who">`
		} else if who := w.whoInList(c); who != nil {
			w.out = append(w.out, `<p class="who">— `...)
			w.children(who)
			w.out = append(w.out, "</p>\n"...)
			w.endWord()
			continue
		}
		w.node(c)
	}
}

// whoInList returns who has spoken in a pull quote behind a hyphen, which makes a list of
// one item; nil if the block is anything else.
func (w *writer) whoInList(c ast.Node) ast.Node {
	list, ok := c.(*ast.List)
	if !ok || list.Marker != '-' || boxOf(list.Parent()) == nil || list.NextSibling() != nil || list.ChildCount() != 1 {
		return nil
	}
	before, ok := list.PreviousSibling().(*ast.Paragraph)
	text := list.FirstChild().FirstChild()
	if !ok || beginsWithDash(w.line(before, 0)) || text == nil || text.NextSibling() != nil || text.Lines().Len() != 1 ||
		!isAttribution(append([]byte("—"), w.line(text, 0)...)) {
		return nil
	}
	return text
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
		w.out = append(append(append(w.out, boxLabelOpen...), w.labelLanguage()...), '>')
		w.out = append(append(w.out, b.kind.label(&w.labels)...), "</p>\n"...)
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
const boxLabelOpen = `<p class="box-label"`

// labelLanguage returns the attribute of a label that stands in text of another language.
func (w *writer) labelLanguage() string {
	if w.language == w.spoken {
		return ""
	}
	return ` lang="` + w.spoken + `"`
}
