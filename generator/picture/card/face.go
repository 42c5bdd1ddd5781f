package card

import (
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a typeface at a size and in a colour, with the glyphs that were needed.
type face struct {
	*typeface
	size   int  // pixels of the em
	first  byte // the colours of the ramp, without the background
	levels int
	phases int // places within a pixel at which glyphs can stand
	masks  []atomic.Pointer[mask]
}

// mask is a glyph as it is drawn: rows of bytes of two pixels.
type mask struct {
	left, top int // pixels from the origin; left is even where the origin is
	used      int // bytes of a row
	stride    int // and those that make it a number of whole words
	pixels    []byte
}

// fine is the size from which the eye does not see that glyphs stand at whole pixels.
const fine = 48

func newFace(t *typeface, size int, first byte, levels int) *face {
	f := &face{typeface: t, size: size, first: first, levels: levels, phases: 1}
	if size < fine {
		f.phases = 4
	}
	f.masks = make([]atomic.Pointer[mask], t.font.NumGlyphs()*f.phases*2)
	return f
}

// pixels returns a length in 1/64 of a pixel.
func (f *face) pixels(units int) int { return units * f.size * pixel / f.em }

// units returns how many units fit into a length in pixels.
func (f *face) units(pixels int) int { return pixels * f.em / f.size }

// at returns the mask of a glyph whose origin is at x, in 1/64 of a pixel, and the
// even pixel from which the mask counts.
func (f *face) at(b *sfnt.Buffer, index sfnt.GlyphIndex, x int) (*mask, int, error) {
	unit := pixel / f.phases
	place := floor(x+unit/2, unit)
	origin := floor(place, f.phases*2) * 2
	place -= origin * f.phases
	kept := &f.masks[int(index)*f.phases*2+place]
	m := kept.Load()
	if m == nil {
		var err error
		if m, err = f.rasterize(b, index, place*unit); err != nil {
			return nil, 0, err
		}
		kept.Store(m)
	}
	return m, origin, nil
}

// rasterize returns a glyph that stands shift to the right of an even pixel.
func (f *face) rasterize(b *sfnt.Buffer, index sfnt.GlyphIndex, shift int) (*mask, error) {
	segments, err := f.font.LoadGlyph(b, index, fixed.I(f.size), nil)
	if err != nil {
		return nil, err
	}
	edges, box := outline(segments, shift)
	box.left = floor(box.left, 2) * 2
	box.right = -floor(-box.right, 2) * 2
	// A glyph that is larger than this is damaged.
	if limit := 4 * f.size; box.left < -limit || box.top < -limit || box.right > limit || box.bottom > limit {
		return &mask{}, nil
	}
	cover := coverage(edges, box)
	width, height := box.right-box.left, box.bottom-box.top
	m := &mask{left: box.left, top: box.top, used: width / 2, stride: (width/2 + 7) &^ 7}
	m.pixels = make([]byte, m.stride*height)
	for i, c := range cover {
		level := (int(c)*f.levels + full/2) / full
		if level > 0 {
			x := i % width
			m.pixels[i/width*m.stride+x/2] |= (f.first + byte(level-1)) << (4 * (1 - x%2))
		}
	}
	return m, nil
}
