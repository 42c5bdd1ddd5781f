package generator_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
)

// newSite writes a small site with more files, and returns its folder.
func newSite(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml":      "title = \"Trang thử\"\nbaseURL = \"https://thu.example/\"\n",
		"content/tin/a.md": "+++\ntitle = \"A\"\ndate = 2026-01-02\n+++\n\n![Bản đồ](ban-do.svg \"Bản đồ\")\n",
		"content/tin/ban-do.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)">
<script>alert(2)</script><path d="M0 0h9"/></svg>`,
	} {
		if _, given := files[name]; !given {
			write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
		}
	}
	for name, text := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	return dir
}

// said returns what was said, a line each, in English.
func said(list diag.List) string {
	var lines []string
	for _, d := range list {
		lines = append(lines, d.Brief(message.English))
	}
	return strings.Join(lines, "\n")
}

// TestPipesAreRefused: whatever a build reads, it waits for no pipe.
func TestPipesAreRefused(t *testing.T) {
	for _, name := range []string{
		"config.toml", "registry/awards.toml", "registry/provinces.toml", "themes/tdkt/theme.toml", "themes/tdkt/layouts/partials/card.html",
		"themes/tdkt/assets/css/tdkt.css", "themes/tdkt/i18n/vi.toml", "content/tin/b.md", "content/tin/b.jpg", "content/tin/ban-do.svg", "content/_index.md",
	} {
		dir := newSite(t, map[string]string{"themes/tdkt/theme.toml": "name = \"tdkt\"\nextends = \"tdkt\"\n"})
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(file) // it may not be there
		if err := syscall.Mkfifo(file, 0o666); err != nil {
			t.Fatal(err)
		}
		_, list := build(dir, filepath.Join(dir, "public"))
		want := name + ": this is no regular file (but a pipe, a device or a socket), so Gương does not read it"
		if !strings.Contains(said(list), want) || list.Count(diag.Error) == 0 {
			t.Errorf("%s: %s", name, said(list))
		}
	}
	for _, name := range []string{"content", "."} {
		dir := newSite(t, nil)
		file := filepath.Join(dir, "x", name)
		if err := os.RemoveAll(file); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(file, 0o666); err != nil {
			t.Fatal(err)
		}
		_, list := generator.Build(context.Background(), generator.Options{Source: filepath.Join(dir, "x"), Now: now, Themes: builtin()})
		if list.Count(diag.Error) == 0 {
			t.Errorf("%s was taken for a folder", name)
		}
	}
}

// TestDrawingsAreSanitised: no byte of a published drawing runs, in a build as in
// the preview; one that cannot be read surely stops the build.
func TestDrawingsAreSanitised(t *testing.T) {
	const clean = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">` + "\n" + `<path d="M0 0h9"/></svg>` + "\n"
	dir := newSite(t, map[string]string{"content/logo.SVG": `<svg><a href="javascript:alert(1)"/></svg>`})
	public := filepath.Join(dir, "public")
	_, list := build(dir, public)
	const want = "content/logo.SVG:1: this SVG picture holds what runs or leads elsewhere; it was taken out of what is published: href\n" +
		"content/tin/ban-do.svg:1: this SVG picture holds what runs or leads elsewhere; it was taken out of what is published: onload, script"
	if said(list) != want || list.Count(diag.Warning) != 2 {
		t.Error(said(list))
	}
	tree := readTree(t, public)
	if tree["tin/ban-do.svg"] != clean || strings.Contains(tree["logo.SVG"], "javascript") {
		t.Error(tree["tin/ban-do.svg"], tree["logo.SVG"])
	}
	live, list := generator.OpenLive(generator.Options{Source: dir, Destination: public, Themes: builtin(), Now: now})
	if live == nil {
		t.Fatal(list)
	}
	defer live.Close()
	edition, list := live.Next(context.Background(), generator.Changes{All: true})
	if edition == nil {
		t.Fatal(list)
	}
	if got := rendered(t, edition, "tin/ban-do.svg"); got != clean {
		t.Errorf("the preview shows %s", got)
	}
	for text, want := range map[string]string{
		"<svg>&x;</svg>": "this SVG picture uses entities, which can hide what runs",
		"<html/>":        "this file is no SVG picture",
		"<svg>":          "this SVG picture is malformed, so that browsers do not show it",
		"\x1f\x8b":       "this SVG picture is compressed (svgz), and cannot be looked at",
		"\xff<svg/>":     "this SVG picture is not UTF-8",
	} {
		dir := newSite(t, map[string]string{"content/tin/ban-do.svg": text, "content/khac.svg": text})
		if _, list := build(dir, filepath.Join(dir, "public")); !strings.Contains(said(list), want) || list.Count(diag.Error) != 2 {
			t.Errorf("%q: %s", text, said(list))
		}
		if _, err := os.Stat(filepath.Join(dir, "public/tin")); !os.IsNotExist(err) {
			t.Error("it was published", err)
		}
	}
}

func rendered(t *testing.T, e *generator.Edition, name string) string {
	t.Helper()
	w := world{t: t}
	return string(w.output(e, name))
}

// TestFoldersThatDifferInWriting: two folders with one address are an error that
// names both, and in what they differ; it is said once.
func TestFoldersThatDifferInWriting(t *testing.T) {
	const text = "+++\ntitle = \"A\"\ndate = 2026-01-02\n+++\n\nX.\n"
	for _, tt := range []struct{ one, other, want string }{
		{"Tin-Tuc", "tin-tuc", "content/tin-tuc: two folders have the address /tin-tuc/: content/Tin-Tuc and content/tin-tuc differ only in capitals"},
		{"Tin tức", "Tin tuc", "content/Tin tức: two folders have the address /tin-tuc/: content/Tin tuc and content/Tin tức differ only in their marks"},
		{"tin tuc", "tin_tuc", "content/tin_tuc: two folders have the address /tin-tuc/: content/tin tuc and content/tin_tuc differ only in spaces, hyphens and other signs"},
		{"tin/Bài 1", "tin/bai-1", "content/tin/bai-1: two folders have the address /tin/bai-1/: content/tin/Bài 1 and content/tin/bai-1 differ only in spaces, hyphens and other signs"},
	} {
		files := map[string]string{"content/" + tt.one + "/index.md": text, "content/" + tt.other + "/index.md": text}
		if !strings.Contains(tt.one, "/") {
			files = map[string]string{"content/" + tt.one + "/b.md": text, "content/" + tt.other + "/c.md": text, "content/" + tt.other + "/b.md": text}
		}
		dir := newSite(t, files)
		_, list := build(dir, filepath.Join(dir, "public"))
		if list.Count(diag.Error) != 1 || !strings.Contains(said(list), tt.want) {
			t.Errorf("%s, %s: %s", tt.one, tt.other, said(list))
		}
	}
}
