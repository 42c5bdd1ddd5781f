package raster_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"testing"

	xdraw "golang.org/x/image/draw"

	"guong/generator/picture/picturetest"
	"guong/generator/picture/raster"
)

// waves is a smooth picture, in which a half pixel of misplacement is seen.
func waves(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := func(period float64) uint8 {
				return uint8(128 + 90*math.Sin(float64(x)/period)*math.Cos(float64(y)/period))
			}
			m.SetNRGBA(x, y, color.NRGBA{v(17), v(23), v(31), 255})
		}
	}
	return m
}

// TestScaleLikeOthers holds scaling to another implementation of the same filter.
func TestScaleLikeOthers(t *testing.T) {
	for _, size := range []image.Point{{400, 300}, {401, 299}, {333, 500}} {
		src := waves(size.X, size.Y)
		p := decode(t, picturetest.PNG(t, src))
		for _, width := range []int{size.X, 320, 199, 131, 100, 77} {
			t.Run(fmt.Sprint(size, " ", width), func(t *testing.T) {
				got := p.Scale(width).Image()
				want := image.NewRGBA(got.Bounds())
				xdraw.CatmullRom.Scale(want, want.Rect, src, src.Rect, xdraw.Src, nil)
				if luma, chroma := planeDifferences(got, raster.FromImage(want).Image()); luma > 1 || chroma > 1 {
					t.Errorf("mean differences %.2f and %.2f", luma, chroma)
				}
			})
		}
	}
}

// planeDifferences returns how many steps luma and chroma are apart.
func planeDifferences(a, b image.Image) (luma, chroma float64) {
	mean := func(a, b []byte) float64 {
		sum := 0
		for i := range a {
			sum += abs(int(a[i]) - int(b[i]))
		}
		return float64(sum) / float64(len(b))
	}
	x, y := a.(*image.YCbCr), b.(*image.YCbCr)
	return mean(x.Y, y.Y), max(mean(x.Cb, y.Cb), mean(x.Cr, y.Cr))
}

// meanDifference returns how many steps the samples of two pictures are apart.
func meanDifference(a, b image.Image) float64 {
	sum := 0
	r := a.Bounds()
	for y := range r.Dy() {
		for x := range r.Dx() {
			c, d := color.NRGBAModel.Convert(a.At(x, y)).(color.NRGBA), color.NRGBAModel.Convert(b.At(x, y)).(color.NRGBA)
			sum += abs(int(c.R)-int(d.R)) + abs(int(c.G)-int(d.G)) + abs(int(c.B)-int(d.B))
		}
	}
	return float64(sum) / float64(3*r.Dx()*r.Dy())
}

