package site

import (
	"cmp"
	"iter"
	"slices"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// LifeEvent is an entry in the timeline of an honoree's life.
type LifeEvent struct {
	Date   content.LifeDate
	Kind   string  // "born", "died", "honour", or "" for what a text tells
	Text   string  // of what a text tells
	Honour *Honour // of an honour
}

// Honours returns the honours of the honoree, by rank of the award, then newest first.
func (h *Honoree) Honours() []*Honour { return h.honours }

// Life returns the dated events of the honoree's life, in the order of time; nil if
// no more is known than honours.
func (h *Honoree) Life() (list []LifeEvent) {
	if h.Born.IsZero() && h.Died.IsZero() && len(h.milestones) == 0 {
		return nil
	}
	if !h.Born.IsZero() {
		list = append(list, LifeEvent{Date: h.Born, Kind: "born"})
	}
	for _, m := range h.milestones {
		list = append(list, LifeEvent{Date: m.When, Text: m.Text})
	}
	for _, honour := range h.honours {
		if honour.Year != 0 {
			list = append(list, LifeEvent{Date: content.LifeDate{Year: honour.Year}, Kind: "honour", Honour: honour})
		}
	}
	if !h.Died.IsZero() {
		list = append(list, LifeEvent{Date: h.Died, Kind: "died"})
	}
	// Within a year birth comes first, and honours after what is told.
	slices.SortStableFunc(list, func(x, y LifeEvent) int {
		return cmp.Or(cmp.Compare(x.Date.Year, y.Date.Year), cmp.Compare(x.place(), y.place()), content.CompareLifeDates(x.Date, y.Date))
	})
	if len(list) < 2 {
		return nil
	}
	return list
}

func (e LifeEvent) place() int {
	switch e.Kind {
	case "born":
		return 0
	case "died", "honour": // honours after death too
		return 2
	}
	return 1
}

// addLife adds what one text tells of an honoree's life, and no newer one has told.
func (h *Honoree) addLife(told *content.Honoree) {
	if h.Born.IsZero() {
		h.Born = told.Born
	}
	if h.Died.IsZero() {
		h.Died = told.Died
	}
	for _, m := range told.Milestones {
		if !slices.Contains(h.milestones, m) {
			h.milestones = append(h.milestones, m)
		}
	}
}

// addEthnicity adds the ethnicity that a text tells. It is sensitive personal data:
// of the living it is told only if the same text says that they agreed.
func (b *builder) addEthnicity(h *Honoree, e Entry, told *content.Honoree) {
	switch {
	case told.Ethnicity == "" || h.Ethnicity != "":
	case !h.IsPerson():
		d := e.Locate("ethnicity", told.Ethnicity)
		d.Severity, d.Message, d.Hint = diag.Warning, message.New("site.ethnicity-collective", told.Name), message.New("site.ethnicity-collective-hint")
		b.wrong.Add(d)
	case !told.Died.IsZero() || !e.Front.Consent.Date.IsZero() || e.Front.Consent.Form != "":
		h.Ethnicity = told.Ethnicity
	default:
		d := e.Locate("ethnicity", told.Ethnicity)
		d.Severity, d.Message, d.Hint = diag.Warning, message.New("site.ethnicity", told.Name), message.New("site.ethnicity-hint")
		b.wrong.Add(d)
	}
}

// keepPrivate takes the day of birth away from the living.
func (h *Honoree) keepPrivate() {
	if h.IsPerson() && h.Died.IsZero() {
		h.Born = content.LifeDate{Year: h.Born.Year}
	}
}

// readBiography takes what the honoree's own text tells in its front matter. It goes
// before what stories tell of a life.
func (b *builder) readBiography(h *Honoree, e Entry) {
	for told := range h.toldBy(e) {
		told = b.untilNow(e, told)
		if !told.Born.IsZero() {
			h.Born = told.Born
		}
		if !told.Died.IsZero() {
			h.Died = told.Died
		}
		h.Role, h.Locality = cmp.Or(told.Role, h.Role), cmp.Or(told.Locality, h.Locality)
		if photo := b.photo(h.text, told.Photo, h.Name, told.PhotoFocus); photo != nil {
			h.Photo = photo
		}
		h.addLife(told)
		b.addEthnicity(h, e, told)
		h.addAwards(told.Awards)
	}
}

// toldBy iterates over what the honoree's own text tells of the honoree.
func (h *Honoree) toldBy(e Entry) iter.Seq[*content.Honoree] {
	return func(yield func(*content.Honoree) bool) {
		for i := range e.Front.Honorees {
			if told := &e.Front.Honorees[i]; vietnamese.Key(told.Name) == vietnamese.Key(h.Name) && !yield(told) {
				return
			}
		}
	}
}
