package site

import (
	"strings"

	"guong/generator/registry"
	"guong/generator/vietnamese"
)

// Province is a row of the page of all provinces: those of today, with the
// stories of the former provinces that became part of them.
type Province struct {
	Title  string // "Hải Phòng"
	Kind   string // "thành phố"
	Term   *Term  // nil without stories
	Count  int    // of stories, those of former provinces included
	Former []FormerProvince
	Tile   Tile // on the map of all provinces
}

// FormerProvince is a province of before 1/7/2025 that is part of another now.
type FormerProvince struct {
	Title   string
	Term    *Term // nil without stories
	Count   int
	Now     string // the province that it is part of now
	NowTerm *Term  // nil without stories
}

// FormerProvinces returns all former provinces, in Vietnamese order.
func (t *Taxonomy) FormerProvinces() (list []FormerProvince) {
	for _, p := range t.Provinces {
		list = append(list, p.Former...)
	}
	vietnamese.SortBy(list, func(f FormerProvince) string { return f.Title })
	return list
}

// provinceKind returns what a province is on a day: "tỉnh", "thành phố".
func provinceKind(p *registry.Province, day registry.Day) string {
	return strings.TrimSuffix(p.Title(day), " "+p.Name)
}

// makeProvinces lists all provinces for the taxonomy of localities.
func (b *builder) makeProvinces(t *Taxonomy) {
	if b.Registry == nil || t.Key != localitiesKey {
		return
	}
	byID := map[string]*Term{}
	for _, term := range t.Terms {
		if term.id != "" {
			byID[term.id] = term
		}
	}
	today := registry.DayOf(b.Now.In(b.Config.Location))
	for _, p := range b.Registry.Provinces() {
		row := &Province{Title: p.Name, Kind: provinceKind(p, today), Term: byID[p.ID], Tile: tiles[p.ID]}
		if row.Term != nil {
			row.Count = len(row.Term.Articles)
		}
		for _, f := range p.Former {
			if f.Name == p.Name {
				continue
			}
			former := FormerProvince{Title: f.Name, Term: byID[f.ID], Now: p.Name, NowTerm: row.Term}
			if former.Term != nil {
				former.Count = len(former.Term.Articles)
			}
			row.Former = append(row.Former, former)
		}
		t.Provinces = append(t.Provinces, row)
	}
}
