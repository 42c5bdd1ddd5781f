package picture

import (
	"bytes"
	"strings"
)

// Format is a format of pictures.
type Format int

// The formats. Clean writes those before HEIC without metadata; the others it takes
// only if they have none.
const (
	None Format = iota // no picture
	JPEG
	PNG
	GIF
	WebP
	HEIC
	AVIF
	TIFF
	JPEGXL
	JPEG2000
)

// String returns the name of the format, "JPEG".
func (f Format) String() string {
	return [...]string{"?", "JPEG", "PNG", "GIF", "WebP", "HEIC", "AVIF", "TIFF", "JPEG XL", "JPEG 2000"}[f]
}

// Shown reports whether browsers show pictures of the format.
func (f Format) Shown() bool {
	switch f {
	case JPEG, PNG, GIF, WebP, AVIF:
		return true
	}
	return false
}

// SniffLength is how many bytes [Sniff] looks at.
const SniffLength = 64

// Sniff returns the format that a file has by its first bytes, whatever its name is.
func Sniff(head []byte) Format {
	has := func(prefix string) bool { return bytes.HasPrefix(head, []byte(prefix)) }
	switch {
	case has("\xff\xd8\xff"):
		return JPEG
	case has(pngSignature):
		return PNG
	case has("GIF87a"), has("GIF89a"):
		return GIF
	case has("RIFF") && len(head) >= 12 && string(head[8:12]) == "WEBP":
		return WebP
	case has("II*\x00"), has("MM\x00*"), has("II+\x00"), has("MM\x00+"):
		return TIFF
	case has("\xff\x0a"), has("\x00\x00\x00\x0cJXL \r\n\x87\n"):
		return JPEGXL
	case has("\x00\x00\x00\x0cjP  \r\n\x87\n"), has("\xff\x4f\xff\x51"):
		return JPEG2000
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return ofBrands(head)
	}
	return None
}

// ofBrands returns the format of a file of boxes (ISO 14496-12) by the brands that
// its first box names; None for films.
func ofBrands(head []byte) Format {
	size := min(int(head[0])<<24|int(head[1])<<16|int(head[2])<<8|int(head[3]), len(head))
	heif := false
	for at := 8; at+4 <= size; at += 4 {
		switch brand := string(head[at : at+4]); {
		case brand == "avif", brand == "avis":
			return AVIF
		case brand == "mif1", brand == "msf1", brand == "crx ", strings.HasPrefix(brand, "hei"), strings.HasPrefix(brand, "hev"):
			heif = true
		}
	}
	if heif {
		return HEIC
	}
	return None
}
