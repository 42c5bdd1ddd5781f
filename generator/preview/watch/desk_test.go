package watch_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"guong/generator/preview/watch"
)

// desk is a folder that is watched, and all that was told of it. Paths are
// relative to the folder above the root: the root is "content".
type desk struct {
	*testing.T
	above string
	poll  bool
	round int    // see told
	end   func() // stops, and waits for the end

	mu      sync.Mutex
	batches []watch.Batch
	copy    map[string]string // what a receiver knows that reads what it is told of
	news    chan struct{}
}

// watched lays files and watches them, by events or by polling.
func watched(t *testing.T, poll bool, files ...string) *desk {
	t.Helper()
	return watchedWith(t, watch.Options{ForcePoll: poll}, files...)
}

// patience is how long a test waits for what must happen. Only a test that fails
// waits as long; a loaded machine may need minutes.
const patience = 5 * time.Minute

func watchedWith(t *testing.T, o watch.Options, files ...string) *desk {
	t.Helper()
	d := &desk{T: t, above: t.TempDir(), poll: o.ForcePoll, news: make(chan struct{}, 1)}
	d.mkdir("content")
	d.mkdir("marks")
	for _, f := range files {
		d.write(f, "cũ")
	}
	for _, root := range []string{"content", "marks"} {
		o.Roots = append(o.Roots, filepath.ToSlash(d.at(root)))
	}
	o.Files = []string{filepath.ToSlash(d.at("config.toml"))}
	if o.Poll == 0 {
		o.Poll = 20 * time.Millisecond
	}
	ctx, cancel := context.WithCancel(context.Background())
	batches := watch.Start(ctx, o)
	d.copy = d.scan()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for b := range batches {
			d.receive(b)
		}
	}()
	d.end = sync.OnceFunc(func() {
		cancel()
		select {
		case <-ended:
		case <-time.After(patience):
			t.Error("it goes on after ctx is done")
		}
	})
	t.Cleanup(d.end)
	return d
}

func (d *desk) receive(b watch.Batch) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, p := range b.Paths {
		b.Paths[i] = strings.TrimPrefix(p, filepath.ToSlash(d.above)+"/")
	}
	d.batches = append(d.batches, b)
	if b.All {
		d.copy = d.scan()
	}
	for _, p := range b.Paths {
		for known := range d.copy {
			if within(known, p) {
				delete(d.copy, known)
			}
		}
		d.scanInto(d.copy, p)
	}
	select {
	case d.news <- struct{}{}:
	default:
	}
}

func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

// scan returns the files of the root, by their paths.
func (d *desk) scan() map[string]string {
	files := map[string]string{}
	d.scanInto(files, "content")
	return files
}

func (d *desk) scanInto(files map[string]string, path string) {
	if !within(path, "content") {
		return
	}
	var above []fs.FileInfo
	for up := filepath.Dir(path); up != "."; up = filepath.Dir(up) {
		if info, err := os.Stat(d.at(up)); err == nil {
			above = append(above, info)
		}
	}
	d.scanBelow(files, path, above)
}

func (d *desk) scanBelow(files map[string]string, path string, above []fs.FileInfo) {
	info, err := os.Stat(d.at(path))
	if err != nil || watch.Temporary(filepath.Base(path)) {
		return
	}
	if !info.IsDir() {
		data, err := os.ReadFile(d.at(path))
		if err == nil {
			files[path] = string(data)
		}
		return
	}
	if slices.ContainsFunc(above, func(a fs.FileInfo) bool { return os.SameFile(a, info) }) {
		return
	}
	entries, _ := os.ReadDir(d.at(path))
	for _, e := range entries {
		d.scanBelow(files, path+"/"+e.Name(), append(above, info))
	}
}

// told waits until everything that happened before has been told, forgets it, and
// returns the number of batches. All that is allowed must be told, or something in
// it, and nothing else; but polling may tell again what it told before, and
// does not see what comes and goes.
func (d *desk) told(allowed ...string) (batches int) {
	d.Helper()
	done := d.untilMark()
	if d.poll { // it may have passed what happened before it came to the mark
		done = append(done, d.untilMark()...)
	}
	var paths []string
	for _, b := range done {
		if b.All {
			return len(done)
		}
		paths = append(paths, b.Paths...)
	}
	for _, p := range paths {
		if within(p, "marks") || slices.ContainsFunc(allowed, func(a string) bool { return within(p, a) }) {
			continue
		}
		if base := filepath.Base(p); !d.poll || watch.Temporary(base) || watch.TemporaryFile(base) {
			d.Errorf("%s is told", p)
		}
	}
	for _, a := range allowed {
		if _, err := os.Stat(d.at(a)); d.poll && err != nil {
			continue
		}
		if !slices.ContainsFunc(paths, func(p string) bool { return within(a, p) || within(p, a) }) {
			d.Errorf("%s is not told, only %v", a, paths)
		}
	}
	return len(done)
}

