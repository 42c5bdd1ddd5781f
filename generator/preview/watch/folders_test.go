package watch_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"guong/generator/preview/watch"
)

// both runs a test by events and by polling.
func both(t *testing.T, test func(t *testing.T, poll bool)) {
	for mode, poll := range map[string]bool{"events": false, "polling": true} {
		t.Run(mode, func(t *testing.T) { t.Parallel(); test(t, poll) })
	}
}

func TestNewFolders(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watched(t, poll)
		for i := range 8 { // the race between mkdir and watching
			d.write(fmt.Sprintf("content/a%d/b/c/d/bai.md", i), "mới")
			d.told(fmt.Sprintf("content/a%d", i))
			d.agrees("mkdir -p")
			d.write(fmt.Sprintf("content/a%d/b/c/d/bai.md", i), "nữa")
			d.told(fmt.Sprintf("content/a%d/b/c/d/bai.md", i))
		}
	})
}

func TestFoldersMove(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watched(t, poll, "content/a/b/bai.md", "content/khac/bai.md")
		d.rename("content/a", "content/x")
		d.told("content/a", "content/x")
		d.write("content/x/b/bai.md", "mới")
		d.told("content/x/b/bai.md")
		d.write("content/a/b/bai.md", "tên cũ, thư mục mới")
		d.told("content/a")
		d.write("content/a/b/bai.md", "sửa")
		d.told("content/a/b/bai.md")
		d.rename("content/a", "content/t") // a and x change their names
		d.rename("content/x", "content/a")
		d.rename("content/t", "content/x")
		d.agrees("two folders change their names")
		d.told("content/a", "content/x", "content/t")
		for _, path := range []string{"content/a/b/bai.md", "content/x/b/bai.md"} {
			d.write(path, "lại "+path)
			d.told(path)
		}
		d.rename("content/a", "content/b") // and is removed at once
		d.remove("content/b")
		d.told("content/a", "content/b")
		d.agrees("moved and removed")
		d.rename("content/x", "content/khac/x")
		d.told("content/x", "content/khac/x")
		d.write("content/khac/x/b/moi.md", "mới")
		d.told("content/khac/x/b/moi.md")
	})
}

func TestManyFilesMove(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watched(t, poll)
		for i := range 300 {
			d.write(fmt.Sprintf("ngoai/%d/bai%d.md", i%10, i), "mới")
		}
		for range 2 {
			d.rename("ngoai", "content/trong")
			d.told("content/trong")
			d.write("content/trong/7/bai7.md", "sửa")
			d.told("content/trong/7/bai7.md")
			d.rename("content/trong", "ngoai")
			if n := d.told("content/trong"); n > 4 {
				t.Errorf("%d batches", n)
			}
			d.agrees("300 files in and out")
			d.write("ngoai/8/bai8.md", "không ai nhìn")
			d.told()
		}
	})
}

func TestRootComesAndGoes(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watched(t, poll, "content/tin/bai.md", "config.toml")
		for range 3 {
			d.remove("content")
			d.told("content")
			d.write("content/tin/bai.md", "lại có")
			d.told("content")
			d.agrees("content is made again")
			d.write("content/tin/bai.md", "sửa")
			d.told("content/tin/bai.md")
		}
		d.rename("content", "cat")
		d.told("content")
		d.write("cat/tin/bai.md", "không ai nhìn")
		d.told()
		d.rename("cat", "content")
		d.told("content")
		d.agrees("content is moved back")
		d.write("content/tin/bai.md", "nữa")
		d.told("content/tin/bai.md")
	})
}

func TestFiles(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watched(t, poll)
		d.write("config.toml", "mới")
		d.told("config.toml")
		d.write("config.toml", "sửa")
		d.told("config.toml")
		d.write("config.toml~", "x")
		d.write("khac.toml", "x")
		d.told()
		d.rename("khac.toml", "config.toml")
		d.told("config.toml")
		d.told()
		d.remove("config.toml")
		d.wait("config.toml")
	})
}

