package deploy

import (
	"cmp"
	"context"
	"time"

	"guong/generator/deploy/target"
)

// Layout is how addresses of pages become keys of objects.
type Layout uint8

// The layouts.
const (
	LayoutIndex Layout = iota // /a/ is a/index.html: the server or store knows index documents
	LayoutExact               // /a/ is the object "a/": for stores that do not
)

// Options say what is brought where.
type Options struct {
	Name   string        // of the target in the configuration, for messages
	Public string        // the folder of the finished site
	Target target.Target // where it goes

	BaseURL   string // where readers find it; "" for what the build says
	Layout    Layout
	Compress  bool // store text as gzip; only where answers say so (Features.Headers)
	Redirects bool // send readers of former addresses on by objects (Features.Redirects)

	Keep     int  // how many earlier editions can be rolled back to; 0 for 3
	Parallel int  // requests in flight; 0 for 16
	Restore  bool // stories that were taken down may come back
	Process  int  // the number of this process, by which a lock is known that a dead one left; 0 if that is not known
	Confirm  int  // how many removals somebody has agreed to

	// Rebuild uploads everything, whatever the manifest of the target says and whatever
	// lies there: after a damaged manifest, or onto a site that another tool put there.
	Rebuild bool

	Owner    string                                           // who deploys, user@host, for those whom the lock stops
	Program  string                                           // the version of the program, for the manifest
	Now      func() time.Time                                 // the clock; nil for that of the machine
	Wait     func(ctx context.Context, d time.Duration) error // waits between attempts; nil for a timer
	Tick     <-chan time.Time                                 // when to see whether the lock needs to be renewed, besides before each request; nil for every minute
	Purge    Purger                                           // tells caches what has changed; may be nil
	Progress func(done, total int, bytes int64)               // after each object; called by one goroutine at a time; may be nil
}

const (
	defaultKeep     = 3
	defaultParallel = 16
)

func (o *Options) keep() int     { return cmp.Or(max(o.Keep, 0), defaultKeep) }
func (o *Options) parallel() int { return cmp.Or(max(o.Parallel, 0), defaultParallel) }

func (o *Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

func (o *Options) wait(ctx context.Context, d time.Duration) error {
	if o.Wait != nil {
		return o.Wait(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Purger tells the caches between the target and the readers which addresses have
// changed. It returns when they have been told.
type Purger interface {
	Purge(ctx context.Context, urls []string) error
}
