package generator

import (
	"testing"
	"time"

	"guong/generator/store"
)

// SetReadClock sets the clock that tells when files were read, for one test.
func SetReadClock(t *testing.T, now func() time.Time) {
	before := readClock
	readClock = now
	t.Cleanup(func() { readClock = before })
}

// SetProgram makes this program another one, for one test.
func SetProgram(t *testing.T, name string) {
	before := programKey
	programKey = func() store.Key { return store.NewKey([]byte(name)) }
	t.Cleanup(func() { programKey = before })
}

// Remembered returns how many bytes are remembered of a site.
func Remembered(source string) int64 {
	m := readMemory(source)
	defer m.close()
	return m.store.Size()
}

// PicturesRead returns how many files of pictures were read to know what they are since it
// was called last.
func PicturesRead() int { return int(picturesRead.Swap(0)) }
