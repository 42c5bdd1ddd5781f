package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guong/generator/message"
)

// lineRuns are runs of lines that look like a block and are none. Bullets and
// numbers may go on in the next paragraph.
type lineRuns struct {
	bullet bulletRun
	number numberRun
}

// bulletRun is a run of lines that begin with the same sign.
type bulletRun struct {
	sign     rune
	lines    int
	reported bool
}

// numberRun is a run of lines that begin with a number each, one more than the last.
type numberRun struct {
	last     int // 0 if there is none
	first    int // where the first line begins
	reported bool
}

// lintLines warns of lines that look like a list, a table or a conversation and
// are none.
func (w *writer) lintLines(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		at := lines.At(i)
		line := w.src[at.Start:at.Stop]
		if len(line) > 0 && lineStarts[line[0]] {
			w.lintBullet(at, line)
			w.lintNumber(at, line)
		} else {
			w.lines.bullet = bulletRun{}
		}
	}
	if lines.Len() > 1 {
		w.lintTable(lines)
		w.lintFlow(lines)
	}
}

// lineStarts are the bytes that a line may begin with which looks like an item.
var lineStarts = func() (table [256]bool) {
	for _, c := range []byte("-+*o0123456789\xC2\xC3\xE2\xEF") {
		table[c] = true
	}
	return table
}()

// lintBullet warns of a line that looks like an item of a list: Word's signs at
// its beginning, or a hyphen without a space. A dash can begin a line of
// dialogue; only a second one makes it a list.
func (w *writer) lintBullet(at text.Segment, line []byte) {
	run := &w.lines.bullet
	sign, size, enough := bulletAt(line)
	if sign == 0 || sign != run.sign {
		*run = bulletRun{sign: sign}
	}
	if sign == 0 {
		return
	}
	if run.lines++; run.lines >= enough && !run.reported {
		run.reported = true
		w.warnHint(at.Start, at.Start+size, message.New("markdown.bullet", string(sign)),
			message.New("markdown.bullet-hint", shortened("- "+strings.TrimSpace(string(line[size:])))))
	}
}

// bulletAt returns the sign that makes a line look like an item of a list, its
// size in bytes, and how many such lines make a list; 0 if it has none.
func bulletAt(line []byte) (sign rune, size, enough int) {
	sign, size = utf8.DecodeRune(line)
	next, _ := utf8.DecodeRune(line[size:])
	switch sign {
	case '-', '+':
		if unicode.IsLetter(next) {
			return sign, size, 2
		}
	case '*':
		if unicode.IsLetter(next) && bytes.IndexByte(line[1:], '*') < 0 {
			return sign, size, 3 // two may be footnotes
		}
	case 'o', '§', 'Ø', 'ü': // letters in Word's fonts for signs
		switch first, _ := utf8.DecodeRune(bytes.TrimLeft(line[size:], " \t")); {
		case !unicode.IsLetter(first):
		case next == '\t':
			return sign, size, 1
		case next == ' ' && sign != 'ü':
			return sign, size, 2
		}
	case '•', '▪', '●', '○', '■', '□', '◦', '‣', '·', '➢', '✓', '❖',
		'\uf0b7', '\uf0a7', '\uf0d8', '\uf076', '\uf0fc': // of Word's Symbol and Wingdings
		if len(line) > size {
			return sign, size, 1
		}
	case '–', '—':
		if len(line) > size {
			return sign, size, 2
		}
	}
	return 0, 0, 0
}

// lintNumber warns of numbered lines without a space behind the number. One
// alone may be anything.
func (w *writer) lintNumber(at text.Segment, line []byte) {
	run := &w.lines.number
	number, size := tightNumber(line)
	if size == 0 {
		return
	}
	if number != run.last+1 || number == 1 {
		*run = numberRun{last: number, first: at.Start}
		return
	}
	run.last = number
	if run.reported {
		return
	}
	run.reported = true
	first := w.lineAt(run.first)
	_, size = tightNumber([]byte(first))
	w.warnHint(run.first, run.first+size, message.New("markdown.bullet", first[:size]),
		message.New("markdown.number-hint", shortened(first[:size]+" "+first[size:])))
}

// tightNumber returns the number that a line begins with and its size with the
// full stop or bracket, if a letter follows at once; size is 0 if not.
func tightNumber(line []byte) (number, size int) {
	number, ok := numberAt(line)
	if !ok || number > 99 {
		return 0, 0
	}
	for size < len(line) && util.IsNumeric(line[size]) {
		size++
	}
	if size == len(line) || line[size] != '.' && line[size] != ')' {
		return 0, 0
	}
	size++
	if r, _ := utf8.DecodeRune(line[size:]); !unicode.IsLetter(r) {
		return 0, 0
	}
	return number, size
}

