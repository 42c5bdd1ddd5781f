package picture

import (
	"encoding/binary"
	"iter"
)

// Parts returns what a file consists of: segments of JPEG before the first scan, named by
// their marker ("\xe1"), chunks of PNG and WebP. A file that is damaged ends early.
func Parts(file []byte, f Format) iter.Seq2[string, []byte] {
	return func(yield func(name string, body []byte) bool) {
		switch f {
		case JPEG:
			jpegParts(file, yield)
		case PNG:
			pngParts(file, yield)
		case WebP:
			webpParts(file, yield)
		}
	}
}

func jpegParts(file []byte, yield func(string, []byte) bool) {
	if len(file) < 2 {
		return
	}
	for file = file[2:]; len(file) >= 4 && file[0] == 0xff; {
		mark, n := file[1], int(binary.BigEndian.Uint16(file[2:]))
		if mark == 0xff { // filled up
			file = file[1:]
			continue
		}
		if mark == markSOS || n < 2 || len(file) < 2+n || !yield(string([]byte{mark}), file[4:2+n]) {
			return
		}
		file = file[2+n:]
	}
}

func pngParts(file []byte, yield func(string, []byte) bool) {
	for file = file[min(len(file), len(pngSignature)):]; len(file) >= 12; {
		n := int64(binary.BigEndian.Uint32(file))
		if n > int64(len(file)-12) || !yield(string(file[4:8]), file[8:8+n]) {
			return
		}
		file = file[12+n:]
	}
}

func webpParts(file []byte, yield func(string, []byte) bool) {
	for file = file[min(len(file), 12):]; len(file) >= 8; {
		n := int64(binary.LittleEndian.Uint32(file[4:]))
		if n > int64(len(file)-8) || !yield(string(file[:4]), file[8:8+n]) {
			return
		}
		file = file[min(8+n+n%2, int64(len(file))):]
	}
}
