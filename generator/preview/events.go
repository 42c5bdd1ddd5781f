package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// hub sends states to all browsers that listen. It waits for none of them.
type hub struct {
	mu        sync.Mutex
	last      *State // the newest
	listeners map[*listener]bool
	closed    bool
}

// listener is one browser. What it has not taken yet becomes one state with what
// follows.
type listener struct {
	ready chan struct{} // holds one when there is a state to take; closed at the end
	state *State        // guarded by the hub's mutex
}

// send gives a state to all.
func (h *hub) send(s State) {
	s.raw = sync.OnceValue(func() []byte { return marshal(s) })
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last = &s
	for l := range h.listeners {
		if l.state == nil {
			l.state = &s
		} else {
			merged := l.state.before(s)
			l.state = &merged
		}
		signal(l.ready)
	}
}

func marshal(s State) []byte {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err) // a State is plain values
	}
	return raw
}

// take returns the state that a listener has not taken yet, as it is sent.
func (h *hub) take(l *listener) []byte {
	h.mu.Lock()
	s := l.state
	l.state = nil
	h.mu.Unlock()
	if s == nil {
		return nil
	}
	return s.raw()
}

// before returns one state for a browser that has missed this one before the next:
// it asks for as much as both.
func (s State) before(next State) State {
	both := next
	both.raw = sync.OnceValue(func() []byte { return marshal(both) })
	switch {
	case s.Kind == kindWrong:
	case next.Kind == kindWrong:
		both.Kind, both.Styles = s.Kind, s.Styles
	case s.Kind != kindContent || next.Kind != kindContent:
		both.Kind, both.Styles = kindReload, nil // style sheets that follow each other, too: no page has the first
	}
	if s.Kind != kindWrong && s.Paths == nil || next.Kind != kindWrong && next.Paths == nil {
		both.Paths = nil
	} else {
		both.Paths = slices.Compact(slices.Sorted(slices.Values(slices.Concat(s.Paths, next.Paths))))
	}
	if both.Follow == "" {
		both.Follow = s.Follow
	}
	return both
}

// listen adds a browser, whose first state is that of now.
func (h *hub) listen() *listener {
	l := &listener{ready: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.closed:
		close(l.ready)
		return l
	case h.last != nil:
		l.state = h.last
		signal(l.ready)
	}
	h.listeners[l] = true
	return l
}

func (h *hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.listeners, l)
}

// close ends all streams.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for l := range h.listeners {
		delete(h.listeners, l)
		close(l.ready)
	}
}

const (
	heartbeat = 15 * time.Second // how often a stream says that it lives
	patience  = 30 * time.Second // how long a browser may take to read a state
)

// events is the stream of states (HTML, Server-sent events). The state of now comes
// first: a browser that was away sees by it whether it has missed anything.
func (h *hub) events(w http.ResponseWriter, r *http.Request) {
	controller := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	l := h.listen()
	defer h.leave(l)
	send := func(format string, args ...any) bool {
		_ = controller.SetWriteDeadline(time.Now().Add(patience)) // what cannot be limited is not
		_, err := fmt.Fprintf(w, format, args...)
		return err == nil && controller.Flush() == nil
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for alive := send("retry: 500\n\n"); alive; {
		select {
		case <-r.Context().Done():
			return
		case _, open := <-l.ready:
			if raw := h.take(l); raw != nil {
				alive = send("event: state\ndata: %s\n\n", raw)
			}
			alive = alive && open
		case <-beat.C:
			alive = send(": \n\n")
		}
	}
}
