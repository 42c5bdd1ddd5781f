package site

import "strconv"

// Pager is one page of a list that is spread over numbered pages: /trang/2/.
type Pager struct {
	Number   int // from 1
	Total    int // number of pages, at least 1
	Count    int // number of entries on all pages
	Articles []*Article
	Terms    []*Term
	Honorees []*Honoree
	Previous string // URL of the page before; "" on the first
	Next     string // URL of the page after; "" on the last
	First    string
	Last     string
	Links    []PagerLink // to the first, the last and those around this one
}

// PagerLink is an entry of a pager: a page, or a gap between pages.
type PagerLink struct {
	Number  int // 0 for a gap
	URL     string
	Current bool
}

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
	return url + "trang/" + strconv.Itoa(number) + "/"
}

// newPager returns page number of the list at url, without its entries.
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

// link lists the first page, the last, and two on each side of the current one.
// A gap stands for two pages or more: a single one is listed.
func (p *Pager) link(url string) {
	const around = 2
	from, to := max(p.Number-around, 1), min(p.Number+around, p.Total)
	if from <= 3 {
		from = 1
	}
	if to >= p.Total-2 {
		to = p.Total
	}
	if from > 1 {
		p.Links = append(p.Links, PagerLink{1, url, false}, PagerLink{})
	}
	for n := from; n <= to; n++ {
		p.Links = append(p.Links, PagerLink{n, pageURL(url, n), n == p.Number})
	}
	if to < p.Total {
		p.Links = append(p.Links, PagerLink{}, PagerLink{p.Total, p.Last, false})
	}
}
