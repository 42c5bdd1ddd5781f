package deploy

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"sync"
	"time"

	"guong/generator/deploy/target"
	"guong/generator/diag"
	"guong/generator/message"
)

// How long things about locks take.
const (
	lockAge     = 15 * time.Minute // a lock that was not renewed for so long counts no more
	lockRenewal = 5 * time.Minute
	lockPause   = 2 * time.Second // after which a store that replaces objects at will shows who came last
	lockLimit   = 64 << 10
)

// lockFile is what lock.json says.
type lockFile struct {
	Owner string    `json:"owner"`
	Time  time.Time `json:"time"`
	Token string    `json:"token"` // of this deployment

	Process int `json:"process,omitempty"` // on the machine of the owner
}

// lock is the right to change a target. It is safe for concurrent use.
type lock struct {
	link  *link // of its own, which asks for no lock
	owner string
	token string

	mu      sync.Mutex
	renewed time.Time
	lost    error
}

// errLockLost says that another deployment took the lock while this one slept.
var errLockLost = errors.New("the lock was lost")

// takeLock takes the lock of a target, or returns an error that says who has it.
func takeLock(ctx context.Context, o *Options, requests *link) (*lock, error) {
	l := &lock{link: requests, owner: o.Owner, token: rand.Text()}
	exclusive, ok := o.Target.(target.Exclusive)
	if ok {
		err := l.putNew(ctx, exclusive)
		if err == nil {
			return l, nil
		}
		if kind := target.KindOf(err); kind != target.KindExists && kind != target.KindUnsupported {
			return nil, err
		}
	}
	other, found, err := l.read(ctx)
	if err != nil {
		return nil, err
	}
	if found && other.Token == l.token { // the first attempt went well and nobody said so
		return l, nil
	}
	if found && other.age(o.now()) < lockAge && !other.dead(o) {
		return nil, other.held(o)
	}
	if err := l.take(ctx); err != nil {
		return nil, errors.Join(err, l.giveUp(ctx))
	}
	return l, nil
}

// take puts the lock over the one that is there, and looks whether it stays.
func (l *lock) take(ctx context.Context) error {
	if err := l.put(ctx); err != nil {
		return err
	}
	if err := l.link.options.wait(ctx, lockPause); err != nil {
		return err
	}
	other, found, err := l.read(ctx)
	if err != nil {
		return err
	}
	if !found || other.Token != l.token {
		l.lost = errLockLost
		return other.held(l.link.options)
	}
	return nil
}

// giveUp gives back a lock that perhaps was taken.
func (l *lock) giveUp(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUp)
	defer cancel()
	return l.release(ctx)
}

// age returns for how long a lock has not been renewed. One from the future is as old
// as it is far away: a clock is wrong, and nobody knows which.
func (f lockFile) age(now time.Time) time.Duration { return now.Sub(f.Time).Abs() }

// dead reports whether the process that has the lock ran on this machine, and runs no
// more.
func (f lockFile) dead(o *Options) bool {
	return f.Owner == o.Owner && f.Process > 0 && o.Process > 0 && f.Process != o.Process && !runs(f.Process)
}

// held says who has the lock.
func (f lockFile) held(o *Options) error {
	minutes := int((lockAge - f.age(o.now()) + time.Minute - 1) / time.Minute)
	return diag.Diagnostic{
		Position: diag.Position{File: o.Name},
		Message:  message.New("deploy.locked", f.Owner, f.Time.Local().Format("15:04:05")),
		Hint:     message.New("deploy.locked-hint", strconv.Itoa(max(minutes, 1))),
	}
}

func (l *lock) object() (target.Object, *bytes.Reader) {
	l.renewed = l.link.options.now()
	data, _ := json.Marshal(lockFile{l.owner, l.renewed, l.token, l.link.options.Process}) // strings and a time
	return target.Object{Key: lockKey, Size: int64(len(data)), Type: "application/json", Caching: "no-store"}, bytes.NewReader(data)
}

func (l *lock) putNew(ctx context.Context, t target.Exclusive) error {
	o, body := l.object()
	return l.link.try(ctx, func() error {
		if _, err := body.Seek(0, io.SeekStart); err != nil {
			return err
		}
		return t.PutNew(ctx, o, body)
	})
}

func (l *lock) put(ctx context.Context) error {
	o, body := l.object()
	return l.link.put(ctx, o, body)
}

// read returns the lock that is there. One that says nothing is of nobody.
func (l *lock) read(ctx context.Context) (f lockFile, found bool, err error) {
	data, err := l.link.get(ctx, lockKey, lockLimit)
	if target.KindOf(err) == target.KindMissing {
		return f, false, nil
	}
	if err != nil {
		return f, false, err
	}
	if json.Unmarshal(data, &f) != nil {
		return lockFile{}, true, nil
	}
	return f, true, nil
}

// hold renews the lock if that is due. A deployment that slept for so long that another
// one took the lock ends here.
func (l *lock) hold(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lost != nil || l.link.options.now().Sub(l.renewed) < lockRenewal {
		return l.lost
	}
	other, found, err := l.read(ctx)
	if err != nil {
		return err
	}
	if found && other.Token != l.token {
		l.lost = errLockLost
		return l.lost
	}
	return l.put(ctx)
}

// keep renews the lock while a request takes long, until the context is done. It calls
// lost once another deployment has it.
func (l *lock) keep(ctx context.Context, lost func(error)) {
	ticks := l.link.options.Tick
	if ticks == nil {
		ticker := time.NewTicker(time.Minute)
		defer ticker.Stop()
		ticks = ticker.C
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			if err := l.hold(ctx); errors.Is(err, errLockLost) {
				lost(err)
				return
			} // what else fails does so again before the next request, which tells of it
		}
	}
}

// release gives the lock back, unless another deployment has it.
func (l *lock) release(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lost != nil {
		return nil
	}
	return l.link.delete(ctx, []string{lockKey})
}
