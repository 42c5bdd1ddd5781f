package search

import "math/bits"

// hashOf returns the 32-bit FNV-1a hash of a term's UTF-8
// (http://www.isthe.com/chongo/tech/comp/fnv/).
func hashOf(term string) uint32 {
	h := uint32(2166136261)
	for i := range len(term) {
		h = (h ^ uint32(term[i])) * 16777619
	}
	return h
}

// mix spreads the bits of h: the finaliser of MurmurHash3.
func mix(h uint32) uint32 {
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}

// place is where the postings of a term or pair stand: which shard, and under
// which key in it.
type place struct {
	shard uint32 // of all 32 bits: the shard is shard·n >> 32
	key   uint32 // keyBits wide
}

// keyBits is the width of a key. Two terms of one shard share a key once in a
// million times the number of terms in it, and then share their postings.
const keyBits = 20

// pairPlace returns the place of a pair of terms, given by their hashes.
func pairPlace(a, b uint32) place {
	h := mix(a*0x9e3779b1 ^ bits.RotateLeft32(b, 15))
	return place{h, mix(h^b*0x27d4eb2f) & (1<<keyBits - 1)}
}

// termPlace returns the place of a single term, given by its hash.
func termPlace(a uint32) place {
	h := mix(a)
	return place{h, mix(h^0x9e3779b1) & (1<<keyBits - 1)}
}

// shardOf returns which of n shards a place is in.
func (p place) shardOf(n int) int { return int(uint64(p.shard) * uint64(n) >> 32) }
