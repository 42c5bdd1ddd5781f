package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"guong/generator/stamp"
)

// Publication is one build on its way into the destination. It comes from
// [Open] and ends with [Publication.Commit] or [Publication.Abort].
type Publication struct {
	dir     string   // the destination, as the user gave it
	created []string // folders that Open made on the way to dir, deepest first
	disk    *disk
	lock    *lock   // nil until it is held
	staging *folder // in the state folder
	dest    *folder // the destination
	old     manifest

	sums   map[string]known // of the last publication
	stamps *stamp.Folder    // the destination; nil on a first publication
	sound  *soundFolders    // of the destination; nil if nothing is known of its files
	opened time.Time        // when the publication began, by the clock of the file system
	begun  time.Time        // when its commit did

	gate sync.RWMutex // Write and Copy read; Commit and Abort write
	done bool         // guarded by gate

	mu        sync.Mutex
	names     map[string]struct{} // the outputs so far
	lasting   map[string]struct{} // of these, those whose names change with their bytes
	made      map[string]output   // of these, as far as it is known
	places    map[string]place    // what is known of the destination's folders
	moves     []*move
	beside    []step              // what goes into the state folder
	besides   map[string]struct{} // the names of these
	repairs   []repair
	obstacles []string // foreign things in the way
	new       []string // outputs that are new or have new bytes
	failed    error    // the first error of a Write or Copy

	number    atomic.Int64 // of the last staged thing
	unchanged atomic.Int64
	bytes     atomic.Int64
}

// DefaultFileMode lets everybody read what is published.
const DefaultFileMode fs.FileMode = 0o644

// Options say how things are published.
type Options struct {
	// FileMode are the permissions of published files, whatever the umask; 0:
	// DefaultFileMode. Who may read a file may enter its folder.
	FileMode fs.FileMode
	// Fresh reads and compares every file, whatever is known of it.
	Fresh bool
}

// Result tells what a publication did. Its lists are sorted.
type Result struct {
	Written   []string // files that are new or have new bytes
	Unchanged int      // files that had these bytes already
	Removed   []string // files of the previous build that are gone
	Bytes     int64    // size of the files written
}

// Open begins a publication into the folder dir, which is made if it does not
// exist. It locks the destination, and finishes or discards a publication that
// was killed. What a user can mend is a [diag.Diagnostic] with dir as its File.
// When ctx is done, so is all that the publication does until Commit moves files.
func Open(ctx context.Context, dir string, o Options) (*Publication, error) {
	return open(ctx, dir, o, nil)
}

// open is Open with a function that is asked before every change of the disk;
// tests use it to fail or to die there.
func open(ctx context.Context, dir string, o Options, before func(op, name string) error) (*Publication, error) {
	if dir == "" {
		return nil, errors.New("publish: no destination")
	}
	// A publication that is just being aborted may remove the folder again,
	// between the making and the locking.
	const attempts = 20
	for attempt := 1; ; attempt++ {
		p, err := openOnce(ctx, dir, o, before)
		if err == nil {
			return p, nil
		}
		if attempt == attempts || !errors.Is(err, fs.ErrNotExist) {
			return nil, explain(dir, ".", err)
		}
	}
}

func openOnce(ctx context.Context, dir string, o Options, before func(op, name string) error) (_ *Publication, err error) {
	d := &disk{modes: newModes(o.FileMode), ctx: ctx, before: before}
	p := &Publication{
		dir: dir, disk: d, names: map[string]struct{}{}, lasting: map[string]struct{}{}, made: map[string]output{},
		places: map[string]place{}, besides: map[string]struct{}{},
	}
	defer func() {
		if err != nil {
			p.release()
		}
	}()
	if p.created, err = makeDestination(dir, d.modes.folder); err != nil {
		return nil, err
	}
	if d.root, err = os.OpenRoot(dir); err != nil {
		return nil, err
	}
	if err := d.openState(dir); err != nil {
		return nil, err
	}
	if p.lock, err = d.acquire(); err != nil {
		return nil, err
	}
	// Who aborted may have removed the folder after it was opened here.
	if err := d.stillAt(dir); err != nil {
		return nil, err
	}
	if err := d.recover(); err != nil {
		return nil, err
	}
	if err := p.readState(); err != nil {
		return nil, err
	}
	if err := p.openFolders(); err != nil {
		return nil, err
	}
	p.openSums(o.Fresh)
	return p, nil
}

// readState finds out what is ours.
func (p *Publication) readState() (err error) {
	if !p.disk.inside {
		if err := p.disk.takeOver(); err != nil {
			return err
		}
	}
	p.old, err = p.disk.readManifest()
	if err == nil && p.disk.inside && p.old.names == nil {
		p.old, err = p.disk.manifestElsewhere()
	}
	return err
}

func (p *Publication) openFolders() (err error) {
	d := p.disk
	if err := d.ask("mkdir", d.at(stagingName)); err != nil {
		return err
	}
	if err := d.own.Mkdir(stagingName, 0o700); err != nil {
		return err
	}
	if p.staging, err = openFolder(d.own, stagingName, d.modes); err != nil {
		return err
	}
	if p.dest, err = openFolder(d.root, ".", d.modes); err != nil {
		return err
	}
	if info, err := d.root.Stat("."); err == nil && lacks(info.Mode(), d.modes.folder) {
		p.repairs = append(p.repairs, repair{".", info.Mode().Perm() | d.modes.folder, true})
	}
	return p.dest.passOn(p.staging)
}

