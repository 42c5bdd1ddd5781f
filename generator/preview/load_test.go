package preview_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// crowd is many browsers that follow one preview: each listens to the states, and
// asks for its page and for the facts of it after each one, as preview.js does.
type crowd struct {
	home   string
	client http.Client

	mu    sync.Mutex
	took  []time.Duration // of all requests
	wrong []string        // what failed
}

// follow opens a page and follows it until the page shows the text last.
func (c *crowd) follow(ctx context.Context, page, last string) {
	request, err := http.NewRequestWithContext(ctx, "GET", c.home+"/__guong/events", nil)
	if err != nil {
		c.fail(err)
		return
	}
	stream, err := c.client.Do(request)
	if err != nil {
		c.fail(err)
		return
	}
	defer stream.Body.Close()
	states := make(chan struct{}, 1)
	go func() {
		defer close(states)
		lines := bufio.NewScanner(stream.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "data: ") {
				select {
				case states <- struct{}{}:
				default:
				}
			}
		}
	}()
	for range states {
		if strings.Contains(c.get(ctx, page), last) {
			return
		}
		c.get(ctx, "/__guong/page?path="+page)
	}
	c.fail(fmt.Errorf("%s never showed %q", page, last))
}

// get asks for a page as the preview's script does.
func (c *crowd) get(ctx context.Context, path string) string {
	request, err := http.NewRequestWithContext(ctx, "GET", c.home+path, nil)
	if err != nil {
		c.fail(err)
		return ""
	}
	request.Header.Set("X-Guong", "page")
	start := time.Now()
	response, err := c.client.Do(request)
	if err != nil {
		c.fail(err)
		return ""
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		c.fail(fmt.Errorf("%s: status %d: %v", path, response.StatusCode, err))
	}
	c.mu.Lock()
	c.took = append(c.took, time.Since(start))
	c.mu.Unlock()
	return string(body)
}

func (c *crowd) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wrong = append(c.wrong, err.Error())
}

// storm lets a crowd follow a story and the lists that show it, while the story is
// saved again and again, each time with another title.
func storm(r *running, clients, edits int, every time.Duration) *crowd {
	r.t.Helper()
	const file = "content/guong-sang/co-giao-lan.md"
	pages := []string{"/guong-sang/co-giao-lan/", "/guong-sang/", "/guong-sang/co-giao-lan/", "/"}
	c := &crowd{home: r.home, client: http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2 * clients}}}
	r.t.Cleanup(c.client.CloseIdleConnections)
	title := func(i int) string { return fmt.Sprintf("Cô giáo Lan, lần %d.", i) }
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	r.shows("/", "Cô giáo Lan")
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() { c.follow(ctx, pages[i%len(pages)], title(edits)) })
	}
	for i := range edits {
		text := fmt.Sprintf("+++\ntitle = %q\ndate = 2026-01-02\nauthor = \"Thu Hà\"\nsummary = \"Lớp học đêm.\"\n+++\n\nCô giáo Lan mở lớp học đêm %d.\n", title(i+1), i)
		r.replace(file, text)
		time.Sleep(every)
	}
	all.Wait()
	return c
}

// TestNothingIsLost holds that every browser of a crowd gets to see the last of many
// edits, and that no request fails or waits for the edits to end.
func TestNothingIsLost(t *testing.T) {
	r := start(t, small)
	c := storm(r, 40, 30, 5*time.Millisecond)
	for _, w := range c.wrong[:min(len(c.wrong), 5)] {
		t.Error(w)
	}
	if len(c.took) < 40 {
		t.Errorf("%d requests of 40 browsers", len(c.took))
	}
}

// BenchmarkCrowd measures requests of 200 browsers while a story is saved every
// 50 ms, on sites of few and of many stories.
func BenchmarkCrowd(b *testing.B) {
	for _, stories := range []int{2, 1000} {
		b.Run(fmt.Sprint(stories), func(b *testing.B) {
			var site strings.Builder
			site.WriteString(small)
			for i := range stories - 2 {
				fmt.Fprintf(&site, "-- content/tin-tuc/bai-%d.md --\n+++\ntitle = \"Bài số %d\"\ndate = 2025-01-%02d\nauthor = \"Thu Hà\"\nsummary = \"Tóm tắt %d.\"\n+++\n\n%s\n",
					i, i, i%28+1, i, strings.Repeat("Một đoạn văn về người tốt, việc tốt. ", 60))
			}
			r := start(b, site.String())
			for b.Loop() {
				c := storm(r, 200, 100, 50*time.Millisecond)
				slices.Sort(c.took)
				b.ReportMetric(float64(len(c.took)), "requests")
				b.ReportMetric(float64(len(c.wrong)), "lost")
				b.ReportMetric(float64(c.took[len(c.took)/2].Milliseconds()), "p50-ms")
				b.ReportMetric(float64(c.took[len(c.took)*99/100].Milliseconds()), "p99-ms")
				b.ReportMetric(float64(c.took[len(c.took)-1].Milliseconds()), "max-ms")
				for _, w := range c.wrong[:min(len(c.wrong), 5)] {
					b.Error(w)
				}
			}
		})
	}
}
