package raster_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"math"
	"testing"

	"guong/generator/picture/picturetest"
)

// flat is a picture of one colour.
func flat(w, h int, c color.Color) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	for i := 0; i < len(m.Pix); i += 4 {
		copy(m.Pix[i:], []byte{n.R, n.G, n.B, n.A})
	}
	return m
}

func gifOf(t testing.TB, frame *image.Paletted, screen image.Point) []byte {
	t.Helper()
	var b bytes.Buffer
	g := &gif.GIF{Image: []*image.Paletted{frame}, Delay: []int{0}, Config: image.Config{Width: screen.X, Height: screen.Y}}
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oriented is the segment of EXIF metadata with an orientation and the picturetest.Secret.
func oriented(orientation int) string {
	b := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00")
	return picturetest.Segment(0xe1, string(append(b, byte(orientation)))+"\x00\x00\x00\x00\x00\x00"+picturetest.Secret)
}

// A space is an RGB colour space as its profile tells it: primaries relative to D50, and
// a curve.
type space struct {
	primaries [3][3]float64 // X, Y and Z of red, green and blue
	curve     string        // the value of the tags
	light     func(float64) float64
}

func srgbLight(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// para is the parametric curve of sRGB, as the profiles of Apple have it.
var para = "para\x00\x00\x00\x00\x00\x03\x00\x00" + fixed(2.4) + fixed(1/1.055) + fixed(0.055/1.055) + fixed(1/12.92) + fixed(0.04045)

var (
	displayP3 = space{[3][3]float64{{0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}}, para, srgbLight}
	adobeRGB  = space{[3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}},
		"curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33", func(v float64) float64 { return math.Pow(v, 563.0/256) }}
	sRGB = space{[3][3]float64{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}}, para, srgbLight}
)

func fixed(v float64) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(int32(math.Round(v*65536)))))
}

// profileOf is a file of a profile with tags, names and values by turns.
func profileOf(kind string, tags ...string) string {
	head := make([]byte, 128)
	copy(head[16:], kind)
	copy(head[20:], "XYZ ")
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)/2))
	values := ""
	for i := 0; i < len(tags); i += 2 {
		table = append(table, tags[i]...)
		table = binary.BigEndian.AppendUint32(table, uint32(128+4+len(tags)/2*12+len(values)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(tags[i+1])))
		values += tags[i+1]
	}
	return string(head) + string(table) + values
}

func (s space) profile() string {
	var tags []string
	for i, name := range []string{"r", "g", "b"} {
		p := s.primaries[i]
		tags = append(tags, name+"XYZ", "XYZ \x00\x00\x00\x00"+fixed(p[0])+fixed(p[1])+fixed(p[2]), name+"TRC", s.curve)
	}
	return profileOf("RGB ", tags...)
}

// inJPEG are the segments of a profile, cut into parts.
func inJPEG(profile string) string {
	half := len(profile) / 2
	return picturetest.Segment(0xe2, "ICC_PROFILE\x00\x01\x02"+profile[:half]) + picturetest.Segment(0xe2, "ICC_PROFILE\x00\x02\x02"+profile[half:])
}

func withProfilePNG(file []byte, profile string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(profile))
	w.Close()
	return picturetest.WithChunks(file, picturetest.Chunk("iCCP", "p\x00\x00"+b.String()))
}
