package webp_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	decoder "golang.org/x/image/webp"

	"guong/generator/picture/webp"
)

// photo returns a picture with what photos have: soft shapes, edges and grain. It is
// the same on all machines: nothing in it is a float.
func photo(width, height int) *image.YCbCr {
	m := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	grain := uint32(1)
	for y := range height {
		for x := range width {
			u, v := x*1024/width, y*1024/width
			light := 60 + abs(u*u/300%200-100) + abs(v*v/500%120-60)
			if (u/80+v/120)%2 == 0 {
				light += 25
			}
			grain = grain*1664525 + 1013904223
			m.Y[m.YOffset(x, y)] = byte(min(light+int(grain>>28), 255))
			m.Cb[m.COffset(x, y)] = byte(90 + abs(u%160-80))
			m.Cr[m.COffset(x, y)] = byte(90 + abs(v%140-70))
		}
	}
	return m
}

func abs(v int) int { return max(v, -v) }

// newEncoder returns an encoder that is closed when the test ends.
func newEncoder(t testing.TB, cache string) *webp.Encoder {
	e := webp.NewEncoder(cache)
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func encode(t testing.TB, e *webp.Encoder, m image.Image, o webp.Options) []byte {
	t.Helper()
	file, err := e.Encode(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func decode(t testing.TB, file []byte) image.Image {
	t.Helper()
	m, err := decoder.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// shown returns the colour that browsers show for Y'CbCr as WebP has it: BT.601 with
// its limited range, where the decoder returns the samples as they are.
func shown(m image.Image, x, y int) color.NRGBA {
	s, ok := m.(*image.YCbCr)
	if !ok {
		return color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
	}
	luma := 255. / 219 * (float64(s.Y[s.YOffset(x, y)]) - 16)
	cb := 255. / 224 * (float64(s.Cb[s.COffset(x, y)]) - 128)
	cr := 255. / 224 * (float64(s.Cr[s.COffset(x, y)]) - 128)
	return color.NRGBA{
		value(luma + 1.402*cr), value(luma - 0.344136*cb - 0.714136*cr), value(luma + 1.772*cb), 255,
	}
}

func value(v float64) uint8 { return uint8(math.Round(min(max(v, 0), 255))) }

// A picture of Y'CbCr has the colours that the same picture has in RGB, which libwebp
// converts by itself.
func TestColours(t *testing.T) {
	e := newEncoder(t, "")
	const side = 32
	patches := []color.NRGBA{
		{0, 0, 0, 255}, {16, 16, 16, 255}, {64, 64, 64, 255}, {128, 128, 128, 255}, {200, 200, 200, 255},
		{235, 235, 235, 255}, {255, 255, 255, 255}, {200, 40, 40, 255}, {40, 160, 60, 255}, {40, 60, 190, 255},
		{250, 210, 60, 255}, {224, 172, 140, 255}, {90, 60, 40, 255},
	}
	rgb := image.NewNRGBA(image.Rect(0, 0, side*len(patches), side))
	gray := image.NewGray(rgb.Rect)
	for i, c := range patches {
		at := image.Rect(i*side, 0, (i+1)*side, side)
		draw.Draw(rgb, at, image.NewUniform(c), image.Point{}, draw.Src)
		draw.Draw(gray, at, image.NewUniform(c), image.Point{}, draw.Src)
	}
	ratios := map[string]image.YCbCrSubsampleRatio{
		"420": image.YCbCrSubsampleRatio420, "422": image.YCbCrSubsampleRatio422, "444": image.YCbCrSubsampleRatio444,
		"440": image.YCbCrSubsampleRatio440, "411": image.YCbCrSubsampleRatio411, "410": image.YCbCrSubsampleRatio410,
	}
	pictures := map[string]image.Image{"RGB": rgb, "gray": gray}
	for name, ratio := range ratios {
		pictures[name] = ycbcr(rgb, ratio)
	}
	for name, m := range pictures {
		t.Run(name, func(t *testing.T) {
			got := decode(t, encode(t, e, m, webp.Options{Quality: 100, Method: 4}))
			for i := range patches {
				x, y := i*side+side/2, side/2
				want := color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
				if c := shown(got, x, y); distance(c, want) > 3 {
					t.Errorf("patch %d: %v, want %v", i, c, want)
				}
			}
		})
	}
}

func ycbcr(m image.Image, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	to := image.NewYCbCr(m.Bounds(), ratio)
	for y := to.Rect.Min.Y; y < to.Rect.Max.Y; y++ {
		for x := to.Rect.Min.X; x < to.Rect.Max.X; x++ {
			c := color.YCbCrModel.Convert(m.At(x, y)).(color.YCbCr)
			to.Y[to.YOffset(x, y)], to.Cb[to.COffset(x, y)], to.Cr[to.COffset(x, y)] = c.Y, c.Cb, c.Cr
		}
	}
	return to
}

func distance(a, b color.NRGBA) int {
	return max(abs(int(a.R)-int(b.R)), abs(int(a.G)-int(b.G)), abs(int(a.B)-int(b.B)), abs(int(a.A)-int(b.A)))
}

// Sides of all parities, and parts of pictures that begin anywhere.
func TestSizes(t *testing.T) {
	e := newEncoder(t, "")
	whole := photo(1024, 1024)
	rgb := image.NewNRGBA(whole.Rect)
	draw.Draw(rgb, rgb.Rect, whole, image.Point{}, draw.Src)
	for _, r := range []image.Rectangle{
		image.Rect(0, 0, 1, 1), image.Rect(63, 63, 64, 64), image.Rect(0, 0, 64, 1), image.Rect(0, 0, 1, 64),
		image.Rect(0, 0, 17, 33), image.Rect(1, 0, 17, 33), image.Rect(0, 1, 17, 33), image.Rect(3, 5, 60, 41), image.Rect(2, 4, 61, 40),
	} {
		for name, part := range map[string]image.Image{"YCbCr": whole.SubImage(r), "NRGBA": rgb.SubImage(r)} {
			got := decode(t, encode(t, e, part, webp.Options{Quality: 100, Method: 2}))
			if got.Bounds().Size() != r.Size() {
				t.Errorf("%s %v: %v", name, r, got.Bounds())
				continue
			}
			sum := 0
			for y := range r.Dy() {
				for x := range r.Dx() {
					want := color.NRGBAModel.Convert(part.At(r.Min.X+x, r.Min.Y+y)).(color.NRGBA)
					sum += distance(shown(got, x, y), want)
				}
			}
			if mean := sum / (r.Dx() * r.Dy()); mean > 3 {
				t.Errorf("%s %v: colours differ by %d", name, r, mean)
			}
		}
	}
}

func TestLossless(t *testing.T) {
	e := newEncoder(t, "")
	m := image.NewNRGBA(image.Rect(3, 4, 70, 50))
	premultiplied := image.NewRGBA(m.Rect)
	palette := image.NewPaletted(m.Rect, color.Palette{color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 0, 255, 128}})
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			c := color.NRGBA{uint8(x * 3), uint8(y * 4), uint8(x ^ y), uint8(255 - 51*(x%5))}
			m.SetNRGBA(x, y, c)
			premultiplied.Set(x, y, c)
			palette.SetColorIndex(x, y, uint8(x/3+y/2)&1)
		}
	}
	for name, m := range map[string]image.Image{"NRGBA": m, "RGBA": premultiplied, "palette": palette, "YCbCr": photo(50, 40)} {
		t.Run(name, func(t *testing.T) {
			got := decode(t, encode(t, e, m, webp.Options{Quality: 75, Method: 4, Lossless: true}))
			first := m.Bounds().Min
			for y := range m.Bounds().Dy() {
				for x := range m.Bounds().Dx() {
					want := color.NRGBAModel.Convert(m.At(first.X+x, first.Y+y)).(color.NRGBA)
					c := color.NRGBAModel.Convert(got.At(x, y)).(color.NRGBA)
					if want.A == 0 {
						c.R, c.G, c.B, want.R, want.G, want.B = 0, 0, 0, 0, 0, 0
					}
					if c != want {
						t.Fatalf("%d, %d: %v, want %v", x, y, c, want)
					}
				}
			}
		})
	}
}

// Alpha is kept without loss where colours are not.
func TestAlpha(t *testing.T) {
	e := newEncoder(t, "")
	m := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			m.SetNRGBA(x, y, color.NRGBA{200, 100, 50, uint8(x * 4)})
		}
	}
	got := decode(t, encode(t, e, m, webp.Options{Quality: 90, Method: 4}))
	for x := range 64 {
		if _, _, _, a := got.At(x, 32).RGBA(); a>>8 != uint32(x*4) {
			t.Errorf("alpha at %d is %d, want %d", x, a>>8, x*4)
		}
	}
}

