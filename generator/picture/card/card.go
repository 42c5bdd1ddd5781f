package card

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"image/color"
	"slices"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// Style is how the cards of a theme look.
type Style struct {
	Font  []byte // TrueType or OpenType, of the title; must not be changed
	Small []byte // of the two names; nil is Font

	// Colours, of which the opacity is not used. Ink is that of the title and the
	// site's name, Accent that of the section's name and of the band.
	Background, Ink, Accent color.RGBA
}

// Card is what one card says. Empty texts are left out.
type Card struct {
	Title  string
	Kicker string // above the title: the section's name
	Site   string // below: who publishes the site
}

// Painter draws cards. It is safe for concurrent use.
type Painter struct {
	version []byte
	header  []byte // of the PNG
	codes   *codes
	titles  []*face // from the largest on
	kicker  *face
	site    *face
	scratch sync.Pool // of *scratch
}

// scratch is what a card is made in.
type scratch struct {
	canvas canvas
	sfnt   sfnt.Buffer
	words  []word
	glyphs []glyph
}

// The palette: the background, then the ramps from it to the ink and to the accent.
// It could have 16 colours; with fewer of them a card has a tenth fewer bytes, and
// looks the same.
const (
	inkFirst, inkLevels       = 1, 5
	accentFirst, accentLevels = inkFirst + inkLevels, 5
	colours                   = accentFirst + accentLevels
	solid                     = colours - 1 // the accent itself
	hairline                  = inkFirst
)

// NewPainter returns a painter of cards, or an error if a font cannot be read.
func NewPainter(s Style) (*Painter, error) {
	title, err := parseTypeface(s.Font)
	if err != nil {
		return nil, fmt.Errorf("read the font of titles: %w", err)
	}
	small := title
	if s.Small != nil {
		if small, err = parseTypeface(s.Small); err != nil {
			return nil, fmt.Errorf("read the font of small text: %w", err)
		}
	}
	p := &Painter{
		version: s.version(),
		codes:   newCodes(codeSizes),
		kicker:  newFace(small, smallSize, accentFirst, accentLevels),
		site:    newFace(small, smallSize, inkFirst, inkLevels),
	}
	for _, s := range sizes {
		p.titles = append(p.titles, newFace(title, s.size, inkFirst, inkLevels))
	}
	var palette [colours]color.RGBA
	palette[0] = s.Background
	for i := range inkLevels {
		palette[inkFirst+i] = mix(s.Background, s.Ink, i+1, inkLevels)
	}
	for i := range accentLevels {
		palette[accentFirst+i] = mix(s.Background, s.Accent, i+1, accentLevels)
	}
	p.header = header(palette)
	return p, nil
}

// drawing changes with what this package draws, and how it is encoded.
const drawing = 2

func (s Style) version() []byte {
	h := sha256.New()
	for _, part := range [][]byte{s.Font, s.Small} {
		h.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(part))))
		h.Write(part)
	}
	for _, c := range []color.RGBA{s.Background, s.Ink, s.Accent} {
		h.Write([]byte{c.R, c.G, c.B})
	}
	return h.Sum([]byte{drawing})
}

// Version tells painters apart that may draw one card differently.
func (p *Painter) Version() []byte { return slices.Clone(p.version) }

// mix returns the colour part/whole of the way from a to b.
func mix(a, b color.RGBA, part, whole int) color.RGBA {
	m := func(a, b uint8) uint8 { return uint8((int(a)*(whole-part) + int(b)*part + whole/2) / whole) }
	return color.RGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), 255}
}

// ErrEmpty says that a title has nothing that can be seen.
var ErrEmpty = errors.New("the title is empty")

// Draw appends the card as a PNG to dst. The error is a [*MissingError] or [ErrEmpty]
// if the title cannot be shown, and something else only for a damaged font.
func (p *Painter) Draw(dst []byte, c Card) ([]byte, error) {
	s, _ := p.scratch.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	s.canvas.reset()
	defer p.scratch.Put(s)
	if err := p.draw(s, c); err != nil {
		return nil, err
	}
	return appendPNG(dst, p.header, p.codes, &s.canvas), nil
}

// Measures in pixels.
const (
	margin    = 80
	width     = Width - 2*margin
	band      = 16  // at the top
	foot      = 524 // the rule above the site's name
	smallSize = 32
	siteBase  = foot + 64 // the base line of the site's name
	mark      = 24        // the square before it
	gap       = 18        // after the square
	under     = 36        // from the base line of the kicker to the title
)

// sizes are those of a title, and how many lines it may have at each.
var sizes = []struct{ size, lines int }{{72, 3}, {60, 4}, {50, 4}}

// leading is the height of a line: 1.32 times the size. Marks stand above capitals,
// as in Ế, and below small letters, as in ặ.
func leading(size int) int { return size * 132 / 100 }

// draw draws a card on an empty canvas.
func (p *Painter) draw(s *scratch, c Card) error {
	s.canvas.fill(0, 0, Width, band, solid)

	f, words, ends, err := p.title(s, c.Title)
	if err != nil {
		return err
	}
	height := len(ends) * leading(f.size)
	if c.Kicker != "" {
		height += smallSize + under
	}
	top := band + (foot-band-height)/2
	kickerBase := top + smallSize
	if c.Kicker != "" {
		top = kickerBase + under
	}
	start := 0
	for i, end := range ends {
		// The base line is where small letters stand in the middle of the line.
		base := top + i*leading(f.size) + leading(f.size)*3/4
		if err := s.line(f, words[start:end], margin, base); err != nil {
			return err
		}
		start = end
	}
	if c.Kicker != "" {
		if err := s.label(p.kicker, c.Kicker, margin, kickerBase); err != nil {
			return err
		}
	}
	if c.Site != "" {
		s.canvas.fill(margin, foot, Width-margin, foot+2, hairline)
		s.canvas.fill(margin, siteBase-mark, margin+mark, siteBase, solid)
		return s.label(p.site, c.Site, margin+mark+gap, siteBase)
	}
	return nil
}

// title returns a title in the largest size at which it fits, and where its lines end.
func (p *Painter) title(s *scratch, text string) (f *face, words []word, ends []int, err error) {
	texts, whole := fields(text)
	if words, err = s.shape(p.titles[0], texts); err != nil {
		return nil, nil, nil, err
	}
	if len(words) == 0 {
		return nil, nil, nil, ErrEmpty
	}
	var most, lines int
	for i := range sizes {
		f, most = p.titles[i], sizes[i].lines
		if lines = f.lines(words, width); lines <= most && whole {
			return f, words, f.balance(words, f.units(width), lines), nil
		}
	}
	if words, err = s.cut(f, texts, width, most); err != nil {
		return nil, nil, nil, err
	}
	return f, words, f.balance(words, f.units(width), f.lines(words, width)), nil
}

// label draws one line of small text, cut off where it is too long.
func (s *scratch) label(f *face, text string, left, base int) error {
	texts, whole := fields(text)
	words, err := s.shape(f, texts)
	if err == nil && len(words) > 0 && !(whole && f.lines(words, Width-margin-left) <= 1) {
		words, err = s.cut(f, texts, Width-margin-left, 1)
	}
	if err != nil {
		return err
	}
	return s.line(f, words, left, base)
}

// line draws words in a line.
func (s *scratch) line(f *face, words []word, left, base int) error {
	at := 0
	for _, w := range words {
		for _, g := range w.glyphs {
			m, x, err := f.at(&s.sfnt, g.index, left*pixel+f.pixels(at+g.at))
			if err != nil {
				return err
			}
			s.canvas.draw(m, x, base)
		}
		at += w.width + f.space
	}
	return nil
}
