package generator_test

import (
	"context"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/themes"
)

var update = flag.Bool("update", false, "write the golden files anew")

// now is the clock of the golden sites.
var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// TestGolden builds the sites in testdata/golden. An archive holds a site, the
// outputs that are looked at (out/…), what lies beside them (state/…), and what is
// said (diagnostics).
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden sites", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir := unpack(t, archive)
			_, list := build(dir, filepath.Join(dir, "public"))
			var said strings.Builder
			for _, d := range list {
				d.Show(&said, message.Vietnamese)
			}
			for i, f := range archive.Files {
				got := said.String()
				out, isOut := strings.CutPrefix(f.Name, "out/")
				own, isOwn := strings.CutPrefix(f.Name, "state/")
				if folder := "public"; isOut || isOwn {
					if isOwn {
						folder, out = ".public.guong", own
					}
					data, err := os.ReadFile(filepath.Join(dir, folder, filepath.FromSlash(out)))
					if err != nil {
						t.Error(err)
					}
					got = indexHash.ReplaceAllString(strings.TrimRight(string(data), "\n")+"\n", "search/$1#")
				} else if f.Name != "diagnostics" {
					continue
				}
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("%s (-want +got)\n%s", f.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// indexHash is what changes in names of the search index with any change of it, and
// is not looked at.
var indexHash = regexp.MustCompile(`search/(client\.)?[0-9a-f]{12,}`)

// unpack writes the site of an archive into a folder of its own.
func unpack(t *testing.T, archive *txtar.Archive) string {
	dir := t.TempDir()
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "out/") || strings.HasPrefix(f.Name, "state/") || f.Name == "diagnostics" {
			continue
		}
		write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data)
	}
	return dir
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func build(source, destination string) (generator.Report, diag.List) {
	return generator.Build(context.Background(), generator.Options{
		Source: source, Destination: destination, Now: now, Themes: builtin(),
	})
}

// builtin are the themes of the program and, for the golden sites, a theme that
// shows much and decorates nothing.
func builtin() fs.FS { return both{themes.FS, os.DirFS("testdata/themes")} }

type both struct{ first, second fs.FS }

func (b both) Open(name string) (fs.File, error) {
	if file, err := b.first.Open(name); err == nil {
		return file, nil
	}
	return b.second.Open(name)
}

// TestBuildOverAnotherEqualsACleanOne builds a site again and again after random
// edits, each time also into an empty folder: the two must never differ.
func TestBuildOverAnotherEqualsACleanOne(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 9))
	archive, err := txtar.ParseFile("testdata/golden/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, archive)
	published := filepath.Join(t.TempDir(), "public")
	for round := range 40 {
		edit(t, random, filepath.Join(dir, "content", "tin"))
		clean := filepath.Join(t.TempDir(), "public")
		_, over := build(dir, published)
		_, fresh := build(dir, clean)
		if diff := cmp.Diff(fresh.Error(), over.Error()); diff != "" {
			t.Fatalf("round %d: other words (-clean +over)\n%s", round, diff)
		}
		if fresh.Count(diag.Error) > 0 {
			t.Fatalf("round %d: %v", round, fresh)
		}
		if diff := cmp.Diff(readTree(t, clean), readTree(t, published)); diff != "" {
			t.Fatalf("round %d (-clean +over)\n%s", round, diff)
		}
	}
}

// edit adds, changes or removes a story.
func edit(t *testing.T, random *rand.Rand, dir string) {
	words := strings.Fields("thi đua khen thưởng Hải Phòng nông thôn mới cô giáo bản làng điển hình tiên tiến")
	word := func() string { return words[random.IntN(len(words))] }
	name := filepath.Join(dir, string(rune('a'+random.IntN(12)))+".md")
	if random.IntN(4) == 0 {
		os.Remove(name)
		return
	}
	story := "+++\ntitle = \"" + word() + " " + word() + "\"\ndate = 2024-0" + string(rune('1'+random.IntN(9))) + "-11\nlocalities = [\"" + word() + "\"]\n+++\n\n" + word() + " " + word() + ".\n"
	write(t, name, []byte(story))
}

// readFile returns the text of a file.
func readFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	tree := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		tree[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil || len(tree) == 0 {
		t.Fatal("nothing published", err)
	}
	return tree
}

// TestBuildStopsWhenItIsCancelled: a cancelled build publishes nothing.
func TestBuildStopsWhenItIsCancelled(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/golden/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, archive)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	generator.Build(ctx, generator.Options{Source: dir, Now: now, Themes: builtin()})
	if _, err := os.Stat(filepath.Join(dir, "public")); !os.IsNotExist(err) {
		t.Error("a cancelled build left a public/")
	}
}
