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
//	2021-07-06 10:11:00.123 +0700   20210706T031100Z   20210706        (ISO 8601)
//	Tue, 06 Jul 2021 10:11:00 +0700   6 Jul 2021   Jul 6, 2021         (RFC 1123, English)
//	06/07/2021 - 10:11          6/7/2021 10:11     06/07/2021          (day first)
//	06-07-2021                  06.07.2021         2021/07/06
//	6 tháng 7 năm 2021          ngày 06 tháng 7 năm 2021, 10 giờ 11
//	06/07/2021 10h11            10h11 ngày 06/07/2021
//
// A time may be followed by a zone: Z, +07, +0700, +07:00, UTC, GMT+7 or ICT.
// Without one it is in loc; nil is UTC. Seconds may be given or not; a fraction
// of a second is cut off. 24:00 is the beginning of the next day. What can be
// meant in two ways, as a year of two digits, is no date.
func ParseDate(text string, loc *time.Location) (time.Time, DateError) {
	c, ok := parseClock(text)
	if wrong := c.judge(ok); wrong != DateOK {
		return time.Time{}, wrong
	}
	return c.time(loc), DateOK
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
	seconds                                bool // are written
	zoned                                  bool
	offset                                 int // minutes east of UTC
}

// time returns the moment of c, which judge accepts.
func (c clock) time(loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	if c.zoned {
		loc = fixedZone(c.offset)
	}
	return time.Date(c.year, time.Month(c.month), c.day, c.hour, c.minute, c.second, 0, loc)
}

// parseClock reads a date as it is written, whether it exists or not.
func parseClock(text string) (c clock, ok bool) {
	text = strings.TrimSpace(text)
	if c, ok = parseISO(text); ok {
		return c, true
	}
	folded := vietnamese.Fold(text)
	if c, ok = parseEnglish(scanner{s: folded}); ok {
		return c, true
	}
	return parseWritten(scanner{s: folded})
}

// judge holds c, which was read well or not, against calendar and clock.
func (c clock) judge(ok bool) DateError {
	switch {
	case !ok:
		return DateForm
	case c.month < 1 || c.month > 12 || c.day < 1 || c.day > DaysIn(c.year, c.month) || c.year < 1:
		return DateCalendar
	case c.hour == 24 && c.minute == 0 && c.second == 0 && c.year < 9999:
		return DateOK
	case c.hour > 23 || c.minute > 59 || c.second > 59:
		return DateClock
	}
	return DateOK
}

// parseISO reads a date of ISO 8601 in digits, extended (2021-07-06T10:11:00) or
// basic (20210706T101100), with T or spaces between date and time.
func parseISO(s string) (c clock, ok bool) {
	p := scanner{s: s}
	if c.year, ok = p.number(4, 4); !ok {
		return c, false
	}
	extended := p.byte('-')
	if c.month, ok = p.number(2, 2); !ok || extended && !p.byte('-') {
		return c, false
	}
	if c.day, ok = p.number(2, 2); !ok || p.s != "" && p.s[0] >= '0' && p.s[0] <= '9' {
		return c, false
	}
	if p.s == "" {
		return c, true
	}
	mark := p.byte('T') || p.byte('t')
	if !mark && !p.byte(' ') {
		return c, false
	}
	p.spaces()
	return c, p.isoTime(&c, mark) && p.zone(&c) && p.s == ""
}

// isoTime reads 10:11:12, 10:11, 101112, 1011 or, behind a T, 10, with a fraction
// of what is written last.
func (p *scanner) isoTime(c *clock, mark bool) (ok bool) {
	if c.hour, ok = p.number(2, 2); !ok {
		return false
	}
	unit := 60 * 60
	extended := p.byte(':')
	if minute, found := p.number(2, 2); found {
		c.minute, unit = minute, 60
		if !extended || p.byte(':') {
			if c.second, c.seconds = p.number(2, 2); c.seconds {
				unit = 1
			} else if extended {
				return false
			}
		}
	} else if extended || !mark {
		return false
	}
	return p.fraction(c, unit)
}

// fraction reads a fraction of a unit of so many seconds, after "." or ",".
func (p *scanner) fraction(c *clock, unit int) bool {
	if !p.byte('.') && !p.byte(',') {
		return true
	}
	part, scale, size := 0, 1, 0
	for size < len(p.s) && p.s[size] >= '0' && p.s[size] <= '9' {
		if size < 9 {
			part, scale = part*10+int(p.s[size]-'0'), scale*10
		}
		size++
	}
	p.s = p.s[size:]
	if unit > 1 {
		seconds := part * unit / scale
		c.minute, c.second = c.minute+seconds/60, seconds%60
	}
	return size > 0 && (c.hour < 24 || part == 0)
}

// zones are the names of zones that have one meaning only, with their offsets.
var zones = []struct {
	name    string
	minutes int
}{{"z", 0}, {"utc", 0}, {"gmt", 0}, {"ut", 0}, {"ict", 7 * 60}, {"asia/ho_chi_minh", 7 * 60}, {"asia/saigon", 7 * 60}}

// zone reads the zone of a time, in brackets or not, if there is one; two of
// them, as in "+0700 +07" or "+07:00[Asia/Ho_Chi_Minh]", must agree. Words in
// brackets behind a zone are a comment: "GMT+0700 (Indochina Time)".
func (p *scanner) zone(c *clock) bool {
	for range 2 {
		p.spaces()
		if p.s == "" {
			return true
		}
		before, closing := p.s, byte(0)
		switch {
		case p.byte('('):
			closing = ')'
		case p.byte('['):
			closing = ']'
		}
		offset, ok := p.offset()
		if c.zoned && !ok && closing == ')' && strings.IndexByte(before, ')') == len(before)-1 {
			p.s = ""
			return true
		}
		if !ok || closing != 0 && !p.byte(closing) || c.zoned && offset != c.offset {
			return false
		}
		c.zoned, c.offset = true, offset
	}
	return true
}

// offset reads Z, UTC, GMT+7, +7, +07, +0700 or +07:00, in minutes east of UTC.
func (p *scanner) offset() (minutes int, ok bool) {
	for _, z := range zones {
		if p.wordFold(z.name) {
			if z.minutes > 0 || z.name == "z" || p.s == "" || p.s[0] != '+' && p.s[0] != '-' {
				return z.minutes, true
			}
			break
		}
	}
	sign := 1
	if p.byte('-') {
		sign = -1
	} else if !p.byte('+') {
		return 0, false
	}
	hours, ok := p.number(1, 2)
	if !ok {
		return 0, false
	}
	if colon := p.byte(':'); colon || p.s != "" && p.s[0] >= '0' && p.s[0] <= '9' {
		if minutes, ok = p.number(2, 2); !ok {
			return 0, false
		}
	}
	return sign * (hours*60 + minutes), hours < 24 && minutes < 60
}

// wordFold reads w, in small letters, whatever its case is in the text.
func (p *scanner) wordFold(w string) bool {
	if len(p.s) < len(w) || !strings.EqualFold(p.s[:len(w)], w) {
		return false
	}
	after := p.s[len(w):]
	if after != "" && (after[0]|0x20 >= 'a' && after[0]|0x20 <= 'z') {
		return false
	}
	p.s = after
	return true
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
	if i < least {
		return 0, false
	}
	p.s = p.s[i:]
	return n, true
}

// minutes reads the minutes of hh:mm, perhaps with :ss.
func (p *scanner) minutes(c *clock) (ok bool) {
	if c.minute, ok = p.number(2, 2); ok && p.byte(':') {
		c.second, ok = p.number(2, 2)
		c.seconds = true
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
