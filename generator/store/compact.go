package store

import (
	"bufio"
	"cmp"
	"maps"
	"os"
	"slices"
)

// compact copies the values that are in use into a new pack, in the order in
// which they stand, and takes it in place of the old one.
func (s *Store) compact() error {
	if err := s.pack.flush(); err != nil {
		return err
	}
	const name = packName + ".new"
	_ = s.dir.Remove(name) // of a process that was killed
	file, err := s.dir.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	next := &pack{dir: s.dir, file: file}
	entries, err := s.copyTo(next)
	if err == nil {
		err = s.dir.Rename(name, packName)
	}
	if err != nil {
		file.Close()
		_ = s.dir.Remove(name)
		return err
	}
	s.pack.file.Close()
	s.pack, s.entries = next, entries
	return nil
}

// copyTo writes all values into an empty pack and returns where they are in it.
func (s *Store) copyTo(next *pack) (map[Key]entry, error) {
	if err := next.begin(); err != nil {
		return nil, err
	}
	next.writer = bufio.NewWriterSize(next.file, bufferBytes)
	entries := make(map[Key]entry, len(s.entries))
	keys := slices.SortedFunc(maps.Keys(s.entries), func(a, b Key) int {
		return cmp.Compare(s.entries[a].offset, s.entries[b].offset)
	})
	var value []byte
	for _, k := range keys {
		e := s.entries[k]
		value = slices.Grow(value[:0], int(e.size))[:e.size]
		if _, err := s.pack.file.ReadAt(value, e.offset); err != nil || checksum(value) != e.sum {
			continue // damaged
		}
		offset, err := next.append(k, e.sum, value)
		if err != nil {
			return nil, err
		}
		e.offset = offset
		entries[k] = e
	}
	return entries, next.flush()
}
