package e2e

import (
	"context"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/preview"
	"guong/themes"
)

// writing is a preview of a copy of a small site, whose files a test changes.
type writing struct {
	*server
	t     *testing.T
	dir   string
	story string // the text of the story as it was
	stop  func()
}

// The story of these tests: long enough to be scrolled.
const (
	storyFile = "content/guong-sang/co-giao-lan.md"
	storyPage = "/guong-sang/co-giao-lan/"
)

func newWriting(t *testing.T) *writing {
	t.Helper()
	w := &writing{t: t, dir: t.TempDir()}
	w.write("config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n")
	w.write("content/favicon.ico", "") // browsers ask for it
	var b strings.Builder
	b.WriteString("+++\ntitle = \"Cô giáo Lan\"\ndate = 2026-01-02\nauthor = \"Thu Hà\"\nsummary = \"Lớp học đêm.\"\ndraft = true\n+++\n")
	for i := range 60 {
		b.WriteString("\nĐoạn thứ " + strings.Repeat("một ", i%7) + "của bài về lớp học đêm ở bản xa, nơi cô giáo Lan thắp đèn mỗi tối.\n")
	}
	w.story = b.String()
	w.write(storyFile, w.story)
	w.serve("127.0.0.1:0")
	t.Cleanup(func() { w.stop() })
	return w
}

// serve starts the preview at an address.
func (w *writing) serve(address string) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan diag.List, 1)
	go func() {
		ended <- preview.Serve(ctx, preview.Options{
			Generator: generator.Options{Source: w.dir, Themes: themes.FS, Drafts: true, Future: true},
			Address:   address, Language: message.Vietnamese, Editor: preview.Editors["vscode"],
			Ready: func(url string) { ready <- strings.TrimSuffix(url, "/") },
		})
	}()
	w.stop = func() { cancel(); <-ended }
	select {
	case home := <-ready:
		at, err := net.ResolveTCPAddr("tcp", strings.TrimPrefix(home, "http://"))
		if err != nil {
			w.t.Fatal(err)
		}
		w.server = &server{Server: &httptest.Server{URL: home, Listener: elsewhere{address: at}}}
	case list := <-ended:
		ended <- nil
		w.t.Fatal(list)
	}
}

