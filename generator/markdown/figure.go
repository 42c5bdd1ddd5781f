package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// figure writes a paragraph that holds a picture and nothing else as a figure,
// and reports whether it has.
func (w *writer) figure(p *ast.Paragraph) bool {
	only := p.FirstChild()
	if only == nil || only != p.LastChild() {
		return false
	}
	switch n := only.(type) {
	case *ast.Image:
		return w.picture(n, func(img func()) { img() })
	case *ast.Link:
		picture, ok := n.FirstChild().(*ast.Image)
		if !ok || picture.NextSibling() != nil {
			return false
		}
		at, stop := w.locate(n, n.Destination, n.Reference)
		a := w.address(n.Destination)
		if !w.accept(a, at, stop, "link") {
			return w.picture(picture, func(img func()) { img() })
		}
		return w.picture(picture, func(img func()) {
			w.out = append(w.out, `<a href="`...)
			w.href(a, Link, at, stop)
			w.out = append(w.out, '"')
			w.title(n.Title)
			w.out = append(w.out, '>')
			img()
			w.out = append(w.out, "</a>"...)
		})
	}
	return false
}

// picture writes a figure; around writes what stands around its picture. It
// reports whether it has written anything.
func (w *writer) picture(n *ast.Image, around func(img func())) bool {
	a := w.address(n.Destination)
	at, stop := w.locate(n, n.Destination, n.Reference)
	if !w.accept(a, at, stop, "picture") {
		w.out = append(w.out, "<p>"...)
		w.out = appendEscaped(w.out, w.plainOf(n))
		w.out = append(w.out, "</p>\n"...)
		return true
	}
	w.out = append(w.out, "<figure>"...)
	around(func() {
		w.img(n, a, at, stop, w.plainOf(n))
		w.out = append(w.out, '>')
	})
	w.caption(string(collapse(appendPlain(nil, n.Title))))
	w.out = append(w.out, "</figure>\n"...)
	return true
}

// caption writes the caption of a figure and its credit, if there are any.
func (w *writer) caption(caption string) {
	text, credit := SplitCredit(caption)
	if text == "" && credit == "" {
		return
	}
	w.out = append(w.out, "<figcaption>"...)
	w.out = appendEscaped(w.out, text)
	if credit != "" {
		if text != "" {
			w.out = append(w.out, ' ')
		}
		w.out = append(w.out, `<span class="credit">`...)
		w.out = append(w.out, w.labels.credit...)
		w.out = append(w.out, ": "...)
		w.out = appendEscaped(w.out, credit)
		w.out = append(w.out, "</span>"...)
	}
	w.out = append(w.out, "</figcaption>"...)
	w.endWord()
	w.count([]byte(caption))
}

// SplitCredit splits a caption into its text and the name of whoever took the
// picture, as the Vietnamese press writes it: "Lớp học vùng cao (ảnh: Hoàng Minh)",
// "Lớp học vùng cao. Ảnh: Hoàng Minh", or "Ảnh: Hoàng Minh" alone.
//
// In brackets the word may be in any case. Without, it begins a sentence, so
// that "Trong ảnh: cô giáo Lan" and "Hình ảnh: lớp học" keep their words. A
// caption without a colon, "(ảnh tư liệu)", has no credit. Both results are in
// NFC, without spaces around them.
func SplitCredit(caption string) (text, credit string) {
	caption = strings.TrimSpace(norm.NFC.String(caption))
	if text, credit, ok := creditInBrackets(caption); ok {
		return text, credit
	}
	for at := len(caption); ; {
		at = lastCreditWord(caption[:at])
		if at < 0 {
			return caption, ""
		}
		name, _ := cutCreditWord(caption[at:])
		name = withoutFullStop(strings.TrimSpace(name))
		if strings.ContainsFunc(name, unicode.IsLetter) && beginsSentence(caption[:at], caption[at:]) {
			return strings.TrimRight(caption[:at], " \t\n-–—|,;:/("), name
		}
	}
}

// withoutFullStop takes the full stop off a name, unless it belongs to an
// initial: "Hoàng M."
func withoutFullStop(name string) string {
	body, cut := strings.CutSuffix(name, ".")
	last := body[strings.LastIndexAny(body, " .")+1:]
	if cut && utf8.RuneCountInString(last) == 1 {
		return name
	}
	return strings.TrimSpace(body)
}

// creditInBrackets splits a caption that ends with "(ảnh: …)". The name may
// hold brackets itself.
func creditInBrackets(caption string) (text, credit string, ok bool) {
	body, closed := strings.CutSuffix(strings.TrimRight(caption, ". "), ")")
	if !closed {
		return "", "", false
	}
	depth := 0
	for i := len(body) - 1; i >= 0; i-- {
		switch {
		case body[i] == ')':
			depth++
		case body[i] == '(' && depth > 0:
			depth--
		case body[i] == '(':
			name, ok := cutCreditWord(strings.TrimSpace(body[i+1:]))
			name = strings.TrimSpace(name)
			return strings.TrimSpace(body[:i]), name, ok && name != ""
		}
	}
	return "", "", false
}

// creditWord begins a credit, in any case and before a colon.
const creditWord = "ảnh"

// cutCreditWord cuts "Ảnh:" from the beginning of s.
func cutCreditWord(s string) (name string, ok bool) {
	// The word has one length in every case: U+1EA2 and U+1EA3 take 3 bytes.
	if len(s) < len(creditWord) || !strings.EqualFold(s[:len(creditWord)], creditWord) {
		return "", false
	}
	return strings.CutPrefix(strings.TrimLeft(s[len(creditWord):], " "), ":")
}

// lastCreditWord returns where the last "ảnh:" of s begins, or -1.
func lastCreditWord(s string) int {
	for at := len(s) - len(creditWord); at >= 0; at-- {
		if s[at] == creditWord[0] {
			if _, ok := cutCreditWord(s[at:]); ok {
				return at
			}
		}
	}
	return -1
}

// beginsSentence reports whether the credit word that rest begins with does not
// belong to the words before it.
func beginsSentence(before, rest string) bool {
	trimmed := strings.TrimRight(before, " \t\n")
	if trimmed == "" {
		return true
	}
	if r, _ := utf8.DecodeLastRuneInString(trimmed); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return true
	}
	return trimmed != before && strings.HasPrefix(rest, "Ảnh")
}
