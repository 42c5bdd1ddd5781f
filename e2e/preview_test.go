package e2e

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
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

	editor string      // see preview.Options
	opened chan string // files that the preview had opened
}

// The story of these tests: long enough to be scrolled.
const (
	storyFile = "content/guong-sang/co-giao-lan.md"
	storyPage = "/guong-sang/co-giao-lan/"
)

func newWriting(t *testing.T) *writing {
	t.Helper()
	w := &writing{t: t, dir: t.TempDir(), opened: make(chan string, 9)}
	w.write("config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n")
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
			Address:   address, Language: message.Vietnamese, Editor: w.editor, Follow: true,
			Open:  func(file string) error { w.opened <- file; return nil },
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

// shows waits until a page has a text.
func (w *writing) shows(path, text string) {
	w.t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		response, err := http.Get(w.URL + path)
		if err != nil {
			w.t.Fatal(err)
		}
		raw, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || time.Now().After(end) {
			w.t.Fatalf("%s does not show %q: %v", path, text, err)
		}
		if strings.Contains(string(raw), text) {
			return
		}
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
	w.stop()
	w.editor = preview.Editors["vscode"]
	w.serve("127.0.0.1:0")
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

// inShadow is JavaScript that gives the element of the preview's own that a selector
// finds.
func inShadow(selector string) string {
	return `document.querySelector("guong-preview").shadowRoot.querySelector(` + strconv.Quote(selector) + `)`
}

// push presses a button of the bar by what is written on it.
func push(p *page, text string) {
	p.t.Helper()
	p.exec(`[...` + inShadow(".dock") + `.querySelectorAll("button, a")].find((e) => !e.hidden && e.textContent.includes(` + strconv.Quote(text) + `)).click()`)
}

// TestPreviewButtons presses every button of the bar, and holds that each does what
// it says, and that the browser forbids none of it.
func TestPreviewButtons(t *testing.T) {
	w := newWriting(t)
	w.write("themes/rieng/theme.toml", "name = \"rieng\"\nextends = \"tdkt\"\n")
	w.write("themes/rieng/layouts/partials/head.html", `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'"><link rel="stylesheet" href="{{(asset "css/tdkt.css").URL}}">`)
	for _, test := range []struct{ name, config string }{
		{"our theme", ""},
		{"a theme with a strict policy of its own", "theme = \"rieng\"\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.write("config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n"+test.config)
			w.shows("/", map[bool]string{true: "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'", false: "manifest-src"}[test.config != ""])
			p := newPage(t, w.server)
			p.open(storyPage)
			listening(p)
			frame := inShadow("iframe")
			count := eval[int](p, inShadow(".bar")+`.querySelectorAll("button, a").length`)

			push(p, "Cỡ điện thoại")
			p.wait(frame + `?.contentDocument?.querySelector("h1")?.textContent.includes("Cô giáo Lan")`)
			if width := eval[int](p, frame+`.contentWindow.innerWidth`); width != 390 {
				t.Errorf("the page in the frame is %d wide", width)
			}
			w.write(storyFile, strings.Replace(w.story, "\nĐoạn thứ ", "\nViết thêm trong khung.\n\nĐoạn thứ ", 1))
			p.wait(frame + `.contentDocument.body.textContent.includes("Viết thêm trong khung.")`)
			p.shoot("preview-phone")
			push(p, "Cỡ điện thoại")
			p.wait(frame + ` === null && !document.body.inert`)

			w.write(storyFile, strings.Replace(w.story, "draft =", "mau_sac = 1\ndraft =", 1)) // a key that nobody knows
			p.wait(inShadow("[aria-controls=found]") + `.disabled === false`)
			push(p, "Góp ý")
			p.wait(`!` + inShadow("#found") + `.hidden && ` + inShadow("#found li") + ` !== null`)
			push(p, "Góp ý")
			p.wait(inShadow("#found") + `.hidden`)

			push(p, "Tệp nguồn")
			if got := <-w.opened; got != filepath.Join(w.dir, filepath.FromSlash(storyFile)) {
				t.Errorf("opened %s", got)
			}

			push(p, "Theo bài đang viết")
			if eval[string](p, inShadow("[aria-pressed=false]:not(.wide)")+`.textContent`) != "Theo bài đang viết" {
				t.Error("following is not off")
			}
			push(p, "Theo bài đang viết")

			push(p, "Ẩn")
			p.wait(inShadow(".bar") + `.hidden`)
			push(p, "Hiện thanh")
			p.wait(`!` + inShadow(".bar") + `.hidden`)
			if count != 5 {
				t.Errorf("the bar has %d buttons, of which 5 are pressed", count)
			}
			if wrong := p.troubles(); len(wrong) > 0 {
				t.Error(wrong)
			}
			w.write(storyFile, w.story)
		})
	}
}

// TestPreviewFollowsARename holds that a page whose file is renamed goes to its new
// address, also in the width of a phone.
func TestPreviewFollowsARename(t *testing.T) {
	w := newWriting(t)
	p := newPage(t, w.server)
	p.open(storyPage)
	listening(p)
	rename := func(from, to string) {
		t.Helper()
		if err := os.Rename(filepath.Join(w.dir, filepath.FromSlash(from)), filepath.Join(w.dir, filepath.FromSlash(to))); err != nil {
			t.Fatal(err)
		}
	}
	rename(storyFile, "content/guong-sang/co-giao-ban-xa.md")
	p.wait(`location.pathname === "/guong-sang/co-giao-ban-xa/" && document.querySelector("h1")?.textContent.includes("Cô giáo Lan")`)
	listening(p)
	push(p, "Cỡ điện thoại")
	frame := inShadow("iframe")
	p.wait(frame + `?.contentDocument?.querySelector("h1")?.textContent.includes("Cô giáo Lan")`)
	rename("content/guong-sang/co-giao-ban-xa.md", storyFile)
	p.wait(`location.pathname === "` + storyPage + `"`)
	p.wait(`document.querySelector("guong-preview") && ` + frame + `?.contentDocument?.location.pathname === "` + storyPage + `"`)
}

// TestPreviewSeparatesNotes holds that what is wrong with the story on view stands
// before, and apart from, what is wrong with others; and that the mark on the page says
// what the bar says.
func TestPreviewSeparatesNotes(t *testing.T) {
	w := newWriting(t)
	w.write("content/an-tuong.md", "+++\ntitle = 1\n+++\n")
	w.write(storyFile, strings.Replace(w.story, "draft = true", "publish = 2100-05-06 07:08", 1)+"\n[chết](khong-co.md)\n")
	p := newPage(t, w.server)
	p.open(storyPage)
	listening(p)
	p.wait(panel + `?.querySelectorAll("h3").length === 2`)
	text := eval[string](p, panel+`.textContent`)
	here, mine, there, others := strings.Index(text, "Trong bài đang xem"), strings.Index(text, storyFile), strings.Index(text, "Ở các tệp khác"), strings.Index(text, "content/an-tuong.md")
	if here < 0 || mine < here || there < mine || others < there {
		t.Errorf("the overlay says %q", text)
	}
	const due = "Hẹn đăng lúc 07:08"
	if mark, bar := eval[string](p, `document.querySelector(".mark").textContent`), eval[string](p, shadow); !strings.HasPrefix(mark, "Hẹn đăng lúc 06/05/2100 - 07:08") || !strings.Contains(bar, due+" 06/05/2100") {
		t.Errorf("the mark says %q, the bar %q", mark, bar)
	}
	p.open("/guong-sang/")
	p.wait(panel + `?.querySelectorAll("li.error").length === 2`)
	if n := eval[int](p, panel+`.querySelectorAll("h3").length`); n != 0 {
		t.Errorf("on a list there are %d headings", n)
	}
}
