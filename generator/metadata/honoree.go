package metadata

import (
	"fmt"
	"strconv"

	"guong/generator/content"
	"guong/generator/site"
)

// maxSubjectOf is how many stories, the newest, an honoree's JSON-LD names.
const maxSubjectOf = 20

// honoree writes schema.org/Person or Organization.
func (w *writer) honoree(h *site.Honoree) {
	role, above, place, born, died := "description", "parentOrganization", "location", "foundingDate", "dissolutionDate"
	if h.IsPerson() {
		role, above, place, born, died = "jobTitle", "affiliation", "workLocation", "birthDate", "deathDate"
	}
	w.thing(honoreeType(h), func() {
		url := h.Permalink()
		w.text("@id", url)
		w.text("url", url)
		w.text("name", h.Name)
		if h.Photo != nil {
			w.text("image", h.Site.Absolute(h.Photo.URL))
		}
		w.text(role, h.Role)
		w.year(born, h.Born)
		w.year(died, h.Died)
		w.namedThing(above, "Organization", h.Unit)
		w.namedThing(place, "Place", h.Locality)
		if len(h.Awards) > 0 {
			w.array("award", func() { w.awards(h) })
		}
		w.array("subjectOf", func() {
			for _, a := range h.Articles[:min(len(h.Articles), maxSubjectOf)] {
				w.thing("NewsArticle", func() {
					w.text("@id", a.Permalink())
					w.text("url", a.Permalink())
					w.text("headline", a.Title)
				})
			}
		})
	})
}

// year writes the year of a date: the day of a birth is nobody's business.
func (w *writer) year(member string, date content.LifeDate) {
	if date.Year != 0 {
		w.text(member, fmt.Sprintf("%04d", date.Year))
	}
}

// awards writes the names of awards with their years.
func (w *writer) awards(h *site.Honoree) {
	for _, award := range h.Awards {
		name := award.Name
		if award.Year != 0 {
			name += " (" + strconv.Itoa(award.Year) + ")"
		}
		w.string(name)
	}
}

// namedThing writes a member of which no more is known than its name.
func (w *writer) namedThing(member, kind, name string) {
	if name != "" {
		w.member(member, func() { w.thing(kind, func() { w.text("name", name) }) })
	}
}

func honoreeType(h *site.Honoree) string {
	if h.IsPerson() {
		return "Person"
	}
	return "Organization"
}
