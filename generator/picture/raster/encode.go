package raster

import (
	"image"
	"image/jpeg"
	"io"
)

// EncodeJPEG writes a picture as JPEG, without any metadata. What is transparent lies on
// white.
func EncodeJPEG(w io.Writer, p *Picture, quality int) error {
	return jpeg.Encode(w, p.onWhite().Image(), &jpeg.Options{Quality: quality})
}

// onWhite returns the picture on a white ground.
func (p *Picture) onWhite() *Picture {
	if p.Opaque() {
		return p
	}
	width, height := p.Size()
	q := p.Scale(width)
	read := func(dst []byte, y int) {
		from := y * width
		for x := range width {
			left := 255 - q.planes[3].pix[from+x]
			for i := range 3 {
				dst[4*x+i] = byte(min(int(q.planes[i].pix[from+x])+int(left), 255))
			}
		}
	}
	return &Picture{planes: opaquePlanes(read, width, height), box: image.Rect(0, 0, width, height), orientation: 1}
}
