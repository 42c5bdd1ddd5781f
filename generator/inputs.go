package generator

import (
	"bytes"
	"context"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"guong/generator/content"
	"guong/generator/parallel"
	"guong/generator/registry"
	"guong/generator/stamp"
	"guong/generator/store"
	"guong/generator/theme"
)

// inputs are all files and folders that a site is made from, as the disk told of
// them at a moment. A site whose inputs are what they were is what it was, but for
// the clock.
type inputs struct {
	Taken time.Time
	Roots []inputRoot
}

// inputRoot is a folder with what lies in it.
type inputRoot struct {
	Dir     string  // absolute: the next build may run in another folder
	Entries []input // in the order of their names; the folder itself is "."

	hidden  bool                 // folders whose name begins with a dot are not looked into
	linked  map[string]bool      // folders that links led to while it was walked
	listing map[string]store.Key // hashes of the folders, as they were walked
}

// input is one file or folder.
type input struct {
	Name  string
	Stamp stamp.Stamp // zero: it is not there
	Hash  store.Key   // of the bytes of a file that may change without another stamp; else zero
}

// surveyInputs looks at everything that the site of f is made from. It returns nil if
// it cannot.
func surveyInputs(ctx context.Context, o Options, f *folders) *inputs {
	in := &inputs{Taken: readClock()}
	site := inputRoot{Dir: absolute(o.Source), Entries: []input{{Name: f.configName}}}
	texts := inputRoot{Dir: absolute(filepath.FromSlash(f.contentPath)), hidden: true}
	if site.walk(registry.Folder) != nil || site.walk(theme.Folder) != nil || texts.walk(".") != nil {
		return nil
	}
	in.Roots = []inputRoot{site, texts}
	for i := range in.Roots {
		if err := in.Roots[i].look(ctx, in.Taken); err != nil {
			return nil
		}
	}
	return in
}

// walk adds a folder with all that lies in it. One that is not there is noted as
// that. Where a link leads to a folder, what lies there is added too, once.
func (r *inputRoot) walk(name string) error {
	r.Entries = append(r.Entries, input{Name: name})
	entries, err := os.ReadDir(filepath.Join(r.Dir, filepath.FromSlash(name)))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if r.listing == nil {
		r.listing = map[string]store.Key{}
	}
	r.listing[name] = hashOfListing(entries)
	for _, e := range entries {
		inner := path.Join(name, e.Name())
		if r.hidden && strings.HasPrefix(e.Name(), ".") && inner != content.WellKnown {
			continue
		}
		if !e.IsDir() && !r.leadsToNewFolder(inner, e) {
			r.Entries = append(r.Entries, input{Name: inner})
		} else if err := r.walk(inner); err != nil {
			return err
		}
	}
	return nil
}

// leadsToNewFolder reports whether an entry is a link to a folder below the root to
// which no link led before: links that lead in a circle must end, and those that
// multiply. What lies outside is never read.
func (r *inputRoot) leadsToNewFolder(name string, e os.DirEntry) bool {
	if e.Type()&os.ModeSymlink == 0 {
		return false
	}
	folder, err := filepath.EvalSymlinks(filepath.Join(r.Dir, filepath.FromSlash(name)))
	if err != nil || r.linked[folder] || !contains(r.Dir, folder) {
		return false
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return false
	}
	if r.linked == nil {
		r.linked = map[string]bool{}
	}
	r.linked[folder] = true
	return true
}

// look takes the stamps of all entries, and hashes the files that may change
// without another stamp.
func (r *inputRoot) look(ctx context.Context, now time.Time) error {
	return r.each(ctx, func(folder *stamp.Folder, e *input, buffer *bytes.Buffer) bool {
		e.Stamp = stampOf(folder, e.Name)
		if !e.Stamp.Settled(now) {
			// A folder counts as it was when it was walked: what has come since is not among the entries.
			var walked bool
			if e.Hash, walked = r.listing[e.Name]; !walked {
				e.Hash = r.hash(e, buffer)
			}
		}
		return true
	})
}

// same reports whether all entries are as they were when they were looked at.
func (r *inputRoot) same(ctx context.Context) bool {
	var differ atomic.Bool
	err := r.each(ctx, func(folder *stamp.Folder, e *input, buffer *bytes.Buffer) bool {
		if stampOf(folder, e.Name) != e.Stamp || e.Hash != (store.Key{}) && r.hash(e, buffer) != e.Hash {
			differ.Store(true)
		}
		return !differ.Load()
	})
	return err == nil && !differ.Load()
}

// each calls visit for all entries, on all cores, until it returns false.
func (r *inputRoot) each(ctx context.Context, visit func(*stamp.Folder, *input, *bytes.Buffer) bool) error {
	folder, err := stamp.Open(r.Dir)
	if os.IsNotExist(err) && !slices.ContainsFunc(r.Entries, func(e input) bool { return e.Stamp != stamp.Stamp{} }) {
		return nil // it was not there before
	}
	if err != nil {
		return err
	}
	defer folder.Close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	parallel.Each(ctx, len(r.Entries), func() func(int) {
		var buffer bytes.Buffer
		return func(i int) {
			if !visit(folder, &r.Entries[i], &buffer) {
				stop()
			}
		}
	})
	return nil
}

// hash returns a hash of what a file holds, and of a folder of the names in it.
func (r *inputRoot) hash(e *input, buffer *bytes.Buffer) store.Key {
	buffer.Reset()
	name := filepath.Join(r.Dir, filepath.FromSlash(e.Name))
	if entries, err := os.ReadDir(name); err == nil {
		return hashOfListing(entries)
	}
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() { // opening a pipe waits
		return store.NewKey([]byte("none"))
	}
	file, err := os.Open(name)
	if err != nil {
		return store.NewKey([]byte("none"))
	}
	defer file.Close()
	if _, err := io.Copy(buffer, file); err != nil {
		return store.NewKey([]byte("none"))
	}
	return store.NewKey([]byte("file"), buffer.Bytes())
}

// hashOfListing returns a hash of the names in a folder.
func hashOfListing(entries []os.DirEntry) store.Key {
	var names strings.Builder
	for _, e := range entries {
		names.WriteString(e.Name() + "\x00" + e.Type().String() + "\x00")
	}
	return store.NewKey([]byte("folder"), []byte(names.String()))
}

// same reports whether everything is as it was.
func (in *inputs) same(ctx context.Context) bool {
	for i := range in.Roots {
		if !in.Roots[i].same(ctx) {
			return false
		}
	}
	return ctx.Err() == nil
}
