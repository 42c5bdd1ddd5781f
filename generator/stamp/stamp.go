// Package stamp tells whether a file has changed without reading it.
package stamp

import (
	"io/fs"
	"time"
)

// Stamp is the state of a file as the file system tells it. A file that was
// changed has another, unless it was changed twice within a tick of the clock:
// see [Stamp.Settled]. The zero Stamp is that of no file.
type Stamp struct {
	Size     int64 // in bytes
	Modified int64 // nanoseconds since 1970; anybody can set it
	Changed  int64 // the same, set by the system at every change; 0 where there is no such time
	Inode    uint64
	Mode     uint32
}

// tick is in how much time a file may change twice and keep its times: the
// coarsest clock of a file system in use (FAT) has 2 seconds.
const tick = 2 * time.Second

// Settled reports whether the stamp, which was taken at a moment, will differ
// after any later change: the file had not changed just before. The bytes of a
// file that is not settled have to be compared.
func (s Stamp) Settled(taken time.Time) bool {
	last := max(s.Modified, s.Changed)
	return s != (Stamp{}) && taken.UnixNano()-last > int64(tick)
}

// Before reports whether the file had changed before a moment, which the clock of its
// file system told: what changes from that moment on has another stamp.
func (s Stamp) Before(moment time.Time) bool {
	return s != (Stamp{}) && !moment.IsZero() && max(s.Modified, s.Changed) < moment.UnixNano()
}

// Perm returns the permissions.
func (s Stamp) Perm() fs.FileMode { return fs.FileMode(s.Mode).Perm() }
