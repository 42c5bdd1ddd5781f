package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/image/webp"

	"guong/generator/picture"
	"guong/generator/picture/picturetest"
)

// corner names the colour of a quarter.
func corner(m image.Image, right, bottom bool) string {
	b := m.Bounds()
	x, y := b.Dx()/4, b.Dy()/4
	if right {
		x = b.Dx() * 3 / 4
	}
	if bottom {
		y = b.Dy() * 3 / 4
	}
	r, g, bl, _ := m.At(b.Min.X+x, b.Min.Y+y).RGBA()
	name := ""
	for i, v := range []uint32{r, g, bl} {
		if v > 0x8000 {
			name += string("rgb"[i])
		}
	}
	return name
}

// exif is a TIFF structure with an orientation and the picturetest.Secret.
func exif(order binary.AppendByteOrder, orientation int) []byte {
	head := "II*\x00"
	if order.String() == "BigEndian" {
		head = "MM\x00*"
	}
	b := order.AppendUint32([]byte(head), 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(order.AppendUint16(b, 0x0112), 3)
	b = order.AppendUint16(order.AppendUint32(b, 1), uint16(orientation))
	return append(b, "\x00\x00\x00\x00\x00\x00"+picturetest.Secret...)
}

func encodeGIF(t testing.TB) []byte {
	t.Helper()
	frame := image.NewPaletted(image.Rect(0, 0, 32, 16), color.Palette{color.Black, color.White})
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{5, 7}, LoopCount: 3}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withBlocks puts blocks behind the table of colours of a GIF file.
func withBlocks(file []byte, blocks ...string) []byte {
	at := 13
	if file[10]&0x80 != 0 {
		at += 3 << (file[10]&7 + 1)
	}
	return slices.Concat(file[:at], []byte(strings.Join(blocks, "")), file[at:])
}

// lossless is a WebP picture of one pixel.
const lossless = "\x2f\x00\x00\x00\x00\x07\x10\xfd\x8f\xfe\x07\x22\xa2\xff\x01"

func riff(kind, body string) string {
	s := kind + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body
	if len(body)%2 == 1 {
		s += "\x00"
	}
	return s
}

func webpFile(chunks ...string) []byte {
	return []byte(riff("RIFF", "WEBP"+strings.Join(chunks, "")))
}

// vp8x is the header of a WebP file of one pixel with the given flags.
func vp8x(flags byte) string {
	return riff("VP8X", string(flags)+"\x00\x00\x00\x00\x00\x00\x00\x00\x00")
}

func box(kind, body string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))) + kind + body
}

// sample is a picture with metadata, and the same without.
type sample struct {
	name         string
	dirty, clean []byte
	metadata     string
}

