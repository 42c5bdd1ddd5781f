package content

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
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
	Resources []File // files that may be published
	Leftovers []File // what editors and Office left behind; never published
}

// maxDepth is how deep folders may lie in one another.
const maxDepth = 32

// WellKnown is the folder at the top that is read although its name begins with
// a dot (RFC 8615).
const WellKnown = ".well-known"

// Find lists the files of a content folder. Names that begin with "." or "_" are
// left out, but for _index.md and the folder .well-known at the top; a folder
// that begins with "_" and holds Markdown is a warning. (Folders that begin with
// a dot belong to programs such as Git.)
//
// A link is followed where it stays inside the file system given. One that leads
// out of it, or back to a folder that it lies in, is an error. Every folder is
// read once, however many links lead to it. No folder at all is an empty tree.
// If ctx is done, the tree is not complete.
func Find(ctx context.Context, fsys fs.FS, folder string) (Tree, diag.List) {
	f := finder{ctx: ctx, fsys: fsys, folder: folder}
	f.walk(".", "", 0)
	f.following = true
	for i := 0; i < len(f.links) && ctx.Err() == nil; i++ {
		f.follow(f.links[i])
	}
	byPath := func(a, b File) int { return strings.Compare(a.Path, b.Path) }
	slices.SortStableFunc(f.tree.Articles, byPath)
	slices.SortStableFunc(f.tree.Resources, byPath)
	slices.SortStableFunc(f.tree.Leftovers, byPath)
	f.noteLeftovers()
	return f.tree, f.wrong
}

type finder struct {
	ctx    context.Context
	fsys   fs.FS
	folder string
	tree   Tree
	wrong  diag.List

	links     []folderLink
	following bool         // links are followed, all other folders are read
	read      []readFolder // the folders that were read
}

// folderLink is a link to a folder, which is followed when all folders that lie
// in the content folder itself are known.
type folderLink struct {
	file  File
	depth int
}

// readFolder is a folder that was read. Its info is asked for when the first link
// is followed.
type readFolder struct {
	file File
	info fs.FileInfo
}

// walk lists the folder that the disk calls name and Gương calls dir.
func (f *finder) walk(name, dir string, depth int) {
	entries, err := fs.ReadDir(f.fsys, name)
	if err != nil {
		if name != "." || !errors.Is(err, fs.ErrNotExist) {
			f.fail(diag.Error, dir, message.New("content.folder-unreadable"))
		}
		return
	}
	if depth > maxDepth {
		f.fail(diag.Error, dir, message.New("content.too-deep"))
		return
	}
	f.read = append(f.read, readFolder{file: File{Path: dir, Name: name}})
	spelt := make(map[string]string, len(entries)) // names as they are looked up → as the disk has them
	for _, entry := range entries {
		if f.ctx.Err() != nil {
			return
		}
		base := entry.Name()
		file := File{Path: path.Join(dir, norm.NFC.String(base)), Name: path.Join(name, base)}
		if isHidden(base) && !isIndex(base) && !(dir == "" && base == WellKnown) {
			f.passOver(file, entry)
			continue
		}
		if !utf8.ValidString(base) {
			f.fail(diag.Error, path.Join(dir, visible(base)), message.New("content.name-not-utf8"))
			continue
		}
		key := vietnamese.RepairString(base)
		if first, taken := spelt[key]; taken {
			f.fail(diag.Error, file.Path, message.New("content.same-name", spelling(first), spelling(base)))
			continue
		}
		spelt[key] = base
		f.take(file, entry.Type(), name, depth)
	}
}

// take sorts one entry of the folder name into the tree.
func (f *finder) take(file File, mode fs.FileMode, name string, depth int) {
	if mode&fs.ModeSymlink != 0 {
		info, err := fs.Stat(f.fsys, file.Name)
		switch {
		case err != nil:
			f.fail(diag.Error, file.Path, message.New("content.link"))
			return
		case f.leadsBack(info, name):
			f.fail(diag.Error, file.Path, message.New("content.circle"))
			return
		case info.IsDir():
			f.links = append(f.links, folderLink{file, depth + 1})
			return
		}
		mode = info.Mode().Type()
	}
	base := path.Base(file.Path)
	switch {
	case mode.IsDir():
		if !f.following || !f.isKnown(file) {
			f.walk(file.Name, file.Path, depth+1)
		}
	case !mode.IsRegular():
		f.fail(diag.Error, file.Path, message.New("content.not-a-file"))
	case isLeftover(base):
		f.tree.Leftovers = append(f.tree.Leftovers, file)
	case isMisnamed(base):
		f.fail(diag.Warning, file.Path, message.New("content.misnamed"), markdownName(base))
	case !isMarkdown(base):
		f.tree.Resources = append(f.tree.Resources, file)
	case strings.HasPrefix(file.Path, WellKnown+"/"):
		f.fail(diag.Warning, file.Path, message.New("content.unread-here", WellKnown))
	default:
		f.tree.Articles = append(f.tree.Articles, file)
	}
}

