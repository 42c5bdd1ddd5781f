package theme

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"sync"

	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/picture/card"
	"guong/generator/site"
	"guong/generator/value"
)

// Theme is a theme with all that it inherits, loaded for one site.
type Theme struct {
	Name string

	layers  []layer // the theme itself, then what it extends
	options Options
	texts   map[string]string
	assets  map[string]*Asset
	files   map[string]*file
	pages   *templates                 // minified
	raw     func() (*templates, error) // as they were written; only after a mistake
	words   func() []string            // see Mentions
	shown   shown
	share   *card.Painter // nil if no title cards are drawn
}

// Options tell where themes are and what site they are for.
type Options struct {
	Site     fs.FS // the site's folder, whose themes/ is looked into first
	Builtin  fs.FS // the themes of the program, each in its folder
	Name     string
	Language string // "vi" or "en"
	BasePath string // before every URL: "/"

	// At is where the configuration names the theme, for the case that there is
	// none of that name; zero if no more is known than that it is config.toml.
	At diag.Diagnostic
}

// layer is the folder of one theme.
type layer struct {
	name    string
	dir     string // for messages: "themes/tdkt"
	fsys    fs.FS
	builtin bool // it is part of the program
	shown   shown

	extends string          // the name of the theme that it inherits from
	at      diag.Diagnostic // where that is said
	share   map[string]shareValue
}

// Folder is where a site keeps themes of its own.
const Folder = "themes"

// Load reads a theme and all that it inherits. If the list holds an error, the
// Theme is nil.
func Load(o Options) (*Theme, diag.List) {
	t := &Theme{Name: o.Name, options: o}
	t.words = sync.OnceValue(t.addresses)
	var wrong diag.List
	if t.layers, wrong = inherit(o); wrong.Count(diag.Error) > 0 {
		return nil, wrong
	}
	var bag diag.Bag
	if bag.Add(t.noFiles()...); bag.Failed() {
		return nil, bag.List()
	}
	t.mergePictures()
	t.loadTexts(&bag)
	t.loadAssets(&bag)
	t.loadTemplates(&bag)
	t.loadShare(&bag)
	if bag.Failed() {
		return nil, bag.List()
	}
	return t, bag.List()
}

// inherit follows extends from the site's theme to the last. A name means the
// site's own theme, and where that is taken in already, the program's: a site's
// tdkt can extend the tdkt of the program. No folder is taken in twice.
func inherit(o Options) ([]layer, diag.List) {
	var layers []layer
	name, from := o.Name, o.At
	if from.File == "" {
		from.File = config.FileName
	}
	for name != "" {
		l, ok := o.find(name, layers)
		if !ok {
			from.Message, from.Hint = message.New("theme.unknown", name), message.New("theme.unknown-hint", name)
			if slices.ContainsFunc(layers, func(l layer) bool { return l.name == name }) {
				from.Message, from.Hint = message.New("theme.circle", name), message.New("theme.circle-hint")
			}
			return nil, diag.List{from}
		}
		if wrong := l.readTOML(); wrong != nil {
			return nil, wrong
		}
		layers = append(layers, l)
		name, from = l.extends, l.at
	}
	return layers, nil
}

// find returns the theme of a name that is none of those taken in already.
func (o Options) find(name string, taken []layer) (layer, bool) {
	for _, root := range []struct {
		fsys    fs.FS
		dir     string
		builtin bool
	}{{o.Site, path.Join(Folder, name), false}, {o.Builtin, name, true}} {
		if root.fsys == nil || slices.ContainsFunc(taken, func(l layer) bool { return l.name == name && l.builtin == root.builtin }) {
			continue
		}
		if info, err := fs.Stat(root.fsys, root.dir); err == nil && info.IsDir() {
			if sub, err := fs.Sub(root.fsys, root.dir); err == nil {
				return layer{name: name, dir: path.Join(Folder, name), fsys: sub, builtin: root.builtin}, true
			}
		}
	}
	return layer{}, false
}

