package registry

// Entry is what all records have.
type Entry struct {
	ID          string   // a slug
	Name        string   // how it is called today
	FormerNames []string // how it was called before
	Aliases     []string // other ways to write it
	Sources     []Source // the texts that it rests on
	Note        string   // on how sure a fact is, for those who keep the data
}

// Law is a text that records rest on: a law, a decree, a resolution.
type Law struct {
	ID     string
	Number string // "06/2022/QH15"
	Title  string // "Luật Thi đua, khen thưởng"
	Period        // when it is in force
}

// Source is a place in a law.
type Source struct {
	Law     *Law
	Article string // "Đ33 k2"; "" for the law as a whole
}

// Movement is an emulation movement (phong trào thi đua) or a campaign that
// stories are told under.
type Movement struct {
	Entry
	Periods  []Period // in the order of time; none if its time is not known
	Standing bool     // goes on without an end
	By       string   // who launched it
}

// ValidOn reports whether the movement ran on day; true where its time, or day,
// is not known.
func (m *Movement) ValidOn(day Day) bool {
	return anyPeriod(m.Periods, func(p Period) bool { return p.ValidOn(day) })
}

// ValidIn reports whether the movement ran in year; true where its time, or the
// year, is not known.
func (m *Movement) ValidIn(year int) bool {
	return anyPeriod(m.Periods, func(p Period) bool { return p.ValidIn(year) })
}

func anyPeriod(periods []Period, ok func(Period) bool) bool {
	for _, p := range periods {
		if ok(p) {
			return true
		}
	}
	return len(periods) == 0
}

// Field is a field of life or work (lĩnh vực) that a story is about.
type Field struct {
	Entry
}
