package content

import (
	"cmp"
	"fmt"
	"strconv"

	"guong/generator/message"
	"guong/generator/value"
)

// LifeDate is a day of somebody's life, of which perhaps only the year is known, or
// the month: what is not known is 0.
type LifeDate struct{ Year, Month, Day int }

// IsZero reports whether nothing is known.
func (d LifeDate) IsZero() bool { return d == LifeDate{} }

// String returns the date as Vietnamese texts write it: "1925", "5/1925", "19/5/1925".
func (d LifeDate) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d/%d", d.Month, d.Year)
	}
	return fmt.Sprintf("%d/%d/%d", d.Day, d.Month, d.Year)
}

// CompareLifeDates orders dates; where less is known comes first.
func CompareLifeDates(a, b LifeDate) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}

// LifeDateBefore reports whether a is certainly before b, as far as both are known:
// nothing unknown is before anything.
func LifeDateBefore(a, b LifeDate) bool {
	switch {
	case a.IsZero() || b.IsZero():
		return false
	case a.Year != b.Year:
		return a.Year < b.Year
	case a.Month == 0 || b.Month == 0 || a.Month != b.Month:
		return a.Month < b.Month && a.Month != 0
	}
	return a.Day < b.Day && a.Day != 0
}

// Stories tell of persons who were born in this year or later; places and bodies may be
// older. No life lasts beyond the other year.
const (
	firstLifeYear = 1800
	lastLifeYear  = 2100
)

// milestones come out in the order of time.
func (r *frontReader) milestones(f value.Field) (list []Milestone) {
	if !r.YAML {
		f.Key = r.list + "." + f.Key // as the header of the table has to be written
	}
	for _, table := range r.Tables(f) {
		m := Milestone{}
		r.milestone = &m
		r.fields(r.tables.milestone, table, table.Fields)
		switch t := r.tables.milestone; {
		case !t.given(table, "when"):
			r.fail(table, message.New("content.milestone"), r.Write("when", "2008"))
		case !t.given(table, "text"):
			r.fail(table, message.New("content.milestone"), r.Write("text", `"…"`))
		case m.When.Year != 0:
			list = append(list, m)
		}
	}
	return list
}

func milestoneKeys() []key {
	return []key{
		{value.Key{
			Name: "when", Vietnamese: []string{"khi nào", "năm", "ngày", "thời gian"}, Foreign: []string{"date", "year"},
			Takes: value.TakesDate, Required: true, Meaning: message.New("content.key-milestone-when"), Example: `2008`,
		}, func(r *frontReader, f value.Field) { r.milestone.When = r.lifeDate(f) }},
		{value.Key{
			Name: "text", Vietnamese: []string{"việc", "nội dung", "sự kiện"}, Foreign: []string{"event"},
			Takes: value.TakesText, Required: true, Meaning: message.New("content.key-milestone-text"), Example: `"Nhận lớp ghép ở Pú Vang"`,
		}, func(r *frontReader, f value.Field) { r.milestone.Text = r.String(f) }},
	}
}
