package vietnamese

import "unicode/utf8"

// Repair, Key and InvalidUTF8 stand before every text of a site, and nearly all
// of it is in order. So one pass of a small automaton decides that text is, and
// only what it suspects goes through slower code. On 8 kB of Vietnamese it
// takes a tenth of the time of norm.NFC.QuickSpan, which has to look every
// character up.
//
// The automaton is "shift-based" (P. Vognsen): a state is a shift count, and a
// byte's row packs the next states for all current ones, six bits each. The
// row's load does not wait for the previous step, and no branch depends on the
// text, where letters with and without marks follow each other unpredictably.

// The states: what must follow. Ten is the most that a row has room for.
const (
	suspect   = 6 * iota // a sink: not known to be in order
	begin                // a character
	one                  // one continuation byte, any
	afterC2              // … but not NBSP, the soft hyphen, or a control character
	afterC3              // … but not Ð, ð
	afterC6              // … but not Ɖ, Ƣ, ƣ
	afterE1              // B8 to BB, one: Latin Extended Additional
	afterE2              // 80 or a block of symbols
	afterE280            // general punctuation, but not spaces, joiners, direction marks
)

// rows is filled once and never written again.
var rows = newRows()

func newRows() (rows [256]uint64) {
	on := func(state, low, high, next int) {
		for c := low; c <= high; c++ {
			rows[c] = rows[c]&^(63<<state) | uint64(next)<<state
		}
	}
	on(begin, ' ', 0x7E, begin)
	on(begin, '\t', '\n', begin)
	on(begin, 0xC2, 0xC2, afterC2)
	on(begin, 0xC3, 0xC3, afterC3)
	on(begin, 0xC4, 0xC5, one) // Latin Extended-A
	on(begin, 0xC6, 0xC6, afterC6)
	on(begin, 0xC7, 0xC8, one) // the rest of Latin Extended-B
	on(begin, 0xE1, 0xE1, afterE1)
	on(begin, 0xE2, 0xE2, afterE2)

	on(one, 0x80, 0xBF, begin)

	on(afterC2, 0xA1, 0xBF, begin)
	on(afterC2, 0xAD, 0xAD, suspect)

	on(afterC3, 0x80, 0xBF, begin)
	on(afterC3, 0x90, 0x90, suspect)
	on(afterC3, 0xB0, 0xB0, suspect)

	on(afterC6, 0x80, 0xBF, begin)
	on(afterC6, 0x89, 0x89, suspect)
	on(afterC6, 0xA2, 0xA3, suspect)

	on(afterE1, 0xB8, 0xBB, one)

	// Not among the blocks: 81 (more spaces and joiners), 83 (combining
	// marks), 84 and 8C, 93, AB (characters that NFC replaces, or beside them).
	on(afterE2, 0x80, 0x80, afterE280)
	on(afterE2, 0x82, 0x82, one) // currency
	on(afterE2, 0x85, 0x8B, one) // number forms, arrows, mathematics
	on(afterE2, 0x94, 0x9E, one) // boxes, shapes, symbols

	on(afterE280, 0x90, 0xA7, begin)
	on(afterE280, 0xB0, 0xBF, begin)
	return rows
}

// firstSuspect returns the offset of the first character of text that is not
// known to be in order, or -1 when all of it is valid UTF-8 in NFC with nothing
// for Repair to do.
func firstSuspect[T string | []byte](text T) int {
	state := uint64(begin)
	for i := 0; i < len(text); i++ {
		next := rows[text[i]] >> (state & 63)
		if next&63 == suspect {
			// text[i] is in the middle of the character, or, when that is cut
			// short, just behind it.
			if state&63 != begin {
				i--
				for i > 0 && !utf8.RuneStart(text[i]) {
					i--
				}
			}
			return i
		}
		state = next
	}
	if state&63 != begin {
		i := len(text) - 1
		for i > 0 && !utf8.RuneStart(text[i]) {
			i--
		}
		return i
	}
	return -1
}
