package registry

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// The files, by their names in a site's folder.
const (
	awardsFile    = "awards.toml"
	movementsFile = "movements.toml"
	fieldsFile    = "fields.toml"
	provincesFile = "provinces.toml"
)

var fileNames = []string{awardsFile, movementsFile, fieldsFile, provincesFile}

// file is one kind of file.
type file struct {
	name     string
	builtin  string   // its text in the program
	record   string   // the key of its records: [[award]]
	rootKeys []string // all keys that it may have at its top
}

// entry is a record as it was read, with what has to be checked against others.
type entry[T any] struct {
	Entry         *Entry
	record        *T
	spellings     []spelling // the name comes first
	source        *reader
	offset, end   int          // where its id stands
	generatedFrom string       // id of the record that it was made from
	former        [][]spelling // of each former province
}

// spelling is one way to write a name, and where it stands.
type spelling struct {
	text        string
	how         How
	offset, end int
}

// loaded is what the built-in file and the site's hold together.
type loaded[T any] struct {
	entries []*entry[T]
	words   *vocabulary
	readers []*reader
}

func (l *loaded[T]) wrong() (list diag.List) {
	for _, r := range l.readers {
		list = append(list, r.Wrong...)
	}
	return list
}

// load reads the built-in file, then the site's.
func load[T any](site fs.FS, f file, decode func(*reader, value.Node) []*entry[T]) *loaded[T] {
	l := &loaded[T]{words: newVocabulary()}
	l.read(f, value.Source{File: "generator/registry/data/" + f.name, Line: 1, Text: f.builtin}, decode)
	source, found, wrong := siteFile(site, f.name)
	if wrong != nil {
		l.readers = append(l.readers, &reader{Decoder: value.Decoder{Wrong: wrong}})
	}
	if found {
		l.read(f, source, decode)
	}
	return l
}

// siteFile reads a file of the site's folder, if it has one.
func siteFile(site fs.FS, name string) (source value.Source, found bool, wrong diag.List) {
	if site == nil {
		return source, false, nil
	}
	name = path.Join(Folder, name)
	raw, err := fs.ReadFile(site, name)
	if errors.Is(err, fs.ErrNotExist) {
		return source, false, nil
	}
	if err != nil {
		d := diag.Diagnostic{Position: diag.Position{File: name}}
		d.Message, d.Hint = message.New("registry.unreadable"), message.New("registry.unreadable-hint")
		if errors.Is(err, fs.ErrInvalid) {
			d.Message, d.Hint = message.New("content.not-a-file"), message.New("content.not-a-file-hint")
		}
		return source, false, diag.List{d}
	}
	if at := vietnamese.InvalidUTF8(raw); at >= 0 {
		d := diag.At(name, raw, at, 1)
		d.Message, d.Hint = message.New("registry.not-utf8"), message.New("registry.not-utf8-hint")
		return source, false, diag.List{d}
	}
	text, _ := vietnamese.Repair(raw)
	return value.Source{File: name, Line: 1, Text: string(text)}, true, nil
}

// read takes in one file: its vocabulary first, then its records, each of which
// replaces what an earlier file has under its id.
func (l *loaded[T]) read(f file, source value.Source, decode func(*reader, value.Node) []*entry[T]) {
	r := &reader{Decoder: value.Decoder{Source: source, Location: time.UTC}, words: l.words}
	l.readers = append(l.readers, r)
	root, wrong := value.TOML(source)
	if wrong != nil {
		r.Wrong = wrong
		return
	}
	records := r.vocabulary(root, f)
	var added []*entry[T]
	for _, table := range records {
		for _, e := range decode(r, table) {
			if have := slices.IndexFunc(added, func(a *entry[T]) bool { return a.Entry.ID == e.Entry.ID }); have >= 0 {
				r.fail(e.offset, e.end, message.New("registry.duplicate-id", e.Entry.ID), message.New("registry.at", r.place(added[have].offset)))
				continue
			}
			added = append(added, e)
		}
	}
	for _, e := range added {
		l.replace(e)
	}
}

// replace puts e where the records that it replaces were, else at the end.
func (l *loaded[T]) replace(e *entry[T]) {
	replaced := func(old *entry[T]) bool {
		return old.Entry.ID == e.Entry.ID || old.generatedFrom == e.Entry.ID
	}
	at := slices.IndexFunc(l.entries, replaced)
	if at < 0 {
		l.entries = append(l.entries, e)
		return
	}
	l.entries = slices.Insert(slices.DeleteFunc(l.entries, replaced), at, e)
}

// strangers warns of files in the site's folder that nothing reads.
func strangers(site fs.FS) (wrong diag.List) {
	if site == nil {
		return nil
	}
	list, err := fs.ReadDir(site, Folder)
	if err != nil {
		return nil // a file that is there but not readable is reported when it is read
	}
	for _, file := range list {
		name := file.Name()
		if file.IsDir() || strings.HasPrefix(name, ".") || slices.Contains(fileNames, name) {
			continue
		}
		d := diag.Diagnostic{Position: diag.Position{File: path.Join(Folder, name)}, Severity: diag.Warning}
		d.Message = message.New("registry.stranger", name)
		d.Hint = message.New("registry.files", strings.Join(fileNames, ", "))
		if near, ok := vietnamese.Nearest(name, fileNames); ok {
			d.Hint = message.New("value.did-you-mean", near)
		}
		wrong = append(wrong, d)
	}
	return wrong
}

// collection is all records of one kind.
type collection[T any] struct {
	list []*T
	byID map[string]*T
}

func (l *loaded[T]) collect() collection[T] {
	c := collection[T]{make([]*T, len(l.entries)), make(map[string]*T, len(l.entries))}
	for i, e := range l.entries {
		c.list[i] = e.record
		c.byID[e.Entry.ID] = e.record
	}
	return c
}
