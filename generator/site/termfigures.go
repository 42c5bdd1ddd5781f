package site

import "slices"

// TermYear is what there is of a term in one year.
type TermYear struct {
	Year     int
	Articles int // stories of the year
	Honorees int // whom they tell of; of an award, how often it was given in the year

	// For a chart: where the year begins, and how high its bars are, of 100.
	Place, ArticleBar, HonoreeBar int
}

// TermFigures is what there is of a term year by year.
type TermFigures struct {
	Years       []TermYear // from the first to the last, in the order of time
	First, Last int        // year
	Most        int        // the highest of all numbers
	Width       int        // of the chart
}

// yearWidth is how wide a year is on a chart.
const yearWidth = 10

// Figures returns what there is of the term year by year; nil for a single year.
func (t *Term) Figures() *TermFigures {
	byYear := map[int]*TermYear{}
	in := func(year int) *TermYear {
		y := byYear[year]
		if y == nil {
			y = &TermYear{Year: year}
			byYear[year] = y
		}
		return y
	}
	given := t.given()
	for _, a := range t.Articles {
		if !a.Date.IsZero() {
			in(a.Date.Year()).Articles++
		}
	}
	if given != nil {
		for _, h := range given {
			if h.Year != 0 {
				in(h.Year).Honorees++
			}
		}
	} else {
		seen := map[int]map[*Honoree]bool{}
		for _, a := range t.Articles {
			year := a.Date.Year()
			for _, m := range a.Honorees {
				if seen[year] == nil {
					seen[year] = map[*Honoree]bool{}
				}
				if !seen[year][m.Honoree] {
					seen[year][m.Honoree] = true
					in(year).Honorees++
				}
			}
		}
	}
	if len(byYear) < 2 {
		return nil
	}
	first, last := 0, 0
	for year := range byYear {
		if first == 0 || year < first {
			first = year
		}
		last = max(last, year)
	}
	if last-first >= mostYears {
		first = last - mostYears + 1
	}
	f := &TermFigures{First: first, Last: last, Width: (last - first + 1) * yearWidth}
	for year := first; year <= last; year++ {
		y := *in(year)
		y.Place = (year - first) * yearWidth
		f.Years = append(f.Years, y)
		f.Most = max(f.Most, y.Articles, y.Honorees)
	}
	for i := range f.Years {
		y := &f.Years[i]
		y.ArticleBar, y.HonoreeBar = y.Articles*100/f.Most, y.Honorees*100/f.Most
	}
	return f
}

// mostYears is how many years figures go back.
const mostYears = 20

// given returns the honours of an award; nil for other terms.
func (t *Term) given() (list []*Honour) {
	if t.Taxonomy.Key != awardsKey || t.id == "" {
		return nil
	}
	for _, h := range t.Taxonomy.Site.Honours {
		if h.ID == t.id {
			list = append(list, h)
		}
	}
	return list
}

// Honorees returns up to twelve honorees: those that an award was given to, newest
// first, or those of the newest stories.
func (t *Term) Honorees() (list []*Honoree) {
	add := func(h *Honoree) {
		if len(list) < termHonorees && !slices.Contains(list, h) {
			list = append(list, h)
		}
	}
	for _, h := range t.given() {
		add(h.Honoree)
	}
	if len(list) > 0 {
		return list
	}
	for _, a := range t.Articles {
		for _, m := range a.Honorees {
			add(m.Honoree)
		}
		if len(list) == termHonorees {
			break
		}
	}
	return list
}

// termHonorees is how many honorees the page of a term shows.
const termHonorees = 12