// lintTable warns of lines that look like rows: between "|" without the line
// that makes a table of them, or with tabs, as Word copies a table.
func (w *writer) lintTable(lines *text.Segments) {
	bars := bytes.IndexByte(w.src[lines.At(0).Start:lines.At(0).Stop], '|') >= 0 ||
		bytes.IndexByte(w.src[lines.At(1).Start:lines.At(1).Stop], '|') >= 0
	tabs := w.suspects&hasTab != 0
	if !bars && !tabs {
		return
	}
	for i := 1; i < lines.Len(); i++ {
		above, below := lines.At(i-1), lines.At(i)
		first, second := w.src[above.Start:above.Stop], w.src[below.Start:below.Stop]
		var cells [][]byte
		id := "table-head"
		switch {
		case bars && areRows(first, second):
			cells = bytes.Split(bytes.Trim(bytes.TrimSpace(first), "|"), []byte("|"))
		case tabs:
			cells = tabbed(first)
			if len(cells) < 2 || len(tabbed(second)) != len(cells) {
				continue
			}
			id = "table-tabs"
		default:
			continue
		}
		if len(cells) > maxColumns {
			return
		}
		head := "| " + string(bytes.TrimSpace(bytes.Join(trimAll(cells), []byte(" | ")))) + " |"
		w.warnHint(above.Start, above.Stop, message.New("markdown."+id),
			message.New("markdown."+id+"-hint", shortened(head), "|"+strings.Repeat("---|", len(cells))))
		return
	}
}

// areRows reports whether two lines look like rows: both stand between bars, or
// have as many of them between blanks.
func areRows(first, second []byte) bool {
	if isBarred(first) && isBarred(second) {
		return true
	}
	n := bytes.Count(first, []byte(" | "))
	return n > 0 && n == bytes.Count(second, []byte(" | "))
}

// isBarred reports whether a line stands between bars.
func isBarred(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 3 && line[0] == '|' && bytes.IndexByte(line[1:], '|') > 0
}

// tabbed returns the parts of a line between tabs, if each has text.
func tabbed(line []byte) [][]byte {
	line = bytes.TrimSpace(line)
	if bytes.IndexByte(line, '\t') < 0 {
		return nil
	}
	return bytes.FieldsFunc(line, func(r rune) bool { return r == '\t' })
}

func trimAll(parts [][]byte) [][]byte {
	for i, part := range parts {
		parts[i] = bytes.TrimSpace(part)
	}
	return parts
}

// lintFlow warns of a line with a beginning of its own that is shown behind the
// line above it: who speaks, a heading of a list, a letter with a bracket.
func (w *writer) lintFlow(lines *text.Segments) {
	above, _ := lineKind(w.src[lines.At(0).Start:lines.At(0).Stop])
	for i := 1; i < lines.Len(); i++ {
		at := lines.At(i)
		kind, speaker := lineKind(w.src[at.Start:at.Stop])
		if (speaker || kind != 0 && kind == above+1 || kind == labelled && above == labelled) && !w.isBroken(lines.At(i-1)) {
			w.warn(at.Start, at.Stop, "flow")
			return
		}
		above = kind
	}
}

// isBroken reports whether a line ends with a hard break.
func (w *writer) isBroken(line text.Segment) bool {
	s := w.src[line.Start:line.Stop]
	return bytes.HasSuffix(s, []byte("  \n")) || bytes.HasSuffix(s, []byte("\\\n"))
}

// labelled is the kind of a line that begins with a label: "Năm sinh: 1962".
// The kind of "a) …" is its letter, that of all other lines 0.
const labelled = -1

// lineKind returns the kind of a line, and whether its label says who speaks.
func lineKind(line []byte) (kind int, speaker bool) {
	if len(line) > 2 && line[1] == ')' && 'a' <= line[0] && line[0] <= 'z' && line[2] == ' ' {
		return int(line[0]), false
	}
	const longestLabel = 60
	colon := bytes.IndexByte(line[:min(len(line), longestLabel)], ':')
	if colon < 0 {
		return 0, false
	}
	label := strings.Trim(string(line[:colon]), "*_ ")
	if colon+1 < len(line) && line[colon+1] == '/' || label == "" {
		return 0, false
	}
	if speakers[strings.ToLower(strings.TrimRight(label, "0123456789 "))] {
		return labelled, true
	}
	first, _ := utf8.DecodeRuneInString(label)
	if !unicode.IsUpper(first) || strings.Count(label, " ") > 4 || strings.ContainsAny(label, ".,;!?“”\"()[]") {
		return 0, false
	}
	return labelled, false
}

// speakers are the labels of questions and answers.
var speakers = map[string]bool{
	"hỏi": true, "đáp": true, "trả lời": true, "câu hỏi": true, "pv": true, "phóng viên": true, "mc": true,
	"q": true, "question": true, "answer": true,
}
