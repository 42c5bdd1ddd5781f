package picture

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
)

// foreign copies a picture that Clean cannot write, if it has no metadata.
func (c *cleaner) foreign() error {
	raw, err := io.ReadAll(c.reader)
	if err != nil {
		return err
	}
	private := hasPrivateBox(raw)
	if c.info.Format == TIFF {
		private = hasPrivateTag(raw)
	}
	if private {
		c.info.note(Other)
		return &Error{Reason: Private}
	}
	return c.write(raw)
}

// pixelBoxes are the boxes of HEIC, AVIF, JPEG XL and JPEG 2000 with the picture
// itself, and what else cannot tell a place.
var pixelBoxes = []string{"ftyp", "mdat", "free", "skip", "JXL ", "jxlc", "jxlp", "jxll", "jP  ", "jp2h", "jp2c"}

// hasPrivateBox reports whether a file of boxes (ISO 14496-12) has one with metadata,
// or one that cannot be told. A file of no boxes at all, a bare codestream, has none.
func hasPrivateBox(raw []byte) bool {
	if bytes.HasPrefix(raw, []byte("\xff")) {
		return false
	}
	for len(raw) > 0 {
		if len(raw) < 8 {
			return true
		}
		size, start, kind := uint64(binary.BigEndian.Uint32(raw)), uint64(8), string(raw[4:8])
		switch {
		case size == 0: // up to the end
			size = uint64(len(raw))
		case size == 1 && len(raw) >= 16:
			size, start = binary.BigEndian.Uint64(raw[8:]), 16
		}
		if size < start || size > uint64(len(raw)) {
			return true
		}
		// In meta stand the kinds of all items of HEIC and AVIF.
		if kind == "meta" {
			for _, item := range []string{"Exif", "mime", "uri ", "uuid", "xml "} {
				if bytes.Contains(raw[start:size], []byte(item)) {
					return true
				}
			}
		} else if !slices.Contains(pixelBoxes, kind) {
			return true
		}
		raw = raw[size:]
	}
	return false
}

// hasPrivateTag reports whether a TIFF file has a tag with metadata, or cannot be
// read.
func hasPrivateTag(raw []byte) (private bool) {
	order := tiffOrder(raw)
	if order == nil || len(raw) < 8 {
		return true
	}
	at := order.Uint32(raw[4:])
	for pages := 0; at != 0; pages++ {
		next, ok := directory(raw, order, at, func(tag uint16, _ []byte) {
			switch tag {
			case tagXMP, tagIPTC, tagPhotoshop, tagEXIF, tagGPS:
				private = true
			}
		})
		if !ok || private || pages > 10_000 { // directories may go round in circles
			return true
		}
		at = next
	}
	return false
}
