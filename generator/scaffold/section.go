package scaffold

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// SectionOptions say what section to begin.
type SectionOptions struct {
	Source string // the site's folder
	Config string // its configuration
	Name   string // "Gương sáng", "Tin tức/Trong nước"
}

// The index of a new section, by the language of the site.
//
//go:embed sections
var sections embed.FS

// Section begins a section and returns the file that names it.
func Section(o SectionOptions) (file string, wrong diag.List) {
	site, err := os.OpenRoot(o.Source)
	if err != nil {
		return "", failure(o.Source, "generator.no-site")
	}
	defer site.Close()
	c, wrong := config.Load(site.FS(), o.Config)
	if c == nil {
		return "", wrong
	}
	folders, ok := parseFolders(o.Name)
	if !ok || len(folders) == 0 {
		return "", failure(o.Name, "scaffold.section-name")
	}
	own := folders[len(folders)-1]
	if _, err := fs.Stat(site.FS(), own.index()); err == nil {
		return "", failure(own.index(), "scaffold.section-exists")
	}
	folders[len(folders)-1].named = true // without marks it is a name, too
	if near, isNew := newSection(site.FS(), own.path); isNew && near != "" {
		wrong = append(wrong, newSectionWarning(own.path, near))
	}
	if _, failures := nameSections(o.Source, site.FS(), c, folders); failures != nil {
		return "", failures
	}
	return filepath.ToSlash(filepath.Join(o.Source, filepath.FromSlash(own.index()))), wrong
}

// folder is a folder of sections on the way to an article.
type folder struct {
	path  string // below content: "tin-tuc/trong-nuoc"
	title string // as it was written: "Trong nước"
	named bool   // the title is a name, and not how the folder is called anyway
}

// index returns the file that names the section.
func (f folder) index() string { return path.Join("content", f.path, "_index.md") }

// parseFolders returns the folders of a path of names: "Tin tức/Trong nước".
func parseFolders(p string) (folders []folder, ok bool) {
	p = filepath.ToSlash(vietnamese.RepairString(p))
	if !filepath.IsLocal(filepath.FromSlash(strings.TrimPrefix(p, "/"))) {
		return nil, false
	}
	p = strings.Trim(strings.TrimPrefix(path.Clean("/"+p), "/content/"), "/")
	at := ""
	for name := range strings.SplitSeq(p, "/") {
		slug := vietnamese.Slug(name)
		if slug == "" {
			return nil, false
		}
		at = path.Join(at, slug)
		folders = append(folders, folder{at, titleOf(name), name != slug})
	}
	return folders, true
}

// nameSections writes the names of sections that have none, and returns the files.
func nameSections(source string, site fs.FS, c *config.Config, folders []folder) (files []string, wrong diag.List) {
	text, err := sections.ReadFile("sections/" + string(c.Language) + ".md")
	if err != nil {
		return nil, failure(source, "scaffold.unusable")
	}
	for _, f := range folders {
		if _, err := fs.Stat(site, f.index()); err == nil || !f.named {
			continue
		}
		target := filepath.Join(source, filepath.FromSlash(f.index()))
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			return nil, failure(f.index(), "scaffold.unusable")
		}
		if err := create(target, fill(string(text), f.title, time.Time{})); errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return nil, failure(f.index(), "scaffold.unusable")
		}
		files = append(files, f.index())
	}
	return files, nil
}

// sectionsOf returns the names of the folders in content.
func sectionsOf(site fs.FS) (names []string) {
	entries, _ := fs.ReadDir(site, "content")
	for _, entry := range entries {
		if entry.IsDir() {
			names = append(names, entry.Name())
		}
	}
	return names
}

// newSection reports whether the folder of an article is the first of its name among
// others, and which one it resembles.
func newSection(site fs.FS, folder string) (resembles string, isNew bool) {
	section, _, _ := strings.Cut(folder, "/")
	names := sectionsOf(site)
	if section == "" || len(names) == 0 || slices.Contains(names, section) {
		return "", false
	}
	resembles, _ = vietnamese.Nearest(section, names)
	return resembles, true
}

// newSectionWarning asks whether a new section is meant.
func newSectionWarning(folder, resembles string) diag.Diagnostic {
	section, _, _ := strings.Cut(folder, "/")
	d := diag.Diagnostic{Position: diag.Position{File: "content/" + section}, Severity: diag.Warning}
	d.Message, d.Hint = message.New("scaffold.new-section", section), message.New("scaffold.new-section-hint")
	if resembles != "" {
		d.Hint = message.New("value.did-you-mean", resembles)
	}
	return d
}
