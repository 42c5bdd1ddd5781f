package registry

import "slices"

// ProvinceKind is what a unit of the first tier is.
type ProvinceKind string

// The kinds of units: tỉnh, and thành phố trực thuộc trung ương.
const (
	ProvinceUnit     ProvinceKind = "tinh"
	MunicipalityUnit ProvinceKind = "thanh-pho"
)

// Province is one of the units of the first tier since 1/7/2025.
type Province struct {
	Entry
	Kinds  []KindPeriod      // in the order of time
	Former []*FormerProvince // the units that became this one
}

// KindPeriod is a time in which a province was of one kind and had one title.
type KindPeriod struct {
	Kind  ProvinceKind
	Title string // "thành phố Hải Phòng"
	Period
}

// FormerProvince is a unit that became part of a present one.
type FormerProvince struct {
	ID       string // a slug; the present province may have the same
	Name     string
	Kind     ProvinceKind // its last
	Title    string       // "tỉnh Hải Dương"
	Until    Day          // its last day
	Aliases  []string
	Note     string
	Province *Province // where its territory is now
}

// on returns what the province is on day: for none, what it is now.
func (p *Province) on(day Day) KindPeriod {
	last := p.Kinds[len(p.Kinds)-1]
	if day == 0 {
		return last
	}
	for _, k := range p.Kinds {
		if k.ValidOn(day) {
			return k
		}
	}
	return last
}

// KindAt returns what the province is on day; for the zero Day, what it is after
// the last change that is known.
func (p *Province) KindAt(day Day) ProvinceKind { return p.on(day).Kind }

// Title returns the name of the province with its kind, as it is on day: "tỉnh
// Đồng Nai" on 29/4/2026, "thành phố Đồng Nai" a day later and for the zero Day.
func (p *Province) Title(day Day) string { return p.on(day).Title }

// Territory returns the former unit that the province's name stands for in a
// text of that day: the old Hải Phòng until 30/6/2025, tỉnh Thừa Thiên Huế for
// Huế until 31/12/2024. It returns nil if that is the present province, in name
// and territory, and for the zero Day.
func (p *Province) Territory(day Day) *FormerProvince {
	for _, f := range p.Former {
		if day == 0 || day > f.Until {
			continue
		}
		switch others := p.mergedWith(f); {
		case f.Name == p.Name && others:
			return f
		case f.Name != p.Name && !others && f.ID == p.predecessor():
			return f
		}
	}
	return nil
}

// mergedWith reports whether other units ended on the same day as f to become p
// with it.
func (p *Province) mergedWith(f *FormerProvince) bool {
	return slices.ContainsFunc(p.Former, func(other *FormerProvince) bool { return other != f && other.Until == f.Until })
}

// predecessor returns the id of the former unit that lasted longest, if no other
// lasted as long.
func (p *Province) predecessor() string {
	last := slices.MaxFunc(p.Former, func(a, b *FormerProvince) int { return int(a.Until - b.Until) })
	if p.mergedWith(last) {
		return ""
	}
	return last.ID
}
