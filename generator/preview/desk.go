package preview

import (
	"context"
	"slices"
	"sync"
	"time"

	"guong/generator"
	"guong/generator/diag"
)

// desk is where the newest edition lies. Changes come in, editions are made of them,
// and whoever shows the site is told.
type desk struct {
	live *generator.Live
	now  func() time.Time
	told func(State) // is called for every new state, in order; it must not wait

	mu      sync.Mutex
	edition *generator.Edition
	state   State
	wrong   diag.List         // of the newest edition, as far as it was looked at
	pending generator.Changes // what the edition lacks, but for pages that were revised
	fresh   chan struct{}     // is closed when nothing is pending; nil if nothing is
	index   map[string][]byte // the files of the search index, by path
	indexed chan struct{}     // is closed when there is a first index

	surveys sync.WaitGroup
	wake    chan struct{} // tells run of changes
	urgent  chan struct{} // … and that somebody waits for them
	renders diag.List     // what went wrong when pages were rendered

	held    [heldTexts]any // texts that were shown, the last good versions of which may be needed
	holding int            // the place in held of the next
}

// heldTexts is how many texts that were shown are held in memory.
const heldTexts = 64

// The times that the desk waits when nobody asks.
const (
	revisedDelay = time.Second            // before a snapshot is made whose only change was revised
	firstDelay   = 500 * time.Millisecond // before the first search index is made
	surveyDelay  = 2 * time.Second        // before all texts are looked at
)

func newDesk(live *generator.Live, session string, now func() time.Time, told func(State)) *desk {
	return &desk{
		live: live, now: now, told: told,
		state:   State{Session: session},
		pending: generator.Changes{All: true}, fresh: make(chan struct{}),
		indexed: make(chan struct{}),
		wake:    make(chan struct{}, 1), urgent: make(chan struct{}, 1),
	}
}

// changed takes in what has changed on the disk.
func (d *desk) changed(c generator.Changes) {
	d.mu.Lock()
	before := d.edition
	d.mu.Unlock()
	var revised *generator.Edition
	var urls []string
	if before != nil && !c.All {
		revised, urls = before.Revise(c.Paths)
	}
	d.mu.Lock()
	d.pending.All = d.pending.All || c.All
	d.pending.Paths = append(d.pending.Paths, c.Paths...)
	if d.fresh == nil {
		d.fresh = make(chan struct{})
	}
	if revised != nil && d.edition == before {
		d.publish(revised, revised.Wrong(), State{Kind: kindContent, Paths: urls, Follow: urls[len(urls)-1]})
	} else {
		signal(d.urgent)
	}
	d.mu.Unlock()
	signal(d.wake)
}

// signal wakes whoever waits at a channel with room for one, without waiting.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// publish makes an edition the newest. The lock is held.
func (d *desk) publish(e *generator.Edition, wrong diag.List, s State) {
	d.edition = e
	s.Session, s.Generation = d.state.Session, d.state.Generation+1
	d.setWrong(wrong, s)
}

// setWrong tells a state with what is wrong now. The lock is held.
func (d *desk) setWrong(wrong diag.List, s State) {
	d.wrong = wrong
	s.wrong = slices.Concat(wrong, d.renders)
	d.state = s
	d.told(s)
}

// run makes editions until ctx is done.
func (d *desk) run(ctx context.Context) {
	defer d.surveys.Wait()
	for ctx.Err() == nil {
		if !d.next(ctx) {
			continue
		}
		d.mu.Lock()
		e, changeAt := d.edition, time.Time{}
		if e != nil {
			changeAt = e.NextChange()
		}
		d.mu.Unlock()
		d.rest(ctx, e, changeAt)
	}
}