// golden are the checksums of files. Where they change, [webp.Version] must change too.
var golden = struct {
	version string
	files   map[webp.Options]string
}{"libwebp-1.5.0", map[webp.Options]string{
	{Quality: 78, Method: 2}:                 "3a4457750cf711cea3858f71b1cc09fb5cf877373cae920b284971350f7ac5f1",
	{Quality: 78, Method: 4}:                 "83644ff86a81068db114847d58dfafe553a7f3daa0dfbd7bbd209cbd3e3f89f5",
	{Quality: 78, Method: 6}:                 "59137823b2491d4b76fa9f36a975c0a5a8e8c415f2541db595d27613afb29ba3",
	{Quality: 30, Method: 2, Lossless: true}: "be4a828dfea85d9caab6c47061de468cbf6afe3d446dee927708dcc480e37325",
}}

func TestSameBytes(t *testing.T) {
	if webp.Version != golden.version {
		t.Errorf("the version is %s, the checksums are of %s", webp.Version, golden.version)
	}
	cache := t.TempDir()
	used := newEncoder(t, cache)
	m, other := photo(321, 243), photo(500, 100)
	for options, want := range golden.files {
		first := encode(t, newEncoder(t, cache), m, options)
		if got := fmt.Sprintf("%x", sha256.Sum256(first)); got != want {
			t.Errorf("%+v: %d bytes with checksum %s, want %s", options, len(first), got, want)
		}
		for range 2 { // on an instance with the remains of other pictures
			encode(t, used, other, webp.Options{Quality: 50, Method: 3, Lossless: !options.Lossless})
			if !bytes.Equal(encode(t, used, m, options), first) {
				t.Errorf("%+v: a used instance gives other bytes", options)
			}
		}
	}
}

