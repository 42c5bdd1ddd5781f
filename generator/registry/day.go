package registry

import (
	"fmt"
	"time"
)

// Day is a day of the calendar, without zone, as the number yyyymmdd: 20250701.
// Days compare as numbers. The zero Day is none.
type Day int32

// NewDay returns the day of a year, a month (1 to 12) and a day of the month.
func NewDay(year, month, day int) Day { return Day(year*10000 + month*100 + day) }

// DayOf returns the day of t in t's own zone; none for the zero time.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	year, month, day := t.Date()
	return NewDay(year, int(month), day)
}

// Year returns the year of d, 0 for none.
func (d Day) Year() int { return int(d / 10000) }

// String returns the day as Vietnamese texts write it: "01/07/2025"; "" for none.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d%100, d/100%100, d/10000)
}

// Period is the time from one day to another, both included. A zero Day leaves
// that side open.
type Period struct {
	From, Until Day
}

// ValidOn reports whether the period takes in day. Where no day is known nothing
// can be said against it: true.
func (p Period) ValidOn(day Day) bool {
	return day == 0 || (p.From == 0 || p.From <= day) && (p.Until == 0 || day <= p.Until)
}

// ValidIn reports whether the period takes in any day of year; true for year 0,
// which is not known.
func (p Period) ValidIn(year int) bool {
	return year == 0 || (p.From == 0 || p.From.Year() <= year) && (p.Until == 0 || year <= p.Until.Year())
}
