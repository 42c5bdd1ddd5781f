// Package rounds repeats a piece of work unattended: when files have changed, when a
// moment has come at which the same files give another result, and some time after a
// failure.
//
// A round never begins while another one goes on; what happens in between is the reason
// for the next. Files are left alone until nothing has changed for a while, since whoever
// saves one story may be about to save the next. Moments are those of the wall clock: they
// are noticed after a machine has slept, or its clock was set, within a minute.
package rounds

import (
	"context"
	"time"

	"guong/generator/preview/watch"
)

// Reason is why a round begins.
type Reason uint8

// A round is the first one, or files have changed, or its moment has come, or the one
// before has failed.
const (
	Start Reason = iota
	Change
	Due
	Retry
)

// String returns the reason as programs know it: start, change, due or retry.
func (r Reason) String() string { return [...]string{"start", "change", "due", "retry"}[r] }

// Outcome is how a round ended.
type Outcome struct {
	Next  time.Time // when the same files would give another result; zero for never
	Retry bool      // it failed, and may go well later
}

// Options say what is repeated, and when.
type Options struct {
	Round   func(context.Context, Reason) Outcome
	Changes <-chan watch.Batch // of files; when it is closed, Run returns

	// Waiting, if set, is told before each wait when the next round begins at the latest;
	// zero for no moment. Retry is its reason then.
	Waiting func(until time.Time, why Reason)

	Now     func() time.Time // the clock; nil for that of the machine
	Quiet   time.Duration    // how long no file changes before a round begins; 0 for 2 s
	Longest time.Duration    // after which one begins although files still change; 0 for 30 s
}

const (
	usualQuiet   = 2 * time.Second
	usualLongest = 30 * time.Second
	firstPause   = 15 * time.Second // after a failure; doubled with each one that follows
	longestPause = 15 * time.Minute
	glance       = time.Minute // how often the wall clock is looked at
)

// Run does rounds until ctx is done. The first one begins at once.
func Run(ctx context.Context, o Options) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Quiet <= 0 {
		o.Quiet = usualQuiet
	}
	if o.Longest <= 0 {
		o.Longest = usualLongest
	}
	failures := 0
	for why, ok := Start, true; ok; {
		began := o.Now()
		out := o.Round(ctx, why)
		if !out.Next.After(began) {
			out.Next = time.Time{} // the round was of a later moment than that
		}
		var retry time.Time
		if out.Retry {
			retry = o.Now().Add(pause(failures))
			failures++
		} else {
			failures = 0
		}
		if ctx.Err() != nil {
			return
		}
		why, ok = o.wait(ctx, out.Next, retry)
	}
}

// pause returns how long to wait after a failure that so many others came before.
func pause(failures int) time.Duration {
	d := firstPause
	for range failures {
		if d *= 2; d >= longestPause {
			return longestPause
		}
	}
	return d
}

// wait returns when there is a reason for another round; false if there will be none.
func (o *Options) wait(ctx context.Context, next, retry time.Time) (Reason, bool) {
	until, why := next, Due
	if !retry.IsZero() && (next.IsZero() || retry.Before(next)) {
		until, why = retry, Retry
	}
	if o.Waiting != nil {
		o.Waiting(until, why)
	}
	for {
		pause := glance
		if !until.IsZero() {
			left := until.Sub(o.Now())
			if left <= 0 {
				return why, true
			}
			pause = min(pause, left)
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return 0, false
		case _, open := <-o.Changes:
			timer.Stop()
			return Change, open && o.settle(ctx)
		case <-timer.C:
		}
	}
}

// settle waits until no file has changed for a while; false if there is no use in
// another round.
func (o *Options) settle(ctx context.Context) bool {
	end := time.NewTimer(o.Longest)
	defer end.Stop()
	for {
		quiet := time.NewTimer(o.Quiet)
		select {
		case <-ctx.Done():
			quiet.Stop()
			return false
		case _, open := <-o.Changes:
			quiet.Stop()
			if !open {
				return false
			}
		case <-quiet.C:
			return true
		case <-end.C:
			quiet.Stop()
			return true
		}
	}
}
