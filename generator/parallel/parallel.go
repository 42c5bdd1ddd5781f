// Package parallel spreads work over all cores. A panic of a worker reaches the caller,
// so that no goroutine ends the process.
package parallel

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"guong/generator/diag"
)

// Each calls work for 0 to n-1 on all cores, until ctx is done. Every core has a
// worker of its own, made by worker, with the memory that it uses again. After a panic
// no work is begun, and Each panics with the diagnostic of it.
func Each(ctx context.Context, n int, worker func() func(int)) {
	cores := runtime.GOMAXPROCS(0)
	chunk := min(max(n/(16*cores), 1), 16) // items taken at once, so that workers rarely contend for the counter
	var next atomic.Int64
	var wait sync.WaitGroup
	var panicked atomic.Pointer[diag.Diagnostic]
	for range min(cores, (n+chunk-1)/chunk) {
		wait.Go(func() {
			defer diag.Recover("", func(d diag.Diagnostic) { panicked.Store(&d) })
			work := worker()
			for ctx.Err() == nil && panicked.Load() == nil {
				from := int(next.Add(int64(chunk))) - chunk
				if from >= n {
					return
				}
				for i := from; i < min(from+chunk, n); i++ {
					work(i)
				}
			}
		})
	}
	wait.Wait()
	if d := panicked.Load(); d != nil {
		panic(*d)
	}
}

// Try is Each for work that may fail: after an error no work is begun. It returns that
// error, or that of ctx.
func Try(ctx context.Context, n int, worker func() func(int) error) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	Each(ctx, n, func() func(int) {
		work := worker()
		return func(i int) {
			if ctx.Err() != nil {
				return
			}
			if err := work(i); err != nil {
				fail(err)
			}
		}
	})
	return context.Cause(ctx)
}
