package main

import "math"

// hash returns a number from 0 to 1 that looks like chance and is the same on every
// machine (the finaliser of MurmurHash3).
func hash(x, y, seed int) float64 {
	h := uint32(x)*0x85ebca6b ^ uint32(y)*0xc2b2ae35 ^ uint32(seed)*0x9e3779b9
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return float64(h^h>>16) / math.MaxUint32
}

// noise is smooth value noise from 0 to 1.
func noise(x, y float64, seed int) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	ix, iy := int(fx), int(fy)
	u, v := smooth(0, 1, x-fx), smooth(0, 1, y-fy)
	return lerp(lerp(hash(ix, iy, seed), hash(ix+1, iy, seed), u), lerp(hash(ix, iy+1, seed), hash(ix+1, iy+1, seed), u), v)
}

// fractal adds up octaves of noise; the sum lies from 0 to 1.
func fractal(x, y float64, octaves, seed int) (sum float64) {
	weight, whole := 1.0, 0.0
	for o := range octaves {
		sum += weight * noise(x, y, seed+o)
		whole += weight
		weight /= 2
		x, y = x*2.03+17.1, y*2.03-9.7
	}
	return sum / whole
}

func lerp(a, b, t float64) float64 { return a + (b-a)*t }

func clamp(t float64) float64 { return min(max(t, 0), 1) }

// smooth rises from 0 at from to 1 at to.
func smooth(from, to, x float64) float64 {
	t := clamp((x - from) / (to - from))
	return t * t * (3 - 2*t)
}
