package content_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
)

func paths(files []content.File) []string {
	list := []string{}
	for _, f := range files {
		list = append(list, f.Path)
	}
	return list
}

func TestFind(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, name := range []string{
		"gioi-thieu.md", "_index.md", "favicon.ico", ".git/config", ".DS_Store", "_nhap.md", "_nhap/a.md", "_index.txt",
		"a/b.md", "a.md", "a-b.md", "A/B.MD", "a/b/index.markdown", "a/b/anh.jpg", "a/_index.md", "a/.an/b.md", "README",
		"Ca\u0300 Mau/Đất.md", "a/.well-known/x", ".well-known/security.txt", ".well-known/_an", ".well-known/acme-challenge/k", "_anh/x.jpg",
	} {
		fsys[name] = &fstest.MapFile{}
	}
	tree, wrong := content.Find(t.Context(), fsys, "content")
	if diff := cmp.Diff([]string{"content/_nhap: a folder whose name begins with “_” is not read, and this one holds Markdown files: 1"}, brief(wrong)); diff != "" {
		t.Error(diff)
	}
	want := []string{"A/B.MD", "Cà Mau/Đất.md", "_index.md", "a-b.md", "a.md", "a/_index.md", "a/b.md", "a/b/index.markdown", "gioi-thieu.md"}
	if diff := cmp.Diff(want, paths(tree.Articles)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{".well-known/acme-challenge/k", ".well-known/security.txt", "README", "a/b/anh.jpg", "favicon.ico"}, paths(tree.Resources)); diff != "" {
		t.Error(diff)
	}
	if name := tree.Articles[1].Name; name != "Ca\u0300 Mau/Đất.md" {
		t.Errorf("the disk calls it %q", name)
	}
}

// brief returns what was said, a line each.
func brief(list diag.List) []string {
	said := []string{}
	for _, d := range list {
		said = append(said, d.Brief(message.English))
	}
	return said
}

// TestNamesThatAreNotRead: what has no place on a site is neither read nor
// published, and is said.
func TestNamesThatAreNotRead(t *testing.T) {
	leftovers := []string{
		"a.md~", "a.md.bak", "b.MD.BAK", "a.md.orig", "a.md.rej", "a.md.swp", "#a.md#", "~$ban nhap.docx", "~$a.md", "~WRL0001.tmp", "Thumbs.db", "thumbs.db",
		"desktop.ini", "a.old", "anh.jpg.part", "anh.jpg.crdownload", "anh.lnk", "bai.wbk", "bai.asd",
	}
	for _, name := range leftovers {
		tree, wrong := content.Find(t.Context(), fstest.MapFS{"tin/" + name: {}, name: {}, "tin/a.md": {}}, "content")
		both := []string{name, "tin/" + name}
		slices.Sort(both)
		if diff := cmp.Diff(both, paths(tree.Leftovers)); diff != "" || tree.Resources != nil || len(tree.Articles) != 1 {
			t.Error(name, tree, diff)
		}
		if want := []string{"files that an editor, Office or the system left behind, never published: 2 (content/" + both[0] + ", content/" + both[1] + ")"}; !cmp.Equal(want, brief(wrong)) {
			t.Error(name, brief(wrong))
		}
	}
	for _, name := range []string{"bản cũ.pdf", "baocao.doc", "a.txt", "tmp", "old.jpg", "readme.md5", "~a.jpg", "#1.jpg", "bakery.png"} {
		if tree, wrong := content.Find(t.Context(), fstest.MapFS{name: {}}, "content"); wrong != nil || len(tree.Resources) != 1 {
			t.Error(name, tree, wrong)
		}
	}
	for name, want := range map[string]string{"a.md.txt": "a.md", "A.MD.TXT": "A.MD", "bài.markdown.txt": "bài.markdown", "a.mdx": "a.md", "a.mkd": "a.md", "a.md.docx": "a.md"} {
		tree, wrong := content.Find(t.Context(), fstest.MapFS{"tin/" + name: {}}, "content")
		if tree.Articles != nil || tree.Resources != nil || len(wrong) != 1 || wrong[0].Severity != diag.Warning || wrong[0].File != "content/tin/"+name || !strings.HasPrefix(wrong[0].Hint.In(message.English), "Rename it to "+want+".") {
			t.Error(name, tree, wrong)
		}
	}
}

