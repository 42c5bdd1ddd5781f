package raster

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"
)

// Budget is how many megapixels may be in memory at once: not how many pictures, for one
// may be a hundred times another.
type Budget struct {
	all  int64
	free *semaphore.Weighted
}

// DefaultMegapixels is a budget for machines with 1 GB of memory: 24 megapixels of
// ordinary JPEG are 36 MB, and twice as much with what waits to be collected.
const DefaultMegapixels = 24

// NewBudget returns a budget. One of 0 is the default.
func NewBudget(megapixels int) *Budget {
	if megapixels <= 0 {
		megapixels = DefaultMegapixels
	}
	all := int64(megapixels) * 1_000_000
	return &Budget{all, semaphore.NewWeighted(all)}
}

// Take waits until there is room for a picture of a weight. Who comes first is served
// first, so that a large picture does not wait for ever; one that is larger than the
// budget takes all of it. Release gives the room back; calling it again does nothing.
func (b *Budget) Take(ctx context.Context, weight int64) (release func(), err error) {
	weight = max(min(weight, b.all), 1)
	if err := b.free.Acquire(ctx, weight); err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { b.free.Release(weight) }), nil
}
