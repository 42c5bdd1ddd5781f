package preview_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/preview"
	"guong/themes"
)

// small is the site of these tests.
const small = `
-- config.toml --
title = "Gương"
baseURL = "https://tdkt.example/"
-- content/gioi-thieu.md --
+++
title = "Giới thiệu"
+++

Trang này.
-- content/guong-sang/co-giao-lan.md --
+++
title = "Cô giáo Lan"
date = 2026-01-02
author = "Thu Hà"
summary = "Lớp học đêm."
+++

Cô giáo Lan mở lớp học đêm.
-- content/guong-sang/ban-nhap.md --
+++
title = "Bản nháp"
date = 2026-01-03
author = "Thu Hà"
draft = true
+++

Chưa xong.
`

// running is a preview that runs for a test.
type running struct {
	t    testing.TB
	dir  string
	home string // "http://127.0.0.1:40123"

	mu   sync.Mutex
	said []string // the errors that the terminal was told last

	brokenClock, brokenOpen atomic.Bool // whether these panic
	opened                  chan string // files that were opened
}

// now is the clock of the preview.
func (r *running) now() time.Time {
	if r.brokenClock.Load() {
		panic("đồng hồ hỏng")
	}
	return time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
}

// open is what opens files for the preview.
func (r *running) open(file string) error {
	if r.brokenOpen.Load() {
		panic("không mở được")
	}
	if strings.Contains(file, "ban-nhap") {
		return errors.New("không có chương trình")
	}
	r.opened <- file
	return nil
}

// patience is how long a test waits for what must happen. Only a test that fails
// waits as long; a loaded machine may need minutes.
const patience = 5 * time.Minute

// start serves the site of a txtar text.
func start(t testing.TB, text string, change ...func(*preview.Options)) *running {
	t.Helper()
	r := &running{t: t, dir: t.TempDir(), opened: make(chan string, 9)}
	for _, f := range txtar.Parse([]byte(text)).Files {
		r.write(f.Name, string(f.Data))
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan diag.List, 1)
	go func() {
		o := preview.Options{
			Generator: generator.Options{Source: r.dir, Themes: themes.FS, Drafts: true, Future: true},
			Address:   "127.0.0.1:0", Language: message.Vietnamese, Editor: preview.Editors["vscode"], Follow: true,
			Clock:  r.now,
			Open:   r.open,
			Ready:  func(url string) { ready <- url },
			Report: r.report,
		}
		for _, f := range change {
			f(&o)
		}
		ended <- preview.Serve(ctx, o)
	}()
	t.Cleanup(func() {
		stop()
		select {
		case list := <-ended:
			if len(list) > 0 {
				t.Errorf("the preview ended with %v", list)
			}
		case <-time.After(patience):
			t.Error("the preview does not end")
		}
	})
	select {
	case url := <-ready:
		r.home = strings.TrimSuffix(url, "/")
	case list := <-ended:
		t.Fatal("the preview did not start: ", list)
	}
	return r
}

func (r *running) report(list diag.List) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = nil
	for _, d := range list {
		if d.Severity == diag.Error {
			r.said = append(r.said, d.Brief(message.Vietnamese))
		}
	}
}

func (r *running) errors() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.said
}

func (r *running) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

