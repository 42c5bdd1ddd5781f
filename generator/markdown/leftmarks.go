package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"guong/generator/message"
)

// lintLanguage warns of braces at src[at] that were meant to name a language, and reports
// whether it has: [hi]{en và, [bye] {en}, [trống]{}.
func (w *writer) lintLanguage(n ast.Node, at int) bool {
	if w.warnedIn["language-left"] == blockOf(n) {
		return false
	}
	before := w.src[max(at-maxLanguage, 0):at]
	bracket := bytes.TrimRight(before, " ")
	if !bytes.HasSuffix(bracket, []byte("]")) || bytes.LastIndexByte(bracket, '[') < 0 {
		return false
	}
	text := string(bracket[bytes.LastIndexByte(bracket, '['):])
	gap := len(bracket) < len(before)
	inside := w.ahead(at+1, maxLanguage)
	end := bytes.IndexByte(inside, '}')
	id, name, stop := "", "", at+1
	switch {
	case end >= 0 && len(bytes.TrimSpace(inside[:end])) == 0 && !gap:
		id, name, stop = "language-none", "tiếng Anh", at+len("{}")+end
	case end >= 0 && gap:
		name = string(bytes.TrimSpace(inside[:end]))
		if _, ok := languageOf(name); ok {
			id, stop = "language-gap", at+len("{}")+end
		}
	case end < 0 && !gap:
		words := strings.Fields(string(inside))
		for size := min(len(words), 4); size > 0 && id == ""; size-- {
			name = strings.Join(words[:size], " ")
			if _, ok := languageOf(name); ok {
				id, stop = "language-open", min(at+1+len(name), len(w.src))
			}
		}
	}
	if id == "" {
		return false
	}
	w.linted = stop
	w.once("language-left", n)
	w.warnHint(at, stop, message.New("markdown."+id), message.New("markdown.language-write-hint", text+"{"+name+"}"))
	return true
}

// lintBoxMark warns of a bracket at src[at] that was meant to begin a box, and reports
// whether it has: outside a quotation, in bold, within one, or not closed. It looks at the
// first of a block.
func (w *writer) lintBoxMark(n ast.Node, at int) bool {
	line := w.ahead(at, maxBoxName+len("[!]"))
	inside, ok := bytes.CutPrefix(bytes.TrimLeft(line[1:], " "), []byte("!"))
	if first, _ := utf8.DecodeRune(inside); !ok || !unicode.IsLetter(first) || !w.once("box-left", n) {
		return false
	}
	if name, size := boxName(line); size > 0 {
		near, ok := boxNamed(name)
		if ok {
			w.warnHint(at, at+size, message.New("markdown.box-place", string(line[:size])), message.New("markdown.box-place-hint", near))
		}
		return ok
	}
	if bytes.IndexByte(inside, ']') >= 0 {
		return false
	}
	words := strings.Fields(string(inside))
	for size := min(len(words), 4); size > 0; size-- {
		if near, ok := boxNamed(strings.Join(words[:size], " ")); ok {
			w.warnHint(at, at+len("[!"), message.New("markdown.box-open"), message.New("markdown.box-open-hint", near))
			return true
		}
	}
	return false
}

// boxNamed returns the name of the box that a name is, or is near to, or the name itself if
// it is that of a language.
func boxNamed(name string) (string, bool) {
	if _, ok := languageInFull(name); ok {
		return name, true
	}
	return nearestBox(name)
}
