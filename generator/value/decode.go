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
