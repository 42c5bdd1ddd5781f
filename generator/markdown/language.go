package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"guong/generator/message"
)

// kindForeign is the kind of *foreign.
var kindForeign = ast.NewNodeKind("Foreign")

// foreign is text in another language: [Good morning]{en}.
type foreign struct {
	ast.BaseInline
	language string // its code; empty if nobody knows what name means
	name     string
	at, stop int // where the name stands, with its brackets
}

func (n *foreign) Kind() ast.NodeKind         { return kindForeign }
func (n *foreign) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// maxLanguage is the length beyond which braces hold no name of a language.
const maxLanguage = 40

// languageBehind reads what stands behind "]" in braces and can only be the name of a
// language, and returns the size of all with the bracket; 0 if it is none.
func languageBehind(line []byte) (name string, size int) {
	if !bytes.HasPrefix(line, []byte("]{")) {
		return "", 0
	}
	inside := line[len("]{"):min(len(line), maxLanguage)]
	end := bytes.IndexByte(inside, '}')
	if end < 1 {
		return "", 0
	}
	name = string(bytes.TrimSpace(inside[:end]))
	if !hasLetter(name) || !strings.HasPrefix(name, "lang=") && strings.ContainsFunc(name, notInName) {
		return "", 0
	}
	return name, len("]{") + end + 1
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// parseForeign makes text in another language of the bracket that was opened last, with
// a link as stand-in, or returns nil if none was.
func (p links) parseForeign(parent ast.Node, block text.Reader, pc parser.Context, name string, size int) ast.Node {
	_, segment := block.Position()
	show := hideLinks(parent)
	link, ok := p.InlineParser.Parse(parent, text.NewReader([]byte("](x)")), pc).(*ast.Link)
	show()
	if !ok {
		return nil
	}
	n := &foreign{name: name, at: segment.Start + 1, stop: segment.Start + size}
	n.language, _ = languageOf(name)
	n.SetPos(link.Pos())
	moveChildren(n, link)
	block.Advance(size)
	return n
}

// hiddenLink stands for a link in the brackets of text in another language, which goldmark
// does not take for a link's text then.
type hiddenLink struct {
	ast.BaseInline
	link ast.Node
}

// kindHidden is the kind of *hiddenLink.
var kindHidden = ast.NewNodeKind("HiddenLink")

func (n *hiddenLink) Kind() ast.NodeKind         { return kindHidden }
func (n *hiddenLink) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// hideLinks hides what holds links in the brackets that were opened last in parent; show
// puts it back.
func hideLinks(parent ast.Node) (show func()) {
	opener := parent.LastChild()
	for opener != nil && opener.Kind().String() != "LinkLabelState" {
		opener = opener.PreviousSibling()
	}
	if opener == nil {
		return func() {}
	}
	var hidden []*hiddenLink
	for n := parent.LastChild(); n != opener; {
		before := n.PreviousSibling()
		if n.Kind() == ast.KindLink || n.Kind() == kindForeign {
			h := &hiddenLink{link: n}
			parent.ReplaceChild(parent, n, h)
			hidden = append(hidden, h)
		}
		n = before
	}
	return func() {
		for _, h := range hidden {
			h.Parent().ReplaceChild(h.Parent(), h, h.link)
		}
	}
}

// inLanguage returns a link as text in the language that is named behind it, or as it is.
func inLanguage(n ast.Node, block text.Reader) ast.Node {
	link, ok := n.(*ast.Link)
	line, segment := block.PeekLine()
	if !ok || !bytes.HasPrefix(line, []byte("{")) {
		return n
	}
	name, size := languageBehind(append([]byte("]"), line[:min(len(line), maxLanguage)]...))
	if size == 0 {
		return n
	}
	size -= len("]")
	f := &foreign{name: name, at: segment.Start, stop: segment.Start + size}
	f.language, _ = languageOf(name)
	f.SetPos(link.Pos())
	f.AppendChild(f, link)
	block.Advance(size)
	return f
}

// foreign writes text in another language.
func (w *writer) foreign(n *foreign) {
	if n.language == "" {
		w.warnHint(n.at, n.stop, message.New("markdown.language", n.name), message.New("markdown.language-hint", nearestLanguage(n.name)))
		w.children(n)
		return
	}
	w.element(n, `<span lang="`+n.language+`">`, "</span>")
}
