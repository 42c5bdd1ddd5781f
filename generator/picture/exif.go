package picture

import (
	"bytes"
	"encoding/binary"
)

// The tags of a TIFF directory that matter (TIFF 6.0; Exif 3.0, section 4.6).
const (
	tagOrientation = 0x0112
	tagXMP         = 700
	tagIPTC        = 33723
	tagPhotoshop   = 34377
	tagEXIF        = 0x8769
	tagGPS         = 0x8825
)

// tiffOrder returns the order of bytes of a TIFF file, nil if it is none.
func tiffOrder(raw []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(raw, []byte("II*\x00")):
		return binary.LittleEndian
	case bytes.HasPrefix(raw, []byte("MM\x00*")):
		return binary.BigEndian
	}
	return nil
}

// directory calls visit for each entry (12 bytes) of the TIFF directory at an offset,
// and returns the offset of the next directory, 0 if there is none. It reports
// whether the directory lies in the file.
func directory(raw []byte, order binary.ByteOrder, at uint32, visit func(tag uint16, entry []byte)) (next uint32, ok bool) {
	if uint64(at)+2 > uint64(len(raw)) {
		return 0, false
	}
	n := int(order.Uint16(raw[at:]))
	entries := raw[at+2:]
	if len(entries) < 12*n {
		return 0, false
	}
	for i := range n {
		entry := entries[12*i : 12*i+12]
		visit(order.Uint16(entry), entry)
	}
	if entries = entries[12*n:]; len(entries) >= 4 {
		next = order.Uint32(entries)
	}
	return next, true
}

// orientationOf returns the orientation that EXIF metadata tell, 1 if they tell none.
func orientationOf(raw []byte) int {
	order := tiffOrder(raw)
	if order == nil || len(raw) < 8 {
		return 1
	}
	found := 1
	directory(raw, order, order.Uint32(raw[4:]), func(tag uint16, entry []byte) {
		const short = 3
		if tag == tagOrientation && order.Uint16(entry[2:]) == short {
			if o := int(order.Uint16(entry[8:])); o >= 1 && o <= 8 {
				found = o
			}
		}
	})
	return found
}
