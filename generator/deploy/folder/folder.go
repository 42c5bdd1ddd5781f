// Package folder is a target of deployments that is a folder: a mounted web root, or a
// copy of the site on another disk.
//
// A file is written in .guong/tmp and then renamed, so that readers meet the old one or
// the new one. Where its place is on another file system it is written beside its place,
// under a name that begins with a dot. What a killed deployment left in .guong/tmp is
// removed by the first write of a later one: at once if that program ran on this machine,
// else after a quarter of an hour. What it left beside places is removed by the next
// write that has to use the same folder so, and by List. Until it has its name a file can
// be read by its owner alone; .guong gets the mode 0700.
//
// Links that lead out of the folder are not followed. Files are not flushed to the disk: after a power cut of the
// machine that holds them, a deployment that rebuilds everything puts them right.
package folder

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
	"sync/atomic"
	"syscall"

	"guong/generator/deploy/target"
)

// Folder is a target that is a folder. It is safe for concurrent use.
type Folder struct {
	root   *os.Root
	beside sync.Map    // folders to which nothing can be renamed from .guong/tmp
	swept  atomic.Bool // what killed runs left was looked for
}

var _ target.Exclusive = (*Folder)(nil)

// Open opens the folder dir, which must be there. Errors are faults.
func Open(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, placeFault(dir, err)
	}
	return &Folder{root: root}, nil
}

// Features returns nothing: what answers say is for the web server in front to know.
func (f *Folder) Features() target.Features { return target.Features{} }

// Close closes the folder.
func (f *Folder) Close() error {
	if f.swept.Load() && f.root.Remove(temporaryFolder) == nil { // fails if it is not empty
		_ = f.root.Remove(stateFolder) // the same
	}
	return f.root.Close()
}

// Get returns the bytes of a file of at most limit bytes.
func (f *Folder) Get(ctx context.Context, key string, limit int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	file, err := f.root.OpenFile(key, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, fault(key, err)
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, fault(key, err)
	case !info.Mode().IsRegular():
		return nil, fault(key, fs.ErrNotExist)
	}
	data, err := io.ReadAll(io.LimitReader(reader{ctx, file}, limit+1))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fault(key, err)
	case int64(len(data)) > limit:
		return nil, fault(key, errTooLarge)
	}
	return data, nil
}

// Put writes a file and renames it into place.
func (f *Folder) Put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return f.put(ctx, o, body, f.root.Rename)
}

// PutNew writes a file and gives it its name if there is none of that name.
func (f *Folder) PutNew(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return f.put(ctx, o, body, func(written, name string) error {
		err := f.root.Link(written, name)
		if err != nil && !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) {
			err = f.copyNew(written, name) // a file system without hard links
		}
		_ = f.root.Remove(written) // it has its name, or is not needed
		return err
	})
}

// copyNew copies a small file to a name that must be free.
func (f *Folder) copyNew(written, name string) error {
	data, err := f.root.ReadFile(written)
	if err != nil {
		return err
	}
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// Web servers run as somebody else, and have to read.
const (
	fileMode   = 0o644
	folderMode = 0o755
)

// Delete removes files, and the folders that become empty.
func (f *Folder) Delete(ctx context.Context, keys []string) error {
	for _, key := range keys {
		if err := ctx.Err(); err != nil {
			return err
		}
		if info, err := f.root.Lstat(key); err == nil && info.IsDir() {
			continue // a folder is no object
		}
		err := f.root.Remove(key)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			return fault(key, err)
		}
		for folder := path.Dir(key); folder != "." && f.root.Remove(folder) == nil; { // fails if it is not empty
			folder = path.Dir(folder)
		}
	}
	return nil
}

// reader reads until a context is done.
type reader struct {
	ctx context.Context
	io.Reader
}

// Read reads.
func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