// TestNamesThatCannotBeTold: two names that look the same, and names that are no
// text.
func TestNamesThatCannotBeTold(t *testing.T) {
	for _, tt := range []struct {
		names []string
		want  string
	}{
		{[]string{"tin/a\xff.png"}, `content/tin/a\xff.png: this name is not UTF-8`},
		{[]string{"tin/a\xff.md"}, `content/tin/a\xff.md: this name is not UTF-8`},
		{[]string{"tin\xe0/a.md"}, `content/tin\xe0: this name is not UTF-8`},
		{[]string{"tức/a.md", "tư\u0301c/b.md"}, `content/tức: two names here look the same, but are encoded differently: "t\u01b0\u0301c" and "t\u1ee9c" (NFC)`},
		{[]string{"tin/ảnh.jpg", "tin/a\u0309nh.jpg"}, `content/tin/ảnh.jpg: two names here look the same, but are encoded differently: "a\u0309nh.jpg" (NFD) and "\u1ea3nh.jpg" (NFC)`},
		{[]string{"tin/a\u200b.md", "tin/a.md"}, "content/tin/a\u200b.md: two names here look the same, but are encoded differently: \"a.md\" (NFC) and \"a\\u200b.md\" (NFC)"},
	} {
		fsys := fstest.MapFS{}
		for _, name := range tt.names {
			fsys[name] = &fstest.MapFile{}
		}
		_, wrong := content.Find(t.Context(), fsys, "content")
		if diff := cmp.Diff([]string{tt.want}, brief(wrong)); diff != "" || wrong.Count(diag.Error) != 1 {
			t.Errorf("%q: %s", tt.names, diff)
		}
	}
}

func TestNoFolderIsAnEmptyTree(t *testing.T) {
	root := openRoot(t, filepath.Join(t.TempDir()))
	sub, err := root.OpenRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	tree, wrong := content.Find(t.Context(), fstest.MapFS{}, "content")
	if wrong != nil || tree.Articles != nil || tree.Resources != nil {
		t.Error(tree, wrong)
	}
	if tree, wrong := content.Find(t.Context(), sub.FS(), "content"); wrong != nil || tree.Articles != nil {
		t.Error(tree, wrong)
	}
}

func openRoot(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return root
}

// site makes a folder of files and links ("name -> target").
func site(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		name, target, link := strings.Cut(name, " -> ")
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		var err error
		if link {
			err = os.Symlink(target, file)
		} else {
			err = os.WriteFile(file, nil, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLinks(t *testing.T) {
	dir := site(t, "content/a/b.md", "content/anh/x.jpg", "outside.md",
		"content/c -> a", "content/d.md -> a/b.md", "content/a/anh -> ../anh",
		"content/ra.md -> ../outside.md", "content/etc -> /etc", "content/gone.md -> nowhere.md")
	tree, wrong := content.Find(t.Context(), openRoot(t, filepath.Join(dir, "content")).FS(), "content")
	if diff := cmp.Diff([]string{"a/b.md", "d.md"}, paths(tree.Articles)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"anh/x.jpg"}, paths(tree.Resources)); diff != "" {
		t.Error(diff)
	}
	const want = `content/etc: this link is broken or leads out of the site's folder
  Gương reads only files in the site's folder: copy the file into it.
content/gone.md: this link is broken or leads out of the site's folder
  Gương reads only files in the site's folder: copy the file into it.
content/ra.md: this link is broken or leads out of the site's folder
  Gương reads only files in the site's folder: copy the file into it.
content/a/anh: warning: this link leads to a folder that was read already, so it is not read again: content/anh
  Delete the link; in stories, give the files of that folder by a path that begins with /anh/
content/c: warning: this link leads to a folder that was read already, so it is not read again: content/a
  Delete the link; in stories, give the files of that folder by a path that begins with /a/
`
	if diff := cmp.Diff(want, show(wrong, message.English)); diff != "" {
		t.Error(diff)
	}
}

// TestLinkToAFolderThatIsNotRead: it is read through the first link, whole, once.
func TestLinkToAFolderThatIsNotRead(t *testing.T) {
	dir := site(t, "_chung/x.jpg", "_chung/sau/y.jpg", "a/anh -> ../_chung", "b/anh -> ../_chung", "c/sau -> ../_chung/sau", "d/b.md")
	tree, wrong := content.Find(t.Context(), openRoot(t, dir).FS(), "content")
	if diff := cmp.Diff([]string{"a/anh/sau/y.jpg", "a/anh/x.jpg"}, paths(tree.Resources)); diff != "" {
		t.Error(diff)
	}
	if len(wrong) != 2 || wrong[0].File != "content/b/anh" || wrong[1].File != "content/c/sau" {
		t.Error(brief(wrong))
	}
}

// TestCircles: links that lead in a circle end the search.
func TestCircles(t *testing.T) {
	dir := site(t, "a/b.md", "a/x -> .", "a/y -> ../a", "a/z -> ..", "a/c -> ../d", "d/e.md", "d/f -> ../a")
	tree, wrong := content.Find(t.Context(), openRoot(t, dir).FS(), "content")
	if diff := cmp.Diff([]string{"a/b.md", "d/e.md"}, paths(tree.Articles)); diff != "" {
		t.Error(diff)
	}
	want := []string{}
	for _, link := range []string{"a/x", "a/y", "a/z"} {
		want = append(want, "content/"+link+": this link leads back to the folder that it lies in")
	}
	for _, link := range []string{"a/c", "d/f"} {
		to := map[string]string{"a/c": "d", "d/f": "a"}[link]
		want = append(want, "content/"+link+": this link leads to a folder that was read already, so it is not read again: content/"+to)
	}
	if diff := cmp.Diff(want, brief(wrong)); diff != "" {
		t.Error(diff)
	}
}

// counting counts the folders that are listed, and does something at one of them.
type counting struct {
	fs.FS
	lists int
	at    int
	then  func()
}

func (c *counting) ReadDir(name string) ([]fs.DirEntry, error) {
	if c.lists++; c.lists == c.at {
		c.then()
	}
	return fs.ReadDir(c.FS, name)
}

func (c *counting) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.FS, name) }