// TestFlatStaysFlat holds weights to a sum of one: no width may shift a colour.
func TestFlatStaysFlat(t *testing.T) {
	for _, c := range []color.NRGBA{{255, 255, 255, 255}, {0, 0, 0, 255}, {77, 77, 77, 255}, {200, 10, 90, 255}, {0, 0, 0, 0}, {255, 255, 255, 128}} {
		p := decode(t, picturetest.PNG(t, flat(97, 61, c)))
		whole := color.NRGBAModel.Convert(p.Image().At(0, 0)).(color.NRGBA)
		for width := 1; width <= 97; width += 5 {
			m := p.Scale(width).Image()
			for y := range m.Bounds().Dy() {
				for x := range m.Bounds().Dx() {
					if got := color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA); got != whole {
						t.Fatalf("%v at %d, %d of width %d: %v", whole, x, y, width, got)
					}
				}
			}
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range [][5]int{
		{4000, 3000, 1600, 1600, 1200}, {4000, 3000, 4000, 4000, 3000}, {400, 300, 480, 400, 300}, {1000, 1, 480, 480, 1},
		{3, 2, 1, 1, 1}, {333, 500, 100, 100, 150}, {5, 5, 0, 1, 1}, {1001, 667, 500, 500, 333},
	} {
		if w, h := raster.Fit(c[0], c[1], c[2]); w != c[3] || h != c[4] {
			t.Errorf("%v: %d × %d", c, w, h)
		}
	}
}

func TestLadder(t *testing.T) {
	p := decode(t, picturetest.PNG(t, waves(900, 601)))
	for _, c := range []struct{ widths, want []int }{
		{[]int{480, 800, 1200}, []int{800, 480}}, {[]int{900, 300, 300, 0}, []int{900, 300}}, {[]int{1200}, []int{900}}, {nil, []int{900}},
	} {
		var got []int
		for width, q := range p.Ladder(c.widths...) {
			got = append(got, width)
			w, h := q.Size()
			if fw, fh := raster.Fit(900, 601, width); w != fw || h != fh {
				t.Error(width, w, h)
			}
			if d := meanDifference(q.Image(), p.Scale(width).Image()); d > 2 {
				t.Errorf("width %d is %.2f off", width, d)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.widths, got, c.want)
		}
	}
	for range p.Ladder(800, 480) {
		break // must stop
	}
}

// TestCrop holds a part of a turned picture to be the part of the picture turned.
func TestCrop(t *testing.T) {
	src := waves(120, 80)
	for orientation := 1; orientation <= 8; orientation++ {
		p := decode(t, picturetest.WithSegments(picturetest.JPEG(t, src), oriented(orientation)))
		whole := p.Image()
		w, h := p.Size()
		for _, r := range []image.Rectangle{image.Rect(10, 6, 50, 46), image.Rect(11, 7, 52, 40), image.Rect(w-21, h-31, w+9, h+9), image.Rect(0, 0, 1, 1)} {
			t.Run(fmt.Sprint(orientation, " ", r), func(t *testing.T) {
				got := p.Crop(r).Image()
				r := r.Intersect(whole.Bounds())
				if got.Bounds() != image.Rect(0, 0, r.Dx(), r.Dy()) {
					t.Fatal(got.Bounds())
				}
				want := image.NewRGBA(got.Bounds())
				xdraw.Draw(want, want.Rect, whole, r.Min, xdraw.Src)
				if d := meanDifference(got, want); d > 2.5 {
					t.Errorf("mean difference %.2f", d)
				}
			})
		}
		inner := p.Crop(image.Rect(20, 10, 70, 60)).Crop(image.Rect(5, 5, 25, 25))
		if d := meanDifference(inner.Image(), p.Crop(image.Rect(25, 15, 45, 35)).Image()); d > 0 {
			t.Errorf("orientation %d: a part of a part is %.2f off", orientation, d)
		}
		if p.Crop(image.Rect(500, 500, 600, 600)) != p {
			t.Error("a part outside is not the whole")
		}
	}
}

// TestSameBytes holds what is computed to be the same each time, and a picture to be left
// alone by what is made of it.
func TestSameBytes(t *testing.T) {
	file := picturetest.WithSegments(picturetest.JPEG(t, waves(301, 203)), oriented(6), inJPEG(displayP3.profile()))
	encode := func(p *raster.Picture) []byte {
		var b bytes.Buffer
		if err := raster.EncodeJPEG(&b, p, 80); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	p := decode(t, file)
	first, small := encode(p), encode(p.Scale(150))
	p.Attention(1, 1)
	if !bytes.Equal(first, encode(p)) || !bytes.Equal(small, encode(decode(t, file).Scale(150))) {
		t.Error("other bytes")
	}
}

func TestOnWhite(t *testing.T) {
	var b bytes.Buffer
	if err := raster.EncodeJPEG(&b, decode(t, picturetest.PNG(t, flat(20, 20, color.NRGBA{255, 0, 0, 128}))), 90); err != nil {
		t.Fatal(err)
	}
	if c := color.NRGBAModel.Convert(decode(t, b.Bytes()).Image().At(9, 9)).(color.NRGBA); abs(int(c.R)-255) > 3 || abs(int(c.G)-127) > 3 || abs(int(c.B)-127) > 3 {
		t.Error(c)
	}
}
