package generator

import (
	"context"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"guong/generator/check"
	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/feed"
	"guong/generator/markdown"
	"guong/generator/parallel"
	"guong/generator/registry"
	"guong/generator/site"
	"guong/generator/theme"
)

// Live is a site whose files change: it keeps what was read of them, and makes an
// [Edition] after each change by reading only what has changed. What cannot be
// used (a configuration that does not parse, a story without a title) is replaced
// by its last good version, so that a mistake hides nothing but itself.
//
// Its methods are for one goroutine at a time.
type Live struct {
	options Options
	folders *folders
	memory  *memory

	config    *config.Config
	theme     *theme.Theme
	registry  *registry.Registry
	reader    *content.Reader
	converter *markdown.Converter
	source    textSource
	tree      content.Tree
	texts     map[string]*text // by what the disk calls their files

	// What is wrong with each of these.
	wrongConfig, wrongTheme, wrongRegistry, wrongTree diag.List

	book    *pictureBook // nil until the first edition
	planned sync.Map     // see pictures

	kept sync.Once
}

// Changes tell what has changed since the last edition.
type Changes struct {
	// Paths are files and folders below the site's folder and the content folder, as
	// the disk calls them, each from the folder that Options names it by.
	Paths []string
	All   bool // anything may have changed
	// Now is the moment that the edition is of; zero for that of the last.
	Now time.Time
}

// OpenLive opens the folders of a site. Close it.
func OpenLive(o Options) (*Live, diag.List) {
	f, list := open(o)
	if f == nil {
		return nil, list
	}
	return &Live{options: o, folders: f, memory: openMemory(o.Source), texts: map[string]*text{}}, list
}

// Close closes the folders. Editions keep what they have read.
func (l *Live) Close() {
	l.keep(l.source.cache, l.tree.Articles)
	_ = l.memory.store.Close()
	l.memory.pictures.close()
	l.folders.close()
}

// keep keeps what was computed of these files so far for the next build or preview,
// and lets builds keep what they compute from here on. It does so once.
func (l *Live) keep(cache *textCache, files []content.File) {
	l.kept.Do(func() {
		cache.save(files)
		if l.book != nil {
			l.book.save(l.tree.Resources)
		}
		_ = l.memory.store.Share()
	})
}

// Watched returns the folders and files whose changes Next has to be told of.
func (l *Live) Watched() (folders, files []string) {
	return watched(l.options.Source, l.folders)
}

// Watched returns the folders and files of a site whose changes may change what a build
// makes of it. The list says why there are none.
func Watched(o Options) (folders, files []string, wrong diag.List) {
	f, wrong := open(o)
	if f == nil {
		return nil, nil, wrong
	}
	defer f.close()
	folders, files = watched(o.Source, f)
	return folders, files, wrong
}

func watched(source string, f *folders) (dirs, files []string) {
	dirs = []string{f.contentPath, path.Join(source, theme.Folder), path.Join(source, registry.Folder)}
	return dirs, []string{path.Join(source, f.configName)}
}

// Next reads what has changed and returns the edition of it. It is nil as long as
// there is no configuration or no theme that can be used; the list tells why, and
// otherwise is that of the edition.
func (l *Live) Next(ctx context.Context, c Changes) (e *Edition, wrong diag.List) {
	defer diag.Recover("", func(d diag.Diagnostic) { e, wrong = nil, diag.List{d} })
	if !c.Now.IsZero() {
		l.options.Now = c.Now
	}
	touched := l.touched(c)
	l.load(touched)
	if l.config == nil || l.theme == nil {
		return nil, slices.Concat(l.wrongConfig, l.wrongTheme, l.wrongRegistry)
	}
	if touched.content || touched.config || touched.theme {
		l.read(ctx, touched)
	}
	if ctx.Err() != nil {
		return nil, nil
	}
	return l.edition()
}

// touched is what kinds of files changes are about.
type touched struct {
	all                              bool
	config, theme, registry, content bool
	texts                            []string // paths in the content folder
}

func (l *Live) touched(c Changes) (t touched) {
	first := l.config == nil || l.theme == nil
	if c.All || first {
		return touched{all: true, config: true, theme: true, registry: true, content: true}
	}
	for _, p := range c.Paths {
		if name, ok := below(l.folders.contentPath, p); ok {
			t.content = true
			t.texts = append(t.texts, name)
			continue
		}
		name, ok := below(l.options.Source, p)
		switch {
		case !ok:
		case name == l.folders.configName || name == ".":
			t.config = true
		case name == theme.Folder || strings.HasPrefix(name, theme.Folder+"/"):
			t.theme = true
		case name == registry.Folder || strings.HasPrefix(name, registry.Folder+"/"):
			t.registry = true
		}
	}
	return t
}

// load reads configuration, theme and registry again where they were touched.
func (l *Live) load(t touched) {
	f, o := l.folders, l.options
	if t.config {
		c, list := config.Load(f.siteFS(), f.configName)
		l.wrongConfig = list
		if c != nil && o.BaseURL != "" {
			c, _ = c.WithBaseURL(o.BaseURL)
		}
		if c != nil {
			l.config = c
			l.reader = content.NewReader(c, f.contentName)
		}
	}
	if l.config != nil && (t.config || t.theme) {
		c := l.config
		look, list := loadTheme(o, c, f)
		l.wrongTheme = list
		if look != nil {
			l.theme = look
		}
	}
	if t.registry {
		known, list := loadRegistry(f)
		l.wrongRegistry = list
		if known != nil {
			l.registry = known
		}
	}
	if l.config != nil && l.theme != nil && (t.config || t.theme) {
		if converter, err := markdown.New(markdownOptions(l.config, l.theme)); err == nil {
			l.converter = converter
		}
	}
}

