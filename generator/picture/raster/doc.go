// Package raster holds the pixels of pictures: it decodes them, makes them smaller,
// cuts parts out of them and encodes them as JPEG.
//
// A [Picture] keeps the planes that a file holds, for a JPEG file luma and two planes
// of chroma that are mostly a quarter of it: a picture of 12 megapixels takes 18 MB,
// not 48. [Picture.Scale] is where a picture becomes fit to be shown. It reads the
// part that is wanted, makes it smaller, turns it upright and brings its colours to
// sRGB, in this order, so that only the first step sees large planes.
//
// Colours that a file does not describe are sRGB. Colour profiles of three curves and
// a matrix (Display P3, Adobe RGB) and profiles of one curve (greys) are heeded; others,
// those of printing inks above all, are not, and [Picture.Notes] says so.
//
// Same file, same pixels: weights are computed so that no processor may fuse two steps
// into one, and light is rounded far more coarsely than powers may differ.
//
// A Picture is immutable. All functions are safe for concurrent use; [Budget] keeps
// many at once from taking all memory.
package raster
