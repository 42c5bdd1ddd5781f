package webp

import (
	"image"
	"image/color"
)

// format says how pixels lie in memory. wasm/encode.c has the same values.
type format uint32

const (
	planes format = iota // Y, Cb, Cr without padding, 4:2:0, limited range
	rgba                 // four bytes a pixel, not premultiplied
)

// pixels are a picture as libwebp takes it: length bytes that write writes.
type pixels struct {
	format format
	length int
	write  func([]byte)
}

// pixelsOf returns the pixels of a picture whose sides are at most MaxSide. Lossless
// coding needs RGB.
func pixelsOf(picture image.Image, lossless bool) pixels {
	size := picture.Bounds().Size()
	area, half := size.X*size.Y, (size.X+1)/2*((size.Y+1)/2)
	if !lossless {
		switch m := picture.(type) {
		case *image.YCbCr:
			return pixels{planes, area + 2*half, func(to []byte) {
				writeLuma(to[:area], m.Y, m.YStride, size)
				writeChroma(to[area:area+half], to[area+half:], m)
			}}
		case *image.Gray:
			return pixels{planes, area + 2*half, func(to []byte) {
				writeLuma(to[:area], m.Pix, m.Stride, size)
				for at := range to[area:] {
					to[area+at] = 128
				}
			}}
		}
	}
	return pixels{rgba, 4 * area, func(to []byte) { writeRGBA(to, picture, size) }}
}

// From the full range of JPEG to the limited one of BT.601.
var limitedLuma, limitedChroma = func() (luma, chroma [256]byte) {
	for v := range 256 {
		luma[v] = byte(16 + (v*219+127)/255)
		chroma[v] = byte((128*255 + (v-128)*224 + 127) / 255)
	}
	return luma, chroma
}()

func writeLuma(to, from []byte, stride int, size image.Point) {
	for y := range size.Y {
		row := to[y*size.X:][:size.X]
		for x, v := range from[y*stride:][:len(row)] {
			row[x] = limitedLuma[v]
		}
	}
}

// writeChroma writes a quarter of the chroma samples, or those that m has if these are
// a quarter.
func writeChroma(cb, cr []byte, m *image.YCbCr) {
	width, height := (m.Rect.Dx()+1)/2, (m.Rect.Dy()+1)/2
	if m.SubsampleRatio != image.YCbCrSubsampleRatio420 || m.Rect.Min.X&1 != 0 || m.Rect.Min.Y&1 != 0 {
		averageChroma(cb, cr, m)
		return
	}
	for y := range height {
		from := m.COffset(m.Rect.Min.X, m.Rect.Min.Y+2*y)
		row := cb[y*width:][:width]
		for x, v := range m.Cb[from:][:width] {
			row[x] = limitedChroma[v]
		}
		row = cr[y*width:][:width]
		for x, v := range m.Cr[from:][:width] {
			row[x] = limitedChroma[v]
		}
	}
}

// averageChroma writes the average of every 2 × 2 pixels, for all ways in which m may
// be sampled.
func averageChroma(cb, cr []byte, m *image.YCbCr) {
	last := m.Rect.Max.Sub(image.Pt(1, 1))
	at := 0
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y += 2 {
		below := min(y+1, last.Y)
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x += 2 {
			right := min(x+1, last.X)
			a, b, c, d := m.COffset(x, y), m.COffset(right, y), m.COffset(x, below), m.COffset(right, below)
			cb[at] = limitedChroma[average(m.Cb[a], m.Cb[b], m.Cb[c], m.Cb[d])]
			cr[at] = limitedChroma[average(m.Cr[a], m.Cr[b], m.Cr[c], m.Cr[d])]
			at++
		}
	}
}

func average(a, b, c, d byte) byte {
	return byte((int(a) + int(b) + int(c) + int(d) + 2) / 4)
}

func writeRGBA(to []byte, picture image.Image, size image.Point) {
	row := 4 * size.X
	switch m := picture.(type) {
	case *image.NRGBA:
		for y := range size.Y {
			copy(to[y*row:][:row], m.Pix[y*m.Stride:])
		}
		return
	case *image.RGBA:
		if m.Opaque() {
			for y := range size.Y {
				copy(to[y*row:][:row], m.Pix[y*m.Stride:])
			}
			return
		}
	}
	first := picture.Bounds().Min
	at := 0
	for y := range size.Y {
		for x := range size.X {
			c := color.NRGBAModel.Convert(picture.At(first.X+x, first.Y+y)).(color.NRGBA)
			to[at], to[at+1], to[at+2], to[at+3] = c.R, c.G, c.B, c.A
			at += 4
		}
	}
}
