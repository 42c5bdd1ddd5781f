package site_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/film"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

const films = `
-- content/tin/bo/index.md --
+++
title = "Bài có phim"
date = 2024-01-01
+++

![Cô Lan kể](Phim Lan.mp4)

![Hát](hat.mp3) ![Không có](khong.mp4)
-- content/tin/bo/Phim Lan.mp4 --
-- content/tin/bo/Phim Lan.vi.vtt --
-- content/tin/bo/Phim Lan.vtt --
-- content/tin/bo/Phim Lan.en.vtt --
-- content/tin/bo/Phim Lan.png --
-- content/tin/bo/Phim Lan.txt --
Một.

Hai <b>.
-- content/tin/bo/hat.mp3 --
-- content/tin/bo/hat.vtt --
-- content/tin/bo/hat.jpg --
-- content/tin/bo/khac.vtt --
-- content/tin/nhap/index.md --
+++
title = "Nháp"
date = 2024-01-01
draft = true
+++

![Cô Lan kể](/chung/nhap.mp4)
-- content/chung/nhap.mp4 --
-- content/chung/nhap.vi.vtt --
-- config.toml --
title = "Gương"
baseURL = "https://tdkt.example/"
[files]
publish = ["chung"]
`

// TestFilms: what lies beside a film belongs to it, and is published with it; not where
// the text is not.
func TestFilms(t *testing.T) {
	s := sitetest.Read(t, txtar.Parse([]byte(films)))
	a := s.Articles[0]
	body := string(a.Body())
	for _, want := range []string{
		`<video controls preload="none" playsinline poster="/tin/bo/phim-lan.png" width="1280" height="720" aria-label="Cô Lan kể" src="/tin/bo/phim-lan.mp4">`,
		`<track kind="captions" srclang="vi" label="Tiếng Việt" src="/tin/bo/phim-lan-vi.vtt" default><track kind="captions" srclang="en" label="English" src="/tin/bo/phim-lan-en.vtt"><a `,
		`<details class="transcript"><summary>transcript</summary><p>Một.</p><p>Hai &lt;b&gt;.</p></details>`,
		`<audio controls preload="none" aria-label="Hát" src="/tin/bo/hat.mp3"><track kind="captions" srclang="vi" label="Tiếng Việt" src="/tin/bo/hat.vtt" default><a `,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	wrong := a.CheckLinks()
	if len(wrong) != 1 || wrong[0].Line != 8 || !strings.Contains(wrong[0].Message.String(), "khong.mp4") {
		t.Errorf("found wrong: %v", wrong)
	}
	var published []string
	for _, r := range sitetest.Read(t, txtar.Parse([]byte(films))).Files() { // without the body
		published = append(published, r.URL)
	}
	if want := []string{
		"/tin/bo/phim-lan-en.vtt", "/tin/bo/phim-lan.mp4", "/tin/bo/phim-lan.png", "/tin/bo/phim-lan.txt", "/tin/bo/phim-lan-vi.vtt", "/tin/bo/phim-lan.vtt",
		"/tin/bo/hat.mp3", "/tin/bo/hat.vtt",
	}; !slices.Equal(published, want) {
		t.Errorf("published %q\nwant %q", published, want)
	}
	if one := sitetest.Read(t, txtar.Parse([]byte(films))); one.FileAt("tin/bo/phim-lan-vi.vtt") == nil || one.FileAt("chung/nhap.vi.vtt") != nil {
		t.Error("one file by itself is not found as all are")
	}
	if text := string(a.AppendText(nil)); strings.Contains(text, "mp4") || strings.Contains(text, "lan") {
		t.Errorf("names of files in the text: %q", text)
	}
}

// TestLargeFilm: a film that costs readers much is said at its line.
func TestLargeFilm(t *testing.T) {
	for bytes, want := range map[int64]int{25 << 20: 0, 25<<20 + 1: 2} {
		s := sitetest.Read(t, txtar.Parse([]byte(films)), func(in *site.Input) {
			for _, r := range in.Resources {
				if r.Film != nil {
					r.Film = func() film.Info { return film.Info{Bytes: bytes} }
				}
			}
		})
		found := 0
		for _, d := range s.Articles[0].CheckLinks() {
			if d.Message.ID == "site.film-large" && d.Line > 5 {
				found++
			}
		}
		if found != want {
			t.Errorf("%d bytes: %d warnings, want %d", bytes, found, want)
		}
	}
}

// TestFilmSize writes how large a file is as readers do.
func TestFilmSize(t *testing.T) {
	for bytes, want := range map[int64]string{1: "1 kB", 999_000: "999 kB", 1_000_000: "1,0 MB", 1_260_000: "1,3 MB", 9_949_999: "9,9 MB", 12_345_678: "12 MB"} {
		s := sitetest.Read(t, txtar.Parse([]byte(films)), func(in *site.Input) {
			in.FilmText = func(key string, arguments ...any) string {
				if len(arguments) > 0 {
					return "«" + arguments[0].(string) + "»"
				}
				return key
			}
			for _, r := range in.Resources {
				if r.Film != nil {
					r.Film = func() film.Info { return film.Info{Bytes: bytes} }
				}
			}
		})
		if body := string(s.Articles[0].Body()); !strings.Contains(body, "Cô Lan kể. «"+want+"»</a>") {
			t.Errorf("%d: no %s in %s", bytes, want, body)
		}
	}
}
