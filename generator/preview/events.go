package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// hub tells states to all browsers that listen.
type hub struct {
	mu        sync.Mutex
	last      []byte // the newest state, as it is sent
	listeners map[chan []byte]bool
	closed    bool
}

// tell sends a state. A browser that has not taken the one before gets only the
// newest.
func (h *hub) tell(s State) {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err) // a State is plain values
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last = raw
	for c := range h.listeners {
		select {
		case <-c:
			raw = catchUp(s)
		default:
		}
		c <- raw
	}
}

// catchUp returns a state for a browser that has missed one.
func catchUp(s State) []byte {
	if s.Kind == kindContent || s.Kind == kindWrong {
		s.Kind, s.Paths = kindContent, nil
	} else {
		s.Kind = kindReload
	}
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return raw
}

func (h *hub) listen() (c chan []byte, last []byte) {
	c = make(chan []byte, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(c)
		return c, h.last
	}
	h.listeners[c] = true
	return c, h.last
}

func (h *hub) leave(c chan []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.listeners, c)
}

// close ends all streams.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for c := range h.listeners {
		delete(h.listeners, c)
		close(c)
	}
}

// heartbeat is how often a stream says that it lives.
const heartbeat = 15 * time.Second

// events is the stream of states (HTML, Server-sent events). The state of now comes
// first: a browser that was away sees by it whether it has missed anything.
func (h *hub) events(w http.ResponseWriter, r *http.Request) {
	controller := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	c, last := h.listen()
	defer h.leave(c)
	send := func(raw []byte) bool {
		_, err := fmt.Fprintf(w, "event: state\ndata: %s\n\n", raw)
		return err == nil && controller.Flush() == nil
	}
	if _, err := fmt.Fprint(w, "retry: 500\n\n"); err != nil || last != nil && !send(last) || controller.Flush() != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case raw, open := <-c:
			if !open || !send(raw) {
				return
			}
		case <-beat.C:
			if _, err := fmt.Fprint(w, ": \n\n"); err != nil || controller.Flush() != nil {
				return
			}
		}
	}
}
