package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// figure writes a paragraph that holds pictures and nothing else but their captions,
// and reports whether it has: one picture as a figure, several as a series.
func (w *writer) figure(p *ast.Paragraph) bool {
	if w.card(p) {
		return true
	}
	var room [8]shot
	shots, common := w.shots(p, room[:0])
	if len(shots) == 0 || len(shots) > 1 && !slices.ContainsFunc(shots, w.isShown) {
		return false
	}
	last := &shots[len(shots)-1]
	if common == "" && last.below == "" {
		common = w.captionBelow(p)
	}
	if common != "" && (len(shots) == 1 || w.hasMedia(shots)) {
		last.below, common = common, ""
	}
	if len(shots) > 1 && !w.hasMedia(shots) {
		w.series(shots, common)
		return true
	}
	for _, s := range shots {
		w.single(s)
	}
	return true
}

// single writes a figure that belongs to no series.
func (w *writer) single(s shot) {
	if s.link == nil {
		w.picture(s, nil)
		return
	}
	at, stop := w.locate(s.link, s.link.Destination, s.link.Reference)
	a := w.address(s.link.Destination)
	if !w.accept(a, at, stop, "link") {
		w.picture(s, nil)
		return
	}
	w.picture(s, func(img func()) {
		w.out = append(w.out, `<a href="`...)
		w.href(a, Link, at, stop)
		w.out = append(w.out, '"')
		w.title(s.link.Title)
		w.out = append(w.out, '>')
		img()
		w.out = append(w.out, "</a>"...)
	})
}

// picture writes a figure; around writes what stands around its picture, unless it
// is nil.
func (w *writer) picture(s shot, around func(img func())) {
	a := w.address(s.image.Destination)
	at, stop := w.locate(s.image, s.image.Destination, s.image.Reference)
	if kind := mediaOf(a); kind != noMedia {
		w.media(s, a, at, stop, kind)
		return
	}
	if !w.accept(a, at, stop, "picture") {
		w.notShown(s)
		return
	}
	w.out = append(w.out, "<figure>"...)
	img := func() {
		w.img(s.image, a, at, stop, w.plainOf(s.image))
		w.out = append(w.out, '>')
	}
	if around == nil {
		img()
	} else {
		around(img)
	}
	w.caption(s.caption())
	w.out = append(w.out, "</figure>\n"...)
}

// notShown writes what a picture is of, and its caption where a line below it says
// one, in place of a picture that no page may show.
func (w *writer) notShown(s shot) {
	w.out = append(w.out, "<p>"...)
	w.out = appendEscaped(w.out, w.plainOf(s.image))
	if s.below != "" {
		w.out = append(w.out, "<br>\n"...)
		w.out = appendEscaped(w.out, s.below)
		w.count([]byte(s.below))
		w.endWord()
	}
	w.out = append(w.out, "</p>\n"...)
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
		if language := w.labelLanguage(); language != "" {
			w.out = append(append(append(append(append(w.out, "<span"...), language...), '>'), w.labels.credit...), "</span>"...)
		} else {
			w.out = append(w.out, w.labels.credit...)
		}
		w.out = append(w.out, ": "...)
		w.out = appendEscaped(w.out, credit)
		w.out = append(w.out, "</span>"...)
	}
	w.out = append(w.out, "</figcaption>"...)
	w.endWord()
	w.count([]byte(caption))
	w.endWord()
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
