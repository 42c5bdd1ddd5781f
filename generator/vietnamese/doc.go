// Package vietnamese is the ground floor of Vietnamese text technology: it
// puts text right, folds it, names it, compares it and sorts it, and knows
// nothing of sites or articles.
//
// # Words
//
//   - A mark is what stands on, in or under a base letter: the five tone marks
//     and the breve, circumflex and horn of ă â ê ô ơ ư. The stroke of đ counts
//     as one, although Unicode does not decompose it.
//   - A tone is one of six: ngang (no mark), huyền, hỏi, ngã, sắc, nặng, in the
//     order of the alphabet.
//   - A syllable is what a space separates in Vietnamese: onset, glide,
//     nucleus, coda and a tone. See [ParseSyllable].
//   - The old style of tone placement writes hòa, khỏe, thủy; the new style
//     writes hoà, khoẻ, thuỷ. Both are correct; see [ToneStyle].
//   - To fold is to take all marks off and all capitals down: [Fold].
//   - A key is what two spellings of one term have in common: [Key].
//
// # Order of work
//
// Bytes from a file go first through [InvalidUTF8] and [DetectLegacy], whose
// findings a person has to settle, then through [Repair]. What [InOrder] says yes
// to needs no Repair and is UTF-8. Every other function expects repaired text. They accept any string, and give the same answer for
// composed (NFC) and decomposed (NFD) text, but a look-alike such as Ð is told
// from Đ only by Repair.
//
// # Guarantees
//
// No function panics, whatever the input. No result depends on the clock, on
// map order or on the machine. All functions are safe for concurrent use; of
// the types, only a [Collator] has to be kept to one goroutine at a time.
package vietnamese
