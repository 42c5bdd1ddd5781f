package rounds_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"guong/generator/deploy/rounds"
	"guong/generator/preview/watch"
)

// diary runs rounds in a bubble of time of their own, and notes when each began and why.
type diary struct {
	start   time.Time
	changes chan watch.Batch
	entries []string
	waits   []string
	results []rounds.Outcome // of the rounds in their order; zero for those after
	done    chan struct{}
}

func (d *diary) since(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Sub(d.start).String()
}

func run(ctx context.Context, o rounds.Options, results ...rounds.Outcome) *diary {
	return runSlowly(ctx, 0, o, results...)
}

// runSlowly is run with rounds that take some time.
func runSlowly(ctx context.Context, takes time.Duration, o rounds.Options, results ...rounds.Outcome) *diary {
	d := &diary{start: time.Now(), changes: make(chan watch.Batch), results: results, done: make(chan struct{})}
	o.Changes = d.changes
	o.Round = func(_ context.Context, why rounds.Reason) (out rounds.Outcome) {
		d.entries = append(d.entries, why.String()+" "+d.since(time.Now()))
		time.Sleep(takes)
		if len(d.results) > 0 {
			out, d.results = d.results[0], d.results[1:]
		}
		return out
	}
	o.Waiting = func(until time.Time, why rounds.Reason) { d.waits = append(d.waits, why.String()+" "+d.since(until)) }
	go func() { rounds.Run(ctx, o); close(d.done) }()
	return d
}

func (d *diary) check(t *testing.T, entries, waits []string) {
	t.Helper()
	synctest.Wait()
	if !slices.Equal(d.entries, entries) {
		t.Errorf("rounds %q, want %q", d.entries, entries)
	}
	if waits != nil && !slices.Equal(d.waits, waits) {
		t.Errorf("waits %q, want %q", d.waits, waits)
	}
}

// TestTheMomentComes: a round begins when the one before said, and not without a reason.
func TestTheMomentComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		d := run(t.Context(), rounds.Options{}, rounds.Outcome{Next: start.Add(3*time.Minute + time.Second)}, rounds.Outcome{Next: start.Add(time.Second)})
		time.Sleep(24 * time.Hour)
		d.check(t, []string{"start 0s", "due 3m1s"}, []string{"due 3m1s", "due -"})
	})
}

// TestTheClockIsSet: a moment is one of the wall clock. After it was set, the moment is
// noticed within a minute.
func TestTheClockIsSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ahead atomic.Int64 // in nanoseconds
		start := time.Now()
		d := run(t.Context(), rounds.Options{Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }}, rounds.Outcome{Next: start.Add(10 * time.Hour)})
		time.Sleep(90 * time.Second)
		synctest.Wait()
		ahead.Store(int64(10 * time.Hour))
		time.Sleep(time.Hour)
		d.check(t, []string{"start 0s", "due 2m0s"}, nil)
	})
}

// TestFilesAreLeftAlone: a round begins when nothing has changed for a while, and after
// half a minute at the latest.
func TestFilesAreLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := run(t.Context(), rounds.Options{})
		time.Sleep(time.Minute)
		for range 3 {
			d.changes <- watch.Batch{}
			time.Sleep(time.Second)
		}
		time.Sleep(time.Minute)
		d.check(t, []string{"start 0s", "change 1m4s"}, nil)
		for range 40 {
			d.changes <- watch.Batch{All: true}
			time.Sleep(time.Second)
		}
		time.Sleep(time.Minute)
		d.check(t, []string{"start 0s", "change 1m4s", "change 2m33s", "change 2m44s"}, nil)
	})
}

// TestChangesInARound: what changes while a round goes on is the reason for another.
func TestChangesInARound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := runSlowly(t.Context(), 10*time.Second, rounds.Options{Quiet: time.Second})
		time.Sleep(5 * time.Second)
		d.changes <- watch.Batch{} // nobody receives before the round has ended
		time.Sleep(time.Hour)
		d.check(t, []string{"start 0s", "change 11s"}, nil)
	})
}

// TestFailuresAreTriedAgain: after longer and longer pauses, at once when files change;
// and after a success the first pause is short again.
func TestFailuresAreTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		failed := rounds.Outcome{Retry: true}
		d := run(t.Context(), rounds.Options{}, failed, failed, failed, rounds.Outcome{}, failed)
		time.Sleep(time.Hour)
		d.check(t, []string{"start 0s", "retry 15s", "retry 45s", "retry 1m45s"}, []string{"retry 15s", "retry 45s", "retry 1m45s", "due -"})
		d.changes <- watch.Batch{}
		time.Sleep(time.Hour)
		d.check(t, []string{"start 0s", "retry 15s", "retry 45s", "retry 1m45s", "change 1h0m2s", "retry 1h0m17s"}, nil)
	})
}

// TestPausesHaveAnEnd: a target that is away for a day is asked every quarter of an hour.
func TestPausesHaveAnEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := run(t.Context(), rounds.Options{}, slices.Repeat([]rounds.Outcome{{Retry: true}}, 200)...)
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if n := len(d.entries); n < 96 || n > 104 {
			t.Errorf("%d rounds in a day", n)
		}
	})
}

// TestTheEnd: Run returns when its context ends, whatever it waits for, and when nobody
// watches files any more.
func TestTheEnd(t *testing.T) {
	for name, stop := range map[string]func(*diary, context.CancelFunc){
		"asleep":       func(_ *diary, cancel context.CancelFunc) { cancel() },
		"settling":     func(d *diary, cancel context.CancelFunc) { d.changes <- watch.Batch{}; cancel() },
		"closed":       func(d *diary, _ context.CancelFunc) { close(d.changes) },
		"closed early": func(d *diary, _ context.CancelFunc) { d.changes <- watch.Batch{}; close(d.changes) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				d := run(ctx, rounds.Options{})
				time.Sleep(time.Second)
				stop(d, cancel)
				<-d.done
				d.check(t, []string{"start 0s"}, nil)
			})
		})
	}
}
