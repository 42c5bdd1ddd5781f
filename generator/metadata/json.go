package metadata

import "strconv"

func (w *writer) comma() {
	if w.next {
		w.out = append(w.out, ',')
	}
	w.next = false
}

// key writes the key of the value that follows.
func (w *writer) key(name string) {
	w.comma()
	w.out = append(w.out, '"')
	w.out = append(w.out, name...)
	w.out = append(w.out, `":`...)
}

// object writes an object whose members write puts.
func (w *writer) object(write func()) {
	w.comma()
	w.out = append(w.out, '{')
	write()
	w.out = append(w.out, '}')
	w.next = true
}

// thing writes an object of a type of schema.org.
func (w *writer) thing(kind string, write func()) {
	w.comma()
	w.out = append(w.out, '{')
	w.text("@type", kind)
	write()
	w.out = append(w.out, '}')
	w.next = true
}

// member writes a member whose value write puts.
func (w *writer) member(name string, write func()) {
	w.key(name)
	write()
}

// array writes a member with an array whose values write puts.
func (w *writer) array(name string, write func()) {
	w.key(name)
	w.out = append(w.out, '[')
	write()
	w.out = append(w.out, ']')
	w.next = true
}

func (w *writer) number(name string, n int) {
	w.key(name)
	w.out = strconv.AppendInt(w.out, int64(n), 10)
	w.next = true
}

// text writes a member with a text; an empty one is left out.
func (w *writer) text(name, value string) {
	if value != "" {
		w.key(name)
		w.string(value)
	}
}

// string writes a text so that it can end neither the string nor the script
// element (HTML, section 4.12.1.3).
func (w *writer) string(s string) {
	w.comma()
	w.out = appendString(w.out, s)
	w.next = true
}

// appendString appends s as a JSON string (RFC 8259, section 7) without <, > and &.
func appendString(out []byte, s string) []byte {
	const hex = "0123456789abcdef"
	out = append(out, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if !special[c] {
			continue
		}
		out = append(out, s[from:i]...)
		if c == '"' || c == '\\' {
			out = append(out, '\\', c)
		} else {
			out = append(out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		from = i + 1
	}
	out = append(out, s[from:]...)
	return append(out, '"')
}

// special are the bytes that a JSON string in a script element escapes.
var special = func() (set [256]bool) {
	for c := range ' ' {
		set[c] = true
	}
	for _, c := range `"\<>&` {
		set[c] = true
	}
	return set
}()
