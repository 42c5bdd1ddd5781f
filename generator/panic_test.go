package generator

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"guong/generator/check"
	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/search"
	"guong/generator/site"
	"guong/themes"
)

// explosive is a file system in which reading one file panics.
type explosive struct {
	fs.FS
	name string
}

func (e explosive) Open(name string) (fs.File, error) {
	if name == e.name {
		panic("nổ")
	}
	return e.FS.Open(name)
}

// TestPanicInOneText holds that a panic while a text is read or converted is an error
// of its file.
func TestPanicInOneText(t *testing.T) {
	const name = "tin/lan.md"
	files := fstest.MapFS{name: {Data: []byte("+++\ntitle = \"Lan\"\ndate = 2026-01-02\n+++\n\nChữ.\n")}}
	reader := content.NewReader(config.Default("Gương", "https://tdkt.example/"), "content")
	file := content.File{Name: name, Path: name}
	broken := textSource{fsys: explosive{files, name}, folder: "content", reader: reader, stamps: noStamps}
	bad, _ := broken.text(file, nil)
	if bad.article != nil || len(bad.wrong) != 1 || bad.wrong[0].Message.ID != "diag.internal" || bad.wrong[0].File != "content/"+name {
		t.Errorf("reading: %v", bad.wrong)
	}
	if wrong := bad.bodyWrong(); len(wrong) != 1 || wrong[0].Message.ID != "diag.internal" || wrong[0].File != "content/"+name {
		t.Errorf("converting: %v", wrong)
	}
	good := &text{file: file, source: broken, article: &content.Article{}}
	if kept := bad.after(good); kept.article != good.article || kept.wrong.Count(diag.Error) != 1 {
		t.Errorf("the last good version is gone: %+v", kept)
	}
}

// lanAndMinh is a site of two stories: a panic in one must not hide what is wrong with the
// other.
func lanAndMinh(t *testing.T) (Options, *folders) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml":         "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n",
		"content/tin/lan.md":  "+++\ntitle = \"Lan\"\ndate = 2026-01-02\nimage = { src = \"lan.jpg\", alt = \"Lan\" }\n+++\n\n[Minh](minh.md)\n",
		"content/tin/minh.md": "+++\ntitle = \"Minh\"\ndate = 2026-01-02\n+++\n\n[Lan](lan.md)\n",
		"content/tin/lan.jpg": "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	o := Options{Source: dir, Themes: themes.FS, Now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	f, wrong := open(o)
	if f == nil {
		t.Fatal(wrong)
	}
	t.Cleanup(f.close)
	return o, f
}

// internalErrors returns the files of what is wrong; everything in it has to be a fault of
// the program.
func internalErrors(t *testing.T, wrong diag.List) (files []string) {
	t.Helper()
	for _, d := range wrong {
		if d.Message.ID != "diag.internal" || d.Severity != diag.Error {
			t.Errorf("also: %v", d)
		}
		files = append(files, d.File)
	}
	return files
}

