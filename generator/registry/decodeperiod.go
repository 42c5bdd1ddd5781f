package registry

import (
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// bound reads from or until into p: a day, or a year, which begins on 1/1 and
// ends on 31/12.
func (r *reader) bound(p *Period, f value.Field) {
	day := r.day(f)
	if f.Key == "from" {
		p.From = day
	} else {
		p.Until = day
	}
	if p.From != 0 && p.Until != 0 && p.From > p.Until {
		r.fail(f.Value.Offset, f.Value.End, message.New("registry.period", p.From.String(), p.Until.String()), message.New("registry.period-hint"))
		*p = Period{}
	}
}

func (r *reader) day(f value.Field) Day {
	if f.Value.Kind != value.Integer {
		return DayOf(r.Date(f))
	}
	switch year := r.Int(f); {
	case year < firstYear || year > lastYear:
		r.fail(f.Value.Offset, f.Value.End, message.New("registry.year", f.Value.Text), message.New("value.write", f.Key+" = 2025"))
		return 0
	case f.Key == "from":
		return NewDay(year, 1, 1)
	default:
		return NewDay(year, 12, 31)
	}
}

// Years outside these are slips of the pen.
const (
	firstYear = 1800
	lastYear  = 2200
)

// periods reads a list of tables with from and until.
func (r *reader) periods(f value.Field) (periods []Period) {
	for _, table := range r.Tables(f) {
		var p Period
		for _, f := range table.Fields {
			switch f.Key {
			case "from", "until":
				r.bound(&p, f)
			default:
				r.Unknown(f, diag.Error, periodKeys)
			}
		}
		periods = append(periods, p)
	}
	return periods
}
