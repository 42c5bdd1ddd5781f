package publish_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"guong/generator/publish"
)

// benchmarkFiles is what a site of 10,000 articles makes: 20,000 files of 8 KB,
// each in a folder of its own. Set TMPDIR to choose the file system.
const benchmarkFiles = 20_000

func benchmarkName(i int) string {
	return "chuyen-muc-" + strconv.Itoa(i%10) + "/bai-viet-so-" + strconv.Itoa(i) + "/index.html"
}

// inTwo calls do for every file, from two goroutines.
func inTwo(do func(i int) error) error {
	var group sync.WaitGroup
	var failed [2]error
	for w := range 2 {
		group.Go(func() {
			for i := w; i < benchmarkFiles && failed[w] == nil; i += 2 {
				failed[w] = do(i)
			}
		})
	}
	group.Wait()
	if failed[0] != nil {
		return failed[0]
	}
	return failed[1]
}

func publishBenchmark(b *testing.B, dir string, content func(i int) []byte) publish.Result {
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if err := inTwo(func(i int) error { return p.Write(benchmarkName(i), content(i)) }); err != nil {
		b.Fatal(err)
	}
	result, err := p.Commit(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return result
}

// BenchmarkPublish measures whole publications. "bare" is the floor: the same
// files with MkdirAll and WriteFile and no promise at all.
func BenchmarkPublish(b *testing.B) {
	old, changed := bytes.Repeat([]byte("gương\n"), 8192/8), bytes.Repeat([]byte("gUơng\n"), 8192/8)
	all := func(data []byte) func(int) []byte { return func(int) []byte { return data } }
	fresh := func(b *testing.B, i int) string { return filepath.Join(b.TempDir(), fmt.Sprint(i)) }

	b.Run("bare", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			dir := fresh(b, i)
			err := inTwo(func(i int) error {
				name := filepath.Join(dir, benchmarkName(i))
				if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
					return err
				}
				return os.WriteFile(name, old, 0o666)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("clean", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			publishBenchmark(b, fresh(b, i), all(old))
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		dir := fresh(b, 0)
		publishBenchmark(b, dir, all(old))
		for b.Loop() {
			publishBenchmark(b, dir, all(old))
		}
	})
	b.Run("one-changed", func(b *testing.B) {
		dir := fresh(b, 0)
		publishBenchmark(b, dir, all(old))
		for turn := 0; b.Loop(); turn++ {
			publishBenchmark(b, dir, func(i int) []byte {
				if i == 77 && turn%2 == 0 {
					return changed
				}
				return old
			})
		}
	})
	b.Run("all-changed", func(b *testing.B) {
		dir := fresh(b, 0)
		publishBenchmark(b, dir, all(old))
		versions := [][]byte{changed, old}
		for turn := 0; b.Loop(); turn++ {
			publishBenchmark(b, dir, all(versions[turn%2]))
		}
	})
}
