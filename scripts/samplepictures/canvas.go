package main

import (
	"image"
	"image/color"
	"math"
	"runtime"
	"sync"
)

// rgb is a colour as it is stored: with the curve of sRGB, from 0 to 1.
type rgb struct{ r, g, b float64 }

func hex(c uint32) rgb {
	return rgb{float64(c>>16) / 255, float64(c>>8&255) / 255, float64(c&255) / 255}
}

func mix(a, b rgb, t float64) rgb {
	return rgb{lerp(a.r, b.r, t), lerp(a.g, b.g, t), lerp(a.b, b.b, t)}
}

func (c rgb) times(f float64) rgb { return rgb{c.r * f, c.g * f, c.b * f} }

// lit adds light of a colour; what is bright already takes less of it.
func (c rgb) lit(l rgb, f float64) rgb {
	screen := func(a, b float64) float64 { return 1 - (1-min(a, 1))*(1-min(b*f, 1)) }
	return rgb{screen(c.r, l.r), screen(c.g, l.g), screen(c.b, l.b)}
}

// steps mixes colours that stand at places from 0 to 1, evenly apart.
func steps(t float64, colours ...rgb) rgb {
	at := clamp(t) * float64(len(colours)-1)
	i := min(int(at), len(colours)-2)
	return mix(colours[i], colours[i+1], at-float64(i))
}

// A scene is a picture of any size: the colour of each of its points.
type scene func(p point) rgb

// parallel calls do for each number below n on all cores.
func parallel(n int, do func(i int)) {
	var wait sync.WaitGroup
	cores := runtime.GOMAXPROCS(0)
	for core := range cores {
		wait.Go(func() {
			for i := core; i < n; i += cores {
				do(i)
			}
		})
	}
	wait.Wait()
}

// pixels are the colours of a picture, row by row.
type pixels struct {
	width, height int
	at            []rgb
}

func newPixels(width, height int) *pixels {
	return &pixels{width, height, make([]rgb, width*height)}
}

// expose takes a picture of a scene.
func expose(s scene, width, height int) *pixels {
	m := newPixels(width, height)
	parallel(height, func(y int) {
		for x := range width {
			m.at[y*width+x] = s(point{(float64(x) + .5) / float64(height), (float64(y) + .5) / float64(height)})
		}
	})
	return m
}

// halved returns the picture at half its width and height.
func (m *pixels) halved() *pixels {
	half := newPixels(m.width/2, m.height/2)
	parallel(half.height, func(y int) {
		for x := range half.width {
			i := 2*y*m.width + 2*x
			half.at[y*half.width+x] = mix(mix(m.at[i], m.at[i+1], .5), mix(m.at[i+m.width], m.at[i+m.width+1], .5), .5)
		}
	})
	return half
}

// doubled returns the picture at twice its width and height.
func (m *pixels) doubled() *pixels {
	twice := newPixels(m.width*2, m.height*2)
	parallel(twice.height, func(y int) {
		for x := range twice.width {
			fx, fy := max(float64(x)/2-.25, 0), max(float64(y)/2-.25, 0)
			x0, y0 := int(fx), int(fy)
			x1, y1 := min(x0+1, m.width-1), min(y0+1, m.height-1)
			twice.at[y*twice.width+x] = mix(mix(m.at[y0*m.width+x0], m.at[y0*m.width+x1], fx-float64(x0)), mix(m.at[y1*m.width+x0], m.at[y1*m.width+x1], fx-float64(x0)), fy-float64(y0))
		}
	})
	return twice
}

// developed returns the picture as a camera would: darker corners, and grain.
func (m *pixels) developed(grain float64) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, m.width, m.height))
	centre := point{float64(m.width) / 2, float64(m.height) / 2}
	parallel(m.height, func(y int) {
		for x := range m.width {
			c := m.at[y*m.width+x].times(1 - .16*math.Pow(math.Hypot((float64(x)-centre.x)/centre.x, (float64(y)-centre.y)/centre.y)/math.Sqrt2, 3))
			// Clumps of grain outlast scaling down, as the fine detail of a real scene does.
			clump := noise(float64(x)/2.4, float64(y)/2.4, 3) + noise(float64(x)/4.1, float64(y)/4.1, 4) - 1
			g := grain * (hash(x, y, 1) + hash(x, y, 2) - 1 + 1.5*clump)
			level := func(v float64) uint8 { return uint8(clamp(v+g)*255 + .5) }
			out.SetRGBA(x, y, color.RGBA{level(c.r), level(c.g), level(c.b), 255})
		}
	})
	return out
}

// turned returns the picture as a camera stores it that was held upright: EXIF's
// orientation 6 turns it back.
func turned(m *image.RGBA) *image.RGBA {
	size := m.Bounds().Size()
	out := image.NewRGBA(image.Rect(0, 0, size.Y, size.X))
	for y := range size.Y {
		for x := range size.X {
			out.SetRGBA(y, size.X-1-x, m.RGBAAt(x, y))
		}
	}
	return out
}
