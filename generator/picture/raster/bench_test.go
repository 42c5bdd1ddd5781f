package raster_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"sync"
	"testing"

	"guong/generator/picture/raster"
)

// photograph is a JPEG of 4000 × 3000 pixels with about as much detail as a camera
// sees: soft shapes with grain. PHOTOGRAPH names another one.
var photograph = sync.OnceValue(func() []byte {
	if name := os.Getenv("PHOTOGRAPH"); name != "" {
		file, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		return file
	}
	m := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	grain := uint32(1)
	fill := func(pix []byte, stride, shift int, noise uint32) {
		for i := range pix {
			grain = grain*1664525 + 1013904223
			x, y := i%stride, i/stride
			wave := (x*y>>shift + x>>2 + y>>3) & 255
			pix[i] = byte(64 + abs(wave-128)/2 + int(grain>>24*noise>>8))
		}
	}
	fill(m.Y, m.YStride, 12, 48)
	fill(m.Cb, m.CStride, 11, 12)
	fill(m.Cr, m.CStride, 10, 12)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		panic(err)
	}
	return b.Bytes()
})

func abs(v int) int { return max(v, -v) }

func decode(t testing.TB, file []byte) *raster.Picture {
	t.Helper()
	p, err := raster.Decode(file, raster.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func BenchmarkDecode(b *testing.B) {
	file := photograph()
	b.ReportMetric(float64(len(file))/1e6, "MB-file")
	for b.Loop() {
		decode(b, file)
	}
}

// BenchmarkLadder makes what a page offers of a photograph of 12 megapixels.
func BenchmarkLadder(b *testing.B) {
	p := decode(b, photograph())
	b.ReportAllocs()
	for b.Loop() {
		for range p.Ladder(480, 800, 1200, 1600) {
		}
	}
}

func BenchmarkScale(b *testing.B) {
	p := decode(b, photograph())
	for name, width := range map[string]int{"2400": 2400, "1600": 1600, "800": 800} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.Scale(width)
			}
		})
	}
}

func BenchmarkEncodeJPEG(b *testing.B) {
	p := decode(b, photograph()).Scale(1600)
	for b.Loop() {
		if err := raster.EncodeJPEG(new(bytes.Buffer), p, 80); err != nil {
			b.Fatal(err)
		}
	}
}
