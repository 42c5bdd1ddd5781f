package raster

import (
	"bytes"
	"encoding/binary"
	"math"

	"guong/generator/diag"
	"guong/generator/message"
)

// profile brings colours to sRGB. It is a small part of what profiles can be (ICC.1:2022):
// a curve for each of red, green and blue and a matrix, which is how cameras, phones and
// screens describe themselves.
type profile struct {
	linear  [3][256]uint16 // samples as light, of lightBits
	matrix  [3][3]int      // fixed-point, of lightBits: light of the profile to that of sRGB
	encoded *[1<<lightBits + 1]byte
	grey    [256]byte // luma of pictures that have nothing else
}

// lightBits is how finely light is told.
const lightBits = 15

// setProfile takes a colour profile for the picture, unless it is sRGB itself or cannot
// be heeded.
func (p *Picture) setProfile(raw []byte) {
	if len(raw) == 0 {
		p.ignored = ""
		return
	}
	kind := "ICC"
	if len(raw) >= 20 {
		switch said := string(bytes.TrimRight(raw[16:20], " ")); said {
		case "RGB", "GRAY", "CMYK", "Lab":
			kind = said
		}
	}
	var ok bool
	switch inks := p.ignored != ""; {
	case !inks && kind == "RGB":
		p.profile, ok = readRGB(raw)
	case !inks && kind == "GRAY" && len(p.planes) == 1:
		p.profile, ok = readGrey(raw)
	}
	if p.ignored = ""; !ok {
		p.ignored = kind
	}
	if p.profile != nil && p.profile.isIdentity() {
		p.profile = nil
	}
}

// Notes tells what a person should know of a picture that was decoded all the same.
func (p *Picture) Notes(file string) []diag.Diagnostic {
	if p.ignored == "" {
		return nil
	}
	return []diag.Diagnostic{{
		Position: diag.Position{File: file},
		Severity: diag.Note,
		Message:  message.New("picture.profile-ignored", p.ignored),
		Hint:     message.New("picture.profile-ignored-hint"),
	}}
}

// readRGB returns the profile of three curves and a matrix.
func readRGB(raw []byte) (*profile, bool) {
	var to matrix
	p := &profile{encoded: encoded()}
	for i, name := range []string{"r", "g", "b"} {
		xyz, ok := readXYZ(tag(raw, name+"XYZ"))
		if !ok {
			return nil, false
		}
		curve, ok := readCurve(tag(raw, name+"TRC"))
		if !ok {
			return nil, false
		}
		for row := range 3 {
			to[row][i] = xyz[row]
		}
		p.linear[i] = lightOf(curve)
	}
	to = srgbPrimaries.inverse().times(to)
	for row := range 3 {
		for i := range 3 {
			p.matrix[row][i] = int(math.Round(to[row][i] * (1 << lightBits)))
		}
	}
	p.setGrey(p.linear[1])
	return p, true
}

// readGrey returns the profile of one curve.
func readGrey(raw []byte) (*profile, bool) {
	curve, ok := readCurve(tag(raw, "kTRC"))
	if !ok {
		return nil, false
	}
	p := &profile{encoded: encoded(), matrix: identity}
	light := lightOf(curve)
	p.linear = [3][256]uint16{light, light, light}
	p.setGrey(light)
	return p, true
}

func (p *profile) setGrey(light [256]uint16) {
	for v, l := range light {
		p.grey[v] = p.encoded[l]
	}
}

// isIdentity reports whether the profile changes no colour by more than a step.
func (p *profile) isIdentity() bool {
	near := func(a, b byte) bool { return a-b+1 <= 2 }
	for v := range 256 {
		for _, c := range [][3]byte{{byte(v), byte(v), byte(v)}, {byte(v), 0, 0}, {0, byte(v), 0}, {0, 0, byte(v)}} {
			r, g, b := p.rgb(c[0], c[1], c[2])
			if !near(r, c[0]) || !near(g, c[1]) || !near(b, c[2]) {
				return false
			}
		}
	}
	return true
}

// tag returns the value of a tag of a profile, nil if it has none.
func tag(raw []byte, name string) []byte {
	if len(raw) < 132 {
		return nil
	}
	entries := raw[132:]
	for range min(binary.BigEndian.Uint32(raw[128:]), 200) {
		if len(entries) < 12 {
			return nil
		}
		if string(entries[:4]) == name {
			at, n := uint64(binary.BigEndian.Uint32(entries[4:])), uint64(binary.BigEndian.Uint32(entries[8:]))
			if at+n > uint64(len(raw)) {
				return nil
			}
			return raw[at : at+n]
		}
		entries = entries[12:]
	}
	return nil
}

// readXYZ returns a colour, relative to D50.
func readXYZ(value []byte) (xyz [3]float64, ok bool) {
	if len(value) < 20 || string(value[:4]) != "XYZ " {
		return xyz, false
	}
	for i := range xyz {
		xyz[i] = fixed(value[8+4*i:])
	}
	return xyz, true
}

// fixed returns a number of the type s15Fixed16Number.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// readCurve returns the light of a sample; both go from 0 to 1 (sections 10.6 and 10.18).
func readCurve(value []byte) (func(float64) float64, bool) {
	if len(value) < 12 {
		return nil, false
	}
	switch string(value[:4]) {
	case "curv":
		n := int(binary.BigEndian.Uint32(value[8:]))
		if points := value[12:]; n >= 0 && len(points)/2 >= n {
			return readPoints(points[:2*n]), true
		}
	case "para":
		kind := int(binary.BigEndian.Uint16(value[8:]))
		counts := []int{1, 3, 4, 5, 7}
		if kind < len(counts) && len(value) >= 12+4*counts[kind] {
			var v [7]float64
			for i := range counts[kind] {
				v[i] = fixed(value[12+4*i:])
			}
			return parametric(kind, v), true
		}
	}
	return nil, false
}

// readPoints returns the curve through some points of 16 bits each.
func readPoints(raw []byte) func(float64) float64 {
	point := func(i int) float64 { return float64(binary.BigEndian.Uint16(raw[2*i:])) }
	switch n := len(raw) / 2; n {
	case 0:
		return func(x float64) float64 { return x }
	case 1:
		gamma := point(0) / 256
		return func(x float64) float64 { return math.Pow(x, gamma) }
	default:
		return func(x float64) float64 {
			at := float64(x * float64(n-1))
			i := min(int(at), n-2)
			share := at - float64(i)
			return (float64(point(i)*(1-share)) + float64(point(i+1)*share)) / 65535
		}
	}
}

// parametric returns the curve of a kind with the parameters g, a, b, c, d, e, f.
func parametric(kind int, v [7]float64) func(float64) float64 {
	g, a, b, c, d, e, f := v[0], v[1], v[2], v[3], v[4], v[5], v[6]
	switch kind {
	case 0:
		a, d = 1, 0
	case 1, 2: // below −b/a there is nothing but c
		if a != 0 {
			d = -b / a
		}
		e, f = c, c
		c = 0
	case 3:
		e, f = 0, 0
	}
	return func(x float64) float64 {
		if x >= d {
			return math.Pow(float64(a*x)+b, g) + e
		}
		return float64(c*x) + f
	}
}

// lightOf returns the light of each sample.
func lightOf(curve func(float64) float64) (light [256]uint16) {
	for v := range light {
		l := curve(float64(v) / 255)
		if !(l > 0) { // neither is what is no number
			l = 0
		}
		light[v] = uint16(math.Round(min(l, 1) * (1 << lightBits)))
	}
	return light
}
