package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"sync"
)

// place is what is known of a folder where outputs go.
type place struct {
	staged  string // where it is staged; "" if the destination has it
	move    *move  // of the staged tree that it belongs to; nil if the destination has it
	blocked string // the foreign thing that stands where it, or a folder above it, must be
}

// move brings a staged file or tree into place.
type move struct {
	staged string // in staging
	to     string
	clear  []step // what of ours must go first: a file where a folder comes, or the reverse
	fresh  bool   // nothing is there
	pages  bool   // it is or holds a page
}

// put takes in the output name: compare tells what the destination has
// there, write stages it and returns its size.
func (p *Publication) put(name string, compare func() (entry, error), write func(staged string) (int64, error)) error {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.done {
		return errEnded
	}
	err := p.disk.ctx.Err()
	if err == nil {
		err = p.claim(p.names, name)
	}
	if err == nil {
		err = p.stage(name, compare, write)
	}
	return p.fail(name, err)
}

// fail remembers the first error, and explains it.
func (p *Publication) fail(name string, err error) error {
	if err == nil {
		return nil
	}
	err = explain(p.dir, name, err)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed == nil {
		p.failed = err
	}
	return err
}

// claim notes that name is an output.
func (p *Publication) claim(names map[string]struct{}, name string) error {
	if err := validate(name); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, taken := names[name]; taken {
		return fmt.Errorf("publish: %s is written twice", name)
	}
	names[name] = struct{}{}
	return nil
}

func (p *Publication) stage(name string, compare func() (entry, error), write func(string) (int64, error)) error {
	at, err := p.placeOf(folderOf(name))
	if err != nil {
		return err
	}
	if at.blocked != "" {
		p.block(at.blocked)
		return nil
	}
	if at.move != nil {
		if IsPage(name) {
			p.mu.Lock()
			at.move.pages = true
			p.mu.Unlock()
		}
		size, err := write(at.staged + "/" + path.Base(name))
		return p.count(name, size, err)
	}
	found, err := compare()
	if err != nil {
		return err
	}
	m := &move{to: name, pages: IsPage(name)}
	switch _, ours := p.old.names[name]; {
	case found == same:
		p.unchanged.Add(1)
		return nil
	case found == sameOurMode || found == sameTheirMode && !ours:
		p.unchanged.Add(1)
		if found == sameOurMode {
			p.repair(name, p.disk.modes.file, false)
		}
		return nil
	case found == absent:
		m.fresh = true
	case found == sameTheirMode: // a new file has the right one
	case found == different && ours:
	case found == aFolder:
		obstacle := ""
		if m.clear, obstacle, err = p.clearing(name); err != nil {
			return err
		}
		if obstacle != "" {
			p.block(obstacle)
			return nil
		}
	default:
		p.block(name)
		return nil
	}
	m.staged = p.nextNumber()
	p.mu.Lock()
	p.moves = append(p.moves, m)
	p.mu.Unlock()
	size, err := write(m.staged)
	return p.count(name, size, err)
}

func (p *Publication) count(name string, size int64, err error) error {
	if err == nil {
		p.bytes.Add(size)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.new = append(p.new, name)
	}
	return err
}

// repair is a file or folder whose permissions have to be put right.
type repair struct {
	name   string
	mode   fs.FileMode
	folder bool
}

func (p *Publication) repair(name string, mode fs.FileMode, folder bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.repairs = append(p.repairs, repair{name, mode, folder})
}

func (p *Publication) block(obstacle string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.obstacles = append(p.obstacles, obstacle)
}

func (p *Publication) nextNumber() string { return strconv.FormatInt(p.number.Add(1), 10) }

// placeOf returns the place of the folder dir. A folder that the destination
// does not have is made in staging, once.
func (p *Publication) placeOf(dir string) (place, error) {
	if dir == "." {
		return place{}, nil
	}
	p.mu.Lock()
	at, known := p.places[dir]
	p.mu.Unlock()
	if known {
		return at, nil
	}
	above, err := p.placeOf(folderOf(dir))
	switch {
	case err != nil:
		return place{}, err
	case above.blocked != "":
		return above, nil
	case above.move == nil:
		return p.look(dir)
	}
	// Two goroutines may come here with one folder. The lock is not held while
	// it is made, for these are most of the folders of a first publication.
	at = place{staged: above.staged + "/" + path.Base(dir), move: above.move}
	if err := p.disk.mkdirStaged(p.staging, at.staged); err != nil {
		return place{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.places[dir] = at
	return at, nil
}

// look finds out what the destination has at dir. The folder above is known
// to be there, and no symbolic link.
func (p *Publication) look(dir string) (place, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at, known := p.places[dir]; known {
		return at, nil
	}
	at := place{}
	_, ours := p.old.names[dir]
	switch info, err := p.disk.root.Lstat(dir); {
	case err == nil && info.IsDir():
		if lacks(info.Mode(), p.disk.modes.folder) {
			p.repairs = append(p.repairs, repair{dir, info.Mode().Perm() | p.disk.modes.folder, true})
		}
	case errors.Is(err, fs.ErrNotExist):
		at.move = &move{to: dir, fresh: true}
	case err != nil:
		return place{}, err
	case ours && info.Mode().IsRegular():
		at.move = &move{to: dir, clear: []step{{verb: removeFile, to: dir}}}
	default:
		at.blocked = dir
	}
	if at.move != nil {
		at.staged = p.nextNumber()
		at.move.staged = at.staged
		p.moves = append(p.moves, at.move)
		if err := p.disk.mkdirStaged(p.staging, at.staged); err != nil {
			return place{}, err
		}
	}
	p.places[dir] = at
	return at, nil
}

// clearing returns the steps that remove the folder dir, if all in it is ours;
// else what is foreign in it. An empty folder is not ours: we leave none.
func (p *Publication) clearing(dir string) (steps []step, obstacle string, err error) {
	entries, err := fs.ReadDir(p.disk.root.FS(), dir)
	if err != nil {
		return nil, "", err
	}
	if len(entries) == 0 {
		return nil, dir, nil
	}
	for _, e := range entries {
		name := dir + "/" + e.Name()
		_, ours := p.old.names[name]
		switch {
		case e.IsDir():
			inner, obstacle, err := p.clearing(name)
			if err != nil || obstacle != "" {
				return nil, obstacle, err
			}
			steps = append(steps, inner...)
		case ours && e.Type().IsRegular():
			steps = append(steps, step{verb: removeFile, to: name})
		default:
			return nil, name, nil
		}
	}
	return append(steps, step{verb: removeFolder, to: dir}), "", nil
}

// chunk is what is read of a file at once to compare it.
type chunk [64 << 10]byte

var chunks = sync.Pool{New: func() any { return new(chunk) }}
