package raster

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"slices"

	"guong/generator/picture"
)

// header is what stands in a file besides what [picture.Inspect] tells.
type header struct {
	profile       []byte // of colours, in the format of the ICC
	animated      bool   // a WebP file of frames
	width, height int    // of the picture itself in a WebP file, if they are known
	bytes         int    // that 8 pixels take while they are decoded
}

// maxProfile is how long a profile may be. Those of printers have a megabyte or two.
const maxProfile = 4 << 20

// readHeader reads the header of a file. It takes what it understands.
func readHeader(file []byte, f picture.Format) header {
	switch f {
	case picture.JPEG:
		return jpegHeader(file)
	case picture.PNG:
		return pngHeader(file)
	case picture.WebP:
		return webpHeader(file)
	}
	return header{bytes: 8 + alphaBytes} // GIF: an index, and planes
}

// jpegHeader reads the segments before the first scan. A profile stands in several,
// with their numbers (ICC.1:2022, annex B.4).
func jpegHeader(file []byte) (h header) {
	var parts [256][]byte
	for name, body := range picture.Parts(file, picture.JPEG) {
		switch name {
		case "\xe2":
			if len(body) > 14 && string(body[:12]) == "ICC_PROFILE\x00" {
				parts[body[12]] = body[14:]
			}
		case "\xc0", "\xc1", "\xc2":
			if len(body) >= 6 {
				h.bytes = jpegSamples(body)
				if name == "\xc2" { // progressive: coefficients of 32 bits wait for the last scan
					h.bytes *= 5
				}
			}
		}
	}
	h.profile = slices.Concat(parts[1:]...)
	return h
}

// jpegSamples returns how many samples a frame has for 8 pixels.
func jpegSamples(frame []byte) int {
	most, sum := 1, 0
	for c := frame[6:]; len(c) >= 3; c = c[3:] {
		n := int(c[1]>>4) * int(c[1]&15)
		most, sum = max(most, n), sum+n
	}
	return max(8*sum/most, 8)
}

func pngHeader(file []byte) (h header) {
	for name, body := range picture.Parts(file, picture.PNG) {
		switch {
		case name == "IHDR" && len(body) == 13:
			h.bytes = pngBytes(body[8], body[9])
		case name == "tRNS":
			h.bytes += alphaBytes - opaqueBytes
		case name == "iCCP":
			// A name, a zero, the method of compression.
			if at := bytes.IndexByte(body, 0); at >= 0 && at+2 <= len(body) {
				h.profile = inflated(body[at+2:])
			}
		case name == "IDAT":
			return h
		}
	}
	return h
}

// Bytes of the planes of 8 pixels.
const (
	opaqueBytes = 12 // luma, and chroma sampled 2 × 2
	alphaBytes  = 32
)

// pngBytes returns how many bytes 8 pixels are, as the decoder gives them and as planes.
func pngBytes(bits, kind byte) int {
	const grey, colour, palette = 0, 2, 3
	decoded, planes := 8*4, alphaBytes
	if kind == grey || kind == palette {
		decoded = 8
	}
	if bits == 16 {
		decoded *= 2
	}
	if kind == grey || kind == colour || kind == palette {
		planes = opaqueBytes
	}
	return decoded + planes
}

// inflated returns a profile that is compressed, nil if it is none of a sound size.
func inflated(raw []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil || len(profile) > maxProfile {
		return nil
	}
	return profile
}

func webpHeader(file []byte) (h header) {
	for name, body := range picture.Parts(file, picture.WebP) {
		switch {
		case name == "ICCP":
			h.profile = body
		case name == "ANMF":
			h.animated = true
		case name == "VP8 " && len(body) >= 10:
			h.width, h.height = int(binary.LittleEndian.Uint16(body[6:])&0x3fff), int(binary.LittleEndian.Uint16(body[8:])&0x3fff)
			h.bytes += opaqueBytes
		case name == "ALPH":
			h.bytes += 8 + 2*alphaBytes
		case name == "VP8L" && len(body) >= 5:
			bits := binary.LittleEndian.Uint32(body[1:])
			h.width, h.height = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
			h.bytes += 2 * alphaBytes
		}
	}
	return h
}
