//go:build bench

package e2e

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// typing is the pause between two keys of a quick typist.
const typing = 120 * time.Millisecond

// TestBenchSearch measures search as a phone in a mountain village has it (make
// bench-search): on the finished site in the folder that GUONG_BENCH_SITE names, for
// twenty queries of the file that GUONG_BENCH_QUERIES names, [{"q": …}], each by a reader
// who has never been there: from Enter to the first results on the screen, and what was
// fetched of the index for that. It prints, and asserts nothing but that there is an
// answer.
//
// The server speaks HTTP/1.1, so six requests at a time are under way; with HTTP/2 and
// more at a time it is quicker. Typed queries are typed; what is pasted comes at once, so
// that what the focus fetches is waited for as well.
func TestBenchSearch(t *testing.T) {
	raw, err := os.ReadFile(os.Getenv("GUONG_BENCH_QUERIES"))
	if err != nil {
		t.Fatal("GUONG_BENCH_QUERIES: ", err)
	}
	var queries []struct{ Q string }
	if err := json.Unmarshal(raw, &queries); err != nil || len(queries) < 20 {
		t.Fatalf("%d queries, want 20 (%v)", len(queries), err)
	}
	s := serve(t, os.Getenv("GUONG_BENCH_SITE"))
	if !s.has("/search/manifest.json") {
		t.Fatal("GUONG_BENCH_SITE names no finished site with a search index")
	}
	s.Config.Handler = zipped{s}
	for _, how := range []struct {
		name  string
		pause time.Duration
	}{{"typed", typing}, {"pasted", 0}} {
		var all []cold
		for i := range 20 {
			query := queries[i*(len(queries)-1)/19].Q
			t.Run(how.name, func(t *testing.T) {
				one := searchCold(t, s, query, how.pause)
				fmt.Printf("  %4.0f ms, %5.1f kB in %2d requests after Enter: %s\n", one.Enter, one.Bytes/1e3, one.Requests, query)
				all = append(all, one)
			})
		}
		if len(all) < 20 {
			return
		}
		of := func(figure func(cold) float64) string {
			slices.SortFunc(all, func(a, b cold) int { return cmp.Compare(figure(a), figure(b)) })
			return fmt.Sprintf("median %.1f, p95 %.1f", figure(all[len(all)/2]), figure(all[len(all)*95/100]))
		}
		fmt.Printf("%s, slow 4G, cold: Enter to results in ms: %s\n", how.name, of(func(c cold) float64 { return c.Enter }))
		fmt.Printf("  search/ after Enter: kB %s; requests %s\n",
			of(func(c cold) float64 { return c.Bytes / 1e3 }), of(func(c cold) float64 { return float64(c.Requests) }))
		fmt.Printf("  search/ in all, with script, manifest and suggestions: kB %s; requests %s\n",
			of(func(c cold) float64 { return c.AllBytes / 1e3 }), of(func(c cold) float64 { return float64(c.AllRequests) }))
	}
}

// cold is what one search took: milliseconds from Enter to results, bytes of bodies as
// sent and requests from Enter on, and from the opening of the page.
type cold struct {
	Enter, Bytes, AllBytes float64
	Requests, AllRequests  int
}

func searchCold(t *testing.T, s *server, query string, pause time.Duration) cold {
	p := newPage(t, s)
	p.viewport(360, 800)
	p.connect(slow4G)
	p.open("/tim-kiem/")
	p.wait(`document.querySelector("main input[role=combobox]")`)
	p.exec(`addEventListener("keydown", ({ key, timeStamp }) => {
		if (key !== "Enter") return
		const look = () => {
			if (document.querySelector(".results").getAttribute("aria-busy") === "true") return requestAnimationFrame(look)
			requestAnimationFrame(() => {
				const files = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/search/"))
				const later = files.filter(({ startTime }) => startTime > timeStamp)
				const bytes = (list) => list.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
				window.measured = {
					Enter: performance.now() - timeStamp, Bytes: bytes(later), AllBytes: bytes(files),
					Requests: later.length, AllRequests: files.length,
				}
			})
		}
		setTimeout(look) // once the answer is waited for
	}, true)`)
	p.click("main form[data-search] input[name=q]")
	for _, letter := range query {
		p.keys(string(letter))
		time.Sleep(pause)
	}
	p.keys(kb.Enter)
	p.wait(`window.measured`)
	one := eval[cold](p, `measured`)
	if eval[int](p, `document.querySelectorAll(".found .card").length`) == 0 {
		t.Errorf("%s finds nothing", query)
	}
	return one
}

// zipped compresses what hosts compress.
type zipped struct{ *server }

func (z zipped) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !slices.Contains([]string{".html", ".js", ".css", ".json", ".svg"}, path.Ext(name)) || !z.has(r.URL.Path) {
		z.server.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Encoding", "gzip") // http.ServeContent gives no length then
	body := gzip.NewWriter(w)
	z.server.ServeHTTP(zipping{w, body}, r)
	_ = body.Close()
}

type zipping struct {
	http.ResponseWriter
	body *gzip.Writer
}

func (z zipping) Write(p []byte) (int, error) { return z.body.Write(p) }
