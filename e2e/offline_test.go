package e2e

import (
	"strings"
	"testing"
)

// mostWorker is the weight of the service worker, compressed or not.
const mostWorker = 2e3

const savedStory = `
-- config.toml --
title = "Trang thử"
baseURL = "https://thu.example/"
[saved]
offline = true
-- content/tin/mot.md --
+++
title = "Một tin"
date = 2026-11-20
+++
Chữ đầu tiên.
-- content/tin/hai.md --
+++
title = "Hai tin"
date = 2026-11-21
+++
Tin khác.
`

// TestSavedOffline saves a story, and reads it without a network: its text in its looks.
// Who opens another page then is told that it is not saved, and which ones are.
// With a network, what the server has is what is read, and what is kept from then on; a
// story that is gone there is gone here.
func TestSavedOffline(t *testing.T) {
	t.Parallel()
	s := serveSite(t, unpack(t, savedStory))
	if size := s.size(t, "luu-bai.js"); size > mostWorker {
		t.Errorf("the worker has %d bytes, want at most %d", size, int(mostWorker))
	}
	p := newPage(t, s)
	const story = "/tin/mot/"
	text := func() string {
		t.Helper()
		return eval[string](p, `document.querySelector("main").innerText`)
	}
	p.open(story)
	if n := eval[int](p, `navigator.serviceWorker.getRegistrations().then(all => all.length)`); n != 0 {
		t.Error("a worker is there before the reader saves anything")
	}
	p.click("[data-tool=save]")
	p.wait("navigator.serviceWorker.controller")
	p.wait(`caches.match("` + story + `").then(copy => copy && true)`)
	p.exec(`(async () => {
		const parts = [...document.querySelectorAll("link[rel=stylesheet], link[as=font]")].map(({href}) => href)
		while ((await Promise.all(parts.map(part => caches.match(part)))).some(copy => !copy)) await new Promise(requestAnimationFrame)
	})()`)

	s.offline(true)
	p.open(story)
	if got := text(); !strings.Contains(got, "Chữ đầu tiên.") {
		t.Errorf("without a network: %s", got)
	}
	if family := eval[bool](p, `document.fonts.ready.then(() => document.fonts.check("700 1em 'Be Vietnam Pro'")) && getComputedStyle(document.querySelector("h1")).fontFamily.includes("Be Vietnam Pro")`); !family {
		t.Error("without a network, the page has no looks")
	}

	// A page that is not saved: the saved ones, with why.
	p.open("/tin/hai/")
	p.wait(`document.querySelector(".saved").matches(":popover-open")`)
	if got := eval[string](p, `document.querySelector(".saved").innerText`); !strings.Contains(got, "Đang mất mạng") || !strings.Contains(got, "Một tin") {
		t.Errorf("without a network, at a page that is not saved: %s", got)
	}
	if got := eval[string](p, `location.pathname + location.hash`); got != story {
		t.Errorf("without a network, at a page that is not saved: %s", got)
	}

	s.offline(false)
	s.garble(story, `<!doctype html><html lang="vi"><title>Tin</title><main>Chữ mới.</main></html>`)
	p.open(story)
	if got := text(); got != "Chữ mới." {
		t.Errorf("with a network again: %s", got)
	}
	s.repair()
	s.offline(true)
	p.wait(`caches.match("` + story + `").then(copy => copy.text()).then(text => text.includes("Chữ mới."))`)
	p.open(story)
	if got := text(); got != "Chữ mới." {
		t.Errorf("without a network, after a newer one: %s", got)
	}

	s.repair()
	s.remove(story)
	p.openStatus(story, 404)
	p.wait(`caches.has("guong:` + story + `").then(has => !has)`)
}
