package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"guong/generator/message"
)

// leftover is a run of stars that has stayed text.
type leftover struct {
	block         ast.Node
	at, size      int
	before, after rune // a blank at the ends of the line
}

// maxLeftovers is the number of leftovers that are looked at.
const maxLeftovers = 1000

// lintStars notes the stars in src[start:stop].
func (w *writer) lintStars(n ast.Node, start, stop int) {
	block := blockOf(n)
	for at := start; at < stop && len(w.stars) < maxLeftovers; {
		if w.src[at] != '*' || at > 0 && w.src[at-1] == '\\' {
			at++
			continue
		}
		star := leftover{block: block, at: at, before: ' ', after: ' '}
		for at < len(w.src) && w.src[at] == '*' {
			at++
		}
		star.size = at - star.at
		if r, size := utf8.DecodeLastRune(w.src[:star.at]); size > 0 {
			star.before = r
		}
		if r, size := utf8.DecodeRune(w.src[at:]); size > 0 {
			star.after = r
		}
		w.stars = append(w.stars, star)
	}
}

// opens reports whether stars stand before a word, ends whether behind one.
func (s leftover) opens() bool { return unicode.IsSpace(s.before) && !unicode.IsSpace(s.after) }
func (s leftover) ends() bool  { return !unicode.IsSpace(s.before) && unicode.IsSpace(s.after) }

// checkStars warns of stars that were meant to make bold or italic text. Stars
// mark footnotes too, and multiply: two of a kind in one block are needed to
// tell, or "**" before a word, if no such star stands behind another word.
func (w *writer) checkStars() {
	footnote := false
	for i, s := range w.stars {
		alone := (i == 0 || w.stars[i-1].block != s.block) && (i+1 == len(w.stars) || w.stars[i+1].block != s.block)
		footnote = footnote || s.size == 2 && alone && s.ends()
	}
	for len(w.stars) > 0 {
		n := 1
		for n < len(w.stars) && w.stars[n].block == w.stars[0].block {
			n++
		}
		w.lintBlockStars(w.stars[:n], footnote)
		w.stars = w.stars[n:]
	}
}

func (w *writer) lintBlockStars(stars []leftover, footnote bool) {
	for i, first := range stars {
		if i+1 < len(stars) {
			second := stars[i+1]
			if text, ok := w.corrected(first, second); ok {
				w.warnHint(first.at, second.at+second.size, message.New("markdown.stars"),
					message.New("markdown.stars-hint", shortened(text)))
				return
			}
		}
		if first.size == 2 && first.opens() && !footnote && unicode.IsLetter(first.after) && len(stars) == 1 {
			w.warn(first.at, first.at+first.size, "stars-open")
			return
		}
	}
}

// corrected returns the text from first to second with its stars where they
// belong, if only a blank at the wrong side of one keeps them apart.
func (w *writer) corrected(first, second leftover) (text string, ok bool) {
	if first.size != second.size || first.size > 2 || second.at-first.at > 4*boldHeading {
		return "", false
	}
	inside := string(w.src[first.at+first.size : second.at])
	trimmed := strings.TrimSpace(inside)
	last, _ := utf8.DecodeLastRuneInString(trimmed)
	switch {
	case trimmed == "" || strings.Contains(inside, "\n"):
		return "", false
	case first.opens() && second.opens() && (first.size == 2 || util.IsPunctRune(last)):
		// **Hà Nội, **ngày
	case first.size == 2 && first.ends() && second.ends() && util.IsPunctRune(first.before):
		return "", false // two footnotes
	case first.size == 2 && unicode.IsSpace(first.before) && unicode.IsSpace(first.after) && second.ends() && !unicode.IsDigit(last):
		// ** Hà Nội** ngày
	default:
		return "", false
	}
	stars := strings.Repeat("*", first.size)
	text = stars + trimmed + stars
	if !unicode.IsSpace(second.after) {
		text += " "
	}
	return text + string(w.ahead(second.at+second.size, 40)), true
}
