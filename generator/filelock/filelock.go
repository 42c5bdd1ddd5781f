// Package filelock locks open files against other processes, with what the
// system has for that: flock(2) or LockFileEx. The system releases a lock when
// the file is closed or the process ends.
package filelock

import "errors"

// ErrHeld says that another process has the lock.
var ErrHeld = errors.New("locked by another process")