// untilMark makes a file and waits until it is told.
func (d *desk) untilMark() []watch.Batch {
	d.Helper()
	d.round++
	mark := fmt.Sprint("marks/", d.round)
	d.write(mark, "")
	return d.until(mark, func(b watch.Batch) bool { return b.All || slices.Contains(b.Paths, mark) })
}

// agrees waits until who reads what is told knows all files as they are.
func (d *desk) agrees(after string) {
	d.Helper()
	deadline := time.After(patience)
	for {
		d.mu.Lock()
		want := d.scan()
		diff := difference(d.copy, want)
		d.mu.Unlock()
		if diff == "" {
			return
		}
		select {
		case <-d.news:
		case <-time.After(50 * time.Millisecond):
		case <-deadline:
			ls, _ := exec.Command("find", d.above, "-printf", "%P -> %l\n").CombinedOutput()
			d.Fatalf("after %s: %s\n%s", after, diff, ls)
		}
	}
}

func difference(have, want map[string]string) string {
	for p, text := range want {
		if got, ok := have[p]; !ok || got != text {
			return p + " is not known as it is"
		}
	}
	for p := range have {
		if _, ok := want[p]; !ok {
			return p + " is gone, which is not known"
		}
	}
	return ""
}

// What programs do to files; each ends the test when it fails.

func (d *desk) at(path string) string { return filepath.Join(d.above, filepath.FromSlash(path)) }

func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) mkdir(path string) { d.Helper(); d.must(os.MkdirAll(d.at(path), 0o755)) }

// write truncates the file, or makes it, and writes it.
func (d *desk) write(path, text string) {
	d.Helper()
	d.mkdir(filepath.ToSlash(filepath.Dir(path)))
	d.must(os.WriteFile(d.at(path), []byte(text), 0o644))
}

// amend writes at the end.
func (d *desk) amend(path, text string) {
	d.Helper()
	f, err := os.OpenFile(d.at(path), os.O_WRONLY|os.O_APPEND, 0)
	d.must(err)
	_, err = f.WriteString(text)
	d.must(errors.Join(err, f.Close()))
}

func (d *desk) rename(from, to string) { d.Helper(); d.must(os.Rename(d.at(from), d.at(to))) }
func (d *desk) remove(path string)     { d.Helper(); d.must(os.RemoveAll(d.at(path))) }
func (d *desk) chmod(path string, m fs.FileMode) {
	d.Helper()
	d.must(os.Chmod(d.at(path), m))
}
func (d *desk) link(target, path string) { d.Helper(); d.must(os.Symlink(target, d.at(path))) }

// wait waits until a path is told, by itself or by a folder that it lies in.
func (d *desk) wait(path string) {
	d.Helper()
	d.until(path, func(b watch.Batch) bool {
		return b.All || slices.ContainsFunc(b.Paths, func(p string) bool { return within(path, p) || within(p, path) })
	})
}

// until waits for a batch, and forgets it and those before it.
func (d *desk) until(what string, is func(watch.Batch) bool) []watch.Batch {
	d.Helper()
	deadline := time.After(patience)
	for {
		d.mu.Lock()
		n := slices.IndexFunc(d.batches, is) + 1
		done := d.batches[:n:n]
		d.batches = d.batches[n:]
		d.mu.Unlock()
		if n > 0 {
			return done
		}
		select {
		case <-d.news:
		case <-deadline:
			d.Fatalf("%s is not told", what)
		}
	}
}

// What may fail.

func (d *desk) tryWrite(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(d.at(path)), 0o755); err != nil {
		return err
	}
	return os.WriteFile(d.at(path), []byte(text), 0o644)
}

func (d *desk) tryRename(from, to string) error { return os.Rename(d.at(from), d.at(to)) }
func (d *desk) tryLink(target, path string) error {
	if err := os.MkdirAll(filepath.Dir(d.at(path)), 0o755); err != nil {
		return err
	}
	return os.Symlink(d.at(target), d.at(path))
}
