package registry

import (
	"strconv"

	"guong/generator/diag"
	"guong/generator/message"
)

// claim records spellings for record, and reports those that another record has.
// name returns what a message calls a record.
func claim[T any, R comparable](x *index[R], e *entry[T], spellings []spelling, record R, name func(R) string) {
	for _, s := range spellings {
		if owner, ok := x.add(record, s.text, s.how); !ok {
			e.taken(s, name(owner), name(record))
		}
	}
}

// taken reports that the record owner has the spelling that claimant claims.
func (e *entry[T]) taken(s spelling, owner, claimant string) {
	e.source.fail(s.offset, s.end, message.New("registry.taken", s.text, owner, claimant), message.New("registry.taken-hint"))
}

func nameOfAward(a *Award) string { return a.Name }

// claimHeads records the texts of an award that go on with its givers.
func (r *Registry) claimHeads(e *entry[Award]) {
	a := e.record
	for _, text := range a.heads {
		if giver, owner := r.addHead(text, a); owner != nil {
			s := spelling{text + " " + giver, Spelling, e.offset, e.end}
			e.taken(s, owner.Name, a.Name)
		}
	}
}

// claimFormer records the names of the former units of a province. A name that
// survived stays with the present province.
func (r *Registry) claimFormer(e *entry[Province]) {
	for i, f := range e.record.Former {
		f.Province = e.record
		for _, s := range e.former[i] {
			unit := place{e.record, f}
			owner, ok := r.provinceNames.add(unit, s.text, s.how)
			if !ok && owner.province != e.record {
				e.taken(s, owner.name(), unit.name())
			}
		}
	}
}

// name returns what a message calls the unit: "tỉnh Hải Dương (Hải Phòng)".
func (p place) name() string {
	if p.former != nil {
		return p.former.Title + " (" + p.province.Name + ")"
	}
	return p.province.Title(0)
}

// place returns "file:line" of an offset.
func (r *reader) place(offset int) string {
	at := r.At(offset, 1)
	return at.File + ":" + strconv.Itoa(at.Line)
}

func (r *reader) fail(offset, end int, text, hint message.Message) {
	r.Report(diag.Error, offset, end, text, hint)
}
