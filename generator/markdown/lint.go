package markdown

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

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

// lintList warns of a sentence that begins with a year and a full stop.
func (w *writer) lintList(n *ast.List) {
	w.bullets = bulletRun{}
	if n.IsOrdered() && n.Start >= yearLike {
		item := n.FirstChild()
		begin := strconv.Itoa(n.Start)
		w.warnHint(item.Pos(), item.Pos()+len(begin)+1,
			message.New("markdown.list-year", begin+string(n.Marker)),
			message.New("markdown.list-year-hint", begin+`\`+string(n.Marker)))
	}
}

// bulletRun is a run of lines that begin with the same sign and look like a list.
type bulletRun struct {
	sign     rune
	lines    int
	reported bool
}

// lintLines warns of lines that look like a list and are none: Word's signs at
// the beginning of a line, or a hyphen without a space. A dash can begin a
// line of dialogue; only a second one makes it a list.
func (w *writer) lintLines(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		sign, size, enough := bulletAt(w.src[line.Start:line.Stop])
		if sign == 0 || sign != w.bullets.sign {
			w.bullets = bulletRun{sign: sign}
		}
		if sign == 0 {
			continue
		}
		w.bullets.lines++
		if w.bullets.lines >= enough && !w.bullets.reported {
			w.bullets.reported = true
			w.warn(line.Start, line.Start+size, "bullet", string(sign))
		}
	}
}

// bulletAt returns the sign that makes a line look like an item of a list, its
// size in bytes, and how many such lines make a list; 0 if it has none.
func bulletAt(line []byte) (sign rune, size, enough int) {
	if len(line) < 2 {
		return 0, 0, 0
	}
	if line[0] < utf8.RuneSelf {
		if line[0] != '-' && line[0] != '+' {
			return 0, 0, 0
		}
		if r, _ := utf8.DecodeRune(line[1:]); !unicode.IsLetter(r) {
			return 0, 0, 0
		}
		return rune(line[0]), 1, 2
	}
	if line[0] != 0xC2 && line[0] != 0xE2 && line[0] != 0xEF {
		return 0, 0, 0 // a letter
	}
	switch r, size := utf8.DecodeRune(line); r {
	case '•', '▪', '●', '○', '■', '□', '◦', '‣', '·', '➢', '✓', '❖',
		'\uf0b7', '\uf0a7', '\uf0d8', '\uf076': // of Word's Symbol and Wingdings
		return r, size, 1
	case '–', '—':
		return r, size, 2
	}
	return 0, 0, 0
}
