package deploy_test

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"guong/generator/deploy"
	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/target"
)

// far is a target that answers after a while and forgets the files of the site, so that
// its memory is not counted.
type far struct {
	deploytest.Memory
	latency  time.Duration
	requests atomic.Int64
}

func (f *far) wait() {
	f.requests.Add(1)
	time.Sleep(f.latency)
}

func (f *far) Get(ctx context.Context, key string, limit int64) ([]byte, error) {
	f.wait()
	return f.Memory.Get(ctx, key, limit)
}

func (f *far) Put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	f.wait()
	if strings.HasPrefix(o.Key, "bai-") && !strings.HasPrefix(o.Key, "bai-1/") {
		_, err := io.Copy(io.Discard, body)
		return err
	}
	return f.Memory.Put(ctx, o, body)
}

func (f *far) PutNew(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	f.wait()
	return f.Memory.PutNew(ctx, o, body)
}

func (f *far) Delete(ctx context.Context, keys []string) error {
	f.wait()
	return f.Memory.Delete(ctx, keys)
}

// largeSite returns a site of n stories of 12 kB and a few lists, which show a text.
func largeSite(n int, text string) *site {
	s := newSite(1)
	for i := range n {
		page := fmt.Sprintf("bai-%d/index.html", i)
		var body strings.Builder
		for word := range 1500 {
			fmt.Fprintf(&body, "tiếng%d ", (word*7919+i*104729)%6007)
		}
		s.add(page, body.String())
		s.hosting.Stories = append(s.hosting.Stories, page)
	}
	s.add("bai-1/index.html", text)
	for i := range 15 {
		s.add(fmt.Sprintf("danh-sach/%d/index.html", i), text)
	}
	return s.add("index.html", text)
}

// peak calls do and returns the most memory that the heap took meanwhile, in MB, above
// what it took before.
func peak(do func()) float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, m.HeapAlloc
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}()
	do()
	close(done)
	<-ended
	return float64(most-before) / 1e6
}

// BenchmarkDeploy brings 10,000 stories to a target that answers after 20 ms, and then one
// that has changed, and finds that nothing has.
func BenchmarkDeploy(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "public")
	largeSite(10_000, "Cũ").publishTo(b, dir)
	for b.Loop() {
		f := &far{Memory: deploytest.Memory{Can: target.Features{Headers: true}}, latency: 20 * time.Millisecond}
		o := deploy.Options{Name: "xa", Public: dir, Target: f, Compress: true}
		step := func(name string) {
			f.requests.Store(0)
			start := time.Now()
			memory := peak(func() { deployWith(b, o) })
			b.ReportMetric(time.Since(start).Seconds(), name+"-s")
			b.ReportMetric(float64(f.requests.Load()), name+"-requests")
			b.ReportMetric(memory, name+"-MB")
		}
		step("first")
		largeSite(10_000, fmt.Sprint("Mới ", time.Now())).publishTo(b, dir)
		step("one")
		step("none")
	}
}
