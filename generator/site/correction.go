package site

import (
	"iter"
	"slices"
	"time"

	"guong/generator/content"
)

// Correction is a correction of a story, on the page of all corrections.
type Correction struct {
	content.Correction
	Article *Article
}

// CorrectionsPath is where all corrections stand.
const CorrectionsPath = "cai-chinh/"

// correctionsRecent is how long the home page leads to a correction.
const correctionsRecent = 30 * 24 * time.Hour

// makeCorrections gathers the corrections of all stories, newest first.
func (b *builder) makeCorrections() {
	s := b.site
	for _, a := range s.Articles {
		for i := range a.Corrections {
			c := &Correction{a.Corrections[i], a}
			c.Date = b.inZone(c.Date)
			s.Corrections = append(s.Corrections, c)
		}
	}
	slices.SortStableFunc(s.Corrections, func(x, y *Correction) int { return y.Date.Compare(x.Date) })
}

// RecentCorrections returns the corrections of the last thirty days.
func (s *Site) RecentCorrections() []*Correction {
	n := 0
	for n < len(s.Corrections) && s.Now.Sub(s.Corrections[n].Date) <= correctionsRecent {
		n++
	}
	return s.Corrections[:n]
}

// noticeViews are the page of corrections, and what stands at the addresses of
// stories that were taken down.
func (s *Site) noticeViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		v := s.view(LayoutCorrections, s.BasePath+CorrectionsPath, "", "")
		if len(s.Corrections) > 0 {
			v.Modified = s.Corrections[0].Date
		}
		if !yield(v) {
			return
		}
		for _, a := range s.Removed {
			v := s.view(LayoutRemoved, a.URL, "", "")
			v.NoIndex, v.Article, v.Section, v.Source = true, a, a.Section, a.File()
			if a.Section != nil {
				v.Breadcrumbs = a.Section.trail
			}
			if !yield(v) {
				return
			}
		}
	}
}
