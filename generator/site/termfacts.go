package site

import (
	"strings"

	"guong/generator/registry"
)

// TermFacts is what the registry knows of a movement, an award or a province. What is
// not known is empty.
type TermFacts struct {
	Kind     string       // of an award, as registry.AwardKind; of a province: "thành phố"
	By       string       // who launched the movement
	Givers   []TermGiver  // who decides on the award, in the order of time
	Periods  []Span       // in which the movement ran, or the award could be given
	Standing bool         // the movement goes on without an end
	Former   []string     // earlier names; of a province those that became part of it
	Sources  []TermSource // the texts of law that it rests on
}

// TermGiver is who decides on an award, and when.
type TermGiver struct {
	Who string
	Span
}

// Span is a time from one day to another: "11/6/1948", or "2016" where only the year
// counts. An empty text leaves that side open.
type Span struct{ From, Until string }

// TermSource is a place in a text of law: "Điều 19" of "Luật Thi đua, khen thưởng".
type TermSource struct {
	Number, Title, Article string
	Since                  string // the day from which it is in force
}

// termFacts asks the registry about a term.
func (b *builder) termFacts(t *Term) (f TermFacts) {
	t.rank = unknownRank
	if b.Registry == nil || t.id == "" || t.Present != nil {
		return f
	}
	switch t.Taxonomy.Key {
	case movementsKey:
		if m := b.Registry.MovementWithID(t.id); m != nil {
			f.By, f.Standing, f.Former, f.Sources = m.By, m.Standing, m.FormerNames, termSources(m.Sources)
			for _, p := range m.Periods {
				f.Periods = append(f.Periods, span(p))
			}
		}
	case awardsKey:
		if a := b.Registry.AwardWithID(t.id); a != nil {
			t.rank = a.Rank
			f.Kind, f.Former, f.Sources = string(a.Kind), a.FormerNames, termSources(a.Sources)
			if a.Period != (registry.Period{}) {
				f.Periods = []Span{span(a.Period)}
			}
			for _, by := range a.By {
				f.Givers = append(f.Givers, TermGiver{by.Who, span(by.Period)})
			}
		}
	case fieldsKey:
		if field := b.Registry.FieldWithID(t.id); field != nil {
			f.Former = field.FormerNames
		}
	case localitiesKey:
		if p := b.Registry.ProvinceWithID(t.id); p != nil {
			today := registry.DayOf(b.Now.In(b.Config.Location))
			f.Kind, f.Sources = provinceKind(p, today), termSources(p.Sources)
			for _, former := range p.Former {
				f.Former = append(f.Former, former.Name)
			}
		}
	}
	return f
}

func termSources(sources []registry.Source) (list []TermSource) {
	for _, s := range sources {
		list = append(list, TermSource{s.Law.Number, s.Law.Title, lawPlace(s.Article), s.Law.From.String()})
	}
	return list
}

// lawPlace writes places in a law in full: "Đ33 k2, Đ80" as "khoản 2 Điều 33, Điều 80".
func lawPlace(article string) string {
	places := strings.Split(article, ", ")
	for i, place := range places {
		number, part, _ := strings.Cut(place, " ")
		number, ok := strings.CutPrefix(number, "Đ")
		if !ok || number == "" {
			continue
		}
		switch paragraph, isParagraph := strings.CutPrefix(part, "k"); {
		case part == "":
			places[i] = "Điều " + number
		case isParagraph:
			places[i] = "khoản " + paragraph + " Điều " + number
		default:
			places[i] = "điểm " + part + " Điều " + number
		}
	}
	return strings.Join(places, ", ")
}

// span writes a period: a day at the edge of a year as the year.
func span(p registry.Period) Span {
	s := Span{p.From.String(), p.Until.String()}
	if year, ok := strings.CutPrefix(s.From, "01/01/"); ok {
		s.From = year
	}
	if year, ok := strings.CutPrefix(s.Until, "31/12/"); ok {
		s.Until = year
	}
	return s
}
