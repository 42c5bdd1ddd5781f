package s3_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/s3"
	"guong/generator/deploy/target"
)

// BenchmarkFirstUpload puts 10,000 objects of 6 kB, 16 at once: into a real store on the
// same machine, and into one that takes 20 ms for each answer and keeps nothing. It
// reports seconds, objects a second, and the peak of the memory of this process, which
// with the fake is also that of the store.
func BenchmarkFirstUpload(b *testing.B) {
	const objects, size, atOnce = 10_000, 6_000, 16
	body := []byte(strings.Repeat("gương người tốt, việc tốt. ", size/27+1)[:size])
	upload := func(b *testing.B, place target.Target) {
		peak := watchMemory(b)
		for b.Loop() {
			var next atomic.Int64
			var group sync.WaitGroup
			for range atOnce {
				group.Go(func() {
					for i := next.Add(1); i <= objects; i = next.Add(1) {
						o := target.Object{
							Key: fmt.Sprintf("guong-sang/%d/bai-%d/index.html", i%100, i), Size: size,
							Type: "text/html; charset=utf-8", Caching: "max-age=60",
						}
						if err := place.Put(b.Context(), o, bytes.NewReader(body)); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			group.Wait()
		}
		seconds := b.Elapsed().Seconds() / float64(b.N)
		b.ReportMetric(seconds, "s/upload")
		b.ReportMetric(objects/seconds, "objects/s")
		b.ReportMetric(float64(peak())/1e6, "MB-peak")
	}
	b.Run("versity", func(b *testing.B) {
		store := deploytest.StartStore(b, testKey, testSecret)
		store.MakeBucket(b, "do-luong", false)
		upload(b, open(b, "", func(o *s3.Options) { o.Endpoint, o.Region, o.Bucket = store.Address, store.Region, "do-luong" }))
	})
	b.Run("20ms", func(b *testing.B) {
		_, server := startFake(b, quirks{latency: 20 * time.Millisecond, forgets: true})
		upload(b, open(b, server.URL))
	})
}

// watchMemory returns a function that returns the highest use of memory since, in bytes.
func watchMemory(b *testing.B) func() uint64 {
	runtime.GC()
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		ticker := time.NewTicker(20 * time.Millisecond)
		defer ticker.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.Sys-m.HeapReleased)
			select {
			case <-stop:
				peak <- most
				return
			case <-ticker.C:
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-peak
	}
}
