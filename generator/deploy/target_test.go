package deploy_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"guong/generator/deploy"
	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/folder"
	"guong/generator/deploy/target"
	"guong/generator/message"
)

// outcome is what becomes of a request.
type outcome int

const (
	well         outcome = iota
	faultBefore          // a temporary fault, and nothing happened
	faultAfter           // a temporary fault, although it happened
	brokenBefore         // a lasting fault
	brokenAfter
	killBefore // the program dies
	killAfter
)

// watched is a target that notes requests and lets them fail. It is safe for concurrent use.
type watched struct {
	target.Target
	decide func(n int, op, key string) outcome // n counts from 1; nil for well
	kill   context.CancelFunc
	after  func(op, key string) // is called when a request has had its effect; may be nil

	mu     sync.Mutex
	n      int
	log    []string
	killed bool
}

var _ target.Exclusive = (*watched)(nil)

// request does something as it is decided.
func (w *watched) request(op, key string, do func() error) error {
	w.mu.Lock()
	if w.killed {
		w.mu.Unlock()
		return context.Canceled
	}
	w.n++
	w.log = append(w.log, op+" "+key)
	decided := well
	if w.decide != nil {
		decided = w.decide(w.n, op, key)
	}
	if decided == killBefore || decided == killAfter {
		w.killed = true
		w.kill()
	}
	w.mu.Unlock()
	var err error
	if decided == well || decided == faultAfter || decided == brokenAfter || decided == killAfter {
		err = do()
		if w.after != nil {
			w.after(op, key)
		}
	}
	switch decided {
	case well:
		return err
	case killBefore, killAfter:
		return context.Canceled
	case brokenBefore, brokenAfter:
		return &target.Fault{Kind: target.KindDenied, Key: key, Message: message.New("deploy.dir-denied")}
	}
	return &target.Fault{Kind: target.KindTemporary, Key: key, Message: message.New("deploy.dir-denied"), After: time.Second}
}

func (w *watched) Get(_ context.Context, key string, limit int64) (data []byte, err error) {
	err = w.request("GET", key, func() error {
		data, err = w.Target.Get(context.Background(), key, limit)
		return err
	})
	return data, err
}

func (w *watched) Put(_ context.Context, o target.Object, body io.ReadSeeker) error {
	return w.request("PUT", o.Key, func() error { return w.Target.Put(context.Background(), o, body) })
}

func (w *watched) PutNew(_ context.Context, o target.Object, body io.ReadSeeker) error {
	return w.request("NEW", o.Key, func() error {
		return w.Target.(target.Exclusive).PutNew(context.Background(), o, body)
	})
}

func (w *watched) Delete(_ context.Context, keys []string) error {
	return w.request("DELETE", strings.Join(keys, " "), func() error { return w.Target.Delete(context.Background(), keys) })
}

func (w *watched) List(_ context.Context, prefix string) iter.Seq2[target.Object, error] {
	return func(yield func(target.Object, error) bool) {
		var all []target.Object
		err := w.request("LIST", prefix, func() error {
			for o, err := range w.Target.List(context.Background(), prefix) {
				if err != nil {
					return err
				}
				all = append(all, o)
			}
			return nil
		})
		for _, o := range all {
			if !yield(o, nil) {
				return
			}
		}
		if err != nil {
			yield(target.Object{}, err)
		}
	}
}

// clock is a clock that is moved by hand. It is safe for concurrent use.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 9, 2, 8, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// wait lets the time pass.
func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.pass(d)
	return ctx.Err()
}

// place is a target with a clock, to which sites are deployed.
type place struct {
	*deploytest.Memory
	clock *clock
}

func newPlace() *place {
	return &place{&deploytest.Memory{Can: target.Features{Headers: true, Redirects: true}}, newClock()}
}

// copy returns another place with the same objects.
func (p *place) copy(t testing.TB) *place {
	t.Helper()
	c := newPlace()
	c.clock.now = p.clock.Now()
	for _, key := range p.Keys() {
		o, data, _ := p.Object(key)
		if err := c.Put(context.Background(), o, bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// openFolder returns a target that is an empty folder.
func openFolder(t testing.TB) target.Target {
	t.Helper()
	f, err := folder.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// options are those of a deployment of the site in a folder.
func (p *place) options(public string) deploy.Options {
	return deploy.Options{Name: "thu", Public: public, Target: p.Memory, Compress: true, Redirects: true, Owner: "lan@may-1", Program: "guong thử",
		Now: p.clock.Now, Wait: p.clock.wait}
}

// deploy brings a site to the place.
func (p *place) deploy(t testing.TB, public string) deploy.Result {
	t.Helper()
	return deployWith(t, p.options(public))
}

func deployWith(t testing.TB, o deploy.Options) deploy.Result {
	t.Helper()
	ctx := context.Background()
	plan, err := deploy.Look(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := deploy.Run(ctx, o, plan)
	if err != nil {
		t.Fatal(err)
	}
	if result.State != deploy.StateDone {
		t.Fatalf("%v", result.State)
	}
	return result
}

// objects returns the keys of what readers can see, with a hash of all there is of each.
func objects(t testing.TB, from target.Target) map[string]string {
	t.Helper()
	found := map[string]string{}
	for o, err := range from.List(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(o.Key, ".guong/") {
			continue
		}
		data, err := from.Get(context.Background(), o.Key, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		found[o.Key] = fmt.Sprint(o.Type, o.Caching, o.Encoding, o.Redirect, string(data))
	}
	return found
}

// facts reads the manifest of a target.
func facts(t testing.TB, from target.Target) deploy.Facts {
	t.Helper()
	data, err := from.Get(context.Background(), deploy.ManifestKey, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	f, err := deploy.DecodeManifest(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// same reports how a target differs from a fresh deployment of a site, but for former
// files; its manifest has to tell of all that is there.
func same(t testing.TB, got target.Target, want map[string]string) (wrong []string) {
	t.Helper()
	have, f := objects(t, got), facts(t, got)
	for key, text := range want {
		if have[key] != text {
			wrong = append(wrong, "differs: "+key)
		}
	}
	former := map[string]bool{}
	for _, key := range f.Former {
		former[key] = true
	}
	for key := range have {
		if _, wanted := want[key]; !wanted && !former[key] {
			wrong = append(wrong, "is left: "+key)
		}
		if _, known := f.Sums[key]; !known {
			wrong = append(wrong, "is not in the manifest: "+key)
		}
	}
	for key := range f.Sums {
		if _, there := have[key]; !there && !former[key] { // a former one may never have come
			wrong = append(wrong, "only in the manifest: "+key)
		}
	}
	if len(f.Pending) > 0 || len(f.Saved) > 0 {
		wrong = append(wrong, fmt.Sprint("pending: ", f.Pending, f.Saved))
	}
	if _, err := got.Get(context.Background(), deploy.LockKey, 1000); target.KindOf(err) != target.KindMissing {
		wrong = append(wrong, "the lock was kept")
	}
	return wrong
}

// purged notes addresses.
type purged struct {
	mu   sync.Mutex
	urls []string
	fail error
	when func(urls []string)
}

func (p *purged) Purge(_ context.Context, urls []string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.when != nil {
		p.when(urls)
	}
	if p.fail != nil {
		return p.fail
	}
	p.urls = append(p.urls, urls...)
	return nil
}

func reader(text string) *bytes.Reader { return bytes.NewReader([]byte(text)) }
