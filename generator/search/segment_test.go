package search

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"slices"
	"testing"
)

// TestTermsThatShareAKey holds that two terms with one key in one shard share their
// postings, and damage nothing, whichever document has which.
func TestTermsThatShareAKey(t *testing.T) {
	one, other := sharedKey()
	for _, titles := range [][]string{{one, other}, {other, one}, {one + " " + other, one}} {
		docs := []Document{{URL: "/0/", Title: titles[0]}, {URL: "/1/", Title: titles[1]}}
		x, err := Open(Written(t, Options{}, docs))
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{one, other} {
			a := x.Search(Request{Query: q})
			if a.Total != 2 || a.Incomplete {
				t.Errorf("%v: %q found %d, incomplete = %v", titles, q, a.Total, a.Incomplete)
			}
		}
	}
}

// sharedKey returns two terms with one key, from different partitions.
func sharedKey() (one, other string) {
	met := map[uint32]string{}
	for i := 0; ; i++ {
		term := fmt.Sprintf("xq%dz", i)
		p := termPlace(hashOf(term))
		if before, ok := met[p.key]; ok && termPlace(hashOf(before)).shard>>24 != p.shard>>24 {
			return before, term
		}
		met[p.key] = term
	}
}

// TestHeadsOfLongLists holds what a list leaves in its shard at the boundary of 2,048
// postings: those with the highest impact, of equals the latest; and that both parts
// together are the whole list, in order.
func TestHeadsOfLongLists(t *testing.T) {
	for _, test := range []struct {
		n      int
		impact func(doc int) byte
		tail   []uint32
	}{
		{2047, func(int) byte { return 3 }, nil},
		{2048, func(int) byte { return 3 }, nil},
		{2049, func(int) byte { return 3 }, []uint32{0}},
		{2050, func(int) byte { return 3 }, []uint32{0, 1}},
		{2049, func(doc int) byte { return byte(1 + min(doc, 1)) }, []uint32{0}},
		{2049, func(doc int) byte { return byte(2 - doc/2048) }, []uint32{2048}},
		{2050, func(doc int) byte { return byte(7 - doc%7) }, []uint32{6, 13}},
		{2051, func(doc int) byte { return byte(1 + 6*(doc%2)) }, []uint32{0, 2, 4}},
	} {
		e := newEncoder()
		var records []record
		for doc := range test.n {
			records = append(records, record{shard: 1, rest: 1 << readingBits, doc: uint32(doc)<<impactBits | uint32(test.impact(doc))})
		}
		head, tail := e.shard(0, e.listsOf(records))
		inHead, err := decodedShard(head)
		if err != nil || len(inHead) != 1 {
			t.Fatalf("%d: %v, %v", test.n, inHead, err)
		}
		if inHead[0].tail != len(test.tail) || len(inHead[0].docs) != test.n-len(test.tail) || (tail == nil) != (test.tail == nil) {
			t.Errorf("%d: %d postings in the head, %d said to be in the tail", test.n, len(inHead[0].docs), inHead[0].tail)
		}
		var got []uint32
		if tail != nil {
			inTail, err := decodedShard(tail)
			if err != nil || len(inTail) != 1 {
				t.Fatalf("%d: %v, %v", test.n, inTail, err)
			}
			got = inTail[0].docs
		}
		if !slices.Equal(got, test.tail) {
			t.Errorf("%d: tail %v, want %v", test.n, got, test.tail)
		}
		all := slices.Sorted(slices.Values(slices.Concat(inHead[0].docs, got)))
		for doc, n := range all {
			if int(n) != doc {
				t.Fatalf("%d: posting %d is of document %d", test.n, doc, n)
			}
		}
		for i, doc := range inHead[0].docs {
			if inHead[0].impacts[i] != test.impact(int(doc)) {
				t.Fatalf("%d: document %d has impact %d", test.n, doc, inHead[0].impacts[i])
			}
		}
	}
}

func decodedShard(data []byte) ([]list, error) {
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(data[stampSize:])))
	if err != nil {
		return nil, err
	}
	return decodeShard(raw, 1<<20, roomy())
}
