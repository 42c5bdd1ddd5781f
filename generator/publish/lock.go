package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"guong/generator/filelock"
)

// lock is the right to publish into a destination. The system takes it back
// when the process ends.
type lock struct {
	root *os.Root
	file *os.File
	name string
}

// acquire takes the lock of the state folder, or returns [filelock.ErrHeld].
func (d *disk) acquire() (*lock, error) {
	root, name := d.own, lockName
	for {
		if err := d.checkPlain(name); err != nil {
			return nil, err
		}
		f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NONBLOCK, 0o666)
		if err != nil {
			return nil, err
		}
		if err := filelock.Try(f); err != nil {
			f.Close()
			return nil, err
		}
		// The one who had the lock before may have removed the file that is locked now.
		mine, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		current, err := root.Lstat(name)
		if err == nil && os.SameFile(mine, current) {
			return &lock{root, f, name}, nil
		}
		f.Close()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
}

// release removes the file while it is locked, so that nobody locks it in vain.
func (l *lock) release() {
	_ = l.root.Remove(l.name) // a file that is left is locked by nobody
	l.file.Close()
}
