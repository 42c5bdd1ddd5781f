package generator

import (
	"context"
	"io"
	"io/fs"
	"path"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/parallel"
	"guong/generator/registry"
	"guong/generator/site"
	"guong/generator/theme"
)

// project is everything that the outputs are made from.
type project struct {
	config   *config.Config
	snapshot *site.Site
	theme    *theme.Theme
	pictures *pictures
	digests  map[string]string // of the texts as they were read, by the file that diagnostics name
}

// load reads the whole site, but for texts whose stamps tell that they are as they
// were. It is nil if nothing can be made of it.
func load(ctx context.Context, o Options, f *folders, m *memory, of stamps) (*project, diag.List) {
	var wrong diag.Bag
	c, list := config.Load(f.siteFS(), f.configName)
	if wrong.Add(list...); c == nil {
		return nil, wrong.List()
	}
	if o.BaseURL != "" {
		changed, ok := c.WithBaseURL(o.BaseURL)
		if !ok {
			d := diag.Diagnostic{Message: message.New("config.base-url", o.BaseURL), Hint: message.New("generator.base-url-hint")}
			return nil, diag.List{d}
		}
		c = changed
	}
	// What does not need one another is read at the same time.
	var look *theme.Theme
	var known *registry.Registry
	var tree content.Tree
	readers := []func() diag.List{
		func() (list diag.List) { look, list = loadTheme(o, c, f); return list },
		func() (list diag.List) { known, list = loadRegistry(f); return list },
		func() (list diag.List) { tree, list = findContent(ctx, f.contentFS(), f.contentName); return list },
	}
	parallel.Each(ctx, len(readers), func() func(int) {
		return func(i int) { wrong.Add(readers[i]()...) }
	})
	if ctx.Err() != nil {
		return nil, wrong.List()
	}
	parsing := markdownOptions(c, look)
	converter, err := markdown.New(parsing)
	if err != nil {
		wrong.Add(asDiagnostics(err)...)
		return nil, wrong.List()
	}
	source := textSource{fsys: f.contentFS(), folder: f.contentName, reader: content.NewReader(c, f.contentName), converter: converter, baseURL: c.BaseURL, eager: true}
	source.cache, source.stamps = newTextCache(ctx, m.store, c.Location, source.reader, parsing), of
	entries, digests := readArticles(ctx, source, tree.Articles, &wrong)
	if ctx.Err() != nil {
		return nil, wrong.List()
	}
	source.cache.save(tree.Articles)
	source.cache.forget()
	made := newPictures(openPictureBook(m.store), &m.pictures, f, of, c, look)
	made.files = tree.Resources
	snapshot, list := snapshotOf(o, c, look, known, entries, f.contentName, resources(f.contentFS(), tree.Resources, made), made)
	wrong.Add(list...)
	if snapshot != nil && !isInternal(list) { // links to a story that was left out are not dead
		checkLinks(ctx, snapshot, &wrong)
	}
	if look == nil || snapshot == nil {
		return nil, wrong.List()
	}
	wrong.Add(made.notes(snapshot)...)
	return &project{c, snapshot, look, made, digests}, wrong.List()
}

func loadTheme(o Options, c *config.Config, f *folders) (*theme.Theme, diag.List) {
	return loaded(theme.Folder, func() (*theme.Theme, diag.List) {
		return theme.Load(theme.Options{Site: f.siteFS(), Builtin: o.Themes, Name: c.Theme, Language: c.Language, BasePath: c.BasePath()})
	})
}

func loadRegistry(f *folders) (*registry.Registry, diag.List) {
	return loaded(registry.Folder, func() (*registry.Registry, diag.List) { return registry.Load(f.siteFS()) })
}

func findContent(ctx context.Context, fsys fs.FS, folder string) (content.Tree, diag.List) {
	return loaded(folder, func() (content.Tree, diag.List) { return content.Find(ctx, fsys, folder) })
}

