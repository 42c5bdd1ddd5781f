package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"guong/generator/message"
)

// lintMoment warns of an item or paragraph of a timeline that says no time or a day that
// no calendar has, and of lines that go on with an item and look like one.
func (w *writer) lintMoment(n ast.Node, inItem bool) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	line := bytes.TrimSpace(w.line(n, 0))
	size := w.momentSize(n, line)
	switch {
	case size > 0:
		if at, stop := wrongDay(line[:size]); stop > 0 {
			w.warn(first.Start+at, first.Start+stop, "moment-day", string(line[at:stop]))
		}
	case inItem || has(n, leadAttribute) || isAlone(n):
		w.warnMoment("moment", first.Start, line)
	}
	for i := 1; inItem && i < lines.Len(); i++ {
		at, line := lines.At(i), bytes.TrimSpace(w.line(n, i))
		letter, _ := utf8.DecodeRune(line)
		end, _ := utf8.DecodeLastRune(bytes.TrimSpace(w.line(n, i-1)))
		if unicode.IsUpper(letter) && valueEnd(line) == 0 && (unicode.IsLetter(end) || unicode.IsDigit(end) || end == '.') {
			w.warnMoment("moment-line", at.Start, line)
			return
		}
	}
}

func (w *writer) warnMoment(id string, at int, line []byte) {
	w.warnHint(at, at+len(line), message.New("markdown."+id), message.New("markdown.moment-hint", shortened("1954: "+string(line))))
}

// momentSize returns how much of a line of a timeline is its time: up to a colon, or
// what is bold.
func (w *writer) momentSize(n ast.Node, line []byte) int {
	if bold, ok := n.FirstChild().(*ast.Emphasis); ok && bold.Level == 2 {
		return min(len(line), len("****")+len(w.plainOf(bold)))
	}
	return valueEnd(line)
}

// isAlone reports whether a paragraph is all that a box holds but for its title.
func isAlone(n ast.Node) bool {
	return n.NextSibling() == nil && (n.PreviousSibling() == nil || has(n.PreviousSibling(), titleAttribute))
}

// days are days, and months, with a year in figures, or with words.
var days = regexp.MustCompile(`\b(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})\b|\b(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?\b`)

// leapYear stands for a year that is not told: it has all days.
const leapYear = 2000

// wrongDay returns where the first day of a text stands that no calendar has; stop is 0
// if there is none.
func wrongDay(s []byte) (at, stop int) {
	for _, m := range days.FindAllSubmatchIndex(s, -1) {
		part := func(group, missing int) int {
			if m[2*group] < 0 {
				return missing
			}
			n, _ := strconv.Atoi(string(s[m[2*group]:m[2*group+1]]))
			return n
		}
		day, month, year := part(1, 1), part(2, 0), part(3, leapYear)
		if m[2*5] >= 0 {
			day, month, year = part(4, 1), part(5, 0), part(6, leapYear)
		}
		date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if date.Day() != day || int(date.Month()) != month {
			return m[0], m[1]
		}
	}
	return 0, 0
}
