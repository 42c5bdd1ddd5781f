package search

import (
	"context"
	"sync"

	"guong/generator/parallel"
)

// segmentWriter makes the shards of one segment: a run of the site's documents.
type segmentWriter struct {
	docs    []Document
	known   *expansions
	budget  int     // bytes of records held in memory
	average float64 // length of a document of the site

	temporary func() (Temporary, error) // see Options

	pairs, singles *pool
}

// chunkSize is how many documents a core takes at once.
const chunkSize = 128

// shardAim is how many records make a shard of some 3 kB, compressed. The middle and
// the recent segment are asked besides the base, so that their shards are smaller. They
// must not be much larger, though nearly all of the recent segment's change with each new
// document: the more terms a shard has, the more often one that no document has shares
// its key with one of them. Above largeSegment documents there would be too many files.
const (
	shardAim     = 1600
	smallAim     = 1000
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
			g.packed = w.pairs.add(n, g.pairRecords, g.packed)
			g.packed = w.singles.add(n, g.singleRecords, g.packed)
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