func TestConcurrent(t *testing.T) {
	e := newEncoder(t, "")
	options := webp.Options{Quality: 75, Method: 2}
	var want [4][]byte
	for i := range want {
		want[i] = encode(t, e, photo(100+10*i, 80), options)
	}
	var all sync.WaitGroup
	for n := range 4 * runtime.GOMAXPROCS(0) {
		all.Go(func() {
			i := n % len(want)
			file, err := e.Encode(context.Background(), photo(100+10*i, 80), options)
			if err != nil || !bytes.Equal(file, want[i]) {
				t.Errorf("%d: %d bytes, %v", n, len(file), err)
			}
		})
	}
	all.Wait()
}

// An instance serves picture after picture, unless it failed or has grown large.
func TestInstances(t *testing.T) {
	e := newEncoder(t, "")
	options := webp.Options{Quality: 75}
	idle := func(after string, want int) {
		t.Helper()
		if got := e.Idle(); len(got) != want {
			t.Errorf("%d instances wait %s, want %d: %d", len(got), after, want, got)
		}
	}
	encode(t, e, photo(1600, 1200), webp.Options{Quality: 85, Method: 4})
	idle("after a picture", 1)
	encode(t, e, photo(64, 48), options)
	idle("after two pictures", 1)
	encode(t, e, uniform(2000, 2000), webp.Options{Lossless: true})
	idle("after a huge picture", 0)
	encode(t, e, photo(64, 48), options)
	idle("after a further one", 1)
	if _, err := e.Encode(context.Background(), uniform(8000, 7500), options); err == nil {
		t.Error("a picture that is too large was encoded")
	}
	idle("after a failure", 0)
}

func TestErrors(t *testing.T) {
	e := newEncoder(t, "")
	small := photo(20, 20)
	for _, test := range []struct {
		name    string
		picture image.Image
		options webp.Options
		want    webp.Reason
	}{
		{"empty", image.NewNRGBA(image.Rectangle{}), webp.Options{}, webp.Size},
		{"wide", image.NewUniform(color.White), webp.Options{}, webp.Size},
		{"one too wide", image.NewGray(image.Rect(0, 0, webp.MaxSide+1, 1)), webp.Options{}, webp.Size},
		{"one too high", image.NewGray(image.Rect(0, 0, 1, webp.MaxSide+1)), webp.Options{}, webp.Size},
		{"quality 101", small, webp.Options{Quality: 101}, webp.Settings},
		{"quality -1", small, webp.Options{Quality: -1}, webp.Settings},
		{"method 7", small, webp.Options{Method: 7}, webp.Settings},
		{"method -1", small, webp.Options{Method: -1}, webp.Settings},
		{"pixels over the memory", uniform(10000, 10000), webp.Options{}, webp.Memory},
		{"work over the memory", uniform(8000, 7500), webp.Options{}, webp.Memory},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := e.Encode(context.Background(), test.picture, test.options)
			var own *webp.Error
			if !errors.As(err, &own) || own.Reason != test.want {
				t.Errorf("%v, want %s", err, test.want)
			}
			encode(t, e, small, webp.Options{Quality: 100, Method: 6}) // goes on
		})
	}
	for _, m := range []image.Image{image.NewGray(image.Rect(0, 0, webp.MaxSide, 1)), image.NewGray(image.Rect(0, 0, 1, webp.MaxSide))} {
		encode(t, e, m, webp.Options{})
	}
}

