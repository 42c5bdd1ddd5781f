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
// becomes the title, and its slug the name of the file. A warning tells that
// the section is new, and which one it resembles.
func Article(o ArticleOptions) (file string, wrong diag.List) {
	site, err := os.OpenRoot(o.Source)
	if err != nil {
		return "", failure(o.Source, "generator.no-site")
	}
	defer site.Close()
	c, wrong := config.Load(site.FS(), o.Config)
	if c == nil {
		return "", wrong
	}
	look, wrong := theme.Load(theme.Options{Site: site.FS(), Builtin: o.Themes, Name: c.Theme, Language: c.Language, BasePath: c.BasePath()})
	if look == nil {
		return "", wrong
	}
	place, ok := parsePath(o.Path)
	if !ok {
		return "", failure(o.Path, "scaffold.path")
	}
	if place.isSection(site.FS()) {
		return "", failure(o.Path, "scaffold.section", place.slug)
	}
	section, _, _ := strings.Cut(place.folder, "/")
	archetype, ok := look.Archetype(section)
	if !ok {
		return "", failure(o.Path, "scaffold.no-archetype")
	}
	if warning, isNew := newSection(site.FS(), place.folder); isNew {
		wrong = append(wrong, warning)
	}
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
	return filepath.ToSlash(target), wrong
}

// place is where a new article goes.
type place struct {
	folder, slug, file, title string
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
	parts := strings.Split(folder, "/")
	for i, part := range parts {
		if slugged := vietnamese.Slug(part); slugged != "" {
			parts[i] = slugged
		}
	}
	result := place{strings.Join(parts, "/"), slug, slug + ".md", titleOf(name)}
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

// newSection tells whether the folder of an article is the first of its name,
// and which one it resembles.
func newSection(site fs.FS, folder string) (diag.Diagnostic, bool) {
	section, _, _ := strings.Cut(folder, "/")
	entries, _ := fs.ReadDir(site, "content")
	var names []string
	for _, entry := range entries {
		if entry.IsDir() {
			names = append(names, entry.Name())
		}
	}
	d := diag.Diagnostic{Position: diag.Position{File: "content/" + section}, Severity: diag.Warning}
	for _, name := range names {
		if name == section || section == "" {
			return d, false
		}
	}
	if section == "" || len(names) == 0 {
		return d, false
	}
	d.Message, d.Hint = message.New("scaffold.new-section", section), message.New("scaffold.new-section-hint")
	if near, ok := vietnamese.Nearest(section, names); ok {
		d.Hint = message.New("value.did-you-mean", near)
	}
	return d, true
}
