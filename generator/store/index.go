package store

import (
	"encoding/binary"
	"os"
)

const indexMagic = "guongix1"

// index tells where the values of a pack stand.
type index struct {
	id         uint64 // of the pack
	covered    int64  // how much of the pack it knows, in bytes
	generation uint32
	entries    map[Key]entry
}

const (
	indexHead = len(indexMagic) + 8 + 8 + 4 + 4
	indexRow  = 16 + 8 + 4 + 4 + 4
)

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
	x.entries = make(map[Key]entry, count)
	for ; len(in) > 0; in = in[indexRow:] {
		e := entry{
			offset: int64(binary.LittleEndian.Uint64(in[16:])), size: binary.LittleEndian.Uint32(in[24:]),
			sum: binary.LittleEndian.Uint32(in[28:]), used: binary.LittleEndian.Uint32(in[32:]),
		}
		if e.offset < headerSize || e.offset+int64(e.size) > x.covered {
			return x, false
		}
		x.entries[Key(in[:16])] = e
	}
	return x, true
}

// writeIndex replaces the index.
func writeIndex(dir *os.Root, x index) error {
	data := make([]byte, 0, indexHead+len(x.entries)*indexRow+4)
	data = append(data, indexMagic...)
	data = binary.LittleEndian.AppendUint64(data, x.id)
	data = binary.LittleEndian.AppendUint64(data, uint64(x.covered))
	data = binary.LittleEndian.AppendUint32(data, x.generation)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(x.entries)))
	for k, e := range x.entries {
		data = append(data, k[:]...)
		data = binary.LittleEndian.AppendUint64(data, uint64(e.offset))
		data = binary.LittleEndian.AppendUint32(data, e.size)
		data = binary.LittleEndian.AppendUint32(data, e.sum)
		data = binary.LittleEndian.AppendUint32(data, e.used)
	}
	data = binary.LittleEndian.AppendUint32(data, checksum(data))
	next := indexName + ".new"
	if err := dir.WriteFile(next, data, 0o600); err != nil {
		return err
	}
	return dir.Rename(next, indexName)
}