// snapshotOf makes the snapshot of what was read. The theme may be nil; so is the
// snapshot if the program fails.
func snapshotOf(o Options, c *config.Config, look *theme.Theme, known *registry.Registry, entries []site.Entry, folder string, files []*site.Resource, p *pictures) (*site.Site, diag.List) {
	in := site.Input{Config: c, Entries: entries, Resources: files, Registry: known, Now: o.Now, Drafts: o.Drafts, Future: o.Future, NoIndex: o.NoIndex, Recipe: p.recipe}
	if p.planned != nil {
		in.Planned = p.note
	}
	if look != nil {
		in.TaxonomyTitle = look.TaxonomyTitle
		if painter := look.Share(); painter != nil {
			in.Cards = string(painter.Version())
		}
		in.Mentions = look.Mentions()
		in.Layouts = look.StoryLayouts()
		in.FilmText = func(key string, arguments ...any) string { return look.Text("film."+key, arguments...) }
		in.LayoutTitle = func(layout string) string { return look.Text(layout + ".title") }
	}
	return newSite(in, folder)
}

// readArticles reads and parses all articles in parallel, but for those that are
// known to be as they were. One with errors in its front matter is kept, so that
// those in its text are found as well. It returns the digests of all by the file
// that diagnostics name, too.
func readArticles(ctx context.Context, s textSource, files []content.File, wrong *diag.Bag) ([]site.Entry, map[string]string) {
	texts := make([]*text, len(files))
	parallel.Each(ctx, len(files), func() func(int) {
		var buffer []byte
		return func(i int) {
			texts[i], buffer = s.text(files[i], buffer)
			wrong.Add(texts[i].wrong...)
			wrong.Add(texts[i].inBody...)
		}
	})
	entries, digests := make([]site.Entry, 0, len(files)), make(map[string]string, len(files))
	for i, t := range texts {
		if t == nil {
			break // ctx is done
		}
		if digests[path.Join(s.folder, files[i].Path)] = t.digest; t.article != nil && t.whole {
			entries = append(entries, t.entry())
		}
	}
	return entries, digests
}

// readInto reads a file into buffer, which grows where it must.
func readInto(buffer []byte, fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	buffer = buffer[:0]
	for {
		if len(buffer) == cap(buffer) {
			buffer = append(buffer, make([]byte, max(cap(buffer), 1<<15))...)[:len(buffer)]
		}
		n, err := file.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		if err == io.EOF {
			return buffer, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// markdownOptions takes what stands in the HTML of stories from the theme. If
// there is none, nothing will be published, and the names of the texts do.
func markdownOptions(c *config.Config, look *theme.Theme) markdown.Options {
	text := func(key string) string { return key }
	if look != nil {
		text = func(key string) string { return look.Text(key) }
	}
	o := markdown.Options{RawHTML: markdown.Escape, Language: c.Language, Labels: markdown.Labels{
		Credit:       text("markdown.credit"),
		Watch:        text("markdown.watch"),
		Footnotes:    text("markdown.footnotes"),
		Footnote:     text("markdown.footnote"),
		FootnoteBack: text("markdown.footnote-back"),
		Table:        text("markdown.table"),
		Note:         text("markdown.note"),
		Tip:          text("markdown.tip"),
		Important:    text("markdown.important"),
		Warning:      text("markdown.warning"),
		Caution:      text("markdown.caution"),
	}}
	if c.RawHTML == config.RawHTMLSanitise {
		o.RawHTML = markdown.Sanitise
	}
	return o
}

// checkLinks resolves the links of all texts, in parallel.
func checkLinks(ctx context.Context, s *site.Site, wrong *diag.Bag) {
	guarded("", wrong, func() { wrong.Add(s.CheckLinks()...) })
	for _, list := range [][]*site.Article{s.Articles, s.Pages} {
		parallel.Each(ctx, len(list), func() func(int) {
			return func(i int) { guarded(list[i].File(), wrong, func() { wrong.Add(list[i].CheckLinks()...) }) }
		})
	}
}