func samples(t testing.TB) []sample {
	photo := picturetest.JPEG(t, picturetest.Quarters(32, 16))
	drawn := picturetest.PNG(t, picturetest.Quarters(32, 16))
	moving := encodeGIF(t)
	plain := webpFile(riff("VP8L", lossless))
	icc := picturetest.Segment(0xe2, "ICC_PROFILE\x00\x01\x01profile")
	adobe := picturetest.Segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01")
	jfif := picturetest.Segment(0xe0, "JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00")
	return []sample{
		{"JPEG as it is", photo, photo, "[]"},
		{"JPEG with what shows it", picturetest.WithSegments(photo, jfif, icc, adobe), picturetest.WithSegments(photo, jfif, icc, adobe), "[]"},
		{"JPEG with EXIF", picturetest.WithSegments(photo, picturetest.Segment(0xe1, "Exif\x00\x00"+string(exif(binary.BigEndian, 1)))), photo, "[EXIF]"},
		{"JPEG with XMP", picturetest.WithSegments(photo, picturetest.Segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+picturetest.Secret)), photo, "[XMP]"},
		{"JPEG with long XMP", picturetest.WithSegments(photo, picturetest.Segment(0xe1, "http://ns.adobe.com/xmp/extension/\x00"+picturetest.Secret)), photo, "[XMP]"},
		{"JPEG with IPTC", picturetest.WithSegments(photo, picturetest.Segment(0xed, "Photoshop 3.0\x00"+picturetest.Secret)), photo, "[IPTC]"},
		{"JPEG with a comment", picturetest.WithSegments(photo, picturetest.Segment(0xfe, picturetest.Secret)), photo, "[comment]"},
		{"JPEG with several pictures", append(picturetest.WithSegments(photo, picturetest.Segment(0xe2, "MPF\x00"+picturetest.Secret)), photo...), photo, "[other]"},
		{"JPEG with a film behind it", append(slices.Clone(photo), picturetest.Secret...), photo, "[]"},
		{"JPEG with a small picture in JFIF", picturetest.WithSegments(photo, picturetest.Segment(0xe0, "JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x01\x01"+picturetest.Secret)), picturetest.WithSegments(photo, jfif), "[]"},
		{"JPEG with JFXX", picturetest.WithSegments(photo, jfif, picturetest.Segment(0xe0, "JFXX\x00\x10"+picturetest.Secret)), picturetest.WithSegments(photo, jfif), "[other]"},
		{"JPEG with a tail in Adobe", picturetest.WithSegments(photo, picturetest.Segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"+picturetest.Secret)), picturetest.WithSegments(photo, adobe), "[]"},
		{"JPEG with what nobody knows", picturetest.WithSegments(photo, picturetest.Segment(0xe3, picturetest.Secret), picturetest.Segment(0xef, picturetest.Secret), picturetest.Segment(0xf7, picturetest.Secret)), photo, "[other]"},
		{"JPEG with a comment behind the picture", slices.Concat(photo[:len(photo)-2], []byte(picturetest.Segment(0xfe, picturetest.Secret)), photo[len(photo)-2:]), photo, "[]"},
		{"PNG as it is", drawn, drawn, "[]"},
		{"PNG with what shows it", picturetest.WithChunks(drawn, picturetest.Chunk("sRGB", "\x00"), picturetest.Chunk("pHYs", "\x00\x00\x0b\x13\x00\x00\x0b\x13\x01")), picturetest.WithChunks(drawn, picturetest.Chunk("sRGB", "\x00"), picturetest.Chunk("pHYs", "\x00\x00\x0b\x13\x00\x00\x0b\x13\x01")), "[]"},
		{"PNG with EXIF", picturetest.WithChunks(drawn, picturetest.Chunk("eXIf", string(exif(binary.LittleEndian, 1)))), drawn, "[EXIF]"},
		{"PNG with texts", picturetest.WithChunks(drawn, picturetest.Chunk("tEXt", "Comment\x00"+picturetest.Secret), picturetest.Chunk("zTXt", picturetest.Secret), picturetest.Chunk("iTXt", "XML:com.adobe.xmp\x00"+picturetest.Secret), picturetest.Chunk("tIME", picturetest.Secret)), drawn, "[comment]"},
		{"PNG with what nobody knows", picturetest.WithChunks(drawn, picturetest.Chunk("caBX", picturetest.Secret), picturetest.Chunk("prVt", picturetest.Secret)), drawn, "[other]"},
		{"PNG with a tail", append(slices.Clone(drawn), picturetest.Secret...), drawn, "[]"},
		{"PNG with EXIF at its end", slices.Concat(drawn[:len(drawn)-12], []byte(picturetest.Chunk("eXIf", picturetest.Secret)), drawn[len(drawn)-12:]), drawn, "[]"},
		{"GIF as it is", moving, moving, "[]"},
		{"GIF with a comment", withBlocks(moving, "\x21\xfe\x12"+picturetest.Secret+"\x00"), moving, "[comment]"},
		{"GIF with XMP", withBlocks(moving, "\x21\xff\x0bXMP DataXMP\x12"+picturetest.Secret+"\x00"), moving, "[XMP]"},
		{"GIF with what nobody knows", withBlocks(moving, "\x21\xff\x0bMAPLACE 1.0\x12"+picturetest.Secret+"\x00", "\x21\x01\x0cxxxxxxxxxxxx\x12"+picturetest.Secret+"\x00", "\x21\x77\x00"), moving, "[other]"},
		{"GIF with a tail", append(slices.Clone(moving), picturetest.Secret...), moving, "[]"},
		{"WebP as it is", plain, plain, "[]"},
		{"WebP with EXIF", webpFile(vp8x(0x18), riff("VP8L", lossless), riff("EXIF", string(exif(binary.LittleEndian, 1)))), webpFile(vp8x(0x10), riff("VP8L", lossless)), "[EXIF]"},
		{"WebP with XMP", webpFile(vp8x(0x04), riff("VP8L", lossless), riff("XMP ", picturetest.Secret)), webpFile(vp8x(0), riff("VP8L", lossless)), "[XMP]"},
		{"WebP with a profile", webpFile(vp8x(0x20), riff("ICCP", "odd"), riff("VP8L", lossless)), webpFile(vp8x(0x20), riff("ICCP", "odd"), riff("VP8L", lossless)), "[]"},
		{"WebP with what nobody knows", webpFile(vp8x(0), riff("VP8L", lossless), riff("PLCE", picturetest.Secret)), webpFile(vp8x(0), riff("VP8L", lossless)), "[other]"},
		{"WebP with a tail", append(slices.Clone(plain), picturetest.Secret...), plain, "[]"},
		{
			"WebP that moves",
			webpFile(vp8x(2), riff("ANIM", "\x00\x00\x00\x00\x00\x00"), riff("ANMF", strings.Repeat("\x00", 16)+riff("VP8L", lossless)+riff("PLCE", picturetest.Secret))),
			webpFile(vp8x(2), riff("ANIM", "\x00\x00\x00\x00\x00\x00"), riff("ANMF", strings.Repeat("\x00", 16)+riff("VP8L", lossless))),
			"[other]",
		},
		{"AVIF without metadata", []byte(box("ftyp", "avif\x00\x00\x00\x00") + box("meta", "iinf") + box("mdat", "x")), []byte(box("ftyp", "avif\x00\x00\x00\x00") + box("meta", "iinf") + box("mdat", "x")), "[]"},
		{"no picture", []byte("%PDF-1.7 " + "x"), []byte("%PDF-1.7 " + "x"), "[]"},
	}
}

func clean(t *testing.T, file []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := picture.Clean(&b, bytes.NewReader(file)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestClean holds that what is seen stays byte for byte, and nothing else does.
func TestClean(t *testing.T) {
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			got := clean(t, s.dirty)
			if !bytes.Equal(got, s.clean) {
				t.Errorf("got %d bytes, want %d:\n%q\n%q", len(got), len(s.clean), got, s.clean)
			}
			if bytes.Contains(got, []byte(picturetest.Secret)) {
				t.Error("the place is published")
			}
			if again := clean(t, got); !bytes.Equal(again, got) {
				t.Error("cleaning again changes the file")
			}
			info, err := picture.Inspect(iotest.OneByteReader(bytes.NewReader(s.dirty)))
			// What stands behind the picture, Inspect does not read.
			if front := strings.Contains(s.name, "behind the") || strings.Contains(s.name, "at its end"); err != nil || !front && fmt.Sprint(info.Metadata) != s.metadata && info.Format != picture.WebP {
				t.Errorf("metadata %v, want %s (%v)", info.Metadata, s.metadata, err)
			}
		})
	}
}

