package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"guong/generator/message"
	"guong/generator/vietnamese"
)

// suspects tells which signs a source has that may stay text, so that a story
// without them is not searched for them.
type suspects uint8

const (
	hasStars suspects = 1 << iota
	hasBrace
	hasBracket
	hasTab
)

func suspectsIn(src []byte) (s suspects) {
	if bytes.IndexByte(src, '*') >= 0 {
		s |= hasStars
	}
	if bytes.IndexByte(src, '{') >= 0 {
		s |= hasBrace
	}
	if bytes.IndexByte(src, '[') >= 0 || bytes.IndexByte(src, ']') >= 0 {
		s |= hasBracket
	}
	if bytes.IndexByte(src, '\t') >= 0 {
		s |= hasTab
	}
	return s
}

// lintText looks at text for signs of Markdown, and of other programs, that
// have stayed text.
func (w *writer) lintText(n *ast.Text, s []byte) {
	start, stop := n.Segment.Start, n.Segment.Stop
	if w.suspects&hasStars != 0 && bytes.IndexByte(s, '*') >= 0 {
		w.lintStars(n, start, stop)
	}
	if w.suspects&hasBrace != 0 {
		w.each(start, stop, '{', func(at int) { w.lintBrace(n, at) })
	}
	if w.suspects&hasBracket != 0 {
		w.each(start, stop, '[', func(at int) { w.lintOpening(n, at) })
		w.each(start, stop, ']', func(at int) { w.lintClosing(n, at) })
	}
}

// each calls found for every sign in src[start:stop] that no backslash stands before.
func (w *writer) each(start, stop int, sign byte, found func(at int)) {
	for {
		i := bytes.IndexByte(w.src[start:stop], sign)
		if i < 0 {
			return
		}
		if at := start + i; at == 0 || w.src[at-1] != '\\' {
			found(at)
		}
		start += i + 1
	}
}

// once reports whether a rule warns for the first time in the block of n.
func (w *writer) once(rule string, n ast.Node) bool {
	block := blockOf(n)
	if w.warnedIn[rule] == block {
		return false
	}
	if w.warnedIn == nil {
		w.warnedIn = map[string]ast.Node{}
	}
	w.warnedIn[rule] = block
	return true
}

func blockOf(n ast.Node) ast.Node {
	for n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	return n
}

// ahead returns the rest of the line from src[at] on, but no more than most bytes.
func (w *writer) ahead(at, most int) []byte {
	rest := w.src[at:min(at+most, len(w.src))]
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return line
}

// shortcodes are the pairs around what other programs replace by something else.
var shortcodes = [][2]string{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{%", "%}"}, {"{{", "}}"}}

// lintBrace warns of a shortcode or of attributes in braces at src[at].
func (w *writer) lintBrace(n ast.Node, at int) {
	if at < w.linted {
		return
	}
	if at > 0 {
		if _, size := languageBehind(w.ahead(at-1, maxLanguage+2)); size > 0 {
			if w.once("language-bracket", n) {
				w.warn(at, at-1+size, "language-bracket")
			}
			w.linted = at - 1 + size
			return
		}
	}
	if w.lintLanguage(n, at) {
		return
	}
	line := w.ahead(at, 300)
	for _, pair := range shortcodes {
		inside, ok := bytes.CutPrefix(line, []byte(pair[0]))
		if !ok {
			continue
		}
		if end := bytes.Index(inside, []byte(pair[1])); end > 0 && bytes.TrimSpace(inside[:end]) != nil {
			w.linted = at + len(pair[0]) + end + len(pair[1])
			w.warn(at, w.linted, "shortcode")
			return
		}
	}
	if end := bytes.IndexByte(line, '}'); end > 0 && isAttribute(line[1:end]) {
		w.linted = at + end + 1
		w.lintAttribute(n, at, string(line[1:end]))
	}
}

// isAttribute reports whether what stands in braces is an id, a class or a
// value, as other programs read it: {#id}, {.class}, {: .class}, {width=50%}.
func isAttribute(s []byte) bool {
	s = bytes.TrimSpace(bytes.TrimPrefix(s, []byte(":")))
	if len(s) < 2 {
		return false
	}
	switch next, _ := utf8.DecodeRune(s[1:]); {
	case s[0] == '#' || s[0] == '.':
		return unicode.IsLetter(next) || unicode.IsDigit(next)
	}
	name, _, ok := bytes.Cut(s, []byte("="))
	return ok && len(name) > 0 && bytes.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) < 0
}

