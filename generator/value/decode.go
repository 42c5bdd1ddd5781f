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
	Location *time.Location // of dates without a zone; nil is UTC
	Wrong    diag.List      // begins with what the reader of the text found

	places cursor
}

// At returns the place of byte offset in the text, as [Source.At] does, fast for
// places in the order of the text.
func (d *Decoder) At(offset, width int) diag.Diagnostic {
	return d.places.place(d.Source, offset, width)
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

// Unknown reports a key that is none of known, and proposes the one that it
// resembles, which it returns; "" if there is none.
func (d *Decoder) Unknown(f Field, severity diag.Severity, known []string) (meant string) {
	meant, _ = vietnamese.Nearest(f.Key, known)
	d.UnknownMeaning(f, severity, meant, known)
	return meant
}

// UnknownMeaning reports a key that is none of known, and proposes meant, or all
// of known if meant is "".
func (d *Decoder) UnknownMeaning(f Field, severity diag.Severity, meant string, known []string) {
	hint := message.New("value.known-keys", strings.Join(known, ", "))
	if meant != "" {
		hint = message.New("value.did-you-mean", meant)
	}
	d.Report(severity, f.Offset, f.Offset+len(f.Key), message.New("value.unknown-key", f.Key), hint)
}

// Header returns the header that opens the table n of a TOML text, as "[image]"
// or "[[honorees]]"; "" if n is written as { … }.
func (d *Decoder) Header(n Node) string {
	if d.YAML || n.Kind != Table {
		return ""
	}
	start := strings.LastIndexByte(d.Text[:n.Offset], '\n') + 1
	line, _, _ := strings.Cut(d.Text[start:], "\n")
	line = strings.TrimSpace(line)
	closing := "]"
	if strings.HasPrefix(line, "[[") {
		closing = "]]"
	}
	name, _, closed := strings.Cut(line, closing)
	if !closed || line[0] != '[' || strings.ContainsAny(name, "{,") {
		return "" // a list of tables { … }
	}
	return name + closing
}

// String returns the text of f, which must be a string.
func (d *Decoder) String(f Field) string { return d.text(f.Value, f.Key, "%s") }

// text returns the string n; form is how a string is written as key's value.
func (d *Decoder) text(n Node, key, form string) string {
	switch n.Kind {
	case Plain:
		d.warnOfComment(n, key, form)
		return strings.TrimSpace(n.Text)
	case String, Invalid:
		return strings.TrimSpace(n.Text)
	case Null:
	case Integer, Float, Bool, Time:
		d.wrongType(n, key, "value.type-string", d.Write(key, fmt.Sprintf(form, quoted(n.Text))))
	default:
		d.wrongType(n, key, "value.type-string", d.Write(key, fmt.Sprintf(form, `"…"`)))
	}
	return ""
}

// warnOfComment warns where YAML cuts a text at " #": it may be meant.
func (d *Decoder) warnOfComment(n Node, key, form string) {
	rest, _, _ := strings.Cut(d.Text[n.End:], "\n")
	comment := strings.TrimSpace(rest)
	if !strings.HasPrefix(comment, "#") || d.Text[n.Offset:n.End] != n.Text {
		return
	}
	offset := n.End + strings.IndexByte(rest, '#')
	d.Report(diag.Warning, offset, offset+len(comment), message.New("value.yaml-comment"),
		message.New("value.yaml-comment-hint", d.line(key, fmt.Sprintf(form, quoted(n.Text+" "+comment)))))
}

// Strings returns the texts of f, a list of strings or one string. Empty ones
// are left out.
func (d *Decoder) Strings(f Field) []string {
	switch f.Value.Kind {
	case Null:
		return nil
	case Invalid:
		if strings.Contains(f.Value.Text, ",") {
			d.amend(f.Value, message.New("value.unquoted"), d.Write(f.Key, asList(f.Value.Text)))
		}
	case Table:
		d.wrongType(f.Value, f.Key, "value.type-strings", d.Write(f.Key, `["…", "…"]`))
		return nil
	case List:
		list := make([]string, 0, len(f.Value.Items))
		for _, item := range f.Value.Items {
			if s := d.text(item, f.Key, "[%s]"); s != "" {
				list = append(list, s)
			}
		}
		return list
	}
	if s := d.String(f); s != "" {
		return []string{s}
	}
	return nil
}

// truthWords are what people write for true and false, folded.
var truthWords = map[string]bool{
	"true": true, "yes": true, "y": true, "on": true, "1": true, "co": true, "dung": true, "roi": true, "bat": true, "ok": true, "x": true,
	"false": false, "no": false, "n": false, "off": false, "0": false, "khong": false, "ko": false, "sai": false, "chua": false, "tat": false, "none": false, "never": false,
}

// Truth returns the truth value that a text says in the words of people: "có",
// "No"; clear is false if it says none.
func Truth(text string) (yes, clear bool) {
	yes, clear = truthWords[vietnamese.Fold(strings.TrimSpace(text))]
	return yes, clear
}

// Bool returns the truth value of f.
func (d *Decoder) Bool(f Field) bool {
	n := f.Value
	switch {
	case n.Kind == Null:
		return false
	case (n.Kind == Bool || n.Kind == Plain) && (n.Text == "true" || n.Text == "false"):
		return n.Text == "true"
	}
	meant, known := Truth(n.Text)
	hint := d.WriteEither(f.Key, "true", "false")
	if known {
		hint = d.Write(f.Key, strconv.FormatBool(meant))
	}
	d.wrongType(n, f.Key, "value.type-bool", hint)
	return meant
}

// Int returns the whole number of f.
func (d *Decoder) Int(f Field) int {
	n, err := strconv.Atoi(strings.TrimSpace(f.Value.Text))
	switch {
	case f.Value.Kind == Null:
		return 0
	case err != nil:
		d.wrongType(f.Value, f.Key, "value.type-int", d.Write(f.Key, "10"))
		return 0
	case f.Value.Kind != Integer && f.Value.Kind != Plain:
		d.wrongType(f.Value, f.Key, "value.type-int", d.Write(f.Key, strconv.Itoa(n)))
		return 0
	}
	return n
}

// Ints returns the whole numbers of f, a list of them or one.
func (d *Decoder) Ints(f Field) (list []int) {
	items := f.Value.Items
	switch f.Value.Kind {
	case Null:
		return nil
	case Table:
		d.wrongType(f.Value, f.Key, "value.type-ints", d.Write(f.Key, "[10, 20]"))
		return nil
	case List:
	default:
		items = []Node{f.Value}
	}
	for _, item := range items {
		list = append(list, d.Int(Field{Key: f.Key, Offset: f.Offset, Value: item}))
	}
	return list
}

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

// Table returns the fields of f, which must be a table; nil if it is none.
func (d *Decoder) Table(f Field) []Field {
	if f.Value.Kind == Table {
		return f.Value.Fields
	}
	if f.Value.Kind != Null {
		d.wrongType(f.Value, f.Key, "value.type-table", d.Write(f.Key, "{ … }"))
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
				d.wrongType(item, f.Key, "value.type-tables", d.tablesHint(f.Key))
				continue
			}
			tables = append(tables, item)
		}
		return tables
	}
	d.wrongType(f.Value, f.Key, "value.type-tables", d.tablesHint(f.Key))
	return nil
}

