package watch

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// slowest is the longest time from poll to poll.
const slowest = 5 * time.Second

// poller compares what is there with what was there.
type poller struct {
	Options
	window window
	known  map[string]stamp
	took   time.Duration // the last look
}

// stamp is what a change of a file or folder changes. Of a folder only its
// permissions and its identity count: what is in it has stamps of its own.
type stamp struct {
	modified int64 // ns since 1970
	size     int64
	inode    uint64
	mode     fs.FileMode
	// young says that the file could change again within the same tick of the
	// file system's clock, and its stamp would not.
	young bool
}

func newPoller(o Options) *poller {
	p := &poller{Options: o}
	p.known = p.walk()
	return p
}

func (p *poller) run(ctx context.Context, out chan<- Batch) {
	door := newDoor(&p.window, out)
	defer door.timer.Stop()
	next := time.NewTimer(p.interval())
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
			p.compare()
			next.Reset(p.interval())
		case <-door.timer.C:
		case door.open() <- p.window.batch():
			p.window.clear()
		}
	}
}

func (p *poller) interval() time.Duration {
	return max(p.Poll, min(10*p.took, slowest))
}

func (p *poller) compare() {
	start := time.Now()
	before, now := p.known, p.walk()
	p.known = now
	for path, s := range now {
		was, ok := before[path]
		grown := was.young && !s.young
		was.young = s.young
		if !ok || was != s || grown {
			p.window.add(path, start)
		}
	}
	for path := range before {
		if _, ok := now[path]; !ok {
			p.window.add(path, start)
		}
	}
}

// walk returns the stamps of everything, by the paths as they are told.
func (p *poller) walk() map[string]stamp {
	start := time.Now()
	w := walk{poller: p, start: start, found: make(map[string]stamp, len(p.known))}
	for _, root := range p.Roots {
		w.visit(clean(root), filepath.FromSlash(root), true, nil)
	}
	for _, file := range p.Files {
		w.visit(clean(file), filepath.FromSlash(file), false, nil)
	}
	p.took = time.Since(start)
	return w.found
}

type walk struct {
	*poller
	start time.Time
	found map[string]stamp
}

// visit notes what is at a path; above are the folders that it lies in.
func (w *walk) visit(path, at string, wholly bool, above []fs.FileInfo) {
	info, err := os.Stat(at)
	if err != nil {
		return
	}
	w.found[path] = w.stamp(info)
	if !info.IsDir() || !wholly || len(above) > maxDepth {
		return
	}
	for _, a := range above {
		if os.SameFile(a, info) {
			return
		}
	}
	above = append(above, info)
	entries, _ := os.ReadDir(at) // what could be read
	for _, e := range entries {
		base := e.Name()
		inside := path + "/" + base
		if w.skips(inside, base, e.IsDir()) {
			continue
		}
		w.visit(inside, filepath.Join(at, base), true, above)
	}
}

func (w *walk) stamp(info fs.FileInfo) stamp {
	s := stamp{mode: info.Mode(), inode: inode(info)}
	if info.IsDir() {
		return s
	}
	s.size, s.modified = info.Size(), info.ModTime().UnixNano()
	tick := 20 * time.Millisecond // ext4 takes the time of the kernel's last tick
	if info.ModTime().Nanosecond() == 0 {
		tick = 2 * time.Second // FAT
	}
	s.young = w.start.Sub(info.ModTime()) < tick
	return s
}
