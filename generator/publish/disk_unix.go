//go:build unix

package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"sync/atomic"
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
	file  *os.File // keeps fd open
	fd    int
	mount mount
	modes modes

	setgid bool // folders in it pass their group on

	// Whether what is made in it gets the permissions that it was made with: nothing
	// (a umask, the default ACL of the folder) takes some away. That is so for all that
	// is made in staging, or for nothing of its kind.
	exactFiles, exactFolders exactness
}

// exactness is found out when the first thing is made.
type exactness struct{ state atomic.Int32 }

const (
	notKnown = iota
	exact
	inexact
)

// put gives what was just made the permissions mode. Look returns those that it has.
func (e *exactness) put(mode uint32, look func(*unix.Stat_t) error, chmod func() error) error {
	switch e.state.Load() {
	case exact:
		return nil
	case notKnown:
		var st unix.Stat_t
		if err := look(&st); err != nil {
			return err
		}
		if uint32(st.Mode)&0o7777 == mode {
			e.state.CompareAndSwap(notKnown, exact)
			return nil
		}
		e.state.Store(inexact)
	}
	return again(chmod)
}

func openFolder(root *os.Root, name string, modes modes) (*folder, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	opened := &folder{file: f, fd: int(f.Fd()), modes: modes}
	if opened.mount, err = mountOf(opened.fd, ""); err != nil {
		f.Close()
		return nil, at("stat", name, err)
	}
	return opened, nil
}

func (f *folder) close() { f.file.Close() }

// mkdir makes a folder; it may exist.
func (f *folder) mkdir(name string) error {
	mode := uint32(f.modes.folder)
	err := again(func() error { return unix.Mkdirat(f.fd, name, mode) })
	if err == unix.EEXIST {
		return nil
	}
	if err == nil && f.setgid {
		mode |= unix.S_ISGID
	}
	if err == nil {
		err = f.exactFolders.put(mode,
			func(st *unix.Stat_t) error { return unix.Fstatat(f.fd, name, st, unix.AT_SYMLINK_NOFOLLOW) },
			func() error { return unix.Fchmodat(f.fd, name, mode, 0) })
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
	if err == nil {
		mode := uint32(f.modes.file)
		err = f.exactFiles.put(mode, func(st *unix.Stat_t) error { return unix.Fstat(fd, st) }, func() error { return unix.Fchmod(fd, mode) })
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
	return modeOf(&st, f.modes.file), nil
}

// writable returns an error if nothing can be moved into the folder name: it may
// not be written, or it is on another file system.
func (f *folder) writable(name string) error {
	where, err := mountOf(f.fd, name)
	if err != nil {
		return at("stat", name, err)
	}
	if where != f.mount {
		return at("rename", name, unix.EXDEV)
	}
	return at("access", name, unix.Faccessat(f.fd, name, unix.W_OK|unix.X_OK, unix.AT_EACCESS))
}

// passOn lets what is made in staging have the group that it would have if it were
// made in the destination f.
func (f *folder) passOn(staging *folder) error {
	var st unix.Stat_t
	if err := unix.Fstat(f.fd, &st); err != nil || st.Mode&unix.S_ISGID == 0 {
		return at("stat", ".", err)
	}
	staging.setgid = true
	err := unix.Fchown(staging.fd, -1, int(st.Gid))
	if err == nil {
		err = unix.Fchmod(staging.fd, unix.S_ISGID|0o700)
	}
	return at("chown", stagingName, err)
}

// chmod gives what is at name the permissions mode and leaves its other bits.
func (f *folder) chmod(name string, mode fs.FileMode) error {
	fd, err := f.openAt(name, unix.O_RDONLY|unix.O_NONBLOCK)
	if err != nil {
		return at("chmod", name, err)
	}
	defer unix.Close(fd)
	var st unix.Stat_t
	err = unix.Fstat(fd, &st)
	if kind := kindOf(&st); err == nil && (kind == different || kind == aFolder) {
		err = unix.Fchmod(fd, uint32(st.Mode)&^0o777&^unix.S_IFMT|uint32(mode))
	}
	return at("chmod", name, err)
}

// chmodFile gives an open file the permissions mode, whatever the umask.
func chmodFile(f *os.File, mode fs.FileMode) error { return f.Chmod(mode) }

// chmodRoot gives an open folder the permissions mode, and leaves its other bits.
func chmodRoot(root *os.Root, mode fs.FileMode) error {
	f, err := root.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Mode().Perm() == mode {
		return err
	}
	return f.Chmod(info.Mode()&^(fs.ModePerm|fs.ModeType) | mode)
}

// withMode returns what a file with the bytes of an output is.
func withMode(info fs.FileInfo, want fs.FileMode) entry {
	if st, ok := info.Sys().(*syscall.Stat_t); ok && info.Mode().Perm() != want {
		return ownersMode(st.Uid)
	}
	return same
}

func modeOf(st *unix.Stat_t, want fs.FileMode) entry {
	if fs.FileMode(st.Mode)&0o777 == want {
		return same
	}
	return ownersMode(st.Uid)
}

func ownersMode(owner uint32) entry {
	if user := os.Geteuid(); user == 0 || user == int(owner) {
		return sameOurMode
	}
	return sameTheirMode
}

// lacks reports whether a folder lacks permissions that it ought to have.
func lacks(mode, want fs.FileMode) bool { return mode&want != want }

// fits reports whether a file has the permissions that it ought to have.
func fits(mode, want fs.FileMode) bool { return mode.Perm() == want }

// moveBetween moves what one folder has at a name into another on the same file system.
// Links on the way lead nowhere out of the two.
func moveBetween(from *os.Root, name string, to *os.Root, newName string) error {
	source, err := from.Open(folderOf(name))
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := to.Open(folderOf(newName))
	if err != nil {
		return err
	}
	defer target.Close()
	err = again(func() error {
		return unix.Renameat(int(source.Fd()), path.Base(name), int(target.Fd()), path.Base(newName))
	})
	if err != nil {
		return &os.LinkError{Op: "rename", Old: name, New: newName, Err: err}
	}
	return nil
}

// sameMount reports whether things can be moved between two folders.
func sameMount(a, b *os.Root) bool {
	var mounts [2]mount
	for i, root := range []*os.Root{a, b} {
		f, err := root.Open(".")
		if err != nil {
			return false
		}
		mounts[i], err = mountOf(int(f.Fd()), "")
		f.Close()
		if err != nil {
			return false
		}
	}
	return mounts[0] == mounts[1]
}

func (f *folder) openAt(name string, flags int) (fd int, err error) {
	err = again(func() (err error) {
		fd, err = unix.Openat(f.fd, name, flags|unix.O_NOFOLLOW|unix.O_CLOEXEC, uint32(f.modes.file))
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
