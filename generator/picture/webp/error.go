package webp

import (
	"fmt"

	"guong/generator/message"
)

// Reason says why a picture was not encoded.
type Reason string

// The reasons; each is the name of its text.
const (
	Size     Reason = "webp.size"     // a side is empty, or longer than MaxSide
	Memory   Reason = "webp.memory"   // more than MaxMemory would be needed
	Settings Reason = "webp.settings" // Options has values outside their ranges
	Failed   Reason = "webp.failed"   // anything else: a fault of this package
)

// Error says why a picture was not encoded.
type Error struct {
	Reason        Reason
	Width, Height int
	Err           error // what failed, or nil
}

// Message returns the reason as a text for people.
func (e *Error) Message() message.Message {
	switch e.Reason {
	case Size:
		return message.New(string(Size), message.Number(e.Width), message.Number(e.Height), message.Number(MaxSide))
	case Memory:
		return message.New(string(Memory), message.Number(e.Width), message.Number(e.Height), MaxMemory>>20)
	case Settings:
		return message.New(string(Settings))
	}
	return message.New(string(e.Reason), message.Number(e.Width), message.Number(e.Height))
}

// Error returns the reason in Vietnamese, and what failed.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Message(), e.Err)
	}
	return e.Message().String()
}

// Unwrap returns what failed.
func (e *Error) Unwrap() error { return e.Err }
