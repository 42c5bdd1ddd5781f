package site_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/site/sitetest"
)

const headlines = `
-- content/tin/a/index.md --
+++
title = "Hải Phòng: Lò Thị Ánh và 46 hộ"
date = 2024-01-01
localities = ["Hải Phòng"]
[image]
src = "a.jpg"
alt = "Lò Thị Ánh"
caption = "Lò Thị Ánh đón 46 hộ"
[[honorees]]
name = "Lò Thị Ánh"
+++
Lò Thị Ánh.

![Lò Thị Ánh](a.jpg "Lò Thị Ánh ở Hải Phòng. Ảnh: 2 em")

## Một

## Hai {#ii}

### Hai rưỡi

## Ba
-- content/tin/a/a.jpg --
-- content/tin/b.md --
+++
title = "Không kể tên ai"
date = 2023-01-01
+++
## Một

## Hai
`

// TestNamesStayTogether: in what readers see of headlines and captions, and nowhere else.
func TestNamesStayTogether(t *testing.T) {
	s := sitetest.Read(t, txtar.Parse([]byte(headlines)))
	a := s.Articles[0]
	tilde := func(s string) string { return strings.ReplaceAll(s, "\u00a0", "~") }
	if got, want := tilde(a.Headline()), "Hải~Phòng: Lò~Thị~Ánh và 46~hộ"; got != want {
		t.Errorf("headline %q, want %q", got, want)
	}
	if got, want := tilde(a.Image.KeptCaption()), "Lò~Thị~Ánh đón 46~hộ"; got != want {
		t.Errorf("caption %q, want %q", got, want)
	}
	if body := tilde(string(a.Body())); !strings.Contains(body, `<figcaption>Lò~Thị~Ánh ở Hải~Phòng. <span class="credit">Ảnh: 2~em</span>`) || strings.Count(body, "~") != 4 {
		t.Errorf("body %s", body)
	}
	for where, text := range map[string]string{"title": a.Title, "feed": a.FullBody(), "search": string(a.AppendText(nil)), "caption": a.Image.Caption} {
		if strings.Contains(text, "\u00a0") {
			t.Errorf("%s: %q", where, text)
		}
	}
}

func TestChapters(t *testing.T) {
	s := sitetest.Read(t, txtar.Parse([]byte(headlines)))
	var ids []string
	for _, h := range s.Articles[0].Chapters() {
		ids = append(ids, h.ID)
	}
	if got := strings.Join(ids, " "); got != "mot ii ba" {
		t.Errorf("chapters %s", got)
	}
	if got := s.Articles[1].Chapters(); got != nil {
		t.Errorf("two headings make chapters: %v", got)
	}
}
