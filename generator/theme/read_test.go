package theme_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
	"guong/generator/site/sitetest"
	"guong/generator/theme"
)

// layouts are those that every theme must have.
var layouts = []string{
	site.LayoutHome, site.LayoutSection, site.LayoutArticle, site.LayoutPage, site.LayoutTaxonomy, site.LayoutTerm,
	site.LayoutHonorees, site.LayoutHonoree, site.LayoutRoll, site.LayoutArchive, site.LayoutPeriod,
	site.LayoutCorrections, site.LayoutRemoved, site.LayoutSearch, site.LayoutSitemap, site.LayoutFeeds, site.LayoutNotFound, site.LayoutRedirect,
}

// plain is the folder of a theme that shows titles and decorates nothing.
func plain() fstest.MapFS {
	fsys := fstest.MapFS{
		"goc/theme.toml":                 {Data: []byte("name = \"goc\"\n")},
		"goc/layouts/base.html":          {Data: []byte("<!doctype html>\n<title>{{.Title}}</title>\n{{block \"main\" .}}{{end}}\n")},
		"goc/layouts/partials/link.html": {Data: []byte("<a href=\"{{.URL}}\">{{.Title}}</a>\n")},
		"goc/i18n/vi.toml":               {Data: []byte("[nav]\nhome = \"Trang chủ\"\n")},
	}
	for _, layout := range layouts {
		fsys["goc/layouts/"+layout+".html"] = &fstest.MapFile{Data: []byte("{{define \"main\"}}<h1>" + layout + "</h1>{{end}}\n")}
	}
	return fsys
}

// options look for themes in the folders themes/ (the site's) and builtin/ of an
// archive, and for the theme goc. The site's theme is called cua-toi.
func options(t testing.TB, archive string) theme.Options {
	t.Helper()
	fsys, err := txtar.FS(txtar.Parse([]byte(archive)))
	if err != nil {
		t.Fatal(err)
	}
	builtin := plain()
	_ = fs.WalkDir(fsys, "builtin", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(fsys, name)
			builtin[strings.TrimPrefix(name, "builtin/")] = &fstest.MapFile{Data: data}
		}
		return nil
	})
	return theme.Options{Site: fsys, Builtin: builtin, Name: "cua-toi", Language: "vi", BasePath: "/"}
}

// extending is a theme.toml of the theme cua-toi, which extends goc.
const extending = "-- themes/cua-toi/theme.toml --\nname = \"cua-toi\"\nextends = \"goc\"\n"

// load loads the theme cua-toi of an archive.
func load(t testing.TB, archive string) *theme.Theme {
	t.Helper()
	look, wrong := theme.Load(options(t, archive))
	if look == nil || len(wrong) > 0 {
		t.Fatal(shown(wrong))
	}
	return look
}

// read makes the site of an archive's text, drafts included.
func read(t testing.TB, archive string, change ...func(*site.Input)) *site.Site {
	t.Helper()
	return sitetest.Read(t, txtar.Parse([]byte(archive)), append(change, func(in *site.Input) {
		in.Drafts = true
		in.TaxonomyTitle = func(key string) string { return "Cách xếp " + key }
	})...)
}

// small is a site of one story.
const small = `-- content/tin/a.md --
+++
title = "Cô giáo <b>Lan</b> & \"lớp\" 'học'"
date = "06/07/2021 - 10:11"
author = "An"
fields = ["Y tế", "Giáo dục"]
summary = "Sapo </title><script>alert(1)</script>"
source = { name = "Báo", url = "https://x.example/?a=1&b=\"2\"" }
+++

Thân bài.
`

// render renders the page of a layout of a site, the first that there is.
func render(t testing.TB, look *theme.Theme, s *site.Site, layout string) (string, error) {
	t.Helper()
	for v := range s.Views() {
		if v.Layout == layout {
			var b bytes.Buffer
			err := look.Render(context.Background(), &b, v)
			return b.String(), err
		}
	}
	t.Fatalf("the site has no page of layout %s", layout)
	return "", nil
}

// article renders the page of the only story of small through a layout whose
// "main" is the given text.
func article(t testing.TB, main string) string {
	t.Helper()
	html, err := render(t, load(t, extending+layoutFile("article", main)), read(t, small), site.LayoutArticle)
	if err != nil {
		t.Fatal(err)
	}
	return html[strings.Index(html, "</title>")+len("</title>"):]
}

// layoutFile is a file of the theme cua-toi that defines a layout's "main".
func layoutFile(layout, main string) string {
	return fmt.Sprintf("-- themes/cua-toi/layouts/%s.html --\n{{define \"main\"}}%s{{end}}\n", layout, main)
}

// shown returns what a person reads of diagnostics.
func shown(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		d.Show(&b, message.Vietnamese)
	}
	return b.String()
}
