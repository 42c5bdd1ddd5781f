//go:build unix

package publish

import (
	"bytes"
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// folder is an open folder with the three operations that every output goes
// through. They are bare system calls relative to it: to make the 20,000
// files of BenchmarkPublish on tmpfs took 100 ms so, and 160 ms through os.Root.
//
// They follow no symbolic link at the end of a name. That there is none before
// the end is for the caller to know: see Publication.look; staging is ours.
type folder struct {
	file *os.File // keeps fd open
	fd   int
	stat unix.Stat_t
}

func openFolder(root *os.Root, name string) (*folder, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	opened := &folder{file: f, fd: int(f.Fd())}
	if err := unix.Fstat(opened.fd, &opened.stat); err != nil {
		f.Close()
		return nil, at("stat", name, err)
	}
	return opened, nil
}

func (f *folder) close() { f.file.Close() }

// mkdir makes a folder; it may exist.
func (f *folder) mkdir(name string) error {
	err := again(func() error { return unix.Mkdirat(f.fd, name, 0o777) })
	if err == unix.EEXIST {
		return nil
	}
	return at("mkdir", name, err)
}

// write makes a file that does not exist.
func (f *folder) write(name string, data []byte) error {
	fd, err := f.openAt(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL)
	if err != nil {
		return at("open", name, err)
	}
	for len(data) > 0 && err == nil {
		var n int
		n, err = unix.Write(fd, data)
		if err == unix.EINTR {
			err = nil
		}
		data = data[max(n, 0):]
	}
	if closing := unix.Close(fd); err == nil && closing != unix.EINTR {
		err = closing // a file system over the network may say only here that it is full
	}
	return at("write", name, err)
}

// compare compares what name is with a file of these bytes.
func (f *folder) compare(name string, data []byte) (entry, error) {
	fd, err := f.openAt(name, unix.O_RDONLY|unix.O_NONBLOCK) // a pipe must not make us wait
	if err == unix.ENOENT {
		return absent, nil
	}
	if err != nil { // a symbolic link, a socket, or a file that we may replace but not read
		var st unix.Stat_t
		if err := unix.Fstatat(f.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW); err != nil {
			return absent, at("stat", name, err)
		}
		return kindOf(&st), nil
	}
	defer unix.Close(fd)
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return absent, at("stat", name, err)
	}
	if kind := kindOf(&st); kind != different || st.Size != int64(len(data)) {
		return kind, nil
	}
	buffer := chunks.Get().(*chunk)
	defer chunks.Put(buffer)
	for len(data) > 0 {
		n, err := unix.Read(fd, buffer[:min(len(buffer), len(data))])
		if err == unix.EINTR {
			continue
		}
		if err != nil || n == 0 || !bytes.Equal(buffer[:n], data[:n]) {
			return different, nil
		}
		data = data[n:]
	}
	return same, nil
}

// writable returns an error if nothing can be moved into the folder name: it may
// not be written, or it is on another file system.
func (f *folder) writable(name string) error {
	var st unix.Stat_t
	if err := unix.Fstatat(f.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return at("stat", name, err)
	}
	if st.Dev != f.stat.Dev {
		return at("rename", name, unix.EXDEV)
	}
	return at("access", name, unix.Faccessat(f.fd, name, unix.W_OK|unix.X_OK, unix.AT_EACCESS))
}

func (f *folder) openAt(name string, flags int) (fd int, err error) {
	err = again(func() (err error) {
		fd, err = unix.Openat(f.fd, name, flags|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0o666)
		return err
	})
	return fd, err
}

func kindOf(st *unix.Stat_t) entry {
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		return different
	case unix.S_IFDIR:
		return aFolder
	}
	return neither
}

// again repeats a call that a signal interrupted.
func again(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

func at(op, name string, err error) error {
	if err == nil {
		return nil
	}
	return &os.PathError{Op: op, Path: name, Err: err}
}

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }
