//go:build !unix

package stamp

import (
	"io/fs"
	"os"
)

// Folder is an open folder, below which files are looked at.
type Folder struct{ root *os.Root }

// Open opens a folder. Close it.
func Open(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{root}, nil
}

// OpenRoot opens the folder of a root again.
func OpenRoot(root *os.Root) (*Folder, error) {
	again, err := root.OpenRoot(".")
	if err != nil {
		return nil, err
	}
	return &Folder{again}, nil
}

// Close closes the folder; a nil one too.
func (f *Folder) Close() error {
	if f == nil {
		return nil
	}
	return f.root.Close()
}

// Of returns the stamp of a file, or of what a link leads to. The name is
// slash-separated, from the folder. It is safe for concurrent use.
func (f *Folder) Of(name string) (Stamp, error) { return stampOf(f.root.Stat(name)) }

// OfEntry is Of for what has the name itself: of a link, not of what it leads to.
func (f *Folder) OfEntry(name string) (Stamp, error) { return stampOf(f.root.Lstat(name)) }

func stampOf(info fs.FileInfo, err error) (Stamp, error) {
	if err != nil {
		return Stamp{}, err
	}
	return Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano(), Mode: uint32(info.Mode())}, nil
}

// IsFile reports whether the stamp is that of a regular file.
func (s Stamp) IsFile() bool { return s != (Stamp{}) && fs.FileMode(s.Mode).IsRegular() }

// IsFolder reports whether the stamp is that of a folder.
func (s Stamp) IsFolder() bool { return fs.FileMode(s.Mode).IsDir() }
