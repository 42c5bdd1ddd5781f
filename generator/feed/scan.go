package feed

import "math/bits"

// The text of a story goes into three feeds or more, and each form has
// characters to look for in it that hardly ever come. So eight bytes are looked
// at in one step. (Hacker's Delight, section 6-1: a byte of a difference can be
// wrong only above one that was found, so the lowest is always right.)
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// nextSpecial returns where the next byte of s from i on is that a JSON string
// must escape: a control character, a quotation mark, a backslash. It returns
// len(s) if there is none.
func nextSpecial(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		x := load(s, i)
		if found := (below(x, ' ') | equal(x, '"') | equal(x, '\\')) & highs; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(s) && s[i] >= ' ' && s[i] != '"' && s[i] != '\\'; i++ {
	}
	return i
}

// nextControl returns where the next control character below a space is, or
// len(s).
func nextControl(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		if found := below(load(s, i), ' ') & highs; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(s) && s[i] >= ' '; i++ {
	}
	return i
}

// below marks the bytes of x that are less than c, which is at most 0x80.
func below(x uint64, c byte) uint64 { return (x - ones*uint64(c)) &^ x }

// equal marks the bytes of x that are c.
func equal(x uint64, c byte) uint64 { return below(x^ones*uint64(c), 1) }

// load returns eight bytes of s, the first lowest: one instruction.
func load(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
