package preview_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guong/generator/preview"
)

// TestRanges holds that a part of a file or of a page can be asked for: players seek
// in films by it, and some play nothing without it.
func TestRanges(t *testing.T) {
	r := start(t, small+"-- content/phim.webm --\n0123456789\n")
	r.shows("/", "Lan")
	whole := r.get("/guong-sang/co-giao-lan/")
	for _, test := range []struct {
		path, ask, body, is string
		status              int
	}{
		{"/phim.webm", "bytes=2-5", "2345", "bytes 2-5/11", http.StatusPartialContent},
		{"/phim.webm", "bytes=-4", "789\n", "bytes 7-10/11", http.StatusPartialContent},
		{"/phim.webm", "bytes=20-", "", "bytes */11", http.StatusRequestedRangeNotSatisfiable},
		{"/phim.webm", "lines=1", "", "", http.StatusRequestedRangeNotSatisfiable},
		{"/guong-sang/co-giao-lan/", "bytes=0-14", whole[:15], "", http.StatusPartialContent},
		{"/khong-co/", "bytes=0-14", r.get("/khong-co/"), "", http.StatusNotFound},
	} {
		status, body, header := r.ask("GET", test.path, "Range: "+test.ask)
		if status != test.status || status < 400 && body != test.body || test.is != "" && header.Get("Content-Range") != test.is {
			t.Errorf("%s %s: %d %q %s", test.path, test.ask, status, body, header.Get("Content-Range"))
		}
	}
	if _, _, header := r.ask("GET", "/rss.xml"); header.Get("Content-Type") != "application/rss+xml" {
		t.Errorf("a feed is served as %q", header.Get("Content-Type"))
	}
	status, body, header := r.ask("GET", "/phim.webm")
	if status != http.StatusOK || body != "0123456789\n" || header.Get("Accept-Ranges") != "bytes" || header.Get("Content-Type") != "video/webm" {
		t.Errorf("the whole file: %d %q %v", status, body, header)
	}
	if status, body, header := r.ask("HEAD", "/phim.webm"); status != http.StatusOK || body != "" || header.Get("Content-Length") != "11" {
		t.Errorf("HEAD: %d %q %v", status, body, header)
	}
}

// TestFavicon holds that what browsers ask for unasked is no fault of the site, and
// that the site's own icon is served if there is one.
func TestFavicon(t *testing.T) {
	r := start(t, small)
	if status, body, _ := r.ask("GET", "/favicon.ico"); status != http.StatusNoContent || body != "" {
		t.Errorf("without an icon: %d", status)
	}
	r.write("content/favicon.ico", "biểu tượng")
	r.shows("/favicon.ico", "biểu tượng")
}

// TestMovedStory holds that a page that is shown follows its story to another
// address, and that the preview does not show a redirect that the site lacks.
func TestMovedStory(t *testing.T) {
	r := start(t, small)
	const page = "/guong-sang/co-giao-lan/"
	r.shows(page, "Cô giáo Lan mở")
	if err := os.Rename(r.path("content/guong-sang/co-giao-lan.md"), r.path("content/guong-sang/cô giáo.md")); err != nil {
		t.Fatal(err)
	}
	r.shows("/guong-sang/co-giao/", "Cô giáo Lan mở")
	if status, _, header := r.ask("GET", page, "X-Guong: page"); status != http.StatusTemporaryRedirect || header.Get("Location") != "/guong-sang/co-giao/" {
		t.Errorf("the script is led with %d to %q", status, header.Get("Location"))
	}
	if status, _, _ := r.ask("GET", page); status != http.StatusNotFound {
		t.Errorf("the old page: %d", status)
	}
}

