package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"guong/generator/message"
)

// longHeading is the number of characters beyond which a heading is taken for a
// paragraph with a line below it.
const longHeading = 150

// lintHeading warns of a heading that disturbs the order of the page.
func (w *writer) lintHeading(n *ast.Heading, plain string) {
	at := n.Pos()
	stop := at + len(plain)
	before := max(w.level, 1)
	switch {
	case utf8.RuneCountInString(plain) > longHeading && w.src[at] != '#':
		w.warn(at, stop, "heading-underlined")
	case n.Level == 1:
		w.warn(at, at+1, "heading-first")
	case n.Level > before+1:
		w.warnHint(at, at+n.Level,
			message.New("markdown.heading-jump", n.Level, before), message.New("markdown.heading-jump-hint", before+1))
	}
}

// lintIndented warns of a paragraph whose indentation makes it code.
func (w *writer) lintIndented(n *ast.CodeBlock) {
	if n.Lines().Len() > 0 {
		line := n.Lines().At(0)
		w.warn(line.Start, line.Stop, "indented")
	}
}

// yearLike is the least number of a list's first item that is rather the year
// with which a sentence begins.
const yearLike = 1000

// lintList warns of a sentence that begins with a year and a full stop, and of
// a list whose numbers are not those that its items get.
func (w *writer) lintList(n *ast.List) {
	w.lines = lineRuns{}
	if !n.IsOrdered() {
		return
	}
	if n.Start >= yearLike {
		item := n.FirstChild()
		begin := strconv.Itoa(n.Start)
		w.warnHint(item.Pos(), item.Pos()+len(begin)+1,
			message.New("markdown.list-year", begin+string(n.Marker)),
			message.New("markdown.list-year-hint", begin+`\`+string(n.Marker)))
		return
	}
	w.lintNumbers(n)
}

// lintNumbers warns of the first item whose number is not the one that is
// shown. Whoever writes the same number everywhere leaves counting to the list.
func (w *writer) lintNumbers(n *ast.List) {
	var wrong ast.Node
	same, shown, written := true, 0, 0
	for i, item := 0, n.FirstChild(); item != nil; i, item = i+1, item.NextSibling() {
		number, ok := numberAt(w.src[max(item.Pos(), 0):])
		same = same && number == n.Start
		if ok && number != n.Start+i && wrong == nil {
			wrong, shown, written = item, n.Start+i, number
		}
	}
	if wrong != nil && !same {
		at := wrong.Pos()
		w.warnHint(at, at+len(strconv.Itoa(written))+1,
			message.New("markdown.list-number", written, shown), message.New("markdown.list-number-hint"))
	}
}

// numberAt returns the number that s begins with, of up to nine digits
// (CommonMark 5.2).
func numberAt(s []byte) (number int, ok bool) {
	n := 0
	for n < len(s) && n < 9 && util.IsNumeric(s[n]) {
		n++
	}
	number, err := strconv.Atoi(string(s[:n]))
	return number, err == nil
}

// lintFence warns of code that nothing closes: all the rest of the text is in it.
func (w *writer) lintFence(n *ast.FencedCodeBlock) {
	at := max(n.Pos(), 0)
	stop := at + len(w.lineAt(at))
	if lines := n.Lines(); lines.Len() > 0 {
		stop = lines.At(lines.Len() - 1).Stop
	} else if stop < len(w.src) {
		stop++
	}
	next, _, _ := bytes.Cut(w.src[stop:], []byte("\n"))
	next = bytes.TrimLeft(next, " \t>")
	if !bytes.HasPrefix(next, []byte("```")) && !bytes.HasPrefix(next, []byte("~~~")) {
		w.warn(at, at+len("```"), "fence-open")
	}
}

// boldHeading is the number of characters up to which a bold paragraph is taken
// for a heading.
const boldHeading = 80

// lintBold warns of a paragraph that is bold, short and no sentence, above another
// paragraph: it looks like a heading, but is none in tables of contents and for
// screen readers.
func (w *writer) lintBold(n *ast.Paragraph) {
	bold, ok := n.FirstChild().(*ast.Emphasis)
	if !ok || bold.Level != 2 || bold.NextSibling() != nil || w.depth != (depth{}) || n.Lines().Len() != 1 {
		return
	}
	below, ok := n.NextSibling().(*ast.Paragraph)
	if !ok || n.PreviousSibling() == nil || isBold(below) || isBold(n.PreviousSibling()) {
		return
	}
	plain := w.plainOf(n)
	last, _ := utf8.DecodeLastRuneInString(plain)
	if !unicode.IsLetter(last) && !unicode.IsDigit(last) || strings.Contains(plain, ":") ||
		!strings.Contains(plain, " ") || utf8.RuneCountInString(plain) > boldHeading {
		return
	}
	line := n.Lines().At(0)
	w.warnHint(line.Start, line.Stop, message.New("markdown.bold-heading"),
		message.New("markdown.bold-heading-hint", strings.Repeat("#", max(w.level, 2))+" "+plain))
}

func isBold(n ast.Node) bool {
	bold, ok := n.FirstChild().(*ast.Emphasis)
	return ok && bold.Level == 2 && bold.NextSibling() == nil
}
