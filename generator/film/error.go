package film

import (
	"guong/generator/diag"
	"guong/generator/message"
)

// Reason says why a film cannot be published.
type Reason string

// The reasons; each is the name of its text.
const (
	Damaged Reason = "film.damaged" // the file is not what its name says, or ends too soon
	Packed  Reason = "film.packed"  // the header is compressed, or data of other kinds lies among that of the film
	Located Reason = "film.located" // it speaks of a location where Cleaned cannot blank it
)

// Error says why a film cannot be published.
type Error struct{ Reason Reason }

// Error returns the reason in Vietnamese.
func (e *Error) Error() string { return message.New(string(e.Reason)).String() }

// At returns the error as a diagnostic of a file.
func (e *Error) At(file string) diag.Diagnostic {
	return diag.Diagnostic{
		Position: diag.Position{File: file},
		Message:  message.New(string(e.Reason)),
		Hint:     message.New(string(e.Reason) + "-hint"),
	}
}