// TestOpen holds who may have which files opened, and how the page says so.
func TestOpen(t *testing.T) {
	r := start(t, small, func(o *preview.Options) { o.Editor = "" })
	const file = "content/guong-sang/co-giao-lan.md"
	r.shows("/", "Lan")
	if facts := r.get("/__guong/page?path=/guong-sang/co-giao-lan/"); !strings.Contains(facts, `"open":"/__guong/open?file=content%2Fguong-sang%2Fco-giao-lan.md"`) {
		t.Errorf("the bar is told %s", facts)
	}
	r.write("content/may.exe", "MZ")
	ours := []string{"Origin: " + r.home, "X-Guong: open"}
	for _, test := range []struct {
		file    string
		headers []string
		status  int
	}{
		{file, ours, http.StatusNoContent},
		{file, ours[:1], http.StatusForbidden},
		{file, ours[1:], http.StatusForbidden},
		{file, []string{"Origin: http://evil.example", "X-Guong: open"}, http.StatusForbidden},
		{"content/guong-sang/ban-nhap.md", ours, http.StatusInternalServerError},
		{"content/khong-co.md", ours, http.StatusNotFound},
		{"content/may.exe", ours, http.StatusNotFound},
		{"config.toml", ours, http.StatusNotFound},
		{"../../etc/passwd", ours, http.StatusNotFound},
		{"", ours, http.StatusNotFound},
	} {
		status, body, _ := r.ask("POST", "/__guong/open?file="+test.file, test.headers...)
		if status != test.status {
			t.Errorf("%s %q: %d, want %d", test.file, test.headers, status, test.status)
		}
		if test.status == http.StatusInternalServerError && !strings.HasPrefix(body, "Không mở được content/guong-sang/ban-nhap.md: không có chương trình") {
			t.Errorf("what cannot be opened: %q", body)
		}
	}
	if got := <-r.opened; got != filepath.Join(r.dir, filepath.FromSlash(file)) {
		t.Errorf("opened %s", got)
	}
	if len(r.opened) != 0 {
		t.Errorf("opened %s, too", <-r.opened)
	}
	if status, _, _ := r.ask("GET", "/__guong/open?file="+file, ours...); status != http.StatusNotFound {
		t.Errorf("GET: %d", status)
	}
	r.write("config.toml", "title = \"Gương\"\nbaseURL = \"?\"\n")
	r.until("the configuration is wrong", func() bool { return len(r.errors()) > 0 })
	if status, _, _ := r.ask("POST", "/__guong/open?file=config.toml", ours...); status != http.StatusNoContent {
		t.Errorf("a file in which something is wrong: %d", status)
	}
}

// TestOpenNothing holds that nothing is opened where nothing is to be.
func TestOpenNothing(t *testing.T) {
	r := start(t, small, func(o *preview.Options) { o.Editor, o.Open = "", nil })
	r.shows("/", "Lan")
	if facts := r.get("/__guong/page?path=/guong-sang/co-giao-lan/"); !strings.Contains(facts, `"open":""`) {
		t.Errorf("the bar is told %s", facts)
	}
	if status, _, _ := r.ask("POST", "/__guong/open?file=content/guong-sang/co-giao-lan.md", "Origin: "+r.home, "X-Guong: open"); status != http.StatusForbidden {
		t.Errorf("status %d", status)
	}
}

// TestPanics holds that a panic in a request, or while an edition is made, is told as
// an error, ends nothing, and is forgotten once it is over.
func TestPanics(t *testing.T) {
	r := start(t, small)
	r.shows("/", "Lan")
	told := func() bool {
		return strings.Contains(strings.Join(r.errors(), "\n"), "lỗi bên trong Gương ở generator/preview")
	}
	r.brokenOpen.Store(true)
	status, body, _ := r.ask("POST", "/__guong/open?file=content/guong-sang/co-giao-lan.md", "Origin: "+r.home, "X-Guong: open")
	if status != http.StatusInternalServerError || !strings.Contains(body, "Chưa xem được trang này") || strings.Contains(body, "goroutine") {
		t.Errorf("%d %q", status, body)
	}
	r.until("a panic in a request is told of", told)

	const file = "content/guong-sang/co-giao-lan.md"
	story, err := os.ReadFile(r.path(file))
	if err != nil {
		t.Fatal(err)
	}
	r.write(file, strings.Replace(string(story), "author = \"Thu Hà\"", "author = \"Minh\"", 1)+"\nMột.\n")
	r.shows("/guong-sang/co-giao-lan/", "Một.")
	r.until("it is forgotten with the next edition", func() bool { return !told() })

	r.brokenClock.Store(true)
	r.write(file, strings.Replace(string(story), "author = \"Thu Hà\"", "author = \"Lâm\"", 1)+"\nHai.\n")
	r.until("a panic while an edition is made is told of", told)
	if body := r.get("/guong-sang/co-giao-lan/"); !strings.Contains(body, "Một.") {
		t.Error("the page of the last edition is gone")
	}
	r.brokenClock.Store(false)
	r.write("content/guong-sang/moi.md", string(story))
	r.shows("/guong-sang/moi/", "Cô giáo Lan mở")
	r.shows("/guong-sang/co-giao-lan/", "Hai.")
	r.until("it is mended", func() bool { return len(r.errors()) == 0 })
}
