package raster

import (
	"bytes"

	"guong/generator/picture"
)

// Weight returns what decoding a file takes of a [Budget], in pixels of an ordinary JPEG
// file, each of which is 12 bits of luma and chroma. 0 is a file that Decode refuses.
func Weight(file []byte) int64 {
	info, err := picture.Inspect(bytes.NewReader(file))
	if err != nil || decoders[info.Format] == nil {
		return 0
	}
	return int64(info.Width) * int64(info.Height) * bytesOf(file, info) / 12
}

// bytesOf returns how many bytes 8 pixels are while a file is decoded.
func bytesOf(file []byte, info picture.Info) int64 {
	head := readHeader(file, info.Format)
	switch info.Format {
	case picture.JPEG:
		samples := int64(max(head.samples, 8))
		if head.progressive {
			samples *= 5 // coefficients of 32 bits wait for the last scan
		}
		return samples
	case picture.PNG:
		return int64(head.depth) + 4*8
	case picture.WebP:
		return 8*4 + 8*4
	}
	return 8 + 4*8 // a palette's index, and planes
}
