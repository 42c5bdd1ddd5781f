package deploy

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"guong/generator/diag"
	"guong/generator/message"
)

// cleanUp is how long a deployment that failed tries to say how far it came.
const cleanUp = 10 * time.Second

// runner carries out one plan.
type runner struct {
	o      *Options
	plan   *Plan
	link   *link
	lock   *lock
	source source

	mu      sync.Mutex
	state   manifest // the target as it is known to be
	result  Result
	touched []string // keys that caches have to be told
	done    int      // objects put or removed
	fresh   int      // of them, since the manifest was put last
	begun   bool

	writing sync.Mutex // held while the manifest is put
}

// Run carries out a plan. The result says what is live also after an error, which is a
// diagnostic or the end of the context.
func Run(ctx context.Context, o Options, p *Plan) (Result, error) {
	start := o.now()
	r := &runner{o: &o, plan: p, link: &link{target: o.Target, options: &o}, state: p.base.clone()}
	r.result.Edition = p.summary.Live
	if p.base.interrupted() {
		r.result.State = StatePartial
	}
	err := r.run(ctx)
	r.result.Took = o.now().Sub(start)
	r.result.Requests = int(r.link.requests.Load())
	return r.result, explain(o.Name, r.meaning(err))
}

// meaning says what errors of this room mean.
func (r *runner) meaning(err error) error {
	switch {
	case errors.Is(err, errLockLost):
		return problem(r.o.Name, "lock-lost")
	case errors.Is(err, errOther), errors.Is(err, fs.ErrNotExist) && r.plan.back == 0:
		return problem(r.o.Public, "site-changed")
	case errors.Is(err, errIncomplete):
		return problem(r.o.Name, "edition-incomplete", strconv.Itoa(r.plan.back))
	}
	return manifestError(r.o.Name, err)
}

func (r *runner) run(ctx context.Context) (err error) {
	if r.plan.Empty() {
		r.result.State = StateDone
		return nil
	}
	if err := errors.Join(r.plan.guardSite(r.o), r.plan.guardRestored(r.o), r.plan.guard(r.o.Name, r.o.Confirm)); err != nil {
		return err
	}
	if n := len(r.plan.blocking); n > 0 {
		return problem(r.o.Name, "in-the-way", message.Number(n), someOf(r.plan.blocking))
	}
	plain := &link{target: r.o.Target, options: r.o}
	r.lock, err = takeLock(ctx, r.o, plain)
	if err != nil {
		r.link.requests.Add(plain.requests.Load())
		return err
	}
	r.link.before = r.lock.hold
	defer func() {
		r.leave(ctx, err)
		r.link.requests.Add(plain.requests.Load())
	}()
	if _, hash, _, err := readManifest(ctx, r.link); hash != r.plan.found {
		return errors.Join(unlessDamaged(err), problem(r.o.Name, "overtaken"))
	}
	if r.source, err = r.open(ctx); err != nil {
		return err
	}
	defer r.source.close()
	return r.holding(ctx, r.deploy)
}

// holding does something while the lock is kept. Without the lock it ends.
func (r *runner) holding(ctx context.Context, do func(context.Context) error) error {
	working, stop := context.WithCancelCause(ctx)
	var keeper sync.WaitGroup
	keeper.Go(func() { r.lock.keep(working, stop) })
	err := do(working)
	lost := context.Cause(working)
	stop(nil)
	keeper.Wait()
	if errors.Is(lost, errLockLost) {
		return lost
	}
	return err
}

// unlessDamaged returns an error of reading a manifest, unless it is about what is in it.
func unlessDamaged(err error) error {
	if errors.Is(err, errDamaged) || errors.Is(err, errNewer) {
		return nil
	}
	return err
}

func (r *runner) open(ctx context.Context) (source, error) {
	if r.plan.back > 0 {
		return r.plan.openBack(ctx, r.link)
	}
	return openFolder(r.o.Public)
}

// deploy does all that changes the target, in order.
func (r *runner) deploy(ctx context.Context) error {
	p := r.plan
	steps := []func(context.Context) error{r.keep, r.begin, r.withdraw, func(ctx context.Context) error { return r.remove(ctx, p.clears) }}
	for _, keys := range p.stages {
		steps = append(steps, func(ctx context.Context) error { return r.putAll(ctx, keys) })
	}
	pages, files := p.deletes, []string(nil)
	for i, key := range p.deletes {
		if !publishedPage(key) {
			pages, files = p.deletes[:i], p.deletes[i:]
			break
		}
	}
	steps = append(steps,
		func(ctx context.Context) error { return r.remove(ctx, pages) },
		func(ctx context.Context) error { return r.remove(ctx, files) },
		r.sweep, r.purgeChanged, r.finish)
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if len(r.state.owed) > 0 {
		return problem(r.o.Name, "purge-owed", message.Number(len(r.state.owed)))
	}
	return nil
}

// leave says how far a deployment came, if it did not end, and gives the lock back.
func (r *runner) leave(ctx context.Context, failed error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUp)
	defer cancel()
	if failed != nil && r.begun && r.result.State == StatePartial && r.lock.hold(ctx) == nil {
		once := &link{target: r.o.Target, options: r.o, attempts: 1}
		_ = r.writeManifest(ctx, once) // without it more is done again
		r.link.requests.Add(once.requests.Load())
	}
	if err := r.lock.release(ctx); err != nil && failed == nil {
		r.result.Notes = append(r.result.Notes, diag.Diagnostic{
			Position: diag.Position{File: r.o.Name},
			Severity: diag.Warning,
			Message:  message.New("deploy.unlock-failed"),
			Hint:     message.New("deploy.unlock-failed-hint"),
		})
	}
}

// sortedSet sorts a list and keeps one of each.
func sortedSet(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// someOf returns the first few names.
func someOf(names []string) string {
	const few = 5
	if len(names) > few {
		return strings.Join(names[:few], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}
