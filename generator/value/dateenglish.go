package value

import (
	"strings"
	"time"
)

var (
	englishMonths   = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	englishWeekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
)

// parseEnglish reads a date whose month is an English name, in folded text:
// "tue, 06 jul 2021 10:11:00 +0700" (RFC 1123), "6-jul-2021", "july 6th, 2021",
// "tue jul 6 10:11:00 2021". The day of the week, if there is one, must be right.
func parseEnglish(p scanner) (c clock, ok bool) {
	weekday, hasWeekday := p.name(englishWeekdays)
	if hasWeekday {
		p.byte(',')
		p.spaces()
	}
	month, monthFirst := p.name(englishMonths)
	if monthFirst {
		p.byte('.')
		p.spaces()
	}
	if c.day, ok = p.number(1, 2); !ok {
		return c, false
	}
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		if p.word(ending) {
			break
		}
	}
	p.separator()
	if !monthFirst {
		if month, ok = p.name(englishMonths); !ok {
			return c, false
		}
		p.byte('.')
		p.separator()
	}
	c.month = month + 1
	if timeFirst := p; monthFirst && timeFirst.time(&c) && timeFirst.zoneBeforeYear(&c) && timeFirst.year(&c) {
		p = timeFirst
	} else {
		c = clock{day: c.day, month: c.month}
		ok = p.year(&c) && (p.s == "" || p.gap() && p.time(&c) && p.zone(&c))
	}
	if !ok || p.s != "" {
		return c, false
	}
	return c, !hasWeekday || c.judge(true) != DateOK || int(c.time(time.UTC).Weekday()) == weekday
}

// zoneBeforeYear reads the zone of a time that a year follows.
func (p *scanner) zoneBeforeYear(c *clock) bool {
	p.spaces()
	if offset := *p; len(p.s) > 0 && (p.s[0] < '0' || p.s[0] > '9') {
		if c.offset, c.zoned = offset.offset(); !c.zoned {
			return false
		}
		*p = offset
	}
	p.spaces()
	return true
}

// name reads one of names, or three or more of its first letters.
func (p *scanner) name(names []string) (index int, ok bool) {
	end := 0
	for end < len(p.s) && p.s[end] >= 'a' && p.s[end] <= 'z' {
		end++
	}
	if end < 3 {
		return 0, false
	}
	for i, name := range names {
		if strings.HasPrefix(name, p.s[:end]) {
			p.s = p.s[end:]
			return i, true
		}
	}
	return 0, false
}

// separator passes over what stands between the parts of an English date.
func (p *scanner) separator() { p.s = strings.TrimLeft(p.s, " ,-") }
