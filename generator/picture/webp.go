package picture

import (
	"bytes"
	"encoding/binary"
	"io"
)

// Flags of the header VP8X of WebP (RFC 9649, section 2.7.1).
const (
	webpXMP  = 1 << 2
	webpEXIF = 1 << 3
)

// webp reads a WebP file. Its length stands at its front, so it is kept until it is
// read.
func (c *cleaner) webp() error {
	head, err := c.take(12)
	if err != nil {
		return err
	}
	left := int64(binary.LittleEndian.Uint32(head[4:])) - 4
	var body bytes.Buffer
	seen := false // the picture, or its first frame
	for left > 0 {
		kind, chunk, err := c.riffChunk(&left)
		if err != nil {
			return err
		}
		switch kind {
		case "VP8X", "VP8 ", "VP8L", "ANMF":
			if kind != "VP8X" {
				seen = true
			}
			if err := c.webpSize(kind, chunk); err != nil {
				return err
			}
			switch kind {
			case "VP8X":
				chunk[0] &^= webpXMP | webpEXIF
			case "ANMF":
				if chunk, err = c.webpFrame(chunk); err != nil {
					return err
				}
			}
		case "ALPH", "ANIM", "ICCP":
		case "EXIF":
			c.info.exif(bytes.TrimPrefix(chunk, []byte("Exif\x00\x00")))
			continue
		case "XMP ":
			c.info.note(XMP)
			continue
		default:
			c.info.note(Other)
			continue
		}
		appendRIFF(&body, kind, chunk)
	}
	if !seen || left < 0 {
		return errDamaged()
	}
	binary.LittleEndian.PutUint32(head[4:], uint32(body.Len()+4))
	return c.write(head, body.Bytes())
}

// riffChunk reads a chunk, and takes its length from what is left of the file.
func (c *cleaner) riffChunk(left *int64) (kind string, chunk []byte, err error) {
	head, err := c.take(8)
	if err != nil {
		return "", nil, err
	}
	length := int64(binary.LittleEndian.Uint32(head[4:]))
	*left -= 8 + length + length%2
	if length > MaxBytes || *left < -1 {
		return "", nil, errDamaged()
	}
	if chunk, err = c.take(int(length)); err != nil {
		return "", nil, err
	}
	if length%2 == 1 { // filled up, but for the last chunk of some writers
		if _, err = c.ReadByte(); err == io.EOF && *left <= 0 {
			err = nil
		}
		*left = max(*left, 0)
	}
	return string(head[:4]), chunk, err
}

func appendRIFF(b *bytes.Buffer, kind string, chunk []byte) {
	b.WriteString(kind)
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(chunk))))
	b.Write(chunk)
	if len(chunk)%2 == 1 {
		b.WriteByte(0)
	}
}

// webpSize reads the size of the picture from the first chunk that tells it, and
// holds the others to be well-formed.
func (c *cleaner) webpSize(kind string, chunk []byte) error {
	width, height := 0, 0
	le := binary.LittleEndian
	switch {
	case kind == "VP8X" && len(chunk) >= 10:
		width, height = 1+int(le.Uint32(chunk[4:])&0xffffff), 1+int(le.Uint32(chunk[6:])>>8)
	case kind == "VP8 " && len(chunk) >= 10 && string(chunk[3:6]) == "\x9d\x01\x2a":
		width, height = int(le.Uint16(chunk[6:])&0x3fff), int(le.Uint16(chunk[8:])&0x3fff)
	case kind == "VP8L" && len(chunk) >= 5 && chunk[0] == 0x2f:
		bits := le.Uint32(chunk[1:])
		width, height = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
	case kind == "ANMF" && len(chunk) >= 16:
		width, height = 1+int(le.Uint32(chunk[6:])&0xffffff), 1+int(le.Uint32(chunk[8:])>>8)
	}
	if c.info.Width == 0 {
		c.info.Width, c.info.Height = width, height
	}
	return sized(width, height)
}

// webpFrame returns a frame of an animation with nothing in it but its picture.
func (c *cleaner) webpFrame(frame []byte) ([]byte, error) {
	var kept bytes.Buffer
	kept.Write(frame[:16])
	inner := cleaner{reader: newReader(bytes.NewReader(frame[16:]))}
	for left := int64(len(frame) - 16); left > 0; {
		kind, chunk, err := inner.riffChunk(&left)
		if err != nil {
			return nil, err
		}
		switch kind {
		case "ALPH", "VP8 ", "VP8L":
			appendRIFF(&kept, kind, chunk)
		default:
			c.info.note(Other)
		}
	}
	return kept.Bytes(), nil
}
