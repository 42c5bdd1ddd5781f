package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// folder is an open folder with the operations that every output goes through.
type folder struct{ root *os.Root }

func openFolder(root *os.Root, name string) (*folder, error) {
	r, err := root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &folder{r}, nil
}

func (f *folder) close() { f.root.Close() }

// mkdir makes a folder; it may exist.
func (f *folder) mkdir(name string) error {
	if err := f.root.Mkdir(name, 0o777); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// write makes a file that does not exist.
func (f *folder) write(name string, data []byte) error {
	out, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Close())
}

// compare compares what name is with a file of these bytes.
func (f *folder) compare(name string, data []byte) (entry, error) {
	info, err := f.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent, nil
	case err != nil:
		return absent, err
	case info.IsDir():
		return aFolder, nil
	case !info.Mode().IsRegular():
		return neither, nil
	case info.Size() != int64(len(data)):
		return different, nil
	}
	in, err := f.root.Open(name)
	if err != nil {
		return different, nil // unreadable, but it may be replaced
	}
	defer in.Close()
	return compareStreams(in, bytes.NewReader(data))
}

// writable finds out nothing: an access list tells only when it is used.
func (f *folder) writable(string) error { return nil }

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// sync does nothing: Windows lets only an administrator flush a volume.
func (f *folder) sync() error { return nil }
