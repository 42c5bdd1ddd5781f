package raster_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"guong/generator/picture"
	"guong/generator/picture/picturetest"
	"guong/generator/picture/raster"
)

func greyOf(m image.Image) *image.Gray {
	g := image.NewGray(m.Bounds())
	draw.Draw(g, g.Rect, m, m.Bounds().Min, draw.Src)
	return g
}

func TestUpright(t *testing.T) {
	want := map[int]string{
		1: "r g b rgb", 2: "g r rgb b", 3: "rgb b g r", 4: "b rgb r g",
		5: "r b g rgb", 6: "b r rgb g", 7: "rgb g b r", 8: "g rgb r b",
	}
	for orientation, colours := range want {
		for _, width := range []int{64, 31, 20, 7} {
			t.Run(fmt.Sprint(orientation, " ", width), func(t *testing.T) {
				p := decode(t, picturetest.WithSegments(picturetest.JPEG(t, picturetest.Quarters(64, 32)), oriented(orientation)))
				w, h := p.Size()
				if wide := w == 64 && h == 32; wide != (orientation < 5) {
					t.Fatal(w, h)
				}
				m := p.Scale(width).Image()
				if got := picturetest.Corners(m); got != colours {
					t.Errorf("%s, want %s", got, colours)
				}
				if fw, fh := raster.Fit(w, h, width); m.Bounds() != image.Rect(0, 0, fw, fh) {
					t.Error(m.Bounds())
				}
				var b bytes.Buffer
				if err := raster.EncodeJPEG(&b, p, 80); err != nil || bytes.Contains(b.Bytes(), []byte(picturetest.Secret)) {
					t.Error("an encoded picture holds metadata", err)
				}
				info, err := picture.Inspect(&b)
				if err != nil || len(info.Metadata) > 0 || info.Orientation != 1 {
					t.Error(info, err)
				}
			})
		}
	}
}

// TestUprightPNG: what EXIF says of a PNG turns it as it turns a JPEG.
func TestUprightPNG(t *testing.T) {
	want := map[int]string{
		1: "r g b rgb", 2: "g r rgb b", 3: "rgb b g r", 4: "b rgb r g",
		5: "r b g rgb", 6: "b r rgb g", 7: "rgb g b r", 8: "g rgb r b",
	}
	for orientation, colours := range want {
		exif := oriented(orientation)[len("\xff\xe1\x00\x00Exif\x00\x00"):]
		p := decode(t, picturetest.WithChunks(picturetest.PNG(t, picturetest.Quarters(64, 32)), picturetest.Chunk("eXIf", exif)))
		if w, h := p.Size(); (w == 64 && h == 32) != (orientation < 5) {
			t.Errorf("%d: %d × %d", orientation, w, h)
		}
		if got := picturetest.Corners(p.Scale(64).Image()); got != colours {
			t.Errorf("%d: %s, want %s", orientation, got, colours)
		}
	}
}

