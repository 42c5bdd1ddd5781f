package raster_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"guong/generator/picture/picturetest"
)

// lab returns a colour of a space in CIE L*a*b*, relative to D50.
func (s space) lab(r, g, b float64) [3]float64 {
	var f [3]float64
	for i, white := range []float64{0.9642, 1, 0.8249} {
		v := (s.light(r)*s.primaries[0][i] + s.light(g)*s.primaries[1][i] + s.light(b)*s.primaries[2][i]) / white
		if f[i] = math.Cbrt(v); v < 216.0/24389 {
			f[i] = (24389.0/27*v + 16) / 116
		}
	}
	return [3]float64{116*f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])}
}

func difference(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// TestColoursOfProfiles holds patches to look as their profile says, as far as sRGB has
// such colours: the difference that a person can just see is ΔE 2.3.
func TestColoursOfProfiles(t *testing.T) {
	patches := [][3]byte{
		{128, 128, 128}, {10, 10, 10}, {255, 255, 255}, {0, 0, 0}, {200, 150, 130}, {90, 60, 50}, {180, 80, 70},
		{100, 150, 100}, {70, 90, 180}, {220, 200, 90}, {120, 170, 200}, {60, 40, 90},
	}
	for name, s := range map[string]space{"Display P3": displayP3, "Adobe RGB": adobeRGB, "sRGB": sRGB} {
		for _, c := range patches {
			m := flat(40, 24, color.NRGBA{c[0], c[1], c[2], 255})
			half := flat(40, 24, color.NRGBA{c[0], c[1], c[2], 128})
			for format, file := range map[string][]byte{
				"JPEG":      picturetest.WithSegments(picturetest.JPEG(t, m), inJPEG(s.profile())),
				"PNG":       withProfilePNG(picturetest.PNG(t, m), s.profile()),
				"PNG alpha": withProfilePNG(picturetest.PNG(t, half), s.profile()),
			} {
				t.Run(fmt.Sprint(name, " ", format, " ", c), func(t *testing.T) {
					limit := 2.0
					if format == "PNG alpha" {
						limit = 3 // half of the samples' steps are lost
					}
					got := color.NRGBAModel.Convert(decode(t, file).Scale(20).Image().At(10, 6)).(color.NRGBA)
					want := s.lab(float64(c[0])/255, float64(c[1])/255, float64(c[2])/255)
					if d := difference(sRGB.lab(float64(got.R)/255, float64(got.G)/255, float64(got.B)/255), want); d >= limit {
						t.Errorf("%v: ΔE %.2f", got, d)
					}
				})
			}
		}
	}
}

// TestColoursThatSRGBHasNot holds what is too colourful to be as colourful as can be.
func TestColoursThatSRGBHasNot(t *testing.T) {
	file := withProfilePNG(picturetest.PNG(t, flat(8, 8, color.NRGBA{255, 0, 0, 255})), displayP3.profile())
	if c := color.NRGBAModel.Convert(decode(t, file).Image().At(4, 4)).(color.NRGBA); c.R < 253 || c.G > 3 || c.B > 3 {
		t.Error(c)
	}
}

func TestCurves(t *testing.T) {
	grey := func(v byte, tags ...string) byte {
		m := flat(8, 8, color.Gray{v})
		c := color.GrayModel.Convert(decode(t, withProfilePNG(picturetest.PNG(t, greyOf(m)), profileOf("GRAY", tags...))).Image().At(4, 4))
		return c.(color.Gray).Y
	}
	encode := func(light float64) int {
		if light <= 0.0031308 {
			return int(math.Round(light * 12.92 * 255))
		}
		return int(math.Round((1.055*math.Pow(light, 1/2.4) - 0.055) * 255))
	}
	for name, c := range map[string]struct {
		curve string
		light func(x float64) float64
	}{
		"straight":     {"curv\x00\x00\x00\x00\x00\x00\x00\x00", func(x float64) float64 { return x }},
		"gamma":        {"curv\x00\x00\x00\x00\x00\x00\x00\x01\x01\xcc", func(x float64) float64 { return math.Pow(x, 0x1cc/256.0) }},
		"points":       {"curv\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x40\x00\xff\xff", func(x float64) float64 { return max(x/2, 1.5*x-0.5) }},
		"parametric 0": {"para\x00\x00\x00\x00\x00\x00\x00\x00" + fixed(2), func(x float64) float64 { return x * x }},
		"parametric 1": {"para\x00\x00\x00\x00\x00\x01\x00\x00" + fixed(2) + fixed(2) + fixed(-1), func(x float64) float64 { return math.Pow(max(2*x-1, 0), 2) }},
		"parametric 2": {"para\x00\x00\x00\x00\x00\x02\x00\x00" + fixed(2) + fixed(1) + fixed(-.5) + fixed(.25), func(x float64) float64 { return math.Pow(max(x-.5, 0), 2) + .25 }},
		"parametric 3": {para, srgbLight},
		"parametric 4": {"para\x00\x00\x00\x00\x00\x04\x00\x00" + fixed(2) + fixed(1) + fixed(0) + fixed(.5) + fixed(.5) + fixed(.1) + fixed(.2),
			func(x float64) float64 {
				if x >= .5 {
					return x*x + .1
				}
				return x/2 + .2
			}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, v := range []byte{0, 60, 120, 140, 200, 255} {
				want := encode(min(c.light(float64(v)/255), 1))
				if got := int(grey(v, "kTRC", c.curve+"\x00\x00\x00\x00")); abs(got-want) > 1 {
					t.Errorf("%d: %d, want %d", v, got, want)
				}
			}
		})
	}
}

// TestIgnoredProfiles holds profiles that cannot be heeded to change nothing, and to be
// told.
func TestIgnoredProfiles(t *testing.T) {
	m := flat(16, 16, color.NRGBA{180, 80, 70, 255})
	for name, c := range map[string]struct {
		profile string
		notes   int
	}{
		"inks":              {profileOf("CMYK", "A2B0", "mft1"), 1},
		"a table":           {profileOf("RGB ", "A2B0", "mft1"), 1},
		"no curve":          {profileOf("RGB ", "rXYZ", "XYZ \x00\x00\x00\x00"+fixed(.4)+fixed(.2)+fixed(0)), 1},
		"grey":              {profileOf("GRAY", "kTRC", para), 1},
		"tag outside":       {displayP3.profile()[:200], 1},
		"too many tags":     {profileOf("RGB ")[:128] + "\xff\xff\xff\xff", 1},
		"curve of 4 points": {profileOf("GRAY", "kTRC", "curv\x00\x00\x00\x00\xff\xff\xff\xff\x00\x00"), 1},
		"short":             {"abc", 1},
		"sRGB":              {sRGB.profile(), 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := decode(t, picturetest.WithSegments(picturetest.JPEG(t, m), inJPEG(c.profile)))
			if notes := p.Notes("a.jpg"); len(notes) != c.notes {
				t.Error(notes)
			}
			got := color.NRGBAModel.Convert(p.Image().At(8, 8)).(color.NRGBA)
			if abs(int(got.R)-180) > 2 || abs(int(got.G)-80) > 2 || abs(int(got.B)-70) > 2 {
				t.Error(got)
			}
		})
	}
	if notes := decode(t, picturetest.JPEG(t, m)).Notes("a.jpg"); len(notes) != 0 {
		t.Error(notes)
	}
}