// TestPanicOfABuildIsAnErrorOfItsFile holds that no step of a pipeline ends the process.
func TestPanicOfABuildIsAnErrorOfItsFile(t *testing.T) {
	o, f := lanAndMinh(t)
	c, _ := config.Load(f.site.FS(), f.configName)
	look, _ := loadTheme(o, c, f)
	tree, _ := findContent(context.Background(), f.contentFS(), f.contentName)
	converter, err := markdown.New(markdownOptions(c, look))
	if err != nil {
		t.Fatal(err)
	}
	source := textSource{fsys: f.contentFS(), folder: f.contentName, reader: content.NewReader(c, f.contentName), converter: converter, eager: true, stamps: noStamps}
	ctx := context.Background()
	lan := []string{"content/tin/lan.md"}

	t.Run("reading", func(t *testing.T) {
		var wrong diag.Bag
		broken := source
		broken.fsys = explosive{source.fsys, "tin/lan.md"}
		entries, _ := readArticles(ctx, broken, tree.Articles, &wrong)
		if files := internalErrors(t, wrong.List()); len(entries) != 1 || !slices.Equal(files, lan) {
			t.Errorf("%d entries, errors in %v", len(entries), files)
		}
	})
	t.Run("converting", func(t *testing.T) {
		var wrong diag.Bag
		broken := source
		broken.converter = nil
		entries, _ := readArticles(ctx, broken, tree.Articles, &wrong)
		if files := internalErrors(t, wrong.List()); len(entries) != 2 || len(files) != 2 || entries[0].Document() == nil {
			t.Errorf("%d entries, errors in %v", len(entries), files)
		}
	})
	var none diag.Bag
	entries, _ := readArticles(ctx, source, tree.Articles, &none)
	made := newPictures(openPictureBook(nil), new(pictureStore), f, noStamps, c, look)
	files := resources(f.contentFS(), tree.Resources, made)
	t.Run("theme", func(t *testing.T) {
		broken := o
		broken.Themes = explosive{themes.FS, "tdkt/layouts/article.html"}
		report, wrong := Build(ctx, broken)
		if files := internalErrors(t, wrong); !slices.Equal(files, []string{"themes"}) || len(report.Published.Written) != 0 {
			t.Errorf("errors in %v, %+v", files, report)
		}
		if _, wrong := Check(ctx, broken); len(wrong) == 0 || wrong[0].Message.ID != "diag.internal" {
			t.Errorf("check: %v", wrong)
		}
	})
	t.Run("snapshot", func(t *testing.T) {
		broken := slices.Clone(entries)
		broken[0].Document = func() *markdown.Document { panic("nổ") }
		s, wrong := snapshotOf(o, c, look, nil, broken, f.contentName, files, made)
		if found := internalErrors(t, wrong); !slices.Equal(found, lan) || s == nil || len(s.Articles) != 1 || s.Articles[0].Title != "Minh" {
			t.Errorf("errors in %v", found)
		}
	})
	t.Run("links", func(t *testing.T) {
		broken := slices.Clone(entries)
		document, late := entries[0].Document(), false
		broken[0].Addresses = func() []string { return nil }
		broken[0].Document = func() *markdown.Document {
			if late {
				panic("nổ")
			}
			return document
		}
		s, wrong := snapshotOf(o, c, look, nil, broken, f.contentName, files, made)
		late = true
		var bag diag.Bag
		checkLinks(ctx, s, &bag)
		if found := internalErrors(t, append(wrong, bag.List()...)); len(found) == 0 || found[0] != lan[0] {
			t.Errorf("errors in %v", found)
		}
		if _, err := search.WriteSite(ctx, searchOptions(s), s); err == nil || !slices.Equal(internalErrors(t, asDiagnostics(err)), lan) {
			t.Errorf("search: %v", err)
		}
		outputs, _ := table(ctx, s, look, f, nil, noStamps, made)
		seen := map[string]bool{}
		for _, o := range outputs {
			if err := makeBytes(o, new(bytes.Buffer), nil); err != nil {
				for _, file := range internalErrors(t, asDiagnostics(err)) {
					seen[file] = true
				}
			}
		}
		if !seen["atom.xml"] || seen["content/tin/minh.md"] {
			t.Errorf("rendering: errors in %v", seen)
		}
		if _, wrong := walk(ctx, outputs, s, nil); len(wrong) == 0 || len(internalErrors(t, wrong)) == 0 {
			t.Errorf("walking: %v", wrong)
		}
	})
	t.Run("lint", func(t *testing.T) {
		texts := &texts{folders: f, reader: source.reader, files: tree.Articles[:1]} // without a snapshot
		found := texts.lint(ctx, check.New(check.Options{}))
		if len(found) != 1 || found[0].File != lan[0] || found[0].Message.ID != "diag.internal" {
			t.Errorf("%v", found)
		}
	})
	t.Run("progress", func(t *testing.T) {
		outputs := make([]site.Output, 256)
		for i := range outputs {
			outputs[i] = site.Output{Path: "a", Render: func(*bytes.Buffer, *site.Trace) error { return nil }}
		}
		if _, wrong := walk(ctx, outputs, &site.Site{BaseURL: "https://tdkt.example/"}, func(int, int) { panic("nổ") }); len(internalErrors(t, wrong)) != 1 {
			t.Error(wrong)
		}
	})
}

// TestPanicOfTheSnapshotAsAWhole holds that a fault of no single story is one of the
// content folder.
func TestPanicOfTheSnapshotAsAWhole(t *testing.T) {
	o, f := lanAndMinh(t)
	c, _ := config.Load(f.site.FS(), f.configName)
	in := site.Input{Config: c, Now: o.Now, TaxonomyTitle: func(string) string { panic("nổ") }}
	s, wrong := newSite(in, f.contentName)
	if files := internalErrors(t, wrong); s != nil || !slices.Equal(files, []string{"content"}) {
		t.Errorf("%v %v", s, files)
	}
}
