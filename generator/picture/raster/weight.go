package raster

import (
	"bytes"

	"guong/generator/picture"
)

// Weight returns what decoding a file takes of a [Budget], in pixels of an ordinary JPEG
// file, each of which is 12 bits of luma and chroma. A progressive file weighs five times
// as much. 0 is a file that Decode refuses.
func Weight(file []byte) int64 {
	info, err := picture.Inspect(bytes.NewReader(file))
	if err != nil || decoders[info.Format] == nil {
		return 0
	}
	size := max(readHeader(file, info.Format).bytes, 8)
	return int64(info.Width) * int64(info.Height) * int64(size) / opaqueBytes
}
