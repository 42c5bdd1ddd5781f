package search

import (
	"fmt"
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
