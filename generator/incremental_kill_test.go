package generator_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"guong/generator"
)

// The test program is also the build that is killed: it builds the site of a folder
// into another.
const childVariable = "GUONG_GENERATOR_TEST_CHILD"

func TestMain(m *testing.M) {
	if source := os.Getenv(childVariable); source != "" {
		now, err := time.Parse(time.RFC3339, os.Args[2])
		if err != nil {
			panic(err)
		}
		generator.Build(context.Background(), generator.Options{Source: source, Destination: os.Args[1], Now: now, Themes: builtin()})
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// TestKilledBuildsAreForgotten kills builds when they have changed the disk so many
// times, wherever that is: while they read, remember, stage or publish. The build
// after each makes what a clean one makes.
func TestKilledBuildsAreForgotten(t *testing.T) {
	const kills = 12
	p := newPlot(t, 3)
	p.options.Now = p.options.Now.Truncate(time.Second)
	if made := p.build(p.options); !made.done {
		t.Fatal(made.said)
	}
	for killed, changes := 0, 1+p.random.IntN(20); killed < kills; {
		for range 1 + p.random.IntN(3) {
			at := p.random.IntN(len(p.stories))
			p.write(p.stories[at], p.story())
			p.log = append(p.log, "rewrite "+p.stories[at])
		}
		if p.chance(3) {
			p.template()
		}
		if p.killedAfter(changes) {
			killed++
			changes += 1 + p.random.IntN(60)
		} else {
			changes = 1 + p.random.IntN(20)
		}
		p.log = append(p.log, fmt.Sprintf("killed after %d changes", changes))
		p.same(p.build(p.options))
	}
}

// killedAfter starts a build in another process and kills it when it has made so
// many changes to the store, the state and the destination. It reports whether the
// build had not ended before.
func (p *plot) killedAfter(changes int) bool {
	p.Helper()
	watcher, err := fsnotify.NewBufferedWatcher(1 << 12)
	p.must(err)
	defer watcher.Close()
	for _, dir := range []string{filepath.Join(p.dir, generator.CacheFolder, "store"), filepath.Join(filepath.Dir(p.options.Destination), ".public.guong"), p.options.Destination} {
		p.must(watcher.Add(dir))
	}
	self, err := os.Executable()
	p.must(err)
	c := exec.Command(self, p.options.Destination, p.options.Now.Format(time.RFC3339))
	c.Env = append(os.Environ(), childVariable+"="+p.dir, "GORACE=atexit_sleep_ms=0")
	p.must(c.Start())
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for {
		select {
		case err := <-ended:
			p.must(err)
			return false
		case err := <-watcher.Errors:
			p.Fatal(err)
		case e := <-watcher.Events:
			if info, err := os.Lstat(e.Name); e.Has(fsnotify.Create) && err == nil && info.IsDir() {
				_ = watcher.Add(e.Name) // unless it is gone
			}
			if changes--; changes > 0 {
				continue
			}
			_ = c.Process.Kill() // unless it has ended
			return (<-ended) != nil
		}
	}
}
