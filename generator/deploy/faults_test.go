package deploy_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"guong/generator/deploy"
)

// states are targets in memory, each with an edition of a small site, and what a
// deployment of the next one leaves on an empty target.
type states struct {
	before, after string // folders of sites
	fresh         map[string]string
}

func newStates(t *testing.T) *states {
	s := &states{before: small(4).publish(t), after: small(9).publish(t)}
	fresh := newPlace()
	fresh.deploy(t, s.after)
	s.fresh = objects(t, fresh.Memory)
	return s
}

// attempt deploys to a target of whose requests some fail, and returns how many there were.
func attempt(p *place, public string, decide func(n int, op, key string) outcome) (n int, result deploy.Result, err error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w := &watched{Target: p.Memory, decide: decide, kill: cancel}
	o := p.options(public)
	o.Target = w
	plan, err := deploy.Look(ctx, o)
	if err == nil {
		result, err = deploy.Run(ctx, o, plan)
	}
	return w.n, result, err
}

// TestFaultAfterEachRequest: whatever request is the last, or the one that fails, the next
// deployment makes the target what it shall be.
func TestFaultAfterEachRequest(t *testing.T) {
	s := newStates(t)
	for kind, name := range map[outcome]string{faultBefore: "fault before", faultAfter: "fault after", brokenBefore: "broken before", brokenAfter: "broken after",
		killBefore: "killed before", killAfter: "killed after"} {
		for _, first := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, first %v", name, first), func(t *testing.T) {
				for n, requests := 1, 1; n <= min(requests, 300); n++ {
					p := newPlace()
					if !first {
						p.deploy(t, s.before)
					}
					count, result, err := attempt(p, s.after, func(i int, _, _ string) outcome {
						if i == n {
							return kind
						}
						return well
					})
					requests = max(requests, count)
					if kind == faultBefore || kind == faultAfter {
						if err != nil || result.State != deploy.StateDone {
							t.Fatalf("request %d: %v %v", n, result.State, err)
						}
					} else if result.State != deploy.StateDone {
						if err == nil {
							t.Fatalf("request %d: nothing is wrong, and it is %v", n, result.State)
						}
						p.clock.pass(16 * time.Minute)
						p.deploy(t, s.after)
					}
					if kind == brokenBefore || kind == brokenAfter {
						p.clock.pass(16 * time.Minute) // where the lock could not be given back
					}
					_, _, err = attempt(p, s.after, nil)
					if wrong := same(t, p.Memory, s.fresh); len(wrong) > 0 && !onlyLock(wrong, kind) || err != nil {
						t.Fatalf("request %d: %v, %q", n, err, wrong)
					}
				}
			})
		}
	}
}

// onlyLock reports whether nothing is wrong but that a lock was kept, because the request
// that gives it back is the one that failed.
func onlyLock(wrong []string, kind outcome) bool {
	return len(wrong) == 1 && wrong[0] == "the lock was kept" && kind > faultAfter
}

// TestKilledAtRandom: a hundred deployments of different sites, most of them killed, some
// several times in a row; then one that is not.
func TestKilledAtRandom(t *testing.T) {
	const sites = 6
	var public [sites]string
	var fresh [sites]map[string]string
	for i := range sites {
		public[i] = small(i).publish(t)
		p := newPlace()
		p.deploy(t, public[i])
		fresh[i] = objects(t, p.Memory)
	}
	random := rand.New(rand.NewPCG(14, 1))
	p := newPlace()
	kills := 0
	for round := 0; kills < 100; round++ {
		at, kind := 1+random.IntN(70), killBefore+outcome(random.IntN(2))
		_, result, err := attempt(p, public[random.IntN(sites)], func(n int, _, _ string) outcome {
			if n == at {
				return kind
			}
			return well
		})
		if err != nil {
			kills++
		}
		if err == nil && result.State != deploy.StateDone || err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("round %d: %v, %v", round, result.State, err)
		}
		p.clock.pass(time.Duration(16+random.IntN(600)) * time.Minute)
		if random.IntN(4) > 0 {
			continue
		}
		i := random.IntN(sites)
		done := p.deploy(t, public[i])
		wrong := same(t, p.Memory, fresh[i])
		if done.Requests == 0 { // all was done but for the lock, which nobody needed
			wrong = slices.DeleteFunc(wrong, func(s string) bool { return s == "the lock was kept" })
		}
		if len(wrong) > 0 {
			t.Fatalf("round %d: %q", round, wrong)
		}
	}
}

// TestGoesOnWhereItWas: a large first upload that is killed is not begun anew.
func TestGoesOnWhereItWas(t *testing.T) {
	s := newSite(1)
	for i := range 2200 {
		s.add(fmt.Sprintf("tep/%d.txt", i), fmt.Sprint(i))
	}
	public := s.publish(t)
	p := newPlace()
	manifests := 0
	_, result, err := attempt(p, public, func(_ int, op, key string) outcome {
		if op == "PUT" && key == deploy.ManifestKey {
			if manifests++; manifests == 2 {
				return killAfter
			}
		}
		return well
	})
	if err == nil || result.State != deploy.StatePartial || result.Edition != 0 {
		t.Errorf("%+v, %v", result, err)
	}
	p.clock.pass(16 * time.Minute)
	plan, err := deploy.Look(context.Background(), p.options(public))
	if s := plan.Summary(); err != nil || !s.Interrupted || s.Uploads > 201 || s.Uploads == 0 {
		t.Errorf("%+v, %v", s, err)
	}
	if result := p.deploy(t, public); result.Edition != 1 {
		t.Errorf("%+v", result)
	}
}

// TestStoppedGoesOn: who stops a deployment loses nothing of it, and no lock is left.
func TestStoppedGoesOn(t *testing.T) {
	s := newStates(t)
	p := newPlace()
	ctx, cancel := context.WithCancel(context.Background())
	o := p.options(s.after)
	o.Progress = func(done, _ int, _ int64) {
		if done == 5 {
			cancel()
		}
	}
	o.Parallel = 1
	plan, err := deploy.Look(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := deploy.Run(ctx, o, plan)
	if !errors.Is(err, context.Canceled) || result.State != deploy.StatePartial {
		t.Fatalf("%+v, %v", result, err)
	}
	next := p.deploy(t, s.after)
	if all := plan.Summary().Uploads; next.Uploaded != all-5 {
		t.Errorf("%d uploaded of %d", next.Uploaded, all)
	}
	if wrong := same(t, p.Memory, s.fresh); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// TestRetries: what fails for a moment is tried five times, and a target that asks to be
// left alone is.
func TestRetries(t *testing.T) {
	public := small(1).publish(t)
	for failures, good := range map[int]bool{4: true, 5: false} {
		p := newPlace()
		start, left := p.clock.Now(), failures
		_, result, err := attempt(p, public, func(_ int, op, key string) outcome {
			if op == "PUT" && key == "index.html" && left > 0 {
				left--
				return faultBefore
			}
			return well
		})
		if (err == nil) != good || (result.State == deploy.StateDone) != good {
			t.Errorf("%d failures: %v, %v", failures, result.State, err)
		}
		if waited := p.clock.Now().Sub(start); waited < 4*time.Second {
			t.Errorf("%d failures: waited for %v", failures, waited)
		}
	}
}
