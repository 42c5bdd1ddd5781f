package generator

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
)

// The folders of a site that have a name.
const (
	contentFolder = "content"
	publicFolder  = "public"
)

// folders are the folders of one build. What is read goes through an os.Root,
// which no link leads out of.
type folders struct {
	site        *os.Root
	content     *os.Root // nil if there is no such folder
	contentName string   // for messages
	contentPath string   // as the disk finds it
	configName  string
	destination string
}

func open(o Options) (*folders, diag.List) {
	f := &folders{configName: o.Config, contentName: contentFolder, destination: o.Destination}
	if f.configName == "" {
		f.configName = config.FileName
	}
	content := o.Content
	if content == "" {
		content = filepath.Join(o.Source, contentFolder)
	} else {
		f.contentName = filepath.ToSlash(filepath.Clean(content))
	}
	if f.destination == "" {
		f.destination = filepath.Join(o.Source, publicFolder)
	}
	f.contentPath = filepath.ToSlash(content)
	var err error
	if f.site, err = os.OpenRoot(o.Source); err != nil {
		return nil, problem(o.Source, "generator.no-site")
	}
	if f.content, err = os.OpenRoot(content); err != nil {
		if o.Content != "" || !os.IsNotExist(err) {
			f.close()
			return nil, problem(content, "generator.no-content")
		}
		f.content = nil
	}
	for _, source := range []string{o.Source, content} {
		if contains(f.destination, source) || source == content && contains(source, f.destination) {
			f.close()
			return nil, problem(f.destination, "generator.destination")
		}
	}
	return f, nil
}

func (f *folders) close() {
	f.site.Close()
	if f.content != nil {
		f.content.Close()
	}
}

// reopenContent opens the content folder again if another one has taken its place.
// What was opened from the former one can still be read.
func (f *folders) reopenContent() {
	now, err := os.Stat(f.contentPath)
	if err != nil {
		f.content = nil
		return
	}
	if f.content != nil {
		if before, err := f.content.Stat("."); err == nil && os.SameFile(before, now) {
			return
		}
	}
	f.content = nil
	if root, err := os.OpenRoot(f.contentPath); err == nil {
		f.content = root
	}
}

// contentFS returns the content folder as a file system; an empty one if there
// is no such folder.
func (f *folders) contentFS() fs.FS {
	if f.content == nil {
		return noFiles{}
	}
	return f.content.FS()
}

// noFiles is a file system without files.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// contains reports whether folder inner is folder outer or lies in it.
func contains(outer, inner string) bool {
	rel, err := filepath.Rel(absolute(outer), absolute(inner))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// absolute returns the absolute path with its links followed as far as the path
// exists.
func absolute(name string) string {
	full, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		return real
	}
	if parent := filepath.Dir(full); parent != full {
		return filepath.Join(absolute(parent), filepath.Base(full))
	}
	return full
}

func problem(file, id string) diag.List {
	d := diag.Diagnostic{Position: diag.Position{File: filepath.ToSlash(file)}}
	d.Message, d.Hint = message.New(id), message.New(id+"-hint")
	return diag.List{d}
}
