package value

import (
	"strconv"
	"strings"
	"time"
)

// weekdays begin dates of newspapers, folded.
var weekdays = []string{
	"chu nhat", "thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay",
	"thu 2", "thu 3", "thu 4", "thu 5", "thu 6", "thu 7", "cn", "t2", "t3", "t4", "t5", "t6", "t7",
}

// guessDate returns the date that is probably meant by a folded text which is
// none, in a form of [ParseDate]; "" if there is no telling. It reads a year of
// two digits, the halves of the day, weeks and days of the year, and seconds
// since 1970; it passes over the day of the week.
func guessDate(folded string) string {
	s := strings.TrimSpace(folded)
	if c, ok := parseRareISO(s); ok {
		return c.rewritten()
	}
	if digits(s) {
		return guessDigits(s)
	}
	if open := strings.IndexByte(s, '('); open >= 0 {
		s = s[:open] // (GMT+7)
	}
	s = strings.TrimSuffix(strings.TrimSpace(s), "gmt+7")
	p := scanner{s: strings.TrimSpace(s), shortYears: true}
	if _, found := p.name(englishWeekdays); found && strings.IndexByte(" ,", (p.s + "x")[0]) >= 0 {
		english := p
		english.separator()
		if c, ok := parseEnglish(english); ok {
			return c.rewritten()
		}
	}
	for _, day := range weekdays {
		if after, found := strings.CutPrefix(s, day); found {
			s = strings.TrimLeft(after, " ,-–")
			break
		}
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "luc "), "mung ")
	s, shift := cutHalf(strings.TrimSpace(s))
	p.s = s
	c, ok := parseWritten(p)
	if !ok {
		if c, ok = parseEnglish(p); !ok {
			if c, ok = parseISO(s); !ok {
				return ""
			}
		}
	}
	if shift >= 0 && c.hour <= 12 {
		c.hour = c.hour%12 + shift
	}
	return c.rewritten()
}

// rewritten returns c as a Vietnamese writer or, with a zone, as ISO 8601 has it;
// "" if the calendar or the clock does not have it.
func (c clock) rewritten() string {
	if c.judge(true) != DateOK {
		return ""
	}
	t := c.time(nil)
	switch {
	case t.Year() > 9999:
		return ""
	case c.zoned:
		return t.Format(time.RFC3339)
	case c.hour+c.minute+c.second == 0:
		return t.Format("02/01/2006")
	case c.second == 0:
		return t.Format("02/01/2006 - 15:04")
	}
	return t.Format("02/01/2006 - 15:04:05")
}

// cutHalf cuts the half of the day off the end of s and returns the hours to
// add; -1 if none is named.
func cutHalf(s string) (rest string, shift int) {
	for _, half := range []struct {
		name  string
		shift int
	}{{"am", 0}, {"sa", 0}, {"pm", 12}, {"ch", 12}} {
		if rest, found := strings.CutSuffix(s, half.name); found {
			return strings.TrimSpace(rest), half.shift
		}
	}
	return s, -1
}

// parseRareISO reads the dates of ISO 8601 that nobody knows by heart, in small
// letters: the day of a week (2019-w27-2, 2019w272) or of a year (2019-183,
// 2019183), perhaps with a time.
func parseRareISO(s string) (c clock, ok bool) {
	date, clockTime, hasTime := strings.Cut(s, "t")
	if !hasTime {
		date, clockTime, hasTime = strings.Cut(s, " ")
	}
	day, ok := rareDay(strings.ReplaceAll(date, "-", ""))
	if !ok {
		return c, false
	}
	if hasTime {
		p := scanner{s: clockTime}
		if !p.isoTime(&c, true) || !p.zone(&c) || p.s != "" {
			return c, false
		}
	}
	c.year, c.month, c.day = day.Year(), int(day.Month()), day.Day()
	return c, true
}

// rareDay returns the day of 2019w272 or 2019183.
func rareDay(s string) (day time.Time, ok bool) {
	p := scanner{s: s}
	year, _ := p.number(4, 4)
	if year == 0 {
		return day, false
	}
	if !p.byte('w') {
		n, ok := p.number(3, 3)
		day = time.Date(year, time.January, n, 0, 0, 0, 0, time.UTC)
		return day, ok && p.s == "" && n > 0 && day.Year() == year
	}
	week, _ := p.number(2, 2)
	weekday, ok := p.number(1, 1)
	if !ok || p.s != "" || week == 0 || weekday < 1 || weekday > 7 {
		return day, false
	}
	// January 4 is always in week 1.
	day = time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	monday := (int(day.Weekday()) + 6) % 7
	day = day.AddDate(0, 0, (week-1)*7+weekday-1-monday)
	y, w := day.ISOWeek()
	return day, y == year && w == week
}

// guessDigits returns the date that is meant by digits alone: 20190702223939, or
// seconds or milliseconds since 1970.
func guessDigits(s string) string {
	switch len(s) {
	case 12, 14:
		if c, ok := parseISO(s[:8] + "t" + s[8:]); ok {
			return c.rewritten()
		}
	case 13:
		s = s[:10]
		fallthrough
	case 10:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return time.Unix(n, 0).In(hanoi).Format(time.RFC3339)
		}
	}
	return ""
}
