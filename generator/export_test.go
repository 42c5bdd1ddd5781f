package generator

import (
	"testing"
	"time"
)

// SetReadClock sets the clock that tells when files were read, for one test.
func SetReadClock(t *testing.T, now func() time.Time) {
	before := readClock
	readClock = now
	t.Cleanup(func() { readClock = before })
}
