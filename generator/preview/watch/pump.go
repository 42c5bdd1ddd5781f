package watch

import (
	"errors"
	"io/fs"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// backlog is how many events wait for us before we rather look at everything.
const backlog = 1 << 16

// pump empties a notifier at all times, whatever the tree is doing: the system's
// queue is short, and fsnotify holds its lock while it waits to get rid of an error.
type pump struct {
	notifier notifier
	ready    chan struct{} // holds one when there is something to take
	done     chan struct{}

	mu     sync.Mutex
	events []fsnotify.Event
	lost   bool
	failed error
}

func startPump(n notifier) *pump {
	p := &pump{notifier: n, ready: make(chan struct{}, 1), done: make(chan struct{})}
	go p.run()
	return p
}

// close ends the notifier and waits for the pump.
func (p *pump) close() {
	_ = p.notifier.Close()
	<-p.done
}

func (p *pump) run() {
	defer close(p.done)
	events, errs := p.notifier.channels()
	for events != nil || errs != nil {
		select {
		case e, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			p.put(e)
		case err, ok := <-errs:
			if !ok {
				errs = nil
				continue
			}
			p.fail(err)
		}
		select {
		case p.ready <- struct{}{}:
		default:
		}
	}
}

func (p *pump) put(e fsnotify.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	// Only neighbours are merged: the tree depends on the order of what happened.
	if n := len(p.events); n > 0 && p.events[n-1] == e {
		return
	} else if n == backlog {
		p.lost, p.events = true, nil
	}
	p.events = append(p.events, e)
}

func (p *pump) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case errors.Is(err, fsnotify.ErrEventOverflow):
		p.lost = true
	case errors.Is(err, syscall.EINVAL), errors.Is(err, fsnotify.ErrNonExistentWatch),
		errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		// A folder was removed while fsnotify dealt with it. Its parent tells us.
	default:
		p.failed = err
	}
}

// take returns what came since it was last called: the events in their order,
// whether some are missing, and what makes the notifier useless.
func (p *pump) take() (events []fsnotify.Event, lost bool, failed error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	events, lost, failed = p.events, p.lost, p.failed
	p.events, p.lost, p.failed = nil, false, nil
	return events, lost, failed
}
