package generator

import (
	"context"
	"image"
	_ "image/gif" // the formats of pictures whose size a page tells
	_ "image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	_ "golang.org/x/image/webp"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/registry"
	"guong/generator/site"
	"guong/generator/stamp"
	"guong/generator/theme"
)

// project is everything that the outputs are made from.
type project struct {
	snapshot *site.Site
	theme    *theme.Theme
}

// load reads the whole site. It is nil if nothing can be made of it.
func load(ctx context.Context, o Options, f *folders, m *memory) (*project, diag.List) {
	var wrong diag.Bag
	c, list := config.Load(f.site.FS(), f.configName)
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
	look, list := theme.Load(theme.Options{Site: f.site.FS(), Builtin: o.Themes, Name: c.Theme, Language: c.Language, BasePath: c.BasePath()})
	wrong.Add(list...)
	known, list := registry.Load(f.site.FS())
	wrong.Add(list...)
	tree, list := content.Find(f.contentFS(), f.contentName)
	wrong.Add(list...)
	entries := readArticles(ctx, c, look, f, tree.Articles, m, &wrong)
	if ctx.Err() != nil {
		return nil, wrong.List()
	}
	snapshot, list := snapshotOf(o, c, look, known, entries, resources(f.contentFS(), tree.Resources))
	wrong.Add(list...)
	checkLinks(snapshot, &wrong)
	if look == nil {
		return nil, wrong.List()
	}
	return &project{snapshot, look}, wrong.List()
}

// snapshotOf makes the snapshot of what was read. The theme may be nil.
func snapshotOf(o Options, c *config.Config, look *theme.Theme, known *registry.Registry, entries []site.Entry, files []*site.Resource) (*site.Site, diag.List) {
	in := site.Input{Config: c, Entries: entries, Resources: files, Registry: known, Now: o.Now, Drafts: o.Drafts, Future: o.Future}
	if look != nil {
		in.TaxonomyTitle = look.TaxonomyTitle
		in.LayoutTitle = func(layout string) string { return look.Text(layout + ".title") }
	}
	return site.New(in)
}

// readArticles reads and parses all articles in parallel, but for those that the
// cache knows. One with errors in its front matter is kept, so that those in its
// text are found as well.
func readArticles(ctx context.Context, c *config.Config, look *theme.Theme, f *folders, files []content.File, m *memory, wrong *diag.Bag) []site.Entry {
	o := markdownOptions(c, look)
	converter, err := markdown.New(o)
	if err != nil {
		wrong.Add(asDiagnostics(err)...)
		return nil
	}
	reader := content.NewReader(c, f.contentName)
	cache := m.texts(ctx, c, reader, o)
	defer cache.save()
	source := articleSource{fsys: f.contentFS(), folder: f.contentName, reader: reader, converter: converter, cache: cache, stamps: f.stamps()}
	defer source.stamps.Close()
	entries := make([]site.Entry, len(files))
	parallel(ctx, len(files), func() func(int) {
		var buffer []byte
		return func(i int) {
			var list diag.List
			entries[i], list, buffer = source.entry(files[i], buffer)
			wrong.Add(list...)
		}
	})
	return slices.DeleteFunc(entries, func(e site.Entry) bool { return e.Article == nil })
}

// articleSource reads articles of the content folder. It is safe for concurrent use.
type articleSource struct {
	fsys      fs.FS
	folder    string // for messages
	reader    *content.Reader
	converter *markdown.Converter
	cache     *textCache
	stamps    *stamp.Folder // nil if files have none
}

// entry reads one article, or finds it in the cache. The entry has none if nothing
// could be made of the file.
func (s *articleSource) entry(file content.File, buffer []byte) (e site.Entry, wrong diag.List, longer []byte) {
	longer = buffer
	now := stampOf(s.stamps, file.Name)
	if kept := s.cache.unchanged(file.Name, now); kept != nil {
		return s.restored(file, kept), kept.Wrong, buffer
	}
	defer diag.Recover(path.Join(s.folder, file.Path), func(d diag.Diagnostic) { e, wrong = site.Entry{}, append(wrong, d) })
	raw, err := readInto(buffer, s.fsys, file.Name)
	if err != nil {
		return e, problem(path.Join(s.folder, file.Path), "content.unreadable"), buffer
	}
	longer = raw
	if kept := s.cache.same(file.Name, now, raw); kept != nil {
		return s.restored(file, kept), kept.Wrong, longer
	}
	article, body, wrong := s.reader.Read(file, raw)
	if body == nil {
		return e, wrong, longer
	}
	document, more := s.converter.Convert(body, markdown.Origin{File: article.File, Line: article.BodyLine})
	wrong = append(wrong, more...)
	if kept := s.cache.put(file.Name, now, raw, article, document, wrong); kept != nil {
		return s.restored(file, kept), wrong, longer
	}
	return site.Entry{Article: article, Document: func() *markdown.Document { return document }}, wrong, longer
}

// restored returns the entry of an article that is kept. Its HTML is read each
// time that a page shows it, and converted again if it is not to be had.
func (s *articleSource) restored(file content.File, k *keptText) site.Entry {
	article := k.Article.Restore()
	document := k.Outline.Document(func() string {
		if html, ok := s.cache.store.Get(k.Body); ok {
			return string(html)
		}
		raw, err := readInto(nil, s.fsys, file.Name)
		if err != nil {
			return ""
		}
		_, body, _ := s.reader.Read(file, raw)
		again, _ := s.converter.Convert(body, markdown.Origin{File: article.File, Line: article.BodyLine})
		return again.HTML
	})
	return site.Entry{Article: article, Document: func() *markdown.Document { return document }, Version: string(k.Body[:])}
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
	o := markdown.Options{RawHTML: markdown.Escape, Labels: markdown.Labels{
		Credit:       text("markdown.credit"),
		Footnotes:    text("markdown.footnotes"),
		Footnote:     text("markdown.footnote"),
		FootnoteBack: text("markdown.footnote-back"),
		Table:        text("markdown.table"),
	}}
	if c.RawHTML == config.RawHTMLSanitise {
		o.RawHTML = markdown.Sanitise
	}
	return o
}

func resources(fsys fs.FS, files []content.File) []*site.Resource {
	list := make([]*site.Resource, len(files))
	for i, file := range files {
		list[i] = &site.Resource{File: file}
		switch strings.ToLower(path.Ext(file.Path)) {
		case ".jpg", ".jpeg", ".png", ".gif", ".webp":
			list[i].Measure = func() (int, int) { return bitmapSize(fsys, file.Name) }
		case ".svg":
			list[i].Measure = func() (int, int) { return svgSize(fsys, file.Name) }
		}
	}
	return list
}

func bitmapSize(fsys fs.FS, name string) (width, height int) {
	file, err := fsys.Open(name)
	if err != nil {
		return 0, 0
	}
	defer file.Close()
	config, _, err := image.DecodeConfig(file)
	if err != nil {
		return 0, 0
	}
	return config.Width, config.Height
}

// checkLinks resolves the links of all texts, in parallel.
func checkLinks(s *site.Site, wrong *diag.Bag) {
	wrong.Add(s.CheckLinks()...)
	for _, list := range [][]*site.Article{s.Articles, s.Pages} {
		parallel(context.Background(), len(list), func() func(int) {
			return func(i int) { wrong.Add(list[i].CheckLinks()...) }
		})
	}
}
