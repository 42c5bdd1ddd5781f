package target

import (
	"context"
	"errors"
	"time"

	"guong/generator/message"
)

// Kind tells what is to be done about a fault.
type Kind uint8

// The kinds of faults.
const (
	KindOther       Kind = iota // nobody knows
	KindTemporary               // the same may go well in a moment: time-outs, 429, 5xx, a connection that broke
	KindMissing                 // there is no such object
	KindExists                  // there is one already
	KindTooLarge                // the object has more bytes than were wanted
	KindNoPlace                 // the bucket or folder itself is not there
	KindDenied                  // credentials are missing, wrong, or do not suffice
	KindClock                   // the clock of this machine is wrong
	KindRegion                  // another region or address is needed
	KindUntrusted               // the server is not known, or not the one that is known
	KindUnsupported             // the target cannot do this
	KindFull                    // there is no room left
)

// Fault is what went wrong at a target. Its texts never hold credentials.
type Fault struct {
	Kind    Kind
	Key     string          // of the object, if it was about one
	Message message.Message // what went wrong, in plain words
	Hint    message.Message // what to do about it; may be zero
	After   time.Duration   // for how long the target asks to be left alone; 0 if it does not say
	Err     error           // the library's; may be nil
}

// Error returns the message in Vietnamese, with the library's words.
func (f *Fault) Error() string {
	text := f.Message.In(message.Vietnamese)
	if f.Key != "" {
		text = f.Key + ": " + text
	}
	if f.Err != nil {
		text += " (" + f.Err.Error() + ")"
	}
	return text
}

// Unwrap returns the library's error.
func (f *Fault) Unwrap() error { return f.Err }

// KindOf returns the kind of an error: of a fault, wherever it is wrapped, else
// KindOther.
func KindOf(err error) Kind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return KindOther
}

// Temporary reports whether the same may go well in a moment.
func Temporary(err error) bool {
	return KindOf(err) == KindTemporary && !errors.Is(err, context.Canceled)
}
