package publish

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
)

// What Gương keeps for itself in the destination.
const (
	ownPath            = ".guong"
	lockPath           = ownPath + "/lock"
	manifestPath       = ownPath + "/manifest"
	journalPath        = ownPath + "/journal"
	stagingPath        = ownPath + "/staging"
	stagedManifestPath = stagingPath + "/manifest"
)

// entry is what the destination has where an output must go.
type entry int

const (
	absent    entry = iota
	same            // a file with the output's bytes
	different       // a file with other bytes
	aFolder
	neither // a symbolic link, a device, …
)

// disk is the destination with the operations that change it. Names are
// slash-separated and relative to it; no operation leaves it.
type disk struct {
	root   *os.Root
	before func(op, name string) error // see open
}

func (d *disk) ask(op, name string) error {
	if d.before == nil {
		return nil
	}
	return d.before(op, name)
}

// mkdir makes one folder; it may exist.
func (d *disk) mkdir(name string) error {
	if err := d.ask("mkdir", name); err != nil {
		return err
	}
	if err := d.root.Mkdir(name, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// makeOwn makes .guong, unless a foreign thing has that name.
func (d *disk) makeOwn() error {
	if err := d.mkdir(ownPath); err != nil {
		return err
	}
	info, err := d.root.Lstat(ownPath)
	if err == nil && !info.IsDir() {
		return foreign{ownPath}
	}
	return err
}

// removeOwn removes .guong if it is an empty folder.
func (d *disk) removeOwn() {
	if info, err := d.root.Lstat(ownPath); err == nil && info.IsDir() {
		_ = d.root.Remove(ownPath) // fails if it is not empty
	}
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

// writeSynced makes or replaces a file of our own and flushes it to the disk.
func (d *disk) writeSynced(name string, data []byte) error {
	if err := d.ask("write", name); err != nil {
		return err
	}
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

func (d *disk) rename(from, to string) error {
	if err := d.ask("rename", to); err != nil {
		return err
	}
	return d.root.Rename(from, to)
}

// remove removes a file or an empty folder; it may be gone already.
func (d *disk) remove(name string) error {
	if err := d.ask("remove", name); err != nil {
		return err
	}
	if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (d *disk) removeAll(name string) error {
	if err := d.ask("remove", name); err != nil {
		return err
	}
	return d.root.RemoveAll(name)
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
	out, err := d.root.OpenFile(stagingPath+"/"+name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(out, sourceReader{in, source})
	return n, errors.Join(err, out.Close())
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
	return compareStreams(out, sourceReader{in, source})
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
			return absent, bad
		case !bytes.Equal(x[:n], y[:m]):
			return different, nil
		case errA != nil && errB != nil:
			return same, nil
		case errA != nil || errB != nil:
			return different, nil
		}
	}
}

// sourceReader marks errors as those of the source.
type sourceReader struct {
	io.Reader
	name string
}

func (r sourceReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = badSource{r.name, err}
	}
	return n, err
}
