package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestKeyboard goes through each kind of page by Tab alone: it reaches everything
// that can be pressed, and wherever it is can be seen. On a phone the sections are
// behind a button, and what stands beside a text or a list is below it.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			p := newPage(t, serveSample(t))
			for _, width := range []int64{1280, 360} {
				if width == 360 && !onPhones[k.name] {
					continue
				}
				p.viewport(width, 800)
				p.openStatus(k.address, k.status)
				p.leaf()
				p.tabThrough(fmt.Sprintf("at %d", width))
			}
		})
	}
}

// onPhones are the kinds of pages whose order is another on a phone.
var onPhones = map[string]bool{"front": true, "article": true, "honoree": true, "roll": true, "provinces": true, "search": true}

// watchFocus is JavaScript: from now on, what gets the focus is judged when it has
// it. WCAG 2.2 wants to see that (2.4.7), and more of it than nothing (2.4.11).
const watchFocus = `(() => {
	const pressed = "a[href], button, input, select, textarea, summary, video, audio, [tabindex]"
	const look = e => {
		const {outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, borderColor} = getComputedStyle(e)
		return {
			outline: outlineStyle === "none" || !parseFloat(outlineWidth) ? "" : outlineWidth + outlineColor,
			rest: [boxShadow, backgroundColor, borderColor].join(),
		}
	}
	const name = e => e.outerHTML.replace(/\s+/g, " ").slice(0, 120)
	const before = new Map()
	for (const e of document.querySelectorAll(pressed)) {
		if (e.tabIndex >= 0 && !e.disabled && e.checkVisibility({checkVisibilityCSS: true})) before.set(e, look(e))
	}
	const reached = new Set(), wrong = []
	addEventListener("focusin", ({target}) => {
		if (reached.has(target)) return
		reached.add(target)
		const was = before.get(target), is = look(target)
		if (!was) return void wrong.push("focus on what is not there: " + name(target))
		if (is.outline === was.outline && is.rest === was.rest) wrong.push("focus is not visible: " + name(target))
		requestAnimationFrame(() => {
			if (document.activeElement !== target) return
			const boxes = [...target.getClientRects()]
			const seen = boxes.some(({left, top, width, height}) => {
				const on = document.elementFromPoint(left + width / 2, top + height / 2)
				return on && (target.contains(on) || on.contains(target))
			})
			if (!seen) wrong.push("covered or out of sight: " + name(target))
		})
	})
	window.focusReport = () => ({
		count: before.size,
		players: [...before.keys()].filter(e => e.matches("video, audio")).length,
		wrong: [...wrong, ...[...before.keys()].filter(e => !reached.has(e)).map(e => "not reached: " + name(e))],
	})
})()`

// tabThrough presses Tab until everything must have had the focus.
func (p *page) tabThrough(where string) {
	p.t.Helper()
	p.exec(watchFocus)
	type report struct {
		Count, Players int
		Wrong          []string
	}
	const inPlayer = 6 // what the browser puts into a player: play, time, sound, the whole screen and so on
	start := eval[report](p, "focusReport()")
	count := start.Count
	if count < 10 {
		p.t.Errorf("%s: only %d elements can have the focus", where, count)
	}
	p.keys(strings.Repeat(kb.Tab, count+2+inPlayer*start.Players))
	p.exec("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
	for _, wrong := range eval[report](p, "focusReport()").Wrong {
		p.t.Errorf("%s: %s", where, wrong)
	}
}

// TestSkipAndMenu: the first Tab offers to skip what all pages have; on a phone,
// the keyboard opens the sections and closes them, without scripts too.
func TestSkipAndMenu(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	for _, run := range []bool{true, false} {
		p.scripts(run)
		p.viewport(360, 800)
		p.open("/guong-sang/co-giao-lo-thi-anh/")
		p.keys(kb.Tab)
		p.keys(kb.Enter)
		p.wait("location.hash && document.activeElement.localName == 'main'")

		const button, menu = "document.querySelector('.menu-open')", "document.querySelector('.sections')"
		p.exec(button + ".focus()")
		p.keys(kb.Enter)
		p.wait(menu + ".matches(':popover-open')")
		p.keys(kb.Tab)
		if !eval[bool](p, menu+".contains(document.activeElement)") {
			t.Errorf("scripts %v: Tab leads past the menu that was opened", run)
		}
		if run { // axe-core needs timers, which a page without scripts has not
			for _, violation := range p.axe() {
				t.Errorf("in the open menu: %s", violation)
			}
		}
		p.keys(kb.Escape)
		p.wait("!" + menu + ".matches(':popover-open')")
		if !eval[bool](p, "document.activeElement == "+button) {
			t.Errorf("scripts %v: closing the menu does not lead back", run)
		}
	}
}
