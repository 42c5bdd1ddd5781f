package watch

import "time"

const (
	longest     = 100 * time.Millisecond // from the first event to the batch
	longestBulk = 150 * time.Millisecond
	bulk        = 64 // paths; nobody saves so many by hand
)

// window gathers what happens until it is due.
type window struct {
	quiet       time.Duration
	paths       []string
	has         map[string]bool
	all         bool
	first, last time.Time
}

func (w *window) add(path string, now time.Time) {
	w.touch(now)
	if w.all || w.has[path] {
		return
	}
	if w.has == nil {
		w.has = map[string]bool{}
	}
	w.has[path] = true
	w.paths = append(w.paths, path)
}

func (w *window) addAll(now time.Time) {
	w.touch(now)
	w.all, w.paths, w.has = true, nil, nil
}

func (w *window) touch(now time.Time) {
	w.last = now
	if w.empty() {
		w.first = w.last
	}
}

func (w *window) empty() bool { return !w.all && len(w.paths) == 0 }

// due is when the batch can be handed over.
func (w *window) due() time.Time {
	quiet, end := w.quiet, longest
	if len(w.paths) >= bulk || w.all {
		quiet, end = 3*quiet, longestBulk
	}
	last, first := w.last.Add(quiet), w.first.Add(end)
	if first.Before(last) {
		return first
	}
	return last
}

// batch is what has been gathered. It stays until clear.
func (w *window) batch() Batch { return Batch{Paths: w.paths, All: w.all} }

func (w *window) clear() { *w = window{quiet: w.quiet} }

// door hands a window over to who receives.
type door struct {
	window *window
	out    chan<- Batch
	timer  *time.Timer
}

func newDoor(w *window, out chan<- Batch) *door {
	return &door{w, out, time.NewTimer(time.Hour)}
}

// open returns the channel to send the batch to, or nil when it is not due; then
// the timer says when.
func (d *door) open() chan<- Batch {
	if d.window.empty() {
		d.timer.Stop()
		return nil
	}
	if wait := time.Until(d.window.due()); wait > 0 {
		d.timer.Reset(wait)
		return nil
	}
	return d.out
}