func (r *running) write(name, text string) {
	r.t.Helper()
	if err := os.MkdirAll(filepath.Dir(r.path(name)), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(r.path(name), []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

// replace saves a file as most editors do: a new one is moved into its place.
func (r *running) replace(name, text string) {
	r.t.Helper()
	temporary := r.path(name) + ".tmp~"
	if err := os.WriteFile(temporary, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
	if err := os.Rename(temporary, r.path(name)); err != nil {
		r.t.Fatal(err)
	}
}

// ask sends a request with headers, which are "Name: value".
func (r *running) ask(method, path string, headers ...string) (status int, body string, header http.Header) {
	r.t.Helper()
	request, err := http.NewRequest(method, r.home+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			request.Host = value
		}
		request.Header.Set(name, value)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return response.StatusCode, string(raw), response.Header
}

func (r *running) get(path string) string {
	r.t.Helper()
	_, body, _ := r.ask("GET", path)
	return body
}

// until waits for a condition, which a change on the disk is to bring about.
func (r *running) until(what string, condition func() bool) {
	r.t.Helper()
	for end := time.Now().Add(patience); !condition(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			r.t.Fatalf("never: %s; wrong: %q", what, r.errors())
		}
	}
}

// shows waits until a page shows a text.
func (r *running) shows(path, text string) {
	r.t.Helper()
	r.until(path+" shows "+text, func() bool { return strings.Contains(r.get(path), text) })
}

func TestPages(t *testing.T) {
	r := start(t, small)
	for path, want := range map[string]string{
		"/":                             "Cô giáo Lan",
		"/guong-sang/":                  "Bản nháp, chưa đăng",
		"/guong-sang/co-giao-lan/":      "lớp học đêm",
		"/guong-sang/ban-nhap/":         "Chưa xong",
		"/guong-sang/rss.xml":           "<rss",
		"/search/manifest.json":         `"version":2`,
		"/__guong/preview.js":           "import",
		"/tim-kiem/?q=co+giao":          "search",
		"/__guong/page?path=/khong-co/": `"findings":[]`,
	} {
		status, body, header := r.ask("GET", path)
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d, without %q", path, status, want)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: headers %v", path, header)
		}
	}
	if status, body, _ := r.ask("GET", "/khong-co/"); status != http.StatusNotFound || !strings.Contains(body, "Không tìm thấy trang") {
		t.Errorf("a page that does not exist: %d", status)
	}
	if status, _, header := r.ask("GET", "/guong-sang"); status != http.StatusMovedPermanently || header.Get("Location") != "/guong-sang/" {
		t.Errorf("a folder without its slash: %d to %q", status, header.Get("Location"))
	}
	if status, body, header := r.ask("HEAD", "/"); status != http.StatusOK || body != "" || header.Get("Content-Length") == "0" {
		t.Errorf("HEAD: %d, %d bytes", status, len(body))
	}
}

// TestInjection holds that only what a browser shows has the preview's script.
func TestInjection(t *testing.T) {
	r := start(t, small)
	const script = "/__guong/preview.js"
	if _, body, _ := r.ask("GET", "/", "Accept: text/html"); strings.Count(body, script) != 1 {
		t.Error("a page that is navigated to lacks the script")
	}
	if _, body, _ := r.ask("GET", "/", "Accept: text/html", "X-Guong: page"); strings.Contains(body, script) {
		t.Error("a page that the script asks for has it")
	}
	if strings.Contains(r.get("/"), script) {
		t.Error("a page that no browser navigates to has the script")
	}
}

func TestNobodyElse(t *testing.T) {
	r := start(t, small)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(r.home, "http://"))
	for _, refused := range [][]string{
		{"Host: evil.example"},
		{"Host: evil.example:" + port},
		{"Host: 127.0.0.1.evil.example:" + port},
		{"Host: localhost:1"},
		{"Origin: http://evil.example"},
		{"Origin: null"},
		{"Origin: https://localhost:" + port},
		{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"},
	} {
		if status, body, _ := r.ask("GET", "/", refused...); status != http.StatusForbidden || strings.Contains(body, "Lan") {
			t.Errorf("%q: %d", refused, status)
		}
	}
	for _, taken := range [][]string{
		{"Host: localhost:" + port}, {"Host: LOCALHOST:" + port}, {"Host: [::1]:" + port}, {"Origin: http://localhost:" + port},
		{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"},
	} {
		if status, _, _ := r.ask("GET", "/", taken...); status != http.StatusOK {
			t.Errorf("%q: %d", taken, status)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE"} {
		if status, _, header := r.ask(method, "/"); status != http.StatusMethodNotAllowed || header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", method, status)
		}
	}
	r.write("config.secret", "bí mật")
	for _, path := range []string{"/../config.toml", "/%2e%2e/config.toml", "/..%2fconfig.toml", "/config.toml", "/content/gioi-thieu.md", "/gioi-thieu.md", "//etc/passwd", "/__guong/../config.toml", "/__guong/client.go", "/\\config.toml", "/.guong/manifest", "/%00"} {
		if status, body, _ := r.ask("GET", path); status == http.StatusOK && !strings.Contains(body, "<html") || strings.Contains(body, "baseURL") {
			t.Errorf("%s: %d %.60q", path, status, body)
		}
	}
}

// TestEdits holds that pages follow what is saved.
func TestEdits(t *testing.T) {
	r := start(t, small)
	const page, file = "/guong-sang/co-giao-lan/", "content/guong-sang/co-giao-lan.md"
	r.shows(page, "Cô giáo Lan mở")
	raw, err := os.ReadFile(r.path(file))
	if err != nil {
		t.Fatal(err)
	}
	story := string(raw)
	r.write(file, story+"\nThêm một đoạn.\n")
	r.shows(page, "Thêm một đoạn.")
	r.write(file, strings.Replace(story, "Cô giáo Lan\"", "Thầy giáo Nam\"", 1))
	r.shows(page, "<h1>Thầy giáo Nam")
	if list := r.get("/guong-sang/"); !strings.Contains(list, "Thầy giáo Nam") {
		t.Error("once the page shows its new title, the list does not")
	}
	r.write("content/guong-sang/moi.md", strings.Replace(story, "Cô giáo Lan\"", "Bài mới\"", 1))
	r.shows("/guong-sang/moi/", "<h1>Bài mới")
	r.shows("/", "Bài mới")
	if err := os.Rename(r.path("content/guong-sang/moi.md"), r.path("content/guong-sang/moi-hon.md")); err != nil {
		t.Fatal(err)
	}
	r.shows("/guong-sang/moi-hon/", "<h1>Bài mới")
	r.shows("/guong-sang/moi/", "Không tìm thấy trang")
	if err := os.RemoveAll(r.path("content")); err != nil {
		t.Fatal(err)
	}
	r.shows(page, "Không tìm thấy trang")
	r.write(file, story)
	r.shows(page, "Cô giáo Lan mở")
	r.write("config.toml", "title = \"Gương mới\"\nbaseURL = \"https://tdkt.example/\"\n")
	r.shows("/", "Gương mới")
	r.write("themes/tdkt/theme.toml", "name = \"tdkt\"\nextends = \"tdkt\"\n")
	r.write("themes/tdkt/layouts/404.html", `{{define "main"}}Lạc đường{{end}}`)
	r.shows("/khong-co/", "Lạc đường")
}

// TestMistakes holds that a mistake is told, hides nothing that is good, and is
// forgotten when it is mended.
func TestMistakes(t *testing.T) {
	r := start(t, small)
	const page, file = "/guong-sang/co-giao-lan/", "content/guong-sang/co-giao-lan.md"
	r.shows(page, "Cô giáo Lan mở")
	raw, err := os.ReadFile(r.path(file))
	if err != nil {
		t.Fatal(err)
	}
	story := string(raw)
	said := func(what string) func() bool {
		return func() bool { return strings.Contains(strings.Join(r.errors(), "\n"), what) }
	}
	mended := func() bool { return len(r.errors()) == 0 }

	r.write(file, "+++\ntitle = \"Cô giáo\n") // half written
	r.until("a half-written file is told of", said(file+":"))
	if body := r.get(page); !strings.Contains(body, "Cô giáo Lan mở") {
		t.Error("the last good page is gone")
	}
	r.write(file, story)
	r.until("mended", mended)

	r.write(file, story+"\n[chết](khong-co.md)\n")
	r.until("a dead link is told of", said("khong-co.md"))
	r.shows(page, "chết")
	r.write(file, story)
	r.until("mended", mended)

	r.write("config.toml", "title = \"Gương\"\nbaseURL = \"?\"\n")
	r.until("a bad configuration is told of", said("config.toml:2"))
	if body := r.get("/"); !strings.Contains(body, "Cô giáo Lan") {
		t.Error("the site is gone")
	}
	r.write("config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n")
	r.until("mended", mended)

	r.write("themes/tdkt/theme.toml", "name = \"tdkt\"\nextends = \"tdkt\"\n")
	r.write("themes/tdkt/layouts/404.html", `{{define "main"}}{{.NoSuchThing}}{{end}}`)
	r.until("a template that cannot be rendered is told of", func() bool {
		r.get("/khong-co/")
		return said("404.html")()
	})
	if err := os.RemoveAll(r.path("themes")); err != nil {
		t.Fatal(err)
	}
	r.until("mended", mended)
	r.shows("/khong-co/", "Không tìm thấy trang")

	if os.Getuid() != 0 { // root may read everything
		if err := os.Chmod(r.path(file), 0); err != nil {
			t.Fatal(err)
		}
		r.until("a file that cannot be read is told of", said(file))
		if err := os.Chmod(r.path(file), 0o666); err != nil {
			t.Fatal(err)
		}
		r.until("mended", mended)
	}
}

// TestBrokenFromTheStart holds that a site that cannot be shown yet says why.
func TestBrokenFromTheStart(t *testing.T) {
	r := start(t, "-- config.toml --\ntitle = \"Gương\"\n")
	status, body, _ := r.ask("GET", "/", "Accept: text/html")
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "/__guong/preview.js") {
		t.Errorf("%d %.200q", status, body)
	}
	r.until("the terminal says why", func() bool { return strings.Contains(strings.Join(r.errors(), ""), "config.toml") })
	r.write("config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n")
	r.shows("/", "<title>Gương")
}

// TestEvents holds the stream of states that browsers listen to.
func TestEvents(t *testing.T) {
	r := start(t, small)
	r.shows("/", "Lan")
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	request, err := http.NewRequestWithContext(ctx, "GET", r.home+"/__guong/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	states := make(chan preview.State, 100)
	go func() {
		lines := bufio.NewScanner(response.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if raw, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var s preview.State
				if json.Unmarshal([]byte(raw), &s) == nil {
					states <- s
				}
			}
		}
	}()
	next := func(what string, is func(preview.State) bool) preview.State {
		t.Helper()
		for end := time.After(patience); ; {
			select {
			case s := <-states:
				if is(s) {
					return s
				}
			case <-end:
				t.Fatalf("no state: %s", what)
			}
		}
	}
	first := next("the state of now", func(preview.State) bool { return true })
	if first.Session == "" || first.Generation == 0 {
		t.Errorf("the first state is %+v", first)
	}
	const file = "content/guong-sang/co-giao-lan.md"
	raw, err := os.ReadFile(r.path(file))
	if err != nil {
		t.Fatal(err)
	}
	r.write(file, string(raw)+"\nĐoạn mới.\n")
	s := next("a page has changed", func(s preview.State) bool { return s.Kind == "content" && s.Paths != nil })
	if fmt.Sprint(s.Paths) != "[/guong-sang/co-giao-lan/]" || s.Follow != "/guong-sang/co-giao-lan/" || s.Session != first.Session || s.Generation <= first.Generation {
		t.Errorf("after %+v the state of an edited page is %+v", first, s)
	}
	next("any page may have changed", func(s preview.State) bool { return s.Kind == "content" && s.Paths == nil })
	r.write(file, "+++\ntitle = 1\n+++\n")
	s = next("something is wrong", func(s preview.State) bool { return len(s.Wrong) > 0 })
	if w := s.Wrong[0]; w.File != file || w.Line == 0 || w.Message == "" || w.Excerpt == "" || !strings.HasPrefix(w.Open, "vscode://file"+filepath.ToSlash(r.dir)) {
		t.Errorf("what is wrong is %+v", w)
	}
	r.write(file, string(raw))
	next("it is mended", func(s preview.State) bool { return len(s.Wrong) == 0 })
	r.write("themes/tdkt/theme.toml", "name = \"tdkt\"\nextends = \"tdkt\"\n")
	r.write("themes/tdkt/assets/css/tdkt.css", "body { color: red }")
	next("the theme has changed", func(s preview.State) bool { return s.Kind == "reload" })
	time.Sleep(200 * time.Millisecond)
	r.write("themes/tdkt/assets/css/tdkt.css", "body { color: blue }")
	s = next("a style sheet has changed", func(s preview.State) bool { return s.Kind == "style" })
	if len(s.Styles) != 1 {
		t.Errorf("styles %+v", s.Styles)
	}
}

// TestSearchFollows holds that search finds what was just written.
func TestSearchFollows(t *testing.T) {
	r := start(t, small)
	before := r.get("/search/manifest.json")
	r.write("content/guong-sang/moi.md", "+++\ntitle = \"Vượt lũ cứu người\"\ndate = 2026-02-02\nauthor = \"Thu Hà\"\n+++\n\nBài mới.\n")
	r.until("there is a new index", func() bool { return r.get("/search/manifest.json") != before })
	if body := r.get("/search/suggest/vu.bin"); strings.Contains(body, "<html") {
		t.Error("no suggestions for the new title")
	}
}

func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	list := preview.Serve(context.Background(), preview.Options{
		Generator: generator.Options{Source: t.TempDir(), Themes: themes.FS}, Address: taken.Addr().String(),
	})
	if len(list) != 1 || !strings.HasPrefix(list[0].Message.ID, "preview.port-taken") {
		t.Errorf("%v", list)
	}
}
