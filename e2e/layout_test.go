package e2e

// overflow returns how many CSS pixels the page is wider than the window: a
// reader would have to scroll sideways.
func (p *page) overflow() int {
	p.t.Helper()
	return eval[int](p, "document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
}

// fits reports a page that can be pushed sideways, in a window of a width.
func (p *page) fits(width int64) {
	p.t.Helper()
	if over := p.overflow(); over > 0 {
		p.t.Errorf("at %d: overflow of %d", width, over)
	}
}

// shift returns the page's layout shift up to now, as web.dev/cls counts it, but
// for its windows of time: everything that moved without the reader's doing.
func (p *page) shift() float64 {
	p.t.Helper()
	return eval[float64](p, `new Promise(done => {
		let sum = 0
		new PerformanceObserver(list => {
			for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value
		}).observe({type: "layout-shift", buffered: true})
		requestAnimationFrame(() => setTimeout(() => done(sum), 100))
	})`)
}