// readTOML reads theme.toml.
func (l *layer) readTOML() diag.List {
	file := path.Join(l.dir, "theme.toml")
	text, err := fs.ReadFile(l.fsys, "theme.toml")
	if err != nil {
		d := diag.Diagnostic{Position: diag.Position{File: file}}
		d.Message, d.Hint = message.New("theme.no-toml"), message.New("value.write", `name = "`+l.name+`"`)
		if errors.Is(err, fs.ErrInvalid) {
			d.Message, d.Hint = message.New("content.not-a-file"), message.New("content.not-a-file-hint")
		}
		return diag.List{d}
	}
	source := value.Source{File: file, Line: 1, Text: string(text)}
	root, wrong := value.TOML(source)
	if wrong != nil {
		return wrong
	}
	d := value.Decoder{Source: source}
	for _, f := range root.Fields {
		switch f.Key {
		case "name":
			d.String(f)
		case "pictures":
			l.shown.read(&d, d.Table(f))
		case "extends":
			l.extends = d.String(f)
			l.at = source.At(f.Value.Offset, len([]rune(l.extends))+2)
		case "share":
			l.share = shareOf(&d, f)
		default:
			d.Unknown(f, diag.Error, []string{"name", "extends", "pictures", "share"})
		}
	}
	return d.Wrong
}

// noFiles returns what lies among the files of the theme and is no regular file: a
// pipe. The look-up would pass over it in silence.
func (t *Theme) noFiles() (wrong diag.List) {
	for _, l := range t.layers {
		_ = fs.WalkDir(l.fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || d.Type().IsRegular() {
				return nil // a theme need not have every folder
			}
			if info, err := fs.Stat(l.fsys, name); err == nil && (info.Mode().IsRegular() || info.IsDir()) {
				return nil // a link to one
			}
			at := diag.Diagnostic{Position: diag.Position{File: path.Join(l.dir, name)}}
			at.Message, at.Hint = message.New("content.not-a-file"), message.New("content.not-a-file-hint")
			wrong = append(wrong, at)
			return nil
		})
	}
	return wrong
}

// Mentions returns what may be addresses in templates, style sheets, scripts and
// texts of the theme: a file of the content folder to which one of them leads is
// published.
func (t *Theme) Mentions() []string { return t.words() }

func (t *Theme) addresses() []string {
	var all []string
	for _, dir := range []string{"layouts", assetsFolder, "i18n"} {
		for _, name := range t.list(dir) {
			switch path.Ext(name) {
			case ".html", ".css", ".js", ".json", ".webmanifest", ".toml":
				text, _, _ := t.read(name)
				all = append(all, site.Addresses(text)...)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// read returns a file of the theme, by the rule of look-up, and its name for
// messages.
func (t *Theme) read(name string) (data []byte, file string, ok bool) {
	for _, l := range t.layers {
		if data, file, ok := l.read(name); ok {
			return data, file, true
		}
	}
	return nil, "", false
}

func (l layer) read(name string) (data []byte, file string, ok bool) {
	data, err := fs.ReadFile(l.fsys, name)
	return data, path.Join(l.dir, name), err == nil
}

// list returns the files below a folder of the theme and of what it inherits,
// each name once, sorted.
func (t *Theme) list(dir string) []string {
	var names []string
	for _, l := range t.layers {
		_ = fs.WalkDir(l.fsys, dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && path.Base(name)[0] != '.' {
				names = append(names, name)
			}
			return nil // a theme need not have every folder
		})
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Archetypes returns the texts that new articles start from.
func (t *Theme) Archetypes() (texts [][]byte) {
	for _, name := range t.list("archetypes") {
		if text, _, ok := t.read(name); ok && path.Ext(name) == ".md" {
			texts = append(texts, text)
		}
	}
	return texts
}

// Archetype returns what a new article of a section starts from: the archetype
// named after the section, else default.md.
func (t *Theme) Archetype(section string) (text []byte, ok bool) {
	for _, name := range []string{section, "default"} {
		if text, _, ok := t.read(path.Join("archetypes", name+".md")); ok {
			return text, true
		}
	}
	return nil, false
}
