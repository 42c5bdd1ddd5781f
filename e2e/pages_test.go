package e2e

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	cdp "github.com/chromedp/cdproto/page"
)

// kind is a kind of page, by an example in the sample site.
type kind struct {
	name    string
	address string
	status  int
}

// kinds are all kinds of pages that a theme makes, the redirects apart.
var kinds = []kind{
	{"front", "/", http.StatusOK},
	{"section", "/guong-sang/", http.StatusOK},
	{"article", "/guong-sang/co-giao-lo-thi-anh/", http.StatusOK},
	{"article-table", "/guong-sang/sang-kien-khuon-xoay-84016/", http.StatusOK},
	{"article-tall", "/tap-the/don-bien-phong-pa-lu/", http.StatusOK},
	{"article-wide", "/guong-sang/vu-ca-rot-khong-kho-rong/", http.StatusOK},
	{"article-series", "/guong-sang/mot-ngay-o-pu-vang/", http.StatusOK},
	{"article-magazine", "/phong-trao/mat-sau-cai-bang-na-khoang/", http.StatusOK},
	{"article-interview", "/nghien-cuu-trao-doi/2026/day-nguoi-gia-phai-hoc-cach-cho/", http.StatusOK},
	{"page", "/gioi-thieu/", http.StatusOK},
	{"honoree", "/dien-hinh/lo-thi-anh/", http.StatusOK},
	{"honorees", "/dien-hinh/", http.StatusOK},
	{"roll", "/bang-vang/", http.StatusOK},
	{"roll-year", "/bang-vang/2025/", http.StatusOK},
	{"provinces", "/dia-phuong/", http.StatusOK},
	{"taxonomy", "/linh-vuc/", http.StatusOK},
	{"term", "/dia-phuong/hai-phong/", http.StatusOK},
	{"landing", "/phong-trao-thi-dua/ca-nuoc-thi-dua-xay-dung-nong-thon-moi/", http.StatusOK},
	{"term-page-2", "/chu-de/minh-hoa/trang/1/", http.StatusOK},
	{"archive", "/luu-tru/", http.StatusOK},
	{"year", "/luu-tru/2025/", http.StatusOK},
	{"month", "/luu-tru/2021/07/", http.StatusOK},
	{"corrections", "/cai-chinh/", http.StatusOK},
	{"removed", "/khen-thuong/2025/mot-tam-bang-khen-ghi-nham-ten/", http.StatusOK},
	{"search", "/tim-kiem/", http.StatusOK},
	{"sitemap", "/so-do-trang/", http.StatusOK},
	{"feeds", "/nhan-tin/", http.StatusOK},
	{"page-english", "/introduction/", http.StatusOK},
	{"missing", "/khong-co-trang-nay/", http.StatusNotFound},
}

// widths are those of a phone, a tablet and a desk, in CSS pixels.
var widths = []int64{360, 768, 1280}

// mostShift is how much of a page may move by itself while it loads: a fifth of
// what web.dev/cls calls good.
const mostShift = .02

// TestPages looks at each kind of page on each screen, by day and by night:
// nothing is wrong with it, nothing on it comes from elsewhere or moves by itself,
// nobody scrolls sideways, and axe-core has nothing to say. Then it is enlarged.
func TestPages(t *testing.T) {
	t.Parallel()
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			p := newPage(t, serveSample(t))
			for _, width := range widths {
				p.viewport(width, 800)
				p.scheme("light")
				p.openStatus(k.address, k.status)
				p.leaf()
				p.checkShift(fmt.Sprintf("at %d", width))
				p.fits(width)
				for _, scheme := range []string{"light", "dark"} {
					if scheme == "dark" && width != widths[0] && os.Getenv("GUONG_E2E_SHOTS") == "" {
						continue // the colours are those of a telephone
					}
					p.scheme(scheme)
					p.shoot(fmt.Sprintf("%s-%d-%s", k.name, width, scheme))
					for _, violation := range p.axe() {
						t.Errorf("at %d, %s: %s", width, scheme, violation)
					}
				}
			}
			p.enlarge()
			p.untroubled()
		})
	}
}

// leaf scrolls through the page and back, and waits at each screen until its
// pictures are there: whatever they move is moved under the reader's eyes.
func (p *page) leaf() {
	p.t.Helper()
	p.exec(`(async () => {
		const frame = () => new Promise(requestAnimationFrame)
		for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
			scrollTo(0, y)
			await frame()
			const seen = [...document.images].filter(image => {
				const {top, bottom} = image.getBoundingClientRect()
				return bottom >= 0 && top <= innerHeight
			})
			await Promise.all(seen.map(image => image.decode().catch(() => {})))
			await frame()
		}
		scrollTo(0, 0)
		await document.fonts.ready
	})()`)
}

// checkShift reports a layout shift up to now that is too large, and what moved.
func (p *page) checkShift(where string) {
	p.t.Helper()
	if shift := p.shift(); shift > mostShift {
		p.t.Errorf("%s: layout shift %.3f:\n%s", where, shift, strings.Join(eval[[]string](p, moved), "\n"))
	}
}

// moved is a JavaScript expression: what moved by itself, when, from where to where.
const moved = `new Promise(done => new PerformanceObserver(list => done(list.getEntries().flatMap(({startTime, sources}) =>
	sources.map(({node, previousRect: was, currentRect: is}) => {
		const name = node?.outerHTML ?? node?.data ?? "something that is gone"
		return startTime.toFixed() + " ms: " + [was.x, was.y, was.width, was.height] + " → " + [is.x, is.y, is.width, is.height] + ": " +
			name.replace(/\s+/g, " ").slice(0, 100)
	})))).observe({type: "layout-shift", buffered: true}))`

