package raster

import (
	"image"
	"image/color"
	"image/draw"
)

// fromImage returns the planes of a decoded picture. Those of a JPEG file stay where
// they are; of other pictures there is a row at a time in another form.
func fromImage(m image.Image) *Picture {
	b := m.Bounds()
	p := &Picture{box: image.Rect(0, 0, b.Dx(), b.Dy()), orientation: 1}
	switch m := m.(type) {
	case *image.Gray:
		p.planes = []plane{{m.Pix, m.Stride, b.Dx(), b.Dy(), 1, 1}}
		return p
	case *image.YCbCr:
		across, down := sampling(m.SubsampleRatio)
		cw, ch := (b.Dx()+across-1)/across, (b.Dy()+down-1)/down
		p.planes = []plane{
			{m.Y, m.YStride, b.Dx(), b.Dy(), 1, 1},
			{m.Cb, m.CStride, cw, ch, across, down},
			{m.Cr, m.CStride, cw, ch, across, down},
		}
		return p
	case *image.CMYK:
		p.ignored = "CMYK"
	}
	rows := rowsOf(m)
	if opaque, ok := m.(interface{ Opaque() bool }); ok && opaque.Opaque() {
		p.planes = opaquePlanes(rows, b.Dx(), b.Dy())
	} else {
		p.planes = alphaPlanes(rows, b.Dx(), b.Dy())
	}
	return p
}

// sampling returns how many pixels a sample of chroma spans.
func sampling(r image.YCbCrSubsampleRatio) (across, down int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// rows writes a row of a picture: red, green, blue and alpha, not multiplied.
type rows func(dst []byte, y int)

// rowsOf returns the rows of a picture.
func rowsOf(m image.Image) rows {
	b := m.Bounds()
	switch m := m.(type) {
	case *image.NRGBA:
		return func(dst []byte, y int) { copy(dst, m.Pix[y*m.Stride:]) }
	case *image.RGBA:
		if m.Opaque() {
			return func(dst []byte, y int) { copy(dst, m.Pix[y*m.Stride:]) }
		}
	case *image.Paletted:
		var palette [256][4]byte // an index beyond the palette is transparent
		for i, c := range m.Palette {
			n := color.NRGBAModel.Convert(c).(color.NRGBA)
			palette[i] = [4]byte{n.R, n.G, n.B, n.A}
		}
		return func(dst []byte, y int) {
			for x, index := range m.Pix[y*m.Stride:][:b.Dx()] {
				copy(dst[4*x:4*x+4], palette[index][:])
			}
		}
	case *image.NRGBA64:
		return func(dst []byte, y int) { rounded(dst, m.Pix[y*m.Stride:]) }
	case *image.RGBA64:
		if m.Opaque() {
			return func(dst []byte, y int) { rounded(dst, m.Pix[y*m.Stride:]) }
		}
	case *image.Gray16:
		return func(dst []byte, y int) {
			for x := range b.Dx() {
				v := m.Pix[y*m.Stride+2*x:]
				grey := to8(v[0], v[1])
				dst[4*x], dst[4*x+1], dst[4*x+2], dst[4*x+3] = grey, grey, grey, 255
			}
		}
	case *image.CMYK:
		return func(dst []byte, y int) {
			from := m.Pix[y*m.Stride:][:4*b.Dx()]
			for x := 0; x < len(from); x += 4 {
				white := 255 - int(from[x+3])
				for i := range 3 {
					dst[x+i] = byte(((255-int(from[x+i]))*white + 127) / 255)
				}
				dst[x+3] = 255
			}
		}
	}
	line := image.NewNRGBA(image.Rect(0, 0, b.Dx(), 1))
	return func(dst []byte, y int) {
		draw.Draw(line, line.Rect, m, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
		copy(dst, line.Pix)
	}
}

// rounded writes samples of 16 bits as 8.
func rounded(dst, src []byte) {
	for i := range dst {
		dst[i] = to8(src[2*i], src[2*i+1])
	}
}

func to8(high, low byte) byte {
	return byte(((uint32(high)<<8|uint32(low))*255 + 32767) / 65535)
}

// placed is a picture on a larger, transparent ground.
type placed struct {
	image.Image
	whole image.Rectangle
}

func (p placed) Bounds() image.Rectangle { return p.whole }

func (p placed) Opaque() bool { return false }

func (p placed) At(x, y int) color.Color {
	if !(image.Pt(x, y).In(p.Image.Bounds())) {
		return color.NRGBA{}
	}
	return p.Image.At(x, y)
}

// opaquePlanes returns luma and both of chroma, sampled 2 × 2: what comes of the picture
// has no more.
func opaquePlanes(read rows, w, h int) []plane {
	luma, blue, red := newPlane(w, h, 1, 1), newPlane((w+1)/2, (h+1)/2, 2, 2), newPlane((w+1)/2, (h+1)/2, 2, 2)
	upper, lower := make([]byte, 4*w), make([]byte, 4*w)
	for y := 0; y < h; y += 2 {
		read(upper, y)
		lower := lower
		if y+1 < h {
			read(lower, y+1)
		} else {
			lower = upper
		}
		for x := 0; x < w; x += 2 {
			next := min(x+1, w-1)
			var sum [3]int
			for _, pixel := range [][]byte{upper[4*x:], upper[4*next:], lower[4*x:], lower[4*next:]} {
				for i := range sum {
					sum[i] += int(pixel[i])
				}
			}
			_, cb, cr := color.RGBToYCbCr(byte((sum[0]+2)>>2), byte((sum[1]+2)>>2), byte((sum[2]+2)>>2))
			blue.pix[y/2*blue.stride+x/2], red.pix[y/2*red.stride+x/2] = cb, cr
		}
		lumaRow(luma.row(y, 0, w), upper)
		if y+1 < h {
			lumaRow(luma.row(y+1, 0, w), lower)
		}
	}
	return []plane{luma, blue, red}
}

func lumaRow(dst, pixels []byte) {
	for x := range dst {
		dst[x], _, _ = color.RGBToYCbCr(pixels[4*x], pixels[4*x+1], pixels[4*x+2])
	}
}

// alphaPlanes returns red, green and blue, each multiplied by alpha, and alpha.
func alphaPlanes(read rows, w, h int) []plane {
	planes := make([]plane, 4)
	for i := range planes {
		planes[i] = newPlane(w, h, 1, 1)
	}
	line := make([]byte, 4*w)
	for y := range h {
		read(line, y)
		for x := range w {
			pixel := line[4*x : 4*x+4]
			alpha := int(pixel[3])
			for i := range 3 {
				planes[i].pix[y*w+x] = byte((int(pixel[i])*alpha + 127) / 255)
			}
			planes[3].pix[y*w+x] = pixel[3]
		}
	}
	return planes
}
