package store

import (
	"bytes"
	"encoding/binary"
	"os"
)

const indexMagic = "guongix2"

// index tells where the values of a pack stand.
type index struct {
	id         uint64 // of the pack
	covered    int64  // how much of the pack it knows, in bytes
	generation uint32
	entries    table
}

const indexHead = len(indexMagic) + 8 + 8 + 4 + 4

// readIndex reads the index. It is not ok if there is none or it is damaged.
func readIndex(dir *os.Root) (x index, ok bool) {
	info, err := dir.Lstat(indexName)
	if err != nil || !info.Mode().IsRegular() {
		return x, false
	}
	data, err := dir.ReadFile(indexName)
	if err != nil || len(data) < indexHead+4 || string(data[:len(indexMagic)]) != indexMagic {
		return x, false
	}
	rows, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if checksum(rows) != sum {
		return x, false
	}
	in := rows[len(indexMagic):]
	x.id, x.covered = binary.LittleEndian.Uint64(in), int64(binary.LittleEndian.Uint64(in[8:]))
	x.generation = binary.LittleEndian.Uint32(in[16:])
	count := int(binary.LittleEndian.Uint32(in[20:]))
	in = in[24:]
	if count*indexRow != len(in) {
		return x, false
	}
	x.entries.rows = in
	for i := range count {
		e := decodeRow(x.entries.row(i))
		inOrder := i == 0 || bytes.Compare(x.entries.row(i - 1)[:16], x.entries.row(i)[:16]) < 0
		if !inOrder || e.offset < headerSize || e.offset+int64(e.size) > x.covered {
			return index{}, false
		}
	}
	return x, true
}

// writeIndex replaces the index.
func writeIndex(dir *os.Root, x index) error {
	rows := x.entries.encoded()
	data := make([]byte, 0, indexHead+len(rows)+4)
	data = append(data, indexMagic...)
	data = binary.LittleEndian.AppendUint64(data, x.id)
	data = binary.LittleEndian.AppendUint64(data, uint64(x.covered))
	data = binary.LittleEndian.AppendUint32(data, x.generation)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(rows)/indexRow))
	data = append(data, rows...)
	data = binary.LittleEndian.AppendUint32(data, checksum(data))
	next := indexName + newSuffix
	if err := dir.WriteFile(next, data, 0o600); err != nil {
		return err
	}
	return dir.Rename(next, indexName)
}
