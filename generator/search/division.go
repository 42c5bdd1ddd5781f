package search

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
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
	baseWindow   = 4   // the base ends in the last quarter of the documents
	recentWindow = 128 // the recent segment begins in so many of the last
)

// divide divides documents, given by their addresses in their order, into segments:
// base, middle and recent. Each of the first two ends at a document that its address
// chooses, and not at a number of documents. So what is published later changes the
// recent segment; the middle once in some 64 documents, the base once in an eighth
// more. What would be empty is left out, and the others keep their names.
func divide(urls []string) (parts []part) {
	n := len(urls)
	if n < leastDivided {
		return append(parts, part{"0", 0, n})
	}
	ends := [...]int{boundIn(urls, n/baseWindow), boundIn(urls, recentWindow), n}
	from := 0
	for i, end := range ends {
		if end > from {
			parts = append(parts, part{strconv.Itoa(i), from, end})
			from = end
		}
	}
	return parts
}

// boundIn returns where a segment ends in a window of the last documents: behind the
// one whose address has the lowest hash. It moves when a document with a lower one
// comes, or the window has passed it: twice in a window.
func boundIn(urls []string, window int) int {
	bound, lowest := 0, uint32(math.MaxUint32)
	for i := len(urls) - window; i < len(urls); i++ {
		if h := boundHash(urls[i]); bound == 0 || h < lowest {
			bound, lowest = i+1, h
		}
	}
	return bound
}

// boundHash hashes an address, to compare it with others.
func boundHash(url string) uint32 { return mix(hashOf(url)) }

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
