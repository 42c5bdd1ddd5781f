package store

import (
	"bytes"
	"encoding/binary"
	"iter"
	"maps"
	"slices"
	"sort"
)

// table tells where values are. What the index of the last commit tells stays as it
// was read, a row for each key in their order: a table of that size is searched, and
// never built, which most of a short build would be spent on.
type table struct {
	rows  []byte        // of indexRow bytes each
	added map[Key]entry // since
}

// indexRow is the size of a row: key, offset, size, checksum, generation. A row
// without an offset has no value any more.
const indexRow = 16 + 8 + 4 + 4 + 4

func (t *table) row(i int) []byte { return t.rows[i*indexRow : (i+1)*indexRow] }

func (t *table) len() int { return len(t.rows)/indexRow + len(t.added) }

// find returns the row of a key, nil if it has none.
func (t *table) find(k Key) []byte {
	n := len(t.rows) / indexRow
	i := sort.Search(n, func(i int) bool { return bytes.Compare(t.row(i)[:16], k[:]) >= 0 })
	if i == n || Key(t.row(i)[:16]) != k {
		return nil
	}
	return t.row(i)
}

func (t *table) get(k Key) (e entry, ok bool) {
	if e, ok = t.added[k]; ok {
		return e, true
	}
	if row := t.find(k); row != nil {
		e = decodeRow(row)
	}
	return e, e.offset != 0
}

func (t *table) set(k Key, e entry) {
	if row := t.find(k); row != nil {
		encodeRow(row[:16], e)
		return
	}
	if t.added == nil {
		t.added = map[Key]entry{}
	}
	t.added[k] = e
}

func (t *table) delete(k Key) {
	if row := t.find(k); row != nil {
		encodeRow(row[:16], entry{})
	}
	delete(t.added, k)
}

// all yields what there is, in the order of its keys. Entries may be set or deleted
// meanwhile.
func (t *table) all() iter.Seq2[Key, entry] {
	return func(yield func(Key, entry) bool) {
		added := slices.SortedFunc(maps.Keys(t.added), func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
		for i := 0; i < len(t.rows)/indexRow || len(added) > 0; {
			if i < len(t.rows)/indexRow && (len(added) == 0 || bytes.Compare(t.row(i)[:16], added[0][:]) < 0) {
				row := t.row(i)
				if i++; decodeRow(row).offset != 0 && !yield(Key(row[:16]), decodeRow(row)) {
					return
				}
				continue
			}
			k := added[0]
			if added = added[1:]; !yield(k, t.added[k]) {
				return
			}
		}
	}
}

// encoded returns the rows of all that there is.
func (t *table) encoded() []byte {
	out := make([]byte, 0, t.len()*indexRow)
	for k, e := range t.all() {
		out = append(out, k[:]...)
		encodeRow(out[len(out)-16:], e)
		out = out[:len(out)+indexRow-16]
	}
	return out
}

// encodeRow writes an entry behind its key, into the room that is there.
func encodeRow(key []byte, e entry) {
	row := key[:16]
	row = binary.LittleEndian.AppendUint64(row, uint64(e.offset))
	row = binary.LittleEndian.AppendUint32(row, e.size)
	row = binary.LittleEndian.AppendUint32(row, e.sum)
	_ = binary.LittleEndian.AppendUint32(row, e.used)
}

func decodeRow(row []byte) entry {
	return entry{
		offset: int64(binary.LittleEndian.Uint64(row[16:])), size: binary.LittleEndian.Uint32(row[24:]),
		sum: binary.LittleEndian.Uint32(row[28:]), used: binary.LittleEndian.Uint32(row[32:]),
	}
}
