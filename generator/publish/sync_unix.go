//go:build unix && !linux

package publish

import "golang.org/x/sys/unix"

// sync asks the system to flush its file systems. Other than on Linux it may
// return before that is done, and reports no errors.
func (f *folder) sync() error {
	unix.Sync()
	return nil
}
