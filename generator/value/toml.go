package value

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"guong/generator/diag"
)

// Source is a text to be read: the front matter of a story, or a whole file.
type Source struct {
	File string // for diagnostics
	Line int    // line of the file at which Text begins, from 1
	Text string // NFC, lines end in "\n"
}

// At returns the place of byte offset in the text, with its line as excerpt;
// width is the number of characters meant.
func (s Source) At(offset, width int) diag.Diagnostic {
	d := diag.At(s.File, []byte(s.Text), offset, width)
	d.Line += max(s.Line, 1) - 1
	return d
}

// TOML reads s as TOML 1.1 into a table, or says what is wrong.
func TOML(s Source) (Node, diag.List) {
	if root, ok := readQuick(s.Text); ok {
		return root, nil
	}
	return readLibrary(s)
}

// maxMistakes is how many mistakes of syntax are told at once.
const maxMistakes = 10

func readLibrary(s Source) (Node, diag.List) {
	var found diag.List
	lines := strings.Split(s.Text, "\n")
	for len(found) < maxMistakes {
		text := strings.Join(lines, "\n")
		var tree map[string]any
		meta, err := toml.Decode(text, &tree)
		if err == nil && found == nil {
			if found = escapedControls(s); found != nil {
				break
			}
			return newLocator(text, meta).node(tree, nil, 0, len(text)), nil
		}
		var wrong toml.ParseError
		if !errors.As(err, &wrong) {
			break
		}
		m := explainTOML(Source{s.File, s.Line, text}, wrong)
		found = append(found, m.Diagnostic)
		if !m.alone {
			break
		}
		lines[m.number-1] = ""
	}
	return Node{}, found
}

// locator turns the library's tree into nodes. The library does not tell where
// a value stands: the locator looks for its key in the text, in file order. What
// it finds is good enough for the forms of TOML that the quick reader leaves.
type locator struct {
	text  string
	order map[string]int // of the keys' full names, in the file
}

func newLocator(text string, meta toml.MetaData) locator {
	order := map[string]int{}
	for i, key := range meta.Keys() {
		for n := range key {
			if name := key[:n+1].String(); order[name] == 0 {
				order[name] = i + 1
			}
		}
	}
	return locator{text, order}
}

// node returns v, the value of path, which stands at from or after.
func (l locator) node(v any, path toml.Key, from, to int) Node {
	n := Node{Offset: from, End: to}
	switch v := v.(type) {
	case string:
		n.Kind, n.Text = String, v
	case int64:
		n.Kind, n.Text = Integer, strconv.FormatInt(v, 10)
	case float64:
		n.Kind, n.Text = Float, strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		n.Kind, n.Text = Bool, strconv.FormatBool(v)
	case time.Time:
		n.Kind, n.Text = Time, formatTOMLDate(v)
	case []any:
		n.Kind = List
		for _, item := range v {
			n.Items = append(n.Items, l.node(item, path, from, to))
		}
	case []map[string]any:
		n.Kind, n.Items = List, l.tables(v, path, from, to)
	case map[string]any:
		n.Kind, n.Fields = Table, l.fields(v, path, from, to)
	}
	return n
}

func (l locator) tables(list []map[string]any, path toml.Key, from, to int) []Node {
	tables := make([]Node, len(list))
	for i, item := range list {
		tables[i] = l.node(item, path, l.header(path, from, to), to)
		if i > 0 {
			tables[i-1].End = tables[i].Offset
		}
		if strings.HasPrefix(l.text[tables[i].Offset:], "[[") {
			from = min(tables[i].Offset+len("[[")+len(path.String()), to)
		}
	}
	return tables
}

func (l locator) fields(table map[string]any, path toml.Key, from, to int) []Field {
	fields := make([]Field, 0, len(table))
	for key := range table {
		fields = append(fields, Field{Key: key, Offset: l.order[append(slices.Clone(path), key).String()]})
	}
	slices.SortFunc(fields, func(a, b Field) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Key, b.Key))
	})
	for i := range fields {
		f := &fields[i]
		f.Offset = l.key(f.Key, from, to)
		f.Value = l.node(table[f.Key], append(slices.Clone(path), f.Key), l.value(f), to)
	}
	return fields
}

// value returns where the value of f stands: behind "=", or with the key if a
// header opens it.
func (l locator) value(f *Field) int {
	after := strings.TrimLeft(l.text[f.Offset+len(f.Key):], " \t\"'")
	if !strings.HasPrefix(after, "=") {
		return f.Offset
	}
	return len(l.text) - len(strings.TrimLeft(after[1:], " \t"))
}

// key returns where key stands before "=" or in a header, at or after from; from
// itself if it is not found as it is.
func (l locator) key(key string, from, to int) int {
	for at := from; key != "" && at < to; at += len(key) {
		i := strings.Index(l.text[at:to], key)
		if i < 0 {
			break
		}
		at += i
		before := strings.TrimRight(l.text[:at], " \t\"'")
		after := strings.TrimLeft(l.text[at+len(key):], " \t\"'")
		startsWell := before == "" || strings.IndexByte("\n{,[.", before[len(before)-1]) >= 0
		endsWell := after != "" && strings.IndexByte("=].", after[0]) >= 0
		if startsWell && endsWell {
			return at
		}
	}
	return from
}

// header returns where [[path]] stands, whose last key is at from or after; from
// itself if there is none.
func (l locator) header(path toml.Key, from, to int) int {
	header := "[[" + path.String() + "]]"
	start := max(from-len(header)+len(path[len(path)-1])+len("]]"), 0)
	if i := strings.Index(l.text[start:to], header); i >= 0 {
		return start + i
	}
	return from
}

// formatTOMLDate writes a date as it stood in the file. The library marks dates
// without zone by the name of their location.
func formatTOMLDate(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return t.Format("2006-01-02")
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05")
	case "time-local":
		return t.Format("15:04:05")
	}
	return t.Format(time.RFC3339)
}

// number returns an Integer, Float or Bool as Go's value.
func number(n Node) any {
	switch n.Kind {
	case Integer:
		if i, err := strconv.Atoi(n.Text); err == nil {
			return i
		}
	case Float:
		if f, err := strconv.ParseFloat(n.Text, 64); err == nil {
			return f
		}
	case Bool:
		return n.Text == "true"
	}
	return n.Text
}
