package card

import "encoding/binary"

// The size of a card in pixels: what Open Graph asks for.
const (
	Width  = 1200
	Height = 630
)

// used is the bytes of a row, of two pixels each. stride has room for a word that is
// read at any of them.
const (
	used   = Width / 2
	stride = used + 8
)

// canvas is a card as rows of pixels. The colour 0 is the background.
type canvas struct {
	rows  [Height][stride]byte
	inked [Height]bool // the other rows are background
}

// reset makes the canvas empty.
func (c *canvas) reset() {
	for y, inked := range c.inked {
		if inked {
			c.rows[y] = [stride]byte{}
		}
	}
	c.inked = [Height]bool{}
}

// fill fills a rectangle. left and right are even.
func (c *canvas) fill(left, top, right, bottom int, colour byte) {
	for y := top; y < bottom; y++ {
		c.inked[y] = true
		row := c.rows[y][left/2 : right/2]
		for i := range row {
			row[i] = colour<<4 | colour
		}
	}
}

// draw draws a glyph, counted from the even pixel x and the base line y. What lies
// outside the card is cut off. Where glyphs meet, a pixel has the stronger of their
// colours.
func (c *canvas) draw(m *mask, x, y int) {
	column := (x + m.left) / 2
	from, to := max(0, -column), min(m.used, used-column)
	if from >= to {
		return
	}
	for i, top := 0, y+m.top; i < len(m.pixels); i, top = i+m.stride, top+1 {
		if top < 0 || top >= Height {
			continue
		}
		c.inked[top] = true
		if from == 0 && to == m.used {
			drawWords(c.rows[top][column:], m.pixels[i:i+m.stride])
		} else {
			drawBytes(c.rows[top][column+from:], m.pixels[i+from:i+to])
		}
	}
}

// drawWords draws whole words of a row of a glyph; what is over at the end is empty.
func drawWords(row, source []byte) {
	for len(source) >= 8 {
		s, d := binary.LittleEndian.Uint64(source), binary.LittleEndian.Uint64(row)
		if inked(s)&inked(d) == 0 {
			binary.LittleEndian.PutUint64(row, s|d)
		} else {
			drawBytes(row, source[:8])
		}
		row, source = row[8:], source[8:]
	}
}

// inked returns the lowest bit of each pixel that is not background.
func inked(word uint64) uint64 {
	word |= word >> 1
	return (word | word>>2) & 0x1111111111111111
}

func drawBytes(row, source []byte) {
	for i, s := range source {
		d := row[i]
		row[i] = max(s&0xf0, d&0xf0) | max(s&0xf, d&0xf)
	}
}
