package preview

import (
	"context"
	"slices"
	"sync"
	"time"

	"guong/generator"
	"guong/generator/diag"
)

// updater keeps the newest edition. It takes in changes of files, makes editions of
// them, and notifies whoever shows the site.
type updater struct {
	live   *generator.Live
	now    func() time.Time
	notify func(State)   // called for every new state, in order; must not block
	grace  time.Duration // how long a new mistake may be a file that is being written

	mu       sync.Mutex
	edition  *generator.Edition
	state    State
	wrong    diag.List         // of the newest edition, as far as it was looked at
	renders  diag.List         // what went wrong when pages of it were rendered
	pending  generator.Changes // not in the edition, nor in the one that is being made
	arrived  int               // number of the last changes that came in
	done     int               // number of the last changes that the edition has
	covered  bool              // revised pages of the edition show all changes that it lacks
	settling bool              // an edition with new mistakes waits for more changes
	settled  chan struct{}     // closed, and replaced, with every edition

	wake    chan struct{} // tells run of changes
	urgent  chan struct{} // … and that somebody waits for them
	surveys sync.WaitGroup

	panicked bool // when the last edition was made; for run only

	index searchIndex
	moves generator.Moves
	kept  keptTexts
}

// The times that the updater waits when nobody asks.
const (
	revisedDelay = time.Second            // before a snapshot is made whose only change was revised
	firstDelay   = 500 * time.Millisecond // before the first search index is made
	surveyDelay  = 2 * time.Second        // before all texts are looked at
	settleDelay  = 150 * time.Millisecond // before a new mistake is shown; see settle
)

func newUpdater(live *generator.Live, session string, now func() time.Time, notify func(State)) *updater {
	return &updater{
		live: live, now: now, notify: notify, grace: settleDelay,
		state:   State{Session: session},
		pending: generator.Changes{All: true}, arrived: 1, settled: make(chan struct{}),
		wake: make(chan struct{}, 1), urgent: make(chan struct{}, 1),
		index: searchIndex{ready: make(chan struct{})},
	}
}

// changed takes in what has changed on the disk. A change that shows on no other
// page than its own is shown at once, unless the edition lacks another change, which
// that page might show too.
func (u *updater) changed(c generator.Changes) {
	u.mu.Lock()
	before, covered := u.edition, u.covered
	u.mu.Unlock()
	var revised *generator.Edition
	var urls []string
	if covered && !c.All {
		revised, urls = revise(before, c.Paths)
	}
	u.mu.Lock()
	u.arrived++
	u.pending = union(u.pending, c)
	u.covered = u.covered && revised != nil && u.edition == before
	if u.covered {
		u.publish(revised, revised.Wrong(), stateOfRevision(urls))
	} else {
		signal(u.urgent)
	}
	u.mu.Unlock()
	signal(u.wake)
}

// revise returns the edition with the texts at paths read again, and the addresses of
// their pages, or nil; see [generator.Edition.Revise].
func revise(e *generator.Edition, paths []string) (revised *generator.Edition, urls []string) {
	defer diag.Recover("", func(diag.Diagnostic) { revised = nil }) // the next edition tells of it
	return e.Revise(paths)
}

func stateOfRevision(urls []string) State {
	return State{Kind: kindContent, Paths: urls, Follow: urls[len(urls)-1]}
}

// union returns the changes of both, each path once.
func union(a, b generator.Changes) generator.Changes {
	known := make(map[string]bool, len(a.Paths))
	for _, p := range a.Paths {
		known[p] = true
	}
	for _, p := range b.Paths {
		if !known[p] {
			known[p] = true
			a.Paths = append(a.Paths, p)
		}
	}
	a.All = a.All || b.All
	return a
}

// signal wakes whoever waits at a channel with room for one, without blocking.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// publish makes an edition the newest. The lock is held.
func (u *updater) publish(e *generator.Edition, wrong diag.List, s State) {
	u.edition = e
	u.state.Generation++
	u.setWrong(wrong, s)
}

// setWrong notifies of a state with what is wrong now. The lock is held.
func (u *updater) setWrong(wrong diag.List, s State) {
	u.wrong = wrong
	s.Session, s.Generation = u.state.Session, u.state.Generation
	s.wrong = slices.Concat(wrong, u.renders)
	u.state = s
	u.notify(s)
}