// TestFormats holds pictures of all kinds to their colours.
func TestFormats(t *testing.T) {
	c := color.NRGBA{180, 80, 70, 255}
	half := color.NRGBA{180, 80, 70, 128}
	convert := func(m draw.Image, c color.Color) draw.Image {
		draw.Draw(m, m.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
		return m
	}
	r := image.Rect(0, 0, 33, 21)
	palette := image.NewPaletted(r, color.Palette{color.NRGBA{}, c, half})
	clear := image.NewPaletted(r, color.Palette{color.NRGBA{}, c})
	for i := range palette.Pix {
		palette.Pix[i], clear.Pix[i] = 2, 1
	}
	part := image.NewPaletted(image.Rect(10, 5, 20, 15), color.Palette{c, color.Black})
	for ratio, name := range map[image.YCbCrSubsampleRatio]string{
		image.YCbCrSubsampleRatio444: "4:4:4", image.YCbCrSubsampleRatio422: "4:2:2", image.YCbCrSubsampleRatio420: "4:2:0",
		image.YCbCrSubsampleRatio440: "4:4:0", image.YCbCrSubsampleRatio411: "4:1:1", image.YCbCrSubsampleRatio410: "4:1:0",
	} {
		t.Run(name, func(t *testing.T) { sampled(t, ratio) })
	}
	for name, f := range map[string]struct {
		file []byte
		want color.NRGBA
	}{
		"JPEG":             {picturetest.JPEG(t, convert(image.NewNRGBA(r), c)), c},
		"grey JPEG":        {picturetest.JPEG(t, convert(image.NewGray(r), color.Gray{90})), color.NRGBA{90, 90, 90, 255}},
		"PNG":              {picturetest.PNG(t, convert(image.NewNRGBA(r), c)), c},
		"PNG alpha":        {picturetest.PNG(t, convert(image.NewNRGBA(r), half)), half},
		"PNG grey":         {picturetest.PNG(t, convert(image.NewGray(r), color.Gray{90})), color.NRGBA{90, 90, 90, 255}},
		"PNG grey 16":      {picturetest.PNG(t, convert(image.NewGray16(r), color.Gray16{0x5a80})), color.NRGBA{90, 90, 90, 255}},
		"PNG 16":           {picturetest.PNG(t, convert(image.NewRGBA64(r), c)), c},
		"PNG 16 alpha":     {picturetest.PNG(t, convert(image.NewNRGBA64(r), half)), half},
		"PNG palette":      {picturetest.PNG(t, palette), half},
		"GIF":              {gifOf(t, clear, image.Pt(33, 21)), c},
		"GIF of a part":    {gifOf(t, part, image.Pt(30, 20)), c},
		"CMYK of Adobe":    {cmyk(t, 0), color.NRGBA{180, 80, 70, 255}},
		"YCCK of Adobe":    {cmyk(t, 2), color.NRGBA{180, 80, 70, 255}},
		"1 × 1":            {picturetest.PNG(t, convert(image.NewNRGBA(image.Rect(0, 0, 1, 1)), c)), c},
		"1 × 1 JPEG":       {picturetest.JPEG(t, convert(image.NewNRGBA(image.Rect(0, 0, 1, 1)), c)), c},
		"lossy WebP":       {[]byte(lossyWebP), c},
		"lossy WebP alpha": {[]byte(lossyWebPAlpha), half},
	} {
		t.Run(name, func(t *testing.T) {
			p := decode(t, f.file)
			for _, width := range []int{33, 20, 9, 1} {
				q := p.Scale(width)
				m := q.Image()
				switch m.(type) {
				case *image.YCbCr:
					if f.want.A != 255 && name != "GIF of a part" {
						t.Error("opaque")
					}
				case *image.NRGBA:
				default:
					t.Errorf("%T", m)
				}
				got := color.NRGBAModel.Convert(m.At(m.Bounds().Dx()/2, m.Bounds().Dy()/2)).(color.NRGBA)
				for i, d := range []int{int(got.R) - int(f.want.R), int(got.G) - int(f.want.G), int(got.B) - int(f.want.B), int(got.A) - int(f.want.A)} {
					if abs(d) > 3 && (width > 10 || name != "GIF of a part") { // whose edges are sharpened
						t.Errorf("width %d: %v, component %d is off by %d", width, got, i, d)
					}
				}
			}
			if bytes.Contains(f.file, []byte("GIF")) || p.Opaque() == (f.want.A == 255) {
				return
			}
			t.Error("opaque is", p.Opaque())
		})
	}
}

// sampled holds a picture to its quarters, however its chroma is sampled.
func sampled(t *testing.T, ratio image.YCbCrSubsampleRatio) {
	m := image.NewYCbCr(image.Rect(0, 0, 64, 32), ratio)
	for y := range 32 {
		for x := range 64 {
			c := picturetest.Quarters(64, 32).RGBAAt(x, y)
			i, j := m.YOffset(x, y), m.COffset(x, y)
			m.Y[i], m.Cb[j], m.Cr[j] = color.RGBToYCbCr(c.R, c.G, c.B)
		}
	}
	for _, width := range []int{64, 40, 13} {
		if got := picturetest.Corners(raster.FromImage(m).Scale(width).Image()); got != "r g b rgb" {
			t.Errorf("width %d: %s", width, got)
		}
	}
}

// cmyk is a JPEG file of inks as Adobe writes it, inverted, of the colour 180, 80, 70:
// three components are that colour, or luma and chroma of the inks; the fourth is no
// black.
// It has one block of 8 × 8 pixels; each coefficient is the mean of its component.
func cmyk(t testing.TB, transform byte) []byte {
	t.Helper()
	c := []byte{180, 80, 70, 255}
	if transform == 2 {
		c[0], c[1], c[2] = color.RGBToYCbCr(75, 175, 185)
	}
	quantisation := picturetest.Segment(0xdb, "\x00"+strings.Repeat("\x01", 64))
	frame := picturetest.Segment(0xc0, "\x08\x00\x08\x00\x08\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00")
	// Eleven bits are one code of four; the end of a block is one code of one.
	dc := picturetest.Segment(0xc4, "\x00"+"\x00\x00\x00\x0c"+strings.Repeat("\x00", 12)+"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b")
	ac := picturetest.Segment(0xc4, "\x10"+"\x01"+strings.Repeat("\x00", 15)+"\x00")
	scan := picturetest.Segment(0xda, "\x04\x01\x00\x02\x00\x03\x00\x04\x00\x00\x3f\x00")
	var bits strings.Builder
	for _, v := range c {
		value := 8 * (int(v) - 128)
		size := 0
		for abs(value)>>size > 0 {
			size++
		}
		fmt.Fprintf(&bits, "%04b", size)
		if value < 0 {
			value += 1<<size - 1
		}
		if size > 0 {
			fmt.Fprintf(&bits, "%0*b", size, value)
		}
		bits.WriteString("0")
	}
	for bits.Len()%8 != 0 {
		bits.WriteString("1")
	}
	var data []byte
	for s := bits.String(); s != ""; s = s[8:] {
		var b byte
		fmt.Sscanf(s[:8], "%b", &b)
		if data = append(data, b); b == 0xff {
			data = append(data, 0)
		}
	}
	adobe := picturetest.Segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00"+string(transform))
	return []byte("\xff\xd8" + adobe + quantisation + frame + dc + ac + scan + string(data) + "\xff\xd9")
}

func TestRefused(t *testing.T) {
	header := func(w, h int) []byte { // of a PNG file
		file := picturetest.PNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))
		body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
		return picturetest.WithChunks(append(file[:8:8], bytes.Repeat([]byte{0}, 25)...), picturetest.Chunk("IHDR", string(body)+"\x08\x00\x00\x00\x00"))[33:]
	}
	png := func(w, h int) []byte {
		return append([]byte("\x89PNG\r\n\x1a\n"), append(header(w, h), picturetest.PNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))[33:]...)...)
	}
	lying := picturetest.JPEG(t, picturetest.Quarters(64, 32))
	size := bytes.Index(lying, []byte("\xff\xc0")) + 5
	copy(lying[size:], "\xff\xff\xff\xff")
	plain := cmyk(t, 0)
	for name, c := range map[string]struct {
		file []byte
		want picture.Reason
	}{
		"65,535 × 1":        {picturetest.PNG(t, image.NewGray(image.Rect(0, 0, 65535, 1))), picture.TooNarrow},
		"1 × 21":            {picturetest.PNG(t, image.NewGray(image.Rect(0, 0, 1, 21))), picture.TooNarrow},
		"100,000 × 100,000": {png(100_000, 100_000), picture.TooManyPixels},
		"9,000 × 9,000":     {png(9_000, 9_000), picture.TooManyPixels},
		"300 × 300":         {png(300, 300), picture.Damaged},
		"JPEG that lies":    {lying, picture.TooManyPixels},
		"inks, not Adobe's": {append([]byte("\xff\xd8"), plain[18:]...), picture.Undecodable},
		"HEIC":              {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), picture.Undecodable},
		"TIFF":              {[]byte("II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"), picture.Undecodable},
		"no picture":        {[]byte("Hà Nội"), picture.NotPicture},
		"nothing":           {nil, picture.NotPicture},
		"animated WebP":     {riffFile(riff("VP8X", "\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00"), riff("ANMF", strings.Repeat("\x00", 16)+riff("VP8L", lossless))), picture.Animated},
		"WebP that lies":    {riffFile(riff("VP8X", "\x00\x00\x00\x00\x09\x00\x00\x09\x00\x00"), riff("VP8L", lossless)), picture.Damaged},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := raster.Decode(c.file, raster.Limits{})
			var e *picture.Error
			if !errors.As(err, &e) || e.Reason != c.want || p != nil {
				t.Fatal(p, err)
			}
			d := e.At("content/anh.jpg")
			if d.File != "content/anh.jpg" || d.Message.String() == "" || d.Hint.String() == "" || strings.Contains(d.Message.String()+d.Hint.String(), "%!") {
				t.Error(d)
			}
		})
	}
	if _, err := raster.Decode(picturetest.PNG(t, image.NewGray(image.Rect(0, 0, 1, 20))), raster.Limits{}); err != nil {
		t.Error(err)
	}
	if _, err := raster.Decode(picturetest.PNG(t, image.NewGray(image.Rect(0, 0, 10, 10))), raster.Limits{Pixels: 99}); err == nil {
		t.Error("more pixels than the limit")
	}
}

