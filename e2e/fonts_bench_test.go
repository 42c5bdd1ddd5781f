//go:build bench

package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// TestBenchFonts opens pages forty times as somebody has them who has never been there
// (make bench-fonts): a telephone of 360 pixels, a quarter of the processor, slow 4G, on
// the sample site or on that in the folder that GUONG_BENCH_SITE names. It prints when
// there was something to read, how long that was without its fonts, what the first
// screen is set in, what moved, and the bytes without pictures. It asserts nothing.
func TestBenchFonts(t *testing.T) {
	source := os.Getenv("GUONG_BENCH_SITE")
	if source == "" {
		source = ".."
	}
	s := serveHosted(t, source)
	addresses := []string{"/", "/guong-sang/", "/guong-sang/co-giao-lo-thi-anh/", "/tim-kiem/"}
	if listed := os.Getenv("GUONG_BENCH_PAGES"); listed != "" {
		addresses = strings.Fields(listed)
	}
	fmt.Println("  paint  fall-back  shift  kB: all, fonts  elements: ours, others, mixed")
	for _, address := range addresses {
		var shifts, paints, late []float64
		for range 40 / len(addresses) {
			t.Run("cold", func(t *testing.T) {
				p := newPage(t, s)
				p.telephone()
				p.connect(slow4G)
				call(p, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
				p.open(address)
				p.exec("document.fonts.ready")
				p.wait(`performance.getEntriesByName("first-contentful-paint")[0]`)
				one := eval[struct{ Paint, Late float64 }](p, `(() => {
					const paint = performance.getEntriesByName("first-contentful-paint")[0].startTime
					const fonts = performance.getEntriesByType("resource").filter(({name, initiatorType}) => initiatorType === "link" && /\.woff2$/.test(name))
					return {Paint: paint, Late: Math.max(0, ...fonts.map(font => font.responseEnd - paint))}
				})()`)
				shift, loaded := p.shift(), p.transferred()
				eval[int](p, inView)
				var own, other, mixed int
				for _, f := range p.faces("[data-lettered]") {
					foreign := slices.ContainsFunc(f.names, func(name string) bool { return !slices.Contains(ours, name) })
					switch {
					case f.mixed():
						mixed++
					case foreign:
						other++
					default:
						own++
					}
				}
				fmt.Printf("  %5.0f  %9.0f  %.3f  %7.1f  %5.1f  %8d  %6d  %5d  %s\n",
					one.Paint, one.Late, shift, float64(loaded.sum())/1e3, float64(loaded["font"])/1e3, own, other, mixed, address)
				shifts, paints, late = append(shifts, shift), append(paints, one.Paint), append(late, one.Late)
			})
		}
		for _, list := range [][]float64{shifts, paints, late} {
			slices.Sort(list)
		}
		n := len(shifts)
		if n == 0 {
			return
		}
		fmt.Printf("%s: largest shift %.3f; medians of %d: first paint %.0f ms, fall-back for %.0f ms\n", address, shifts[n-1], n, paints[n/2], late[n/2])
	}
}
