package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"os"
	"slices"
	"strings"
)

// save writes a picture as JPEG, with segments before its own.
func save(name string, m image.Image, quality int, segments ...[]byte) error {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, &jpeg.Options{Quality: quality}); err != nil {
		return err
	}
	start, rest := file.Bytes()[:2], file.Bytes()[2:]
	return os.WriteFile(name, slices.Concat(append(append([][]byte{start}, segments...), rest)...), 0o666)
}

func segment(marker byte, data []byte) []byte {
	return slices.Concat([]byte{0xff, marker}, binary.BigEndian.AppendUint16(nil, uint16(len(data)+2)), data)
}

// entry is one of an EXIF directory (Exif 2.32, §4.6): a value that is longer than
// four bytes stands behind the directory.
type entry struct {
	tag, kind uint16
	count     uint32
	value     []byte
}

func text(tag uint16, s string) entry {
	return entry{tag, 2, uint32(len(s) + 1), append([]byte(s), 0)}
}

func short(tag, n uint16) entry {
	return entry{tag, 3, 1, binary.BigEndian.AppendUint16(nil, n)}
}

// degrees is a place in degrees, minutes and seconds.
func degrees(tag uint16, parts ...uint32) entry {
	e := entry{tag: tag, kind: 5, count: uint32(len(parts))}
	for _, n := range parts {
		e.value = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(e.value, n), 1)
	}
	return e
}

func directory(at uint32, entries ...entry) []byte {
	head := binary.BigEndian.AppendUint16(nil, uint16(len(entries)))
	var values []byte
	behind := at + 2 + 12*uint32(len(entries)) + 4
	for _, e := range entries {
		head = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(head, e.tag), e.kind), e.count)
		if len(e.value) <= 4 {
			head = append(head, append(slices.Clone(e.value), make([]byte, 4-len(e.value))...)...)
			continue
		}
		head = binary.BigEndian.AppendUint32(head, behind+uint32(len(values)))
		values = append(values, e.value...)
		values = append(values, make([]byte, len(values)%2)...)
	}
	return slices.Concat(head, make([]byte, 4), values)
}

// exif is what a telephone held upright writes: itself, the time and the place.
func exif() []byte {
	const start = 8
	main := func(gps uint32) []byte {
		return directory(start,
			text(0x010f, "Guong"), text(0x0110, "Guong May Anh Mau 1"), short(0x0112, 6), text(0x0132, "2026:11:09 06:10:00"),
			entry{0x8825, 4, 1, binary.BigEndian.AppendUint32(nil, gps)})
	}
	gps := start + uint32(len(main(0)))
	place := directory(gps, text(1, "N"), degrees(2, 21, 30, 15), text(3, "E"), degrees(4, 103, 6, 45))
	return segment(0xe1, slices.Concat([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08"), main(gps), place))
}

// displayP3 is a colour profile (ICC.1:2010): the primaries of Display P3 seen under
// D50, and the curve of sRGB.
func displayP3() []byte {
	fixed := func(numbers ...float64) (b []byte) {
		for _, n := range numbers {
			b = binary.BigEndian.AppendUint32(b, uint32(int32(n*65536)))
		}
		return b
	}
	word := func(s string) []byte {
		b := slices.Concat([]byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS"), binary.BigEndian.AppendUint32(nil, uint32(2*len(s))), []byte{0, 0, 0, 28})
		for i := range len(s) {
			b = append(b, 0, s[i])
		}
		return append(b, make([]byte, len(b)%4)...)
	}
	white := []float64{.9642, 1, .8249}
	xyz := func(n ...float64) []byte { return append([]byte("XYZ \x00\x00\x00\x00"), fixed(n...)...) }
	curve := append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), fixed(2.4, 1/1.055, .055/1.055, 1/12.92, .04045)...)
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", word("Display P3")}, {"cprt", word("CC0")}, {"wtpt", xyz(white...)},
		{"rXYZ", xyz(.51512, .24120, -.00105)}, {"gXYZ", xyz(.29198, .69225, .04189)}, {"bXYZ", xyz(.15710, .06657, .78407)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var data []byte
	for _, tag := range tags {
		table = append(table, tag.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(128+4+12*len(tags)+len(data)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(tag.data)))
		data = append(data, tag.data...)
	}
	header := slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(128+len(table)+len(data))),
		[]byte("\x00\x00\x00\x00\x04\x00\x00\x00mntrRGB XYZ "), []byte("\x07\xea\x00\x0b\x00\x09\x00\x00\x00\x00\x00\x00acsp"), make([]byte, 28), fixed(white...), make([]byte, 48))
	return segment(0xe2, []byte("ICC_PROFILE\x00\x01\x01"+strings.Join([]string{string(header), string(table), string(data)}, "")))
}
