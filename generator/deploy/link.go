package deploy

import (
	"cmp"
	"context"
	"io"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"guong/generator/deploy/target"
)

// How often and how long something is tried.
const (
	tries       = 5
	firstWait   = 250 * time.Millisecond // doubled with each attempt, and then any part of it
	longestWait = 10 * time.Second
	longestAsk  = time.Minute // that a target may ask for
)

// link is a target whose temporary faults are waited for. It is safe for concurrent use.
type link struct {
	target   target.Target
	options  *Options
	attempts int // how often something is tried; 0 for tries
	requests atomic.Int64
	before   func(context.Context) error // is called before each attempt; may be nil
}

// try does something until it goes well, cannot go well, or has been tried often enough.
func (l *link) try(ctx context.Context, do func() error) error {
	for attempt := 1; ; attempt++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if l.before != nil {
			if err := l.before(ctx); err != nil {
				return err
			}
		}
		l.requests.Add(1)
		err := do()
		if err == nil || attempt >= cmp.Or(l.attempts, tries) || !target.Temporary(err) {
			return err
		}
		if stopped := l.options.wait(ctx, waitAfter(attempt, err)); stopped != nil {
			return stopped
		}
	}
}

// waitAfter returns how long to wait after an attempt, the first of which is 1.
func waitAfter(attempt int, err error) time.Duration {
	longest := min(firstWait<<(attempt-1), longestWait)
	return max(rand.N(longest), min(askedFor(err), longestAsk))
}

func (l *link) get(ctx context.Context, key string, limit int64) (data []byte, err error) {
	err = l.try(ctx, func() error {
		data, err = l.target.Get(ctx, key, limit)
		return err
	})
	return data, err
}

// put puts an object; each attempt reads the body from its start.
func (l *link) put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return l.try(ctx, func() error {
		if _, err := body.Seek(0, io.SeekStart); err != nil {
			return err
		}
		return l.target.Put(ctx, o, body)
	})
}

// deleteAtOnce is how many keys one request removes: what stores take.
const deleteAtOnce = 1000

func (l *link) delete(ctx context.Context, keys []string) error {
	for len(keys) > 0 {
		some := keys[:min(len(keys), deleteAtOnce)]
		if err := l.try(ctx, func() error { return l.target.Delete(ctx, some) }); err != nil {
			return err
		}
		keys = keys[len(some):]
	}
	return nil
}

// list returns all objects whose keys begin with prefix, by key.
func (l *link) list(ctx context.Context, prefix string) (found map[string]target.Object, err error) {
	err = l.try(ctx, func() error {
		found = map[string]target.Object{}
		for o, err := range l.target.List(ctx, prefix) {
			if err != nil {
				return err
			}
			found[o.Key] = o
		}
		return nil
	})
	return found, err
}
