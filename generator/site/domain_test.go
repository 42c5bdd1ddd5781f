package site_test

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"guong/generator/site"
)

// provinces lists the provinces that have stories, and the terms of localities.
func provinces(s *site.Site) string {
	var b strings.Builder
	for _, p := range s.Taxonomy("localities").Provinces {
		var former []string
		for _, f := range p.Former {
			if f.Count > 0 {
				former = append(former, fmt.Sprintf("%s %d %s", f.Title, f.Count, f.Term.URL))
			}
		}
		if p.Count > 0 {
			fmt.Fprintf(&b, "%s %s: %d %s [%s]\n", p.Kind, p.Title, p.Count, p.Term.URL, strings.Join(former, ", "))
		}
	}
	for _, term := range s.Taxonomy("localities").Terms {
		fmt.Fprintf(&b, "%s %s: %s", term.URL, term.Title, titles(term.Articles, articleTitle))
		if term.Present != nil {
			fmt.Fprintf(&b, " (now %s)", term.Present.Title)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// roll lists the pages of the roll of honours.
func roll(s *site.Site) string {
	var b strings.Builder
	for v := range s.Views() {
		if v.Roll == nil {
			continue
		}
		fmt.Fprintf(&b, "%s: %d honours", v.URL, v.Roll.Count)
		for _, y := range v.Roll.Years {
			fmt.Fprintf(&b, ", %d×%d", y.Year, y.Count)
			if y.Current {
				b.WriteString(" current")
			}
		}
		b.WriteByte('\n')
		for _, group := range v.Roll.Groups {
			fmt.Fprintf(&b, "  %s:", cmp.Or(group.Title, strconv.Itoa(group.Year)))
			for _, h := range group.Honours {
				fmt.Fprintf(&b, " %s %d;", h.Honoree.Name, h.Year)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// notices lists what was corrected and taken down, and the next change.
func notices(s *site.Site) string {
	var b strings.Builder
	for _, c := range s.Corrections {
		fmt.Fprintf(&b, "corrected %s %s: %s\n", c.Date.Format("2006-01-02"), c.Article.Path, c.Text)
	}
	fmt.Fprintf(&b, "recent: %d\n", len(s.RecentCorrections()))
	for _, a := range s.Removed {
		fmt.Fprintf(&b, "removed %s %s: %s\n", a.Removed.Date.Format("2006-01-02"), a.URL, a.Removed.Reason)
	}
	for _, h := range s.Honorees {
		if body := h.Body(); body != "" {
			fmt.Fprintf(&b, "%s: %s\n", h.URL, strings.TrimSpace(string(body)))
		}
	}
	if !s.NextChange.IsZero() {
		fmt.Fprintf(&b, "next change: %s\n", s.NextChange.Format(time.RFC3339))
	}
	return b.String()
}

// TestRollOfManyHonours: where there are more honours than a page holds, the
// roll shows those of the newest year and leads to the others.
func TestRollOfManyHonours(t *testing.T) {
	var archive strings.Builder
	for i := range 600 {
		fmt.Fprintf(&archive, "-- content/tin/bai-%d.md --\n+++\ntitle = \"Bài\"\ndate = 2026-01-01\n[[honorees]]\nname = \"Người số %d\"\nawards = [{ name = \"Lao động tiên tiến\", year = %d }]\n+++\n", i, i, 2020+i%5)
	}
	s := read(t, archive.String())
	var counts []string
	for v := range s.Views() {
		if v.Roll != nil {
			counts = append(counts, fmt.Sprintf("%s %d", v.URL, v.Roll.Count))
		}
	}
	want := "/bang-vang/ 120 /bang-vang/2024/ 120 /bang-vang/2023/ 120 /bang-vang/2022/ 120 /bang-vang/2021/ 120 /bang-vang/2020/ 120"
	if got := strings.Join(counts, " "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestRecentCorrections: a correction is recent for thirty days to the second.
func TestRecentCorrections(t *testing.T) {
	for date, want := range map[string]int{
		"2026-10-24T15:00:00+07:00": 1, "2026-10-24T14:59:59+07:00": 0, "2026-11-23T15:00:00+07:00": 1,
	} {
		s := read(t, story("tin/a.md", "A", "2024-01-01", "corrections = [{ date = "+date+", text = \"Sửa.\" }]"))
		if got := len(s.RecentCorrections()); got != want {
			t.Errorf("%s: %d recent, want %d", date, got, want)
		}
	}
}

// TestFullBody: feeds carry texts away from the site, so every address in them
// is absolute.
func TestFullBody(t *testing.T) {
	s := read(t, `
-- config.toml --
title = "Gương"
baseURL = "https://x.example/tdkt/"
-- content/tin/anh.svg --
<svg/>
-- content/tin/hai.md --
+++
title = "Hai"
date = 2026-01-01
+++
-- content/tin/mot.md --
+++
title = "Một"
date = 2026-01-01
+++

## Mục

[Hai](hai.md), [mục](#muc), [ngoài](https://y.example/), [trang](/tin/).

![Ảnh](anh.svg)
`)
	html := s.ArticleAt("tin/mot.md").FullBody()
	for _, want := range []string{
		`href="https://x.example/tdkt/tin/hai/"`, `href="https://x.example/tdkt/tin/mot/#muc"`,
		`href="https://y.example/"`, `href="https://x.example/tdkt/tin/"`, `src="https://x.example/tdkt/tin/anh.svg"`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is not in\n%s", want, html)
		}
	}
}
