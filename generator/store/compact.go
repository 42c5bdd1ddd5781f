package store

import (
	"bufio"
	"cmp"
	"os"
	"slices"
)

// compact copies the values that are in use into a new pack, in the order in
// which they stand, and takes it in place of the old one.
func (s *Store) compact() error {
	if err := s.pack.flush(); err != nil {
		return err
	}
	const name = packName + newSuffix
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
func (s *Store) copyTo(next *pack) (entries table, err error) {
	if err := next.begin(); err != nil {
		return entries, err
	}
	next.writer = bufio.NewWriterSize(next.file, bufferBytes)
	type value struct {
		key Key
		entry
	}
	values := make([]value, 0, s.entries.len())
	for k, e := range s.entries.all() {
		values = append(values, value{k, e})
	}
	slices.SortFunc(values, func(a, b value) int { return cmp.Compare(a.offset, b.offset) })
	var data []byte
	for _, v := range values {
		data = slices.Grow(data[:0], int(v.size))[:v.size]
		if _, err := s.pack.file.ReadAt(data, v.offset); err != nil || checksum(data) != v.sum {
			continue // damaged
		}
		if v.offset, err = next.append(v.key, v.sum, data); err != nil {
			return entries, err
		}
		entries.set(v.key, v.entry)
	}
	return entries, next.flush()
}
