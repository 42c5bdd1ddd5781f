package search

import (
	"bytes"
	"compress/flate"
	"context"
	"fmt"
	"slices"
	"sync"

	"guong/generator/parallel"
)

// segmentWriter makes the shards of one segment: a run of the site's documents.
type segmentWriter struct {
	docs    []Document
	known   *expansions
	budget  int // bytes of records held in memory
	average float64

	temporary func() (Temporary, error) // see Options

	pairs, singles *pool
}

// chunkSize is how many documents a core takes at once.
const chunkSize = 128

// shardAim is how many records make a shard of some 3 kB, compressed. What has come
// since the base is asked as well each time, so that its shards are smaller; above
// largeSegment documents there would be too many files.
const (
	shardAim     = 1600
	smallAim     = 500
	smallSegment = 2048
	largeSegment = 50_000
)

// shardCount returns into how many shards records are divided: a power of two up
// to the number of partitions, a multiple of it above, so that no shard lies in a
// part of two partitions.
func shardCount(records, documents int) int {
	aim := shardAim
	switch {
	case documents < smallSegment:
		aim = smallAim
	case documents > largeSegment:
		aim *= 4
	}
	n := max(1, records/aim)
	if n >= partitions {
		return n / partitions * partitions
	}
	power := 1
	for power*2 <= n {
		power *= 2
	}
	return power
}

// gather turns all documents into records. Done is called with each gatherer when
// all are.
func (w *segmentWriter) gather(ctx context.Context, done func(*gatherer)) error {
	total := 0
	for i := range w.docs {
		total += w.docs[i].Length
	}
	w.average = float64(total) / float64(max(len(w.docs), 1))
	chunks := (len(w.docs) + chunkSize - 1) / chunkSize
	w.pairs = newPool(chunks, w.budget*2/3, w.temporary)
	w.singles = newPool(chunks, w.budget/3, w.temporary)
	var mu sync.Mutex
	var gatherers []*gatherer
	err := parallel.Try(ctx, chunks, func() func(int) error {
		g := newGatherer(w.known, w.average)
		mu.Lock()
		gatherers = append(gatherers, g)
		mu.Unlock()
		return func(n int) error {
			g.pairRecords, g.singleRecords = g.pairRecords[:0], g.singleRecords[:0]
			for i := n * chunkSize; i < min((n+1)*chunkSize, len(w.docs)) && ctx.Err() == nil; i++ {
				reading(w.docs[i].File, func() { g.add(i, &w.docs[i]) })
			}
			w.pairs.add(n, newChunk(g.pairRecords))
			w.singles.add(n, newChunk(g.singleRecords))
			return nil
		}
	})
	for _, g := range gatherers {
		done(g)
	}
	return err
}

// close removes what was made for a while.
func (w *segmentWriter) close() {
	for _, p := range []*pool{w.pairs, w.singles} {
		if p != nil {
			p.close()
		}
	}
}

// headSize is how many postings of a list stand in its shard: those with the
// highest impact. The others are in its tail.
const headSize = 2048

// shards are the files of one kind of a segment.
type shards struct {
	heads, tails [][]byte // compressed; a tail is nil where no list has one
}

// encode sorts the records of a pool and makes shards of them.
func (w *segmentWriter) encode(ctx context.Context, p *pool) (shards, error) {
	n := shardCount(p.total, len(w.docs))
	out := shards{make([][]byte, n), make([][]byte, n)}
	groups := min(n, partitions)
	err := parallel.Try(ctx, groups, func() func(int) error {
		e := newEncoder()
		return func(group int) error {
			width := partitions / groups
			records, err := p.gather(e.records, group*width, (group+1)*width)
			if err != nil {
				return err
			}
			e.records = records
			e.split(&out, n)
			return nil
		}
	})
	nothing := newDeflater().deflate(appendShard(nil, nil))
	for i := range out.heads {
		if out.heads[i] == nil {
			out.heads[i] = nothing
		}
	}
	return out, err
}

// encoder makes shards of sorted records. It belongs to one goroutine.
type encoder struct {
	records, scratch []record
	lists, tails     []list
	docs             []uint32 // of all lists of a shard
	impacts          []byte
	raw              []byte
	deflater         deflater
}

