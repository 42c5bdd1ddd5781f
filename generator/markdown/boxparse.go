package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guong/generator/vietnamese"
)

// boxes make boxes of quotations that begin with "[!name]", as GitHub writes its
// alerts. What stands behind the name is the title, or the text itself of a box that
// has none. Lines of figures and of a timeline need no "-" to be items.
type boxes struct{}

// box is what a quotation is instead of one.
type box struct {
	kind     *boxKind
	language string // of a languageBox
	name     string // that nothing has; the box is a plain one
	at, stop int    // where the name stands, with its brackets
}

// The attributes of a quotation that is a box, of its title, and of an attribution.
var (
	boxAttribute   = []byte("box")
	titleAttribute = []byte("box-title")
	whoAttribute   = []byte("who")
)

// boxOf returns what a quotation is instead of one, or nil.
func boxOf(n ast.Node) *box {
	if n.Attributes() == nil {
		return nil
	}
	value, _ := n.Attribute(boxAttribute)
	b, _ := value.(*box)
	return b
}

func has(n ast.Node, attribute []byte) bool {
	if n.Attributes() == nil {
		return false
	}
	_, ok := n.Attribute(attribute)
	return ok
}

func (boxes) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quotation, ok := p.Parent().(*ast.Blockquote)
	if !ok || p.Lines().Len() == 0 {
		return
	}
	src := reader.Source()
	b := boxOf(quotation)
	if b == nil {
		if b = openBox(p, src); b == nil {
			return
		}
		quotation.SetAttribute(boxAttribute, b)
	}
	switch {
	case p.Parent() == nil:
	case b.kind.form == pullQuote:
		splitAttribution(p, src)
	case b.kind.form == figuresBox || b.kind.form == timelineBox:
		itemise(p, src, b.kind.form)
	}
}

// openBox takes "[!name]" from the beginning of a quotation's first paragraph. It
// returns nil if that begins with anything else.
func openBox(p *ast.Paragraph, src []byte) *box {
	if p.PreviousSibling() != nil {
		return nil
	}
	lines := p.Lines()
	first := lines.At(0)
	name, size := boxName(src[first.Start:first.Stop])
	if size == 0 {
		return nil
	}
	b := &box{at: first.Start, stop: first.Start + size}
	slug := vietnamese.Slug(name)
	if kind, ok := boxNames[slug]; ok {
		b.kind = kind
	} else if language, ok := languageInFull(name); ok {
		b.kind, b.language = &boxKind{form: languageBox}, language
	} else {
		b.kind, b.name = &boxKinds[0], name
	}
	rest := text.NewSegment(b.stop, first.Stop)
	rest = rest.TrimLeftSpace(src)
	rest = text.NewSegment(rest.Start+len(rest.Value(src))-len(bytes.TrimPrefix(rest.Value(src), []byte(":"))), rest.Stop)
	rest = rest.TrimLeftSpace(src)
	left := text.NewSegments()
	if rest.Start < rest.Stop && !util.IsBlank(rest.Value(src)) {
		if b.kind.form == pullQuote || b.kind.form == languageBox {
			left.Append(rest)
		} else {
			title := linesOf([]text.Segment{rest}, src)
			title.SetAttribute(titleAttribute, true)
			p.Parent().InsertBefore(p.Parent(), p, title)
		}
	}
	left.AppendAll(lines.Sliced(1, lines.Len()))
	p.SetLines(left)
	if left.Len() == 0 {
		p.Parent().RemoveChild(p.Parent(), p)
	}
	return b
}

// maxBoxName is the length beyond which no name of a box is looked for.
const maxBoxName = 60

// boxName returns the name in the "[!name]" that a line begins with, and the size of
// all; size is 0 if there is none.
func boxName(line []byte) (name string, size int) {
	inside, ok := bytes.CutPrefix(line, []byte("["))
	if !ok {
		return "", 0
	}
	inside, ok = bytes.CutPrefix(bytes.TrimLeft(inside, " "), []byte("!"))
	end := bytes.IndexByte(inside[:min(len(inside), maxBoxName)], ']')
	if !ok || end < 1 || bytes.IndexFunc(bytes.TrimPrefix(inside[:end], []byte("lang=")), notInName) >= 0 {
		return "", 0
	}
	size = len(line) - len(inside) + end + 1
	if size < len(line) && (line[size] == '(' || line[size] == '[') {
		return "", 0 // a link
	}
	name = string(bytes.TrimSpace(inside[:end]))
	if first, _ := utf8.DecodeRuneInString(name); !unicode.IsLetter(first) {
		return "", 0
	}
	return name, size
}

func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ' && r != '-' && r != '_' && r != '\'' && r != '’'
}

// linesOf returns a paragraph of lines, without the white space at its end.
func linesOf(lines []text.Segment, src []byte) *ast.Paragraph {
	p := ast.NewParagraph()
	p.SetLines(trimmedLines(lines, src))
	return p
}

func trimmedLines(lines []text.Segment, src []byte) *text.Segments {
	trimmed := text.NewSegments()
	for i, line := range lines {
		if line = line.TrimLeftSpace(src); i == len(lines)-1 {
			line = line.TrimRightSpace(src)
		}
		trimmed.Append(line)
	}
	return trimmed
}

// splitAttribution makes a paragraph of the last line of a pull quote that begins
// with a dash.
func splitAttribution(p *ast.Paragraph, src []byte) {
	lines := p.Lines()
	last := lines.Len() - 1
	line := lines.At(last)
	first := lines.At(0)
	if last == 0 || !isAttribution(line.Value(src)) || beginsWithDash(first.Value(src)) {
		return
	}
	who := linesOf([]text.Segment{line}, src)
	who.SetAttribute(whoAttribute, true)
	p.SetLines(trimmedLines(lines.Sliced(0, last), src))
	p.Parent().InsertAfter(p.Parent(), p, who)
}

// longestAttribution is the number of bytes up to which a line with a dash is taken
// for the name of who has spoken.
const longestAttribution = 200

// isAttribution reports whether a line says who has spoken: "— Cô Lò Thị Ánh". A
// sentence behind a dash is a line of dialogue.
func isAttribution(line []byte) bool {
	name := bytes.TrimSpace(bytes.TrimLeft(line, "-–— "))
	first, _ := utf8.DecodeRune(name)
	if !beginsWithDash(line) || !unicode.IsLetter(first) || len(line) > longestAttribution {
		return false
	}
	last, _ := utf8.DecodeLastRune(name)
	return unicode.IsLetter(last) || unicode.IsDigit(last) || last == ')' || last == '*'
}

func beginsWithDash(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	dash, size := utf8.DecodeRune(line)
	next, _ := utf8.DecodeRune(line[size:])
	return dash == '–' || dash == '—' || dash == '-' && (next == '-' || unicode.IsLetter(next))
}
