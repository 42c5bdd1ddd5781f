package publish

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"guong/generator/diag"
	"guong/generator/message"
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

// readOwn reads a file of the state folder. What is no regular file (a pipe would
// make us wait, a device never end) is an error.
func (d *disk) readOwn(name string) ([]byte, error) {
	if err := d.checkPlain(name); err != nil {
		return nil, err
	}
	f, err := d.own.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, notPlain{d.at(name)})
	}
	return io.ReadAll(f)
}

// checkPlain returns an error if name exists in the state folder and is no regular file.
func (d *disk) checkPlain(name string) error {
	if info, err := d.own.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return notPlain{d.at(name)}
	}
	return nil
}

// takeOver moves the state that a former version left in the destination, or a
// build that could use no folder beside it, to where it belongs. It is newer than
// what is there: who builds with the folder beside leaves none in the destination.
func (d *disk) takeOver() error {
	info, err := d.root.Lstat(insideName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return foreign{insideName}
	}
	own, err := d.root.OpenRoot(insideName)
	if err != nil {
		return err
	}
	defer own.Close()
	former := &disk{root: d.root, base: d.root, own: own, ownName: insideName, before: d.before, ctx: d.ctx, modes: d.modes}
	lock, err := former.acquire()
	if err != nil {
		return err
	}
	defer former.removeState()
	defer lock.release()
	if err := former.recover(); err != nil {
		return err
	}
	if _, err := former.readManifest(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(own.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == lockName {
			continue
		}
		if err := d.takeOverOne(former, e.Name()); err != nil {
			return err
		}
	}
	return nil
}

// takeOverOne moves a file, or a folder if there is none of its name: what lies in
// it is written anew by each build.
func (d *disk) takeOverOne(former *disk, name string) error {
	if _, err := d.own.Lstat(name); err == nil && name != manifestName {
		return former.removeOwn(name)
	}
	if err := d.ask("rename", d.at(name)); err != nil {
		return err
	}
	return moveBetween(former.own, name, d.own, name)
}

// manifestElsewhere returns the manifest of the folder beside the destination, if the
// state must lie in the destination and has none yet: a container may see as a
// mount what was built outside of it.
func (d *disk) manifestElsewhere() (manifest, error) {
	if d.beside == nil {
		return manifest{}, nil
	}
	other := &disk{own: d.beside, ownName: d.besideName}
	if _, err := d.beside.Lstat(journalName); err == nil {
		return manifest{}, other.unfinished(other.at(journalName), errElsewhere)
	}
	known, err := other.readManifest()
	known.text = "" // it has yet to be written here
	return known, err
}

// Note says where the state of the destination lies if it cannot lie beside it,
// when it lies there for the first time.
func (p *Publication) Note() (diag.Diagnostic, bool) {
	if !p.disk.inside || p.old.text != "" {
		return diag.Diagnostic{}, false
	}
	return diag.Diagnostic{
		Position: diag.Position{File: p.dir},
		Severity: diag.Note,
		Message:  message.New("publish.inside", filepath.ToSlash(filepath.Join(p.dir, insideName))),
		Hint:     message.New("publish.inside-hint"),
	}, true
}

// State returns the folder of the files that [Publication.WriteState] writes.
func (p *Publication) State() string { return p.disk.state }

// ReadState returns a file of the state folder of the destination dir, as the last
// publication left it. It makes and locks nothing.
func ReadState(dir, name string) (data []byte, err error) {
	err = inState(dir, func(d *disk) error {
		data, err = d.readOwn(name)
		return err
	})
	return data, err
}

// Published returns the names of the outputs of the last publication into the
// destination dir, sorted. Others are somebody else's, or of former editions. It makes
// and locks nothing.
func Published(dir string) (names []string, err error) {
	err = inState(dir, func(d *disk) error {
		m, err := d.readManifest()
		for name := range m.names {
			if m.lasting[name] == 0 {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return err
	})
	return names, err
}

// inState calls read with the state folder of the destination dir.
func inState(dir string, read func(*disk) error) error {
	full, err := filepath.Abs(dir)
	if err == nil {
		full, err = filepath.EvalSymlinks(full)
	}
	if err != nil {
		return err
	}
	for _, folder := range []string{filepath.Join(full, insideName), filepath.Join(filepath.Dir(full), besideName(full))} {
		own, err := os.OpenRoot(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		defer own.Close()
		return read(&disk{own: own, ownName: folder})
	}
	return fs.ErrNotExist
}

// WriteState stages a file of the state folder, which nobody is served: tables for a
// web server. It goes into place with the outputs, unless it has these bytes already.
// The name is that of an output, with a folder: "server/nginx-redirects.map".
func (p *Publication) WriteState(name string, data []byte) error {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.done {
		return errEnded
	}
	err := cmp.Or(p.disk.ctx.Err(), validateState(name))
	if err == nil {
		err = p.claim(p.besides, name)
	}
	if err == nil {
		err = p.stageState(name, data)
	}
	return p.fail(name, err)
}

func (p *Publication) stageState(name string, data []byte) error {
	if had, err := p.disk.readOwn(name); err == nil && bytes.Equal(had, data) {
		return nil
	} else if errors.As(err, new(notPlain)) {
		return err
	}
	staged := p.nextNumber()
	p.mu.Lock()
	p.beside = append(p.beside, step{placeBeside, staged, name})
	p.mu.Unlock()
	return p.disk.write(p.staging, staged, data)
}

// Temporary makes a file for what does not fit into memory, on the disk of the
// destination. Its name is gone at once where the system allows that, and else with the
// publication.
func (p *Publication) Temporary() (*os.File, error) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.done {
		return nil, errEnded
	}
	name := stagingName + "/" + p.nextNumber()
	if err := p.disk.ask("write", p.disk.at(name)); err != nil {
		return nil, explain(p.dir, name, err)
	}
	f, err := p.disk.own.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, explain(p.dir, name, err)
	}
	_ = p.disk.own.Remove(name) // Windows keeps the name as long as the file is open
	return f, nil
}
