package publish

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// entry is what the destination has where an output must go.
type entry int

const (
	absent        entry = iota
	same                // a file with the output's bytes
	sameOurMode         // the same, with a mode that we may put right
	sameTheirMode       // the same, with a mode that only another user may put right
	different           // a file with other bytes
	aFolder
	neither // a symbolic link, a device, …
)

// disk is the destination and its state folder, with the operations that change
// them. Names of outputs are slash-separated and relative to the destination, our own
// to the state folder; no operation leaves the two.
type disk struct {
	root    *os.Root // the destination
	base    *os.Root // where the state folder lies: beside the destination, or root
	own     *os.Root // the state folder
	ownName string   // of own in base
	state   string   // path of own, for people
	inside  bool     // own lies in the destination

	beside     *os.Root // the folder beside the destination that cannot be used; usually nil
	besideName string

	modes  modes
	ctx    context.Context             // of the publication
	before func(op, name string) error // see open
}

// modes are the permissions of what is published.
type modes struct{ file, folder fs.FileMode }

// newModes returns the modes for files with the permissions file: who may read a
// file may enter its folder.
func newModes(file fs.FileMode) modes {
	if file == 0 {
		file = DefaultFileMode
	}
	return modes{file, file | file&0o444>>2 | 0o700}
}

func (d *disk) ask(op, name string) error {
	if d.before == nil {
		return nil
	}
	return d.before(op, name)
}

// mkdirStaged makes a folder in staging; it may exist.
func (d *disk) mkdirStaged(staging *folder, name string) error {
	if err := d.ask("mkdir", name); err != nil {
		return err
	}
	return staging.mkdir(name)
}

// write makes the file name in staging.
func (d *disk) write(staging *folder, name string, data []byte) error {
	if err := d.ask("write", name); err != nil {
		return err
	}
	return staging.write(name, data)
}

// writeSynced makes a file of the state folder and flushes it to the disk.
func (d *disk) writeSynced(name string, data []byte) error {
	if err := d.ask("write", d.at(name)); err != nil {
		return err
	}
	f, err := d.own.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// place moves what is staged into the destination.
func (d *disk) place(staged, to string) error {
	if err := d.ask("rename", to); err != nil {
		return err
	}
	return moveBetween(d.own, stagingName+"/"+staged, d.root, to)
}

// placeOwn moves what is staged to its place in the state folder.
func (d *disk) placeOwn(staged, to string) error {
	if err := d.ask("rename", d.at(to)); err != nil {
		return err
	}
	return d.own.Rename(stagingName+"/"+staged, to)
}

// remove removes a file of the destination; it may be gone already.
func (d *disk) remove(name string) error {
	if err := d.ask("remove", name); err != nil {
		return err
	}
	return ignoreMissing(d.root.Remove(name))
}

// removeOwn removes what the state folder has at name.
func (d *disk) removeOwn(name string) error {
	if err := d.ask("remove", d.at(name)); err != nil {
		return err
	}
	return d.own.RemoveAll(name)
}

// removeUntil removes a folder of the state folder, or as much of it as it can until
// the given time.
func (d *disk) removeUntil(name string, until time.Time) error {
	entries, err := fs.ReadDir(d.own.FS(), name)
	if err != nil {
		return ignoreMissing(err)
	}
	for _, e := range entries {
		inner := name + "/" + e.Name()
		if e.IsDir() {
			err = d.removeUntil(inner, until)
		} else {
			err = ignoreMissing(d.own.Remove(inner))
		}
		if err != nil || time.Now().After(until) {
			return err
		}
	}
	return ignoreMissing(d.own.Remove(name))
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// copyFile copies source to the file name in staging and returns its size.
func (d *disk) copyFile(name string, fsys fs.FS, source string) (int64, error) {
	if err := d.ask("write", name); err != nil {
		return 0, err
	}
	in, err := fsys.Open(source)
	if err != nil {
		return 0, badSource{source, err}
	}
	defer in.Close()
	out, err := d.own.OpenFile(stagingName+"/"+name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, d.modes.file)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(out, sourceReader{in, source, d.ctx})
	return n, errors.Join(err, chmodFile(out, d.modes.file), out.Close())
}

// compareFile compares the destination's file name with source.
func (d *disk) compareFile(name string, fsys fs.FS, source string) (entry, error) {
	info, err := d.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent, nil
	case err != nil:
		return absent, err
	case info.IsDir():
		return aFolder, nil
	case !info.Mode().IsRegular():
		return neither, nil
	}
	in, err := fsys.Open(source)
	if err != nil {
		return absent, badSource{source, err}
	}
	defer in.Close()
	if from, err := in.Stat(); err != nil || from.Size() != info.Size() {
		return different, nil
	}
	out, err := d.root.Open(name)
	if err != nil {
		return different, nil // unreadable, but it can be replaced
	}
	defer out.Close()
	found, err := compareStreams(out, sourceReader{in, source, d.ctx})
	if found == same {
		found = withMode(info, d.modes.file)
	}
	return found, err
}

func compareStreams(a, b io.Reader) (entry, error) {
	x, y := chunks.Get().(*chunk), chunks.Get().(*chunk)
	defer chunks.Put(x)
	defer chunks.Put(y)
	for {
		n, errA := io.ReadFull(a, x[:])
		m, errB := io.ReadFull(b, y[:])
		var bad badSource
		switch {
		case errors.As(errB, &bad):
			return absent, errB
		case !bytes.Equal(x[:n], y[:m]):
			return different, nil
		case errA != nil && errB != nil:
			return same, nil
		case errA != nil || errB != nil:
			return different, nil
		}
	}
}

// sourceReader marks errors as those of the source. It ends with ctx.
type sourceReader struct {
	io.Reader
	name string
	ctx  context.Context
}

func (r sourceReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, badSource{r.name, err}
	}
	n, err := r.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = badSource{r.name, err}
	}
	return n, err
}
