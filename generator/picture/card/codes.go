package card

import (
	"math/bits"
	"strings"
)

// code is one or more symbols of DEFLATE, as bits that are written from the lowest on.
type code struct {
	bits uint64
	size uint8
}

// then returns the code followed by another.
func (c code) then(d code) code { return code{c.bits | d.bits<<c.size, c.size + d.size} }

// Symbols of DEFLATE: literals are 0 to 255, the lengths of matches follow the end.
const (
	endOfBlock  = 256
	firstLength = 257
	symbols     = 286
)

// The lengths that a match can have.
const least, most = 3, 258

// codes are the codes by which cards are written.
type codes struct {
	header  []code // of the block
	literal [256]code
	end     code
	match   [most + 1]code // from least: the byte before, so many times
	zeros   [most + 2]code // so many zeros, of which the first is a literal
}

// codeSizes are the sizes of the codes of symbols, as hexadecimal digits. They suit the
// cards of some hundred titles best; TestCodesSuitTitles finds them. Every symbol has a
// code, so that any card can be written.
const codeSizes = "" +
	"25578c9abcdddddc57888bdddddddddd68788bdddddddddd68878adddddddddd" +
	"888869cdddcddddddba999adddddbddd9cddcdabbccdddcdadddddbcddbddddd" +
	"addddddcccadcdddadcdddccbbaddcddadddbddccca79aaadddddddcddd98888" +
	"9dddddddddc987886dddddddddda88786dddddddddcb88875dddddddba9c9765" +
	"d85667777778877887788889989984"

// sizesOf returns the sizes of codes that are written as digits.
func sizesOf(digits string) []uint8 {
	sizes := make([]uint8, symbols)
	for i := range sizes {
		sizes[i] = uint8(strings.IndexByte("0123456789abcdef", digits[i]))
	}
	return sizes
}

// newCodes returns the codes whose sizes are digits.
func newCodes(digits string) *codes {
	sizes := sizesOf(digits)
	all := huffman(sizes)
	c := &codes{header: blockHeader(sizes), literal: [256]code(all), end: all[endOfBlock]}
	for n := least; n <= most; n++ {
		symbol, extra := lengthSymbol(n)
		distance := code{0, 1}
		c.match[n] = all[symbol].then(extra).then(distance)
	}
	var literals code
	for n := 1; n < len(c.zeros); n++ {
		c.zeros[n] = literals.then(c.literal[0])
		if n > least && int(c.literal[0].size+c.match[n-1].size) < n*int(c.literal[0].size) {
			c.zeros[n] = c.literal[0].then(c.match[n-1])
		} else {
			literals = c.zeros[n]
		}
	}
	return c
}

// huffman returns the canonical codes of some sizes: RFC 1951, section 3.2.2.
func huffman(sizes []uint8) []code {
	all := make([]code, len(sizes))
	next := uint64(0)
	for size := uint8(1); size < 16; size++ {
		next <<= 1
		for i, s := range sizes {
			if s == size {
				all[i] = code{bits.Reverse64(next << (64 - size)), size}
				next++
			}
		}
	}
	return all
}

// lengthSymbol returns the symbol of a length, and the bits after it: section 3.2.5.
func lengthSymbol(n int) (int, code) {
	n -= least
	switch {
	case n == most-least:
		return symbols - 1, code{}
	case n < 8:
		return firstLength + n, code{}
	}
	extra := bits.Len(uint(n)) - 3
	return firstLength + 4*extra + n>>extra, code{uint64(n & (1<<extra - 1)), uint8(extra)}
}

// blockHeader returns what the only block of a stream begins with: section 3.2.7.
// The sizes from 1 to 15 and the sign that a size is repeated are 16 symbols, so that
// each of them has a code of 4 bits, which is the symbol less 1.
func blockHeader(sizes []uint8) []code {
	// How many codes there are, less the fewest that there can be.
	const literals, distances, alphabet = symbols - 257, 0, 15
	header := []code{{1, 1}, {2, 2}, {literals, 5}, {distances, 5}, {alphabet, 4}}
	for _, s := range []int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15} {
		if s == 0 || s > 16 {
			header = append(header, code{0, 3})
		} else {
			header = append(header, code{4, 3})
		}
	}
	put := func(s uint8) { header = append(header, code{bits.Reverse64(uint64(s-1) << 60), 4}) }
	for i := 0; i < len(sizes); {
		put(sizes[i])
		again := 0
		for i++; i < len(sizes) && again < 6 && sizes[i] == sizes[i-1]; i++ {
			again++
		}
		if again < 3 {
			i -= again
			continue
		}
		put(16)
		header = append(header, code{uint64(again - 3), 2})
	}
	put(1) // the distance 1, the only one
	return header
}
