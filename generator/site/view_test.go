package site_test

import (
	"fmt"
	"html/template"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/site"
)

// TestViewsOfLists: lists are spread over pages, each with its own address.
func TestViewsOfLists(t *testing.T) {
	var archive strings.Builder
	archive.WriteString("-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/\"\n[pagination]\nsize = 2\n")
	for i := range 5 {
		archive.WriteString(story(fmt.Sprintf("tin/%d.md", i), fmt.Sprintf("Bài %d", i), fmt.Sprintf("2024-01-0%d", i+1),
			`fields = ["Y tế"]`, "[[honorees]]", fmt.Sprintf("name = \"Người %c\"", 'A'+i)))
	}
	s := read(t, archive.String())
	got := map[string]string{}
	for v := range s.Views() {
		if v.Pager != nil && v.Pager.Count > 0 {
			got[v.URL] = fmt.Sprintf("%d/%d of %d: %s", v.Pager.Number, v.Pager.Total, v.Pager.Count,
				titles(v.Pager.Articles, articleTitle)+titles(v.Pager.Terms, termTitle)+titles(v.Pager.Honorees, func(h *site.Honoree) string { return h.Name }))
		}
	}
	want := map[string]string{
		"/tin/":               "2/2 of 5: Bài 4, Bài 3, Bài 2",
		"/linh-vuc/":          "1/1 of 1: Y tế",
		"/linh-vuc/y-te/":     "2/2 of 5: Bài 4, Bài 3, Bài 2",
		"/luu-tru/2024/":      "2/2 of 5: Bài 4, Bài 3, Bài 2",
		"/luu-tru/2024/01/":   "2/2 of 5: Bài 4, Bài 3, Bài 2",
		"/dien-hinh/":         "1/3 of 5: Người A, Người B",
		"/dien-hinh/trang/2/": "2/3 of 5: Người C, Người D",
		"/dien-hinh/trang/3/": "3/3 of 5: Người E",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestViewsCanBeLeft: a caller may stop at any page.
func TestViewsCanBeLeft(t *testing.T) {
	s := read(t, sample)
	total := strings.Count(views(s), "\n")
	for n := 1; n <= total; n++ {
		seen := 0
		for range s.Views() {
			if seen++; seen == n {
				break
			}
		}
		if seen != n {
			t.Fatalf("stopped at %d, saw %d", n, seen)
		}
	}
}

// sample has a page of every kind.
const sample = `-- content/_index.md --
+++
title = "Chào"
+++
[bài](tin/a.md)
-- content/trang.md --
+++
title = "Trang"
aliases = ["/cu/"]
+++
-- content/tin/_index.md --
+++
title = "Tin"
+++
-- content/tin/con/_index.md --
+++
title = "Con"
+++
-- content/tin/a.md --
+++
title = "A"
date = 2024-01-01
fields = ["Y tế", "Giáo dục"]
author = "An"
[[honorees]]
name = "Bình"
+++
[b](con/b.md) [trang](/trang/)
-- content/tin/con/b.md --
+++
title = "B"
date = 2024-01-02
fields = ["Y tế"]
author = "An"
+++
[a](../a.md)
-- content/tin/c.md --
+++
title = "C"
date = 2024-01-03
fields = ["Y tế"]
+++
`

// TestFrames: pages below one section at the top share what stands around them.
func TestFrames(t *testing.T) {
	s := read(t, sample)
	frames := map[string]*site.Frame{}
	for v := range s.Views() {
		frames[v.URL] = v.Frame()
	}
	if f := frames["/tin/a/"]; f != frames["/tin/con/b/"] || f != frames["/tin/con/"] || f.Section.Title != "Tin" || f.Site != s {
		t.Error("the pages of a section have frames of their own")
	}
	if f := frames["/"]; f == frames["/trang/"] || !f.Home {
		t.Error("the home page has no frame of its own")
	}
	if f := frames["/trang/"]; f != frames["/linh-vuc/y-te/"] || f == nil || f.Section != nil {
		t.Error("the pages outside sections do not share a frame")
	}
}

// TestMemo: what was rendered is remembered by its name, a failure is not.
func TestMemo(t *testing.T) {
	var m site.Memo
	calls := 0
	render := func(html template.HTML, err error) func() (template.HTML, error) {
		return func() (template.HTML, error) { calls++; return html, err }
	}
	if _, err := m.Remember(nil, "a", render("x", fmt.Errorf("broken"))); err == nil {
		t.Error("a failure is hidden")
	}
	for range 3 {
		if html, err := m.Remember(nil, "a", render("x", nil)); html != "x" || err != nil {
			t.Error(html, err)
		}
		if html, err := m.Remember(nil, "b", render("y", nil)); html != "y" || err != nil {
			t.Error(html, err)
		}
	}
	if calls != 3 {
		t.Errorf("rendered %d times, want once failing and once each", calls)
	}
}

// TestConcurrentUse renders, asks and remembers from many goroutines at once;
// the race detector watches.
func TestConcurrentUse(t *testing.T) {
	archive := sample + "-- content/tin/d.md --\n+++\ntitle = \"D\"\ndate = 2024-01-04\nfields = [\"Y tế\"]\nimage = \"a.jpg\"\n+++\n[hỏng](khong.md) [hỏng](/khong/) ![](a.jpg) ![](b.jpg)\n-- content/tin/a.jpg --\n"
	want := all(read(t, archive), nil)
	s := read(t, archive)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for v := range s.Views() {
				for _, name := range []string{"a", "b"} {
					if html, err := v.Frame().Remember(nil, name, func() (template.HTML, error) { return template.HTML(name), nil }); err != nil || string(html) != name {
						t.Error(html, err)
					}
				}
			}
			if got := all(s, nil); got != want {
				t.Errorf("(-alone +together)\n%s", cmp.Diff(want, got))
			}
		})
	}
	wait.Wait()
}
