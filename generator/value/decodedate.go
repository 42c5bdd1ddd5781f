package value

import (
	"fmt"
	"strings"
	"time"

	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Date returns the date of f, in any form of [ParseDate]; the zero time if it is
// none or an empty string.
func (d *Decoder) Date(f Field) time.Time {
	return d.DateElse(f, message.New("value.date-form", strings.TrimSpace(f.Value.Text)), message.New("value.date-forms"))
}

// DateElse returns the date of f as [Decoder.Date] does. Of a text in which no date
// can be made out it reports says, with hint.
func (d *Decoder) DateElse(f Field, says, hint message.Message) time.Time {
	n := f.Value
	text := strings.TrimSpace(n.Text)
	switch n.Kind {
	case Null:
		return time.Time{}
	case String, Plain, Time, Integer, Invalid:
		if text == "" {
			return time.Time{}
		}
		t, wrong := ParseDate(text, d.Location)
		if wrong == DateOK {
			return t
		}
		if guess := guessDate(vietnamese.Fold(text)); n.Kind != Integer || guess != "" {
			switch {
			case wrong == DateCalendar:
				says, hint = message.New("value.date-calendar", text), calendarHint(text)
			case wrong == DateClock:
				says = message.New("value.date-clock", text)
			case guess != "":
				hint = d.Write(f.Key, quoted(guess))
			}
			d.report(n, says, hint)
			return time.Time{}
		}
	}
	d.wrongType(n, f.Key, "value.type-date", hint)
	return time.Time{}
}

// calendarHint says how many days the month in question has.
func calendarHint(text string) message.Message {
	c, _ := parseClock(text)
	switch {
	case c.month >= 1 && c.month <= 12:
		return message.New("value.days-in-month", fmt.Sprintf("%d/%d", c.month, c.year), DaysIn(c.year, c.month))
	case c.day >= 1 && c.day <= 12 && c.month > 12:
		return message.New("value.day-first", fmt.Sprintf("%02d/%02d/%d", c.month, c.day, c.year))
	}
	return message.New("value.date-forms")
}