// lintAttribute warns of {…} that is shown as text.
func (w *writer) lintAttribute(n ast.Node, at int, inside string) {
	hint := message.New("markdown.attribute-hint")
	id, isID := strings.CutPrefix(inside, "#")
	if _, heading := blockOf(n).(*ast.Heading); heading && isID {
		id, _, _ = strings.Cut(id, " .")
		hint = message.New("markdown.attribute-id-hint", "{#"+vietnamese.Slug(id)+"}")
	}
	w.warnHint(at, at+len("{}")+len(inside), message.New("markdown.attribute", "{"+inside+"}"), hint)
}

// wordpress are the shortcodes that WordPress exports in brackets.
var wordpress = []string{"caption", "gallery", "embed", "video", "audio", "playlist", "youtube"}

// lintOpening warns of what begins with a bracket at src[at]: a footnote that
// is not defined, a picture without an address, or a shortcode of WordPress.
func (w *writer) lintOpening(n ast.Node, at int) {
	line := w.ahead(at, maxLabel)
	if bytes.HasPrefix(line, footnoteMark) {
		w.lintFootnoteMark(at)
		return
	}
	if w.lintBoxMark(n, at) {
		return
	}
	if w.looksLikePicture(at) && w.once("picture-raw", n) {
		w.warn(at-1, at+1, "picture-raw")
		return
	}
	name := strings.TrimPrefix(string(line[1:min(len(line), 12)]), "/")
	for _, code := range wordpress {
		rest, ok := strings.CutPrefix(name, code)
		end := bytes.IndexByte(line, ']')
		if ok && end > 0 && rest != "" && (rest[0] == ' ' || rest[0] == ']' && (line[1] == '/' || code == "gallery")) {
			w.warn(at, at+end+1, "shortcode")
			return
		}
	}
}

// looksLikePicture reports whether the bracket at src[at] belongs to "![": the
// sign does not end a sentence, and a letter follows.
func (w *writer) looksLikePicture(at int) bool {
	if at == 0 || w.src[at-1] != '!' || at > 1 && !util.IsSpace(w.src[at-2]) {
		return false
	}
	first, _ := utf8.DecodeRune(w.src[at+1:])
	return unicode.IsLetter(first)
}

// lintClosing warns of a link that has stayed text, whose text ends at src[at].
func (w *writer) lintClosing(n ast.Node, at int) {
	line := w.ahead(at, maxAddress)
	open := skipBlanks(line, 1)
	if open == len(line) || line[open] != '(' || open > 3 {
		return
	}
	end := bytes.IndexByte(line, ')')
	if end < 0 {
		return
	}
	label := w.src[max(at-maxAddress, 0):at]
	begin := bytes.LastIndexByte(label, '[')
	if begin < 0 || bytes.IndexByte(label[begin:], '\n') >= 0 {
		return
	}
	address := strings.TrimSpace(string(line[open+1 : end]))
	from := at - (len(label) - begin)
	id := "link-spaces"
	switch {
	case open > 1 && isAddress([]byte(address)):
		id = "link-gap"
	case open > 1 || !strings.Contains(address, " ") || strings.ContainsAny(address, "<>"):
		return
	case strings.ContainsAny(address, `"“”`):
		if w.once("link-quotes", n) {
			w.warn(from, at+end+1, "link-quotes")
		}
		return
	default:
		address = "<" + address + ">"
	}
	if w.once(id, n) {
		text := string(label[begin:]) + "](" + address + ")"
		w.warnHint(from, at+end+1, message.New("markdown."+id), message.New("markdown."+id+"-hint", shortened(text)))
	}
}
