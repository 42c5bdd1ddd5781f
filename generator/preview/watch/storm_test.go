package watch_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"guong/generator/preview/watch"
)

func TestCheckoutOfAThousandFiles(t *testing.T) {
	t.Parallel()
	d := watched(t, false)
	for round := range 2 {
		start := time.Now()
		for i := range 1000 {
			path := fmt.Sprintf("content/muc%d/bai%d.md", i%20, i)
			d.remove(path)
			d.write(path, fmt.Sprint(round))
		}
		took := time.Since(start)
		n := d.told("content")
		d.agrees("a checkout")
		if limit := int(took/(30*time.Millisecond)) + 4; n > limit { // see below
			t.Errorf("%d batches in %v, more than %d", n, took, limit)
		}
	}
}

func TestTenThousandEventsInASecond(t *testing.T) {
	t.Parallel()
	names := []string{"content/0.md", "content/1.md", "content/2.md"}
	d := watched(t, false, names...)
	var files []*os.File
	for _, name := range names {
		f, err := os.OpenFile(d.at(name), os.O_WRONLY, 0)
		d.must(err)
		defer f.Close()
		files = append(files, f)
	}
	start := time.Now()
	for i := range 10_000 {
		_, err := fmt.Fprintln(files[i%3], i)
		d.must(err)
		if i%100 == 0 {
			time.Sleep(time.Until(start.Add(time.Duration(i) * 100 * time.Microsecond)))
		}
	}
	took := time.Since(start)
	n := d.told(names...)
	// Undisturbed it is one in 100 ms; when others have the processor there are gaps.
	if limit := int(took/(20*time.Millisecond)) + 3; n > limit {
		t.Errorf("%d batches in %v, more than %d", n, took, limit)
	}
	d.agrees("10,000 events")
}

// While the receiver is busy, everything goes into one batch.
func TestBusyReceiver(t *testing.T) {
	t.Parallel()
	d := watched(t, false)
	d.mu.Lock() // the receiver waits for it
	d.write("content/dau.md", "")
	for i := range 100 {
		d.write(fmt.Sprintf("content/%d/bai.md", i), "mới")
		if i%20 == 0 {
			time.Sleep(40 * time.Millisecond)
		}
	}
	time.Sleep(100 * time.Millisecond)
	d.mu.Unlock()
	if n := d.told("content"); n > 3 {
		t.Errorf("%d batches", n)
	}
	d.agrees("a receiver that was busy")
}

func TestLostEvents(t *testing.T) {
	t.Parallel()
	hooks := &watch.Hooks{Errors: make(chan error)}
	d := watchedWith(t, hooks.Apply(watch.Options{}), "content/tin/bai.md")
	for range 3 {
		hooks.Errors <- fsnotify.ErrEventOverflow
		d.until("all", func(b watch.Batch) bool { return b.All })
		d.write("content/tin/bai.md", "mới")
		d.told("content/tin/bai.md")
		d.write("content/moi/bai.md", "mới")
		d.told("content/moi")
	}
	hooks.Errors <- syscall.EINVAL // as after the removal of a folder that was moved
	d.write("content/tin/bai.md", "nữa")
	d.told("content/tin/bai.md")
}

