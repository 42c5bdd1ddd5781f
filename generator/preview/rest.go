package preview

import (
	"context"
	"slices"
	"sync"
	"time"

	"guong/generator"
	"guong/generator/diag"
)

// rest waits for changes, and looks at the whole site and indexes it when there has
// been none for a while.
func (u *updater) rest(ctx context.Context, e *generator.Edition, changeAt time.Time) {
	quiet, stop := context.WithCancel(ctx)
	defer stop()
	if e != nil {
		u.surveys.Go(func() { u.survey(quiet, e) }) // what is cancelled ends by itself, and nobody waits for it
	}
	var change <-chan time.Time
	if !changeAt.IsZero() {
		// A timer tells of a moment that is days away at the latest.
		change = time.After(min(changeAt.Sub(u.now())+time.Second, 24*time.Hour))
	}
	select {
	case <-ctx.Done():
	case <-u.urgent:
	case <-change:
		u.changed(generator.Changes{All: true})
	case <-u.wake:
		stop()
		u.pause(ctx)
	}
}

// pause waits until nothing has changed for a while, or somebody asks for more than
// was revised already: a writer who saves again and again is not slowed down.
func (u *updater) pause(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-u.urgent:
			return
		case <-u.wake:
		case <-time.After(revisedDelay):
			return
		}
	}
}

// survey makes the search index of an edition and looks at all its texts, unless
// something changes first.
func (u *updater) survey(ctx context.Context, e *generator.Edition) {
	delay := surveyDelay
	if !u.index.there() {
		delay = firstDelay
	}
	select {
	case <-ctx.Done():
		return
	case <-time.After(delay):
	}
	u.index.make(ctx, e)
	u.look(ctx, e)
}

// look looks at all texts of an edition, and notifies of what is wrong with them if
// it is the newest still.
func (u *updater) look(ctx context.Context, e *generator.Edition) {
	wrong := survey(ctx, e)
	if ctx.Err() != nil {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.edition == e {
		u.setWrong(wrong, State{Kind: kindWrong})
	}
}

// survey returns what is wrong with an edition. A panic is one of it.
func survey(ctx context.Context, e *generator.Edition) (wrong diag.List) {
	defer diag.Recover("", func(d diag.Diagnostic) { wrong = append(slices.Clone(e.Wrong()), d) })
	return e.Survey(ctx)
}

// searchIndex keeps the files of the newest search index that was made.
type searchIndex struct {
	once  sync.Once     // makes the first index for those who wait for it
	ready chan struct{} // closed when there is one

	mu    sync.Mutex
	files map[string][]byte // by path
}

func (x *searchIndex) there() bool {
	select {
	case <-x.ready:
		return true
	default:
		return false
	}
}

// make makes the index of an edition, unless ctx is done before.
func (x *searchIndex) make(ctx context.Context, e *generator.Edition) {
	defer diag.Recover("", func(diag.Diagnostic) {}) // the index stays as it was
	files, err := e.Search(ctx)
	if err != nil {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.files = files
	if !x.there() {
		close(x.ready)
	}
}

// file returns a file of the search index. Whoever is the first to ask, while edits
// leave no quiet moment to make it, has it made.
func (x *searchIndex) file(ctx context.Context, e *generator.Edition, path string) ([]byte, bool) {
	if !x.there() && e != nil {
		x.once.Do(func() { x.make(context.WithoutCancel(ctx), e) })
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	data, ok := x.files[path]
	return data, ok
}

// keptTexts keeps texts that were shown in memory: the last good versions of them
// may be needed when their files break.
type keptTexts struct {
	mu    sync.Mutex
	texts [64]any
	next  int // the place of the next
}

// keep keeps the text of a page that was shown.
func (k *keptTexts) keep(e *generator.Edition, url string) {
	text := e.Hold(url)
	if text == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if !slices.Contains(k.texts[:], text) {
		k.texts[k.next] = text
		k.next = (k.next + 1) % len(k.texts)
	}
}
