package e2e

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// mediaStory is a story with two series of pictures, a film, sound, and films of other
// sites.
const mediaStory = `
-- config.toml --
title = "Gương"
baseURL = "http://127.0.0.1/"
-- content/tin/lop/index.md --
+++
title = "Lớp học ở bản Pú Vang"
date = "01/11/2026"
summary = "Sapo của bài."
+++
Bảy giờ tối, lớp học sáng đèn.

![Cổng trường](a.svg "Cổng trường sáng thứ hai. Ảnh: Hoàng Minh")
![Cô Lan](b.svg)
![Đường vào bản](c.svg)

![Sân trường](c.svg)
![Giờ ra chơi](a.svg)
*Giờ ra chơi. Ảnh: Hoàng Minh*

![Cô Lan kể chuyện lớp](clip.mp4 "Cô Lan kể về lớp. Ảnh: Minh")

![Lời cô Lan](loi.mp3)

[![Cô Lan trên sóng](c.svg "Phóng sự của VTV")](https://youtu.be/abc)

https://www.facebook.com/x/videos/1/

[Phóng sự về cô Lan](https://vtv.vn/video/x.htm)
-- content/tin/chum.md --
+++
title = "Chùm ảnh: lớp học ở bản Pú Vang"
date = "03/11/2026"
layout = "chum-anh"
summary = "Những khuôn mặt của lớp học."
image = { src = "lop/a.svg", alt = "Cổng trường" }
+++
![Cổng trường](lop/a.svg "Cổng trường. Ảnh: Hoàng Minh")
![Cô Lan](lop/b.svg)
![Đường vào bản](lop/c.svg)
![Sân trường](lop/c.svg)
![Giờ ra chơi](lop/a.svg)

Lớp có hai mươi em.
-- content/tin/lop/clip.vi.vtt --
WEBVTT

00:00.000 --> 00:02.000
Xin chào
-- content/tin/lop/clip.txt --
Tôi là Lan.

Lớp có hai mươi em.
-- content/favicon.ico --
-- content/tin/mot.md --
+++
title = "Một bài không có chùm ảnh"
date = "02/11/2026"
+++
![Cổng trường](lop/a.svg)
*Cổng trường*
`

// serveMedia serves the site of that story.
func serveMedia(t *testing.T) *server {
	t.Helper()
	return serveMediaWith(t, "tdkt")
}

// serveMediaWith serves it with a theme.
func serveMediaWith(t *testing.T, theme string) *server {
	t.Helper()
	dir := unpack(t, strings.Replace(mediaStory, "baseURL", "theme = \""+theme+"\"\nbaseURL", 1))
	for name, size := range map[string][2]int{"a": {1200, 800}, "b": {800, 1200}, "c": {1600, 900}, "clip": {1280, 720}} {
		write(t, dir, name+".svg", fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d"><path fill="#7a9" d="M0 0h%[1]dv%[2]dH0"/></svg>`, size[0], size[1]))
	}
	box := func(kind string, inside []byte) []byte {
		return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(inside)+8)), []byte(kind), inside)
	}
	write(t, dir, "clip.mp4", slices.Concat(box("ftyp", []byte("isom\x00\x00\x00\x00")), box("moov", box("mvhd", make([]byte, 100))), box("mdat", make([]byte, 1_500_000))))
	write(t, dir, "loi.mp3", append([]byte("\xff\xfb"), make([]byte, 300_000)...))
	return serveSite(t, dir)
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "content", "tin", "lop", name), data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestSeriesLooksWell: rows of one height that are as wide as the text, on a phone and
// on a desk, and pictures in their shapes.
func TestSeriesLooksWell(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveMedia(t))
	for _, width := range []int64{360, 1280} {
		p.viewport(width, 800)
		p.open("/tin/lop/")
		p.leaf()
		p.shoot(fmt.Sprintf("series-%d", width))
		for _, wrong := range eval[[]string](p, `[...document.querySelectorAll(".series")].flatMap(series => {
			const {left, right} = series.getBoundingClientRect()
			const boxes = [...series.querySelectorAll("img")].map(image => {
				const {x, y, width, height} = image.getBoundingClientRect()
				const said = image.getAttribute("width") / image.getAttribute("height")
				return {alt: image.alt, x, y, width, height, off: Math.abs(width / height / said - 1)}
			})
			const wrong = boxes.filter(box => box.off > .03).map(box => box.alt + " is out of shape by " + box.off)
			for (const row of Map.groupBy(boxes, box => Math.round(box.y)).values()) {
				if (Math.max(...row.map(box => box.height)) - Math.min(...row.map(box => box.height)) > 2) wrong.push("a row of several heights: " + row.map(box => box.height))
			}
			if (boxes.length > 2 && boxes.filter(box => Math.round(box.y) == Math.round(boxes[0].y)).length < 2) wrong.push("one picture a row")
			if (boxes.some(box => box.x < left - 1 || box.x + box.width > right + 1)) wrong.push("wider than the text")
			return wrong
		})`) {
			t.Errorf("at %d: %s", width, wrong)
		}
		p.fits(width)
		p.checkShift(fmt.Sprintf("at %d", width))
	}
	p.untroubled()
}

