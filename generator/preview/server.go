package preview

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/preview/watch"
)

// Options say what to serve, and to whom.
type Options struct {
	Generator generator.Options       // Destination is not used
	Address   string                  // host and port to listen at: "127.0.0.1:1313"; port 0: any that is free
	Language  message.Language        // of what the writer is told
	Editor    string                  // pattern of addresses that open a file; see Editors
	Open      func(file string) error // opens a file where Editor is empty; may be nil
	Follow    bool                    // browsers go to the page of the text that was edited last
	Clock     func() time.Time        // nil: time.Now

	// Ready is called with the address once pages can be asked for, and Report with
	// all that is wrong whenever that has changed. Notice is called with what the
	// writer should know of how files are watched.
	Ready  func(url string)
	Report func(diag.List)
	Notice func(diag.Diagnostic)
}

// Server is a preview that runs.
type Server struct {
	options  Options
	language message.Language
	source   string // absolute path of the site's folder
	updater  *updater
	hub      *hub
	renders  renders
	reports  chan diag.List  // holds the newest that the terminal has not been told
	allowed  map[string]bool // hosts, with their ports, that may be asked for
	local    string          // "http://127.0.0.1:1313"
}

// Serve serves the site until ctx is done. What keeps it from starting is in the
// list.
func Serve(ctx context.Context, o Options) diag.List {
	listener, list := listen(o.Address)
	if listener == nil {
		return list
	}
	defer listener.Close()
	local := "http://" + visible(listener.Addr())
	o.Generator.BaseURL = local + "/"
	if o.Clock == nil {
		o.Clock = time.Now
	}
	live, list := generator.OpenLive(o.Generator)
	if live == nil {
		return list
	}
	defer live.Close()
	s, err := newServer(o, live, listener.Addr(), local)
	if err != nil {
		return diag.List{{Message: message.New("preview.unexpected", err.Error())}}
	}

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var work sync.WaitGroup
	s.watch(ctx, &work) // before anything is read, so that no change is missed
	work.Go(func() { s.updater.run(ctx) })
	work.Go(func() { s.report(ctx) })
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx },
		ErrorLog: log.New(io.Discard, "", 0)} // what matters is shown on pages
	go func() {
		<-ctx.Done()
		s.hub.close()
		server.Close()
	}()
	if o.Ready != nil {
		o.Ready(o.Generator.BaseURL)
	}
	err = server.Serve(listener)
	stop()
	work.Wait()
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		return diag.List{{Message: message.New("preview.unexpected", err.Error())}}
	}
	return nil
}

func newServer(o Options, live *generator.Live, at net.Addr, local string) (*Server, error) {
	source, err := filepath.Abs(o.Generator.Source)
	if err != nil {
		return nil, err
	}
	s := &Server{options: o, language: o.Language, source: source, hub: &hub{listeners: map[*listener]bool{}}, allowed: hosts(at), local: local, reports: make(chan diag.List, 1)}
	s.updater = newUpdater(live, rand.Text(), o.Clock, s.notify)
	return s, nil
}

// notify passes a state on to browsers and to the terminal.
func (s *Server) notify(state State) {
	state.Wrong = s.findings(state.wrong)
	if !s.options.Follow {
		state.Follow = ""
	}
	s.hub.send(state)
	select {
	case <-s.reports:
	default:
	}
	s.reports <- state.wrong // one at a time is notified, so that there is room
}

// report tells the terminal what is wrong, until ctx is done. A terminal that was
// stopped (Ctrl-S) keeps nobody else waiting.
func (s *Server) report(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case list := <-s.reports:
			if s.options.Report != nil {
				s.options.Report(list)
			}
		}
	}
}

// watch tells the updater of changes until ctx is done. It watches when it returns.
func (s *Server) watch(ctx context.Context, work *sync.WaitGroup) {
	folders, files := s.updater.live.Watched()
	batches := watch.Start(ctx, watch.Options{Roots: folders, Files: files, Polling: s.polling})
	work.Go(func() {
		for b := range batches {
			s.updater.changed(generator.Changes{Paths: b.Paths, All: b.All})
		}
	})
}

// polling tells the writer that files are looked at again and again, and why.
func (s *Server) polling(why watch.Reason, err error) {
	if s.options.Notice == nil {
		return
	}
	reason := message.New("preview.polling-remote")
	switch why {
	case watch.Limit:
		reason = message.New("preview.polling-limit")
	case watch.Failed:
		reason = message.New("preview.polling-failed", fmt.Sprint(err))
	}
	s.options.Notice(diag.Diagnostic{Severity: diag.Note, Message: message.New("preview.polling", reason)})
}
