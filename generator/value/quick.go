package value

import (
	"strings"
	"unicode/utf8"
)

// The quick reader takes the TOML that nearly every story is written in: bare
// keys; strings; decimal numbers, dates, true and false; arrays; inline tables;
// [table] and [[array]] headers of bare keys below tables that have a header of
// their own. At anything else, and at the first thing that looks wrong, it gives
// up, and the library reads the text and judges it. What both can read, both
// read the same: FuzzTOML holds them to it.
//
// It pays because it is ten times as fast as the library (BenchmarkTOML), which
// alone would take a third of the time of a whole build, and because it knows
// where everything stands, which the library does not tell.
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
	for {
		q.blank()
		switch {
		case q.at == len(src):
			return root, true
		case src[q.at] == '[':
			if table = q.header(&root.Fields); table == nil {
				return Node{}, false
			}
		case !q.pair(table):
			return Node{}, false
		}
		if !q.endOfLine() {
			return Node{}, false
		}
	}
}

// header reads [a.b] or [[a.b]] and returns the table that it opens; nil if it
// is not for the quick reader.
func (q *quick) header(table *[]Field) *[]Field {
	start := q.at
	q.take('[')
	array := q.take('[')
	for {
		offset := q.at
		key := q.bareKey()
		if key == "" {
			return nil
		}
		field := find(*table, key)
		if q.take('.') {
			if field == nil || !hasHeader(field) {
				return nil
			}
			table = innermost(&field.Value)
			continue
		}
		if !q.take(']') || array && !q.take(']') {
			return nil
		}
		return q.open(table, field, Field{Key: key, Offset: offset, Value: Node{Kind: Table, Offset: start, End: q.at}}, array)
	}
}

// open puts the table of header into table, where its key may have a field
// already.
func (q *quick) open(table *[]Field, field *Field, header Field, array bool) *[]Field {
	if field != nil && !(array && field.Value.Kind == List && hasHeader(field)) {
		return nil
	}
	if array {
		if field == nil {
			list := header
			list.Value.Kind = List
			*table = append(*table, list)
			field = &(*table)[len(*table)-1]
		}
		field.Value.Items = append(field.Value.Items, header.Value)
		return innermost(&field.Value)
	}
	*table = append(*table, header)
	return innermost(&(*table)[len(*table)-1].Value)
}

// hasHeader tells a table or list that headers made, whose value begins before
// its key, from `key = value`.
func hasHeader(f *Field) bool { return f.Value.Offset < f.Offset }

// innermost returns the fields that stand below the last header of n.
func innermost(n *Node) *[]Field {
	if n.Kind == List {
		n = &n.Items[len(n.Items)-1]
	}
	return &n.Fields
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
	switch c := q.src[q.at]; c {
	case '"', '\'':
		n.Kind = String
		n.Text, ok = q.string(c)
	case '[':
		n.Kind = List
		n.Items, ok = q.array()
	case '{':
		n.Kind = Table
		n.Fields, ok = q.inlineTable()
	default:
		n.Kind, n.Text, ok = q.bare()
	}
	n.End = q.at
	return n, ok
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
	for i := q.at; i < len(q.src); i++ {
		if q.src[i] == '\n' {
			q.at = i
			return true
		}
		if isControl(q.src[i]) {
			return false
		}
	}
	q.at = len(q.src)
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

// isControl accepts the characters that TOML does not let into text.
func isControl(c byte) bool { return c < ' ' && c != '\t' || c == 0x7f }