// A folder above the root moves away, and another takes its place: no event tells.
func TestFolderAboveIsReplaced(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		above := filepath.ToSlash(t.TempDir())
		root := above + "/a/b/themes"
		d := watchedWith(t, watch.Options{ForcePoll: poll, Roots: []string{root, above + "/a/b/missing"}})
		d.above = above
		d.write("a/b/themes/tin/x.css", "mới")
		d.wait("a/b/themes")
		d.rename("a", "cu")
		d.wait("a/b/themes")
		d.write("a/b/themes/tin/x.css", "khác")
		d.wait("a/b/themes")
		d.write("a/b/themes/tin/x.css", "sửa")
		d.wait("a/b/themes/tin/x.css")
		d.write("a/b/missing/x", "mới")
		d.wait("a/b/missing")
		d.remove("cu")
		d.remove("a")
		d.wait("a/b/themes")
	})
}

func TestLinks(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watched(t, poll, "content/a/bai.md", "ngoai/b/anh.jpg", "ngoai/mau.md")
		d.link("..", "content/a/vong")
		d.link("vong", "content/a/vong2")
		d.link("minh", "content/minh")
		d.told("content/a/vong", "content/a/vong2", "content/minh")
		d.link("../ngoai/b", "content/b")
		d.link("a", "content/c")
		d.link("../ngoai/mau.md", "content/mau.md")
		d.link("../ngoai/chua-co", "content/d")
		d.told("content/b", "content/c", "content/mau.md", "content/d")
		d.agrees("links are made")

		d.write("ngoai/b/anh.jpg", "mới")
		d.told("content/b/anh.jpg")
		d.write("ngoai/mau.md", "mới")
		d.told("content/mau.md")
		d.write("content/a/bai.md", "mới")
		d.told("content/a/bai.md", "content/c/bai.md")
		d.write("content/a/sau/bai.md", "mới")
		d.told("content/a/sau", "content/c/sau")
		d.rename("content/a", "content/a2")
		d.agrees("the target is gone")
		d.rename("content/a2", "content/a")
		d.agrees("the target is back")
		d.write("ngoai/chua-co/bai.md", "mới")
		d.agrees("the target is made")
		d.write("ngoai/chua-co/bai.md", "sửa")
		d.agrees("a file in a target that was made late")
		d.remove("content/b")
		d.write("ngoai/b/anh.jpg", "không ai nhìn")
		d.agrees("a link is removed")
	})
}

// A folder that has several names is removed and made at once.
func TestLinkedFolderIsReplaced(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watchedWith(t, watch.Options{ForcePoll: poll}, "content/a/b/c/bai.md")
		d.link("a/b/c", "content/x")
		d.link("a", "content/y")
		d.told("content/x", "content/y")
		for i := range 5 {
			d.remove([]string{"content/a", "content/a/b", "content/a/b/c"}[i%3])
			d.write("content/a/b/c/bai.md", fmt.Sprint("mới ", i))
			d.told("content/a", "content/x", "content/y")
			d.write("content/a/b/c/bai.md", "sửa")
			d.told("content/a/b/c/bai.md", "content/x/bai.md", "content/y/b/c/bai.md")
		}
	})
}

func TestRootIsALink(t *testing.T) {
	both(t, func(t *testing.T, poll bool) {
		d := watched(t, poll, "that/tin/bai.md", "that2/tin/bai.md")
		d.remove("content")
		d.link("that", "content")
		d.told("content")
		d.write("that/tin/bai.md", "mới")
		d.told("content/tin/bai.md")
		d.link("that2", "content.moi")
		d.rename("content.moi", "content") // how releases are switched
		d.told("content")
		d.write("that2/tin/bai.md", "mới")
		d.told("content/tin/bai.md")
		d.agrees("the link leads elsewhere")
	})
}
