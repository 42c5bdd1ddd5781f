package scaffold

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/theme"
	"guong/generator/vietnamese"
)

// ArticleOptions say what article to begin.
type ArticleOptions struct {
	Source string // the site's folder
	Config string // its configuration
	Path   string // "guong-sang/co-giao-lan", "guong-sang/Cô giáo Lan"; a bundle with a slash at its end
	Themes fs.FS
	Now    time.Time
}

// Article begins an article and returns its file. A name with marks or spaces
// becomes the title, and its slug the name of the file; so does that of a section,
// which an _index.md keeps. The list tells of that, and that a section is new, and
// which one it resembles.
func Article(o ArticleOptions) (file string, wrong diag.List) {
	site, err := os.OpenRoot(o.Source)
	if err != nil {
		return "", failure(o.Source, "generator.no-site")
	}
	defer site.Close()
	c, wrong := config.Load(content.Regular(site), o.Config)
	if c == nil {
		return "", wrong
	}
	look, wrong := theme.Load(theme.Options{Site: content.Regular(site), Builtin: o.Themes, Name: c.Theme, Language: c.Language, BasePath: c.BasePath()})
	if look == nil {
		return "", wrong
	}
	place, ok := parsePath(o.Path)
	if !ok {
		return "", failure(o.Path, "scaffold.path")
	}
	if place.isSection(content.Regular(site)) {
		return "", failure(o.Path, "scaffold.section", place.slug)
	}
	section, _, _ := strings.Cut(place.folder, "/")
	archetype, ok := look.Archetype(section)
	if !ok {
		return "", failure(o.Path, "scaffold.no-archetype")
	}
	resembles, isNew := newSection(content.Regular(site), place.folder)
	file = path.Join("content", place.folder, place.file)
	target := filepath.Join(o.Source, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return "", failure(file, "scaffold.unusable")
	}
	switch err := create(target, fill(string(archetype), place.title, o.Now.In(c.Location))); {
	case errors.Is(err, fs.ErrExist):
		return "", failure(file, "scaffold.exists")
	case err != nil:
		return "", failure(file, "scaffold.unusable")
	}
	named, failures := nameSections(o.Source, site.FS(), c, place.folders)
	wrong = append(wrong, failures...)
	if isNew && (resembles != "" || len(named) == 0) {
		wrong = append(wrong, newSectionWarning(place.folder, resembles))
	}
	for _, index := range named {
		wrong = append(wrong, diag.Diagnostic{Position: diag.Position{File: index}, Severity: diag.Note, Message: message.New("scaffold.named")})
	}
	return filepath.ToSlash(target), wrong
}

// place is where a new article goes.
type place struct {
	folder, slug, file, title string
	folders                   []folder // the same as folder, each with its name
}

// isSection reports whether the article would be the index of a folder that
// holds other texts: that is a section, not a bundle.
func (p place) isSection(site fs.FS) bool {
	texts, err := fs.Glob(site, path.Join("content", p.folder, p.slug, "*.md"))
	return err == nil && strings.HasSuffix(p.file, "/index.md") && len(texts) > 0 && path.Base(texts[0]) != "index.md"
}

func parsePath(p string) (place, bool) {
	p = filepath.ToSlash(vietnamese.RepairString(p))
	if !filepath.IsLocal(filepath.FromSlash(strings.TrimPrefix(p, "/"))) {
		return place{}, false
	}
	bundle := strings.HasSuffix(p, "/")
	p = strings.TrimPrefix(path.Clean("/"+p), "/")
	p = strings.TrimPrefix(p, "content/")
	name := strings.TrimSuffix(path.Base(p), ".md")
	slug := vietnamese.Slug(name)
	if slug == "" || p == "" {
		return place{}, false
	}
	folder := path.Dir(p)
	if folder == "." {
		folder = ""
	}
	if name == "index" {
		name, slug = path.Base(folder), vietnamese.Slug(path.Base(folder))
		folder, bundle = strings.TrimPrefix(path.Dir("/"+folder), "/"), true
	}
	result := place{slug: slug, file: slug + ".md", title: titleOf(name)}
	if folder != "" {
		folders, ok := parseFolders(folder)
		if !ok {
			return place{}, false
		}
		result.folder, result.folders = folders[len(folders)-1].path, folders
	}
	if bundle {
		result.file = slug + "/index.md"
	}
	return result, true
}

// titleOf makes a title of a name: "co-giao-lan" → "Co giao lan"; a name with
// spaces is one.
func titleOf(name string) string {
	if !strings.Contains(name, " ") {
		name = strings.ReplaceAll(name, "-", " ")
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}
