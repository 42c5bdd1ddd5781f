package generator_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"strings"
	"testing"
	"time"

	"guong/generator"
	"guong/generator/diag"
	"guong/themes"
)

// benchmarked is the site that the benchmarks build. Who names a folder finds it there
// again, so that a profile of small builds need not hold the first large one.
//
//	GUONG_BENCH_STORIES  how many stories it has; 1,000
//	GUONG_BENCH_SITE     where it lies; a temporary folder
//	GUONG_BENCH_HEAP     where the live heap of the middle of rendering goes
type benchmarked struct {
	*corpus
	options generator.Options
}

func newBenchmarked(b *testing.B) *benchmarked {
	n, dir := 1000, os.Getenv("GUONG_BENCH_SITE")
	if text := os.Getenv("GUONG_BENCH_STORIES"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	if dir == "" {
		dir = b.TempDir()
	}
	s := &benchmarked{newCorpus(b, dir, n), generator.Options{
		Source: dir, Themes: themes.FS, Now: time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC),
	}}
	return s
}

// build builds the site and returns how many files it changed.
func (s *benchmarked) build(b *testing.B, o generator.Options) (changed int) {
	b.Helper()
	report, list := generator.Build(context.Background(), o)
	if !report.Done || list.Count(diag.Error) > 0 {
		b.Fatalf("not built: %v", list)
	}
	return len(report.Published.Written) + len(report.Published.Removed)
}

// forget removes what was built and what is remembered.
func (s *benchmarked) forget(b *testing.B) {
	for _, name := range []string{"public", ".public.guong", generator.CacheFolder} {
		if err := os.RemoveAll(filepath.Join(s.dir, name)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild measures what a newsroom waits for: the first build, and builds after
// small changes. "cpu-s/op" counts all cores, "peak-MB" is the most memory that the
// process had, "files/op" are those that were written or removed.
func BenchmarkBuild(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(45)) // as guong build does
	s := newBenchmarked(b)
	edition := 1
	edit := func(i int, from func(old, fresh string) string) {
		edition++
		old, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(corpusName(i))))
		if err != nil {
			b.Fatal(err)
		}
		s.write(b, corpusName(i), from(string(old), corpusStory(i, s.next*edition+i)))
	}
	for _, c := range []struct {
		name   string
		change func()
	}{
		{"clean", func() { s.forget(b) }},
		{"nothing", func() {}},
		{"body", func() { edit(s.next/10, withParagraph) }},
		{"title", func() { edit(s.next/10, withTitle) }},
		{"story", func() { s.write(b, corpusName(s.next), corpusStory(s.next, s.next)); s.next++ }},
	} {
		b.Run(c.name, func(b *testing.B) {
			o := s.options
			if c.name != "clean" {
				s.build(b, o)
				s.build(b, o) // stamps of what had just been written count from here on
			} else if file := os.Getenv("GUONG_BENCH_HEAP"); file != "" {
				o.Progress = heapInTheMiddle(b, file)
			}
			files, cpu, peak := 0, time.Duration(0), 0.0
			b.ResetTimer()
			for range b.N {
				b.StopTimer()
				c.change()
				debug.FreeOSMemory()
				resetPeak()
				before := processTime()
				b.StartTimer()
				files += s.build(b, o)
				b.StopTimer()
				cpu += processTime() - before
				peak = max(peak, peakMegabytes())
				b.StartTimer()
			}
			b.StopTimer()
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/op")
			b.ReportMetric(cpu.Seconds()/float64(b.N), "cpu-s/op")
			b.ReportMetric(peak, "peak-MB")
			b.ReportMetric(float64(files)/float64(b.N), "files/op")
			b.ReportMetric(0, "ns/op") // seconds are enough
		})
	}
}

// withParagraph returns a story with the last paragraph of another in place of its own.
func withParagraph(old, other string) string {
	last := func(text string) int { return strings.LastIndex(strings.TrimSuffix(text, "\n\n"), "\n\n") }
	return old[:last(old)] + other[last(other):]
}

// withTitle returns a story with the title of another, which is its second line.
func withTitle(old, other string) string {
	lines, others := strings.SplitN(old, "\n", 3), strings.SplitN(other, "\n", 3)
	return strings.Join([]string{lines[0], others[1], lines[2]}, "\n")
}

// heapInTheMiddle writes a profile of the live heap when half of the outputs are
// rendered.
func heapInTheMiddle(b *testing.B, file string) func(done, total int) {
	written := make(chan struct{}, 1)
	return func(done, total int) {
		if done < total/2 {
			return
		}
		select {
		case written <- struct{}{}:
		default:
			return
		}
		runtime.GC()
		f, err := os.Create(file)
		if err == nil {
			err = pprof.WriteHeapProfile(f)
			f.Close()
		}
		if err != nil {
			b.Error(err)
		}
	}
}

// TestAllocationsOfACleanBuild bounds what each further story costs a build from
// nothing: everything that grows faster than the site shows here.
func TestAllocationsOfACleanBuild(t *testing.T) {
	const small, large = 150, 300
	measure := func(n int) (objects, bytes float64) {
		c := newCorpus(t, t.TempDir(), n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		report, list := generator.Build(context.Background(), generator.Options{Source: c.dir, Themes: themes.FS, Now: now})
		runtime.ReadMemStats(&after)
		if !report.Done || report.Articles != n {
			t.Fatalf("%d stories: %v", report.Articles, list)
		}
		return float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc)
	}
	measure(10) // what is made once for the life of the program
	fewer, fewerBytes := measure(small)
	more, moreBytes := measure(large)
	objects, kilobytes := (more-fewer)/(large-small), (moreBytes-fewerBytes)/(large-small)/1000
	t.Logf("each story: %.0f allocations, %.0f kB", objects, kilobytes)
	if objects > mostAllocations || kilobytes > mostKilobytes {
		t.Errorf("each story costs %.0f allocations (at most %d) and %.0f kB (at most %d)", objects, mostAllocations, kilobytes, mostKilobytes)
	}
}

// The bounds are a quarter above what was measured.
const (
	mostAllocations = 850 * raceFactor
	mostKilobytes   = 380 * raceFactor
)
