// Package store keeps what was computed, under a key that names all it was
// computed from, so that nobody computes it twice: parsed stories, what pages
// were made of, later resized pictures.
//
// A [Store] is a folder with two files. The pack holds the values, one behind
// the other, compressed (S2, which is read as fast as memory is copied); the index
// tells where each stands. The store is a cache: deleting
// it, or a part of it, costs time and nothing else. A value that was damaged on
// the disk is not found. What was stored before the process was killed is found
// again, without an index, by reading the pack.
//
// A key should be made of everything that the value depends on, the version of
// the program included; [NewKey] makes one. Then a value never becomes wrong,
// only useless; who leaves something out must tell by the value whether it still
// holds. Values that nobody asked for in the last [Generations] commits are
// dropped, so the store stays in proportion to what is in use.
//
// One process writes to a store at a time. Another one that opens it meanwhile
// reads what was committed before, and what it puts is not stored. A Store is
// safe for concurrent use by goroutines.
package store

import (
	"crypto/sha256"
	"encoding/binary"
	"os"
	"slices"
	"sync"
	"unsafe"

	"github.com/klauspost/compress/s2"
)

// Generations is for how many commits a value is kept that nobody asks for: a
// writer who takes a change back finds what was computed before it.
const Generations = 4

// Key names a value by what it was computed from.
type Key [16]byte

// NewKey returns the key of parts, each of them as a whole: "ab", "c" is another
// key than "a", "bc".
func NewKey(parts ...[]byte) (k Key) {
	h := sha256.New()
	var size [8]byte
	for _, part := range parts {
		binary.LittleEndian.PutUint64(size[:], uint64(len(part)))
		h.Write(size[:])
		h.Write(part)
	}
	copy(k[:], h.Sum(nil))
	return k
}

// Store is an open store. A nil *Store is one that holds nothing and keeps
// nothing.
type Store struct {
	dir  *os.Root
	lock *os.File // nil: another process writes

	gate sync.RWMutex // who reads the pack without mu reads; who exchanges or closes it writes
	mu   sync.Mutex   // taken after gate; guards what follows, and lock

	pack       *pack
	entries    table
	generation uint32
}

// entry tells where a value is, and when somebody asked for it last.
type entry struct {
	offset int64  // of the value in the pack
	size   uint32 // in bytes, as it stands there
	sum    uint32 // of these: see checksum
	used   uint32 // generation
}

// Get returns the value of a key. The caller may change it.
func (s *Store) Get(k Key) (value []byte, ok bool) {
	if s == nil {
		return nil, false
	}
	s.gate.RLock()
	defer s.gate.RUnlock()
	s.mu.Lock()
	e, ok := s.entries.get(k)
	if ok && e.used != s.generation {
		e.used = s.generation
		s.entries.set(k, e)
	}
	if ok {
		ok = s.pack.settle(e) == nil
	}
	file := s.pack.file
	s.mu.Unlock()
	if !ok {
		return nil, false
	}
	buffer := packedValues.Get().(*[]byte)
	defer packedValues.Put(buffer)
	*buffer = slices.Grow((*buffer)[:0], int(e.size))[:e.size]
	_, err := file.ReadAt(*buffer, e.offset)
	if err == nil && checksum(*buffer) == e.sum {
		value, err = s2.Decode([]byte{}, *buffer) // nil would stand for the empty value too
	}
	if value == nil || err != nil {
		s.forget(k, e)
		return nil, false
	}
	return value, true
}

// GetString is Get for who wants the value as a string, without a copy.
func (s *Store) GetString(k Key) (value string, ok bool) {
	raw, ok := s.Get(k)
	return unsafe.String(unsafe.SliceData(raw), len(raw)), ok // it is new, and nobody else has it
}

// packedValues are buffers for values as they stand in the pack.
var packedValues = sync.Pool{New: func() any { return new([]byte) }}

// Use marks the value of a key as asked for and reports whether there is one,
// without reading it.
func (s *Store) Use(k Key) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.entries.get(k)
	if ok && e.used != s.generation {
		e.used = s.generation
		s.entries.set(k, e)
	}
	return ok
}

// forget drops a value that turned out to be damaged.
func (s *Store) forget(k Key, e entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now, ok := s.entries.get(k); ok && now.offset == e.offset {
		s.entries.delete(k)
	}
}

// Put stores a value and reports whether Get finds it. What cannot be written (a
// full disk, another process that writes) is not stored and will be computed again.
func (s *Store) Put(k Key, value []byte) bool {
	if s == nil || len(value) > maxValue {
		return false
	}
	buffer := packedValues.Get().(*[]byte)
	defer packedValues.Put(buffer)
	packed := s2.Encode((*buffer)[:cap(*buffer)], value)
	*buffer = packed
	sum := checksum(packed)
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.entries.get(k); ok && e.sum == sum && int(e.size) == len(packed) {
		e.used = s.generation
		s.entries.set(k, e)
		return true
	}
	if s.lock == nil {
		return false
	}
	offset, err := s.pack.append(k, sum, packed)
	if err == nil {
		s.entries.set(k, entry{offset, uint32(len(packed)), sum, s.generation})
	}
	return err == nil
}

// Size returns how many bytes the values of the store take.
func (s *Store) Size() (bytes int64) {
	if s == nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.entries.all() {
		bytes += int64(e.size)
	}
	return bytes
}
