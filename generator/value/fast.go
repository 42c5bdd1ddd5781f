package value

import (
	"strings"
	"time"
	"unicode/utf8"
)

// The quick reader takes the TOML that nearly every story is written in: bare
// keys; strings of one line, numbers in decimal digits, dates, true and false;
// arrays; inline tables; [table] and [[array]] headers of one bare key. At
// anything else, and at the first thing that looks wrong, it gives up, and the
// library reads the text and judges it. What both can read, both read the same:
// FuzzTOML holds them to it.
//
// It pays because it is 8 times as fast as the library (BenchmarkTOML), which
// alone would take a third of the time of a whole build.
type quick struct {
	src string
	at  int
}

// readQuick returns the table of src, or false to let the library read it.
func readQuick(src string) (Node, bool) {
	if !utf8.ValidString(src) {
		return Node{}, false
	}
	q := &quick{src: src}
	root := Node{Kind: Table, End: len(src)}
	table := &root.Fields
	arrays := map[string]bool(nil) // names that [[…]] made: the only lists that [[…]] may extend
	for {
		q.blank()
		if q.at == len(src) {
			return root, true
		}
		if src[q.at] != '[' {
			if !q.pair(table) || !q.endOfLine() {
				return Node{}, false
			}
			continue
		}
		start := q.at
		array := strings.HasPrefix(src[q.at:], "[[")
		brackets := 1
		if array {
			brackets = 2
		}
		q.at += brackets
		name := q.bareKey()
		if name == "" || !strings.HasPrefix(src[q.at:], "]]"[:brackets]) {
			return Node{}, false
		}
		q.at += brackets
		if !q.endOfLine() {
			return Node{}, false
		}
		field := find(root.Fields, name)
		switch {
		case field == nil && array:
			if arrays == nil {
				arrays = map[string]bool{}
			}
			arrays[name] = true
			root.Fields = append(root.Fields, Field{name, start + brackets, Node{Kind: List, Offset: start, End: q.at}})
			field = &root.Fields[len(root.Fields)-1]
		case field == nil:
			root.Fields = append(root.Fields, Field{name, start + brackets, Node{Kind: Table, Offset: start, End: q.at}})
			table = &root.Fields[len(root.Fields)-1].Value.Fields
			continue
		case !array || !arrays[name]:
			return Node{}, false
		}
		list := &field.Value
		list.Items = append(list.Items, Node{Kind: Table, Offset: start, End: q.at})
		table = &list.Items[len(list.Items)-1].Fields
	}
}

func find(fields []Field, key string) *Field {
	for i := range fields {
		if fields[i].Key == key {
			return &fields[i]
		}
	}
	return nil
}

// pair reads `key = value` into table.
func (q *quick) pair(table *[]Field) bool {
	start := q.at
	key := q.bareKey()
	if key == "" || find(*table, key) != nil {
		return false
	}
	q.spaces()
	if !q.take('=') {
		return false
	}
	q.spaces()
	value, ok := q.value()
	if ok {
		*table = append(*table, Field{key, start, value})
	}
	return ok
}

func (q *quick) value() (Node, bool) {
	if q.at == len(q.src) {
		return Node{}, false
	}
	n := Node{Offset: q.at}
	ok := false
	switch c := q.src[q.at]; {
	case c == '"':
		n.Kind = String
		n.Text, ok = q.basicString()
	case c == '\'':
		n.Kind = String
		n.Text, ok = q.literalString()
	case c == '[':
		n.Kind = List
		n.Items, ok = q.array()
	case c == '{':
		n.Kind = Table
		n.Fields, ok = q.inlineTable()
	default:
		n.Kind, n.Text, ok = q.bare()
	}
	n.End = q.at
	return n, ok
}

// basicString reads "…" on one line, with the escapes \" \\ \n \t.
func (q *quick) basicString() (string, bool) {
	rest := q.src[q.at+1:]
	if strings.HasPrefix(rest, `""`) {
		return "", false
	}
	escaped := false
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '"':
			q.at += i + 2
			if escaped {
				return unescape.Replace(rest[:i]), true
			}
			return rest[:i], true
		case c == '\\':
			if i++; i == len(rest) || !strings.ContainsRune(`"\nt`, rune(rest[i])) {
				return "", false
			}
			escaped = true
		case c < ' ' && c != '\t' || c == 0x7f:
			return "", false
		}
	}
	return "", false
}

var unescape = strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, "\n", `\t`, "\t")

