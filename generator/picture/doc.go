// Package picture reads the headers of pictures and makes pictures fit to be
// published: upright, and without a word about the place, the time and the camera.
//
// [Inspect] tells what a picture is from its header, without decoding it. [Clean]
// copies a picture without its metadata. It copies what is seen byte for byte, but
// for a JPEG that lies on its side by its EXIF orientation: browsers turn that by the
// metadata, so it is decoded, turned and encoded again.
//
// What is kept is listed, and everything else is dropped: a segment that nobody has
// heard of yet may tell a place as well. Bytes behind the end of a picture are
// dropped too, because phones put further pictures and films there.
//
// [Propose] reads from the metadata what they say in words of author and caption.
//
// The same bytes always give the same bytes. All functions are safe for concurrent
// use.
package picture

// The limits of a picture. What is beyond is an [Error].
const (
	MaxBytes  = 64 << 20    // of the file
	MaxPixels = 100_000_000 // width × height
)
