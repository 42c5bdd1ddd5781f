package picture

import (
	"bufio"
	"bytes"
	"image/color"
	"image/jpeg"
	"io"
)

// The markers of JPEG (ITU-T T.81, table B.1).
const (
	markSOI  = 0xd8
	markEOI  = 0xd9
	markSOS  = 0xda
	markDQT  = 0xdb
	markDNL  = 0xdc
	markDRI  = 0xdd
	markDHT  = 0xc4
	markDAC  = 0xcc
	markRST0 = 0xd0
	markRST7 = 0xd7
	markAPP0 = 0xe0
	markAPP1 = 0xe1
	markAPP2 = 0xe2
	// APP13 and APP14 are named by who uses them.
	markPhotoshop = 0xed
	markAdobe     = 0xee
	markCOM       = 0xfe
)

// Beginnings of segments of applications.
const (
	jfifName  = "JFIF\x00"
	exifName  = "Exif\x00"
	xmpName   = "http://ns.adobe.com/x"
	iccName   = "ICC_PROFILE\x00"
	adobeName = "Adobe"
)

// jpeg reads a JPEG file.
func (c *cleaner) jpeg() error {
	var front bytes.Buffer // what stands before the first scan
	var profile [][]byte   // segments of the colour profile
	front.Write([]byte{0xff, markSOI})
	if err := c.skip(2); err != nil {
		return err
	}
	framed := false
	for {
		mark, err := c.marker()
		if err != nil {
			return err
		}
		if mark == markEOI {
			return errDamaged() // without a picture
		}
		segment, err := c.segment(mark)
		if err != nil {
			return err
		}
		if isFrame(mark) {
			if err := c.frame(segment); err != nil {
				return err
			}
			if framed = true; c.header {
				return nil
			}
		}
		kept := c.keptSegment(mark, segment)
		if mark == markSOS {
			if !framed {
				return errDamaged()
			}
			front.Write(kept)
			break
		}
		if mark == markAPP2 && kept != nil {
			profile = append(profile, kept)
		}
		front.Write(kept)
	}
	if c.info.Orientation != 1 {
		return c.turnedJPEG(io.MultiReader(&front, c.reader), profile)
	}
	if err := c.write(front.Bytes()); err != nil {
		return err
	}
	return c.scans()
}

// marker reads the next marker, which must stand here.
func (c *cleaner) marker() (byte, error) {
	b, err := c.ReadByte()
	if err == nil && b != 0xff {
		return 0, errDamaged()
	}
	for err == nil && b == 0xff {
		b, err = c.ReadByte()
	}
	return b, err
}

// segment returns the rest of the segment of a marker, its length included.
func (c *cleaner) segment(mark byte) ([]byte, error) {
	if mark == 0 || mark == 1 || mark >= markRST0 && mark <= markSOI {
		return nil, errDamaged() // which have none, and do not stand here
	}
	size, err := c.Peek(2)
	if err != nil {
		return nil, err
	}
	n := int(size[0])<<8 | int(size[1])
	if n < 2 {
		return nil, errDamaged()
	}
	return c.take(n)
}

// isFrame reports whether a marker begins a frame: SOF0 to SOF15.
func isFrame(mark byte) bool {
	return mark >= 0xc0 && mark <= 0xcf && mark != markDHT && mark != 0xc8 && mark != markDAC
}

// frame reads the size of the picture.
func (c *cleaner) frame(segment []byte) error {
	if len(segment) < 8 {
		return errDamaged()
	}
	height, width := int(segment[3])<<8|int(segment[4]), int(segment[5])<<8|int(segment[6])
	if c.info.Orientation >= 5 {
		width, height = height, width
	}
	c.info.Width, c.info.Height = width, height
	return sized(width, height)
}

// keptSegment returns a segment with its marker as it is published, nil if it is not.
func (c *cleaner) keptSegment(mark byte, segment []byte) []byte {
	payload := segment[2:]
	starts := func(name string) bool { return bytes.HasPrefix(payload, []byte(name)) }
	switch {
	case isFrame(mark), mark == markDHT, mark == markDQT, mark == markDRI, mark == markDAC, mark == markDNL, mark == markSOS:
		return append([]byte{0xff, mark}, segment...)
	case mark == markAPP0 && starts(jfifName) && len(payload) >= 14:
		// Without the small picture that may follow.
		return append(append([]byte{0xff, mark, 0, 16}, payload[:12]...), 0, 0)
	case mark == markAPP2 && starts(iccName):
		return append([]byte{0xff, mark}, segment...)
	case mark == markAdobe && starts(adobeName) && len(payload) >= 12:
		return append([]byte{0xff, mark, 0, 14}, payload[:12]...)
	case mark == markAPP1 && starts(exifName):
		if first := c.info.Orientation == 1; first && len(payload) > 6 {
			c.info.exif(payload[6:])
		}
		c.info.note(EXIF)
	case mark == markAPP1 && starts(xmpName):
		c.info.note(XMP)
	case mark == markPhotoshop:
		c.info.note(IPTC)
	case mark == markCOM:
		c.info.note(Comment)
	default:
		c.info.note(Other)
	}
	return nil
}

// scans copies the compressed picture and what stands between its scans, up to its
// end.
func (c *cleaner) scans() error {
	for {
		mark, err := c.scan()
		if err != nil {
			return err
		}
		for mark != markSOS {
			if mark == markEOI {
				return c.write([]byte{0xff, markEOI})
			}
			segment, err := c.segment(mark)
			if err != nil {
				return err
			}
			if isFrame(mark) {
				return errDamaged() // a second one
			}
			if err := c.write(c.keptSegment(mark, segment)); err != nil {
				return err
			}
			if mark, err = c.marker(); err != nil {
				return err
			}
		}
		segment, err := c.segment(mark)
		if err != nil {
			return err
		}
		if err := c.write(c.keptSegment(mark, segment)); err != nil {
			return err
		}
	}
}

// scan copies the compressed bytes of one scan, and returns the marker behind them.
func (c *cleaner) scan() (byte, error) {
	for {
		part, err := c.ReadSlice(0xff)
		if err == bufio.ErrBufferFull {
			if err := c.write(part); err != nil {
				return 0, err
			}
			continue
		}
		if err != nil {
			return 0, err
		}
		if err := c.write(part[:len(part)-1]); err != nil {
			return 0, err
		}
		mark := byte(0xff)
		for mark == 0xff { // it may be filled up
			if mark, err = c.ReadByte(); err != nil {
				return 0, err
			}
		}
		if mark != 0 && (mark < markRST0 || mark > markRST7) {
			return mark, nil
		}
		if err := c.write([]byte{0xff, mark}); err != nil {
			return 0, err
		}
	}
}

// quality is that of a JPEG file that had to be turned.
const quality = 90

// turnedJPEG decodes a JPEG file, turns it upright and encodes it again, with the
// colour profile that it has.
func (c *cleaner) turnedJPEG(src io.Reader, profile [][]byte) error {
	decoded, err := jpeg.Decode(src)
	if err != nil {
		return err
	}
	if decoded.ColorModel() == color.CMYKModel {
		profile = nil // of inks, which the new file does not have
	}
	var encoded bytes.Buffer
	if err := jpeg.Encode(&encoded, turned(decoded, c.info.Orientation), &jpeg.Options{Quality: quality}); err != nil {
		return err
	}
	if err := c.write(encoded.Next(2)); err != nil {
		return err
	}
	if err := c.write(profile...); err != nil {
		return err
	}
	return c.write(encoded.Bytes())
}
