package site_test

import (
	"fmt"
	"strings"
	"testing"

	"guong/generator/site"
)

// TestLimits holds numbers at which something changes, each at the last that is
// within and the first that is beyond.
func TestLimits(t *testing.T) {
	t.Run("honours of one page", func(t *testing.T) {
		for n, want := range map[int]int{500: 500, 501: 1} { // beyond: those of the newest year
			var front strings.Builder
			for i := range n {
				fmt.Fprintf(&front, "[[honorees]]\nname = \"Người số %d\"\nawards = [{ name = \"Bằng khen\", year = %d }]\n", i, 2024+min(i, 1)-1)
			}
			s := read(t, story("tin/a.md", "A", "2025-01-01", strings.Replace(front.String(), "year = 2023", "year = 2025", 1)))
			for v := range s.Views() {
				if v.Roll != nil && v.URL == "/bang-vang/" && v.Roll.Count != want {
					t.Errorf("%d honours: the page has %d, want %d", n, v.Roll.Count, want)
				}
			}
		}
	})
	t.Run("minutes", func(t *testing.T) {
		for words, want := range map[int]int{1: 1, 250: 1, 251: 2, 500: 2, 501: 3} {
			s := read(t, "-- content/tin/a.md --\n+++\ntitle = \"A\"\ndate = 2025-01-01\n+++\n"+strings.Repeat("chữ ", words)+"\n")
			if got := s.Articles[0].Minutes(); got != want {
				t.Errorf("%d words take %d minutes, want %d", words, got, want)
			}
		}
	})
	t.Run("terms of one page", func(t *testing.T) {
		for terms, want := range map[int]int{20: 1, 21: 2} {
			var list []string
			for i := range terms {
				list = append(list, fmt.Sprintf("%q", fmt.Sprintf("Lĩnh vực %d", i)))
			}
			s := read(t, "-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/\"\n[pagination]\nsize = 2\n"+
				story("tin/a.md", "A", "2025-01-01", "fields = ["+strings.Join(list, ", ")+"]"))
			pages := 0
			for v := range s.Views() {
				if v.Layout == site.LayoutTaxonomy && v.Taxonomy.Key == "fields" {
					pages++
				}
			}
			if pages != want {
				t.Errorf("%d terms: %d pages, want %d", terms, pages, want)
			}
		}
	})
	t.Run("the name of a file", func(t *testing.T) {
		for signs, want := range map[int]int{85: 255, 86: 255} { // each makes "va", and a letter "-"
			name := strings.Repeat("& ", signs) + "a"
			s := read(t, story("tin/"+name+".md", "A", "2025-01-01"))
			if got := len(strings.Trim(strings.TrimPrefix(s.Articles[0].URL, "/tin/"), "/")); got > want {
				t.Errorf("%d signs: a name of %d bytes", signs, got)
			}
		}
	})
}
