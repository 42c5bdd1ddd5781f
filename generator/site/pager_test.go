package site_test

import (
	"fmt"
	"slices"
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
				return "/dien-hinh/"
			}
			return fmt.Sprintf("/dien-hinh/trang/%d/", n)
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

// pagers returns the pagers of a list of honorees of so many pages.
func pagers(t *testing.T, total int) (list []*site.Pager) {
	var keys []string
	for i := range total {
		keys = append(keys, "[[honorees]]", fmt.Sprintf("name = \"Người %c\"", 'A'+i))
	}
	const config = "-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/\"\n[pagination]\nsize = 1\n"
	for v := range read(t, config+story("tin/a.md", "A", "2024-01-01", keys...)).Views() {
		if v.Layout == site.LayoutHonorees {
			list = append(list, v.Pager)
		}
	}
	return list
}

func shownLinks(p *site.Pager) string {
	var parts []string
	for _, link := range p.Links {
		switch {
		case link.Newest && link.Current:
			parts = append(parts, "[new]")
		case link.Newest:
			parts = append(parts, "new")
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

// storyPages returns the pages of a section of n stories, two to a page, and the
// addresses that lead to the section.
func storyPages(t *testing.T, n int) (list []*site.View, former []string) {
	var archive strings.Builder
	archive.WriteString("-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/\"\n[pagination]\nsize = 2\n")
	for i := range n {
		archive.WriteString(story(fmt.Sprintf("tin/%02d.md", i), fmt.Sprint("Bài ", i), fmt.Sprintf("2024-01-%02d", i+1)))
	}
	for v := range read(t, archive.String()).Views() {
		switch {
		case v.Layout == site.LayoutSection:
			list = append(list, v)
		case v.Layout == site.LayoutRedirect && v.Target == "/tin/":
			former = append(former, v.URL)
		}
	}
	return list, former
}

// TestPagesOfStories: the newest page stands at the address of the list, the
// others are numbered from the oldest.
func TestPagesOfStories(t *testing.T) {
	for n, want := range map[int]string{
		1: "/tin/ 0:",
		3: "/tin/ 2 1 0:",
		4: "/tin/ 3 2: [new] 1\n/tin/trang/1/ 1 0: new [1]",
		5: "/tin/ 4 3 2: [new] 1\n/tin/trang/1/ 1 0: new [1]",
		9: "/tin/ 8 7 6: [new] 3 2 1\n/tin/trang/3/ 5 4: new [3] 2 1\n/tin/trang/2/ 3 2: new 3 [2] 1\n/tin/trang/1/ 1 0: new 3 2 [1]",
	} {
		list, _ := storyPages(t, n)
		var got []string
		for _, v := range list {
			text := v.URL
			for _, a := range v.Pager.Articles {
				text += strings.TrimPrefix(a.Title, "Bài")
			}
			got = append(got, strings.TrimSuffix(text+": "+shownLinks(v.Pager), " "))
		}
		if got := strings.Join(got, "\n"); got != want {
			t.Errorf("%d stories:\n got %s\nwant %s", n, got, want)
		}
	}
	for number, want := range map[int]string{
		12: "[new] 11 10 … 1",
		11: "new [11] 10 9 … 1",
		8:  "new 11 10 9 [8] 7 6 … 1",
		7:  "new … 9 8 [7] 6 5 … 1",
		9:  "new 11 10 [9] 8 7 … 1",
		5:  "new … 7 6 [5] 4 3 2 1",
		1:  "new … 3 2 [1]",
	} {
		list, _ := storyPages(t, 24)
		if got := shownLinks(list[12-number].Pager); got != want {
			t.Errorf("page %d of 12: got %s, want %s", number, got, want)
		}
	}
}

// TestNewStoryChangesFewPages: with another story, older pages stay as they are
// but for the pager of those nearest to the newest, and no address of a page is
// lost.
func TestNewStoryChangesFewPages(t *testing.T) {
	show := func(v *site.View) string {
		p := *v.Pager
		text := fmt.Sprint(p.Number, p.Total, p.Count, p.Previous, p.Next, p.First, p.Last, p.Links)
		for _, a := range p.Articles {
			text += " " + a.Title
		}
		return text
	}
	addresses := map[string]bool{}
	var before map[string]string
	for n := 1; n <= 25; n++ {
		list, former := storyPages(t, n)
		now, changed := map[string]string{}, 0
		for _, v := range list {
			now[v.URL] = show(v)
			if old, had := before[v.URL]; had && old != now[v.URL] {
				changed++
			}
		}
		if changed > 5 || n%2 == 1 && changed > 1 {
			t.Errorf("story %d changes %d pages", n, changed)
		}
		for number := range (n + 1) / 2 { // as pages were numbered from the newest
			if number > 0 {
				addresses[fmt.Sprintf("/tin/trang/%d/", number+1)] = true
			}
		}
		for address := range addresses {
			if now[address] == "" && !slices.Contains(former, address) {
				t.Errorf("%d stories: nothing is at %s", n, address)
			}
		}
		before = now
	}
}
