package metadata_test

import (
	"io/fs"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/site"
)

// now is the clock of all sites of these tests.
var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// options are how Markdown becomes HTML in these tests.
var options = markdown.Options{RawHTML: markdown.Sanitise, Labels: markdown.Labels{
	Credit: "Ảnh", Table: "Bảng %d", Footnotes: "Chú thích", Footnote: "Chú thích %d", FootnoteBack: "Về chỗ có chú thích %d",
}}

// read makes the site of an archive: config.toml and content/….
func read(t testing.TB, archive *txtar.Archive) *site.Site {
	t.Helper()
	fsys, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	c, wrong := config.Load(fsys, "config.toml")
	stop(t, wrong)
	folder, err := fs.Sub(fsys, "content")
	if err != nil {
		t.Fatal(err)
	}
	tree, wrong := content.Find(folder, "content")
	stop(t, wrong)
	converter, err := markdown.New(options)
	if err != nil {
		t.Fatal(err)
	}
	in := site.Input{Config: c, Now: now, TaxonomyTitle: func(key string) string { return "<" + key + ">" }, LayoutTitle: func(layout string) string { return "<" + layout + ">" }}
	reader := content.NewReader(c, "content")
	for _, file := range tree.Articles {
		raw, err := fs.ReadFile(folder, file.Name)
		if err != nil {
			t.Fatal(err)
		}
		article, body, wrong := reader.Read(file, raw)
		stop(t, wrong)
		document, _ := converter.Convert(body, markdown.Origin{File: article.File, Line: article.BodyLine})
		in.Entries = append(in.Entries, site.Entry{Article: article, Document: func() *markdown.Document { return document }})
	}
	for _, file := range tree.Resources {
		in.Resources = append(in.Resources, &site.Resource{File: file, Measure: func() (int, int) { return 640, 480 }})
	}
	s, wrong := site.New(in)
	stop(t, wrong)
	return s
}

// stop ends a test whose site cannot be read: that is not what it is about.
func stop(t testing.TB, wrong diag.List) {
	t.Helper()
	if wrong.Count(diag.Error) > 0 {
		t.Fatal(wrong)
	}
}

// views are the pages of a site, by address.
func views(s *site.Site) map[string]*site.View {
	all := map[string]*site.View{}
	for v := range s.Views() {
		all[v.URL] = v
	}
	return all
}