// TestViewer looks at a series by the keyboard: open, on, round, end, close.
func TestViewer(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveMedia(t))
	p.open("/tin/lop/")
	p.leaf()
	const viewer = "document.querySelector('.viewer')"
	shown := func() [3]string {
		t.Helper()
		p.wait(viewer + ".querySelector('img').complete")
		return eval[[3]string](p, `[".place", ".said", ".stage img"].map(s => { const e = `+viewer+`.querySelector(s); return e.alt ?? e.textContent })`)
	}
	gate, lan := [3]string{"1 / 3", "Cổng trường sáng thứ hai. Ảnh: Hoàng Minh", "Cổng trường"}, [3]string{"2 / 3", "", "Cô Lan"}
	road := [3]string{"3 / 3", "", "Đường vào bản"}
	p.exec("document.querySelector('.series a').focus()")
	p.keys(kb.Enter)
	p.wait(viewer + ".open")
	if diff := cmp.Diff(gate, shown()); diff != "" {
		t.Errorf("opened (-want +got)\n%s", diff)
	}
	p.shoot("viewer")
	for _, violation := range p.axe() {
		t.Errorf("in the viewer: %s", violation)
	}
	for _, step := range []struct {
		key  string
		want [3]string
	}{
		{kb.ArrowRight, lan}, {kb.End, road}, {kb.ArrowRight, gate}, {kb.ArrowLeft, road}, {kb.Home, gate}, {kb.ArrowRight, lan},
	} {
		p.keys(step.key)
		if diff := cmp.Diff(step.want, shown()); diff != "" {
			t.Errorf("after a key (-want +got)\n%s", diff)
		}
	}
	if got := eval[string](p, viewer+".querySelector('[role=status]').textContent"); got != "2 / 3. Cô Lan" {
		t.Errorf("screen readers are told %q", got)
	}

	const width = viewer + ".querySelector('.stage img').getBoundingClientRect().width"
	fits := eval[float64](p, width)
	p.keys("+")
	p.keys("+")
	if got := eval[float64](p, width); got < 2.2*fits || got > 2.3*fits {
		t.Errorf("zoomed from %v to %v", fits, got)
	}
	p.keys(kb.ArrowRight) // moves what is seen of the picture
	if got := shown(); got != lan {
		t.Errorf("an arrow leaves a picture that is near: %v", got)
	}
	p.keys("-")
	p.keys("-")
	if got := eval[float64](p, width); got != fits {
		t.Errorf("zoomed back to %v, want %v", got, fits)
	}
	p.exec(viewer + ".querySelector('.stage').dispatchEvent(new MouseEvent('dblclick', {clientX: 600, clientY: 300}))")
	if got := eval[float64](p, width); got < 2.4*fits {
		t.Errorf("two taps zoom from %v to %v", fits, got)
	}

	p.keys(kb.Escape)
	p.wait("!" + viewer + ".open")
	if got := eval[string](p, "document.activeElement.querySelector('img').alt"); got != "Cô Lan" {
		t.Errorf("closing leads to %q", got)
	}
	p.viewport(360, 640)
	p.click(".series a")
	p.wait(viewer + ".open")
	p.exec(`(() => {
		const stage = ` + viewer + `.querySelector(".stage")
		const touch = x => [new Touch({identifier: 1, target: stage, clientX: x, clientY: 200})]
		stage.dispatchEvent(new TouchEvent("touchstart", {touches: touch(250)}))
		stage.dispatchEvent(new TouchEvent("touchend", {changedTouches: touch(100)}))
	})()`)
	if got := shown(); got != lan {
		t.Errorf("swiped to %v", got)
	}
	p.shoot("viewer-360")
	p.untroubled()
}

// TestSeriesWithoutScript: each picture leads to itself, and pages without a series do
// not load the viewer.
func TestSeriesWithoutScript(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveMedia(t))
	p.scripts(false)
	p.open("/tin/lop/")
	p.click(".series a")
	p.wait("location.pathname == '/tin/lop/a.svg'")
	p.scripts(true)
	p.open("/tin/mot/")
	if eval[bool](p, "!!document.querySelector('script[src*=series], .viewer')") {
		t.Error("a page without a series loads the viewer")
	}
	if got := eval[string](p, "document.querySelector('main figcaption').textContent"); got != "Cổng trường" {
		t.Errorf("caption %q", got)
	}
}

