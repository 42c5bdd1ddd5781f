package content_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guong/generator/content"
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
		"a/b.md", "a.md", "a-b.md", "A/B.MD", "a/b/index.markdown", "a/b/anh.jpg", "a/_index.md", "a/.an/b.md", "README", "x.md.bak",
		"Ca\u0300 Mau/Đất.md",
	} {
		fsys[name] = &fstest.MapFile{}
	}
	fsys["fifo.md"] = &fstest.MapFile{Mode: os.ModeNamedPipe}
	tree, wrong := content.Find(fsys, "content")
	if wrong != nil {
		t.Error(wrong)
	}
	want := []string{"A/B.MD", "Cà Mau/Đất.md", "_index.md", "a-b.md", "a.md", "a/_index.md", "a/b.md", "a/b/index.markdown", "gioi-thieu.md"}
	if diff := cmp.Diff(want, paths(tree.Articles)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"README", "a/b/anh.jpg", "favicon.ico", "x.md.bak"}, paths(tree.Resources)); diff != "" {
		t.Error(diff)
	}
	if name := tree.Articles[1].Name; name != "Ca\u0300 Mau/Đất.md" {
		t.Errorf("the disk calls it %q", name)
	}
}

func TestNoFolderIsAnEmptyTree(t *testing.T) {
	root := openRoot(t, filepath.Join(t.TempDir()))
	sub, err := root.OpenRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	tree, wrong := content.Find(fstest.MapFS{}, "content")
	if wrong != nil || tree.Articles != nil || tree.Resources != nil {
		t.Error(tree, wrong)
	}
	if tree, wrong := content.Find(sub.FS(), "content"); wrong != nil || tree.Articles != nil {
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
	tree, wrong := content.Find(openRoot(t, filepath.Join(dir, "content")).FS(), "content")
	if diff := cmp.Diff([]string{"a/b.md", "c/b.md", "d.md"}, paths(tree.Articles)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a/anh/x.jpg", "anh/x.jpg", "c/anh/x.jpg"}, paths(tree.Resources)); diff != "" {
		t.Error(diff)
	}
	const want = `content/etc: this link is broken or leads out of the site's folder
  Gương reads only files in the site's folder: copy the file into it.
content/gone.md: this link is broken or leads out of the site's folder
  Gương reads only files in the site's folder: copy the file into it.
content/ra.md: this link is broken or leads out of the site's folder
  Gương reads only files in the site's folder: copy the file into it.
`
	if diff := cmp.Diff(want, show(wrong, message.English)); diff != "" {
		t.Error(diff)
	}
}

// TestCircles: links that lead in a circle end the search, even where there are
// so many ways around that it would not end in a lifetime.
func TestCircles(t *testing.T) {
	dir := site(t, "a/b.md", "a/x -> .", "a/y -> ../a", "a/z -> ..", "a/c -> ../d", "d/e.md", "d/f -> ../a")
	tree, wrong := content.Find(openRoot(t, dir).FS(), "content")
	if diff := cmp.Diff([]string{"a/b.md", "a/c/e.md", "d/e.md", "d/f/b.md"}, paths(tree.Articles)); diff != "" {
		t.Error(diff)
	}
	found := []string{}
	for _, d := range wrong {
		found = append(found, d.Brief(message.English))
	}
	want := []string{}
	for _, link := range []string{"a/c/f", "a/x", "a/y", "a/z", "d/f/c", "d/f/x", "d/f/y", "d/f/z"} {
		want = append(want, "content/"+link+": this link leads back to the folder that it lies in")
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}

func TestDeepFolders(t *testing.T) {
	tree, wrong := content.Find(fstest.MapFS{strings.Repeat("a/", 32) + "b.md": {}}, "content")
	if wrong != nil || len(tree.Articles) != 1 {
		t.Error(wrong, tree)
	}
	if _, wrong := content.Find(fstest.MapFS{strings.Repeat("a/", 33) + "b.md": {}}, "content"); len(wrong) != 1 {
		t.Error(wrong)
	}
}

func TestPipesAreLeftAlone(t *testing.T) {
	dir := site(t, "a.md", "link.md -> pipe.md")
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o666); err != nil {
		t.Fatal(err)
	}
	tree, wrong := content.Find(openRoot(t, dir).FS(), "content")
	if wrong != nil || !cmp.Equal(paths(tree.Articles), []string{"a.md"}) {
		t.Error(tree, wrong)
	}
}
