package publish

import "golang.org/x/sys/unix"

// sync flushes the file system that f is on, and reports what could not be
// written since f was opened (syncfs(2), Linux 5.8).
func (f *folder) sync() error {
	return at("sync", ".", again(func() error { return unix.Syncfs(f.fd) }))
}
