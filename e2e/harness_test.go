package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// faulty is a page with a fault of every kind that the tests look for.
const faulty = `
-- index.html --
<!doctype html>
<title>Faulty</title>
<style>body { color: red }</style>
<img src="https://elsewhere.example/p.png">
<img src="/missing.png" alt="">
<p class="wide">wide</p>
<link rel="stylesheet" href="/faulty.css">
<script src="/faulty.js"></script>
-- faulty.css --
.wide { width: 1000px; color: #777; background: #888 }
-- faulty.js --
console.error("said", 7)
setTimeout(() => { throw new Error("thrown") })
`

// TestTroubleIsSeen proves that a silent page is one without faults.
func TestTroubleIsSeen(t *testing.T) {
	t.Parallel()
	s := serveFiles(t, faulty)
	p := newPage(t, s)
	p.viewport(360, 640)
	p.open("/")
	p.wait("document.readyState == 'complete'")

	for _, want := range []struct {
		kind trouble
		text string
	}{
		{consoleError, `"said" 7`},
		{consoleError, "Content Security Policy"},
		{exception, "Error: thrown"},
		{failedRequest, "/missing.png: status 404"},
		{foreignRequest, "https://elsewhere.example/p.png"},
	} {
		if got := strings.Join(p.troubles(want.kind), "\n"); !strings.Contains(got, want.text) {
			t.Errorf("%s: %q not in %q", want.kind, want.text, got)
		}
	}
	if p.overflow() < 600 {
		t.Errorf("overflow %d, want more than 600", p.overflow())
	}
	axe := strings.Join(p.axe(), "\n")
	for _, rule := range []string{"image-alt", "html-has-lang", "color-contrast"} {
		if !strings.Contains(axe, rule+" (") {
			t.Errorf("axe does not mention %s:\n%s", rule, axe)
		}
	}
	if html := strings.Join(validateHTML(t, s.dir), "\n"); !strings.Contains(html, "index.html:4:2: error") {
		t.Errorf("html-validate lets a picture without alt pass:\n%s", html)
	}
	p.forgive()
	if left := p.troubles(); left != nil {
		t.Errorf("after forgive: %q", left)
	}
}

// interactive is a page that tells what was done to it.
const interactive = `
-- index.html --
<!doctype html>
<html lang="vi">
<title>Interactive</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<label for="q">Tên</label> <input id="q">
<button>Tìm</button>
<div hidden id="hidden">hidden</div>
<noscript>none</noscript>
<p id="out"></p>
<p>below</p>
<script src="/page.js"></script>
-- page.css --
@media (prefers-color-scheme: dark) { body { background: #000 } }
-- page.js --
addEventListener("keydown", e => document.body.dataset.key = (e.ctrlKey ? "Ctrl+" : "") + e.key)
document.querySelector("button").onclick = e => {
	document.body.dataset.trusted = e.isTrusted
	setTimeout(() => document.getElementById("out").style.height = "300px", 600)
}
-- data.txt --
whole
`

// TestReaderActs proves that a test can do what a reader does.
func TestReaderActs(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveFiles(t, interactive))
	p.open("/")

	p.click("#q")
	p.keys("Nguyễn")
	if got := eval[string](p, "document.activeElement.value"); got != "Nguyễn" {
		t.Errorf("typed %q", got)
	}
	p.keys("k", chromedp.ModifierCtrl)
	if got := eval[string](p, "document.body.dataset.key"); got != "Ctrl+k" {
		t.Errorf("pressed %q", got)
	}
	p.keys(kb.Tab)
	if got := eval[string](p, "document.activeElement.localName"); got != "button" {
		t.Errorf("Tab leads to %q", got)
	}
	p.keys(kb.Enter)
	p.wait("document.body.dataset.trusted == 'true'")
	p.wait("out.offsetHeight == 300")
	if got := eval[string](p, "Promise.resolve('kept')"); got != "kept" {
		t.Errorf("promise gives %q", got)
	}

	for selector, want := range map[string]accessible{
		"#q":      {"textbox", "Tên"},
		"button":  {"button", "Tìm"},
		"#hidden": {},
	} {
		if got := p.accessible(selector); got != want {
			t.Errorf("%s is %+v, want %+v", selector, got, want)
		}
	}
	if shift := p.shift(); shift <= 0 {
		t.Errorf("layout shift %v after a line moved", shift)
	}
	if got := p.troubles(); got != nil {
		t.Errorf("troubles: %q", got)
	}
}