// makeDestination makes dir and what is missing above it, and returns what it
// made, deepest first.
func makeDestination(dir string, mode fs.FileMode) (created []string, err error) {
	var missing []string
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		info, err := os.Stat(d)
		if err == nil && !info.IsDir() {
			return nil, notFolder{d}
		}
		if err == nil || d == filepath.Dir(d) {
			break
		}
		missing = append(missing, d)
	}
	for _, d := range slices.Backward(missing) {
		err := os.Mkdir(d, mode)
		if err == nil {
			created = slices.Insert(created, 0, d)
			err = os.Chmod(d, mode) // whatever the umask
		}
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return created, err
		}
	}
	return created, nil
}

// First reports whether nothing was published into the destination before.
func (p *Publication) First() bool { return len(p.old.names) == 0 }

// Write stages the output name with the bytes data, unless the destination
// has them already. The name is slash-separated, relative, clean, and not
// under .guong. Data is not kept. It is safe for concurrent use. After an
// error the publication can only be aborted.
//
// What is in the way of an output is not an error of Write but of Commit, so
// that all of it is reported at once.
func (p *Publication) Write(name string, data []byte) error {
	sum := SumOf(data)
	if p.Keep(name, sum) {
		return nil
	}
	o := output{sum: sum}
	err := p.put(name,
		func() (entry, error) {
			o.stamp = p.stampOf(name)
			return p.dest.compare(name, data)
		},
		func(staged string) (int64, error) {
			o = output{sum: sum, staged: staged}
			return int64(len(data)), p.disk.write(p.staging, staged, data)
		})
	if err == nil {
		p.keep(name, o)
	}
	return err
}

// Copy is Write for the bytes of the file source of fsys, which are not held in
// memory at once.
func (p *Publication) Copy(name string, fsys fs.FS, source string) error {
	summed, o := &summedFS{fsys: fsys}, output{}
	err := p.put(name,
		func() (entry, error) {
			o.stamp = p.stampOf(name)
			return p.disk.compareFile(name, summed, source)
		},
		func(staged string) (int64, error) {
			o = output{staged: staged}
			return p.disk.copyFile(staged, summed, source)
		})
	if sum, ok := summed.sum(); ok && err == nil {
		o.sum = sum
		p.keep(name, o)
	}
	return err
}

// Commit publishes what was written, and ends the publication. If it returns an
// error, or ctx is done before the first step, the destination is as it was, unless the
// error says that it will be finished by the next build.
func (p *Publication) Commit(ctx context.Context) (Result, error) {
	p.gate.Lock()
	defer p.gate.Unlock()
	if p.done {
		return Result{}, errEnded
	}
	p.done = true
	defer p.release()
	result, err := p.commit(ctx)
	if err != nil && !errors.As(err, &unfinished{}) {
		if left := p.discard(); left != nil {
			err = errors.Join(err, left)
		}
	}
	if err != nil {
		return Result{}, explain(p.dir, ".", err)
	}
	p.created = nil // they stay, even if they are empty
	return result, nil
}

// Abort ends the publication and leaves the destination as it was. After Commit or
// Abort it does nothing.
func (p *Publication) Abort() error {
	p.gate.Lock()
	defer p.gate.Unlock()
	if p.done {
		return nil
	}
	p.done = true
	defer p.release()
	if err := p.discard(); err != nil {
		return explain(p.dir, stagingName, err)
	}
	return nil
}

// discard removes what was staged. Who stopped the build does not wait for long: what
// is left then is removed by the next one.
func (p *Publication) discard() error {
	const patience = 300 * time.Millisecond
	p.closeFolders()
	if p.disk.ctx.Err() == nil {
		return p.disk.removeOwn(stagingName)
	}
	if err := p.disk.ask("remove", p.disk.at(stagingName)); err != nil {
		return err
	}
	return p.disk.removeUntil(stagingName, time.Now().Add(patience))
}

func (p *Publication) closeFolders() {
	for _, f := range []*folder{p.staging, p.dest} {
		if f != nil {
			f.close()
		}
	}
	p.staging, p.dest = nil, nil
	p.stamps.Close()
	p.stamps = nil
}

// release lets go of the destination and removes what is empty of what Open
// made. What it cannot remove does no harm.
func (p *Publication) release() {
	p.closeFolders()
	d := p.disk
	if p.lock != nil {
		_ = d.own.Remove(stagingName) // fails if a commit is unfinished
		// The destination goes while it is locked, so that nobody else begins in it.
		if !d.inside && len(p.created) > 0 {
			_ = os.Remove(p.created[0])
			p.created = p.created[1:]
		}
		p.lock.release()
	}
	if d.own != nil {
		d.removeState()
	}
	d.close()
	for _, dir := range p.created {
		_ = os.Remove(dir)
	}
}
