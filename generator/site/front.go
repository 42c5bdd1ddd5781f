package site

// Front is what the home page shows, chosen from the whole site.
type Front struct {
	Lead        *Article      // the newest featured story, or the newest; nil without stories
	Seconds     []*Article    // the newest besides the lead
	Corrections []*Correction // the newest of the last thirty days
	Honorees    []*Honoree    // of the newest stories, each once; those with a photo, if there are any
	Blocks      []FrontBlock  // of the sections at the top that have stories
	Year        int           // the newest with honours; 0 without
	Honours     []*Honour     // the highest of that year
	Movements   []*Term       // those with several stories first
	Localities  []*Term       // without former provinces, which stand at the present ones
}

// FrontBlock is a section on the home page.
type FrontBlock struct {
	Section *Section
	Lead    *Article   // the newest story
	Lines   []*Article // those after it
}

// How much of each the home page shows.
const (
	frontSeconds     = 4
	frontCorrections = 3
	frontHonorees    = 4
	frontLines       = 4
	frontHonours     = 6
	frontMovements   = 12
)

// Front returns what the home page shows.
func (s *Site) Front() *Front {
	f := &Front{Corrections: first(s.RecentCorrections(), frontCorrections), Honorees: s.frontHonorees()}
	f.Lead = s.frontLead()
	for _, a := range first(s.Articles, frontSeconds+1) {
		if a != f.Lead && len(f.Seconds) < frontSeconds {
			f.Seconds = append(f.Seconds, a)
		}
	}
	for _, section := range s.Sections {
		if list := section.Articles; len(list) > 0 {
			f.Blocks = append(f.Blocks, FrontBlock{section, list[0], first(list[1:], frontLines)})
		}
	}
	for _, h := range s.Honours {
		f.Year = max(f.Year, h.Year)
	}
	for _, h := range s.Honours {
		if f.Year > 0 && h.Year == f.Year && len(f.Honours) < frontHonours {
			f.Honours = append(f.Honours, h)
		}
	}
	if t := s.Taxonomy(movementsKey); t != nil {
		f.Movements = severalFirst(t.Terms, frontMovements)
	}
	if t := s.Taxonomy(localitiesKey); t != nil {
		for _, term := range t.Terms {
			if term.Present == nil {
				f.Localities = append(f.Localities, term)
			}
		}
	}
	return f
}

func (s *Site) frontLead() *Article {
	for _, a := range s.Articles {
		if a.Featured {
			return a
		}
	}
	if len(s.Articles) > 0 {
		return s.Articles[0]
	}
	return nil
}

// frontHonorees returns the honorees of the newest stories.
func (s *Site) frontHonorees() (list []*Honoree) {
	photos := false
	for _, h := range s.Honorees {
		photos = photos || h.Photo != nil
	}
	shown := map[*Honoree]bool{}
	for _, a := range s.Articles {
		for _, m := range a.Honorees {
			if len(list) == frontHonorees {
				return list
			}
			if h := m.Honoree; !shown[h] && (h.Photo != nil || !photos) {
				shown[h] = true
				list = append(list, h)
			}
		}
	}
	return list
}

// severalFirst returns the first n terms: those with several stories, then those
// with one.
func severalFirst(terms []*Term, n int) (list []*Term) {
	for _, several := range []bool{true, false} {
		for _, t := range terms {
			if len(list) < n && len(t.Articles) > 0 && (len(t.Articles) > 1) == several {
				list = append(list, t)
			}
		}
	}
	return list
}

// first returns the first n of a list, or all.
func first[T any](list []T, n int) []T { return list[:min(n, len(list))] }
