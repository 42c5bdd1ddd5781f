package card

// The size of a card in pixels: what Open Graph asks for.
const (
	Width  = 1200
	Height = 630
)

// stride is the bytes of a row: the PNG filter, which is none, and two pixels each.
const stride = 1 + Width/2

// canvas is a card as rows of a PNG. The colour 0 is the background.
type canvas [stride * Height]byte

// fill fills a rectangle. left and right are even.
func (c *canvas) fill(left, top, right, bottom int, colour byte) {
	for y := top; y < bottom; y++ {
		row := c[y*stride+1+left/2 : y*stride+1+right/2]
		for i := range row {
			row[i] = colour<<4 | colour
		}
	}
}

// draw draws a glyph, counted from the even pixel x and the base line y. What lies
// outside the card is cut off. Where glyphs meet, a pixel has the stronger of their
// colours.
func (c *canvas) draw(m *mask, x, y int) {
	if m.stride == 0 {
		return
	}
	column := (x + m.left) / 2
	from, to := max(0, -column), min(m.stride, Width/2-column)
	if from >= to {
		return
	}
	for i, top := 0, y+m.top; i < len(m.pixels); i, top = i+m.stride, top+1 {
		if top < 0 || top >= Height {
			continue
		}
		source := m.pixels[i+from : i+to]
		row := c[top*stride+1+column+from:][:len(source)]
		for j, s := range source {
			switch d := row[j]; {
			case s == 0:
			case d == 0:
				row[j] = s
			default:
				row[j] = max(s&0xf0, d&0xf0) | max(s&0xf, d&0xf)
			}
		}
	}
}
