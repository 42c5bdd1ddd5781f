// Package scaffold begins things: a new site, and a new article from an
// archetype of the site's theme. It never overwrites a file.
package scaffold

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
)

// The files of a new site, in each language. gitignore is called .gitignore there.
//
//go:embed all:vi all:en
var skeletons embed.FS

// Site makes a new site in the folder dir, which must not exist or be empty.
// The first story is dated now, in the zone that a new site has.
func Site(dir string, l message.Language, now time.Time) diag.List {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return failure(dir, "scaffold.not-empty")
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failure(dir, "scaffold.unusable")
	}
	root := string(l)
	now = now.In(config.Default("", "").Location)
	err := fs.WalkDir(skeletons, root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(strings.TrimPrefix(name, root), "/")))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		text, err := skeletons.ReadFile(name)
		if err != nil {
			return err
		}
		if path.Base(name) == "gitignore" {
			target = filepath.Join(filepath.Dir(target), ".gitignore")
		}
		if path.Ext(name) != ".ico" {
			text = []byte(fill(string(text), "", now))
		}
		return create(target, string(text))
	})
	if err != nil {
		return failure(dir, "scaffold.unusable")
	}
	return nil
}

// Skeletons returns the files of a new site, one file system for each language.
func Skeletons() (all []fs.FS) {
	for _, l := range []message.Language{message.Vietnamese, message.English} {
		if files, err := fs.Sub(skeletons, string(l)); err == nil {
			all = append(all, files)
		}
	}
	return all
}

// fill puts values in the place of {{title}}, {{date}} and {{author}}.
func fill(text, title string, now time.Time) string {
	return strings.NewReplacer(
		"{{title}}", strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(title),
		"{{date}}", now.Format("02/01/2006 - 15:04"),
		"{{author}}", "",
	).Replace(text)
}

// create writes a new file; one that exists is an error.
func create(name, text string) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

func failure(file, id string, args ...any) diag.List {
	d := diag.Diagnostic{Position: diag.Position{File: filepath.ToSlash(file)}}
	d.Message, d.Hint = message.New(id, args...), message.New(id+"-hint")
	return diag.List{d}
}
