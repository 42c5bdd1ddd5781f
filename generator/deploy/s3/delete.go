package s3

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"github.com/minio/minio-go/v7"

	"guong/generator/deploy/target"
)

const (
	// bulk is how many objects one request may delete.
	bulk = 1000
	// singlesAtOnce is how many are deleted at once where each needs a request.
	singlesAtOnce = 8
)

// Delete removes objects, a thousand with a request. Those of which the store does not
// say that they are gone are deleted one by one.
func (s *store) Delete(ctx context.Context, keys []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for batch := range slices.Chunk(keys, bulk) {
		if len(batch) > 1 && !s.noBulk.Load() {
			left, err := s.deleteMany(ctx, batch)
			if err != nil {
				return err
			}
			batch = left
		}
		if err := s.deleteEach(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// deleteMany deletes objects with one request, and returns those that are left.
func (s *store) deleteMany(ctx context.Context, keys []string) (left []string, err error) {
	ctx, e := watched(ctx)
	objects := make(chan minio.ObjectInfo, len(keys))
	for _, key := range keys {
		objects <- minio.ObjectInfo{Key: s.prefix + key}
	}
	close(objects)
	gone := map[string]bool{}
	var refused error
	for result := range s.client.RemoveObjectsWithResult(ctx, s.bucket, objects, minio.RemoveObjectsOptions{}) {
		switch {
		case result.Err == nil:
			gone[result.ObjectName] = true
		case refused == nil:
			refused = s.fault(ctx, e, "", result.Err)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(gone) == 0 && refused != nil {
		if !refusesForm(refused, e) {
			return nil, refused
		}
		s.noBulk.Store(true)
	}
	for _, key := range keys {
		if !gone[s.prefix+key] {
			left = append(left, key)
		}
	}
	return left, nil
}

// deleteEach deletes objects with a request each. Those at which the store failed for the
// moment are tried again as long as others go: else a store that fails once in a hundred
// requests would never be done with many objects.
func (s *store) deleteEach(ctx context.Context, keys []string) error {
	for len(keys) > 0 {
		left, err := s.deleteRound(ctx, keys)
		if err != nil && (!target.Temporary(err) || len(left) == len(keys)) {
			return err
		}
		keys = left
	}
	return nil
}

// deleteRound tries each key once. It returns those that are left, and an error about
// one of them; after one that is not of the moment it stops.
func (s *store) deleteRound(ctx context.Context, keys []string) (left []string, failed error) {
	var mu sync.Mutex
	next := make(chan string)
	var group sync.WaitGroup
	for range min(singlesAtOnce, len(keys)) {
		group.Go(func() {
			for key := range next {
				mu.Lock()
				stopped := failed != nil && !target.Temporary(failed)
				mu.Unlock()
				var err error
				if !stopped {
					err = s.deleteOne(ctx, key)
				}
				mu.Lock()
				if stopped || err != nil {
					left = append(left, key)
				}
				if err != nil && (failed == nil || target.Temporary(failed)) {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	for _, key := range keys {
		next <- key
	}
	close(next)
	group.Wait()
	return left, failed
}

func (s *store) deleteOne(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, e := watched(ctx)
	err := s.client.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{})
	if err == nil {
		return nil
	}
	if a := e.last.Load(); a != nil && a.status == http.StatusOK && ctx.Err() == nil {
		return nil // instead of 204, as some stores say
	}
	fault := s.fault(ctx, e, key, err)
	if target.KindOf(fault) == target.KindMissing {
		return nil
	}
	return fault
}
