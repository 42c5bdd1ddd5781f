package site

import (
	"math"
	"slices"
)

// relatedWindow is how many stories of one term are looked at for one story:
// those nearest in time. It makes the work for a whole site linear in its
// postings (stories × terms); without it a term that half of the stories have
// would cost their number squared. A term with no more stories is looked at
// whole, and the common terms weigh least.
const relatedWindow = 128

// Related returns up to n stories to read next: first those that the writer
// chose, then those that share terms with a, rarer terms weighing more, newer
// before older among equals.
func (a *Article) Related(n int) []*Article {
	var list []*Article
	for _, p := range a.entry.Related {
		if chosen, _ := a.Site.chosen(a, p); chosen != nil && chosen != a && !slices.Contains(list, chosen) {
			list = append(list, chosen)
		}
	}
	if len(list) >= n {
		return list[:max(n, 0)]
	}
	for _, other := range a.similar(n + len(list)) {
		if len(list) < n && !slices.Contains(list, other) {
			list = append(list, other)
		}
	}
	return list
}

// scores are the sums of the weights of shared terms, by place in Site.Articles.
type scores struct {
	sums    []int32
	touched []int32 // places whose sum is not 0
}

// termWeight returns how much a term of df among n stories weighs: the rarer,
// the more, at least 1. Whole numbers make equal sums equal, in whatever order
// they were added.
func termWeight(n, df int) int32 {
	return int32(math.Round(1000 * math.Log2(1+float64(n)/float64(df))))
}

// similar returns up to n stories by shared terms, best first.
func (a *Article) similar(n int) []*Article {
	if n <= 0 {
		return nil
	}
	all := a.Site.Articles
	s, ok := a.Site.scratch.Get().(*scores)
	if !ok {
		s = &scores{sums: make([]int32, len(all))}
	}
	s.add(a.Authors, a.order)
	for _, terms := range a.Terms {
		s.add(terms.Terms, a.order)
	}
	n = min(n, len(s.touched))
	best := make([]int32, 0, n+1)
	for _, other := range s.touched {
		if other == a.order || len(best) == n && s.compare(best[n-1], other) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, other, s.compare)
		best = slices.Insert(best, at, other)
		best = best[:min(n, len(best))]
	}
	for _, other := range s.touched {
		s.sums[other] = 0
	}
	s.touched = s.touched[:0]
	a.Site.scratch.Put(s)
	list := make([]*Article, len(best))
	for i, order := range best {
		list[i] = all[order]
	}
	return list
}

// compare is negative for a place that is related more than another, or newer.
func (s *scores) compare(one, other int32) int {
	if s.sums[one] != s.sums[other] {
		return int(s.sums[other] - s.sums[one])
	}
	return int(one - other)
}

// add adds the weights of terms to the stories that have them, as seen from the
// story at a place.
func (s *scores) add(terms []*Term, order int32) {
	for _, term := range terms {
		if len(term.Articles) < 2 {
			continue
		}
		for _, other := range window(term.places, order) {
			if s.sums[other] == 0 {
				s.touched = append(s.touched, other)
			}
			s.sums[other] += term.weight
		}
	}
}

// window returns the places of a sorted list that are nearest to one in it.
func window(places []int32, order int32) []int32 {
	if len(places) <= relatedWindow {
		return places
	}
	at, _ := slices.BinarySearch(places, order)
	from := min(max(at-relatedWindow/2, 0), len(places)-relatedWindow)
	return places[from : from+relatedWindow]
}
