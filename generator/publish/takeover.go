package publish

import (
	"errors"
	"io/fs"
	"path/filepath"

	"guong/generator/diag"
	"guong/generator/message"
)

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
