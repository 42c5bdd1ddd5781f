package raster_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"
)

// secret is what no encoded picture may hold.
const secret = "21.0285N,105.8542E"

// quarters is a picture of 64 × 32 pixels whose quarters are red, green, blue and white.
func quarters() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 64, 32))
	colours := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}
	for y := range 32 {
		for x := range 64 {
			m.SetRGBA(x, y, colours[y/16*2+x/32])
		}
	}
	return m
}

// corners names the colours of the quarters of a picture.
func corners(m image.Image) string {
	b := m.Bounds()
	var names []string
	for i := range 4 {
		r, g, bl, _ := m.At(b.Min.X+b.Dx()*(1+2*(i%2))/4, b.Min.Y+b.Dy()*(1+2*(i/2))/4).RGBA()
		name := ""
		for i, v := range []uint32{r, g, bl} {
			if v > 0x8000 {
				name += string("rgb"[i])
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// flat is a picture of one colour.
func flat(w, h int, c color.Color) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	for i := 0; i < len(m.Pix); i += 4 {
		copy(m.Pix[i:], []byte{n.R, n.G, n.B, n.A})
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 98}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
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

// segment is a segment of JPEG.
func segment(mark byte, payload string) string {
	return string(binary.BigEndian.AppendUint16([]byte{0xff, mark}, uint16(len(payload)+2))) + payload
}

// withSegments puts segments behind the first marker of a JPEG file.
func withSegments(file []byte, segments ...string) []byte {
	return slices.Concat(file[:2], []byte(strings.Join(segments, "")), file[2:])
}

// withChunk puts a chunk behind the header of a PNG file.
func withChunk(file []byte, kind, body string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	return slices.Concat(file[:33], b, file[33:])
}

// oriented is the segment of EXIF metadata with an orientation and the secret.
func oriented(orientation int) string {
	b := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00")
	return segment(0xe1, string(append(b, byte(orientation)))+"\x00\x00\x00\x00\x00\x00"+secret)
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
	return segment(0xe2, "ICC_PROFILE\x00\x01\x02"+profile[:half]) + segment(0xe2, "ICC_PROFILE\x00\x02\x02"+profile[half:])
}

func withProfilePNG(file []byte, profile string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(profile))
	w.Close()
	return withChunk(file, "iCCP", "p\x00\x00"+b.String())
}