// multiplied is a folder with 8 links in each of 6 folders: 8⁶ ways to one file.
func multiplied(t *testing.T) fs.FS {
	names := []string{"d6/a.md"}
	for depth := range 6 {
		for k := range 8 {
			names = append(names, fmt.Sprintf("d%d/l%d -> ../d%d", depth, k, depth+1))
		}
	}
	return openRoot(t, site(t, names...)).FS()
}

// TestLinksThatMultiply: every real folder is listed once, however many ways lead
// to it.
func TestLinksThatMultiply(t *testing.T) {
	fsys := &counting{FS: multiplied(t)}
	tree, wrong := content.Find(t.Context(), fsys, "content")
	if fsys.lists != 8 || len(tree.Articles) != 1 || len(wrong) != 48 || wrong.Count(diag.Error) != 0 {
		t.Error(fsys.lists, tree, brief(wrong))
	}
}

// TestFindStops: nothing more is listed once the context is done.
func TestFindStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	fsys := &counting{FS: multiplied(t), at: 3, then: cancel}
	if content.Find(ctx, fsys, "content"); fsys.lists != 3 {
		t.Errorf("%d folders were listed after the cancellation", fsys.lists-3)
	}
}

func TestDeepFolders(t *testing.T) {
	tree, wrong := content.Find(t.Context(), fstest.MapFS{strings.Repeat("a/", 32) + "b.md": {}}, "content")
	if wrong != nil || len(tree.Articles) != 1 {
		t.Error(wrong, tree)
	}
	if _, wrong := content.Find(t.Context(), fstest.MapFS{strings.Repeat("a/", 33) + "b.md": {}}, "content"); len(wrong) != 1 {
		t.Error(wrong)
	}
}

// TestPipesAreRefused: to open one would wait for ever.
func TestPipesAreRefused(t *testing.T) {
	dir := site(t, "a.md", "link.md -> pipe.md")
	for _, name := range []string{"pipe.md", "pipe.jpg"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tree, wrong := content.Find(t.Context(), openRoot(t, dir).FS(), "content")
	if !cmp.Equal(paths(tree.Articles), []string{"a.md"}) || tree.Resources != nil {
		t.Error(tree)
	}
	want := []string{}
	for _, name := range []string{"link.md", "pipe.jpg", "pipe.md"} {
		want = append(want, "content/"+name+": this is no regular file (but a pipe, a device or a socket), so Gương does not read it")
	}
	if diff := cmp.Diff(want, brief(wrong)); diff != "" || wrong.Count(diag.Error) != 3 {
		t.Error(diff)
	}
}
