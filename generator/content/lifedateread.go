package content

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"guong/generator/message"
	"guong/generator/value"
)

// lifeDate reads a year, a month or a day in the life of the honoree that is being
// read; the zero date if it is none.
func (r *frontReader) lifeDate(f value.Field) LifeDate {
	text := strings.TrimSpace(f.Value.Text)
	month, year, hasMonth := strings.Cut(text, "/")
	if !hasMonth {
		month, year = "", text
	}
	switch f.Value.Kind {
	case value.String, value.Plain, value.Integer:
		if digits(year, 4) && (!hasMonth || digits(month, 2)) {
			return r.yearOrMonth(f, text, month, year)
		}
	}
	t := r.DateElse(f, message.New("content.life-date", text), r.lifeDateHint(f, text))
	if t.IsZero() {
		return LifeDate{}
	}
	return r.plausible(f, text, LifeDate{t.Year(), int(t.Month()), t.Day()})
}

// digits reports whether text is 1 to most digits.
func digits(text string, most int) bool {
	return text != "" && len(text) <= most && strings.Trim(text, "0123456789") == ""
}

// yearOrMonth returns the date of 1986 or 5/1986.
func (r *frontReader) yearOrMonth(f value.Field, text, month, year string) LifeDate {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	switch {
	case month != "" && (m < 1 || m > 12):
		r.fail(f.Value, message.New("content.life-month", text, month), r.lifeDateHint(f, year))
		return LifeDate{}
	case len(year) == 2:
		r.fail(f.Value, message.New("content.life-year-short", text), r.fullYear(f, month, y))
		return LifeDate{}
	}
	return r.plausible(f, text, LifeDate{Year: y, Month: m})
}

// fullYear proposes the years that two digits may stand for: "86" is hardly a year
// that has not come yet.
func (r *frontReader) fullYear(f value.Field, month string, year int) message.Message {
	form := "%d"
	if month != "" {
		form = `"` + month + `/%d"`
	}
	last := fmt.Sprintf(form, 1900+year)
	if year >= 50 {
		return r.Write(f.Key, last)
	}
	return r.WriteEither(f.Key, last, fmt.Sprintf(form, 2000+year))
}

// plausible returns d if a life may have it.
func (r *frontReader) plausible(f value.Field, text string, d LifeDate) LifeDate {
	switch {
	case d.Year < 100 || d.Year > lastLifeYear:
		r.fail(f.Value, message.New("content.life-date", text), r.Write(f.Key, "1986"))
	case d.Year < firstLifeYear && !r.collective:
		r.fail(f.Value, message.New("content.life-early", text, firstLifeYear), message.New("content.life-early-hint"))
	default:
		return d
	}
	return LifeDate{}
}

// yearIn finds a year in a text, perhaps with the number of the month before it.
var yearIn = regexp.MustCompile(`(?:\b(0?[1-9]|1[0-2])(?:\s*[/.,-]\s*|\s+năm\s+|\s+))?\b(1[89][0-9][0-9]|20[0-9][0-9])\b`)

// lifeDateHint proposes what to write for a text that is no date: what it says of
// month and year, or all the forms.
func (r *frontReader) lifeDateHint(f value.Field, text string) message.Message {
	switch m := yearIn.FindStringSubmatch(text); {
	case m == nil:
		return message.New("content.life-date-forms")
	case m[1] != "":
		return r.Write(f.Key, `"`+m[1]+"/"+m[2]+`"`)
	default:
		return r.WriteEither(f.Key, m[2], `"6/`+m[2]+`"`)
	}
}

// judgeLife reports an end of the honoree's life before its beginning, and leaves it
// out: whoever reads on takes the honoree for living.
func (r *frontReader) judgeLife(table value.Node) {
	h := r.honoree
	if !LifeDateBefore(h.Died, h.Born) {
		return
	}
	f, _ := r.tables.honoree.field(table, "died")
	r.fail(f.Value, message.New("content.life-order", h.Died, h.Born), message.New("content.life-order-hint"))
	h.Died = LifeDate{}
}
