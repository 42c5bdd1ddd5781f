package site

import "time"

// Front is what the home page shows, chosen from the whole site. No story stands on
// it twice: what the lead, the seconds and the latest show, no block shows again.
type Front struct {
	Date        time.Time     // of the newest publication, change or correction; zero without stories
	Lead        *Article      // the newest featured story, else the newest of late with a picture, else the newest; nil without stories
	Seconds     []*Article    // three of late, with pictures if there are as many, newest first
	Latest      []*Article    // the newest besides those; none on a small site
	Corrections []*Correction // the newest of the last thirty days
	Honorees    []*Honoree    // of the newest stories, each once; those with a photo, if there are any
	Blocks      []FrontBlock  // of the sections at the top that have more stories
	Year        int           // the newest with honours; 0 without
	Honours     []*Honour     // the highest of that year
	Movements   []*Term       // those with several stories first
	Localities  []*Term       // without former provinces, which stand at the present ones
}

// How much of each the home page shows. A site with more stories than frontSmall shows
// more of them.
const (
	frontSmall         = 60
	frontLate          = 20 // how many of the newest stories are of late, however old
	frontDays          = 30 // so many days before the newest are of late, too
	frontSeconds       = 3
	frontLatest        = 10
	frontCorrections   = 3
	frontHonorees      = 4
	frontHonoreesLarge = 8
	frontHonours       = 6
	frontMovements     = 12
)

// Front returns what the home page shows.
func (s *Site) Front() *Front {
	f := &Front{Corrections: first(s.RecentCorrections(), frontCorrections), Date: s.edition()}
	shown := map[*Article]bool{}
	f.Lead = s.frontLead()
	shown[f.Lead] = true
	f.Seconds = frontPictured(unshown(s.ofLate(), shown), frontSeconds)
	if len(f.Seconds) < frontSeconds {
		f.Seconds = unshownFirst(s.Articles, shown, frontSeconds)
	}
	show(shown, f.Seconds...)
	f.Honorees = s.frontHonorees(shown)
	if s.isLarge() {
		f.Latest = unshownFirst(s.Articles, shown, frontLatest)
		show(shown, f.Latest...)
	}
	f.Blocks = s.frontBlocks(shown)
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

func (s *Site) isLarge() bool { return len(s.Articles) > frontSmall }

// edition returns when the site last changed for its readers.
func (s *Site) edition() (last time.Time) {
	for _, a := range s.Articles {
		last = later(later(last, a.Modified()), a.published())
	}
	if s.config != nil && !last.IsZero() {
		last = last.In(s.config.Location)
	}
	return last
}

// ofLate returns the stories that may stand at the top of the home page.
func (s *Site) ofLate() []*Article {
	for i, a := range s.Articles {
		if i >= frontLate && a.Date.Before(s.Articles[0].Date.AddDate(0, 0, -frontDays)) {
			return s.Articles[:i]
		}
	}
	return s.Articles
}

func (s *Site) frontLead() *Article {
	for _, a := range s.Articles {
		if a.Featured {
			return a
		}
	}
	for _, a := range s.ofLate() {
		if a.Image != nil {
			return a
		}
	}
	if len(s.Articles) > 0 {
		return s.Articles[0]
	}
	return nil
}

// frontHonorees returns the honorees of the newest stories; those whose stories are
// shown already come last.
func (s *Site) frontHonorees(shown map[*Article]bool) (list []*Honoree) {
	photos, most := false, frontHonorees
	for _, h := range s.Honorees {
		photos = photos || h.Photo != nil
	}
	if s.isLarge() {
		most = frontHonoreesLarge
	}
	seen := map[*Honoree]bool{}
	for _, again := range []bool{false, true} {
		for _, a := range s.Articles {
			for _, m := range a.Honorees {
				if len(list) == most {
					return list
				}
				if h := m.Honoree; !seen[h] && (h.Photo != nil || !photos) && anyShown(h.Articles, shown) == again {
					seen[h] = true
					list = append(list, h)
				}
			}
		}
	}
	return list
}

func anyShown(list []*Article, shown map[*Article]bool) bool {
	for _, a := range list {
		if shown[a] {
			return true
		}
	}
	return false
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
