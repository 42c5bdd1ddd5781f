package site

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"time"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/registry"
	"guong/generator/vietnamese"
)

// Honour is an award that an honoree was given.
type Honour struct {
	content.Award
	Honoree *Honoree
	Rank    int    // of the award, lower is higher; unknownRank for one that the registry does not know
	ID      string // of the award in the registry; "" if it does not know it
	Kind    string // form of the award, as registry.AwardKind; "" if it is not known
	Level   string // who awards, as registry.Level; "" if it is not known
	Title   string // what the award is called

	key string // the same for all honours of one award
}

// Roll is the roll of honours (Bảng vàng), or that of one year.
type Roll struct {
	Year   int // 0 for all years
	Count  int // of honours on the page
	Groups []RollGroup
	Years  []RollYear // newest first
}

// RollGroup are the honours of one year or, on the page of a year, of one award.
type RollGroup struct {
	Title   string    // of the award; "" for the honours of a year
	Year    int       // of the honours; 0: not told
	Honours []*Honour // by rank of the award, then in the order of honorees
}

// RollYear leads to the honours of a year.
type RollYear struct {
	Year    int // 0: not told
	URL     string
	Count   int
	Current bool
}

// RollPath is where the roll of honours stands.
const RollPath = "bang-vang/"

const (
	// rollSize is how many honours one page holds; where there are more, the page
	// has those of the newest year, and every year a page of its own.
	rollSize = 500
	// unknownRank is below all that the registry knows.
	unknownRank = 1 << 20
)

// recognised is what the registry says of an award.
type recognised struct {
	award *registry.Award // nil if it does not know it
	how   registry.How
	text  string // the proposal if how is Near
	key   string // the same for all ways of writing it
}

// makeRoll lists the honours of all honorees by rank.
func (b *builder) makeRoll() {
	known := map[[2]string]recognised{}
	for _, h := range b.site.Honorees {
		for _, award := range h.Awards {
			m := b.award(known, award)
			honour := &Honour{Award: award, Honoree: h, Rank: unknownRank, Title: award.Name, key: m.key}
			if m.award != nil {
				honour.Rank, honour.ID, honour.Title = m.award.Rank, m.award.ID, m.award.Name
				honour.Kind, honour.Level = string(m.award.Kind), string(m.award.Level)
			}
			b.site.Honours = append(b.site.Honours, honour)
		}
	}
	slices.SortStableFunc(b.site.Honours, func(x, y *Honour) int {
		return cmp.Or(cmp.Compare(x.Rank, y.Rank), cmp.Compare(x.key, y.key), cmp.Compare(y.Year, x.Year))
	})
	for _, honour := range b.site.Honours {
		honour.Honoree.honours = append(honour.Honoree.honours, honour)
	}
	b.checkAwards(known)
}

// award asks the registry, once for each way of writing.
func (b *builder) award(known map[[2]string]recognised, award content.Award) recognised {
	key := [2]string{award.Name, award.By}
	m, asked := known[key]
	if asked {
		return m
	}
	m.key = vietnamese.Key(award.Name)
	if b.Registry != nil {
		answer := b.Registry.AwardBy(award.Name, award.By)
		m.how, m.text = answer.How, answer.Text
		if answer.Known() {
			m.award, m.key = answer.Record, vietnamese.Key(answer.Record.Name)
		}
	}
	known[key] = m
	return m
}

// checkAwards warns of awards that the registry does not know, once for each,
// and of those that were not given yet, or no longer, in the year told.
func (b *builder) checkAwards(known map[[2]string]recognised) {
	if b.Registry == nil {
		return
	}
	said := map[string]bool{}
	for _, a := range b.site.Articles {
		for _, h := range a.entry.Front.Honorees {
			for _, award := range h.Awards {
				m := b.award(known, award)
				switch {
				case award.Name == "":
				case m.award == nil && !said[award.Name]:
					said[award.Name] = true
					b.unknown(m.how, m.text, "site.award", "name", award.Name, a)
				case m.award != nil && award.Year != 0 && !m.award.ValidIn(award.Year):
					d := a.entry.Locate("name", award.Name)
					d.Severity = diag.Warning
					d.Message = message.New("site.award-year", award.Name, award.Year)
					d.Hint = validity(m.award.Period)
					b.wrong.Add(d)
				}
			}
		}
	}
}

// validity says in which years an award could be given.
func validity(p registry.Period) message.Message {
	switch {
	case p.Until == 0:
		return message.New("site.award-since", p.From.Year())
	case p.From == 0:
		return message.New("site.award-until", p.Until.Year())
	}
	return message.New("site.award-between", p.From.Year(), p.Until.Year())
}

// rollViews are the page of the roll, and one for every year.
func (s *Site) rollViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		url := s.BasePath + RollPath
		byYear := map[int][]*Honour{}
		for _, h := range s.Honours {
			byYear[h.Year] = append(byYear[h.Year], h)
		}
		var years []RollYear
		for year, honours := range byYear {
			years = append(years, RollYear{Year: year, URL: url + yearName(year) + "/", Count: len(honours)})
		}
		slices.SortFunc(years, func(x, y RollYear) int { return cmp.Compare(y.Year, x.Year) })
		all := &Roll{Count: len(s.Honours), Groups: yearGroups(years, byYear), Years: years}
		if len(s.Honours) > rollSize {
			newest := years[0]
			all = &Roll{Year: newest.Year, Count: newest.Count, Groups: rollGroups(byYear[newest.Year]), Years: years}
		}
		v := s.view(LayoutRoll, url, "", "")
		v.Roll, v.Modified = all, all.modified()
		if !yield(v) {
			return
		}
		for i, year := range years {
			roll := &Roll{Year: year.Year, Count: year.Count, Groups: rollGroups(byYear[year.Year]), Years: slices.Clone(years)}
			roll.Years[i].Current = true
			v := s.view(LayoutRoll, year.URL, "", "")
			v.Roll, v.Modified, v.Breadcrumbs = roll, roll.modified(), []Link{s.crumb(LayoutRoll, RollPath)}
			if !yield(v) {
				return
			}
		}
	}
}

// modified returns when the newest change of a story of those honoured was.
func (r *Roll) modified() (last time.Time) {
	for _, g := range r.Groups {
		for _, h := range g.Honours {
			last = later(last, latest(h.Honoree.Articles))
		}
	}
	return last
}

func yearName(year int) string {
	if year == 0 {
		return "khong-ro-nam"
	}
	return strconv.Itoa(year)
}

// yearGroups lists the honours of all years, newest first.
func yearGroups(years []RollYear, byYear map[int][]*Honour) (groups []RollGroup) {
	for _, year := range years {
		groups = append(groups, RollGroup{Year: year.Year, Honours: byYear[year.Year]})
	}
	return groups
}

// rollGroups cuts a list of honours of one year, sorted by award, into its awards.
func rollGroups(honours []*Honour) (groups []RollGroup) {
	for _, h := range honours {
		if n := len(groups); n > 0 && groups[n-1].Honours[0].key == h.key {
			groups[n-1].Honours = append(groups[n-1].Honours, h)
		} else {
			groups = append(groups, RollGroup{h.Title, h.Year, []*Honour{h}})
		}
	}
	return groups
}
