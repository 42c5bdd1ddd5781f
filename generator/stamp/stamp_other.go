//go:build !(linux || freebsd || openbsd || dragonfly || solaris)

package stamp

import "os"

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
func (f *Folder) Of(name string) (Stamp, error) {
	info, err := f.root.Stat(name)
	if err != nil {
		return Stamp{}, err
	}
	return Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano(), Mode: uint32(info.Mode())}, nil
}
