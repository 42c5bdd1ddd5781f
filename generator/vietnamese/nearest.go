package vietnamese

import "unicode/utf8"

// Nearest returns the word of among that the writer of word most plausibly
// meant, for messages such as "không có mục `tilte`; ý bạn là `title`?". ok is
// false when nothing is near enough.
//
// Distance is the optimal string alignment of the folded words: each letter
// put in, left out, exchanged, or swapped with its neighbour counts one. What
// is near enough grows with the length of word: nothing but marks and capitals
// for one or two letters, one slip from three letters, two from six, three from
// ten. Of equally near words the one whose marks differ least is taken, then
// the first in byte order, so the answer does not depend on the order of among.
func Nearest(word string, among []string) (nearest string, ok bool) {
	folded := []rune(Fold(word))
	limit := slips(len(folded))
	exact := []rune(lowerNFC(word))
	var least, leastExact int
	for _, candidate := range among {
		f := []rune(Fold(candidate))
		d := distance(folded, f, limit)
		if d > limit || len(f) == 0 {
			continue
		}
		e := distance(exact, []rune(lowerNFC(candidate)), utf8.RuneCountInString(word)+len(candidate))
		if !ok || d < least || d == least && (e < leastExact || e == leastExact && candidate < nearest) {
			nearest, ok, least, leastExact = candidate, true, d, e
		}
	}
	return nearest, ok
}

// slips returns how many slips are plausible in a word of n letters.
func slips(n int) int {
	switch {
	case n < 3:
		return 0
	case n < 6:
		return 1
	case n < 10:
		return 2
	}
	return 3
}

// distance returns the optimal string alignment distance (Damerau-Levenshtein
// without edits inside a swapped pair) of a and b, or some number above limit
// once it is certain to be above it.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	// Three rows of the usual matrix: two above, above, and this one.
	width := len(b) + 1
	rows := make([]int, 3*width)
	above2, above, row := rows[:width], rows[width:2*width], rows[2*width:]
	for j := range row {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, above2[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return least
		}
		above2, above, row = above, row, above2
	}
	return above[len(b)]
}
