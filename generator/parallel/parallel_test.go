package parallel_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"guong/generator/diag"
	"guong/generator/parallel"
)

// TestEachDoesEverythingOnce holds that every item is worked on once, by no more
// workers than there are cores or items.
func TestEachDoesEverythingOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 15, 16, 17, 31, 32, 33, 16*16*runtime.GOMAXPROCS(0) + 1, 10_000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			counts := make([]atomic.Int32, n)
			var workers atomic.Int32
			parallel.Each(context.Background(), n, func() func(int) {
				workers.Add(1)
				return func(i int) { counts[i].Add(1) }
			})
			for i := range counts {
				if c := counts[i].Load(); c != 1 {
					t.Fatalf("item %d: %d times", i, c)
				}
			}
			if w := int(workers.Load()); w > min(n, runtime.GOMAXPROCS(0)) {
				t.Errorf("%d workers", w)
			}
		})
	}
}

// TestEachEndsWithTheContext holds that nothing is begun when ctx is done.
func TestEachEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var count atomic.Int32
	parallel.Each(ctx, 1_000_000, func() func(int) {
		return func(int) {
			count.Add(1)
			cancel()
		}
	})
	if c := int(count.Load()); c > 16*runtime.GOMAXPROCS(0) {
		t.Errorf("%d items after the end", c)
	}
}

// TestTryReturnsWhatFailed holds that an error ends the work, and that the end of ctx is
// one.
func TestTryReturnsWhatFailed(t *testing.T) {
	failed := errors.New("hỏng")
	var count atomic.Int32
	err := parallel.Try(context.Background(), 1_000_000, func() func(int) error {
		return func(int) error {
			if count.Add(1) == 40 {
				return failed
			}
			return nil
		}
	})
	if err != failed || count.Load() == 1_000_000 {
		t.Errorf("got %v after %d", err, count.Load())
	}
	if err := parallel.Try(context.Background(), 5, func() func(int) error { return func(int) error { return nil } }); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := parallel.Try(ctx, 5, func() func(int) error { return func(int) error { return nil } }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestEachPassesPanicsOn holds that a panic of a worker reaches the caller, where
// it can be recovered from, and that no work is begun after it.
func TestEachPassesPanicsOn(t *testing.T) {
	var got []diag.Diagnostic
	var done atomic.Int64
	func() {
		defer diag.Recover("content", func(d diag.Diagnostic) { got = append(got, d) })
		parallel.Each(context.Background(), 1_000_000, func() func(int) {
			return func(int) {
				if done.Add(1) == 40 {
					panic("nổ")
				}
			}
		})
	}()
	if len(got) != 1 || got[0].Message.ID != "diag.internal" || got[0].File != "content" {
		t.Errorf("%v", got)
	}
	if n := done.Load(); n == 1_000_000 {
		t.Error("the others went on")
	}
}
