package generator_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"guong/generator"
)

// TestMoves holds that the address of a text is known after its file was renamed,
// moved or given a slug, at once or with a pause in which it was not there, and that
// nothing else is taken for it.
func TestMoves(t *testing.T) {
	w := newWorld(t, 1)
	write := func(name, slug, text string) {
		w.write("content/"+name, "+++\ntitle = \""+text+"\"\ndate = 2026-02-01\nauthor = \"Thu Hà\"\n"+slug+"+++\n\n"+text+"\n")
	}
	move := func(from, to string) {
		t.Helper()
		target := filepath.Join(w.dir, "content", filepath.FromSlash(to))
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(w.dir, "content", filepath.FromSlash(from)), target); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		write("tin/"+name+".md", "", "Bài "+name)
	}
	var moves generator.Moves
	var edition *generator.Edition
	next := func() {
		t.Helper()
		after, list := w.live.Next(context.Background(), generator.Changes{All: true, Now: w.options.Now})
		if after == nil {
			t.Fatal(list)
		}
		moves.Follow(edition, after)
		edition = after
	}
	next()
	move("tin/a.md", "tin/a2.md")                                               // renamed
	move("tin/b.md", "phong-su/b/index.md")                                     // to another section, as a bundle
	write("tin/c.md", "slug = \"c-moi\"\n", "Bài c")                            // another slug
	if err := os.Remove(filepath.Join(w.dir, "content/tin/d.md")); err != nil { // removed; another comes
		t.Fatal(err)
	}
	write("tin/d2.md", "", "Bài khác")
	move("tin/e.md", "../e.md") // away for one edition
	next()
	write("tin/c.md", "slug = \"f\"\n", "Bài c") // two change places
	write("tin/f.md", "slug = \"c-moi\"\n", "Bài f")
	next()
	write("tin/c.md", "", "Bài c")
	write("tin/f.md", "slug = \"f-moi\"\n", "Bài f")
	move("../e.md", "tin/e2.md")
	move("tin/a2.md", "tin/a3.md")  // again
	write("tin/g2.md", "", "Bài g") // a copy
	next()
	for from, want := range map[string]string{
		"/tin/a/": "/tin/a3/", "/tin/a2/": "/tin/a3/", "/tin/b/": "/phong-su/b/", "/tin/c/": "", "/tin/c-moi/": "/tin/f-moi/",
		"/tin/d/": "", "/tin/e/": "/tin/e2/", "/tin/f/": "/tin/c/", "/tin/g/": "", "/": "",
	} {
		if got := moves.To(from); got != want {
			t.Errorf("%s has moved to %q, want %q", from, got, want)
		}
	}
	move("tin/a3.md", "tin/a.md") // back: a circle
	next()
	for _, from := range []string{"/tin/a2/", "/tin/a3/"} {
		if got := moves.To(from); got != "/tin/a/" {
			t.Errorf("back from %s: %q", from, got)
		}
	}
	if got := moves.To("/tin/a/"); got != "" {
		t.Errorf("what is back leads to %q", got)
	}
}
