package value

import "strings"

// parseWritten reads a date as Vietnamese people write it, in folded text: the
// day first, with strokes, hyphens, full stops or words between its numbers, and
// perhaps a time before or behind it, and a zone behind the time.
func parseWritten(p scanner) (c clock, ok bool) {
	timeFirst := p
	if timeFirst.time(&c) && timeFirst.gap() && timeFirst.date(&c) && timeFirst.s == "" {
		return c, true
	}
	c = clock{}
	if !p.date(&c) {
		return c, false
	}
	return c, p.s == "" || p.gap() && p.time(&c) && p.zone(&c) && p.s == ""
}

// date reads 06/07/2021, 06-07-2021, 06.07.2021, 2021/07/06 or "ngày 6 tháng 7
// năm 2021".
func (p *scanner) date(c *clock) (ok bool) {
	if p.word("ngay") {
		p.spaces()
	}
	before := len(p.s)
	first, _ := p.number(1, 4)
	switch before - len(p.s) {
	case 4:
		c.year = first
		if !p.month(c) {
			return false
		}
		c.day, ok = p.number(1, 2)
		return ok
	case 1, 2:
		c.day = first
		afterDay := *p
		if !p.namedMonth(c) {
			*p = afterDay
			if !p.month(c) {
				return false
			}
		}
		return p.year(c)
	}
	return false
}

// month reads the number of a month between two marks of a kind.
func (p *scanner) month(c *clock) (ok bool) {
	mark, ok := p.mark(0)
	if !ok {
		return false
	}
	if c.month, ok = p.number(1, 2); !ok {
		return false
	}
	_, ok = p.mark(mark)
	return ok
}

// namedMonth reads "tháng 7 năm", where "năm" may be a mark or missing.
func (p *scanner) namedMonth(c *clock) (ok bool) {
	p.spaces()
	if !p.word("thang") {
		return false
	}
	p.spaces()
	if c.month, ok = p.number(1, 2); !ok {
		return false
	}
	p.spaces()
	if !p.word("nam") && !p.byte(',') && !p.byte('/') {
		p.byte('-')
	}
	p.spaces()
	return true
}

// year reads four digits; or two, of 1950 to 2049, if that is allowed.
func (p *scanner) year(c *clock) (ok bool) {
	before := len(p.s)
	if c.year, ok = p.number(2, 4); !ok {
		return false
	}
	size := before - len(p.s)
	if size == 2 && p.shortYears {
		c.year += 2000
		if c.year >= 2050 {
			c.year -= 100
		}
		return true
	}
	return size == 4
}

// mark reads the mark between two numbers of a date with the spaces around it:
// that given, or any if it is 0.
func (p *scanner) mark(same byte) (mark byte, ok bool) {
	p.spaces()
	if p.s == "" {
		return 0, false
	}
	mark = p.s[0]
	if strings.IndexByte("/-.", mark) < 0 || same != 0 && mark != same {
		return 0, false
	}
	p.s = p.s[1:]
	p.spaces()
	return mark, true
}

// time reads 10:11, 10:11:30, 10h11, 10h, 10g11, "10 giờ 11" or "10 giờ 11 phút".
func (p *scanner) time(c *clock) (ok bool) {
	if c.hour, ok = p.number(1, 2); !ok {
		return false
	}
	if p.byte(':') {
		return p.minutes(c)
	}
	p.spaces()
	if !p.word("h") && !p.word("g") && !p.word("gio") {
		return false
	}
	afterHour := *p
	p.spaces()
	if c.minute, ok = p.number(1, 2); !ok {
		*p = afterHour
		return true
	}
	afterMinute := *p
	p.spaces()
	if !p.word("phut") && !p.word("p") {
		*p = afterMinute
	}
	return true
}

// gap reads what stands between date and time: spaces, a dash, a comma, "lúc".
func (p *scanner) gap() bool {
	before := len(p.s)
	p.spaces()
	for _, mark := range []string{"-", "–", "—", ",", "|"} {
		if after, found := strings.CutPrefix(p.s, mark); found {
			p.s = after
			break
		}
	}
	p.spaces()
	if p.word("luc") {
		p.spaces()
	}
	return len(p.s) < before
}

func (p *scanner) spaces() { p.s = strings.TrimLeft(p.s, " ") }

// word reads w, if no letter follows it.
func (p *scanner) word(w string) bool {
	after, found := strings.CutPrefix(p.s, w)
	if !found || after != "" && after[0] >= 'a' && after[0] <= 'z' {
		return false
	}
	p.s = after
	return true
}
