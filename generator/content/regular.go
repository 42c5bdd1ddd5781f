package content

import (
	"io/fs"
	"os"
)

// Regular returns the files of a folder, without those to open which may wait for
// ever: pipes, devices and sockets fail at once, with fs.ErrInvalid.
func Regular(root *os.Root) fs.FS { return regular{root.FS().(rootFS), root} }

// rootFS is what the file system of an os.Root can do (see its method FS).
type rootFS interface {
	fs.StatFS
	fs.ReadDirFS
	fs.ReadLinkFS
}

type regular struct {
	rootFS
	root *os.Root
}

// Open opens a regular file or a folder. It does not wait for the other end of a
// pipe.
func (r regular) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file, err := r.root.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if err != nil {
		_ = file.Close() // it was only looked at
		return nil, err
	}
	return file, nil
}
