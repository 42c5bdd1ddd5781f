package film_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guong/generator/film"
)

// box is an MP4 box of a kind.
func box(kind string, inside ...[]byte) []byte {
	body := bytes.Join(inside, nil)
	return slices.Concat(be(4, uint64(len(body)+8)), []byte(kind), body)
}

// be is a big-endian number of n bytes.
func be(n int, v uint64) []byte {
	b := binary.BigEndian.AppendUint64(nil, v)
	return b[8-n:]
}

const place = "+21.0285+105.8542/"

const date = 0xE1C0FFEE

func mvhd(scale, units uint64) []byte {
	return box("mvhd", be(4, 0), be(4, date), be(4, date), be(4, scale), be(4, units), make([]byte, 80))
}

// tkhd is a track's header; turned is that of a phone held upright.
func tkhd(width, height uint64, turned bool) []byte {
	matrix := slices.Concat(be(4, 0x10000), be(4, 0), be(4, 0), be(4, 0), be(4, 0x10000), be(4, 0), be(4, 0), be(4, 0), be(4, 0x40000000))
	if turned {
		matrix = slices.Concat(be(4, 0), be(4, 0x10000), be(4, 0), be(4, 0xFFFF0000), be(4, 0), be(4, 0), be(4, height<<16), be(4, 0), be(4, 0x40000000))
	}
	return box("tkhd", be(4, 7), be(4, date), be(4, date), make([]byte, 28), matrix, be(4, width<<16), be(4, height<<16))
}

func track(kind string, header []byte, stbl []byte, more ...[]byte) []byte {
	return box("trak", header, box("mdia",
		box("mdhd", be(4, 0), be(4, date), be(4, date), make([]byte, 12)),
		box("hdlr", be(8, 0), []byte(kind), make([]byte, 13)),
		box("minf", box("vmhd", be(8, 0)), stbl)), bytes.Join(more, nil))
}

// stbl tells of samples of sizes: so many in each chunk, from one on another number.
func stbl(offsets []uint64, perChunk [][2]uint64, sizes ...uint64) []byte {
	var stco, stsc, stsz []byte
	for _, o := range offsets {
		stco = append(stco, be(4, o)...)
	}
	for _, p := range perChunk {
		stsc = append(stsc, slices.Concat(be(4, p[0]), be(4, p[1]), be(4, 1))...)
	}
	for _, s := range sizes {
		stsz = append(stsz, be(4, s)...)
	}
	return box("stbl", box("stsd", be(8, 0)),
		box("stsc", be(4, 0), be(4, uint64(len(perChunk))), stsc),
		box("stsz", be(4, 0), be(4, 0), be(4, uint64(len(sizes))), stsz),
		box("stco", be(4, 0), be(4, uint64(len(offsets))), stco))
}

// phone is a film with the place in every box where phones and cameras write it, and
// in the samples of a track: three, in two chunks.
func phone() []byte {
	ftyp := box("ftyp", []byte("qt  "), be(4, 0))
	samples := []byte("PICTURES" + place + place + "SOUND" + place)
	mdat := box("mdat", samples)
	at := uint64(len(ftyp) + 8)
	n := uint64(len(place))
	moov := box("moov", mvhd(600, 600*83+300),
		track("vide", tkhd(1920, 1080, true), stbl([]uint64{at}, [][2]uint64{{1, 1}}, 8),
			box("udta", box("\xa9xyz", []byte(place))), box("meta", []byte(place))),
		track("soun", tkhd(0, 0, false), stbl([]uint64{at + 8 + 2*n}, [][2]uint64{{1, 1}}, 5)),
		track("meta", tkhd(0, 0, false), stbl([]uint64{at + 8, at + 8 + 2*n + 5}, [][2]uint64{{1, 2}, {2, 1}}, n, n, n)),
		box("udta", box("\xa9xyz", []byte(place)), box("loci", []byte(place))),
		box("meta", box("keys", []byte("com.apple.quicktime.location.ISO6709")), box("ilst", []byte(place))))
	xmp := box("uuid", []byte("\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac"), []byte(place))
	return slices.Concat(ftyp, mdat, moov, box("free", []byte(place)), xmp)
}

