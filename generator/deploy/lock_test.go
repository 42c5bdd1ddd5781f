package deploy_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"guong/generator/deploy"
	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/target"
	"guong/generator/diag"
)

// TestLock: one deployment at a time; a lock that nobody renews counts for 15 minutes.
func TestLock(t *testing.T) {
	public := small(1).publish(t)
	for _, exclusive := range []bool{true, false} {
		p := newPlace()
		other := []byte(`{"owner":"hoa@may-2","time":"` + p.clock.Now().Format(time.RFC3339) + `","token":"x"}`)
		if err := p.Put(context.Background(), target.Object{Key: deploy.LockKey, Size: int64(len(other))}, reader(string(other))); err != nil {
			t.Fatal(err)
		}
		o := p.options(public)
		if !exclusive {
			o.Target = struct{ target.Target }{p.Memory}
		}
		try := func() error {
			plan, err := deploy.Look(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			result, err := deploy.Run(context.Background(), o, plan)
			if err != nil && result.State != deploy.StateUnchanged {
				t.Errorf("%v", result.State)
			}
			return err
		}
		var d diag.Diagnostic
		if err := try(); !errors.As(err, &d) || d.Message.ID != "deploy.locked" || !strings.Contains(err.Error(), "hoa@may-2") {
			t.Errorf("exclusive %v: %v", exclusive, err)
		}
		p.clock.pass(14 * time.Minute)
		if err := try(); err == nil {
			t.Error("a lock of 14 minutes was broken")
		}
		p.clock.pass(2 * time.Minute)
		if err := try(); err != nil {
			t.Error(err)
		}
		if _, _, there := p.Object(deploy.LockKey); there {
			t.Error("the lock was kept")
		}
	}
}

// TestConcurrentDeployments: of two deployments at once one is done, and the other says why it is not.
func TestConcurrentDeployments(t *testing.T) {
	s := newStates(t)
	for _, exclusive := range []bool{true, false} {
		p := newPlace()
		errs := make(chan error)
		for _, public := range []string{s.before, s.after} {
			go func() {
				o := p.options(public)
				if !exclusive {
					o.Target = struct{ target.Target }{p.Memory}
				}
				plan, err := deploy.Look(context.Background(), o)
				if err == nil {
					_, err = deploy.Run(context.Background(), o, plan)
				}
				errs <- err
			}()
		}
		var known int
		for range 2 {
			err := <-errs
			var d diag.Diagnostic
			if errors.As(err, &d) && slices.Contains([]string{"deploy.locked", "deploy.overtaken"}, d.Message.ID) {
				known++
			} else if err != nil {
				t.Error(err)
			}
		}
		if known > 1 {
			t.Error("none was done")
		}
		p.deploy(t, s.after)
		if wrong := same(t, p.Memory, s.fresh); len(wrong) > 0 {
			t.Errorf("exclusive %v: %q", exclusive, wrong)
		}
	}
}

// TestLockIsRenewed: a long deployment keeps its lock; one that slept while another took
// it ends, and leaves the other's lock alone.
func TestLockIsRenewed(t *testing.T) {
	s := newStates(t)
	p := newPlace()
	renewals := 0
	_, _, err := attempt(p, s.after, func(_ int, op, key string) outcome {
		p.clock.pass(time.Minute)
		if op == "PUT" && key == deploy.LockKey {
			renewals++
		}
		return well
	})
	if err != nil || renewals < 3 {
		t.Errorf("%d renewals, %v", renewals, err)
	}
	stolen := `{"owner":"hoa@may-2","time":"2026-09-02T12:00:00Z","token":"x"}`
	_, result, err := attempt(p, s.before, func(_ int, op, key string) outcome {
		if op == "PUT" && strings.HasPrefix(key, "guong-sang/bai-") {
			p.clock.pass(time.Hour)
			if err := p.Put(context.Background(), target.Object{Key: deploy.LockKey, Size: int64(len(stolen))}, reader(stolen)); err != nil {
				t.Error(err)
			}
		}
		return well
	})
	var d diag.Diagnostic
	if !errors.As(err, &d) || d.Message.ID != "deploy.lock-lost" || result.State != deploy.StatePartial {
		t.Errorf("%v, %v", result.State, err)
	}
	if _, data, _ := p.Object(deploy.LockKey); string(data) != stolen {
		t.Errorf("the lock is %q", data)
	}
}

// TestLongRequest: while one request takes long the lock is renewed, and the deployment ends
// if another one has taken it.
func TestLongRequest(t *testing.T) {
	public := newSite(1).add("phim.mp4", "phim").publish(t)
	stolen := `{"owner":"hoa@may-2","time":"2026-09-02T12:00:00Z","token":"x"}`
	for _, lost := range []bool{false, true} {
		p := newPlace()
		ticks, renewed := make(chan time.Time), make(chan bool, 1)
		w := &slow{Memory: p.Memory}
		ctx, cancel := context.WithCancel(context.Background())
		w.put = func(ctx context.Context, key string) error {
			switch {
			case key == deploy.LockKey:
				renewed <- true
			case key == "phim.mp4" && !lost:
				p.clock.pass(6 * time.Minute)
				ticks <- p.clock.Now()
				<-renewed
			case key == "phim.mp4":
				p.clock.pass(time.Hour)
				if err := p.Put(context.Background(), target.Object{Key: deploy.LockKey, Size: int64(len(stolen))}, reader(stolen)); err != nil {
					return err
				}
				ticks <- p.clock.Now()
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}
		o := p.options(public)
		o.Target, o.Tick = w, ticks
		plan, err := deploy.Look(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		result, err := deploy.Run(ctx, o, plan)
		var d diag.Diagnostic
		if lost && (!errors.As(err, &d) || d.Message.ID != "deploy.lock-lost" || result.State != deploy.StatePartial) || !lost && err != nil {
			t.Errorf("lost %v: %v, %v", lost, result.State, err)
		}
		cancel()
	}
}

// slow is a target whose puts do something first.
type slow struct {
	*deploytest.Memory
	put func(ctx context.Context, key string) error
}

func (s *slow) Put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	if err := s.put(ctx, o.Key); err != nil {
		return err
	}
	return s.Memory.Put(ctx, o, body)
}
