package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"guong/generator/filelock"
)

// Open opens the store in a folder, which is made if it is not there.
func Open(folder string) (*Store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir}
	if s.lock, err = acquire(dir); err == nil || errors.Is(err, filelock.ErrHeld) {
		s.pack, err = openPack(dir, s.lock != nil)
	}
	if err != nil {
		s.release()
		return nil, err
	}
	s.restore()
	s.generation++
	return s, nil
}

// OpenToRead opens the store in a folder as it is, and changes nothing there.
func OpenToRead(folder string) (*Store, error) {
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir}
	if s.pack, err = openPack(dir, false); err != nil {
		s.release()
		return nil, err
	}
	s.restore()
	return s, nil
}

// acquire takes the lock of a store.
func acquire(dir *os.Root) (*os.File, error) {
	f, err := dir.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := filelock.Try(f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// restore reads the index, and what stands in the pack behind what it covers.
func (s *Store) restore() {
	covered := headerSize
	if x, ok := readIndex(s.dir); ok && x.covered <= s.pack.size && x.id == s.pack.id {
		s.entries, s.generation, covered = x.entries, x.generation, x.covered
	}
	s.pack.scan(covered, func(k Key, e entry) {
		e.used = s.generation
		s.entries.set(k, e)
	})
}

// Commit writes the index, and drops what nobody asked for in the last
// [Generations] commits once that is a quarter of the pack.
func (s *Store) Commit() error {
	if s == nil {
		return nil
	}
	defer s.alone()()
	return s.commit()
}

// alone keeps everybody else out until the function is called that it returns.
func (s *Store) alone() (done func()) {
	s.gate.Lock()
	s.mu.Lock()
	return func() {
		s.mu.Unlock()
		s.gate.Unlock()
	}
}

func (s *Store) commit() error {
	if s.lock == nil {
		return nil
	}
	live := headerSize
	for k, e := range s.entries.all() {
		if e.used+Generations <= s.generation {
			s.entries.delete(k)
		} else {
			live += recordSize(e.size)
		}
	}
	if s.pack.size-live > s.pack.size/4 {
		if err := s.compact(); err != nil {
			return fmt.Errorf("compacting the store: %w", err)
		}
	}
	err := s.writeIndex(s.generation)
	s.generation++
	return err
}

// writeIndex writes all values that are in the pack, and the index of them as that
// of a generation.
func (s *Store) writeIndex(generation uint32) error {
	if err := s.pack.flush(); err != nil {
		return err
	}
	return writeIndex(s.dir, index{s.pack.id, s.pack.size, generation, s.entries})
}

// Share keeps what was stored, and lets another process write from here on. What
// this one has stored it still finds; what it puts is not stored. No value becomes
// older by it: who shares has not asked for all that is in use.
func (s *Store) Share() error {
	if s == nil {
		return nil
	}
	defer s.alone()()
	if s.lock == nil {
		return nil
	}
	err := s.writeIndex(s.generation - 1)
	s.lock.Close()
	s.lock = nil
	return err
}

// Close lets another process open the store. What was not committed is found by
// the next, as far as it has reached the disk.
func (s *Store) Close() error {
	if s == nil {
		return nil
	}
	defer s.alone()()
	err := s.pack.close()
	s.release()
	return err
}

func (s *Store) release() {
	if s.lock != nil {
		s.lock.Close()
	}
	s.dir.Close()
}

// Clean removes what is in the store of a folder, and reports how many bytes
// that frees. It returns [filelock.ErrHeld] while a process writes to the store.
func Clean(folder string) (bytes int64, err error) {
	dir, err := os.OpenRoot(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer dir.Close()
	lock, err := acquire(dir)
	if err != nil {
		return 0, err
	}
	defer lock.Close()
	for _, name := range []string{indexName, packName, indexName + newSuffix, packName + newSuffix} {
		info, err := dir.Lstat(name)
		if err == nil {
			err = dir.Remove(name)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return bytes, err
		}
		if info != nil {
			bytes += info.Size()
		}
	}
	return bytes, nil
}
