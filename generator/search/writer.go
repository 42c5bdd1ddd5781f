package search

import (
	"cmp"
	"context"
	"io"
	"path"
	"slices"
	"sync"

	"guong/generator/diag"
	"guong/generator/search/client"
	"guong/generator/site"
)

// Options say how an index is made.
type Options struct {
	Title, Language string
	Base            string            // path of the site: "/", or "/tdkt/"
	ClientURL       string            // of the script that reads the index
	Facets          []Facet           // in the order of Document.Facets
	Abbreviations   map[string]string // what abbreviations stand for, besides those that are built in and those that texts explain
	Suggestions     []Suggestion      // besides the titles of documents
	Include         []string          // other indexes that searches ask too
	Memory          int               // bytes that postings may take before they go to a file; 0: DefaultMemory

	// Temporary makes a file for postings above Memory. Without it, or where no file can
	// be made or written, they stay in memory.
	Temporary func() (Temporary, error)
}

// Temporary is a file that is gone when it is closed.
type Temporary interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
}

// DefaultMemory is the budget of memory for postings: enough for some 4,000
// stories. To write and read those of the others costs little; to hold them, and the
// garbage that the heap is allowed beside them, twice their size.
const DefaultMemory = 32 << 20

// File is one file of the index.
type File struct {
	Path string // from the site's root: "search/manifest.json"
	Data []byte
}

// Write makes the index of docs. It is the same, byte for byte, for the same
// documents and options, whatever the order of docs, the memory and the machine.
// The files are in the order of their paths. A panic is an error of the document.
func Write(ctx context.Context, o Options, docs []Document) ([]File, error) {
	return collect(func(e Edition) (*Made, error) { return Update(ctx, o, docs, e) })
}

// WriteSite is Write for a site, and adds the script that reads the index. Facets and
// suggestions of o are those of the site.
func WriteSite(ctx context.Context, o Options, s *site.Site) ([]File, error) {
	return collect(func(e Edition) (*Made, error) { return UpdateSite(ctx, o, s, e) })
}

// collect returns the files that are made, in the order of their paths.
func collect(update func(Edition) (*Made, error)) ([]File, error) {
	var files []File
	var mu sync.Mutex
	_, err := update(Edition{Write: func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, File{path, data})
		return nil
	}})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// Update makes the same files as Write and hands them to an edition. What is as it was
// in the last one is not made again. What is noted of that is never believed against
// its files: where one is missing or another, all of its segment is made.
func Update(ctx context.Context, o Options, docs []Document, e Edition) (made *Made, err error) {
	defer diag.Recover("", func(d diag.Diagnostic) { made, err = nil, d })
	w := newIndexWriter(o, docs, e)
	if err := w.write(ctx); err != nil {
		return nil, err
	}
	return w.made(), nil
}

// UpdateSite is Update for a site, as WriteSite is Write.
func UpdateSite(ctx context.Context, o Options, s *site.Site, e Edition) (made *Made, err error) {
	defer diag.Recover("", func(d diag.Diagnostic) { made, err = nil, d })
	o, docs := o.of(s)
	made, err = Update(ctx, o, docs, e)
	if err != nil {
		return nil, err
	}
	_, script := client.Script()
	made.Paths = append(made.Paths, Script())
	slices.Sort(made.Paths)
	return made, e.Write(Script(), script)
}

// of returns options with what the site says, and its documents.
func (o Options) of(s *site.Site) (Options, []Document) {
	o.Title, o.Language, o.Base = s.Title, s.Language, s.BasePath
	o.ClientURL = path.Join(s.BasePath, Script())
	docs, facets := Documents(s)
	o.Facets, o.Suggestions = facets, suggestions(s)
	return o, docs
}

// Made is an index that was made.
type Made struct {
	Paths []string // of all its files, in their order

	edition Edition
	state   *state
}

// Save notes what the index was made of, for the next edition. It may be called before
// the files are moved: the next edition believes their sums only.
func (m *Made) Save() { m.edition.save(m.state) }

// Script returns the path of the script from the site's root. What it holds never
// changes under its name.
func Script() string {
	name, _ := client.Script()
	return path.Join(Folder, name)
}