// next makes the edition of what is pending, and reports whether nothing is after
// it.
func (d *desk) next(ctx context.Context) (done bool) {
	d.mu.Lock()
	changes := d.pending
	changes.Now = d.now()
	if d.fresh == nil {
		d.mu.Unlock()
		return true
	}
	d.pending = generator.Changes{}
	before := d.edition
	d.mu.Unlock()

	edition, wrong := d.live.Next(ctx, changes)
	if ctx.Err() != nil {
		return false
	}

	d.mu.Lock()
	defer d.mu.Unlock()
	s := kindOf(before, edition, changes)
	if edition == nil {
		d.setWrong(wrong, State{Session: d.state.Session, Generation: d.state.Generation, Kind: kindWrong})
	} else {
		d.renders = nil
		d.publish(edition, wrong, s)
	}
	if !d.pending.All && len(d.pending.Paths) == 0 {
		close(d.fresh)
		d.fresh = nil
		return true
	}
	// More has changed meanwhile: show at once what can be.
	if edition != nil && !d.pending.All {
		if revised, urls := edition.Revise(d.pending.Paths); revised != nil {
			d.publish(revised, revised.Wrong(), State{Kind: kindContent, Paths: urls, Follow: urls[len(urls)-1]})
		}
	}
	return false
}

// rest waits for changes, and looks at the whole site and indexes it when there has
// been none for a while.
func (d *desk) rest(ctx context.Context, e *generator.Edition, changeAt time.Time) {
	quiet, stop := context.WithCancel(ctx)
	defer stop()
	if e != nil {
		d.surveys.Go(func() { d.survey(quiet, e) }) // what is cancelled ends by itself, and nobody waits for it
	}
	var change <-chan time.Time
	if !changeAt.IsZero() {
		// A timer tells of a moment that is days away at the latest.
		change = time.After(min(changeAt.Sub(d.now())+time.Second, 24*time.Hour))
	}
	select {
	case <-ctx.Done():
	case <-d.urgent:
	case <-change:
		d.changed(generator.Changes{Paths: []string{}, All: true})
	case <-d.wake:
		stop()
		d.pause(ctx)
	}
}

// pause waits until nothing has changed for a while, or somebody asks for more than
// was revised already: a writer who saves again and again is not slowed down.
func (d *desk) pause(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.urgent:
			return
		case <-d.wake:
		case <-time.After(revisedDelay):
			return
		}
	}
}

// survey looks at all texts of an edition and makes its search index.
func (d *desk) survey(ctx context.Context, e *generator.Edition) {
	delay := firstDelay
	if d.hasIndex() {
		delay = surveyDelay
	}
	select {
	case <-ctx.Done():
		return
	case <-time.After(delay):
	}
	index, err := e.Search(ctx)
	if err == nil {
		d.mu.Lock()
		if d.index == nil {
			close(d.indexed)
		}
		d.index = index
		d.mu.Unlock()
	}
	wrong := e.Survey(ctx)
	if ctx.Err() != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.edition == e {
		d.setWrong(wrong, State{Session: d.state.Session, Generation: d.state.Generation, Kind: kindWrong})
	}
}

func (d *desk) hasIndex() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.index != nil
}

// at returns the edition that has a path of the site as it is now: at once if its
// page was revised or cannot have changed, else when nothing is pending. The edition
// is nil if nothing can be shown yet.
func (d *desk) at(ctx context.Context, path string) (*generator.Edition, int) {
	for {
		d.mu.Lock()
		e, fresh, generation := d.edition, d.fresh, d.state.Generation
		d.mu.Unlock()
		if fresh == nil || e != nil && e.Revised(path) {
			return e, generation
		}
		signal(d.urgent)
		select {
		case <-ctx.Done():
			return e, generation
		case <-fresh:
		}
	}
}

// file returns a file of the search index, once there is one.
func (d *desk) file(ctx context.Context, path string) ([]byte, bool) {
	select {
	case <-ctx.Done():
		return nil, false
	case <-d.indexed:
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	data, ok := d.index[path]
	return data, ok
}

// hold keeps the text of a page that was shown.
func (d *desk) hold(e *generator.Edition, url string) {
	text := e.Hold(url)
	if text == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !slices.Contains(d.held[:], text) {
		d.held[d.holding] = text
		d.holding = (d.holding + 1) % heldTexts
	}
}

// failed takes in what went wrong when a page was rendered.
func (d *desk) failed(e *generator.Edition, wrong diag.List) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.edition != e {
		return
	}
	for _, w := range wrong {
		if !slices.ContainsFunc(d.renders, func(o diag.Diagnostic) bool {
			return o.Position == w.Position && o.Message.ID == w.Message.ID
		}) {
			d.renders = append(d.renders, w)
		}
	}
	d.setWrong(d.wrong, State{Session: d.state.Session, Generation: d.state.Generation, Kind: kindWrong})
}
