package picture

import (
	"errors"
	"image/jpeg"
	"io"

	"guong/generator/diag"
	"guong/generator/message"
)

// Reason says why a picture cannot be published.
type Reason string

// The reasons; each is the name of its text.
const (
	Damaged       Reason = "picture.damaged"         // the file is not what its first bytes say
	Truncated     Reason = "picture.truncated"       // the file ends before the picture does
	TooManyPixels Reason = "picture.too-many-pixels" // more than MaxPixels
	TooManyBytes  Reason = "picture.too-many-bytes"  // more than MaxBytes
	Unsupported   Reason = "picture.unsupported"     // a rare kind of JPEG that would have to be turned
	Private       Reason = "picture.private"         // metadata of a format that Clean cannot write
	TooNarrow     Reason = "picture.too-narrow"      // one side is many times the other
	Undecodable   Reason = "picture.undecodable"     // a format, or a kind of JPEG, of which no pixels can be had
	NotPicture    Reason = "picture.not-a-picture"   // none of the formats
	Animated      Reason = "picture.animated"        // a film where a picture is needed
)

// Error says why a picture cannot be published.
type Error struct {
	Reason        Reason
	Format        Format
	Width, Height int // what the file claims, for TooManyPixels and TooNarrow
	Limit         int // of pixels or of the ratio, if it is not that of this package
}

// Error returns the reason in Vietnamese.
func (e *Error) Error() string { return e.text().String() }

// At returns the error as a diagnostic of a file.
func (e *Error) At(file string) diag.Diagnostic {
	return diag.Diagnostic{
		Position: diag.Position{File: file},
		Message:  e.text(),
		Hint:     message.New(string(e.Reason) + "-hint"),
	}
}

func (e *Error) text() message.Message {
	switch e.Reason {
	case TooManyPixels:
		limit := MaxPixels
		if e.Limit > 0 {
			limit = e.Limit
		}
		return message.New(string(e.Reason), message.Number(e.Width), message.Number(e.Height), message.Number(limit/1_000_000))
	case TooNarrow:
		return message.New(string(e.Reason), message.Number(e.Width), message.Number(e.Height), message.Number(e.Limit))
	case TooManyBytes:
		return message.New(string(e.Reason), MaxBytes>>20)
	case NotPicture:
		return message.New(string(e.Reason))
	}
	return message.New(string(e.Reason), e.Format.String())
}

// explained returns what went wrong with a picture as an Error. What the file system
// says stays as it is.
func explained(err error, f Format) error {
	var own *Error
	var syntax jpeg.FormatError
	var unsupported jpeg.UnsupportedError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own):
		own.Format = f
		return own
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Reason: Truncated, Format: f}
	case errors.As(err, &syntax):
		return &Error{Reason: Damaged, Format: f}
	case errors.As(err, &unsupported):
		return &Error{Reason: Unsupported, Format: f}
	}
	return err
}

// errDamaged returns a fresh error, to which the format is added where it is known.
func errDamaged() error { return &Error{Reason: Damaged} }

// sized returns the error of a size that no picture has, or that is too large.
func sized(width, height int) error {
	switch {
	case width <= 0 || height <= 0:
		return errDamaged()
	case int64(width)*int64(height) > MaxPixels:
		return &Error{Reason: TooManyPixels, Width: width, Height: height}
	}
	return nil
}
