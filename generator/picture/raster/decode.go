package raster

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"guong/generator/picture"
)

// Limits are what pictures may be at most. A limit of zero is the default.
type Limits struct {
	Pixels int // width × height
	Ratio  int // of the longer side to the shorter
}

// The default limits let through what cameras and phones make, and panoramas.
const (
	DefaultPixels = 60_000_000
	DefaultRatio  = 20
)

// check returns the error of a picture that is beyond the limits.
func (l Limits) check(i picture.Info) error {
	if l.Pixels <= 0 {
		l.Pixels = DefaultPixels
	}
	if l.Ratio <= 0 {
		l.Ratio = DefaultRatio
	}
	e := &picture.Error{Format: i.Format, Width: i.Width, Height: i.Height}
	long, short := max(i.Width, i.Height), min(i.Width, i.Height)
	switch {
	case short <= 0:
		e.Reason = picture.Damaged
	case int64(long)*int64(short) > int64(l.Pixels):
		e.Reason, e.Limit = picture.TooManyPixels, l.Pixels
	case long > l.Ratio*short:
		e.Reason, e.Limit = picture.TooNarrow, l.Ratio
	default:
		return nil
	}
	return e
}

// Decode returns the picture of a file: JPEG, PNG, WebP, or the first one of GIF. What
// its header claims is held to the limits before memory is taken for it. A picture that
// cannot be had is a [picture.Error].
func Decode(file []byte, limits Limits) (*Picture, error) {
	format := picture.Sniff(file[:min(len(file), picture.SniffLength)])
	decode := decoders[format]
	switch {
	case format == picture.None:
		return nil, &picture.Error{Reason: picture.NotPicture}
	case decode == nil:
		return nil, &picture.Error{Reason: picture.Undecodable, Format: format}
	}
	info, err := picture.Inspect(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	if err := limits.check(info); err != nil {
		return nil, err
	}
	head := readHeader(file, info.Format)
	if head.animated {
		return nil, &picture.Error{Reason: picture.Animated, Format: info.Format}
	}
	if head.width > 0 && (head.width != info.Width || head.height != info.Height) {
		return nil, &picture.Error{Reason: picture.Damaged, Format: info.Format}
	}
	p, err := guarded(decode, file)
	if err != nil {
		return nil, failed(err, info.Format)
	}
	p.orientation = info.Orientation
	if w, h := p.Size(); info.Format != picture.GIF && image.Pt(w, h) != uprightSize(info) {
		return nil, &picture.Error{Reason: picture.Damaged, Format: info.Format}
	}
	p.setProfile(head.profile)
	return p, nil
}

// uprightSize returns the size of a picture that is turned as its metadata say. Clean turns
// only JPEG, and tells the size of others as they lie.
func uprightSize(info picture.Info) image.Point {
	if info.Format != picture.JPEG && info.Orientation >= 5 {
		return image.Pt(info.Height, info.Width)
	}
	return image.Pt(info.Width, info.Height)
}

// decoders decode what browsers and cameras make. They return planes as they lie.
var decoders = map[picture.Format]func(file []byte) (*Picture, error){
	picture.JPEG: decodeJPEG,
	picture.PNG:  decodePNG,
	picture.GIF:  decodeGIF,
	picture.WebP: decodeWebP,
}

// guarded decodes a file. A file that brings a decoder out of step is damaged: decoders
// meet whatever the world sends.
func guarded(decode func([]byte) (*Picture, error), file []byte) (p *Picture, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			p, err = nil, fmt.Errorf("decoding: %v", cause)
		}
	}()
	return decode(file)
}

// failed returns why a file could not be decoded. Nothing is read but memory, so it is
// the fault of the file.
func failed(err error, f picture.Format) error {
	e := &picture.Error{Reason: picture.Damaged, Format: f}
	var unsupported jpeg.UnsupportedError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		e.Reason = picture.Truncated
	case errors.As(err, &unsupported):
		e.Reason = picture.Undecodable
	}
	return e
}

func decodeJPEG(file []byte) (*Picture, error) {
	m, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return fromImage(m), nil
}

func decodePNG(file []byte) (*Picture, error) {
	m, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return fromImage(m), nil
}

// decodeGIF returns the first picture on the whole screen.
func decodeGIF(file []byte) (*Picture, error) {
	screen, err := gif.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	m, err := gif.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	if whole := image.Rect(0, 0, screen.Width, screen.Height); m.Bounds() != whole {
		m = placed{m, whole}
	}
	return fromImage(m), nil
}

// decodeWebP returns planes of the full range: those of the format keep to 16–235 and
// 16–240 (RFC 6386, section 9.2), as the decoder gives them.
func decodeWebP(file []byte) (*Picture, error) {
	m, err := webp.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	switch m := m.(type) {
	case *image.YCbCr:
		toFullRange(m)
	case *image.NYCbCrA:
		toFullRange(&m.YCbCr)
	}
	return fromImage(m), nil
}

// toFullRange stretches the samples of a picture, in place.
func toFullRange(m *image.YCbCr) {
	var luma, chroma [256]byte
	for v := range 256 {
		luma[v] = clamp(int32(roundedQuotient((v-16)*255, 219)))
		chroma[v] = clamp(int32(roundedQuotient((v-128)*255, 224) + 128))
	}
	for i, v := range m.Y {
		m.Y[i] = luma[v]
	}
	for _, samples := range [][]byte{m.Cb, m.Cr} {
		for i, v := range samples {
			samples[i] = chroma[v]
		}
	}
}

// roundedQuotient returns a/b, rounded; b is positive.
func roundedQuotient(a, b int) int {
	if a < 0 {
		return -((2*-a + b) / (2 * b))
	}
	return (2*a + b) / (2 * b)
}