// uniform returns a picture that takes the memory of one row.
func uniform(width, height int) image.Image {
	return &image.NRGBA{Pix: make([]byte, 4*width), Rect: image.Rect(0, 0, width, height)}
}

// late is a context that ends when it was asked some times, so that a test need not
// wait.
type late struct {
	context.Context
	left int
}

func (l *late) Err() error {
	if l.left--; l.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancel(t *testing.T) {
	e := newEncoder(t, "")
	m, options := photo(320, 240), webp.Options{Quality: 75, Method: 4}
	want := encode(t, e, m, options)
	whole := &late{context.Background(), math.MaxInt}
	if _, err := e.Encode(whole, m, options); err != nil {
		t.Fatal(err)
	}
	asked := math.MaxInt - whole.left
	if asked < 10 {
		t.Errorf("asked only %d times whether to go on", asked)
	}
	for _, left := range []int{0, 1, asked / 2, asked - 1} {
		if _, err := e.Encode(&late{context.Background(), left}, m, options); !errors.Is(err, context.Canceled) {
			t.Errorf("ended after %d of %d: %v", left, asked, err)
		}
		if !bytes.Equal(encode(t, e, m, options), want) {
			t.Errorf("ended after %d of %d: the next picture differs", left, asked)
		}
	}
}

func TestClose(t *testing.T) {
	e := webp.NewEncoder("")
	encode(t, e, photo(20, 20), webp.Options{})
	for range 2 {
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Encode(context.Background(), photo(20, 20), webp.Options{}); err == nil {
		t.Error("a closed encoder encodes")
	}
	if err := webp.NewEncoder("").Close(); err != nil {
		t.Errorf("closing an encoder that was not used: %v", err)
	}
}

// A cache is filled, used, and done without where it is damaged or no folder.
func TestCache(t *testing.T) {
	m, options := photo(64, 64), webp.Options{Quality: 75, Method: 2}
	want := encode(t, newEncoder(t, ""), m, options)
	cache := t.TempDir()
	same := func(what, cache string) {
		t.Helper()
		if !bytes.Equal(encode(t, newEncoder(t, cache), m, options), want) {
			t.Errorf("%s: other bytes", what)
		}
	}
	same("an empty cache", cache)
	files, err := filepath.Glob(filepath.Join(cache, "*", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing was cached: %v", err)
	}
	same("a full cache", cache)
	for _, file := range files {
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for name, damaged := range map[string][]byte{"empty": nil, "half": code[:len(code)/2], "flipped": flipped(code)} {
			if err := os.WriteFile(file, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			same("a cache with a file that is "+name, cache)
		}
	}
	same("a file for a cache", files[0])
}

func flipped(code []byte) []byte {
	code = bytes.Clone(code)
	code[len(code)/2] ^= 0xff
	return code
}

// The code that runs is the code that versions.txt tells the sources of.
func TestVersions(t *testing.T) {
	code, err := os.ReadFile("wasm/libwebp.wasm.gz")
	if err != nil {
		t.Fatal(err)
	}
	versions, err := os.ReadFile("wasm/versions.txt")
	if err != nil {
		t.Fatal(err)
	}
	line := fmt.Sprintf("%x  libwebp.wasm.gz\n", sha256.Sum256(code))
	if !strings.Contains(string(versions), line) {
		t.Errorf("versions.txt lacks %s", line)
	}
}

func BenchmarkEncode(b *testing.B) {
	e := newEncoder(b, "")
	for _, width := range []int{480, 800, 1200, 1600} {
		m := photo(width, width*3/4)
		for _, method := range []int{2, 4} {
			options := webp.Options{Quality: 75, Method: method}
			b.Run(fmt.Sprintf("%d/m%d", width, method), func(b *testing.B) {
				size := 0
				for b.Loop() {
					size = len(encode(b, e, m, options))
				}
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}

func BenchmarkStart(b *testing.B) {
	m := photo(16, 16)
	for name, cache := range map[string]string{"compile": "", "cache": b.TempDir()} {
		b.Run(name, func(b *testing.B) {
			encode(b, newEncoder(b, cache), m, webp.Options{})
			for b.Loop() {
				e := webp.NewEncoder(cache)
				encode(b, e, m, webp.Options{})
				e.Close()
			}
		})
	}
}
