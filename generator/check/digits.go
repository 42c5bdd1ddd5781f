package check

import "strings"

// number is a row of digits that people read as one: groups of digits with a
// space, a full stop or a hyphen between them, "0912 345 678".
type number struct {
	start, end int    // in the text
	digits     string // without what separates them
	groups     []int  // how many digits each group has
	plus       bool   // a plus sign stands before it
}

// numbersIn returns the numbers of at least min digits in a text. Digits that
// belong to a sum, a date or the name of a document ("84.016,5", "15/5/2016",
// "0912/QĐ-UBND") are none.
func numbersIn(s string, min int) (list []number) {
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		run := groupsAt(s, i)
		i = run[len(run)-1].end
		if total(run) >= min {
			list = append(list, split(s, run)...)
		}
	}
	return list
}

// group is an unbroken row of digits.
type group struct{ start, end int }

// groupsAt returns the groups of digits that begin at i, with one separator
// between each two of them; a closing bracket counts as one.
func groupsAt(s string, i int) (groups []group) {
	for {
		g := group{i, i}
		for g.end < len(s) && isDigit(s[g.end]) {
			g.end++
		}
		groups = append(groups, g)
		next := g.end
		if next < len(s) && s[next] == ')' {
			next++
		}
		if next < len(s) && strings.IndexByte(" .-", s[next]) >= 0 {
			next++
		}
		if next == g.end || next >= len(s) || !isDigit(s[next]) {
			return groups
		}
		i = next
	}
}

// split returns the numbers that a run of groups may be: the whole run, or where
// two numbers follow each other, or a year and a number, the long groups and
// what stands between spaces.
func split(s string, run []group) (list []number) {
	if n := numberOf(s, run); bounded(s, n) {
		list = append(list, n)
	}
	if len(run) == 1 {
		return list
	}
	from := 0
	for i := 1; i <= len(run); i++ {
		if i < len(run) && s[run[i].start-1] != ' ' && !(s[run[i].start-1] == '-' && wide(run[i]) && wide(run[i-1])) {
			continue
		}
		piece := run[from:i]
		if n := numberOf(s, piece); len(piece) < len(run) && total(piece) >= 9 && bounded(s, n) {
			list = append(list, n)
		}
		from = i
	}
	return list
}

// wide reports whether a group can be a number by itself.
func wide(g group) bool { return g.end-g.start >= 9 }

func total(groups []group) (n int) {
	for _, g := range groups {
		n += g.end - g.start
	}
	return n
}

func numberOf(s string, groups []group) number {
	n := number{start: groups[0].start, end: groups[len(groups)-1].end}
	for _, g := range groups {
		n.digits += s[g.start:g.end]
		n.groups = append(n.groups, g.end-g.start)
	}
	if n.start > 0 && s[n.start-1] == '+' {
		n.plus = true
		n.start--
	}
	if n.start > 0 && s[n.start-1] == '(' {
		n.start--
	}
	return n
}

// bounded reports whether what stands around a number leaves it one: no letter,
// no further digit, no mark that makes it a part of something.
func bounded(s string, n number) bool {
	if n.start > 0 {
		if c := s[n.start-1]; c >= 0x80 || isLetter(c) || isDigit(c) || strings.IndexByte("/_#=,", c) >= 0 {
			return false
		}
		if c := s[n.start-1]; (c == '.' || c == '-') && n.start > 1 && s[n.start-2] > ' ' {
			return n.start > 2 && isDigit(s[n.start-2]) && c == '-' // a second number behind a hyphen
		}
	}
	if n.end < len(s) {
		c := s[n.end]
		if c >= 0x80 && !strings.HasPrefix(s[n.end:], "”") && !strings.HasPrefix(s[n.end:], "…") && !strings.HasPrefix(s[n.end:], "–") {
			return false
		}
		if isLetter(c) || isDigit(c) || strings.IndexByte("/_%", c) >= 0 {
			return false
		}
		if strings.IndexByte(",.-", c) >= 0 && n.end+1 < len(s) {
			if d := s[n.end+1]; isLetter(d) || d >= 0x80 {
				return false
			} else if isDigit(d) {
				return c == '-'
			}
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
