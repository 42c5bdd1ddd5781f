package sftp

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// Put implements [target.Target].
func (t *server) Put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return t.store(ctx, o, body, (*session).replace)
}

// PutNew implements [target.Exclusive]. On servers without hardlink@openssh.com, and
// in file systems without hard links, a reader may meet the object before it is whole.
func (t *server) PutNew(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return t.store(ctx, o, body, (*session).claim)
}

// placing gives a temporary file its name. The error is errAcross if another file
// system may be the reason.
type placing func(c *session, temp, name string) error

// errAcross says that a file could not be given a name in another folder.
var errAcross = errors.New("not from this folder")

// store writes a file and gives it its name.
func (t *server) store(ctx context.Context, o target.Object, body io.ReadSeeker, place placing) error {
	if err := checkKey(o.Key); err != nil {
		return err
	}
	start, err := body.Seek(0, io.SeekCurrent)
	if err != nil {
		return unreadable(o.Key, err)
	}
	return t.do(ctx, func(c *session) error {
		// Another call may remove a folder that was empty for a moment.
		for range 5 {
			err = t.storeOnce(ctx, c, o, body, place)
			if !gone(err) {
				break
			}
			t.rooms.forget(path.Dir(o.Key))
			t.rooms.forget(temporary)
			if _, err := body.Seek(start, io.SeekStart); err != nil {
				return unreadable(o.Key, err)
			}
		}
		if gone(err) {
			return t.vanished(c, o.Key, err)
		}
		return c.fault(o.Key, err)
	})
}

// vanished says that a folder was not there as often as it was made.
func (t *server) vanished(c *session, key string, err error) error {
	if _, err := c.files.Stat(t.root); gone(err) {
		return t.noPlace()
	}
	return &target.Fault{
		Kind:    target.KindTemporary,
		Key:     key,
		Message: message.New("deploy.sftp-vanished"),
		Hint:    message.New("deploy.sftp-vanished-hint"),
		Err:     err,
	}
}

// storeOnce is store without a second try. The error is os.ErrNotExist if a folder
// vanished.
func (t *server) storeOnce(ctx context.Context, c *session, o target.Object, body io.ReadSeeker, place placing) error {
	folder := path.Dir(o.Key)
	r, err := t.make(ctx, c, folder)
	if err != nil {
		return err
	}
	r.mu.Lock()
	near := r.beside
	r.mu.Unlock()
	if near {
		return t.storeFrom(ctx, c, folder, o, body, place)
	}
	start, err := body.Seek(0, io.SeekCurrent)
	if err != nil {
		return unreadable(o.Key, err)
	}
	if err := t.prepare(ctx, c); err != nil {
		return err
	}
	err = t.storeFrom(ctx, c, temporary, o, body, place)
	if !errors.Is(err, errAcross) {
		return err
	}
	if _, err := body.Seek(start, io.SeekStart); err != nil {
		return unreadable(o.Key, err)
	}
	if err := t.storeFrom(ctx, c, folder, o, body, place); err != nil {
		return err
	}
	r.mu.Lock()
	r.beside = true
	r.mu.Unlock()
	return nil
}

// storeFrom writes a file in a folder and moves it to its place from there.
func (t *server) storeFrom(ctx context.Context, c *session, folder string, o target.Object, body io.Reader, place placing) error {
	temp := path.Join(t.name(folder), beside+rand.Text())
	err := t.upload(ctx, c, temp, o, body)
	if err == nil {
		err = place(c, temp, t.name(o.Key))
	}
	if err == nil {
		return nil
	}
	if !lost(err) {
		_ = c.files.Remove(temp) // what stays is removed later
	}
	if errors.Is(err, errAcross) && folder != temporary {
		return c.diagnose(t.root, errors.Unwrap(err))
	}
	return err
}

// upload writes a temporary file, whole and on the disk of the server.
func (t *server) upload(ctx context.Context, c *session, temp string, o target.Object, body io.Reader) error {
	f, err := c.files.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return c.diagnose(t.root, err)
	}
	var mode error
	var wait sync.WaitGroup
	wait.Go(func() { mode = c.files.Chmod(temp, 0o644) })
	source := &source{ctx: ctx, body: body}
	n, err := f.ReadFrom(&io.LimitedReader{R: source, N: o.Size + 1})
	wait.Wait()
	if err == nil && n == o.Size && c.fsync {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	switch {
	case source.err != nil:
		return unreadable(o.Key, source.err)
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return full(err)
	case n != o.Size:
		return &target.Fault{Key: o.Key, Message: message.New("deploy.sftp-size", o.Size, n), Hint: message.New("deploy.sftp-size-hint")}
	case mode != nil:
		return c.settle(temp, mode, 0o444)
	}
	return nil
}

// source is a body that ends with the context.
type source struct {
	ctx  context.Context
	body io.Reader
	err  error // of the body itself
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.body.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// replace gives a file its name, whatever has it.
func (c *session) replace(temp, name string) error {
	var err error
	if c.posixRename {
		err = c.files.PosixRename(temp, name)
	} else {
		if info, err := c.files.Lstat(name); err == nil && info.IsDir() {
			return folderInTheWay()
		}
		if err := c.files.Remove(name); err != nil && !gone(err) {
			return err
		}
		err = c.files.Rename(temp, name)
	}
	if !failed(err) {
		return err
	}
	if info, err := c.files.Lstat(name); err == nil && info.IsDir() {
		return folderInTheWay()
	}
	return &across{err}
}

// claim gives a file its name if nothing has it.
func (c *session) claim(temp, name string) error {
	if !c.hardLink {
		return c.copyNew(temp, name)
	}
	err := c.files.Link(temp, name)
	if err == nil {
		_ = c.files.Remove(temp) // what stays is removed later
		return nil
	}
	if lost(err) || gone(err) {
		return err
	}
	if _, err := c.files.Lstat(name); err == nil {
		return exists()
	}
	return c.copyNew(temp, name)
}

// copyNew copies a small file to a name that nothing has.
func (c *session) copyNew(temp, name string) error {
	data, err := c.read(temp, 1<<30)
	if err != nil {
		return err
	}
	f, err := c.files.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		if _, found := c.files.Lstat(name); found == nil {
			return exists()
		}
		return err
	}
	_, err = f.Write(data)
	if err == nil && c.fsync {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		_ = c.files.Remove(temp) // what stays is removed later
		return nil
	}
	if !lost(err) {
		_ = c.files.Remove(name)
	}
	return full(err)
}

// prepare makes the folder of temporary files. The first time it removes what killed
// runs have left there.
func (t *server) prepare(ctx context.Context, c *session) error {
	if _, err := t.make(ctx, c, temporary); err != nil {
		return err
	}
	if t.written.Swap(true) {
		return nil
	}
	files, err := c.files.ReadDirContext(ctx, t.name(temporary))
	if err != nil {
		return err
	}
	return each(ctx, files, func(file os.FileInfo) error {
		return t.sweep(c, temporary, file)
	})
}

// sweep removes a file that a killed run has left. That of a slow one would be written
// anew: its place is found empty, which counts as a folder that vanished.
func (t *server) sweep(c *session, folder string, file os.FileInfo) error {
	if !file.Mode().IsRegular() || !strings.HasPrefix(file.Name(), beside) || time.Since(file.ModTime()) < leftOver {
		return nil
	}
	err := c.files.Remove(path.Join(t.name(folder), file.Name()))
	if lost(err) {
		return err
	}
	return nil // one that cannot be removed does no harm
}
