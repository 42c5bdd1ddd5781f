package generator

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/registry"
	"guong/generator/theme"
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
	turning     *sync.Mutex // held by who turns a large picture
}

func open(o Options) (*folders, diag.List) {
	f := &folders{configName: o.Config, contentName: contentFolder, destination: o.Destination, turning: new(sync.Mutex)}
	if f.configName == "" {
		f.configName = config.FileName
	}
	stories := o.Content
	if stories == "" {
		stories = filepath.Join(o.Source, contentFolder)
	} else {
		f.contentName = filepath.ToSlash(filepath.Clean(stories))
	}
	if f.destination == "" {
		f.destination = filepath.Join(o.Source, publicFolder)
	}
	f.contentPath = filepath.ToSlash(stories)
	var err error
	if f.site, err = openFolder(o.Source); err != nil {
		return nil, problem(o.Source, "generator.no-site")
	}
	if f.content, err = openFolder(stories); err != nil {
		if o.Content != "" || !os.IsNotExist(err) {
			f.close()
			return nil, problem(stories, "generator.no-content")
		}
		f.content = nil
	}
	if belongsToSite(f.destination, o.Source, stories) {
		f.close()
		return nil, problem(f.destination, "generator.destination")
	}
	return f, nil
}

// Overlaps reports whether a folder is one of the site of o, or of what is published of
// it, or holds or lies in one: another copy of the site cannot be kept there.
func Overlaps(o Options, folder string) bool {
	stories, destination := o.Content, o.Destination
	if stories == "" {
		stories = filepath.Join(o.Source, contentFolder)
	}
	if destination == "" {
		destination = filepath.Join(o.Source, publicFolder)
	}
	return belongsToSite(folder, o.Source, stories) || contains(destination, folder) || contains(folder, destination)
}

// ownFolders are the folders of a site that hold what people wrote, or what programs
// keep there.
var ownFolders = []string{theme.Folder, registry.Folder, CacheFolder}

// belongsToSite reports whether a destination is a folder of the site, or holds one:
// what is published would lie among what people wrote.
func belongsToSite(destination, source, content string) bool {
	if contains(destination, source) || contains(destination, content) || contains(content, destination) {
		return true
	}
	for _, name := range ownFolders {
		if folder := filepath.Join(source, name); contains(folder, destination) || contains(destination, folder) {
			return true
		}
	}
	for dir := absolute(destination); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		switch name := filepath.Base(dir); {
		case name == ".git", name == ".hg", name == ".svn":
			return true
		case strings.HasPrefix(name, ".") && strings.HasSuffix(name, CacheFolder): // the state of another destination
			return true
		}
	}
	return false
}

// openFolder opens a folder. What is none, a pipe, fails at once.
func openFolder(name string) (*os.Root, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return os.OpenRoot(name)
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
	if root, err := openFolder(f.contentPath); err == nil {
		f.content = root
	}
}

// contentFS returns the content folder as a file system; an empty one if there
// is no such folder.
func (f *folders) contentFS() fs.FS {
	if f.content == nil {
		return noFiles{}
	}
	return content.Regular(f.content)
}

// siteFS returns the site's folder as a file system.
func (f *folders) siteFS() fs.FS { return content.Regular(f.site) }

// noFiles is a file system without files.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// contains reports whether folder inner is folder outer or lies in it, by their names
// or by what the disk says: it may take two spellings for one folder.
func contains(outer, inner string) bool {
	outer, inner = absolute(outer), absolute(inner)
	holder, _ := os.Stat(outer)
	for dir := inner; ; dir = filepath.Dir(dir) {
		if dir == outer {
			return true
		}
		if info, err := os.Stat(dir); err == nil && holder != nil && os.SameFile(info, holder) {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
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