// TestTruncated cuts files off everywhere.
func TestTruncated(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 120, 80))
	for i := range m.Pix {
		m.Pix[i] = byte(i*i>>3) | 0x11*byte(i%4/3*15)
	}
	palette := image.NewPaletted(m.Rect, color.Palette{color.Black, color.White})
	for i := range palette.Pix {
		palette.Pix[i] = byte(i * i >> 4 & 1)
	}
	files := map[string][]byte{
		"JPEG": picturetest.WithSegments(picturetest.JPEG(t, m), oriented(6), inJPEG(displayP3.profile())), "PNG": picturetest.PNG(t, m),
		"GIF": gifOf(t, palette, m.Rect.Max), "WebP": []byte(lossyWebPAlpha), "progressive": []byte(progressiveJPEG),
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			decode(t, file)
			step := max(len(file)/200, 1)
			for n := 0; n < len(file)-16; n += step {
				p, err := raster.Decode(file[:n], raster.Limits{})
				var e *picture.Error
				if !errors.As(err, &e) || p != nil {
					t.Errorf("%d of %d bytes: %v", n, len(file), err)
				}
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(picturetest.WithSegments(picturetest.JPEG(f, picturetest.Quarters(64, 32)), oriented(6), inJPEG(displayP3.profile())))
	f.Add(withProfilePNG(picturetest.PNG(f, flat(20, 10, color.NRGBA{1, 2, 3, 4})), adobeRGB.profile()))
	f.Add(cmyk(f, 2))
	f.Add([]byte(lossyWebPAlpha))
	f.Add([]byte(progressiveJPEG))
	f.Fuzz(func(t *testing.T, file []byte) {
		raster.Weight(file)
		p, err := raster.Decode(file, raster.Limits{Pixels: 100_000})
		if err != nil {
			var e *picture.Error
			if !errors.As(err, &e) {
				t.Fatal(err)
			}
			return
		}
		for _, q := range p.Ladder(100, 30, 7) {
			if err := raster.EncodeJPEG(new(bytes.Buffer), q, 80); err != nil {
				t.Fatal(err)
			}
		}
		p.Crop(p.Attention(1, 1)).Scale(10)
	})
}
