package card

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// MissingError reports a letter, digit or mark that the font has no glyph for. A
// title without it could say something else.
type MissingError struct{ Rune rune }

func (e *MissingError) Error() string {
	return fmt.Sprintf("the font has no glyph for %q (%U)", e.Rune, e.Rune)
}

// typeface is a font without a size. Its lengths are in units of the font.
type typeface struct {
	font  *sfnt.Font
	em    int // units
	space int
}

// maxEm is the greatest size of the em that OpenType allows.
const maxEm = 16384

func parseTypeface(data []byte) (*typeface, error) {
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, err
	}
	t := &typeface{font: f, em: int(f.UnitsPerEm())}
	if t.em < 16 || t.em > maxEm {
		return nil, fmt.Errorf("%d units per em", t.em)
	}
	var b sfnt.Buffer
	for _, r := range " aêĐữ" {
		index, err := f.GlyphIndex(&b, r)
		if err != nil {
			return nil, err
		}
		if index == 0 {
			return nil, &MissingError{r}
		}
		advance, err := t.advance(&b, index)
		if err != nil {
			return nil, err
		}
		if _, err := f.LoadGlyph(&b, index, 64, nil); err != nil {
			return nil, err
		}
		if r == ' ' {
			t.space = advance
		}
	}
	return t, nil
}

func (t *typeface) advance(b *sfnt.Buffer, g sfnt.GlyphIndex) (int, error) {
	a, err := t.font.GlyphAdvance(b, g, fixed.Int26_6(t.em), font.HintingNone)
	return int(a), err
}

// kern returns what is between two glyphs besides their advances; nothing if the font
// does not say, or says it in a way that cannot be read.
func (t *typeface) kern(b *sfnt.Buffer, left, right sfnt.GlyphIndex) int {
	k, err := t.font.Kern(b, left, right, fixed.Int26_6(t.em), font.HintingNone)
	if err != nil {
		return 0
	}
	return int(k)
}

// glyph is a glyph in its place: units from the start of its word.
type glyph struct {
	index sfnt.GlyphIndex
	at    int
}

// word is what stands between two places where a line may break.
type word struct {
	text   string
	glyphs []glyph
	width  int
}

// shape appends a word for each of texts, without those of which nothing can be
// seen. It uses glyphs for memory and returns it longer.
func (t *typeface) shape(b *sfnt.Buffer, words []word, glyphs []glyph, texts []string) ([]word, []glyph, error) {
	for _, text := range texts {
		start, width := len(glyphs), 0
		for _, r := range text {
			index, err := t.index(b, r)
			if err != nil {
				return words, glyphs, err
			}
			if index == 0 {
				continue
			}
			if len(glyphs) > start {
				width += t.kern(b, glyphs[len(glyphs)-1].index, index)
			}
			advance, err := t.advance(b, index)
			if err != nil {
				return words, glyphs, err
			}
			glyphs = append(glyphs, glyph{index, width})
			width += advance
		}
		if len(glyphs) > start {
			words = append(words, word{text, glyphs[start:len(glyphs):len(glyphs)], width})
		}
	}
	return words, glyphs, nil
}

// index returns the glyph of a character; 0 for one that cannot be seen, and for a
// symbol that the font lacks: an emoji.
func (t *typeface) index(b *sfnt.Buffer, r rune) (sfnt.GlyphIndex, error) {
	if r == utf8.RuneError || unicode.In(r, unicode.C, unicode.Variation_Selector) {
		return 0, nil
	}
	if unicode.IsSpace(r) {
		r = ' ' // one that does not break
	}
	index, err := t.font.GlyphIndex(b, r)
	if err == nil && index == 0 && unicode.In(r, unicode.L, unicode.N, unicode.M) {
		err = &MissingError{r}
	}
	return index, err
}
