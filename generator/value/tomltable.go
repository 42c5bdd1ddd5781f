package value

// origin tells how a table came to be, which decides what may be added to it.
type origin uint8

const (
	byValue    origin = iota // { … } or [ … ]: complete
	bySubtable               // a, by the header [a.b]: [a] may follow
	byHeader                 // [a]: only tables below it may be added by headers
	byDots                   // a, by the key a.b: more such keys may follow
	byArray                  // the list of [[a]]: more of these may follow
)

// maxScanned is how many fields a table has before they are looked up by an index.
const maxScanned = 16

// find returns the field of a key in the table n; nil if it has none.
func (n *Node) find(key string) *Field {
	if n.index != nil {
		if i, ok := n.index[key]; ok {
			return &n.Fields[i]
		}
		return nil
	}
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return &n.Fields[i]
		}
	}
	return nil
}

// add appends a field, whose key the table n does not have, and returns its value.
func (n *Node) add(f Field) *Node {
	n.Fields = append(n.Fields, f)
	switch size := len(n.Fields); {
	case n.index != nil:
		n.index[f.Key] = size - 1
	case size > maxScanned:
		n.index = make(map[string]int, 2*size)
		for i := range n.Fields {
			n.index[n.Fields[i].Key] = i
		}
	}
	return &n.Fields[len(n.Fields)-1].Value
}

// below returns the table that is the value of key in n, for a header or a key
// with dots that leads through it; it makes one if there is none. It returns nil
// where such a key must not add anything.
func (n *Node) below(key Field, by origin) *Node {
	f := n.find(key.Key)
	if f == nil {
		if by == byHeader {
			by = bySubtable
		}
		return n.add(Field{key.Key, key.Offset, Node{Kind: Table, Offset: key.Offset, End: key.Offset + len(key.Key), origin: by}})
	}
	switch table := &f.Value; {
	case by == byDots && table.origin != byDots, table.origin == byValue:
		return nil
	case table.origin == byArray:
		return &table.Items[len(table.Items)-1]
	default:
		return table
	}
}

// open returns the table of the header key, [key] or [[key]], in n; nil if it
// clashes with what n has.
func (n *Node) open(key Field, array bool) *Node {
	f := n.find(key.Key)
	switch {
	case array && f == nil:
		list := key
		list.Value.Kind, list.Value.Items, list.Value.origin = List, []Node{key.Value}, byArray
		return &n.add(list).Items[0]
	case array && f.Value.origin == byArray:
		f.Value.Items = append(f.Value.Items, key.Value)
		return &f.Value.Items[len(f.Value.Items)-1]
	case !array && f == nil:
		return n.add(key)
	case !array && f.Value.origin == bySubtable:
		f.Value.origin, f.Value.Offset, f.Value.End, f.Offset = byHeader, key.Value.Offset, key.Value.End, key.Offset
		return &f.Value
	}
	return nil
}