// TestCleanTellsMetadata holds the list of what was taken out.
func TestCleanTellsMetadata(t *testing.T) {
	for _, s := range samples(t) {
		if info, err := picture.Clean(io.Discard, bytes.NewReader(s.dirty)); err != nil || info.Format == picture.WebP && fmt.Sprint(info.Metadata) != s.metadata {
			t.Errorf("%s: metadata %v, want %s (%v)", s.name, info.Metadata, s.metadata, err)
		}
	}
	if _, err := webp.Decode(bytes.NewReader(webpFile(vp8x(0x10), riff("VP8L", lossless)))); err != nil {
		t.Errorf("the WebP samples are none: %v", err)
	}
}

// TestOrientation holds each orientation to what Exif says: where red, green, blue
// and white are once the picture is upright.
func TestOrientation(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 32, 16))
	for x := range 32 {
		for y := range 16 {
			gray.SetGray(x, y, color.Gray{uint8(255 * (1 - x/16*(1-y/8)))})
		}
	}
	for orientation, want := range map[int]string{
		0: "r g b rgb", 1: "r g b rgb", 2: "g r rgb b", 3: "rgb b g r", 4: "b rgb r g",
		5: "r b g rgb", 6: "b r rgb g", 7: "rgb g b r", 8: "g rgb r b", 9: "r g b rgb",
	} {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			name := fmt.Sprint(orientation, order)
			icc := picturetest.Segment(0xe2, "ICC_PROFILE\x00\x01\x01profile")
			file := picturetest.WithSegments(picturetest.JPEG(t, picturetest.Quarters(32, 16)), icc, picturetest.Segment(0xe1, "Exif\x00\x00"+string(exif(order, orientation))))
			info, err := picture.Inspect(bytes.NewReader(file))
			if err != nil {
				t.Fatal(name, err)
			}
			got := clean(t, file)
			m, err := jpeg.Decode(bytes.NewReader(got))
			if err != nil {
				t.Fatal(name, err)
			}
			if size := m.Bounds().Size(); size != image.Pt(info.Width, info.Height) || (size.X < size.Y) != (orientation >= 5 && orientation <= 8) {
				t.Errorf("%s: %v, told as %d × %d", name, size, info.Width, info.Height)
			}
			if have := picturetest.Corners(m); have != want {
				t.Errorf("%s: %s, want %s", name, have, want)
			}
			if !bytes.Contains(got, []byte(icc)) || bytes.Contains(got, []byte(picturetest.Secret)) {
				t.Errorf("%s: the profile is lost, or the place is kept", name)
			}
			if !bytes.Equal(got, clean(t, file)) {
				t.Errorf("%s: another time, other bytes", name)
			}
		}
		if orientation != 6 {
			continue
		}
		m, err := jpeg.Decode(bytes.NewReader(clean(t, picturetest.WithSegments(picturetest.JPEG(t, gray), picturetest.Segment(0xe1, "Exif\x00\x00"+string(exif(binary.BigEndian, 6)))))))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := m.(*image.Gray); !ok || corner(m, true, true) != "" || corner(m, true, false) != "rgb" {
			t.Errorf("grey becomes %T, %q", m, corner(m, true, true))
		}
	}
}

