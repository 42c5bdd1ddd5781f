// Package sitetest makes small sites for tests: a txtar archive, read through the
// real packages, becomes what package site makes a snapshot from.
package sitetest

import (
	"context"
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/film"
	"guong/generator/markdown"
	"guong/generator/registry"
	"guong/generator/site"
)

// Now is the clock of all these sites.
var Now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// defaultConfig is the config.toml of a site that has none.
const defaultConfig = "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n"

// Labels are the words in the HTML of stories.
var Labels = markdown.Labels{
	Credit: "Ảnh", Watch: "Xem trên %s", Table: "Bảng %d", Footnotes: "Chú thích", Footnote: "Chú thích %d", FootnoteBack: "Về chỗ có chú thích %d",
	Note: "Ghi chú", Tip: "Mẹo", Important: "Quan trọng", Warning: "Lưu ý", Caution: "Cảnh báo",
}

// Input reads the site of an archive: config.toml, content/… and, if there is
// such a folder, registry/…; without it the site has no registry. Every other
// file of the content measures 640 × 480, a film 1280 × 720, 83 seconds and 12 MB. A
// file that cannot be read ends the test: that is not what it is about.
func Input(t testing.TB, archive *txtar.Archive) site.Input {
	t.Helper()
	fsys, err := txtar.FS(archive)
	check(t, err)
	if _, err := fs.Stat(fsys, config.FileName); err != nil {
		archive.Files = append(archive.Files, txtar.File{Name: config.FileName, Data: []byte(defaultConfig)})
		fsys, err = txtar.FS(archive)
		check(t, err)
	}
	c, wrong := config.Load(fsys, config.FileName)
	stop(t, wrong)
	in := site.Input{
		Config:        c,
		Now:           Now,
		TaxonomyTitle: func(key string) string { return "<" + key + ">" },
		LayoutTitle:   func(layout string) string { return "<" + layout + ">" },
	}
	if _, err := fs.Stat(fsys, registry.Folder); err == nil {
		in.Registry, wrong = registry.Load(fsys)
		stop(t, wrong)
	}
	folder, err := fs.Sub(fsys, "content")
	check(t, err)
	tree, wrong := content.Find(context.Background(), folder, "content")
	stop(t, wrong)
	options := markdown.Options{Labels: Labels}
	if c.RawHTML == config.RawHTMLSanitise {
		options.RawHTML = markdown.Sanitise
	}
	converter, err := markdown.New(options)
	check(t, err)
	reader := content.NewReader(c, "content")
	for _, file := range tree.Articles {
		raw, err := fs.ReadFile(folder, file.Name)
		check(t, err)
		article, body, wrong := reader.Read(file, raw)
		stop(t, wrong)
		document, _ := converter.Convert(body, markdown.Origin{File: article.File, Line: article.BodyLine})
		in.Entries = append(in.Entries, site.Entry{Article: article, Document: func() *markdown.Document { return document }})
	}
	for _, file := range tree.Resources {
		in.Resources = append(in.Resources, &site.Resource{File: file, Measure: func() site.Picture { return site.Picture{Width: 640, Height: 480} }})
		r := in.Resources[len(in.Resources)-1]
		switch data, err := fs.ReadFile(folder, file.Name); {
		case film.Known(file.Path):
			r.Film = func() film.Info {
				return film.Info{Width: 1280, Height: 720, Duration: 83 * time.Second, Bytes: 12_345_678}
			}
		case path.Ext(file.Path) == ".txt" && err == nil:
			r.Text = func() string { return strings.TrimSpace(string(data)) }
		}
	}
	return in
}

// Read makes the site of an archive. Change, if any, may change what it is made
// from.
func Read(t testing.TB, archive *txtar.Archive, change ...func(*site.Input)) *site.Site {
	t.Helper()
	in := Input(t, archive)
	for _, f := range change {
		f(&in)
	}
	s, wrong := site.New(in)
	stop(t, wrong)
	return s
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func stop(t testing.TB, wrong diag.List) {
	t.Helper()
	if wrong.Count(diag.Error) > 0 {
		t.Fatal(wrong)
	}
}
