package content

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"guong/generator/diag"
	"guong/generator/message"
)

// File is a file of the content folder.
type File struct {
	Path string // in NFC: how Gương calls it
	Name string // how the disk calls it
	Size int64  // bytes; 0 where the file system was not asked
}

// Tree is what a content folder holds, each list in the order of its paths.
type Tree struct {
	Articles  []File // Markdown
	Resources []File // everything else
}

// maxDepth is how deep folders may lie in one another, links included.
const maxDepth = 32

// Find lists the files of a content folder. Names that begin with "." or "_"
// are left out, but for _index.md. A link is followed where it stays inside the
// file system given; one that leads out of it, or back to a folder that it lies
// in, is an error. No folder at all is an empty tree.
func Find(fsys fs.FS, folder string) (Tree, diag.List) {
	f := finder{fsys: fsys, folder: folder}
	f.walk(".", "", 0)
	byPath := func(a, b File) int { return strings.Compare(a.Path, b.Path) }
	slices.SortStableFunc(f.tree.Articles, byPath)
	slices.SortStableFunc(f.tree.Resources, byPath)
	return f.tree, f.wrong
}

type finder struct {
	fsys   fs.FS
	folder string
	tree   Tree
	wrong  diag.List
}

// walk lists the folder that the disk calls name and Gương calls dir.
func (f *finder) walk(name, dir string, depth int) {
	entries, err := fs.ReadDir(f.fsys, name)
	if err != nil {
		if name != "." || !errors.Is(err, fs.ErrNotExist) {
			f.fail(dir, "content.folder-unreadable")
		}
		return
	}
	if depth > maxDepth {
		f.fail(dir, "content.too-deep")
		return
	}
	for _, entry := range entries {
		base := entry.Name()
		file := File{Path: path.Join(dir, norm.NFC.String(base)), Name: path.Join(name, base)}
		hidden := strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")
		mode := entry.Type()
		if hidden && !isIndex(base) {
			continue
		}
		if mode&fs.ModeSymlink != 0 {
			info, err := fs.Stat(f.fsys, file.Name)
			if err != nil {
				f.fail(file.Path, "content.link")
				continue
			}
			if f.leadsBack(info, name) {
				f.fail(file.Path, "content.circle")
				continue
			}
			mode = info.Mode().Type()
		}
		switch {
		case mode.IsDir():
			f.walk(file.Name, file.Path, depth+1)
		case !mode.IsRegular():
		case isMarkdown(base):
			f.tree.Articles = append(f.tree.Articles, file)
		default:
			f.tree.Resources = append(f.tree.Resources, file)
		}
	}
}

// leadsBack reports whether target is the folder name or one that it lies in.
func (f *finder) leadsBack(target fs.FileInfo, name string) bool {
	for ; ; name = path.Dir(name) {
		if info, err := fs.Stat(f.fsys, name); err == nil && os.SameFile(info, target) {
			return true
		}
		if name == "." {
			return false
		}
	}
}

func (f *finder) fail(p, id string) {
	d := diag.Diagnostic{Position: diag.Position{File: path.Join(f.folder, p)}}
	d.Message, d.Hint = message.New(id), message.New(id+"-hint")
	f.wrong = append(f.wrong, d)
}

func isMarkdown(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

func isIndex(name string) bool {
	return isMarkdown(name) && strings.TrimSuffix(name, path.Ext(name)) == "_index"
}
