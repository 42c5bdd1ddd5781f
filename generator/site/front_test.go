package site_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/site"
)

// TestFront holds what the home page shows of sites of several sizes.
func TestFront(t *testing.T) {
	stories := func(n int, keys ...string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(story(fmt.Sprintf("tin/%02d.md", i+1), fmt.Sprint(i+1), fmt.Sprintf("2025-01-%02d", 28-i), keys...))
		}
		return b.String()
	}
	year := func(y int, names ...string) string {
		var b strings.Builder
		for _, name := range names {
			fmt.Fprintf(&b, "[[honorees]]\nname = %q\nawards = [{ name = \"Bằng khen\", year = %d }]\n", name, y)
		}
		return b.String()
	}
	for _, test := range []struct{ name, archive, want string }{
		{"nothing", page("trang.md", "Trang"), "lead -; seconds ; blocks ; people ; honours 0 ; movements ; localities "},
		{"one story", stories(1), "lead 1; seconds ; blocks ; people ; honours 0 ; movements ; localities "},
		{"five stories", stories(5), "lead 1; seconds 2, 3, 4; blocks tin: 5 []; people ; honours 0 ; movements ; localities "},
		{"seven stories", stories(7), "lead 1; seconds 2, 3, 4; blocks tin: 5 [6, 7]; people ; honours 0 ; movements ; localities "},
		{
			"the lead is among the newest", stories(4) + story("tin/x.md", "F", "2025-01-24", "featured = true") + story("tin/y.md", "Y", "2025-01-23"),
			"lead F; seconds 1, 2, 3; blocks tin: 4 [Y]; people ; honours 0 ; movements ; localities ",
		},
		{
			"the lead is older", stories(6) + story("tin/x.md", "F", "2024-01-01", "featured = true") + story("tin/y.md", "G", "2023-01-01", "featured = true"),
			"lead F; seconds 1, 2, 3; blocks tin: 4 [5, 6, G]; people ; honours 0 ; movements ; localities ",
		},
		{
			"a section without stories", stories(1) + page("rong/_index.md", "Rỗng"), "lead 1; seconds ; blocks ; people ; honours 0 ; movements ; localities ",
		},
		{
			"honorees once, four at most, of the newest year six honours",
			story("tin/a.md", "A", "2025-01-02", year(2024, "A", "B", "A")) + story("tin/b.md", "B", "2025-01-01", year(2024, "B", "C", "D", "E", "F", "G")+year(2023, "H")),
			"lead A; seconds B; blocks ; people A, B, C, D; honours 2024 A, B, C, D, E, F; movements ; localities ",
		},
		{
			"only those with a photo", story("tin/a.md", "A", "2025-01-02", "[[honorees]]\nname = \"A\"\n[[honorees]]\nname = \"B\"\nphoto = \"anh.jpg\"") + "-- content/tin/anh.jpg --\n",
			"lead A; seconds ; blocks ; people B; honours 0 ; movements ; localities ",
		},
		{
			"movements with several stories first, twelve at most",
			story("tin/a.md", "A", "2025-01-02", `movements = ["a", "b", "c", "d", "e", "g", "h", "i", "k", "l", "m", "n", "o"]`) + story("tin/b.md", "B", "2025-01-01", `movements = ["o", "n"]`, `localities = ["Huế"]`),
			"lead A; seconds B; blocks ; people ; honours 0 ; movements n, o, a, b, c, d, e, g, h, i, k, l; localities Huế",
		},
		{
			"former provinces stand at the present ones", "-- registry/.keep --\n" + story("tin/a.md", "A", "2025-01-02", `localities = ["Hải Dương"]`),
			"lead A; seconds ; blocks ; people ; honours 0 ; movements ; localities Hải Phòng",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := read(t, test.archive).Front()
			lead := "-"
			if f.Lead != nil {
				lead = f.Lead.Title
			}
			blocks := titles(f.Blocks, func(b site.FrontBlock) string {
				return b.Section.Path + ": " + b.Lead.Title + " [" + titles(b.Lines, articleTitle) + "]"
			})
			got := fmt.Sprintf("lead %s; seconds %s; blocks %s; people %s; honours %d %s; movements %s; localities %s", lead, titles(f.Seconds, articleTitle), blocks,
				titles(f.Honorees, func(h *site.Honoree) string { return h.Name }), f.Year, titles(f.Honours, func(h *site.Honour) string { return h.Honoree.Name }),
				titles(f.Movements, termTitle), titles(f.Localities, termTitle))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestFrontPictures: what stands at the top has a picture if a story of late has one,
// and blocks take the shape that their stories have pictures and faces for.
func TestFrontPictures(t *testing.T) {
	picture, face := `image = "anh.jpg"`, "[[honorees]]\nname = %q\nphoto = \"anh.jpg\""
	name := func(s string, n int) string { return fmt.Sprintf("%s%02d", s, n) }
	var b strings.Builder
	b.WriteString("-- content/a/anh.jpg --\n-- content/b/anh.jpg --\n-- content/c/anh.jpg --\n")
	for i := range 12 {
		var keys []string
		if i%2 == 1 {
			keys = []string{picture}
		}
		b.WriteString(story(name("a/", i)+".md", name("a", i), fmt.Sprintf("2025-03-%02d", 28-i), keys...))
		b.WriteString(story(name("b/", i)+".md", name("b", i), fmt.Sprintf("2025-02-%02d", 28-i), fmt.Sprintf(face, name("N", i))))
		b.WriteString(story(name("c/", i)+".md", name("c", i), fmt.Sprintf("2025-01-%02d", 28-i), picture))
	}
	s := read(t, b.String())
	f := s.Front()
	var blocks strings.Builder
	for _, block := range f.Blocks {
		fmt.Fprintf(&blocks, "; %s: %s [%s]", block.Shape, block.Lead.Title, titles(block.Lines, articleTitle))
	}
	got := f.Date.Format(time.DateOnly) + "; " + f.Lead.Title + "; " + titles(f.Seconds, articleTitle) + blocks.String()
	if want := "2025-03-28; a01; a03, a05, a07; picture: a09 [a00, a02, a04, a06]; people: b00 [b01, b02]; lines: c00 [c01, c02, c03, c04]"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestFrontShowsNothingTwice: of a small site and of a large one, whose newest stories
// stand in a list of their own.
func TestFrontShowsNothingTwice(t *testing.T) {
	for n, latest := range map[int]int{30: 0, 60: 0, 61: 10, 200: 10} {
		var b strings.Builder
		for i := range n {
			b.WriteString(story(fmt.Sprintf("muc-%d/%03d.md", i%5, i), fmt.Sprint(i), fmt.Sprintf("2025-%02d-%02d", 1+i%12, 1+i%28)))
		}
		f := read(t, b.String()).Front()
		if len(f.Latest) != latest || len(f.Blocks) != 5 {
			t.Errorf("%d stories: %d latest, %d blocks", n, len(f.Latest), len(f.Blocks))
		}
		all := append(append([]*site.Article{f.Lead}, f.Seconds...), f.Latest...)
		for _, block := range f.Blocks {
			all = append(append(all, block.Lead), block.Lines...)
		}
		seen := map[*site.Article]bool{}
		for _, a := range all {
			if seen[a] {
				t.Errorf("%d stories: %s stands twice", n, a.Title)
			}
			seen[a] = true
		}
	}
}

// TestFrontCorrections: three at most.
func TestFrontCorrections(t *testing.T) {
	for n, want := range map[int]int{0: 0, 2: 2, 3: 3, 4: 3} {
		var keys []string
		for i := range n {
			keys = append(keys, fmt.Sprintf("[[corrections]]\ndate = 2026-11-%02d\ntext = \"Sửa.\"", i+1))
		}
		if got := len(read(t, story("tin/a.md", "A", "2025-01-02", keys...)).Front().Corrections); got != want {
			t.Errorf("%d corrections: %d shown", n, got)
		}
	}
}