func clean(t *testing.T, name string, data []byte) ([]byte, error) {
	t.Helper()
	file, err := fstest.MapFS{name: {Data: data}}.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	if file, err = film.Cleaned(name, file); err != nil {
		return nil, err
	}
	defer file.Close()
	out, err := io.ReadAll(iotest(file))
	if err != nil {
		t.Fatal(err)
	}
	return out, nil
}

// iotest reads a few bytes at a time, so that patches begin and end anywhere.
func iotest(r io.Reader) io.Reader { return &slow{r} }

type slow struct{ io.Reader }

func (s *slow) Read(b []byte) (int, error) { return s.Reader.Read(b[:min(len(b), 7)]) }

func TestNoPlaceIsPublished(t *testing.T) {
	src := phone()
	if n := bytes.Count(src, []byte(place)); n != 10 {
		t.Fatalf("the fixture has the place %d times", n)
	}
	out, err := clean(t, "a.mov", src)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != len(src) {
		t.Errorf("%d bytes of %d", len(out), len(src))
	}
	for _, private := range []string{place, "+21", "105.8", "ISO6709", "xyz", "loci", "uuid", "udta", "meta", string(be(4, date))} {
		if bytes.Contains(out, []byte(private)) {
			t.Errorf("%q is left", private)
		}
	}
	for _, wanted := range []string{"PICTURES", "SOUND", "vide", "soun", "stco"} {
		if !bytes.Contains(out, []byte(wanted)) {
			t.Errorf("%q is gone", wanted)
		}
	}
	before, errBefore := film.Inspect("a.mov", bytes.NewReader(src))
	after, errAfter := film.Inspect("a.mov", bytes.NewReader(out))
	want := film.Info{Width: 1080, Height: 1920, Duration: 83*time.Second + 500*time.Millisecond, Bytes: int64(len(src))}
	if before != want || after != want || errBefore != nil || errAfter != nil {
		t.Errorf("before %+v, after %+v (%v, %v), want %+v", before, after, errBefore, errAfter, want)
	}
	if again, err := clean(t, "a.mov", out); err != nil || !bytes.Equal(again, out) {
		t.Errorf("cleaned twice is another film (%v)", err)
	}
}

