package watch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"guong/generator/preview/watch"
)

// BenchmarkSave measures from the rename of a saved file to the batch, with the
// quiet window in it.
func BenchmarkSave(b *testing.B) {
	root := b.TempDir()
	for i := range 1000 {
		dir := filepath.Join(root, fmt.Sprint("muc", i%100))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("bai%d.md", i)), nil, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	batches := watch.Start(ctx, watch.Options{Roots: []string{root}})
	defer func() {
		cancel()
		for range batches {
		}
	}()
	name := filepath.Join(root, "muc7", "bai7.md")
	var took []time.Duration
	for b.Loop() {
		if err := os.WriteFile(name+".tmp", []byte("mới"), 0o644); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if err := os.Rename(name+".tmp", name); err != nil {
			b.Fatal(err)
		}
		<-batches
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms/p95")
}
