package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// children writes the blocks and inlines below n.
func (w *writer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

// inlines writes the inlines of a paragraph or item, which may begin with a value.
func (w *writer) inlines(n ast.Node) {
	if w.values < figuresBox {
		w.children(n)
		return
	}
	for c := w.value(n); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

func (w *writer) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.lintLines(n)
		w.inlines(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.out = append(w.out, '\n')
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.listItem(n)
	case *ast.Blockquote:
		w.quotation(n)
	case *ast.ThematicBreak:
		w.out = append(w.out, "<hr>\n"...)
	case *ast.CodeBlock:
		w.lintIndented(n)
		w.out = append(w.out, "<pre><code>"...)
		w.code(n)
	case *ast.FencedCodeBlock:
		w.fence(n)
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *extast.Table:
		w.table(n)
	case *extast.FootnoteList:
		w.footnoteList(n)
	default:
		w.inline(n)
	}
}

// inline writes what stands within a paragraph, but for text.
func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Emphasis:
		if n.Level == 2 {
			w.element(n, "<strong>", "</strong>")
		} else {
			w.element(n, "<em>", "</em>")
		}
	case *extast.Strikethrough:
		w.element(n, "<del>", "</del>")
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(n)
	case *ast.RawHTML:
		w.inlineHTML(n)
	case *foreign:
		w.foreign(n)
	case *extast.FootnoteLink:
		w.footnoteLink(n)
	case *extast.FootnoteBacklink:
		w.footnoteBacklink(n)
	}
}

func (w *writer) element(n ast.Node, open, close string) {
	w.out = append(w.out, open...)
	w.children(n)
	w.out = append(w.out, close...)
}

func (w *writer) textNode(n *ast.Text) {
	s := n.Segment.Value(w.src)
	if w.suspects != 0 {
		w.lintText(n, s)
	}
	if w.unmarked && bytes.IndexByte(s, '>') < 0 {
		w.out = append(w.out, s...)
	} else {
		w.out = appendText(w.out, s, special)
	}
	w.count(s)
	switch {
	case n.HardLineBreak():
		w.out = append(w.out, "<br>\n"...)
		w.endWord()
	case n.SoftLineBreak():
		w.out = append(w.out, '\n')
		w.endWord()
	}
}

func (w *writer) paragraph(n *ast.Paragraph) {
	if n == w.written {
		return
	}
	w.endWord()
	w.lintLines(n)
	w.lintBold(n)
	opening := w.opening
	w.opening = ""
	if w.task == "" && w.figure(n) {
		return
	}
	t := turnOf(n)
	switch {
	case t != nil:
		opening = t.opening()
	case opening == "":
		opening = "<p>"
	}
	start := len(w.out)
	w.out = append(w.out, opening...)
	if w.task != "" {
		w.out = append(append(w.out, w.task...), ' ')
		w.task = ""
	}
	if t != nil {
		w.speak(t)
	} else {
		w.inlines(n)
	}
	if len(w.out) == start+len(opening) {
		w.out = w.out[:start] // nothing but a comment
		return
	}
	w.out = append(w.out, "</p>\n"...)
	if w.excerpt == "" && w.depth == (depth{}) {
		w.excerpt = w.plainOf(n)
	}
}

func (w *writer) list(n *ast.List) {
	w.lintList(n)
	w.depth.list++
	if !n.IsOrdered() {
		w.element(n, "<ul>\n", "</ul>\n")
	} else {
		w.out = append(w.out, "<ol"...)
		if n.Start != 1 {
			w.out = append(w.out, ` start="`...)
			w.out = strconv.AppendInt(w.out, int64(n.Start), 10)
			w.out = append(w.out, '"')
		}
		w.element(n, ">\n", "</ol>\n")
	}
	w.depth.list--
}

func (w *writer) listItem(n *ast.ListItem) {
	w.endWord()
	task := taskSign(n)
	if task == "" {
		w.out = append(w.out, "<li>"...)
	} else {
		w.out = append(w.out, `<li class="task">`...)
	}
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		w.out = append(w.out, '\n')
	}
	if task != "" {
		if _, ok := n.FirstChild().(*ast.Paragraph); ok {
			w.task = task
		} else {
			w.out = append(append(w.out, task...), ' ')
		}
	}
	w.children(n)
	w.out = append(w.out, "</li>\n"...)
}

func (w *writer) fence(n *ast.FencedCodeBlock) {
	w.lintFence(n)
	w.out = append(w.out, "<pre><code"...)
	if language := n.Language(w.src); len(language) > 0 {
		w.out = append(w.out, ` class="language-`...)
		w.out = appendText(w.out, language, special|quote)
		w.out = append(w.out, '"')
	}
	w.out = append(w.out, '>')
	w.code(n)
}

func (w *writer) code(n ast.Node) {
	w.endWord()
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		s := line.Value(w.src)
		w.out = appendEscaped(w.out, s)
		w.count(s)
	}
	w.out = append(w.out, "</code></pre>\n"...)
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.out = append(w.out, "<code>"...)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		s := t.Segment.Value(w.src)
		w.count(s)
		if w.depth.table > 0 {
			s = bytes.ReplaceAll(s, []byte(`\|`), []byte("|")) // GitHub Flavored Markdown, 4.10
		}
		if size := len(s); size > 0 && s[size-1] == '\n' {
			w.out = append(appendEscaped(w.out, s[:size-1]), ' ')
		} else {
			w.out = appendEscaped(w.out, s)
		}
	}
	w.out = append(w.out, "</code>"...)
}
