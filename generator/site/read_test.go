package site_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/registry"
	"guong/generator/site"
)

// now is the clock of all sites of these tests.
var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// defaultConfig is the config.toml of a site that has none.
const defaultConfig = "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n"

// input reads the site of an archive: config.toml and content/….
func input(t testing.TB, archive *txtar.Archive) site.Input {
	t.Helper()
	fsys, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(fsys, "config.toml"); err != nil {
		archive.Files = append(archive.Files, txtar.File{Name: "config.toml", Data: []byte(defaultConfig)})
		if fsys, err = txtar.FS(archive); err != nil {
			t.Fatal(err)
		}
	}
	c, wrong := config.Load(fsys, "config.toml")
	stop(t, wrong)
	folder, err := fs.Sub(fsys, "content")
	if err != nil {
		t.Fatal(err)
	}
	tree, wrong := content.Find(folder, "content")
	stop(t, wrong)
	converter, err := markdown.New(markdown.Options{Labels: markdown.Labels{
		Credit: "Ảnh", Table: "Bảng %d", Footnotes: "Chú thích", Footnote: "Chú thích %d", FootnoteBack: "Về chỗ có chú thích %d",
	}})
	if err != nil {
		t.Fatal(err)
	}
	in := site.Input{Config: c, Now: now, TaxonomyTitle: func(key string) string { return "<" + key + ">" }, LayoutTitle: func(layout string) string { return "<" + layout + ">" }}
	if _, err := fs.Stat(fsys, registry.Folder); err == nil {
		if in.Registry, wrong = registry.Load(fsys); wrong != nil {
			t.Fatal(wrong)
		}
	}
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
	return in
}

// stop ends a test whose site cannot be read: that is not what it is about.
func stop(t testing.TB, wrong diag.List) {
	t.Helper()
	if wrong.Count(diag.Error) > 0 {
		t.Fatal(wrong)
	}
}

// read makes the site of an archive; change, if any, may change what it is made
// from.
func read(t testing.TB, archive string, change ...func(*site.Input)) *site.Site {
	t.Helper()
	in := input(t, txtar.Parse([]byte(archive)))
	for _, f := range change {
		f(&in)
	}
	s, wrong := site.New(in)
	stop(t, wrong)
	return s
}

// story is the file of a story in an archive. Keys are lines of its front
// matter.
func story(path, title, date string, keys ...string) string {
	return fmt.Sprintf("-- content/%s --\n+++\ntitle = %q\ndate = %s\n%s\n+++\n\nThân bài.\n", path, title, date, strings.Join(keys, "\n"))
}

// page is the file of a page or of a section's text.
func page(path, title string, keys ...string) string {
	return fmt.Sprintf("-- content/%s --\n+++\ntitle = %q\n%s\n+++\n\nThân trang.\n", path, title, strings.Join(keys, "\n"))
}

func titles[T any](list []T, title func(T) string) string {
	var all []string
	for _, item := range list {
		all = append(all, title(item))
	}
	return strings.Join(all, ", ")
}

func articleTitle(a *site.Article) string { return a.Title }
func termTitle(t *site.Term) string       { return t.Title }

// shown returns what a person reads of diagnostics.
func shown(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		d.Show(&b, message.Vietnamese)
	}
	return b.String()
}
