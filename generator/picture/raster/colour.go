package raster

import (
	"image/color"
	"math"
	"sync"
)

// matrix is a matrix of colours.
type matrix [3][3]float64

// srgbPrimaries are red, green and blue of sRGB relative to D50, as profiles have them.
var srgbPrimaries = matrix{
	{0.43606567, 0.38514710, 0.14307785},
	{0.22248840, 0.71687317, 0.06060791},
	{0.01391602, 0.09707642, 0.71409607},
}

// identity changes no light.
var identity = [3][3]int{{1 << lightBits, 0, 0}, {0, 1 << lightBits, 0}, {0, 0, 1 << lightBits}}

// encoded is the sample of sRGB for light (IEC 61966-2-1).
var encoded = sync.OnceValue(func() *[1<<lightBits + 1]byte {
	samples := new([1<<lightBits + 1]byte)
	for i := range samples {
		light := float64(i) / (1 << lightBits)
		if light <= 0.0031308 {
			light *= 12.92
		} else {
			light = float64(1.055*math.Pow(light, 1/2.4)) - 0.055
		}
		samples[i] = byte(math.Round(light * 255))
	}
	return samples
})

// times returns the matrix that does what m does after what n does.
func (m matrix) times(n matrix) (r matrix) {
	for i := range 3 {
		for j := range 3 {
			r[i][j] = float64(m[i][0]*n[0][j]) + float64(m[i][1]*n[1][j]) + float64(m[i][2]*n[2][j])
		}
	}
	return r
}

// inverse returns the matrix that undoes m, which is not singular.
func (m matrix) inverse() (r matrix) {
	cofactor := func(i, j int) float64 {
		a, b, c, d := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
		return float64(m[a][c]*m[b][d]) - float64(m[a][d]*m[b][c])
	}
	determinant := float64(m[0][0]*cofactor(0, 0)) + float64(m[0][1]*cofactor(0, 1)) + float64(m[0][2]*cofactor(0, 2))
	for i := range 3 {
		for j := range 3 {
			r[j][i] = cofactor(i, j) / determinant
		}
	}
	return r
}

// rgb returns a colour in sRGB. What sRGB does not have becomes its nearest red, green
// or blue.
func (p *profile) rgb(r, g, b byte) (byte, byte, byte) {
	x, y, z := int(p.linear[0][r]), int(p.linear[1][g]), int(p.linear[2][b])
	sample := func(row *[3]int) byte {
		light := (row[0]*x + row[1]*y + row[2]*z + 1<<(lightBits-1)) >> lightBits
		return p.encoded[max(min(light, 1<<lightBits), 0)]
	}
	return sample(&p.matrix[0]), sample(&p.matrix[1]), sample(&p.matrix[2])
}

// convert brings planes without gaps to sRGB, in place.
func (p *profile) convert(planes []plane) {
	switch len(planes) {
	case 1:
		pix := planes[0].pix
		for i, v := range pix {
			pix[i] = p.grey[v]
		}
	case 3:
		p.convertLuma(planes[0], planes[1], planes[2])
	case 4:
		p.convertAlpha(planes)
	}
}

// convertLuma converts luma and chroma, sampled 2 × 2: each pixel gets a new luma, and
// each four the chroma of their mean.
func (p *profile) convertLuma(luma, blue, red plane) {
	for cy := range blue.h {
		for cx := range blue.w {
			at := cy*blue.stride + cx
			cb, cr := blue.pix[at], red.pix[at]
			var sum [3]int
			n := 0
			for y := 2 * cy; y < min(2*cy+2, luma.h); y++ {
				for x := 2 * cx; x < min(2*cx+2, luma.w); x++ {
					sample := &luma.pix[y*luma.stride+x]
					r, g, b := p.rgb(color.YCbCrToRGB(*sample, cb, cr))
					*sample, _, _ = color.RGBToYCbCr(r, g, b)
					sum[0], sum[1], sum[2], n = sum[0]+int(r), sum[1]+int(g), sum[2]+int(b), n+1
				}
			}
			_, blue.pix[at], red.pix[at] = color.RGBToYCbCr(byte((sum[0]+n/2)/n), byte((sum[1]+n/2)/n), byte((sum[2]+n/2)/n))
		}
	}
}

// convertAlpha converts red, green and blue that were multiplied by alpha.
func (p *profile) convertAlpha(planes []plane) {
	for i, alpha := range planes[3].pix {
		if alpha == 0 {
			continue
		}
		var c [3]byte
		for j := range c {
			c[j] = divided(planes[j].pix[i], alpha)
		}
		c[0], c[1], c[2] = p.rgb(c[0], c[1], c[2])
		for j, v := range c {
			planes[j].pix[i] = byte((int(v)*int(alpha) + 127) / 255)
		}
	}
}
