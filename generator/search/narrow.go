package search

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
)

// yearsFacet is the facet of the year of publication, which needs no column.
const yearsFacet = "years"

// FilterKeys returns the facets that results can be narrowed down by.
func (x *Index) FilterKeys() []string {
	keys := []string{yearsFacet}
	for _, f := range x.manifest.Facets {
		keys = append(keys, f.Key)
	}
	return keys
}

// filtered returns the documents that have one of the values of every filter.
func (s *session) filtered(hits []hit, filters map[string][]string) []hit {
	hits = slices.Clone(hits)
	for _, key := range slices.Sorted(maps.Keys(filters)) {
		if len(filters[key]) == 0 {
			continue
		}
		wanted := map[string]bool{}
		for _, v := range filters[key] {
			wanted[letterKey(v)] = true
		}
		hits = slices.DeleteFunc(hits, func(h hit) bool {
			return !slices.ContainsFunc(s.values(h.doc, key), func(v string) bool { return wanted[letterKey(v)] })
		})
	}
	return hits
}

// values returns what a document has of a facet.
func (s *session) values(doc int, key string) []string {
	if key == yearsFacet {
		if year := s.year(doc); year != 0 {
			return []string{strconv.Itoa(year)}
		}
		return nil
	}
	if !slices.ContainsFunc(s.manifest.Facets, func(f Facet) bool { return f.Key == key }) {
		return nil
	}
	segment, local := s.segmentOf(doc)
	c := s.column(segment, key)
	if local >= len(c.Documents) {
		return nil
	}
	var values []string
	for _, n := range c.Documents[local] {
		if n >= 0 && n < len(c.Values) {
			values = append(values, c.Values[n])
		}
	}
	return values
}

// year returns the year of a document, 0 without a date.
func (s *session) year(doc int) (year int) {
	for _, y := range s.manifest.Years {
		if y[1] > doc {
			break
		}
		year = y[0]
	}
	return year
}

// mostCounts is how many values of a facet an answer has.
const mostCounts = 50

// counts counts the values of all facets, each as if nothing was chosen of it: what
// else could be is what a reader wants to know.
func (s *session) counts(hits []hit, filters map[string][]string) map[string][]Count {
	keys := []string{yearsFacet}
	for _, f := range s.manifest.Facets {
		keys = append(keys, f.Key)
	}
	all := make(map[string][]Count, len(keys))
	for _, key := range keys {
		number := map[string]int{}
		others := maps.Clone(filters)
		delete(others, key)
		for _, h := range s.filtered(hits, others) {
			for _, v := range s.values(h.doc, key) {
				number[v]++
			}
		}
		list := make([]Count, 0, len(number))
		for v, n := range number {
			list = append(list, Count{v, n})
		}
		slices.SortFunc(list, func(a, b Count) int {
			if key == yearsFacet {
				return cmp.Compare(b.Value, a.Value)
			}
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
		all[key] = list[:min(len(list), mostCounts)]
	}
	return all
}