// TestSeriesLayout: a story that is a series shows it first below the sapo, as wide as
// the page.
func TestSeriesLayout(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveMedia(t))
	for _, width := range []int64{360, 1280} {
		p.viewport(width, 800)
		p.open("/tin/chum/")
		p.leaf()
		p.shoot(fmt.Sprintf("chum-anh-%d", width))
		if got := eval[string](p, `[...document.querySelectorAll(".sapo, .story > figure, .series, .text > p")].map(e => e.className || e.localName).join()`); got != "sapo,series,p" {
			t.Errorf("at %d: %s", width, got)
		}
		if free := eval[float64](p, `document.querySelector(".page").clientWidth - document.querySelector(".series").clientWidth`); free > 80 {
			t.Errorf("at %d: the page is %v wider than the series", width, free)
		}
		for _, violation := range p.axe() {
			t.Errorf("at %d: %s", width, violation)
		}
		p.fits(width)
	}
	p.untroubled()
}

// TestMediaInSecondTheme: the theme toi-gian shows all of it too.
func TestMediaInSecondTheme(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveMediaWith(t, "toi-gian"))
	for _, address := range []string{"/tin/lop/", "/tin/chum/"} {
		for _, width := range []int64{360, 1280} {
			p.viewport(width, 800)
			p.open(address)
			p.leaf()
			p.shoot(fmt.Sprintf("toi-gian-%s-%d", strings.Trim(strings.ReplaceAll(address, "/", "-"), "-"), width))
			if over := p.overflow(); over > 0 {
				t.Errorf("%s at %d: overflow of %d", address, width, over)
			}
		}
		for _, violation := range p.axe() {
			t.Errorf("%s: %s", address, violation)
		}
		p.click("a.enlarge")
		p.wait("document.querySelector('.viewer').open")
	}
	p.untroubled()
}

// TestFilms: nothing is loaded before it is asked for, and nothing ever from other
// sites; the keyboard reaches all; what a film is of is its name.
func TestFilms(t *testing.T) {
	t.Parallel()
	s := serveMedia(t)
	p := newPage(t, s)
	p.open("/tin/lop/")
	p.leaf()
	p.shoot("film-1280")
	if got, want := eval[[]string](p, `["video", "audio"].map(name => {
		const e = document.querySelector(name)
		return [e.controls, e.preload, e.getAttribute("aria-label"), new URL(e.src).pathname, e.poster && new URL(e.poster).pathname, e.width, e.height,
			...[...e.querySelectorAll("track")].map(t => [t.kind, t.srclang, t.label, new URL(t.src).pathname, t.default])].join(" ")
	})`), []string{
		"true none Cô Lan kể chuyện lớp /tin/lop/clip.mp4 /tin/lop/clip.svg 1280 720 captions,vi,Tiếng Việt,/tin/lop/clip.vi.vtt,true",
		"true none Lời cô Lan /tin/lop/loi.mp3   ",
	}; !cmp.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	loaded := eval[[]string](p, `performance.getEntriesByType("resource").map(e => new URL(e.name).pathname)`)
	for _, name := range loaded {
		if strings.HasSuffix(name, ".mp4") || strings.HasSuffix(name, ".mp3") {
			t.Errorf("%s is loaded unasked", name)
		}
	}
	if got, want := eval[[]string](p, `[...document.querySelectorAll(".elsewhere a")].map(a => a.rel + " " + a.textContent.trim())`), []string{
		"noopener nofollow external Xem trên YouTube", "noopener nofollow external Xem trên Facebook", "noopener nofollow external Phóng sự về cô Lan Xem trên VTV",
	}; !cmp.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	p.click(".transcript summary")
	if got := eval[string](p, "document.querySelector('.transcript p').innerText"); got != "Tôi là Lan." {
		t.Errorf("transcript %q", got)
	}
	for selector, want := range map[string]accessible{
		"video": {"Video", "Cô Lan kể chuyện lớp"}, "audio": {"Audio", "Lời cô Lan"}, ".elsewhere a": {"link", "Cô Lan trên sóng Xem trên YouTube"},
	} {
		if got := p.accessible(selector); got != want {
			t.Errorf("%s is %+v, want %+v", selector, got, want)
		}
	}
	for _, width := range []int64{360, 1280} {
		p.viewport(width, 800)
		for _, scheme := range []string{"light", "dark"} {
			p.scheme(scheme)
			for _, violation := range p.axe() {
				t.Errorf("at %d, %s: %s", width, scheme, violation)
			}
		}
		p.fits(width)
		p.shoot(fmt.Sprintf("film-%d", width))
	}
	for _, selector := range []string{"video", "audio", ".transcript summary", ".elsewhere a"} {
		p.exec("document.querySelector('" + selector + "').focus()")
		if !eval[bool](p, "document.activeElement == document.querySelector('"+selector+"')") {
			t.Errorf("%s cannot have the focus", selector)
		}
	}
	p.untroubled()
	for _, wrong := range validateHTML(t, s.dir, "tin/lop/index.html") {
		t.Error(wrong)
	}
}
