package picture

import (
	"encoding/binary"
	"hash/crc32"
	"io"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks of PNG that say how a picture looks (PNG, third edition,
// sections 5.6 and 11).
var pngKept = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true,
	"cHRM": true, "gAMA": true, "iCCP": true, "sBIT": true, "sRGB": true, "cICP": true, "mDCV": true, "cLLI": true,
	"bKGD": true, "hIST": true, "pHYs": true, "sPLT": true,
	"acTL": true, "fcTL": true, "fdAT": true, // of animations
}

// png reads a PNG file.
func (c *cleaner) png() error {
	if err := c.skip(len(pngSignature)); err != nil {
		return err
	}
	if err := c.write([]byte(pngSignature)); err != nil {
		return err
	}
	for first := true; ; first = false {
		head, err := c.take(8)
		if err != nil {
			return err
		}
		length, kind := binary.BigEndian.Uint32(head), string(head[4:])
		if length > MaxBytes || first != (kind == "IHDR") {
			return errDamaged()
		}
		if kind == "IDAT" && c.header {
			return nil
		}
		if err := c.pngChunk(head, kind, int(length)); err != nil || kind == "IEND" {
			return err
		}
	}
}

// pngChunk reads a chunk, of which the head is read, and copies it if it is kept.
func (c *cleaner) pngChunk(head []byte, kind string, length int) error {
	switch {
	case kind == "IHDR" || kind == "eXIf":
		if length > 1<<20 {
			return errDamaged()
		}
		body, err := c.take(length)
		if err != nil {
			return err
		}
		if kind == "IHDR" {
			return c.pngHeader(head, body)
		}
		c.info.exif(body)
		return c.skip(4)
	case !pngKept[kind]:
		c.info.note(pngKind(kind))
		return c.skip(length + 4)
	}
	sum := crc32.NewIEEE()
	sum.Write(head[4:])
	if err := c.write(head); err != nil {
		return err
	}
	n, err := io.Copy(io.MultiWriter(c.out, sum), io.LimitReader(c.reader, int64(length)))
	if err != nil {
		return err
	}
	if n < int64(length) {
		return io.ErrUnexpectedEOF
	}
	return c.pngSum(sum.Sum32())
}

// pngHeader reads the size of the picture, and copies the header.
func (c *cleaner) pngHeader(head, body []byte) error {
	if len(body) != 13 {
		return errDamaged()
	}
	width, height := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	if width > 1<<31-1 || height > 1<<31-1 {
		return errDamaged()
	}
	c.info.Width, c.info.Height = int(width), int(height)
	if err := sized(c.info.Width, c.info.Height); err != nil {
		return err
	}
	if err := c.write(head, body); err != nil {
		return err
	}
	return c.pngSum(crc32.Update(crc32.ChecksumIEEE(head[4:]), crc32.IEEETable, body))
}

// pngSum reads the checksum of a chunk, compares and copies it.
func (c *cleaner) pngSum(want uint32) error {
	sum, err := c.take(4)
	if err != nil {
		return err
	}
	if binary.BigEndian.Uint32(sum) != want {
		return errDamaged()
	}
	return c.write(sum)
}

func pngKind(kind string) Kind {
	switch kind {
	case "tEXt", "zTXt", "iTXt", "tIME": // XMP stands in iTXt too
		return Comment
	}
	return Other
}