// TestTruncated cuts every sample everywhere.
func TestTruncated(t *testing.T) {
	for _, s := range samples(t) {
		if !strings.HasSuffix(s.name, "as it is") {
			continue
		}
		for n := picture.SniffLength; n < len(s.clean); n++ {
			_, err := picture.Clean(io.Discard, bytes.NewReader(s.clean[:n]))
			var own *picture.Error
			if !errors.As(err, &own) || own.Reason != picture.Truncated && own.Reason != picture.Damaged {
				t.Fatalf("%s, %d of %d bytes: %v", s.name, n, len(s.clean), err)
			}
		}
	}
	turned := picturetest.WithSegments(picturetest.JPEG(t, picturetest.Quarters(32, 16)), picturetest.Segment(0xe1, "Exif\x00\x00"+string(exif(binary.BigEndian, 6))))
	for n := picture.SniffLength; n < len(turned); n += 7 {
		if _, err := picture.Clean(io.Discard, bytes.NewReader(turned[:n])); err == nil {
			t.Fatalf("turned, %d of %d bytes: no error", n, len(turned))
		}
	}
}

func TestRefused(t *testing.T) {
	photo, drawn := picturetest.JPEG(t, picturetest.Quarters(32, 16)), picturetest.PNG(t, picturetest.Quarters(32, 16))
	frame := bytes.Index(photo, []byte{0xff, 0xc0})
	resized := func(height, width uint16) []byte {
		b := slices.Clone(photo)
		binary.BigEndian.PutUint16(b[frame+5:], height)
		binary.BigEndian.PutUint16(b[frame+7:], width)
		return b
	}
	pngOf := func(width, height uint32) []byte {
		b := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
		return []byte(string(drawn[:8]) + picturetest.Chunk("IHDR", string(b)+"\x08\x02\x00\x00\x00") + picturetest.Chunk("IDAT", "x") + picturetest.Chunk("IEND", ""))
	}
	wrongSum := slices.Clone(drawn)
	wrongSum[30] ^= 1
	tiff := func(tag uint16) []byte {
		b := binary.LittleEndian.AppendUint16([]byte("II*\x00\x08\x00\x00\x00\x01\x00"), tag)
		return append(b, strings.Repeat("\x00", 14)...)
	}
	round := tiff(256)
	round[22] = 8
	for _, test := range []struct {
		name string
		file []byte
		want picture.Reason
	}{
		{"JPEG of 10,000 × 10,001", resized(10_000, 10_001), picture.TooManyPixels},
		{"JPEG of no height", resized(0, 32), picture.Damaged},
		{"JPEG without a picture", append(photo[:2:2], 0xff, 0xd9), picture.Damaged},
		{"JPEG with a scan before its frame", append(photo[:2:2], picturetest.Segment(0xda, "\x00\x00\x00\x00")...), picture.Damaged},
		{"JPEG with a text between its segments", picturetest.WithSegments(photo, picturetest.Segment(0xfe, "x"), "text"), picture.Damaged},
		{"PNG of 100,000 × 100,000", pngOf(100_000, 100_000), picture.TooManyPixels},
		{"PNG of no width", pngOf(0, 5), picture.Damaged},
		{"PNG of a width beyond all", pngOf(1<<31, 5), picture.Damaged},
		{"PNG with a wrong sum", wrongSum, picture.Damaged},
		{"PNG without a header", []byte(string(drawn[:8]) + picturetest.Chunk("IDAT", "x") + picturetest.Chunk("IEND", "")), picture.Damaged},
		{"GIF of 65,535 × 65,535", append([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), 0x3b), picture.TooManyPixels},
		{"GIF with a wrong block", append([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00"), 0x42), picture.Damaged},
		{"WebP of 16 million × 16 million", webpFile(riff("VP8X", "\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff"), riff("VP8L", lossless)), picture.TooManyPixels},
		{"WebP without a picture", webpFile(vp8x(0)), picture.Damaged},
		{"HEIC with EXIF", []byte(box("ftyp", "heic\x00\x00\x00\x00mif1") + box("meta", "infeExif") + box("mdat", "x")), picture.Private},
		{"AVIF with XMP", []byte(box("ftyp", "avif\x00\x00\x00\x00") + box("uuid", picturetest.Secret)), picture.Private},
		{"AVIF that goes on", []byte(box("ftyp", "mif1\x00\x00\x00\x00avif") + box("mdat", "x") + picturetest.Secret), picture.Private},
		{"TIFF with a place", tiff(0x8825), picture.Private},
		{"TIFF that goes round", round, picture.Private},
		{"JPEG XL with EXIF", []byte("\x00\x00\x00\x0cJXL \r\n\x87\n" + box("Exif", picturetest.Secret)), picture.Private},
	} {
		for i := range 2 {
			var err error
			if i == 0 {
				_, err = picture.Clean(io.Discard, bytes.NewReader(test.file))
			} else if _, err = picture.Inspect(bytes.NewReader(test.file)); err == nil && test.want != picture.TooManyPixels {
				continue // only the header is read
			}
			var own *picture.Error
			if !errors.As(err, &own) || own.Reason != test.want {
				t.Errorf("%s: %v, want %s", test.name, err, test.want)
				continue
			}
			if d := own.At("content/a.jpg"); d.File != "content/a.jpg" || d.Message.String() == d.Message.ID || d.Hint.String() == d.Hint.ID {
				t.Errorf("%s: %v", test.name, d)
			}
		}
	}
	for _, format := range [][]byte{tiff(256), []byte(box("ftyp", "heic\x00\x00\x00\x00mif1") + box("mdat", "x"))} {
		if info, err := picture.Clean(io.Discard, bytes.NewReader(format)); err != nil || info.Format.Shown() {
			t.Errorf("%v: %v", info.Format, err)
		}
	}
}

// endless gives the head of a file, and then zeroes without end.
type endless struct{ head io.Reader }

func (e endless) Read(p []byte) (int, error) {
	if n, err := e.head.Read(p); err == nil {
		return n, nil
	}
	clear(p)
	return len(p), nil
}

// TestTooManyBytes holds that a file without end is refused, in whatever part it does
// not end, and that its claims take no memory.
func TestTooManyBytes(t *testing.T) {
	photo := picturetest.JPEG(t, picturetest.Quarters(32, 16))
	for name, head := range map[string][]byte{
		"JPEG": photo[:len(photo)-2],
		"GIF":  []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xfe\x01"),
		"TIFF": []byte("II*\x00"),
	} {
		_, err := picture.Clean(io.Discard, endless{bytes.NewReader(head)})
		var own *picture.Error
		if !errors.As(err, &own) || own.Reason != picture.TooManyBytes && own.Reason != picture.Damaged {
			t.Errorf("%s: %v", name, err)
		}
	}
	claims := []byte("RIFF\xff\xff\xff\xffWEBPVP8X\xff\xff\xff\x03")
	if bytes := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			_, _ = picture.Clean(io.Discard, bytes.NewReader(claims))
		}
	}).AllocedBytesPerOp(); bytes > 1<<18 {
		t.Errorf("a file of %d bytes takes %d bytes of memory", len(claims), bytes)
	}
	broken := errors.New("the disk is broken")
	if _, err := picture.Clean(io.Discard, io.MultiReader(bytes.NewReader(photo[:200]), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("the disk's error becomes %v", err)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.dirty)
		f.Add(s.clean[:len(s.clean)/2])
	}
	f.Add(picturetest.WithSegments(picturetest.JPEG(f, picturetest.Quarters(32, 16)), picturetest.Segment(0xe1, "Exif\x00\x00"+string(exif(binary.BigEndian, 6)))))
	f.Fuzz(func(t *testing.T, file []byte) {
		var once, twice bytes.Buffer
		info, err := picture.Clean(&once, bytes.NewReader(file))
		if err != nil {
			return
		}
		again, err := picture.Clean(&twice, bytes.NewReader(once.Bytes()))
		if err != nil || !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatalf("cleaned again: %v", err)
		}
		if again.Format != info.Format || again.Metadata != nil || info.Format == picture.JPEG && (again.Width != info.Width || again.Height != info.Height) {
			t.Fatalf("%+v becomes %+v", info, again)
		}
	})
}
