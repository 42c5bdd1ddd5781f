// Package message holds every text that the command, the preview and the
// checks say to a person, in Vietnamese and in English.
//
// Code names a text by its identifier, "room.what-is-said"; the words stand in
// vi/<room>.toml and en/<room>.toml. A [Message] is such an identifier with its
// arguments, and becomes words only where it is shown, in the language of the
// person who reads it. (The texts of the finished site belong to the theme.)
//
// A text is a format of package fmt with numbered verbs, "%[1]s", because
// languages put their words in different orders.
//
// All values are immutable and safe for concurrent use.
package message

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Message is a text to be said: its identifier in the catalogues and the
// values that belong into it. The zero Message says nothing.
type Message struct {
	ID   string
	Args []any
}

// New returns the message id with its arguments. An argument that is [Localized]
// (another Message, a [Number]) is put into the words of the reader's language.
func New(id string, args ...any) Message { return Message{id, args} }

// IsZero reports whether m says nothing.
func (m Message) IsZero() bool { return m.ID == "" }

// In returns the words of m in language l. A message that no catalogue knows
// is shown as its identifier and arguments.
func (m Message) In(l Language) string {
	if m.IsZero() {
		return ""
	}
	format, ok := l.catalogue()[m.ID]
	if !ok {
		return strings.TrimSpace(fmt.Sprintln(append([]any{m.ID}, m.Args...)...))
	}
	if len(m.Args) == 0 {
		return format
	}
	args := make([]any, len(m.Args))
	for i, arg := range m.Args {
		if words, ok := arg.(Localized); ok {
			arg = words.In(l)
		}
		args[i] = arg
	}
	return fmt.Sprintf(format, args...)
}

// String returns the words of m in Vietnamese.
func (m Message) String() string { return m.In(Vietnamese) }

// Localized is an argument whose words depend on the reader's language.
type Localized interface {
	In(Language) string
}

// Number is a whole number that is shown with its thousands marked: 84.016 in
// Vietnamese, 84,016 in English.
type Number int

// In returns n in the digits and marks of language l.
func (n Number) In(l Language) string {
	mark := "."
	if l == English {
		mark = ","
	}
	digits := strconv.Itoa(int(n))
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return sign + digits
}

// Megabytes is a number of bytes in millions: "12,3 MB".
type Megabytes int64

// In returns the size in the digits and marks of language l.
func (m Megabytes) In(l Language) string {
	digits := strconv.FormatFloat(float64(m)/1e6, 'f', 1, 64)
	if l == Vietnamese {
		digits = strings.Replace(digits, ".", ",", 1)
	}
	return digits + " MB"
}

// Size is a number of bytes in the unit that fits: "640 kB", "12,3 MB".
type Size int64

// In returns the size in the digits and marks of language l.
func (s Size) In(l Language) string {
	if s > 999e3 { // 999,001 bytes would be 1,000 kB
		return Megabytes(s).In(l)
	}
	return Number((s+999)/1000).In(l) + " kB"
}

// Seconds is a length of time in seconds to two digits: "1,6 giây", "0,03 giây".
type Seconds time.Duration

// In returns the time in the digits and words of language l.
func (s Seconds) In(l Language) string {
	decimals := 1
	if time.Duration(s) < time.Second {
		decimals = 2
	}
	digits := strconv.FormatFloat(time.Duration(s).Seconds(), 'f', decimals, 64)
	if l == Vietnamese {
		digits = strings.Replace(digits, ".", ",", 1)
	}
	return New("command.seconds", digits).In(l)
}
