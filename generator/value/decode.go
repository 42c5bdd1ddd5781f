package value

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Decoder takes typed values out of a tree and gathers what is wrong with them.
// It belongs to one goroutine.
type Decoder struct {
	Source
	YAML     bool           // the text is YAML, which hints then propose
	Location *time.Location // of dates without a zone
	Wrong    diag.List
}

// Report adds a diagnostic about the text from offset to end.
func (d *Decoder) Report(severity diag.Severity, offset, end int, text, hint message.Message) {
	end = min(max(end, offset), len(d.Text))
	if line := strings.IndexByte(d.Text[offset:end], '\n'); line >= 0 {
		end = offset + line
	}
	wrong := d.At(offset, utf8.RuneCountInString(d.Text[offset:end]))
	wrong.Severity, wrong.Message, wrong.Hint = severity, text, hint
	d.Wrong = append(d.Wrong, wrong)
}

// Unknown warns of a key that is none of known, and proposes the one that it
// resembles.
func (d *Decoder) Unknown(f Field, severity diag.Severity, known []string) {
	hint := message.New("value.known-keys", strings.Join(known, ", "))
	if near, ok := vietnamese.Nearest(f.Key, known); ok {
		hint = message.New("value.did-you-mean", near)
	}
	d.Report(severity, f.Offset, f.Offset+len(f.Key), message.New("value.unknown-key", f.Key), hint)
}

// String returns the text of f, which must be a string.
func (d *Decoder) String(f Field) string {
	switch f.Value.Kind {
	case String, Plain:
		return strings.TrimSpace(f.Value.Text)
	case Null:
		return ""
	case Integer, Float, Bool, Time:
		d.wrongType(f.Value, f.Key, "value.type-string", d.write(f.Key, quoted(f.Value.Text)))
	default:
		d.wrongType(f.Value, f.Key, "value.type-string", d.write(f.Key, `"…"`))
	}
	return ""
}

// Strings returns the texts of f, a list of strings or one string. Empty ones
// are left out.
func (d *Decoder) Strings(f Field) []string {
	if f.Value.Kind != List {
		if f.Value.Kind == Table || f.Value.Kind == Null {
			if f.Value.Kind == Table {
				d.wrongType(f.Value, f.Key, "value.type-strings", d.write(f.Key, `["…", "…"]`))
			}
			return nil
		}
		if s := d.String(f); s != "" {
			return []string{s}
		}
		return nil
	}
	list := make([]string, 0, len(f.Value.Items))
	for _, item := range f.Value.Items {
		if item.Kind == Table || item.Kind == List {
			d.wrongType(item, f.Key, "value.type-strings", d.write(f.Key, `["…", "…"]`))
			continue
		}
		if s := d.String(Field{f.Key, f.Offset, item}); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// Bool returns the truth value of f.
func (d *Decoder) Bool(f Field) bool {
	switch {
	case f.Value.Kind == Bool:
		return f.Value.Text == "true"
	case f.Value.Kind == Plain && (f.Value.Text == "true" || f.Value.Text == "false"):
		return f.Value.Text == "true"
	case f.Value.Kind != Null:
		d.wrongType(f.Value, f.Key, "value.type-bool", d.write(f.Key, "true"))
	}
	return false
}

// Int returns the whole number of f.
func (d *Decoder) Int(f Field) int {
	if f.Value.Kind == Integer || f.Value.Kind == Plain {
		if n, err := strconv.Atoi(f.Value.Text); err == nil {
			return n
		}
	}
	if f.Value.Kind != Null {
		d.wrongType(f.Value, f.Key, "value.type-int", d.write(f.Key, "10"))
	}
	return 0
}

// Date returns the date of f, in any form of [ParseDate]; the zero time if it is none.
func (d *Decoder) Date(f Field) time.Time {
	switch f.Value.Kind {
	case Null:
		return time.Time{}
	case String, Plain, Time:
		t, wrong := ParseDate(f.Value.Text, d.Location)
		switch wrong {
		case DateOK:
			return t
		case DateCalendar:
			d.Report(diag.Error, f.Value.Offset, f.Value.End, message.New("value.date-calendar", f.Value.Text), calendarHint(f.Value.Text))
		case DateClock:
			d.Report(diag.Error, f.Value.Offset, f.Value.End, message.New("value.date-clock", f.Value.Text), message.New("value.date-forms"))
		default:
			d.Report(diag.Error, f.Value.Offset, f.Value.End, message.New("value.date-form", f.Value.Text), message.New("value.date-forms"))
		}
	default:
		d.wrongType(f.Value, f.Key, "value.type-date", message.New("value.date-forms"))
	}
	return time.Time{}
}

// Table returns the fields of f, which must be a table; nil if it is none.
func (d *Decoder) Table(f Field) []Field {
	if f.Value.Kind == Table {
		return f.Value.Fields
	}
	if f.Value.Kind != Null {
		d.wrongType(f.Value, f.Key, "value.type-table", d.write(f.Key, "{ … }"))
	}
	return nil
}

// Tables returns the tables of f, a list of tables or one table.
func (d *Decoder) Tables(f Field) []Node {
	switch f.Value.Kind {
	case Null:
		return nil
	case Table:
		return []Node{f.Value}
	case List:
		tables := make([]Node, 0, len(f.Value.Items))
		for _, item := range f.Value.Items {
			if item.Kind != Table {
				d.wrongType(item, f.Key, "value.type-tables", message.New("value.tables-hint", f.Key))
				continue
			}
			tables = append(tables, item)
		}
		return tables
	}
	d.wrongType(f.Value, f.Key, "value.type-tables", message.New("value.tables-hint", f.Key))
	return nil
}

// write proposes the line as it should be.
func (d *Decoder) write(key, value string) message.Message {
	if d.YAML {
		return message.New("value.write", key+": "+value)
	}
	return message.New("value.write", key+" = "+value)
}

func (d *Decoder) wrongType(n Node, key, wanted string, hint message.Message) {
	d.Report(diag.Error, n.Offset, n.End, message.New("value.wrong-type", key, message.New(wanted), n.Kind), hint)
}

var kindNames = map[Kind]string{
	Null: "kind-null", String: "kind-string", Integer: "kind-integer", Float: "kind-float", Bool: "kind-bool",
	Time: "kind-time", Plain: "kind-string", List: "kind-list", Table: "kind-table",
}

// In returns the name of k in language l.
func (k Kind) In(l message.Language) string { return message.New("value." + kindNames[k]).In(l) }

// calendarHint says how many days the month in question has.
func calendarHint(text string) message.Message {
	c, ok := parseISO(text)
	if !ok {
		c, _ = parseDayFirst(text)
	}
	switch {
	case c.month >= 1 && c.month <= 12:
		return message.New("value.days-in-month", fmt.Sprintf("%d/%d", c.month, c.year), DaysIn(c.year, c.month))
	case c.day >= 1 && c.day <= 12 && c.month > 12:
		return message.New("value.day-first", fmt.Sprintf("%02d/%02d/%d", c.month, c.day, c.year))
	}
	return message.New("value.date-forms")
}
