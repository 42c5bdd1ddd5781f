// Package webp encodes pictures as WebP, the same bytes on every machine.
//
// It runs libwebp, compiled to WebAssembly, in wazero: no cgo, no library of the
// system, and a memory that ends at [MaxMemory]. What the WebAssembly may do is
// compute: the one function that it is given reports whether to go on. wasm/build.sh
// compiles it from the sources.
//
// An [Encoder] keeps the compiled code and a pool of instances, each with a memory of
// its own. The first picture pays for compiling; a folder for compiled code saves that
// for the next process.
//
// A picture of Y'CbCr (what image/jpeg decodes) is handed over plane by plane and never
// becomes RGB. JPEG uses all values from 0 to 255, WebP those from 16 to 235 (Y') and
// from 16 to 240 (Cb, Cr) of BT.601; see RFC 9649, section 2.5, and RFC 6386, section 9.2.
//
// The same picture and options always give the same bytes: WebAssembly without relaxed
// SIMD and without threads leaves nothing to the machine. [Version] changes when the
// bytes do. An Encoder is safe for concurrent use.
package webp

import (
	"bytes"
	"context"
	"image"
)

// The limits of a picture. What is beyond is an [Error].
const (
	MaxSide   = 16383     // pixels, of a side
	MaxMemory = 256 << 20 // bytes, of an instance
)

// Version names what the bytes of an encoded picture depend on besides the picture and
// the options. It belongs into the keys of caches.
const Version = "libwebp-1.5.0"

// Options say how a picture is encoded.
type Options struct {
	// Quality is 0 to 100: what is lost, or without loss how much work is done.
	Quality int
	// Method is 0, fast, to 6, small.
	Method int
	// Lossless keeps every pixel: for drawings and screenshots. Colours of pixels that
	// are fully transparent are not kept.
	Lossless bool
}

// Encode returns picture as a WebP file. It ends early with the error of ctx when ctx
// is done; that includes the wait for an instance.
func (e *Encoder) Encode(ctx context.Context, picture image.Image, options Options) ([]byte, error) {
	if err := check(picture.Bounds().Size(), options); err != nil {
		return nil, err
	}
	i, err := e.take(ctx)
	if err != nil {
		return nil, err
	}
	file, err := i.encode(ctx, picture, options)
	if err != nil {
		e.discard(i)
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, err
	}
	file = bytes.Clone(file)
	e.give(i)
	return file, nil
}

func check(size image.Point, o Options) error {
	switch {
	case size.X < 1 || size.Y < 1 || size.X > MaxSide || size.Y > MaxSide:
		return &Error{Reason: Size, Width: size.X, Height: size.Y}
	case o.Quality < 0 || o.Quality > 100 || o.Method < 0 || o.Method > 6:
		return &Error{Reason: Settings, Width: size.X, Height: size.Y}
	}
	return nil
}
