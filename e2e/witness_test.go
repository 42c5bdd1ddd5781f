package e2e

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// trouble is a kind of what goes wrong in a tab.
type trouble string

const (
	consoleError   trouble = "console error"
	exception      trouble = "exception"
	failedRequest  trouble = "failed request"
	foreignRequest trouble = "foreign request" // to another host than the site's, sent or stopped
)

// witness writes down what goes wrong in a tab. The browser calls it while the
// test runs.
type witness struct {
	home string // the host and port of the site

	mu       sync.Mutex
	seen     []incident
	asked    map[network.RequestID]string // addresses
	expected string                       // an answer that is no trouble
}

type incident struct {
	kind trouble
	text string
}

// troubles returns what went wrong up to now, of all kinds or of these.
func (p *page) troubles(kinds ...trouble) []string {
	p.t.Helper()
	// What the tab says arrives in order; what the browser says about it may be on its way.
	p.exec("0")
	time.Sleep(50 * time.Millisecond)
	return p.known(kinds...)
}

// untroubled reports everything that went wrong on the page.
func (p *page) untroubled() {
	p.t.Helper()
	for _, trouble := range p.troubles() {
		p.t.Error(trouble)
	}
}

// known returns what has arrived already.
func (w *witness) known(kinds ...trouble) (texts []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, i := range w.seen {
		if len(kinds) == 0 || slices.Contains(kinds, i.kind) {
			texts = append(texts, string(i.kind)+": "+i.text)
		}
	}
	return texts
}

// forgive forgets what went wrong up to now.
func (p *page) forgive() {
	p.t.Helper()
	p.troubles()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen = nil
}

// expect says which status an address may answer with, although it be an error.
func (w *witness) expect(address string, status int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.expected = answer(address, int64(status))
}

func answer(address string, status int64) string {
	return fmt.Sprintf("%s: status %d", address, status)
}

// see judges one event of the DevTools protocol.
func (w *witness) see(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			w.add(consoleError, arguments(e.Args))
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if thrown := e.ExceptionDetails.Exception; thrown != nil {
			text += " " + thrown.Description
		}
		w.add(exception, text)
	case *log.EventEntryAdded:
		// What the log says about the network are the requests that failed.
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			w.add(consoleError, strings.TrimSpace(e.Entry.Text+" "+e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		w.request(e.RequestID, e.Request.URL)
	case *network.EventWebSocketCreated:
		w.request(e.RequestID, e.URL)
	case *network.EventResponseReceived:
		said := answer(e.Response.URL, e.Response.Status)
		if e.Response.Status >= 400 && said != w.expected {
			w.add(failedRequest, said)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			w.add(failedRequest, w.asked[e.RequestID]+": "+e.ErrorText+" "+string(e.BlockedReason))
		}
	}
}

func (w *witness) request(id network.RequestID, address string) {
	if w.asked == nil {
		w.asked = make(map[network.RequestID]string)
	}
	w.asked[id] = address
	if u, err := url.Parse(address); err != nil || u.Host != "" && u.Host != w.home {
		w.add(foreignRequest, address)
	}
}

func (w *witness) add(kind trouble, text string) {
	w.seen = append(w.seen, incident{kind, text})
}

// arguments is what somebody gave to the console.
func arguments(values []*runtime.RemoteObject) string {
	var texts []string
	for _, v := range values {
		if v.Description != "" {
			texts = append(texts, v.Description)
		} else {
			texts = append(texts, string(v.Value))
		}
	}
	return strings.Join(texts, " ")
}
