package markdown

import (
	"encoding/binary"
	"math/bits"
)

// count counts the words of s, which goes on where the text before it ended.
// A word is what stands between blanks and has a letter or digit: "–", "&" and
// "…" by themselves are none.
func (w *writer) count(s []byte) {
	var ended int
	ended, w.wordOpen = countWords(s, w.wordOpen)
	w.words += ended
}

// endWord counts the word that is under way, if there is one: here a text ends.
func (w *writer) endWord() {
	w.words += int(w.wordOpen)
	w.wordOpen = 0
}

// countWords counts the words that end in s, eight bytes at a time. Open is 1 if
// a letter or digit of a word has been seen that goes on, before and after, else 0.
//
// A run of solid bytes (above U+0020) is a run of ones in a number. Adding to it
// the bits of its letters carries once beyond its end if there are any, and not
// otherwise; what goes on beyond the number is its carry.
func countWords(s []byte, open uint64) (words int, still uint64) {
	for len(s) >= 8 {
		solid, letters := classify(binary.LittleEndian.Uint64(s))
		ones := (solid >> 7) * 0xFF
		var sum uint64
		sum, open = bits.Add64(ones, letters, open)
		words += bits.OnesCount64(sum &^ ones)
		s = s[8:]
	}
	if len(s) > 0 {
		var last [8]byte
		n := copy(last[:], s)
		solid, letters := classify(binary.LittleEndian.Uint64(last[:]))
		ones := (solid >> 7) * 0xFF
		sum, _ := bits.Add64(ones, letters, open)
		carries := sum &^ ones
		open = carries >> (8 * n) & 1 // behind the last byte: it goes on
		words += bits.OnesCount64(carries) - int(open)
	}
	return words, open
}

// classify marks, in the high bit of each byte of v, the bytes above U+0020, and
// among these letters and digits: of ASCII, and the first bytes of the scripts'
// letters in UTF-8. Not among them are C2, E2, EE, EF and F0, which begin signs:
// « “ – … → • and the like.
func classify(v uint64) (solid, letters uint64) {
	const (
		lanes = 0x0101010101010101
		high  = 0x80 * lanes
	)
	low := v &^ high
	from := func(seven uint64, c uint64) uint64 { return seven + (0x80-c)*lanes } // high bit: at least c
	folded := low | 0x20*lanes
	ascii := from(folded, 'a')&^from(folded, 'z'+1) | from(low, '0')&^from(low, '9'+1)
	others := from(low, 0x43)&^from(low, 0x62) | from(low, 0x63)&^from(low, 0x6E)
	return (from(low, ' '+1) | v) & high, (ascii&^v | others&v) & high
}