// TestSeek: who asks for a part of a film gets it without the place.
func TestSeek(t *testing.T) {
	src := phone()
	whole, err := clean(t, "a.mp4", src)
	if err != nil {
		t.Fatal(err)
	}
	file, err := fstest.MapFS{"a.mp4": {Data: src}}.Open("a.mp4")
	if err == nil {
		file, err = film.Cleaned("a.mp4", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int64{0, 30, int64(len(src)) - 20, 41} {
		if _, err := file.(io.Seeker).Seek(at, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		part := make([]byte, 20)
		if _, err := io.ReadFull(file, part); err != nil || !bytes.Equal(part, whole[at:at+20]) {
			t.Errorf("at %d: %q, want %q (%v)", at, part, whole[at:at+20], err)
		}
	}
}

func TestRefused(t *testing.T) {
	whole := phone()
	ftyp, moov := box("ftyp", be(8, 0)), box("moov", mvhd(1, 1))
	for name, test := range map[string]struct {
		file string
		data []byte
		want film.Reason
	}{
		"no film":       {"a.mp4", []byte("<html>not here</html>"), film.Damaged},
		"empty":         {"a.mp4", nil, film.Damaged},
		"no header":     {"a.mp4", slices.Concat(ftyp, box("mdat", be(8, 0))), film.Damaged},
		"cut":           {"a.mp4", whole[:len(whole)-30], film.Damaged},
		"huge box":      {"a.mp4", slices.Concat(ftyp, be(4, 1), []byte("moov"), be(8, 1<<62)), film.Damaged},
		"packed header": {"a.mov", slices.Concat(ftyp, box("moov", box("cmov", be(8, 0)))), film.Packed},
		"fragments with another track": {"a.mp4", slices.Concat(ftyp, box("moov", mvhd(1, 1), track("meta", tkhd(0, 0, false), stbl(nil, nil))),
			box("moof", box("mfhd", be(8, 0)))), film.Packed},
		"samples outside":  {"a.mp4", slices.Concat(ftyp, box("moov", mvhd(1, 1), track("meta", tkhd(0, 0, false), stbl([]uint64{1 << 31}, [][2]uint64{{1, 1}}, 9)))), film.Damaged},
		"samples nowhere":  {"a.mp4", slices.Concat(ftyp, box("moov", mvhd(1, 1), track("meta", tkhd(0, 0, false), stbl(nil, nil, 9)))), film.Damaged},
		"too many samples": {"a.mp4", slices.Concat(ftyp, box("moov", mvhd(1, 1), track("meta", tkhd(0, 0, false), box("stbl", box("stsz", be(4, 0), be(4, 1), be(4, 1<<31)))))), film.Damaged},
		"webm":             {"a.webm", []byte("\x1aE\xdf\xa3 RECORDING_Location " + place), film.Located},
		"webm at the end":  {"a.webm", slices.Concat(make([]byte, 3<<20), []byte("location")), film.Located},
		"mp3 cut":          {"a.mp3", []byte("ID3\x04\x00\x00\x00\x00\x7f\x7fTIT2"), film.Damaged},
	} {
		var why *film.Error
		if _, err := clean(t, test.file, test.data); !errors.As(err, &why) || why.Reason != test.want {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
	for name, data := range map[string][]byte{
		"a.mp4": slices.Concat(ftyp, moov), "a.webm": []byte("\x1aE\xdf\xa3"), "a.pdf": []byte("location"),
		"a.MP4": slices.Concat(ftyp, moov, box("moof", box("mfhd", be(8, 0)), box("traf", box("trun", be(8, 0))))),
	} {
		if _, err := clean(t, name, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCutAnywhere: a film that ends anywhere is an error or a film, never a panic.
func TestCutAnywhere(t *testing.T) {
	whole := phone()
	for i := range whole {
		_, err := clean(t, "a.mp4", whole[:i])
		var why *film.Error
		if err != nil && !errors.As(err, &why) {
			t.Fatalf("at %d: %v", i, err)
		}
		_, _ = film.Inspect("a.mp4", bytes.NewReader(whole[:i]))
	}
}

func TestMP3(t *testing.T) {
	tag := func(text string, flags byte) []byte {
		return slices.Concat([]byte("ID3\x04\x00"), []byte{flags}, []byte{0, 0, byte(len(text) >> 7), byte(len(text) & 0x7f)}, []byte(text))
	}
	sound := []byte("\xff\xfbSOUND")
	end := append([]byte("TAG"), []byte(strings.Repeat("Nha co Lan", 13))[:125]...)
	src := slices.Concat(tag(strings.Repeat("GEOB"+place, 9), 0x40), tag("PRIV"+place, 0x10), []byte("3DI\x04\x00\x10\x00\x00\x00\x16"), sound, end)
	out, err := clean(t, "a.mp3", src)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != len(src) || !bytes.Contains(out, sound) || bytes.Contains(out, []byte("+21")) || bytes.Contains(out, []byte("Lan")) {
		t.Errorf("%q", out)
	}
	if out, err = clean(t, "a.mp3", sound); err != nil || !bytes.Equal(out, sound) {
		t.Errorf("without tags: %q, %v", out, err)
	}
}

func FuzzCleaned(f *testing.F) {
	f.Add("a.mp4", phone())
	f.Add("a.mp3", []byte("ID3\x04\x00\x00\x00\x00\x00\x02xx\xff\xfb"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if !film.Known(name) || strings.ContainsAny(name, "/\\") || len(name) > 100 || name[0] == '.' {
			return
		}
		out, err := clean(t, "a"+name[strings.LastIndexByte(name, '.'):], data)
		if err == nil && len(out) != len(data) {
			t.Errorf("%d bytes of %d", len(out), len(data))
		}
	})
}