func (d *Decoder) tablesHint(key string) message.Message {
	if d.YAML {
		return message.New("value.tables-hint-yaml", key)
	}
	return message.New("value.tables-hint", key)
}

// Write returns the hint to write key with value, which is in quotation marks
// if it is text: in TOML or YAML, as the text is.
func (d *Decoder) Write(key, value string) message.Message {
	return message.New("value.write", d.line(key, value))
}

// WriteEither returns the hint to write key with one value or the other, each as
// [Decoder.Write] takes it.
func (d *Decoder) WriteEither(key, one, other string) message.Message {
	return message.New("value.write-either", d.line(key, one), d.line(key, other))
}

func (d *Decoder) line(key, value string) string {
	if d.YAML {
		return key + ": " + value
	}
	return key + " = " + value
}

func (d *Decoder) wrongType(n Node, key, wanted string, hint message.Message) {
	kind := n.Kind
	if kind == Invalid {
		kind = String
	}
	d.report(n, message.New("value.wrong-type", key, message.New(wanted), kind), hint)
}

// report reports an error about the value n. What the reader said of an invalid
// value is made more precise, not said twice.
func (d *Decoder) report(n Node, text, hint message.Message) {
	if n.Kind == Invalid {
		d.amend(n, text, hint)
		return
	}
	d.Report(diag.Error, n.Offset, n.End, text, hint)
}

// amend replaces what the reader said of the invalid value n, if that was only
// that it lacks quotation marks: the key knows better what is missing.
func (d *Decoder) amend(n Node, text, hint message.Message) {
	place := d.At(n.Offset, 0).Position
	for i := range d.Wrong {
		if wrong := &d.Wrong[i]; wrong.Position == place && wrong.Message.ID == "value.unquoted" {
			wrong.Message, wrong.Hint = text, hint
			return
		}
	}
}

var kindNames = map[Kind]string{
	Null: "kind-null", String: "kind-string", Integer: "kind-integer", Float: "kind-float", Bool: "kind-bool",
	Time: "kind-time", Plain: "kind-string", Invalid: "kind-string", List: "kind-list", Table: "kind-table",
}

// In returns the name of k in language l.
func (k Kind) In(l message.Language) string { return message.New("value." + kindNames[k]).In(l) }

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
