package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// What lies in the state folder of a destination.
const (
	lockName           = "lock"
	manifestName       = "manifest"
	journalName        = "journal"
	stagingName        = "staging"
	stagedManifestName = stagingName + "/" + manifestName
)

// insideName is the state folder where it must lie in the destination itself. No
// output may have that name.
const insideName = ".guong"

// besideName returns the name of the state folder beside the folder dir, whose path
// is clean: .public.guong for public.
func besideName(dir string) string { return "." + filepath.Base(dir) + insideName }

// openState opens the state folder of the destination dir, which d.root has
// open. The folder lies beside the destination, or in it if nothing can be made
// beside it or nothing can be moved from there.
func (d *disk) openState(dir string) error {
	beside, err := d.openBeside(dir)
	if beside || err != nil {
		return err
	}
	own, _, err := d.makeState(d.root, insideName, 0o700)
	if err != nil {
		return err
	}
	d.base, d.own, d.ownName, d.inside = d.root, own, insideName, true
	d.state = filepath.Join(dir, insideName)
	return chmodRoot(own, 0o700)
}

// openBeside opens the state folder beside the destination. It returns false if
// there can be none; then d.beside is the one that cannot be used, if there is one.
func (d *disk) openBeside(dir string) (bool, error) {
	full, err := filepath.Abs(dir)
	if err == nil {
		full, err = filepath.EvalSymlinks(full)
	}
	if cannotMake(err) || err == nil && filepath.Dir(full) == full {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	base, err := os.OpenRoot(filepath.Dir(full))
	if cannotMake(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	name := besideName(full)
	own, made, err := d.makeState(base, name, 0o755)
	if err != nil || !sameMount(own, d.root) {
		if made {
			_ = base.Remove(name)
		}
		base.Close()
		d.beside, d.besideName = own, name
		if cannotMake(err) {
			err = nil
		}
		return false, err
	}
	d.base, d.own, d.ownName, d.state = base, own, name, filepath.Join(base.Name(), name)
	if info, err := os.Lstat(dir); err == nil && info.IsDir() && filepath.Base(dir) == filepath.Base(full) {
		d.state = filepath.Join(filepath.Dir(dir), name) // the shorter form, for people
	}
	if made {
		err = chmodRoot(own, 0o755)
	}
	return true, err
}

// cannotMake reports whether err says that a folder cannot be made in another one.
func cannotMake(err error) bool { return errors.Is(err, fs.ErrPermission) || isReadOnly(err) }

// makeState makes the state folder name of base, unless a foreign thing has that name.
func (d *disk) makeState(base *os.Root, name string, mode fs.FileMode) (own *os.Root, made bool, err error) {
	info, err := base.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		if err := d.ask("mkdir", name); err != nil {
			return nil, false, err
		}
		err = base.Mkdir(name, mode)
		if made = err == nil; err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, false, err
		}
		info, err = base.Lstat(name)
	}
	if err != nil {
		return nil, made, err
	}
	if !info.IsDir() {
		return nil, made, foreign{name}
	}
	own, err = base.OpenRoot(name)
	return own, made, err
}

// removeState removes the state folder if it is empty.
func (d *disk) removeState() {
	if info, err := d.base.Lstat(d.ownName); err == nil && info.IsDir() {
		_ = d.base.Remove(d.ownName) // fails if it is not empty
	}
}

// stillAt returns an error if dir is another folder than the one that was opened.
func (d *disk) stillAt(dir string) error {
	opened, err := d.root.Stat(".")
	if err != nil {
		return err
	}
	if found, err := os.Stat(dir); err != nil || !os.SameFile(opened, found) {
		return errors.Join(err, errMoved)
	}
	return nil
}

// close closes the destination and its state folder.
func (d *disk) close() {
	for _, root := range []*os.Root{d.own, d.beside, d.base, d.root} {
		if root != nil {
			root.Close()
		}
	}
}

// at returns the name of a file of the state folder for messages.
func (d *disk) at(name string) string { return d.ownName + "/" + name }

// readOwn reads a file of the state folder. What is no regular file is an error.
func (d *disk) readOwn(name string) ([]byte, error) {
	if err := d.checkPlain(name); err != nil {
		return nil, err
	}
	f, err := openPlain(d.own, name, d.at(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(min(info.Size(), largestGuess)) + bytes.MinRead) // or it is copied each time that it has grown
	}
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}

// largestGuess is the most bytes that are made room for because a file says that it
// has them.
const largestGuess = 1 << 30

// checkPlain returns an error if name exists in the state folder and is no regular file.
func (d *disk) checkPlain(name string) error {
	if info, err := d.own.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return notPlain{d.at(name)}
	}
	return nil
}
