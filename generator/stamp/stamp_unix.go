//go:build unix

package stamp

import (
	"os"

	"golang.org/x/sys/unix"
)

// Folder is an open folder, below which files are looked at.
type Folder struct{ file *os.File }

// Open opens a folder. Close it.
func Open(dir string) (*Folder, error) {
	file, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{file}, nil
}

// OpenRoot opens the folder of a root again.
func OpenRoot(root *os.Root) (*Folder, error) {
	file, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	return &Folder{file}, nil
}

// Close closes the folder; a nil one too.
func (f *Folder) Close() error {
	if f == nil {
		return nil
	}
	return f.file.Close()
}

// Of returns the stamp of a file, or of what a link leads to. The name is
// slash-separated, from the folder. It is safe for concurrent use.
func (f *Folder) Of(name string) (Stamp, error) { return f.stat(name, 0) }

// OfEntry is Of for what has the name itself: of a link, not of what it leads to. Links
// before the end of the name are followed.
func (f *Folder) OfEntry(name string) (Stamp, error) { return f.stat(name, unix.AT_SYMLINK_NOFOLLOW) }

func (f *Folder) stat(name string, flags int) (Stamp, error) {
	var st unix.Stat_t
	for {
		err := unix.Fstatat(int(f.file.Fd()), name, &st, flags)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return Stamp{}, &os.PathError{Op: "stat", Path: name, Err: err}
		}
		break
	}
	return Stamp{
		Size: st.Size, Modified: st.Mtim.Nano(), Changed: st.Ctim.Nano(), Inode: uint64(st.Ino), Mode: uint32(st.Mode),
	}, nil
}

// IsFile reports whether the stamp is that of a regular file.
func (s Stamp) IsFile() bool { return s.Mode&unix.S_IFMT == unix.S_IFREG }

// IsFolder reports whether the stamp is that of a folder.
func (s Stamp) IsFolder() bool { return s.Mode&unix.S_IFMT == unix.S_IFDIR }