func newEncoder() *encoder { return &encoder{deflater: newDeflater()} }

// split makes the shards of the records of one group.
func (e *encoder) split(out *shards, n int) {
	if len(e.scratch) < len(e.records) {
		e.scratch = make([]record, len(e.records)*5/4)
	}
	sorted := sortRecords(e.records, e.scratch[:len(e.records)], n)
	for from := 0; from < len(sorted); {
		shard := place{shard: sorted[from].shard}.shardOf(n)
		to := from
		for to < len(sorted) && (place{shard: sorted[to].shard}).shardOf(n) == shard {
			to++
		}
		out.heads[shard], out.tails[shard] = e.shard(sorted[from:to])
		from = to
	}
}

// shard encodes the records of one shard.
func (e *encoder) shard(records []record) (head, tail []byte) {
	e.lists, e.tails = e.lists[:0], e.tails[:0]
	e.docs = slices.Grow(e.docs[:0], len(records))
	e.impacts = slices.Grow(e.impacts[:0], len(records))
	for from := 0; from < len(records); {
		to := from
		for to < len(records) && records[to].rest == records[from].rest {
			to++
		}
		start := len(e.docs)
		e.postings(records[from:to])
		l := list{key: records[from].key(), reading: records[from].reading(), docs: e.docs[start:], impacts: e.impacts[start:]}
		from = to
		if len(l.docs) > headSize {
			rest := behead(&l)
			e.tails = append(e.tails, rest)
		}
		e.lists = append(e.lists, l)
	}
	e.raw = appendShard(e.raw[:0], e.lists)
	head = e.deflater.deflate(e.raw)
	if len(e.tails) > 0 {
		e.raw = appendShard(e.raw[:0], e.tails)
		tail = e.deflater.deflate(e.raw)
	}
	return head, tail
}

// postings appends the postings of one list. Of terms that share a key, those of
// one partition stand behind those of another, and a document may have both.
func (e *encoder) postings(records []record) {
	byDocument := func(a, b record) int { return a.document() - b.document() }
	if !slices.IsSortedFunc(records, byDocument) {
		slices.SortStableFunc(records, byDocument)
	}
	last := -1
	for _, r := range records {
		if r.document() == last {
			at := len(e.impacts) - 1
			e.impacts[at] = max(e.impacts[at], r.impact())
			continue
		}
		last = r.document()
		e.docs = append(e.docs, uint32(last))
		e.impacts = append(e.impacts, r.impact())
	}
}

// behead leaves the headSize postings with the highest impact in l, of equals the
// latest, and returns the others.
func behead(l *list) (tail list) {
	var counts [highestScore + 1]int
	for _, impact := range l.impacts {
		counts[impact]++
	}
	least, room := highestScore, headSize // impacts above least are in the head, and room of those with it
	for room > counts[least] {
		room -= counts[least]
		least--
	}
	skip := counts[least] - room
	head := list{key: l.key, reading: l.reading}
	tail = list{key: l.key, reading: l.reading}
	for i, impact := range l.impacts {
		to := &head
		if int(impact) < least {
			to = &tail
		} else if int(impact) == least && skip > 0 {
			to = &tail
			skip--
		}
		to.docs = append(to.docs, l.docs[i])
		to.impacts = append(to.impacts, impact)
	}
	head.tail = len(tail.docs)
	*l = head
	return tail
}

// deflater compresses. It belongs to one goroutine.
type deflater struct {
	writer *flate.Writer
	out    *bytes.Buffer
}

func newDeflater() deflater {
	writer, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		panic(err) // the level exists
	}
	return deflater{writer, new(bytes.Buffer)}
}

// deflate returns raw as RFC 1951 has it, without a header.
func (d deflater) deflate(raw []byte) []byte {
	d.out.Reset()
	d.writer.Reset(d.out)
	_, err := d.writer.Write(raw)
	if err == nil {
		err = d.writer.Close()
	}
	if err != nil {
		panic(fmt.Sprintf("compressing into memory: %v", err)) // a buffer takes all
	}
	return bytes.Clone(d.out.Bytes())
}
