package raster

import (
	"image"
	"iter"
	"slices"

	"guong/generator/picture"
)

// Picture is a picture, or a part of one.
type Picture struct {
	// planes are luma alone, luma and both of chroma as JPEG has them (BT.601, full
	// range), or red, green and blue times alpha, and alpha.
	planes      []plane
	box         image.Rectangle // what is seen, in pixels of the planes
	orientation int             // how the planes are to be turned, as in EXIF
	profile     *profile        // of the colours; nil for sRGB
	ignored     string          // the kind of colours whose profile is not heeded
}

// Opaque reports whether nothing shines through.
func (p *Picture) Opaque() bool { return len(p.planes) < 4 }

// Size returns the width and the height of the upright picture.
func (p *Picture) Size() (width, height int) {
	if p.orientation >= 5 {
		return p.box.Dy(), p.box.Dx()
	}
	return p.box.Dx(), p.box.Dy()
}

// Fit returns the size of a picture that is to have a width. It does not grow.
func Fit(width, height, target int) (int, int) {
	if target >= width {
		return width, height
	}
	target = max(target, 1)
	return target, max((2*height*target+width)/(2*width), 1)
}

// Crop returns a part of the upright picture. It shares its pixels; what lies outside
// does not count. An empty part is the whole.
func (p *Picture) Crop(r image.Rectangle) *Picture {
	width, height := p.Size()
	if r = r.Intersect(image.Rect(0, 0, width, height)); r.Empty() {
		return p
	}
	q := *p
	q.box = stored(r, p.box.Dx(), p.box.Dy(), p.orientation).Add(p.box.Min)
	return &q
}

// stored returns where a part of an upright picture lies in one of w × h pixels with an
// orientation.
func stored(r image.Rectangle, w, h, orientation int) image.Rectangle {
	if orientation >= 5 {
		r = image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X)
	}
	if fromRight(orientation) {
		r.Min.X, r.Max.X = w-r.Max.X, w-r.Min.X
	}
	if fromBottom(orientation) {
		r.Min.Y, r.Max.Y = h-r.Max.Y, h-r.Min.Y
	}
	return r
}

// fromRight reports whether stored rows run against what is seen.
func fromRight(orientation int) bool {
	return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8
}

// fromBottom reports whether stored columns run against what is seen.
func fromBottom(orientation int) bool {
	return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7
}

// Scale returns the picture in a width, or in its own if that is smaller: upright, in
// sRGB, with chroma sampled 2 × 2.
func (p *Picture) Scale(width int) *Picture {
	w, h := p.Size()
	return p.scale(Fit(w, h, width))
}

// Ladder returns the picture in several widths, the largest first. Each is made of the
// one before, which is a fraction of the work of making each from the whole. Widths that
// the picture does not reach are left out, unless it reaches none: then it comes once, as
// it is.
func (p *Picture) Ladder(widths ...int) iter.Seq2[int, *Picture] {
	return func(yield func(int, *Picture) bool) {
		w, h := p.Size()
		widths := slices.DeleteFunc(slices.Clone(widths), func(width int) bool { return width > w || width < 1 })
		if slices.Sort(widths); len(widths) == 0 {
			widths = []int{w}
		}
		widths = slices.Compact(widths)
		last := p
		for _, width := range slices.Backward(widths) {
			if last = last.scale(Fit(w, h, width)); !yield(width, last) {
				return
			}
		}
	}
}

// scale returns the picture upright, in sRGB and in a size.
func (p *Picture) scale(width, height int) *Picture {
	w, h := width, height // as the planes lie
	if p.orientation >= 5 {
		w, h = h, w
	}
	q := &Picture{box: image.Rect(0, 0, width, height), orientation: 1, ignored: p.ignored, planes: make([]plane, len(p.planes))}
	for i, from := range p.planes {
		part := 1
		if len(p.planes) == 3 && i > 0 {
			part = 2
		}
		x := newAxis(p.box.Min.X, p.box.Max.X, from.across, w, part, fromRight(p.orientation))
		y := newAxis(p.box.Min.Y, p.box.Max.Y, from.down, h, part, fromBottom(p.orientation))
		to := from.resample(x, y)
		if p.orientation != 1 {
			to.pix = picture.TurnPlane(to.pix, to.stride, to.w, to.h, 1, p.orientation)
			if p.orientation >= 5 {
				to.w, to.h = to.h, to.w
			}
			to.stride = to.w
		}
		to.across, to.down = part, part
		q.planes[i] = to
	}
	if p.profile != nil {
		p.profile.convert(q.planes)
	}
	return q
}

// newAxis returns how the samples that lie in pixels from low to high become as many as
// n pixels have, with one for each part pixels. Of an odd number of pixels the last has
// to be alone in its sample in the upright picture: if the axis is to be mirrored, that
// is the first one.
func newAxis(low, high, span, n, part int, mirrored bool) axis {
	a := axis{
		from: float64(low) / float64(span), to: float64(high) / float64(span),
		n: (n + part - 1) / part, extent: float64(n) / float64(part),
	}
	if mirrored {
		a.phase = a.extent - float64(a.n)
	}
	return a
}

// Image returns a picture as encoders want it: an [image.YCbCr] with chroma sampled
// 2 × 2, or an [image.NRGBA] if it is not opaque.
func (p *Picture) Image() image.Image {
	if p.orientation != 1 || p.profile != nil || p.box.Min != (image.Point{}) || !p.ready() {
		width, _ := p.Size()
		p = p.Scale(width)
	}
	if !p.Opaque() {
		return p.straight()
	}
	luma := p.planes[0]
	m := &image.YCbCr{Y: luma.pix, YStride: luma.stride, CStride: (luma.w + 1) / 2, SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: p.box}
	if len(p.planes) == 1 {
		grey := make([]byte, m.CStride*((luma.h+1)/2))
		for i := range grey {
			grey[i] = 128
		}
		m.Cb, m.Cr = grey, grey
		return m
	}
	m.Cb, m.Cr = p.planes[1].pix, p.planes[2].pix
	return m
}

// ready reports whether the planes are just what is seen, without a gap.
func (p *Picture) ready() bool {
	for i, q := range p.planes {
		part := 1
		if len(p.planes) == 3 && i > 0 {
			part = 2
		}
		if q.stride != q.w || q.across != part || q.down != part || q.w != (p.box.Dx()+part-1)/part || q.h != (p.box.Dy()+part-1)/part {
			return false
		}
	}
	return true
}

// straight returns a picture whose colours are not multiplied by alpha.
func (p *Picture) straight() *image.NRGBA {
	m := image.NewNRGBA(p.box)
	red, green, blue, alpha := p.planes[0].pix, p.planes[1].pix, p.planes[2].pix, p.planes[3].pix
	for i, a := range alpha {
		to := m.Pix[4*i : 4*i+4 : 4*i+4]
		to[0], to[1], to[2], to[3] = divided(red[i], a), divided(green[i], a), divided(blue[i], a), a
	}
	return m
}

// divided returns a sample that was multiplied by alpha.
func divided(v, alpha byte) byte {
	if alpha == 0 {
		return 0
	}
	return byte(min((int(v)*255+int(alpha)/2)/int(alpha), 255))
}