// follow reads the folder that a link leads to, unless it is known.
func (f *finder) follow(link folderLink) {
	if !f.isKnown(link.file) {
		f.walk(link.file.Name, link.file.Path, link.depth)
	}
}

// isKnown reports whether the folder at file was read before, under another path,
// and warns if so.
func (f *finder) isKnown(file File) bool {
	target, err := fs.Stat(f.fsys, file.Name)
	if err != nil {
		return false // walk tells why
	}
	for i := range f.read {
		known := &f.read[i]
		if known.info == nil {
			if known.info, err = fs.Stat(f.fsys, known.file.Name); err != nil {
				continue
			}
		}
		if os.SameFile(known.info, target) {
			f.fail(diag.Warning, file.Path, message.New("content.folder-twice", path.Join(f.folder, known.file.Path)), "/"+known.file.Path+"/")
			return true
		}
		if f.ctx.Err() != nil {
			return true
		}
	}
	return false
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

// passOver warns of a folder that begins with "_" if it holds Markdown.
func (f *finder) passOver(file File, entry fs.DirEntry) {
	if entry.IsDir() && entry.Name()[0] == '_' {
		f.countUnread(file)
	}
}

// countUnread warns of the Markdown in a folder that is not read because of its
// name.
func (f *finder) countUnread(folder File) {
	count := 0
	_ = fs.WalkDir(f.fsys, folder.Name, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && isMarkdown(d.Name()) {
			count++
		}
		return f.ctx.Err() // what cannot be read is not counted
	})
	if count > 0 {
		f.fail(diag.Warning, folder.Path, message.New("content.unread-folder", message.Number(count)), strings.TrimLeft(path.Base(folder.Path), "_"))
	}
}

// leftoversNamed is how many leftovers one note names.
const leftoversNamed = 5

// noteLeftovers says what editors and Office left behind.
func (f *finder) noteLeftovers() {
	if len(f.tree.Leftovers) == 0 {
		return
	}
	var names []string
	for _, file := range f.tree.Leftovers[:min(len(f.tree.Leftovers), leftoversNamed)] {
		names = append(names, path.Join(f.folder, visible(file.Path)))
	}
	if len(f.tree.Leftovers) > leftoversNamed {
		names = append(names, "…")
	}
	d := diag.Diagnostic{Severity: diag.Note}
	d.Message = message.New("content.leftovers", message.Number(len(f.tree.Leftovers)), strings.Join(names, ", "))
	d.Hint = message.New("content.leftovers-hint")
	f.wrong = append(f.wrong, d)
}

// fail says what is wrong with path p; hint are the arguments of the hint.
func (f *finder) fail(severity diag.Severity, p string, what message.Message, hint ...any) {
	d := diag.Diagnostic{Position: diag.Position{File: path.Join(f.folder, p)}, Severity: severity}
	d.Message, d.Hint = what, message.New(what.ID+"-hint", hint...)
	f.wrong = append(f.wrong, d)
}

func isHidden(name string) bool { return name[0] == '.' || name[0] == '_' }

func isMarkdown(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

func isIndex(name string) bool {
	return isMarkdown(name) && strings.TrimSuffix(name, path.Ext(name)) == "_index"
}

// visible returns a name with bytes that are not UTF-8, and signs that do not
// show, as escapes.
func visible(name string) string {
	quoted := strconv.Quote(name)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}

// spelling returns a name in ASCII, so that two that look the same differ, and the
// form of Unicode that it is in.
func spelling(name string) string {
	form := ""
	switch {
	case norm.NFC.IsNormalString(name):
		form = " (NFC)"
	case norm.NFD.IsNormalString(name):
		form = " (NFD)"
	}
	return strconv.QuoteToASCII(name) + form
}