func (w *writing) write(name, text string) {
	w.t.Helper()
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

// elsewhere is the listener of a server that is not ours.
type elsewhere struct {
	net.Listener
	address net.Addr
}

func (e elsewhere) Addr() net.Addr { return e.address }

// shadow is JavaScript that gives all text that the preview shows beside the page.
const shadow = `[...document.querySelectorAll("*")].filter((e) => e.shadowRoot).map((e) => e.shadowRoot.textContent).join(" ")`

// panel is JavaScript that gives the overlay of errors.
const panel = `[...document.querySelectorAll("*")].filter((e) => e.shadowRoot).map((e) => e.shadowRoot.querySelector(".panel.wrong"))[0]`

// listening waits until the page listens to the preview.
func listening(p *page) {
	p.t.Helper()
	p.wait(`(` + shadow + `).includes(" chữ")`)
}

// TestPreviewKeepsThePlace holds that a reader of the page is not disturbed by edits.
func TestPreviewKeepsThePlace(t *testing.T) {
	w := newWriting(t)
	p := newPage(t, w.server)
	p.open(storyPage)
	listening(p)
	p.exec(`window.mine = "still here"`)
	p.exec(`document.querySelector("form[role=search] input").focus()`)
	p.keys("cô giáo")
	p.exec(`scrollTo(0, 900)`)
	before := eval[float64](p, `document.querySelectorAll(".text p")[40].getBoundingClientRect().top`)

	w.write(storyFile, strings.Replace(w.story, "\nĐoạn thứ ", "\nMột đoạn mới ở đầu bài.\n\nĐoạn thứ ", 1))
	p.wait(`document.body.textContent.includes("Một đoạn mới ở đầu bài.")`)
	if got := eval[string](p, `window.mine`); got != "still here" {
		t.Error("the page was loaded again")
	}
	if got := eval[string](p, `document.activeElement.value`); got != "cô giáo" {
		t.Errorf("the field with the focus has %q", got)
	}
	after := eval[float64](p, `document.querySelectorAll(".text p")[41].getBoundingClientRect().top`)
	if after < before-2 || after > before+2 {
		t.Errorf("what is read has moved from %.1f to %.1f", before, after)
	}
	if wrong := p.troubles(); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// TestPreviewTellsMistakes holds that the overlay comes, leaves the page visible, and
// goes when the file is mended; and that the bar says what there is to know.
func TestPreviewTellsMistakes(t *testing.T) {
	w := newWriting(t)
	p := newPage(t, w.server)
	p.open(storyPage)
	listening(p)
	if bar := eval[string](p, shadow); !strings.Contains(bar, "Bản nháp") || !strings.Contains(bar, "chữ") {
		t.Errorf("the bar says %q", bar)
	}
	w.write(storyFile, strings.Replace(w.story, "title =", "tilte =", 1))
	p.wait(`!` + panel + `.hidden`)
	if text := eval[string](p, panel+`.textContent`); !strings.Contains(text, "tilte") || !strings.Contains(text, "title") {
		t.Errorf("the overlay says %q", text)
	}
	if body := eval[string](p, `document.querySelector("h1").textContent`); !strings.Contains(body, "Cô giáo Lan") {
		t.Errorf("behind the overlay there is %q", body)
	}
	link := `[...document.querySelectorAll("*")].filter((e) => e.shadowRoot).flatMap((e) => [...e.shadowRoot.querySelectorAll("a[href^='vscode:']")])[0]?.href ?? ""`
	if got := eval[string](p, link); !strings.Contains(got, storyFile) {
		t.Errorf("the editor is opened by %q", got)
	}
	p.shoot("preview-overlay")
	if wrong := p.axe(); len(wrong) > 0 {
		t.Error(wrong)
	}
	p.forgive() // what axe itself does
	w.write(storyFile, w.story)
	p.wait(panel + `.hidden`)
	if wrong := p.troubles(); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// TestPreviewTabs holds that two tabs follow, on the page that is edited and on a list.
func TestPreviewTabs(t *testing.T) {
	w := newWriting(t)
	story, list := newPage(t, w.server), newPage(t, w.server)
	story.open(storyPage)
	listening(story)
	list.open("/guong-sang/")
	list.wait(`document.querySelector("script[src^='/__guong/']") !== null`)
	w.write(storyFile, strings.Replace(w.story, "Cô giáo Lan\"", "Cô giáo Mai\"", 1))
	story.wait(`document.querySelector("h1").textContent.includes("Cô giáo Mai")`)
	list.wait(`document.querySelector("main").textContent.includes("Cô giáo Mai")`)
}

// TestPreviewStyles holds that a style sheet is swapped without loading the page.
func TestPreviewStyles(t *testing.T) {
	w := newWriting(t)
	w.write("themes/tdkt/theme.toml", "name = \"tdkt\"\nextends = \"tdkt\"\n")
	w.write("themes/tdkt/assets/css/tdkt.css", "h1 { color: rgb(1, 2, 3) }")
	p := newPage(t, w.server)
	p.open(storyPage)
	listening(p)
	p.wait(`getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)"`)
	p.exec(`window.mine = 1`)
	w.write("themes/tdkt/assets/css/tdkt.css", "h1 { color: rgb(4, 5, 6) }")
	p.wait(`getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)"`)
	if !eval[bool](p, `window.mine === 1`) {
		t.Error("the page was loaded again")
	}
	w.write("themes/tdkt/layouts/partials/kicker.html", "<b>Nhãn mới</b>")
	p.wait(`window.mine !== 1`)
}

// TestPreviewComesBack holds that a page goes on when the server was started again.
func TestPreviewComesBack(t *testing.T) {
	w := newWriting(t)
	address := strings.TrimPrefix(w.URL, "http://")
	p := newPage(t, w.server)
	p.open(storyPage)
	listening(p)
	w.stop()
	p.wait(`(` + shadow + `).includes("Mất kết nối")`)
	w.write(storyFile, w.story+"\nViết lúc máy chủ nghỉ.\n")
	w.serve(address)
	p.wait(`document.body.textContent.includes("Viết lúc máy chủ nghỉ.")`)
	p.wait(`!(` + shadow + `).includes("Mất kết nối")`)
	time.Sleep(100 * time.Millisecond)
}

// TestPreviewSearches holds that search in the preview finds the current text.
func TestPreviewSearches(t *testing.T) {
	w := newWriting(t)
	p := newPage(t, w.server)
	p.open("/tim-kiem/?q=lop+hoc+dem")
	p.wait(`document.querySelector("main .found a[href*='co-giao-lan']") !== null`)
}