func TestPollingByItself(t *testing.T) {
	type told struct {
		reason watch.Reason
		err    error
	}
	var watches atomic.Int32
	for _, test := range []struct {
		name   string
		hooks  *watch.Hooks
		cause  func(d *desk, h *watch.Hooks) // after the start
		reason watch.Reason
		says   string
	}{
		{name: "NFS", reason: watch.Remote, says: "NFS",
			hooks: &watch.Hooks{Remote: func(string) string { return "NFS" }}},
		{name: "a folder of NFS appears", reason: watch.Remote, says: "moi",
			hooks: &watch.Hooks{Remote: func(dir string) string {
				if strings.HasSuffix(dir, "moi") {
					return "NFS"
				}
				return ""
			}},
			cause: func(d *desk, _ *watch.Hooks) { d.mkdir("content/moi") }},
		{name: "no watches", reason: watch.Limit, says: "no space left",
			hooks: &watch.Hooks{Add: func(string) error { return syscall.ENOSPC }}},
		{name: "no more watches", reason: watch.Limit, says: "too many open files",
			hooks: &watch.Hooks{Add: func(string) error {
				if watches.Add(1) > 6 {
					return syscall.EMFILE
				}
				return nil
			}},
			cause: func(d *desk, _ *watch.Hooks) {
				for i := range 10 {
					d.mkdir(fmt.Sprint("content/muc", i))
				}
			}},
		{name: "it fails", reason: watch.Failed, says: "input/output",
			hooks: &watch.Hooks{Errors: make(chan error)},
			cause: func(_ *desk, h *watch.Hooks) { h.Errors <- syscall.EIO }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			reasons := make(chan told, 10)
			o := watch.Options{Polling: func(r watch.Reason, err error) { reasons <- told{r, err} }}
			if test.hooks.Remote == nil {
				test.hooks.Remote = func(string) string { return "" }
			}
			d := watchedWith(t, test.hooks.Apply(o), "content/tin/bai.md")
			d.poll = true
			if test.cause != nil {
				test.cause(d, test.hooks)
				d.until("all", func(b watch.Batch) bool { return b.All })
			}
			got := <-reasons
			if got.reason != test.reason || !strings.Contains(got.err.Error(), test.says) {
				t.Errorf("reason %d: %v", got.reason, got.err)
			}
			d.write("content/tin/bai.md", "mới")
			d.told("content/tin/bai.md")
			d.agrees(test.name)
			if len(reasons) > 0 {
				t.Error("told twice")
			}
		})
	}
}

func TestFileSystemOfTests(t *testing.T) {
	if name := watch.RemoteName(t.TempDir()); name != "" {
		t.Fatal("the tests by events need a folder for temporary files on a local disk, not on ", name)
	}
	if name := watch.RemoteName("/missing"); name != "" {
		t.Error(name)
	}
}

func TestIgnore(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watchedWith(t, watch.Options{ForcePoll: poll, Ignore: func(path string) bool {
			return strings.HasSuffix(path, "content/public")
		}}, "content/public/index.html")
		d.write("content/public/index.html", "mới")
		d.write("content/public/moi/index.html", "mới")
		d.write("content/bai.md", "mới")
		d.told("content/bai.md")
	})
}

// Nothing is left running, also when a batch waits for nobody.
func TestEnd(t *testing.T) {
	before := runtime.NumGoroutine() // tests that are parallel have not begun
	for _, poll := range []bool{false, true} {
		d := watched(t, poll, "content/tin/bai.md")
		d.write("content/tin/bai.md", "mới")
		d.end()
	}
	deadline := time.Now().Add(patience)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
	}
	if now := runtime.NumGoroutine(); now > before {
		stacks := make([]byte, 1<<16)
		t.Errorf("%d goroutines, %d before:\n%s", now, before, stacks[:runtime.Stack(stacks, true)])
	}
}

// Whatever happens, who reads what is told of knows the files as they are.
func TestAnything(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		seed := uint64(time.Now().UnixNano())
		t.Log("seed ", seed)
		r := rand.New(rand.NewPCG(seed, 0))
		d := watched(t, poll)
		names := []string{"content/a", "content/b", "content/a/c", "content/b/c", "content/a/c/d", "ngoai/a", "ngoai/a/c"}
		any := func() string { return names[r.IntN(len(names))] }
		for step := range 60 {
			var did []string
			ops := 1 + r.IntN(6)
			if poll { // it cannot see what comes and goes between two looks
				ops = 1
			}
			for range ops {
				x, y := any(), any()
				var err error
				what := r.IntN(10)
				did = append(did, fmt.Sprint(what, " ", x, " ", y))
				switch what {
				case 0, 1, 2:
					err = d.tryWrite(fmt.Sprintf("%s/%d.md", x, r.IntN(3)), fmt.Sprint("bài ", step, r.IntN(10)))
				case 3:
					err = d.tryWrite(x+"/.tmp", fmt.Sprint("bài ", step))
					err = errors.Join(err, d.tryRename(x+"/.tmp", x+"/1.md"))
				case 4, 5, 6:
					err = d.tryRename(x, y)
				case 7:
					err = os.RemoveAll(d.at(x))
				case 8:
					err = d.tryLink(x, y)
				case 9:
					if r.IntN(5) == 0 {
						d.remove("content")
					}
					d.mkdir("content")
				}
				if err != nil {
					did = append(did, err.Error())
				}
			}
			d.agrees(fmt.Sprintf("step %d: %s", step, strings.Join(did, "\n")))
		}
	})
}
