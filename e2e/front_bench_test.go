//go:build bench

package e2e

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// TestBenchFront measures the front page as somebody has it who has never been there
// (make bench-front): a telephone of 360 pixels, two for each of CSS, a quarter of the
// processor, slow 4G, on the site whose folder GUONG_BENCH_SITE names, as a host serves
// it. It prints when the largest thing of the first screen was there and what was loaded,
// five times, and asserts nothing.
func TestBenchFront(t *testing.T) {
	s := serveHosted(t, os.Getenv("GUONG_BENCH_SITE"))
	var paints, weights []float64
	for range 5 {
		t.Run("cold", func(t *testing.T) {
			p := newPage(t, s)
			p.telephone()
			p.connect(slow4G)
			call(p, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
			p.open("/")
			p.wait(`document.readyState == "complete"`)
			one := eval[struct {
				Paint, Bytes float64
				Largest      string
			}](p, `new Promise(done => new PerformanceObserver(list => {
				const last = list.getEntries().at(-1)
				const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
				done({Paint: last.startTime, Bytes: all.reduce((sum, e) => sum + e.transferSize, 0), Largest: last.url || last.element?.localName || "?"})
			}).observe({type: "largest-contentful-paint", buffered: true}))`)
			fmt.Printf("  %4.0f ms, %5.1f kB, largest: %s\n", one.Paint, one.Bytes/1e3, one.Largest)
			paints, weights = append(paints, one.Paint), append(weights, one.Bytes)
		})
	}
	slices.Sort(paints)
	slices.Sort(weights)
	if n := len(paints); n > 0 {
		fmt.Printf("front page, slow 4G, cold, medians of %d: largest paint %.0f ms, %.1f kB\n", n, paints[n/2], weights[n/2]/1e3)
	}
}
