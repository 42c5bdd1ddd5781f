package search

import (
	"encoding/binary"
	"fmt"
	"io"
	"sync"
	"unsafe"
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

const recordSize = int(unsafe.Sizeof(record{}))

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

// chunk is the records of a run of documents, by partition.
type chunk struct {
	ends    [partitions]uint32 // where each partition ends, in records
	records []record           // nil when they lie in the file
	offset  int64              // of the first in the file, in bytes
}

func (c *chunk) bounds(partition int) (from, to uint32) {
	if partition > 0 {
		from = c.ends[partition-1]
	}
	return from, c.ends[partition]
}

// newChunk divides records by partition. It keeps their order within each.
func newChunk(all []record) *chunk {
	c := &chunk{records: make([]record, len(all))}
	var counts [partitions]uint32
	for _, r := range all {
		counts[r.partition()]++
	}
	at := uint32(0)
	for p, n := range counts {
		counts[p], at = at, at+n
		c.ends[p] = at
	}
	for _, r := range all {
		p := r.partition()
		c.records[counts[p]] = r
		counts[p]++
	}
	return c
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

// add adds the records of chunk number n.
func (p *pool) add(n int, c *chunk) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.chunks[n] = c
	p.total += len(c.records)
	if size := len(c.records) * recordSize; p.temporary == nil || p.held+size <= p.budget {
		p.held += size
	} else if p.spill(c) != nil {
		p.temporary = nil // there is no room for a file; memory is left
	}
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
	raw := make([]byte, 0, len(c.records)*recordSize)
	for _, r := range c.records {
		raw = binary.LittleEndian.AppendUint32(raw, r.shard)
		raw = binary.LittleEndian.AppendUint32(raw, r.rest)
		raw = binary.LittleEndian.AppendUint32(raw, r.doc)
	}
	if _, err := p.file.WriteAt(raw, p.end); err != nil {
		return err
	}
	c.offset, c.records = p.end, nil
	p.end += int64(len(raw))
	return nil
}

// gather returns the records of the partitions from to to-1 in the order of their
// documents, in into, which grows where it must.
func (p *pool) gather(into []record, from, to int) ([]record, error) {
	into = into[:0]
	var raw []byte
	for partition := from; partition < to; partition++ {
		for _, c := range p.chunks {
			start, end := c.bounds(partition)
			if c.records != nil {
				into = append(into, c.records[start:end]...)
				continue
			}
			raw = append(raw[:0], make([]byte, int(end-start)*recordSize)...)
			if _, err := p.file.ReadAt(raw, c.offset+int64(start)*int64(recordSize)); err != nil && err != io.EOF {
				return into, fmt.Errorf("reading a temporary file of the search index: %w", err)
			}
			for b := raw; len(b) > 0; b = b[recordSize:] {
				into = append(into, record{binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:])})
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
