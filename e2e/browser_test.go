// Package e2e tests finished sites in a real browser: what a reader sees,
// types, hears from a screen reader, and still gets when the network fails.
//
// A [server] serves a finished site as strictly as a careful host would, and can
// fail on demand. A [page] is a tab that looks at it and writes down everything
// that goes wrong. Each test has its own of both, so tests may run in parallel;
// they share one Chromium and one build of the sample site. What a tab or a
// server cannot do fails the test: no test is skipped for want of a browser.
//
// `make test` installs what the package needs: Chromium, and what package.json
// names.
package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long one step in the browser may take. A step takes
// milliseconds; a loaded machine must not make a test fail.
const patience = 90 * time.Second

// chromium is the browser of all tests, started by the first that needs it.
var chromium struct {
	once sync.Once
	ctx  context.Context
	err  error // why there is none
	stop []context.CancelFunc
}

func TestMain(m *testing.M) {
	status := m.Run()
	for _, stop := range chromium.stop {
		stop()
	}
	removeSample()
	os.Exit(status)
}

// browser returns the context of the running Chromium.
func browser() (context.Context, error) {
	chromium.once.Do(startBrowser)
	return chromium.ctx, chromium.err
}

func startBrowser() {
	command, err := exec.LookPath("chromium")
	if err != nil {
		chromium.err = errors.New("no chromium on PATH: `make test` installs it (Debian's package chromium)")
		return
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), append(flags(), chromedp.ExecPath(command))...)
	ctx, stopBrowser := chromedp.NewContext(allocator)
	chromium.ctx, chromium.stop = ctx, []context.CancelFunc{stopBrowser, stopAllocator}
	tooLate := time.AfterFunc(patience, stopAllocator)
	defer tooLate.Stop()
	if err := chromedp.Do(ctx); err != nil {
		chromium.err = fmt.Errorf("starting %s: %w", command, err)
	}
}

// flags are Chromium's: nothing that it does by itself reaches the network, and
// a tab that is not in front is not slower. It has no sandbox because tests may
// run as root, which Chromium's cannot; it sees our own pages only.
func flags() []chromedp.ExecAllocatorOption {
	var options []chromedp.ExecAllocatorOption
	for _, name := range []string{
		"headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking",
		"disable-component-update", "disable-sync", "disable-quic", "disable-dev-shm-usage",
		"disable-background-timer-throttling", "disable-backgrounding-occluded-windows",
		"disable-renderer-backgrounding", "hide-scrollbars",
	} {
		options = append(options, chromedp.Flag(name, true))
	}
	return append(options, chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
}
