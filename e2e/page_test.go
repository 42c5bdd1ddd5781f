package e2e

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// page is a tab of its own profile: no other test's storage, cache or service
// worker is there. Its methods end the test when the browser cannot do what is
// asked. Only the goroutine of its test may use it.
type page struct {
	t      *testing.T
	ctx    context.Context
	server *server
	witness
}

// newPage opens a tab for the site of s, 1280 by 800, light, with motion
// reduced, so that nothing is looked at in the middle of a transition.
func newPage(t *testing.T, s *server) *page {
	t.Helper()
	parent, err := browser()
	if err != nil {
		t.Fatal(err)
	}
	p := &page{t: t, server: s, witness: witness{home: s.Listener.Addr().String()}}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.see))
	t.Cleanup(cancel)
	p.ctx = ctx
	// The tab lives as long as the context of its first step, which so has no limit.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("opening a tab: ", err)
	}
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	p.viewport(1280, 800)
	p.scheme("light")
	return p
}

// open goes to an address of the site, which must be there, and waits until it
// is loaded.
func (p *page) open(address string) {
	p.t.Helper()
	p.openStatus(address, http.StatusOK)
}

// openStatus goes to an address of the site that must answer with a status.
func (p *page) openStatus(address string, status int) {
	p.t.Helper()
	p.expect(p.server.URL+address, status)
	response := run(p, chromedp.NavigateResponse(p.server.URL+address))
	if response != nil && response.Status != int64(status) {
		p.t.Fatalf("%s: status %d, want %d", address, response.Status, status)
	}
}

// reload loads the page again and waits until it is loaded.
func (p *page) reload() {
	p.t.Helper()
	run(p, chromedp.Reload())
}

// eval returns the value of a JavaScript expression, or of the promise that it
// gives.
func eval[T any](p *page, expression string) T {
	p.t.Helper()
	return run(p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// exec runs JavaScript, and waits for the promise that it gives.
func (p *page) exec(script string) {
	p.t.Helper()
	eval[chromedp.Void](p, script)
}

// wait waits until a JavaScript expression is true, also across pages.
func (p *page) wait(condition string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if holds && err == nil {
			return
		}
		select {
		case <-ctx.Done():
			p.t.Fatalf("waited for %s\nin vain (%v); the page's troubles:\n%s", condition, err, strings.Join(p.known(), "\n"))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// keys presses keys, one after another: letters, and the keys of package kb. A
// character that no key has, like ế, arrives as from an input method.
func (p *page) keys(keys string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	run(p, chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// click scrolls to the first element of a selector and clicks into its middle.
func (p *page) click(selector string) {
	p.t.Helper()
	run(p, chromedp.Click(chromedp.CSS(selector)))
}

// viewport sets the size of the window, in CSS pixels.
func (p *page) viewport(width, height int64) {
	p.t.Helper()
	run(p, chromedp.EmulateViewport(width, height))
}

// scheme makes the reader prefer "light" or "dark".
func (p *page) scheme(scheme string) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// scripts lets the pages that are opened from now on run their scripts, or not.
// What a test evaluates runs all the same.
func (p *page) scripts(run bool) {
	p.t.Helper()
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
}

// shoot saves a picture of the whole page as name.png if the environment names a
// folder for that, GUONG_E2E_SHOTS.
func (p *page) shoot(name string) {
	p.t.Helper()
	dir := os.Getenv("GUONG_E2E_SHOTS")
	if dir == "" {
		return
	}
	picture := run(p, chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o666); err != nil {
		p.t.Fatal(err)
	}
}

// run does one step in the tab.
func run[T any](p *page, step chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, step)
	if err != nil {
		p.t.Fatalf("%v; the page's troubles:\n%s", err, strings.Join(p.known(), "\n"))
	}
	return value
}

// call gives the tab one command of the DevTools protocol.
func call[P, R any](p *page, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	return run(p, func(ctx context.Context, t *chromedp.Target) (R, error) {
		return cdp.Call(ctx, t, command, params)
	})
}
