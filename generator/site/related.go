package site

import (
	"cmp"
	"math"
	"slices"
	"sort"
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
		if chosen := a.Site.chosen(a, p); chosen != nil && chosen != a && !slices.Contains(list, chosen) {
			list = append(list, chosen)
		}
	}
	if len(list) >= n {
		return list[:n]
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
	sums    []float64
	touched []int32
}

// similar returns up to n stories by shared terms, best first.
func (a *Article) similar(n int) []*Article {
	if len(a.postings) == 0 || n == 0 {
		return nil
	}
	all := a.Site.Articles
	s, ok := a.Site.scratch.Get().(*scores)
	if !ok {
		s = &scores{sums: make([]float64, len(all))}
	}
	for _, term := range a.postings {
		if len(term.Articles) < 2 {
			continue
		}
		weight := math.Log(1 + float64(len(all))/float64(len(term.Articles)))
		for _, other := range window(term.Articles, a.order) {
			if s.sums[other.order] == 0 {
				s.touched = append(s.touched, other.order)
			}
			s.sums[other.order] += weight
		}
	}
	best := make([]int32, 0, n+1)
	for _, other := range s.touched {
		if other == a.order || len(best) == n && s.sums[other] < s.sums[best[n-1]] {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, other, func(have, other int32) int {
			return cmp.Or(cmp.Compare(s.sums[other], s.sums[have]), cmp.Compare(have, other))
		})
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

// window returns the stories of a list, which is sorted newest first, that are
// nearest to a place in it.
func window(list []*Article, order int32) []*Article {
	if len(list) <= relatedWindow {
		return list
	}
	at := sort.Search(len(list), func(i int) bool { return list[i].order >= order })
	from := min(max(at-relatedWindow/2, 0), len(list)-relatedWindow)
	return list[from : from+relatedWindow]
}
