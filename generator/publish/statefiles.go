package publish

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

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

// Edition returns a hash of what is known of the files that the last publication left
// in the destination dir: their names, bytes and stamps. Another publication that
// changes one of them has another.
func Edition(dir string) (Sum, error) {
	data, err := ReadState(dir, sumsName)
	return SumOf(data), err
}

// Published returns the names of the outputs of the last publication into the
// destination dir, sorted. Others are somebody else's, or of former editions. It makes
// and locks nothing.
func Published(dir string) (names []string, err error) {
	err = inState(dir, func(d *disk) error {
		m, err := d.readManifest()
		names = slices.Sorted(m.outputs())
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
