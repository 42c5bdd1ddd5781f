package watch

import (
	"context"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Batch is what may have changed since the batch before.
type Batch struct {
	// Paths are slash-separated, begin with a root as it was given, and are otherwise
	// as the disk calls them. The path of a folder stands for all that is in it. Each is
	// there once, in the order in which they were noticed.
	Paths []string
	// All says that anything may have changed. There are no Paths then.
	All bool
}

// Options says what to watch, and how.
type Options struct {
	Roots []string // folders, with all that is in them; they may be missing
	Files []string // single files, such as config.toml; they may be missing

	Quiet  time.Duration          // how long nothing happens before a batch is due; 0 is 15 ms
	Ignore func(path string) bool // what to leave out beside temporary and hidden files; may be nil

	// Polling is told, once at most, that there is polling instead of events, and why.
	// It is called by Start or later, and may be nil.
	Polling   func(Reason, error)
	ForcePoll bool          // poll without asking
	Poll      time.Duration // shortest time from poll to poll; 0 is 250 ms

	system func() (notifier, error)       // in tests
	remote func(dir string) (name string) // in tests
}

// skips reports whether a thing of this name below a root is left out.
func (o *Options) skips(path, base string, isFolder bool) bool {
	return temporary(base) || temporaryFile(base) && !isFolder || o.ignored(path)
}

func (o *Options) ignored(path string) bool { return o.Ignore != nil && o.Ignore(path) }

// Reason is why there is polling.
type Reason int

const (
	Remote Reason = iota + 1 // a file system that others can change unnoticed
	Limit                    // the system gives no more watches or open files
	Failed                   // the system's notifications failed in another way
)

// Start begins to watch. The channel is closed when ctx is done and nothing is
// left running.
func Start(ctx context.Context, o Options) <-chan Batch {
	if o.Quiet <= 0 {
		o.Quiet = 15 * time.Millisecond
	}
	if o.Poll <= 0 {
		o.Poll = 250 * time.Millisecond
	}
	if o.system == nil {
		o.system = newNotifier
	}
	if o.remote == nil {
		o.remote = remoteName
	}
	out := make(chan Batch)
	t := newTree(o)
	if o.ForcePoll || t.open() != nil {
		p := newPoller(o)
		go func() {
			defer close(out)
			p.run(ctx, out)
		}()
		return out
	}
	go func() {
		defer close(out)
		if t.run(ctx, out) == nil {
			return
		}
		p := newPoller(o)
		p.window.addAll(time.Now()) // nobody looked while one gave way to the other
		p.run(ctx, out)
	}()
	return out
}

// notifier is what we use of fsnotify.
type notifier interface {
	Add(dir string) error
	Remove(dir string) error
	Close() error
	channels() (<-chan fsnotify.Event, <-chan error)
}

type system struct{ *fsnotify.Watcher }

func (s system) channels() (<-chan fsnotify.Event, <-chan error) { return s.Events, s.Errors }

func newNotifier() (notifier, error) {
	w, err := fsnotify.NewWatcher()
	return system{w}, err
}
