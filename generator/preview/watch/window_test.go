package watch_test

import (
	"fmt"
	"testing"
	"time"

	"guong/generator/preview/watch"
)

func TestWindow(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		name   string
		paths  int
		events int           // one each 10 ms
		due    time.Duration // after the first
	}{
		{"saved once", 1, 1, 15 * ms},
		{"saved in steps", 1, 4, 45 * ms},
		{"a stream", 1, 20, 100 * ms},
		{"a few files", 63, 1, 15 * ms},
		{"a checkout", 64, 1, 45 * ms},
		{"a long checkout", 64, 20, 150 * ms},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := watch.NewWindow(15 * ms)
			start := time.Now()
			for i := range test.events {
				for p := range test.paths {
					w.Add(fmt.Sprint(p), start.Add(time.Duration(i)*10*ms))
				}
			}
			if due := w.Due().Sub(start); due != test.due {
				t.Errorf("due after %v, not %v", due, test.due)
			}
		})
	}
}
