package site_test

import (
	"fmt"
	"strings"
	"testing"

	"guong/generator/site"
)

// TestPager holds which pages a pager names: the first, the last, two on each
// side of the current one; … stands for two or more that it does not name.
func TestPager(t *testing.T) {
	tests := []struct {
		total, number int
		want          string
	}{
		{1, 1, ""},
		{2, 1, "[1] 2"},
		{2, 2, "1 [2]"},
		{3, 2, "1 [2] 3"},
		{4, 1, "[1] 2 3 4"},
		{5, 1, "[1] 2 3 4 5"},
		{6, 1, "[1] 2 3 … 6"},
		{6, 6, "1 … 4 5 [6]"},
		{7, 4, "1 2 3 [4] 5 6 7"},
		{8, 4, "1 2 3 [4] 5 6 7 8"},
		{9, 5, "1 2 3 4 [5] 6 7 8 9"},
		{10, 5, "1 2 3 4 [5] 6 7 … 10"},
		{11, 6, "1 … 4 5 [6] 7 8 … 11"},
		{12, 1, "[1] 2 3 … 12"},
		{12, 4, "1 2 3 [4] 5 6 … 12"},
		{12, 6, "1 … 4 5 [6] 7 8 … 12"},
		{12, 8, "1 … 6 7 [8] 9 10 11 12"},
		{12, 12, "1 … 10 11 [12]"},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%d of %d", test.number, test.total), func(t *testing.T) {
			p := pagers(t, test.total)[test.number-1]
			if got := shownLinks(p); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// TestPagerLaws holds for every page of every list of up to twelve pages.
func TestPagerLaws(t *testing.T) {
	for total := 1; total <= 12; total++ {
		list := pagers(t, total)
		if len(list) != total {
			t.Fatalf("%d pages, want %d", len(list), total)
		}
		url := func(n int) string {
			if n < 1 || n > total {
				return ""
			}
			if n == 1 {
				return "/tin/"
			}
			return fmt.Sprintf("/tin/trang/%d/", n)
		}
		for i, p := range list {
			n := i + 1
			if p.Number != n || p.Total != total || p.Previous != url(n-1) || p.Next != url(n+1) || p.First != url(1) || p.Last != url(total) {
				t.Errorf("%d of %d: %+v", n, total, p)
			}
			last := 0
			for _, link := range p.Links {
				switch {
				case link.Number == 0:
					last++ // stands for at least two
				case link.URL != url(link.Number) || link.Current != (link.Number == n) || link.Number <= last:
					t.Errorf("%d of %d: %+v", n, total, link)
				default:
					if gap := link.Number - last - 1; gap != 0 && gap < 1 {
						t.Errorf("%d of %d: a gap of %d", n, total, gap)
					}
					last = link.Number
				}
			}
		}
	}
}

// pagers returns the pagers of a section of so many pages.
func pagers(t *testing.T, total int) (list []*site.Pager) {
	var archive strings.Builder
	archive.WriteString("-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/\"\n[pagination]\nsize = 1\n")
	for i := range total {
		archive.WriteString(story(fmt.Sprintf("tin/%02d.md", i), "A", "2024-01-01"))
	}
	for v := range read(t, archive.String()).Views() {
		if v.Layout == site.LayoutSection {
			list = append(list, v.Pager)
		}
	}
	return list
}

func shownLinks(p *site.Pager) string {
	var parts []string
	for _, link := range p.Links {
		switch {
		case link.Number == 0:
			parts = append(parts, "…")
		case link.Current:
			parts = append(parts, fmt.Sprintf("[%d]", link.Number))
		default:
			parts = append(parts, fmt.Sprint(link.Number))
		}
	}
	return strings.Join(parts, " ")
}