// run makes editions until ctx is done.
func (u *updater) run(ctx context.Context) {
	defer u.surveys.Wait()
	for ctx.Err() == nil {
		if !u.next(ctx) {
			continue
		}
		u.mu.Lock()
		e, changeAt := u.edition, time.Time{}
		if e != nil {
			changeAt = e.NextChange()
		}
		u.mu.Unlock()
		u.rest(ctx, e, changeAt)
	}
}

// take returns the changes of which no edition is made yet, and their number. There
// are none if the number is that of the edition.
func (u *updater) take() (c generator.Changes, number int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	c, u.pending = u.pending, generator.Changes{}
	return c, u.arrived
}

// next makes the edition of what is pending, and reports whether nothing is after
// it.
func (u *updater) next(ctx context.Context) (done bool) {
	changes, number := u.take()
	if number == u.done {
		return true
	}
	edition, wrong := u.make(ctx, changes)
	for until := time.Now().Add(u.grace); ctx.Err() == nil && u.brings(wrong) && u.settle(ctx, until); {
		var more generator.Changes
		more, number = u.take()
		changes = union(changes, more)
		edition, wrong = u.make(ctx, more)
	}
	if ctx.Err() != nil {
		return false
	}

	u.mu.Lock()
	defer u.mu.Unlock()
	before := u.edition
	u.done, u.covered = number, edition != nil
	close(u.settled)
	u.settled = make(chan struct{})
	if edition == nil {
		u.setWrong(wrong, State{Kind: kindWrong})
		return u.arrived == u.done
	}
	u.moves.Follow(before, edition)
	u.renders = nil
	u.publish(edition, wrong, kindOf(before, edition, changes))
	if u.arrived == u.done {
		return true
	}
	// More has changed meanwhile: show at once what can be.
	var revised *generator.Edition
	var urls []string
	if !u.pending.All {
		revised, urls = revise(edition, u.pending.Paths)
	}
	if u.covered = revised != nil; u.covered {
		u.publish(revised, revised.Wrong(), stateOfRevision(urls))
	}
	return false
}

// make makes an edition. A panic is what is wrong with it: there is none then, and
// all files are read again for the next.
func (u *updater) make(ctx context.Context, c generator.Changes) (e *generator.Edition, wrong diag.List) {
	defer diag.Recover("", func(d diag.Diagnostic) {
		e, wrong, u.panicked = nil, diag.List{d}, true
	})
	c.Now, c.All, u.panicked = u.now(), c.All || u.panicked, false
	return u.live.Next(ctx, c)
}

// brings reports whether a list has an error that nobody was told of.
func (u *updater) brings(wrong diag.List) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	known := map[diag.Position]bool{}
	for _, d := range u.wrong {
		known[d.Position] = known[d.Position] || d.Severity == diag.Error
	}
	return slices.ContainsFunc(wrong, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && !known[d.Position] })
}

// settle waits for more changes until a moment, and reports whether there are some.
// Many programs empty a file before they write it: what is wrong with it in between
// is no mistake of the writer's.
func (u *updater) settle(ctx context.Context, until time.Time) bool {
	timer := time.NewTimer(time.Until(until))
	defer timer.Stop()
	for time.Now().Before(until) {
		u.mu.Lock()
		more := u.pending.All || len(u.pending.Paths) > 0
		u.settling = !more
		u.mu.Unlock()
		if more {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-timer.C:
		case <-u.wake:
		}
	}
	return false
}

// at returns the edition that has all changes that had come in when it was called,
// as far as the page at a path of the site shows them, and its generation. The
// edition is nil if nothing can be shown yet.
func (u *updater) at(ctx context.Context, path string) (*generator.Edition, int) {
	u.mu.Lock()
	wanted := u.arrived
	for u.done < wanted && !(u.covered && u.edition.Revised(path)) {
		settled := u.settled
		u.mu.Unlock()
		signal(u.urgent)
		select {
		case <-ctx.Done():
		case <-settled:
		}
		u.mu.Lock()
		if ctx.Err() != nil {
			break
		}
	}
	defer u.mu.Unlock()
	return u.edition, u.state.Generation
}

// failed takes in what went wrong when a page of an edition was rendered; nil stands
// for that of now.
func (u *updater) failed(e *generator.Edition, wrong diag.List) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if e != nil && u.edition != e {
		return
	}
	known := len(u.renders)
	for _, w := range wrong {
		if !slices.ContainsFunc(u.renders, func(o diag.Diagnostic) bool {
			return o.Position == w.Position && o.Message.ID == w.Message.ID
		}) {
			u.renders = append(u.renders, w)
		}
	}
	if len(u.renders) > known {
		u.setWrong(u.wrong, State{Kind: kindWrong})
	}
}
