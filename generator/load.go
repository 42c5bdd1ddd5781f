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
	"guong/generator/registry"
	"guong/generator/site"
	"guong/generator/theme"
)

// project is everything that the outputs are made from.
type project struct {
	config   *config.Config
	snapshot *site.Site
	theme    *theme.Theme
}

// load reads the whole site. It is nil if nothing can be made of it.
func load(ctx context.Context, o Options, f *folders) (*project, diag.List) {
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
	look, list := theme.Load(theme.Options{Site: f.siteFS(), Builtin: o.Themes, Name: c.Theme, Language: c.Language, BasePath: c.BasePath()})
	wrong.Add(list...)
	known, list := registry.Load(f.siteFS())
	wrong.Add(list...)
	tree, list := content.Find(ctx, f.contentFS(), f.contentName)
	wrong.Add(list...)
	entries := readArticles(ctx, c, look, f, tree.Articles, &wrong)
	if ctx.Err() != nil {
		return nil, wrong.List()
	}
	snapshot, list := snapshotOf(o, c, look, known, entries, resources(f.contentFS(), tree.Resources))
	wrong.Add(list...)
	checkLinks(snapshot, &wrong)
	if look == nil {
		return nil, wrong.List()
	}
	return &project{c, snapshot, look}, wrong.List()
}

// snapshotOf makes the snapshot of what was read. The theme may be nil.
func snapshotOf(o Options, c *config.Config, look *theme.Theme, known *registry.Registry, entries []site.Entry, files []*site.Resource) (*site.Site, diag.List) {
	in := site.Input{Config: c, Entries: entries, Resources: files, Registry: known, Now: o.Now, Drafts: o.Drafts, Future: o.Future}
	if look != nil {
		in.TaxonomyTitle = look.TaxonomyTitle
		in.Mentions = look.Mentions()
		in.LayoutTitle = func(layout string) string { return look.Text(layout + ".title") }
	}
	return site.New(in)
}

// readArticles reads and parses all articles in parallel. One with errors in its
// front matter is kept, so that those in its text are found as well.
func readArticles(ctx context.Context, c *config.Config, look *theme.Theme, f *folders, files []content.File, wrong *diag.Bag) []site.Entry {
	converter, err := markdown.New(markdownOptions(c, look))
	if err != nil {
		wrong.Add(asDiagnostics(err)...)
		return nil
	}
	reader := content.NewReader(c, f.contentName)
	fsys := f.contentFS()
	entries := make([]site.Entry, len(files))
	parallel(ctx, len(files), func() func(int) {
		var buffer []byte
		return func(i int) {
			raw, err := readInto(buffer, fsys, files[i].Name)
			if err != nil {
				wrong.Add(problem(path.Join(f.contentName, files[i].Path), "content.unreadable")...)
				return
			}
			buffer = raw
			article, body, list := reader.Read(files[i], raw)
			wrong.Add(list...)
			if body == nil {
				return
			}
			document, list2 := converter.Convert(body, markdown.Origin{File: article.File, Line: article.BodyLine})
			wrong.Add(list2...)
			entries[i] = site.Entry{Article: article, Document: func() *markdown.Document { return document }}
		}
	})
	good := entries[:0]
	for _, e := range entries {
		if e.Article != nil {
			good = append(good, e)
		}
	}
	return good
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

// checkLinks resolves the links of all texts, in parallel.
func checkLinks(s *site.Site, wrong *diag.Bag) {
	wrong.Add(s.CheckLinks()...)
	for _, list := range [][]*site.Article{s.Articles, s.Pages} {
		parallel(context.Background(), len(list), func() func(int) {
			return func(i int) { wrong.Add(list[i].CheckLinks()...) }
		})
	}
}
