package site

import (
	"fmt"
	"iter"
	"strconv"
)

// Period is a year or a month of the archive.
type Period struct {
	entityID
	Year     int
	Month    int // 1 to 12; 0 for a whole year
	URL      string
	Articles []*Article // newest first
	Months   []*Period  // of a year, newest first
}

// CalendarMonth is a month of a year in a calendar.
type CalendarMonth struct {
	Month  int     // 1 to 12
	Period *Period // nil without stories
}

// Calendar returns the twelve months of a year, from January on.
func (p *Period) Calendar() []CalendarMonth {
	list := make([]CalendarMonth, 12)
	for i := range list {
		list[i].Month = i + 1
	}
	for _, m := range p.Months {
		list[m.Month-1].Period = m
	}
	return list
}

// ArchivePath is where the archive stands.
const ArchivePath = "luu-tru/"

// makeArchive cuts the stories, which are sorted by date, into years and months.
func (b *builder) makeArchive() {
	s := b.site
	url := s.BasePath + ArchivePath
	for i, a := range s.Articles {
		year, month := a.Date.Year(), int(a.Date.Month())
		if n := len(s.Years); n == 0 || s.Years[n-1].Year != year {
			s.Years = append(s.Years, &Period{Year: year, URL: fmt.Sprintf("%s%04d/", url, year), Articles: s.Articles[i:i:i]})
		}
		y := s.Years[len(s.Years)-1]
		if n := len(y.Months); n == 0 || y.Months[n-1].Month != month {
			y.Months = append(y.Months, &Period{Year: year, Month: month, URL: fmt.Sprintf("%s%02d/", y.URL, month), Articles: s.Articles[i:i:i]})
		}
		m := y.Months[len(y.Months)-1]
		y.Articles = s.Articles[i-len(y.Articles) : i+1 : i+1]
		m.Articles = s.Articles[i-len(m.Articles) : i+1 : i+1]
	}
}

// archiveViews are the list of years, and the stories of each year and month.
func (s *Site) archiveViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		if !yield(s.view(LayoutArchive, s.BasePath+ArchivePath, "", "")) {
			return
		}
		for _, year := range s.Years {
			above := []Link{s.crumb(LayoutArchive, ArchivePath)}
			if !s.periodViews(year, above, yield) {
				return
			}
			above = append(above, Link{strconv.Itoa(year.Year), year.URL})
			for _, month := range year.Months {
				if !s.periodViews(month, above, yield) {
					return
				}
			}
		}
	}
}

func (s *Site) periodViews(p *Period, above []Link, yield func(*View) bool) bool {
	for url, pager := range storyPages(p.URL, p.Articles, s.config.PageSize) {
		v := s.view(LayoutPeriod, url, "", "")
		v.Period, v.Pager, v.Modified, v.Breadcrumbs = p, pager, latest(pager.Articles), above
		if !yield(v) {
			return false
		}
	}
	return true
}
