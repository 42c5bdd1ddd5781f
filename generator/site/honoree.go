package site

import (
	"cmp"
	"slices"

	"guong/generator/content"
	"guong/generator/vietnamese"
)

// Honoree is a person or a collective that stories are about (điển hình). The
// facts are those of the newest story that gives them.
type Honoree struct {
	Memo
	Site     *Site
	Name     string
	Kind     string // as in content.HonoreeKinds
	Role     string
	Unit     string
	Locality string
	Photo    *Image
	Slug     string
	URL      string          // "/dien-hinh/lo-thi-anh/"
	Awards   []content.Award // newest first
	Articles []*Article      // newest first
}

// Mention is an honoree as one story presents it.
type Mention struct {
	*Honoree
	Role, Unit, Locality string
	Photo                *Image
	Awards               []content.Award
}

// IsPerson reports whether the honoree is an individual.
func (h *Honoree) IsPerson() bool {
	return h.Kind == "" || h.Kind == "ca-nhan" || h.Kind == "nguoi-nuoc-ngoai"
}

// Permalink returns the absolute address of the honoree's page.
func (h *Honoree) Permalink() string { return h.Site.Absolute(h.URL) }

// HonoreesPath is where the pages of honorees stand.
const HonoreesPath = "dien-hinh/"

// makeHonorees gathers the honorees of all stories: the same name, kind and
// unit under the Vietnamese key is the same honoree.
func (b *builder) makeHonorees() {
	byKey := map[string]*Honoree{}
	for _, a := range b.site.Articles {
		for i := range a.entry.Front.Honorees {
			told := &a.entry.Front.Honorees[i]
			key := vietnamese.Key(told.Name) + "\x00" + told.Kind + "\x00" + vietnamese.Key(told.Unit)
			h := byKey[key]
			if h == nil {
				h = &Honoree{Name: told.Name, Kind: told.Kind, Unit: told.Unit, Site: b.site}
				byKey[key] = h
				b.site.Honorees = append(b.site.Honorees, h)
			}
			photo := b.photo(a, told.Photo, told.Name)
			h.Role = cmp.Or(h.Role, told.Role)
			h.Locality = cmp.Or(h.Locality, told.Locality)
			h.Photo = cmp.Or(h.Photo, photo)
			h.addAwards(told.Awards)
			if !slices.Contains(h.Articles, a) {
				h.Articles = append(h.Articles, a)
			}
			a.Honorees = append(a.Honorees, &Mention{h, told.Role, told.Unit, told.Locality, photo, told.Awards})
		}
	}
	b.nameHonorees()
}

// addAwards adds the awards that no newer story has told of.
func (h *Honoree) addAwards(awards []content.Award) {
	for _, award := range awards {
		same := func(have content.Award) bool {
			return have.Year == award.Year && vietnamese.Key(have.Name) == vietnamese.Key(award.Name)
		}
		if !slices.ContainsFunc(h.Awards, same) {
			h.Awards = append(h.Awards, award)
		}
	}
}

// nameHonorees gives addresses, in an order that does not depend on dates, so
// that they stay when stories are added, and sorts.
func (b *builder) nameHonorees() {
	list := b.site.Honorees
	slices.SortFunc(list, func(x, y *Honoree) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Unit, y.Unit))
	})
	taken := make(map[string]bool, len(list))
	for _, h := range list {
		h.Slug = uniqueSlug(slugOr(h.Name), taken)
		h.URL = b.site.BasePath + HonoreesPath + h.Slug + "/"
		slices.SortStableFunc(h.Awards, func(x, y content.Award) int { return cmp.Compare(y.Year, x.Year) })
	}
	vietnamese.SortPeopleBy(list, func(h *Honoree) string { return h.Name })
}
