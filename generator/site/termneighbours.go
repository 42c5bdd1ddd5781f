package site

import (
	"cmp"
	"slices"
)

// termNeighbours is how many neighbours a term has at most.
const termNeighbours = 6

// Neighbours returns terms to read next: of a province those around it, of an award
// those above and below it in rank, of others first those that share stories, then
// those beside it in the list.
func (t *Term) Neighbours() (list []*Term) {
	add := func(other *Term) {
		if other != nil && other != t && other.Present == nil && len(list) < termNeighbours && !slices.Contains(list, other) {
			list = append(list, other)
		}
	}
	all := t.Taxonomy.Terms
	switch {
	case t.Taxonomy.Key == authorsKey, t.Present != nil:
		return nil
	case t.Taxonomy.Key == localitiesKey && t.id != "":
		for _, p := range t.Taxonomy.Provinces {
			if p.Tile.near(tiles[t.id]) {
				add(p.Term)
			}
		}
		return list
	case t.Taxonomy.Key == awardsKey && t.id != "":
		all = slices.Clone(all)
		slices.SortStableFunc(all, func(x, y *Term) int { return cmp.Compare(x.rank, y.rank) })
	default:
		for _, other := range t.sharing() {
			add(other)
		}
	}
	at := slices.Index(all, t)
	for step := 1; step < len(all) && len(list) < termNeighbours; step++ {
		if at-step >= 0 {
			add(all[at-step])
		}
		if at+step < len(all) {
			add(all[at+step])
		}
	}
	if t.Taxonomy.Key == awardsKey {
		slices.SortStableFunc(list, func(x, y *Term) int { return cmp.Compare(x.rank, y.rank) })
	}
	return list
}

// sharing returns the terms of the taxonomy that share stories with t: those that share
// most first, then those of the newest stories.
func (t *Term) sharing() (list []*Term) {
	count := map[*Term]int{}
	for _, a := range t.Articles {
		for _, other := range a.TermsOf(t.Taxonomy.Key) {
			if count[other]++; count[other] == 1 {
				list = append(list, other)
			}
		}
	}
	slices.SortStableFunc(list, func(x, y *Term) int { return cmp.Compare(count[y], count[x]) })
	return list
}