// enlarge makes the text twice and four times as large, on a desk by zooming, as
// browsers do it, and nearly twice and twice by the size of letters that the reader has
// set, on a desk and on a telephone: nothing may be lost or cut off, and nobody scrolls
// sideways.
func (p *page) enlarge() {
	p.t.Helper()
	p.viewport(1280, 1024)
	usual := eval[[]string](p, told)
	check := func(how string) {
		p.t.Helper()
		if wider := p.overflow(); wider > 0 {
			p.t.Errorf("%s: %d pixels to the right of the window", how, wider)
		}
		for _, text := range eval[[]string](p, cut) {
			p.t.Errorf("%s: cut off: %s", how, text)
		}
		for _, text := range missing(usual, eval[[]string](p, told)) {
			p.t.Errorf("%s: not to be seen: %s", how, text)
		}
	}
	for _, times := range []int64{2, 4} {
		p.viewport(1280/times, 1024/times)
		check(fmt.Sprintf("zoomed to %d %%", times*100))
	}
	const standard = 16
	for _, width := range []int64{1280, 360} {
		p.viewport(width, 1024)
		for _, percent := range []int64{175, 200} {
			call(p, cdp.SetFontSizes, cdp.SetFontSizesParams{FontSizes: &cdp.FontSizes{Standard: standard * percent / 100}})
			check(fmt.Sprintf("letters at %d %%, %d wide", percent, width))
		}
	}
	call(p, cdp.SetFontSizes, cdp.SetFontSizesParams{FontSizes: &cdp.FontSizes{Standard: standard}})
}

// told is a JavaScript expression: the texts of the page's main part that a reader
// can see, but for what stands in buttons, forms and status lines, and for the table of
// contents, which repeats headings.
const told = `(() => {
	const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
	const texts = []
	while (walker.nextNode()) {
		const text = walker.currentNode.data.trim(), parent = walker.currentNode.parentElement
		if (!text || parent.closest("button, form, noscript, .tools, .contents, [role=status]")) continue
		if (parent.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) texts.push(text)
	}
	return texts
})()`

// cut is a JavaScript expression: the texts that an element hides because it is too
// small for them, or that lie beside the window. What is for screen readers only
// is one pixel wide, and what scrolls by itself hides nothing. A summary may end in
// an ellipsis: the link above it leads to the whole (Understanding WCAG 2.2, 1.4.10).
const cut = `(() => {
	const wrong = []
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
	const range = document.createRange()
	while (walker.nextNode()) {
		const node = walker.currentNode, parent = node.parentElement
		if (!node.data.trim() || !parent.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue
		range.selectNodeContents(node)
		const text = range.getBoundingClientRect()
		if (text.width <= 1 || text.bottom + scrollY <= 0) continue
		let free = false
		for (let box = parent; box && box !== document.body; box = box.parentElement) {
			const {overflowX, overflowY, clipPath, webkitLineClamp} = getComputedStyle(box), edge = box.getBoundingClientRect()
			if (box.clientWidth <= 1 || clipPath !== "none") free = true
			if (/auto|scroll/.test(overflowX + overflowY) || webkitLineClamp !== "none") free = true
			if (free) break
			const hidden = /hidden|clip/
			if (hidden.test(overflowX) && (text.left < edge.left - 1 || text.right > edge.right + 1) ||
				hidden.test(overflowY) && (text.top < edge.top - 1 || text.bottom > edge.bottom + 1)) {
				wrong.push(node.data.trim() + " in " + box.localName + "." + box.className)
				free = true
			}
		}
		if (!free && (text.left < -1 || text.right > innerWidth + 1)) wrong.push(node.data.trim() + " beside the window")
	}
	return wrong
})()`

// missing returns what is in all and not in some, each as often as it is missing.
func missing(all, some []string) (lost []string) {
	left := map[string]int{}
	for _, text := range some {
		left[text]++
	}
	for _, text := range all {
		if left[text]--; left[text] < 0 {
			lost = append(lost, text)
		}
	}
	return lost
}

// TestNothingJumps loads pages as slowly as in a mountain village, where pictures
// and fonts come long after the text.
func TestNothingJumps(t *testing.T) {
	t.Parallel()
	for _, k := range kinds {
		switch k.name {
		case "front", "section", "article", "honoree", "roll", "search":
		default:
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			for _, width := range []int64{360, 1280} {
				p := newPage(t, serveSample(t)) // which has no fonts yet
				p.viewport(width, 800)
				p.connect(slow4G)
				p.open(k.address)
				p.leaf()
				p.checkShift(fmt.Sprintf("at %d", width))
			}
		})
	}
}

// TestWithoutScript: whoever reads without scripts reads the same.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	for _, k := range kinds {
		p.scripts(true)
		p.openStatus(k.address, k.status)
		with := eval[[]string](p, told)
		p.scripts(false)
		p.openStatus(k.address, k.status)
		for _, text := range missing(with, eval[[]string](p, told)) {
			t.Errorf("%s: not to be seen without scripts: %s", k.name, text)
		}
		if k.name != "search" {
			continue
		}
		if got := eval[string](p, "document.querySelector('main noscript').innerText.trim()"); got == "" {
			t.Error("the search page does not say why it does not search")
		}
	}
	p.untroubled()
}

// TestMarkup validates every page of the sample site.
func TestMarkup(t *testing.T) {
	t.Parallel()
	for _, fault := range validateHTML(t, serveSample(t).dir) {
		t.Error(fault)
	}
}
