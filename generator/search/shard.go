package search

import (
	"encoding/binary"
	"errors"
	"slices"
)

// list is the postings of one term or pair in one reading.
type list struct {
	key     uint32
	reading uint32 // of a pair: that of its first syllable · readings + that of its second
	tail    int    // how many postings stand in the tail, if the list has one
	docs    []uint32
	impacts []byte
}

// appendShard appends the encoded lists, which are sorted by key and reading:
// columns of variable-length integers (as in encoding/binary), so that
// like stands beside like for the compressor.
//
//	keys       their number, then the gap from each to the next
//	readings   of each key: how many
//	lists      the reading of each list
//	postings   how many each list has
//	tails      how many more each list has in its tail
//	documents  of each list: the first, then the gaps
//	impacts    a byte each
func appendShard(dst []byte, lists []list) []byte {
	keys := 0
	for i := range lists {
		if i == 0 || lists[i].key != lists[i-1].key {
			keys++
		}
	}
	dst = binary.AppendUvarint(dst, uint64(keys))
	last := uint32(0)
	var perKey []uint64
	for i := range lists {
		if i > 0 && lists[i].key == lists[i-1].key {
			perKey[len(perKey)-1]++
			continue
		}
		dst = binary.AppendUvarint(dst, uint64(lists[i].key-last))
		last = lists[i].key
		perKey = append(perKey, 1)
	}
	for _, n := range perKey {
		dst = binary.AppendUvarint(dst, n)
	}
	for i := range lists {
		dst = binary.AppendUvarint(dst, uint64(lists[i].reading))
	}
	for i := range lists {
		dst = binary.AppendUvarint(dst, uint64(len(lists[i].docs)))
	}
	for i := range lists {
		dst = binary.AppendUvarint(dst, uint64(lists[i].tail))
	}
	for i := range lists {
		last := uint32(0)
		for _, doc := range lists[i].docs {
			dst = binary.AppendUvarint(dst, uint64(doc-last))
			last = doc
		}
	}
	for i := range lists {
		dst = append(dst, lists[i].impacts...)
	}
	return dst
}

var errShard = errors.New("the shard is damaged")

// decoder reads variable-length integers until one is wrong.
type decoder struct {
	raw    []byte
	failed bool
}

func (d *decoder) next() uint64 {
	v, n := binary.Uvarint(d.raw)
	if n <= 0 || v > 1<<31 {
		d.failed, d.raw = true, nil
		return 0
	}
	d.raw = d.raw[n:]
	return v
}

// What a decoded shard takes of memory, with the map in which its lists are kept.
const (
	bytesPerKey     = 80
	bytesPerList    = 160
	bytesPerPosting = 5
)

// decodeShard returns the lists of a shard of a segment with that many documents.
// It takes no more memory than the budget has, and charges what it takes.
func decodeShard(raw []byte, documents int, b *budget) ([]list, error) {
	d := decoder{raw: raw}
	keys := int(d.next())
	if d.failed || keys > len(d.raw) || !b.takes(keys*bytesPerKey) {
		return nil, errShard
	}
	counts := make([]int, keys)
	keyOf := make([]uint32, keys)
	key := uint64(0)
	for i := range keyOf {
		key += d.next()
		keyOf[i] = uint32(key)
	}
	total := 0
	for i := range counts {
		counts[i] = int(d.next())
		total += counts[i]
		if d.failed || total > len(d.raw) {
			return nil, errShard
		}
	}
	if !b.takes(total * bytesPerList) {
		return nil, errShard
	}
	lists := make([]list, 0, total)
	for i, n := range counts {
		for range n {
			lists = append(lists, list{key: keyOf[i]})
		}
	}
	for i := range lists {
		lists[i].reading = uint32(d.next())
	}
	postings := 0
	sizes := make([]int, total)
	for i := range sizes {
		sizes[i] = int(d.next())
		postings += sizes[i]
		if d.failed || postings > len(d.raw) {
			return nil, errShard
		}
	}
	for i := range lists {
		lists[i].tail = int(d.next())
	}
	if !b.takes(postings * bytesPerPosting) {
		return nil, errShard
	}
	docs := make([]uint32, postings)
	for i, n := range sizes {
		lists[i].docs, docs = docs[:n:n], docs[n:]
		doc := uint64(0)
		for k := range lists[i].docs {
			doc += d.next()
			if doc >= uint64(documents) {
				return nil, errShard
			}
			lists[i].docs[k] = uint32(doc)
		}
	}
	if d.failed || len(d.raw) != postings {
		return nil, errShard
	}
	impacts := slices.Clone(d.raw)
	for i, n := range sizes {
		lists[i].impacts, impacts = impacts[:n:n], impacts[n:]
	}
	return lists, nil
}
