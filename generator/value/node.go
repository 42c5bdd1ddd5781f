// Package value reads TOML and YAML into trees that know where in the file each
// value stands, and takes typed values out of them.
//
// Front matter and configuration are written by people who are no programmers.
// What they got wrong is reported with its place and with the line as it should
// be; nothing is guessed. Bare keys may have marks and blanks, and dates need no
// quotation marks. In TOML a value has the type that it was written
// with; in YAML every scalar has the type that its key wants, so that 84.016,
// 08 and 06/07/2021 stay what was written.
//
// A [Node] holds substrings of the text that it was read from and is immutable.
package value

import "strconv"

// Kind is the type that a value was written with.
type Kind uint8

// The kinds of a value. Plain is a YAML scalar without quotation marks, whose
// type is for its key to say.
const (
	Null Kind = iota
	String
	Integer
	Float
	Bool
	Time
	Plain
	List
	Table
	Invalid // a TOML value that was reported; Text is what is probably meant
)

// Node is one value.
type Node struct {
	Kind   Kind
	Text   string  // of a scalar: the string's value, or the number, date… as written
	Items  []Node  // of a List
	Fields []Field // of a Table, in the order of the file
	Offset int     // where it begins in the text, in bytes
	End    int     // where it ends

	origin origin         // of a Table or List of TOML
	index  map[string]int // of a large Table: the place of each key in Fields
}

// Field is one key of a table with its value.
type Field struct {
	Key    string
	Offset int // where the key begins in the text, in bytes
	Value  Node
}

// Field returns the value of a table's key.
func (n Node) Field(key string) (Node, bool) {
	if f := n.find(key); f != nil {
		return f.Value, true
	}
	return Node{}, false
}

// Any returns the value for templates: string, bool, int, float64, []any,
// map[string]any or nil. A date is the string that was written.
func (n Node) Any() any {
	switch n.Kind {
	case Null:
		return nil
	case Integer, Float, Bool:
		return number(n)
	case List:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = item.Any()
		}
		return list
	case Table:
		table := make(map[string]any, len(n.Fields))
		for _, f := range n.Fields {
			table[f.Key] = f.Value.Any()
		}
		return table
	}
	return n.Text
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
