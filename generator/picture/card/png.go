package card

import (
	"encoding/binary"
	"hash/crc32"
	"image/color"
)

// header returns what all PNGs of a palette begin with: all that comes before the
// pixels.
func header(palette [colours]color.RGBA) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	size := binary.BigEndian.AppendUint32(nil, Width)
	size = binary.BigEndian.AppendUint32(size, Height)
	// 4 bits, palette, DEFLATE, filters of rows, not interlaced.
	b = chunk(b, "IHDR", append(size, 4, 3, 0, 0, 0))
	var entries []byte
	for _, c := range palette {
		entries = append(entries, c.R, c.G, c.B)
	}
	return chunk(b, "PLTE", entries)
}

// appendPNG appends a canvas as a PNG to dst.
func appendPNG(dst, header []byte, k *codes, c *canvas) []byte {
	dst = append(dst, header...)
	start := len(dst)
	dst = appendZlib(append(dst, "\x00\x00\x00\x00IDAT"...), k, c)
	binary.BigEndian.PutUint32(dst[start:], uint32(len(dst)-start-8))
	dst = binary.BigEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[start+4:]))
	return chunk(dst, "IEND", nil)
}

func chunk(b []byte, name string, data []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(data)))
	start := len(b)
	b = append(b, name...)
	b = append(b, data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[start:]))
}
