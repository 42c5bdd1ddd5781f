package watch

import (
	"time"

	"github.com/fsnotify/fsnotify"
)

// Hooks stand between the package and the system.
type Hooks struct {
	Add    func(dir string) error // asked first; an error is what the system says
	Errors chan error             // as if the system had sent them
	Remote func(dir string) string
}

// Apply returns the options with the hooks.
func (h *Hooks) Apply(o Options) Options {
	o.remote = h.Remote
	o.system = func() (notifier, error) {
		n, err := newNotifier()
		return hooked{n, h}, err
	}
	return o
}

type hooked struct {
	notifier
	hooks *Hooks
}

func (h hooked) Add(dir string) error {
	if h.hooks.Add != nil {
		if err := h.hooks.Add(dir); err != nil {
			return err
		}
	}
	return h.notifier.Add(dir)
}

func (h hooked) channels() (<-chan fsnotify.Event, <-chan error) {
	events, errs := h.notifier.channels()
	merged := make(chan error)
	go func() {
		defer close(merged)
		for {
			select {
			case err := <-h.hooks.Errors:
				merged <- err
			case err, ok := <-errs:
				if !ok {
					return
				}
				merged <- err
			}
		}
	}()
	return events, merged
}

var (
	Temporary     = temporary
	TemporaryFile = temporaryFile
	RemoteName    = remoteName
)

// Window is a window to which the time is told.
type Window struct{ window }

func NewWindow(quiet time.Duration) *Window { return &Window{window{quiet: quiet}} }

func (w *Window) Add(path string, at time.Time) { w.add(path, at) }
func (w *Window) Due() time.Time                { return w.due() }
