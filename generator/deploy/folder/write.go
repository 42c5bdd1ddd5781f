package folder

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"

	"guong/generator/deploy/target"
)

// attempts is how often a file is written into a folder that another request removes
// because it was empty.
const attempts = 100

// put writes a file and gives it its name.
func (f *Folder) put(ctx context.Context, o target.Object, body io.ReadSeeker, name func(written, name string) error) error {
	start, err := body.Seek(0, io.SeekCurrent)
	if err != nil {
		return fault(o.Key, err)
	}
	folder := path.Dir(o.Key)
	_, beside := f.beside.Load(folder)
	for range attempts {
		if err = ctx.Err(); err != nil {
			return err
		}
		if _, err = body.Seek(start, io.SeekStart); err != nil {
			return fault(o.Key, err)
		}
		var unnamed bool
		unnamed, err = f.putOnce(ctx, o, body, beside, name)
		switch {
		case err == nil, ended(err):
		case unnamed && !beside: // perhaps the folder is on another file system
			beside = true
			f.sweep(folder)
			continue
		}
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err == nil && beside {
		f.beside.Store(folder, nil)
	}
	if ended := ctx.Err(); err != nil && ended != nil {
		return ended
	}
	return fault(o.Key, err)
}

// ended reports whether writing in another folder cannot help.
func ended(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist)
}

// putOnce is put without a second try. It reports whether the file was written and only
// did not get its name.
func (f *Folder) putOnce(ctx context.Context, o target.Object, body io.Reader, beside bool, name func(written, name string) error) (unnamed bool, err error) {
	if err := f.prepare(); err != nil {
		return false, err
	}
	folder := path.Dir(o.Key)
	if err := f.root.MkdirAll(folder, folderMode); err != nil {
		return false, err
	}
	if !beside {
		folder = temporaryFolder
	}
	written, err := f.write(ctx, folder, o, body)
	if err != nil {
		return false, err
	}
	if err = name(written, o.Key); err != nil {
		_ = f.root.Remove(written) // the error tells more
	}
	return err != nil, err
}

// write writes a file in a folder under a temporary name, which it returns.
func (f *Folder) write(ctx context.Context, folder string, o target.Object, body io.Reader) (string, error) {
	name := path.Join(folder, temporaryName())
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	n, err := io.Copy(file, io.LimitReader(reader{ctx, body}, o.Size))
	if err == nil && n < o.Size {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		err = file.Chmod(fileMode)
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = ctx.Err()
	}
	if err != nil {
		_ = f.root.Remove(name) // the error tells more
	}
	return name, err
}

// prepare makes the folder of files that are being written. The first time it removes
// what killed runs have left there.
func (f *Folder) prepare() error {
	if err := f.root.MkdirAll(temporaryFolder, stateMode); err != nil {
		return err
	}
	if !f.swept.Swap(true) {
		f.sweep(temporaryFolder)
	}
	return nil
}
