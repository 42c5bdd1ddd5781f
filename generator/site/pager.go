package site

import (
	"iter"
	"strconv"
)

// Pager is one page of a list that is spread over several: /trang/2/.
//
// Lists by name (terms, honorees) are numbered from their start. Lists of stories
// are numbered from the oldest, so that a new story changes the newest page,
// and when a page is full the links of the few before it: that one stands at the address of the list itself and has up to twice
// as many stories as the others; page 1 is the oldest.
type Pager struct {
	Number   int // from 1
	Total    int // number of pages, at least 1; 0 on the older pages of a list of stories
	Count    int // number of entries on all pages; 0 on the older pages of a list of stories
	Articles []*Article
	Terms    []*Term
	Honorees []*Honoree
	Previous string // URL of the page before: of stories, with newer ones; "" on the first
	Next     string // URL of the page after: of stories, with older ones; "" on the last
	First    string // URL of the list
	Last     string
	Links    []PagerLink // to the first, the last and those around this one
}

// PagerLink is an entry of a pager: a page, or a gap between pages.
type PagerLink struct {
	Number  int // 0 for a gap, and for the newest page of stories
	URL     string
	Newest  bool // the newest page of a list of stories
	Current bool
}

// around is how many pages a pager links on each side of the current one.
const around = 2

// pages returns how many pages of a size a list of n entries takes.
func pages(n, size int) int { return max((n+size-1)/size, 1) }

// page returns the entries of page number (from 1).
func page[T any](list []T, number, size int) []T {
	from := min((number-1)*size, len(list))
	return list[from:min(from+size, len(list))]
}

// pageURL returns the address of page number of the list at url.
func pageURL(url string, number int) string {
	if number == 1 {
		return url
	}
	return numberedURL(url, number)
}

func numberedURL(url string, number int) string { return url + "trang/" + strconv.Itoa(number) + "/" }

// newPager returns page number of the list by name at url, without its entries.
func newPager(url string, number, count, size int) *Pager {
	p := &Pager{Number: number, Total: pages(count, size), Count: count}
	p.First, p.Last = url, pageURL(url, p.Total)
	if number > 1 {
		p.Previous = pageURL(url, number-1)
	}
	if number < p.Total {
		p.Next = pageURL(url, number+1)
	}
	if p.Total > 1 {
		p.link(url)
	}
	return p
}

// link lists the first page, the last, and those around the current one. A gap
// stands for two pages or more: a single one is listed.
func (p *Pager) link(url string) {
	from, to := max(p.Number-around, 1), min(p.Number+around, p.Total)
	if from <= 3 {
		from = 1
	}
	if to >= p.Total-2 {
		to = p.Total
	}
	if from > 1 {
		p.Links = append(p.Links, PagerLink{Number: 1, URL: url}, PagerLink{})
	}
	for n := from; n <= to; n++ {
		p.Links = append(p.Links, PagerLink{Number: n, URL: pageURL(url, n), Current: n == p.Number})
	}
	if to < p.Total {
		p.Links = append(p.Links, PagerLink{}, PagerLink{Number: p.Total, URL: p.Last})
	}
}

// olderPages returns how many pages of a size a list of n stories has besides
// the newest.
func olderPages(n, size int) int { return max(n/size-1, 0) }

// storyPages yields the pages of a list of stories (newest first) at url, with
// their addresses, from the newest on.
func storyPages(url string, list []*Article, size int) iter.Seq2[string, *Pager] {
	return func(yield func(string, *Pager) bool) {
		older := olderPages(len(list), size)
		newest := len(list) - older*size
		p := &Pager{Number: older + 1, Total: older + 1, Count: len(list), Articles: list[:newest]}
		p.linkStories(url, older)
		if !yield(url, p) {
			return
		}
		for n := older; n >= 1; n-- {
			from := newest + (older-n)*size
			p := &Pager{Number: n, Articles: list[from : from+size]}
			p.linkStories(url, older)
			if !yield(numberedURL(url, n), p) {
				return
			}
		}
	}
}

// linkStories sets the addresses of a page of stories: the newest page, those
// around this one, the oldest.
func (p *Pager) linkStories(url string, older int) {
	p.First, p.Last = url, url
	if older == 0 {
		return
	}
	p.Last = numberedURL(url, 1)
	switch {
	case p.Number < older:
		p.Previous = numberedURL(url, p.Number+1)
	case p.Number == older:
		p.Previous = url
	}
	if p.Number > 1 {
		p.Next = numberedURL(url, p.Number-1)
	}
	p.Links = append(p.Links, PagerLink{URL: url, Newest: true, Current: p.Number > older})
	from, to := min(p.Number+around, older), max(p.Number-around, 1)
	if from >= older-1 {
		from = older
	} else {
		p.Links = append(p.Links, PagerLink{})
	}
	if to <= 3 {
		to = 1
	}
	for n := from; n >= to; n-- {
		p.Links = append(p.Links, PagerLink{Number: n, URL: numberedURL(url, n), Current: n == p.Number})
	}
	if to > 1 {
		p.Links = append(p.Links, PagerLink{}, PagerLink{Number: 1, URL: p.Last})
	}
}

// formerPages yields the numbers of pages that a list of n stories had when it was
// numbered from the newest, and has not. They lead to the list.
func formerPages(n, size int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for number := max(olderPages(n, size)+1, 2); number <= pages(n, size); number++ {
			if !yield(number) {
				return
			}
		}
	}
}
