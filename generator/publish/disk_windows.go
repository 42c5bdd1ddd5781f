package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// folder is an open folder with the operations that every output goes through.
type folder struct {
	root *os.Root
}

func openFolder(root *os.Root, name string, _ modes) (*folder, error) {
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

// passOn does nothing: Windows has no modes.
func (f *folder) passOn(*folder) error { return nil }

func (f *folder) chmod(string, fs.FileMode) error { return nil }
func chmodFile(*os.File, fs.FileMode) error       { return nil }
func chmodRoot(*os.Root, fs.FileMode) error       { return nil }
func withMode(fs.FileInfo, fs.FileMode) entry     { return same }
func lacks(_, _ fs.FileMode) bool                 { return false }
func fits(_, _ fs.FileMode) bool                  { return true }

// moveBetween moves what one folder has at a name into another on the same volume.
func moveBetween(from *os.Root, name string, to *os.Root, newName string) error {
	return os.Rename(filepath.Join(from.Name(), filepath.FromSlash(name)), filepath.Join(to.Name(), filepath.FromSlash(newName)))
}

// sameMount reports whether things can be moved between two folders.
func sameMount(a, b *os.Root) bool {
	var volumes [2]uint32
	for i, root := range []*os.Root{a, b} {
		f, err := root.Open(".")
		if err != nil {
			return false
		}
		var info windows.ByHandleFileInformation
		err = windows.GetFileInformationByHandle(windows.Handle(f.Fd()), &info)
		f.Close()
		if err != nil {
			return false
		}
		volumes[i] = info.VolumeSerialNumber
	}
	return volumes[0] == volumes[1]
}

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// sync does nothing: Windows lets only an administrator flush a volume.
func (f *folder) sync() error { return nil }
