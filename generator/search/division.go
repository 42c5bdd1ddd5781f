package search

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
)

// inOrder returns documents in the order in which they are numbered: by date, of
// equals by address.
func inOrder(docs []Document) []Document {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b Document) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.URL, b.URL))
	})
	return docs
}

// part is a run of documents that make a segment.
type part struct {
	name     string
	from, to int
}

// Where segments end.
const (
	leastDivided = 256 // documents of a site that has more than one segment
	baseShift    = 3   // the base ends at a document of a level that one in 2^-3 of all has, or fewer
	leastBase    = 8   // … and of this level at least
	middleLevel  = 6   // the middle at a document of this one
)

// level returns the level of a document: level k is that of one document in 2^k.
func level(url string) int { return bits.TrailingZeros32(mix(hashOf(url))) }

// divide divides documents, given by their addresses in their order, into segments:
// base, middle and recent. Each of the first two ends at a document whose address says
// so, and not at a number of documents. So what is published later changes the recent
// segment; the middle once in some 64 documents, the base once in an eighth more. What
// would be empty is left out, and the others keep their names.
func divide(urls []string) (parts []part) {
	n := len(urls)
	if n < leastDivided {
		return append(parts, part{"0", 0, n})
	}
	ends := [3]int{2: n}
	for i, least := range []int{max(leastBase, bits.Len(uint(n))-1-baseShift), middleLevel} {
		end := n
		for end > 0 && level(urls[end-1]) < least {
			end--
		}
		ends[i] = end
	}
	from := 0
	for i, end := range ends {
		if end > from {
			parts = append(parts, part{strconv.Itoa(i), from, end})
			from = end
		}
	}
	return parts
}

// stampSize is how many bytes of a file its stamp takes.
const stampSize = 4

// stampOf returns the stamp of a segment: the same for the same documents in the same
// order, whatever is in them, and the same numbers of shards. So files of two editions
// with one stamp can be read together: they give numbers to the same documents.
func stampOf(urls []string, pairs, singles int) uint32 {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %d\n", FormatVersion, pairs, singles)
	for _, url := range urls {
		fmt.Fprintf(h, "%s\n", url)
	}
	return binary.LittleEndian.Uint32(h.Sum(nil))
}
