package search

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"sync"
)

// record is one posting on its way into the index: a document has a term or pair,
// in one reading.
type record struct {
	shard uint32 // place.shard
	rest  uint32 // place.key, then the reading
	doc   uint32 // the document's number in its segment, then the impact
}

// The widths of what shares a number in a record.
const (
	readingBits = 32 - keyBits
	impactBits  = 3
)

func (r record) key() uint32     { return r.rest >> readingBits }
func (r record) reading() uint32 { return r.rest & (1<<readingBits - 1) }
func (r record) document() int   { return int(r.doc >> impactBits) }
func (r record) impact() byte    { return byte(r.doc & (1<<impactBits - 1)) }

// partitions is how many parts records are divided into by the first bits of
// their place, so that each can be sorted where it fits into a cache.
const (
	partitionBits = 8
	partitions    = 1 << partitionBits
)

func (r record) partition() int { return int(r.shard >> (32 - partitionBits)) }

// chunk is the records of a run of documents, by partition, and within each by run of
// runSize documents. There a record takes packedSize bytes, 8 and not 12: its partition
// and the first document of its run need not be told.
type chunk struct {
	ends   [partitions * runs]uint32 // where each run of each partition ends, in records
	packed []byte                    // nil when they lie in the file
	offset int64                     // of the first in the file, in bytes
}

// A run is as many documents as a byte tells apart besides the impact.
const (
	runBits = 8 - impactBits
	runSize = 1 << runBits
	runs    = chunkSize / runSize

	packedSize = 8
)

// bucket is the place of a record's run in ends.
func (r record) bucket() int { return r.partition()*runs + int(r.doc>>(impactBits+runBits)%runs) }

// pack returns the shard, the rest, and of the document and the impact the last byte.
func (r record) pack() uint64 {
	return uint64(r.shard)<<(8+32) | uint64(r.rest)<<8 | uint64(r.doc&0xff) // the partition falls out
}

// unpack is the other way round; first is the first document of the run.
func unpack(packed uint64, partition, first int) record {
	return record{
		shard: uint32(partition)<<(32-partitionBits) | uint32(packed>>(8+32)),
		rest:  uint32(packed >> 8),
		doc:   uint32(first)<<impactBits | uint32(packed&0xff),
	}
}

// bounds returns from where to where the records of a bucket stand.
func (c *chunk) bounds(bucket int) (from, to uint32) {
	if bucket > 0 {
		from = c.ends[bucket-1]
	}
	return from, c.ends[bucket]
}

// fill divides records, which are in the order of their documents, and packs them into
// room, which has their size. It keeps their order within each bucket.
func (c *chunk) fill(all []record, room []byte) {
	for _, r := range all {
		c.ends[r.bucket()]++
	}
	at := uint32(0)
	for b, n := range c.ends {
		c.ends[b], at = at, at+n
	}
	for _, r := range all {
		place := &c.ends[r.bucket()]
		binary.LittleEndian.PutUint64(room[*place*packedSize:], r.pack())
		*place++ // which ends where the next begins
	}
	c.packed = room
}

// pool holds the records of a segment in the order of its documents: in memory up
// to a budget, the rest in a temporary file. It is safe for concurrent use.
type pool struct {
	mu     sync.Mutex
	chunks []*chunk  // by number; nil until they are added
	total  int       // records
	held   int       // bytes in memory
	budget int       // bytes
	file   Temporary // nil as long as all fits
	end    int64     // of the file

	temporary func() (Temporary, error) // nil if all must stay in memory
}

func newPool(chunks, budget int, temporary func() (Temporary, error)) *pool {
	return &pool{chunks: make([]*chunk, chunks), budget: budget, temporary: temporary}
}

// add adds the records of chunk number n. Scratch is room that they may be packed in;
// it comes back, longer.
func (p *pool) add(n int, all []record, scratch []byte) []byte {
	size, c := len(all)*packedSize, new(chunk)
	held := p.holds(size)
	if held {
		c.fill(all, make([]byte, size))
	} else {
		scratch = slices.Grow(scratch[:0], size)[:size]
		c.fill(all, scratch)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.chunks[n] = c
	p.total += len(all)
	if !held && (p.temporary == nil || p.spill(c) != nil) {
		p.temporary = nil // there is no room for a file; memory is left
		c.packed = slices.Clone(c.packed)
	}
	return scratch
}

// holds takes bytes from the budget, and reports whether it has so many. Where there is
// no file, it has.
func (p *pool) holds(size int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.temporary != nil && p.held+size > p.budget {
		return false
	}
	p.held += size
	return true
}

// spill moves the records of a chunk into the file.
func (p *pool) spill(c *chunk) error {
	if p.file == nil {
		file, err := p.temporary()
		if err != nil {
			return err
		}
		p.file = file
	}
	if _, err := p.file.WriteAt(c.packed, p.end); err != nil {
		return err
	}
	p.end, c.offset, c.packed = p.end+int64(len(c.packed)), p.end, nil
	return nil
}

// gather returns the records of the partitions from to to-1 in the order of their
// documents, in into, which grows where it must.
func (p *pool) gather(into []record, from, to int) ([]record, error) {
	into = into[:0]
	var raw []byte
	for partition := from; partition < to; partition++ {
		for n, c := range p.chunks {
			start, _ := c.bounds(partition * runs)
			_, end := c.bounds(partition*runs + runs - 1)
			packed := c.packed
			if packed != nil {
				packed = packed[start*packedSize : end*packedSize]
			} else {
				raw = slices.Grow(raw[:0], int(end-start)*packedSize)[:int(end-start)*packedSize]
				if _, err := p.file.ReadAt(raw, c.offset+int64(start)*packedSize); err != nil && err != io.EOF {
					return into, fmt.Errorf("reading a temporary file of the search index: %w", err)
				}
				packed = raw
			}
			for run := range runs {
				first, last := c.bounds(partition*runs + run)
				for b := packed[(first-start)*packedSize : (last-start)*packedSize]; len(b) > 0; b = b[packedSize:] {
					into = append(into, unpack(binary.LittleEndian.Uint64(b), partition, n*chunkSize+run*runSize))
				}
			}
		}
	}
	return into, nil
}

// close forgets the records.
func (p *pool) close() {
	p.chunks = nil
	if p.file != nil {
		_ = p.file.Close()
	}
}

// sortRecords sorts by shard, key and reading, and leaves records that are equal
// in these in their order: a radix sort of 11 bits at a time. Scratch is as long
// as records. The result is one of the two.
func sortRecords(records, scratch []record, shards int) []record {
	const digit = 11
	var counts [1 << digit]uint32
	pass := func(of func(record) uint32) {
		clear(counts[:])
		for _, r := range records {
			counts[of(r)]++
		}
		at := uint32(0)
		for i, n := range counts {
			counts[i], at = at, at+n
		}
		for _, r := range records {
			d := of(r)
			scratch[counts[d]] = r
			counts[d]++
		}
		records, scratch = scratch, records
	}
	for shift := 0; shift < 32; shift += digit {
		pass(func(r record) uint32 { return r.rest >> shift & (1<<digit - 1) })
	}
	if len(records) > 0 && shards > 1 {
		first := place{shard: records[0].shard}.shardOf(shards)
		for _, r := range records {
			first = min(first, place{shard: r.shard}.shardOf(shards))
		}
		pass(func(r record) uint32 {
			return uint32(place{shard: r.shard}.shardOf(shards)-first) & (1<<digit - 1)
		})
	}
	return records
}
