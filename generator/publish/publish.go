package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Publication is one build on its way into the destination. It comes from
// [Open] and ends with [Publication.Commit] or [Publication.Abort].
type Publication struct {
	dir     string   // the destination, as the user gave it
	created []string // folders that Open made on the way to dir, deepest first
	disk    *disk
	lock    *lock   // nil until it is held
	staging *folder // .guong/staging
	dest    *folder // the destination
	old     manifest

	gate sync.RWMutex // Write and Copy read; Commit and Abort write
	done bool         // guarded by gate

	mu        sync.Mutex
	names     map[string]struct{} // the outputs so far
	places    map[string]place    // what is known of the destination's folders
	moves     []*move
	obstacles []string // foreign things in the way
	failed    error    // the first error of a Write or Copy

	number    atomic.Int64 // of the last staged thing
	unchanged atomic.Int64
	written   atomic.Int64
	bytes     atomic.Int64
}

// Result counts what a publication did.
type Result struct {
	Written   int   // files that are new or have new bytes
	Unchanged int   // files that had these bytes already
	Removed   int   // files of the previous build that are gone
	Bytes     int64 // size of the files written
}

// Open begins a publication into the folder dir, which is made if it does not
// exist. It locks the destination, and finishes or discards a publication that
// was killed. What a user can mend is a [diag.Diagnostic] with dir as its File.
func Open(dir string) (*Publication, error) { return open(dir, nil) }

// open is Open with a function that is asked before every change of the disk;
// tests use it to fail or to die there.
func open(dir string, before func(op, name string) error) (*Publication, error) {
	if dir == "" {
		return nil, errors.New("publish: no destination")
	}
	// A publication that is just being aborted may remove the folder again,
	// between the making and the locking.
	const attempts = 20
	for attempt := 1; ; attempt++ {
		p, err := openOnce(dir, before)
		if err == nil {
			return p, nil
		}
		if attempt == attempts || !errors.Is(err, fs.ErrNotExist) {
			return nil, explain(dir, ".", err)
		}
	}
}

func openOnce(dir string, before func(op, name string) error) (_ *Publication, err error) {
	p := &Publication{dir: dir, names: map[string]struct{}{}, places: map[string]place{}}
	defer func() {
		if err != nil {
			p.release()
		}
	}()
	if p.created, err = makeDestination(dir); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	p.disk = &disk{root, before}
	if err := p.disk.makeOwn(); err != nil {
		return nil, err
	}
	if p.lock, err = acquire(root, lockPath); err != nil {
		return nil, err
	}
	if err := p.disk.recover(); err != nil {
		return nil, err
	}
	if p.old, err = p.disk.readManifest(); err != nil {
		return nil, err
	}
	if err := p.disk.mkdir(stagingPath); err != nil {
		return nil, err
	}
	if p.staging, err = openFolder(root, stagingPath); err != nil {
		return nil, err
	}
	p.dest, err = openFolder(root, ".")
	return p, err
}

// makeDestination makes dir and what is missing above it, and returns what it
// made, deepest first.
func makeDestination(dir string) (created []string, err error) {
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
		err := os.Mkdir(d, 0o777)
		if err == nil {
			created = slices.Insert(created, 0, d)
		} else if !errors.Is(err, fs.ErrExist) {
			return created, err
		}
	}
	return created, nil
}

// Write stages the output name with the bytes data, unless the destination
// has them already. The name is slash-separated, relative, clean, and not
// under .guong. Data is not kept. It is safe for concurrent use. After an
// error the publication can only be aborted.
//
// What is in the way of an output is not an error of Write but of Commit, so
// that all of it is reported at once.
func (p *Publication) Write(name string, data []byte) error {
	return p.put(name,
		func() (entry, error) { return p.dest.compare(name, data) },
		func(staged string) (int64, error) {
			return int64(len(data)), p.disk.write(p.staging, staged, data)
		})
}

// Copy is Write for the bytes of the file source of fsys, which are not held in
// memory at once.
func (p *Publication) Copy(name string, fsys fs.FS, source string) error {
	return p.put(name,
		func() (entry, error) { return p.disk.compareFile(name, fsys, source) },
		func(staged string) (int64, error) { return p.disk.copyFile(staged, fsys, source) })
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
		return explain(p.dir, stagingPath, err)
	}
	return nil
}

// discard removes what was staged.
func (p *Publication) discard() error {
	p.closeFolders()
	return p.disk.removeAll(stagingPath)
}

func (p *Publication) closeFolders() {
	for _, f := range []*folder{p.staging, p.dest} {
		if f != nil {
			f.close()
		}
	}
	p.staging, p.dest = nil, nil
}

// release lets go of the destination and removes what is empty of what Open
// made. What it cannot remove does no harm.
func (p *Publication) release() {
	p.closeFolders()
	if p.lock != nil {
		_ = p.disk.root.Remove(stagingPath) // fails if a commit is unfinished
		p.lock.release()
	}
	if p.disk != nil {
		p.disk.removeOwn()
		p.disk.root.Close()
	}
	for _, dir := range p.created {
		_ = os.Remove(dir)
	}
}

// validate tells whether name may be an output's path.
func validate(name string) error {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)):
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }):
	case strings.EqualFold(first, ownPath):
	default:
		return nil
	}
	return fmt.Errorf("publish: %q is not a path that an output can have", name)
}

// folderOf returns the folder that holds name; "." is the destination.
func folderOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

// isPage reports whether name is a page, by its ending.
func isPage(name string) bool { return path.Ext(name) == ".html" }
