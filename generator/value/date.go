package value

import (
	"strings"
	"time"

	"guong/generator/vietnamese"
)

// DateError tells why a text is no date.
type DateError uint8

// What a date can be wrong in: its form, a day or month that the calendar does
// not have, an hour that the clock does not have.
const (
	DateOK DateError = iota
	DateForm
	DateCalendar
	DateClock
)

// ParseDate reads a date in one of the forms that stories are written with:
//
//	2021-07-06T10:11:00+07:00   2021-07-06T10:11   2021-07-06 10:11   2021-07-06
//	06/07/2021 - 10:11          6/7/2021 10:11     06/07/2021         (day first)
//	06-07-2021                  06.07.2021         2021/07/06
//	6 tháng 7 năm 2021          ngày 06 tháng 7 năm 2021, 10 giờ 11
//	06/07/2021 10h11            10h11 ngày 06/07/2021
//
// Without a zone it is in loc; nil is UTC. Seconds may be given or not. What
// can be meant in two ways, as a year of two digits, is no date.
func ParseDate(text string, loc *time.Location) (time.Time, DateError) {
	c, ok := parseClock(text)
	wrong := c.judge(ok)
	if wrong != DateOK {
		return time.Time{}, wrong
	}
	if loc == nil {
		loc = time.UTC
	}
	if c.zoned {
		loc = fixedZone(c.offset)
	}
	return time.Date(c.year, time.Month(c.month), c.day, c.hour, c.minute, c.second, 0, loc), DateOK
}

// DaysIn returns the number of days of a month (1 to 12) of the Gregorian calendar.
func DaysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

var hanoi = time.FixedZone("+07:00", 7*60*60)

func fixedZone(minutes int) *time.Location {
	switch minutes {
	case 0:
		return time.UTC
	case 7 * 60:
		return hanoi
	}
	return time.FixedZone("", minutes*60)
}

// clock is a date as written, not yet held against the calendar.
type clock struct {
	year, month, day, hour, minute, second int
	zoned                                  bool
	offset                                 int // minutes east of UTC
}

// parseClock reads a date as it is written, whether it exists or not.
func parseClock(text string) (c clock, ok bool) {
	text = strings.TrimSpace(text)
	if c, ok = parseISO(text); ok {
		return c, true
	}
	return parseWritten(scanner{s: vietnamese.Fold(text)})
}

// judge holds c, which was read well or not, against calendar and clock.
func (c clock) judge(ok bool) DateError {
	switch {
	case !ok:
		return DateForm
	case c.month < 1 || c.month > 12 || c.day < 1 || c.day > DaysIn(c.year, c.month) || c.year < 1:
		return DateCalendar
	case c.hour > 23 || c.minute > 59 || c.second > 59:
		return DateClock
	}
	return DateOK
}

// parseISO reads year-month-day, then perhaps a time after T or a space, then
// perhaps Z or ±hh:mm.
func parseISO(s string) (c clock, ok bool) {
	p := scanner{s: s}
	if c.year, ok = p.number(4, 4); !ok || !p.byte('-') {
		return c, false
	}
	if c.month, ok = p.number(2, 2); !ok || !p.byte('-') {
		return c, false
	}
	if c.day, ok = p.number(2, 2); !ok {
		return c, false
	}
	if p.s == "" {
		return c, true
	}
	if !p.byte('T') && !p.byte('t') && !p.byte(' ') {
		return c, false
	}
	if c.hour, ok = p.number(2, 2); !ok || !p.byte(':') || !p.minutes(&c) {
		return c, false
	}
	switch {
	case p.s == "":
		return c, true
	case p.s == "Z" || p.s == "z":
		c.zoned = true
		return c, true
	}
	sign := 1
	if p.s[0] == '-' {
		sign = -1
	} else if p.s[0] != '+' {
		return c, false
	}
	p.s = p.s[1:]
	hours, ok1 := p.number(2, 2)
	colon := p.byte(':')
	minutes, ok2 := p.number(2, 2)
	c.zoned, c.offset = true, sign*(hours*60+minutes)
	return c, ok1 && colon && ok2 && p.s == "" && hours < 24 && minutes < 60
}

// scanner reads a text from its front.
type scanner struct {
	s          string
	shortYears bool // a year may have two digits
}

func (p *scanner) byte(c byte) bool {
	if p.s != "" && p.s[0] == c {
		p.s = p.s[1:]
		return true
	}
	return false
}

func (p *scanner) number(least, most int) (n int, ok bool) {
	i := 0
	for i < len(p.s) && i < most && p.s[i] >= '0' && p.s[i] <= '9' {
		n = n*10 + int(p.s[i]-'0')
		i++
	}
	p.s = p.s[i:]
	return n, i >= least
}

// minutes reads the minutes of hh:mm, perhaps with :ss.
func (p *scanner) minutes(c *clock) (ok bool) {
	if c.minute, ok = p.number(2, 2); ok && p.byte(':') {
		c.second, ok = p.number(2, 2)
	}
	return ok
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
