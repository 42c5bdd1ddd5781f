package card

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"testing"
)

// TestAnyPixels compresses canvases that no card is like, and cards, and compares what
// others read with what is on the canvas.
func TestAnyPixels(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	// ink gives a row its bytes, from one on.
	ink := func(c *canvas, y, from int, pixels ...byte) {
		c.inked[y] = true
		copy(c.rows[y][from:used], pixels)
	}
	canvases := map[string]func(*canvas){
		"nothing": func(*canvas) {},
		"a pixel": func(c *canvas) { ink(c, 300, 200, 1) },
		"corners": func(c *canvas) {
			for _, y := range []int{0, Height - 1} {
				ink(c, y, 0, 0x10)
				ink(c, y, used-1, 0x0a)
			}
		},
		"inked with nothing": func(c *canvas) { ink(c, 7, 0); ink(c, 9, 0, 1); ink(c, 10, 0, 0); ink(c, 12, 0) },
		"one colour": func(c *canvas) {
			for y := range Height {
				ink(c, y, 0, bytes.Repeat([]byte{0xff}, used)...)
			}
		},
		"noise": func(c *canvas) {
			for y := range Height {
				for x := range used {
					ink(c, y, x, byte(random.Uint32()))
				}
			}
		},
		"zeros of each length": func(c *canvas) {
			for y := range Height {
				ink(c, y, 0, 0x55)
				ink(c, y, min(1+y, used-1), byte(1+y%255))
			}
		},
		"a byte of each number": func(c *canvas) {
			for y := range Height {
				if y%3 > 0 {
					ink(c, y, y%11, bytes.Repeat([]byte{byte(0x5a + y%3)}, min(y, used))...)
				}
			}
		},
		"rows between others": func(c *canvas) {
			for range 40 {
				ink(c, random.IntN(Height), random.IntN(used), 0xaa, 0xaa, 0xab, 0, 0, 1)
			}
		},
	}
	p := sharePainter(t)
	for i, title := range sentences(t)[:20] {
		canvases[title] = func(c *canvas) {
			s := &scratch{}
			if err := p.draw(s, Card{title, "Tập thể", "Huyện"}); err != nil {
				t.Fatal(i, err)
			}
			*c = s.canvas
		}
	}
	header := header([colours]color.RGBA{})
	for name, draw := range canvases {
		c := &canvas{}
		draw(c)
		m, err := png.Decode(bytes.NewReader(appendPNG(nil, header, p.codes, c)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, got := range m.(*image.Paletted).Pix {
			x, y := i%Width, i/Width
			if want := c.rows[y][x/2] >> (4 * (1 - x%2)) & 0xf; got != want {
				t.Errorf("%s: %d is at %d, %d, want %d", name, got, x, y, want)
				break
			}
		}
		stream := bytes.NewReader(appendZlib(nil, p.codes, c))
		if r, err := zlib.NewReader(stream); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if n, err := io.Copy(io.Discard, r); err != nil || n != Height*rowSize || stream.Len() > 0 {
			t.Errorf("%s: %d bytes, %d are over; %v", name, n, stream.Len(), err)
		}
	}
}

// TestCardsAreSmall bounds the bytes of a card of real titles.
func TestCardsAreSmall(t *testing.T) {
	p := sharePainter(t)
	all, titles := 0, sentences(t)
	for _, title := range titles {
		data, err := p.Draw(nil, Card{title, "Gương sáng quanh ta", "Ban Thi đua – Khen thưởng Trung ương"})
		if err != nil {
			t.Fatal(err)
		}
		all += len(data)
	}
	if mean := all / len(titles); mean > 15_000 {
		t.Errorf("a card has %d bytes, want 15000 at most", mean)
	}
}
