package generator

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"guong/generator/diag"
)

// parallel calls work for 0 to n-1 on all cores, until ctx is done. Every core
// has a worker of its own, made by worker, with the memory that it uses again.
func parallel(ctx context.Context, n int, worker func() func(int)) {
	const chunk = 16 // items taken at once, so that cores seldom meet at the counter
	var next atomic.Int64
	var wait sync.WaitGroup
	var panicked atomic.Pointer[diag.Diagnostic]
	for range min(runtime.GOMAXPROCS(0), (n+chunk-1)/chunk) {
		wait.Go(func() {
			defer diag.Recover("", func(d diag.Diagnostic) { panicked.Store(&d) })
			work := worker()
			for ctx.Err() == nil && panicked.Load() == nil {
				from := int(next.Add(chunk)) - chunk
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