// few is up to how many texts are converted as soon as they are read, to tell what
// is wrong with them at once. Others are when somebody asks for them.
const few = 32

// read finds the files of the content folder and reads the texts that are new or
// may have changed.
func (l *Live) read(ctx context.Context, t touched) {
	f := l.folders
	f.reopenContent()
	fsys := f.contentFS()
	if l.source.cache == nil || t.all || t.config || t.theme {
		l.source.cache = newTextCache(ctx, l.memory.store, l.config.Location, l.reader, markdownOptions(l.config, l.theme))
	}
	l.source = textSource{fsys: fsys, folder: f.contentName, reader: l.reader, converter: l.converter, cache: l.source.cache, baseURL: l.config.BaseURL}
	of, done := f.stamps()
	l.source.stamps = of
	defer func() { done(); l.source.stamps = noStamps }()
	l.tree, l.wrongTree = findContent(ctx, fsys, f.contentName)
	stale := func(name string) bool {
		if t.all || t.config || t.theme {
			return true
		}
		return slices.ContainsFunc(t.texts, func(p string) bool {
			return p == "." || name == p || strings.HasPrefix(name, p+"/")
		})
	}
	old := l.texts
	l.texts = make(map[string]*text, len(l.tree.Articles))
	var again []content.File
	for _, file := range l.tree.Articles {
		if text := old[file.Name]; text != nil && text.file == file && !stale(file.Name) {
			l.texts[file.Name] = text
		} else {
			again = append(again, file)
		}
	}
	read := make([]*text, len(again))
	parallel.Each(ctx, len(again), func() func(int) {
		var buffer []byte
		return func(i int) {
			read[i], buffer = l.source.text(again[i], buffer)
			if len(again) <= few {
				read[i].document()
			}
		}
	})
	for i, text := range read {
		if text == nil {
			continue // ctx is done
		}
		l.texts[again[i].Name] = text.after(old[again[i].Name])
	}
}

// edition makes the edition of what was read.
func (l *Live) edition() (*Edition, diag.List) {
	var wrong diag.Bag
	wrong.Add(slices.Concat(l.wrongConfig, l.wrongTheme, l.wrongRegistry, l.wrongTree)...)
	entries := make([]site.Entry, 0, len(l.tree.Articles))
	texts := make(map[string]*text, len(l.tree.Articles))
	for _, file := range l.tree.Articles {
		text := l.texts[file.Name]
		if text == nil {
			continue
		}
		wrong.Add(text.wrong...)
		if text.article != nil {
			entries = append(entries, text.entry())
			texts[text.article.File] = text
		}
	}
	if l.book == nil {
		l.book = openPictureBook(l.memory.store)
	}
	pictures := newPictures(l.book, &l.memory.pictures, l.folders, l.folders.liveStamps(), l.config, l.theme)
	pictures.planned = &l.planned
	files := resources(l.folders.contentFS(), l.tree.Resources, pictures)
	snapshot, list := snapshotOf(l.options, l.config, l.theme, l.registry, entries, l.folders.contentName, files, pictures)
	if wrong.Add(list...); snapshot == nil {
		return nil, wrong.List()
	}
	folders, look := *l.folders, l.theme
	e := &Edition{Site: snapshot, config: l.config, theme: look, texts: texts, source: l.source, contentPath: folders.contentPath, search: searchOptions(snapshot), pictures: pictures, folder: folders.site, wrong: wrong.List()}
	cache, read := l.source.cache, l.tree.Articles
	e.keep = func() { l.keep(cache, read) }
	e.placeholders = sync.OnceValue(func() check.Placeholders { return placeholdersOf(look) })
	e.pages = sync.OnceValue(func() map[string]*site.View {
		byPath := map[string]*site.View{}
		for v := range snapshot.Views() {
			if name := snapshot.OutputPath(v.URL); byPath[name] == nil {
				byPath[name] = v
			}
		}
		return byPath
	})
	e.file = func(path string) (site.Output, bool) {
		if o, ok := pictures.shown(snapshot, path); ok {
			return o, true
		}
		r := snapshot.FileAt(path)
		if r == nil {
			return site.Output{}, false
		}
		return quiet(fileOutput(snapshot, &folders, r, pictures)), true
	}
	e.outputs = sync.OnceValue(func() map[string]site.Output {
		cards := cardOutputs(slices.Collect(snapshot.Views()), look.Share())
		outputs := made(snapshot, look, cards, feed.SurveyOf(snapshot), nil)
		byPath := make(map[string]site.Output, len(outputs))
		for _, o := range served(outputs) {
			byPath[o.Path] = o
		}
		return byPath
	})
	return e, e.wrong
}

// below returns p from the folder, if it lies in it.
func below(folder, p string) (name string, ok bool) {
	folder, p = path.Clean(folder), path.Clean(p)
	if folder == "." && !path.IsAbs(p) {
		return p, p != ".." && !strings.HasPrefix(p, "../")
	}
	if p == folder {
		return ".", true
	}
	return strings.CutPrefix(p, strings.TrimSuffix(folder, "/")+"/")
}
