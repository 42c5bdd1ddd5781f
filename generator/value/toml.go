package value

import (
	"errors"
	"fmt"
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

// TOML reads s as TOML 1.0 into a table, or says what is wrong.
func TOML(s Source) (Node, diag.List) {
	if root, ok := readQuick(s.Text); ok {
		return root, nil
	}
	return readLibrary(s)
}

func readLibrary(s Source) (Node, diag.List) {
	var tree map[string]any
	meta, err := toml.Decode(s.Text, &tree)
	if err != nil {
		var wrong toml.ParseError
		if !errors.As(err, &wrong) {
			wrong = toml.ParseError{Message: err.Error()}
		}
		return Node{}, diag.List{explainTOML(s, wrong)}
	}
	order := map[string]int{}
	for i, key := range meta.Keys() {
		if _, seen := order[key.String()]; !seen {
			order[key.String()] = i
		}
	}
	l := locator{text: s.Text, order: order}
	return l.node(tree, nil, 0, len(s.Text)), nil
}

// locator turns the library's tree into nodes. The library does not tell where
// a value stands: the locator looks for its key in the text, in file order.
type locator struct {
	text  string
	order map[string]int
}

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
		n.Kind = List
		for _, item := range v {
			start := from
			if len(n.Items) > 0 {
				start = min(n.Items[len(n.Items)-1].Offset+1, to)
			}
			n.Items = append(n.Items, l.node(item, path, l.header(path, start, to), to))
		}
		for i := range len(n.Items) - 1 {
			n.Items[i].End = n.Items[i+1].Offset
		}
	case map[string]any:
		n.Kind = Table
		for key := range v {
			n.Fields = append(n.Fields, Field{Key: key})
		}
		full := func(f Field) int { return l.order[append(slices.Clone(path), f.Key).String()] }
		slices.SortFunc(n.Fields, func(a, b Field) int {
			return full(a) - full(b)
		})
		for i := range n.Fields {
			f := &n.Fields[i]
			f.Offset = l.key(f.Key, from, to)
			f.Value = l.node(v[f.Key], append(slices.Clone(path), f.Key), f.Offset, to)
		}
	default:
		n.Kind, n.Text = String, fmt.Sprint(v)
	}
	return n
}

// key returns where key stands before "=" or in a header, at or after from.
func (l locator) key(key string, from, to int) int {
	for at := from; at < to; {
		i := strings.Index(l.text[at:to], key)
		if i < 0 {
			return from
		}
		at += i
		before := strings.TrimRight(l.text[:at], " \t\"'")
		after := strings.TrimLeft(l.text[at+len(key):], " \t\"'")
		startsWell := before == "" || strings.IndexByte("\n{,[.", before[len(before)-1]) >= 0
		endsWell := after != "" && strings.IndexByte("=].", after[0]) >= 0
		if startsWell && endsWell {
			return at
		}
		at += len(key)
	}
	return from
}

// header returns where the next [[path]] stands, at or after from.
func (l locator) header(path toml.Key, from, to int) int {
	if i := strings.Index(l.text[from:to], "[["+path.String()+"]]"); i >= 0 {
		return from + i
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