// literalString reads '…' on one line.
func (q *quick) literalString() (string, bool) {
	rest := q.src[q.at+1:]
	end := strings.IndexByte(rest, '\'')
	if end < 0 || strings.HasPrefix(rest, "''") {
		return "", false
	}
	for i := range end {
		if c := rest[i]; c < ' ' && c != '\t' || c == 0x7f {
			return "", false
		}
	}
	q.at += end + 2
	return rest[:end], true
}

func (q *quick) array() (items []Node, ok bool) {
	q.at++
	for {
		q.blank()
		if q.take(']') {
			return items, true
		}
		item, ok := q.value()
		if !ok {
			return nil, false
		}
		items = append(items, item)
		q.blank()
		if !q.take(',') {
			return items, q.take(']')
		}
	}
}

func (q *quick) inlineTable() (fields []Field, ok bool) {
	q.at++
	q.spaces()
	if q.take('}') {
		return nil, true
	}
	for {
		q.spaces()
		if !q.pair(&fields) {
			return nil, false
		}
		q.spaces()
		if !q.take(',') {
			return fields, q.take('}')
		}
	}
}

// bare reads true, false, a decimal integer or a date.
func (q *quick) bare() (Kind, string, bool) {
	start := q.at
	for q.at < len(q.src) && !strings.ContainsRune(" \t\n,]}#", rune(q.src[q.at])) {
		q.at++
	}
	text := q.src[start:q.at]
	if len(text) == len("2006-01-02") && strings.HasPrefix(q.src[q.at:], " ") && isTOMLDate(text) {
		end := q.at + 1 // "2006-01-02 15:04:05": a space instead of the T
		for end < len(q.src) && strings.IndexByte("0123456789:.+-Z", q.src[end]) >= 0 {
			end++
		}
		if end > q.at+1 {
			q.at = end
			text = q.src[start:end]
		}
	}
	switch {
	case text == "true" || text == "false":
		return Bool, text, true
	case isTOMLInteger(text):
		return Integer, text, true
	case isTOMLDate(text):
		return Time, text, true
	}
	return Null, "", false
}

// isTOMLInteger accepts 0, 7, -12: no sign "+", leading zero, "_" or prefix, at most 18 digits.
func isTOMLInteger(s string) bool {
	s = strings.TrimPrefix(s, "-")
	if s == "" || len(s) > 18 || s[0] == '0' && len(s) > 1 {
		return false
	}
	return digits(s)
}

// isTOMLDate accepts a date that exists, alone or with a time to the second and
// an offset in whole minutes.
func isTOMLDate(s string) bool {
	if len(s) != len("2006-01-02") && len(s) < len("2006-01-02T15:04:05") {
		return false
	}
	if c, ok := parseISO(s); !ok || c.year == 0 || strings.ContainsAny(s, "tz") {
		return false
	}
	_, wrong := ParseDate(s, time.UTC)
	return wrong == DateOK
}

func (q *quick) bareKey() string {
	start := q.at
	for q.at < len(q.src) && isBareKeyByte(q.src[q.at]) {
		q.at++
	}
	return q.src[start:q.at]
}

func isBareKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

func (q *quick) take(c byte) bool {
	if q.at < len(q.src) && q.src[q.at] == c {
		q.at++
		return true
	}
	return false
}

func (q *quick) spaces() {
	for q.at < len(q.src) && (q.src[q.at] == ' ' || q.src[q.at] == '\t') {
		q.at++
	}
}

// blank passes over white space, line ends and comments. It stops at a control
// character in a comment, which the caller then trips over.
func (q *quick) blank() {
	for {
		for q.at < len(q.src) && strings.IndexByte(" \t\n", q.src[q.at]) >= 0 {
			q.at++
		}
		if q.at == len(q.src) || q.src[q.at] != '#' || !q.comment() {
			return
		}
	}
}

func (q *quick) comment() bool {
	for i := q.at; i < len(q.src) && q.src[i] != '\n'; i++ {
		if c := q.src[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	if end := strings.IndexByte(q.src[q.at:], '\n'); end >= 0 {
		q.at += end
	} else {
		q.at = len(q.src)
	}
	return true
}

// endOfLine passes over the rest of a line, which may hold a comment only.
func (q *quick) endOfLine() bool {
	q.spaces()
	if q.at < len(q.src) && q.src[q.at] == '#' && !q.comment() {
		return false
	}
	return q.at == len(q.src) || q.take('\n')
}
