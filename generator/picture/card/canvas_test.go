package card

import (
	"math/rand/v2"
	"testing"
)

// TestDrawGlyphs draws glyphs over each other and over the edges, and compares each
// byte with what it should be.
func TestDrawGlyphs(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var c canvas
	var want [Height][stride]byte
	for range 3000 {
		m := &mask{left: 2 * (random.IntN(20) - 10), top: random.IntN(20) - 10, used: random.IntN(30)}
		m.stride = (m.used + 7) &^ 7
		m.pixels = make([]byte, m.stride*random.IntN(20))
		x, y := 2*(random.IntN(used+60)-30), random.IntN(Height+60)-30
		for i := range m.pixels {
			if i%m.stride >= m.used || random.IntN(3) > 0 {
				continue
			}
			pixels := []byte{0x01, 0x50, 0x32, 0xaa}[random.IntN(4)]
			m.pixels[i] = pixels
			if row, column := y+m.top+i/m.stride, (x+m.left)/2+i%m.stride; row >= 0 && row < Height && column >= 0 && column < used {
				w := &want[row][column]
				*w = max(*w&0xf0, pixels&0xf0) | max(*w&0x0f, pixels&0x0f)
			}
		}
		c.draw(m, x, y)
	}
	for y := range want {
		if c.rows[y] != want[y] {
			t.Errorf("row %d is not as it should be", y)
		}
		if want[y] != [stride]byte{} && !c.inked[y] {
			t.Errorf("row %d is thought to be background", y)
		}
	}
	if c.reset(); c != (canvas{}) {
		t.Error("something is left on the canvas")
	}
}