// TestReaderDiffers proves that a test can be another reader: in the dark,
// without scripts, far from the next mast.
func TestReaderDiffers(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveFiles(t, interactive))
	p.scheme("dark")
	p.scripts(false)
	p.open("/")
	if got := eval[string](p, "getComputedStyle(document.body).backgroundColor"); got != "rgb(0, 0, 0)" {
		t.Errorf("dark: background %s", got)
	}
	if got := eval[string](p, "document.querySelector('noscript').innerText"); got != "none" {
		t.Errorf("without scripts, noscript shows %q", got)
	}
	if got := p.troubles(); got != nil {
		t.Errorf("troubles: %q", got)
	}
	p.scripts(true)
	p.scheme("light")
	p.reload()
	p.wait("document.querySelector('button').onclick")
	if got := eval[string](p, "getComputedStyle(document.body).backgroundColor"); got == "rgb(0, 0, 0)" {
		t.Error("light: the background is black")
	}

	const fetched = "fetch('/data.txt').then(r => r.text(), () => 'nothing')"
	const timed = "(async (t = performance.now()) => { await fetch('/data.txt'); return performance.now() - t })()"
	p.connect(slow4G)
	if ms := eval[float64](p, timed); ms < slow4G.latency {
		t.Errorf("slow 4G answers in %v ms", ms)
	}
	p.connect(offline)
	if got := eval[string](p, "Promise.all([navigator.onLine, "+fetched+"]).then(String)"); got != "false,nothing" {
		t.Errorf("offline: %s", got)
	}
	p.connect(online)
	if got := eval[string](p, fetched); got != "whole\n" {
		t.Errorf("online again: %q", got)
	}
}

// TestServerFails proves that a server has the faults that are asked for, and
// only it.
func TestServerFails(t *testing.T) {
	t.Parallel()
	s, other := serveFiles(t, interactive), serveFiles(t, interactive)
	status := func(s *server) int {
		t.Helper()
		response, err := http.Get(s.URL + "/data.txt")
		if err != nil {
			return 0
		}
		_ = response.Body.Close()
		return response.StatusCode
	}
	s.remove("/*.txt")
	if got := status(s); got != http.StatusNotFound {
		t.Errorf("removed: status %d", got)
	}
	s.offline(true)
	if got := status(s); got != 0 {
		t.Errorf("offline: status %d", got)
	}
	if got := status(other); got != http.StatusOK {
		t.Errorf("another server: status %d", got)
	}
	s.repair()
	s.garble("/data.txt", "}{")
	p := newPage(t, s)
	p.open("/")
	if got := eval[string](p, "fetch('/data.txt').then(r => r.text())"); got != "}{" {
		t.Errorf("garbled: %q", got)
	}
	if asked := s.requests(); !slices.Contains(asked, "/page.js") || len(s.requests()) != 0 {
		t.Errorf("asked for %q", asked)
	}
}

// TestSourceIsServed builds a site of its own, for the address that it has.
func TestSourceIsServed(t *testing.T) {
	t.Parallel()
	s := serveSite(t, unpack(t, `
-- config.toml --
title = "Trang thử"
baseURL = "https://thu.example/"
-- content/tin/mot.md --
+++
title = "Một tin"
date = 2026-11-20
+++
Chữ.
`))
	p := newPage(t, s)
	p.open("/tin/mot/")
	if got := eval[string](p, "document.querySelector('link[rel=canonical]').href"); got != s.URL+"/tin/mot/" {
		t.Errorf("canonical address %s", got)
	}
}

// TestPictureIsKept looks at the one file that a test may leave behind.
func TestPictureIsKept(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GUONG_E2E_SHOTS", dir)
	p := newPage(t, serveFiles(t, interactive))
	p.open("/")
	p.shoot("page")
	picture, err := os.ReadFile(filepath.Join(dir, "page.png"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("image/png", http.DetectContentType(picture)); diff != "" {
		t.Error(diff)
	}
}
