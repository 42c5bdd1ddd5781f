// Package picturetest makes small pictures, and puts into their files what cameras put
// there, for tests.
package picturetest

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// Secret is what no picture may hold that is published.
const Secret = "21.0285N,105.8542E"

// Quarters is a picture whose quarters are red, green, blue and white.
func Quarters(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	colours := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, colours[2*y/height*2+2*x/width])
		}
	}
	return m
}

// Corners names the colours of the quarters of a picture: "r g b rgb".
func Corners(m image.Image) string {
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

// JPEG returns a picture as a file that loses hardly anything.
func JPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 98}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// PNG returns a picture as a file.
func PNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Segment is a segment of JPEG.
func Segment(mark byte, payload string) string {
	return string(binary.BigEndian.AppendUint16([]byte{0xff, mark}, uint16(len(payload)+2))) + payload
}

// WithSegments puts segments behind the first marker of a JPEG file.
func WithSegments(file []byte, segments ...string) []byte {
	return slices.Concat(file[:2], []byte(strings.Join(segments, "")), file[2:])
}

// Chunk is a chunk of PNG.
func Chunk(kind, body string) string {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:])))
}

// WithChunks puts chunks behind the header of a PNG file.
func WithChunks(file []byte, chunks ...string) []byte {
	return slices.Concat(file[:33], []byte(strings.Join(chunks, "")), file[33:])
}
