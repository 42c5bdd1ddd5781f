package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/publish"
	"guong/themes"
)

// TestLiveEqualsBuild makes random changes to a site, and every few changes holds the
// edition, or the revised page, to what a build writes, byte for byte.
func TestLiveEqualsBuild(t *testing.T) {
	const steps = 240
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, seed)
			var edition *generator.Edition
			changes := generator.Changes{All: true}
			for step := range steps / 4 {
				if edition != nil {
					if revised, urls := edition.Revise(changes.Paths); revised != nil {
						if w.random.IntN(3) == 0 {
							w.samePages(step, revised, urls)
						}
						edition = revised
						if w.random.IntN(2) == 0 {
							changes.Paths = append(changes.Paths, w.change().Paths...)
							continue
						}
					}
				}
				changes.Now = w.options.Now
				next, list := w.live.Next(context.Background(), changes)
				if next == nil {
					t.Fatalf("step %d: no edition: %v", step, list)
				}
				if w.random.IntN(3) == 0 {
					w.sameSite(step, next)
				}
				edition, changes = next, w.change()
			}
		})
	}
}

// pictures is how many pictures lie in the folder anh, some of which stories use.
const pictures = 6

// world is a site on the disk whose files change.
type world struct {
	t       *testing.T
	random  *rand.Rand
	dir     string
	options generator.Options
	live    *generator.Live
	stories []string // paths of Markdown files from dir
	next    int
	log     []string
}

func newWorld(t *testing.T, seed uint64) *world {
	dir := t.TempDir()
	w := &world{t: t, dir: dir, random: rand.New(rand.NewPCG(seed, 17))}
	w.write("config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n[pagination]\nsize = 3\n")
	w.write("content/_index.md", "+++\ntitle = \"Trang nhất\"\n+++\n\nLời chào.\n")
	w.write("content/guong-sang/_index.md", "+++\ntitle = \"Gương sáng\"\n+++\n")
	w.write("content/gioi-thieu.md", "+++\ntitle = \"Giới thiệu\"\n+++\n\nTrang này.\n")
	for i := range pictures {
		w.write(fmt.Sprintf("content/anh/%d.jpg", i), photo(t, 1))
	}
	w.write("content/anh/khung.html", `<img src="0.jpg">`)
	for range 12 {
		w.add()
	}
	w.options = generator.Options{
		Source: dir, Destination: filepath.Join(t.TempDir(), "public"), Themes: themes.FS,
		Now: time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC), BaseURL: "http://127.0.0.1:1313/",
	}
	live, list := generator.OpenLive(w.options)
	if live == nil {
		t.Fatal(list)
	}
	t.Cleanup(live.Close)
	w.live = live
	return w
}

func (w *world) write(name, text string) {
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) one(list ...string) string { return list[w.random.IntN(len(list))] }

// add writes a new story.
func (w *world) add() string {
	w.next++
	name := fmt.Sprintf("content/%s/bai-%d.md", w.one("guong-sang", "phong-trao", "guong-sang/xa"), w.next)
	w.stories = append(w.stories, name)
	w.write(name, w.story())
	return name
}

// story returns a story of random parts.
func (w *world) story() string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = \"%s %d\"\ndate = 2026-%02d-%02d\nauthor = \"%s\"\n",
		w.one("Hải Phòng thi đua", "Cô giáo Lan", "Bản làng đổi mới"), w.random.IntN(90), 1+w.random.IntN(10), 1+w.random.IntN(28), w.one("Phương Thanh", "Thu Hà"))
	if w.random.IntN(2) == 0 {
		fmt.Fprintf(&b, "summary = \"%s\"\n", w.one("Sapo một.", "Sapo hai, dài hơn."))
	}
	if w.random.IntN(2) == 0 {
		fmt.Fprintf(&b, "localities = [\"%s\"]\n", w.one("Hải Phòng", "Hải Dương", "Lào Cai"))
	}
	if w.random.IntN(6) == 0 {
		b.WriteString("draft = true\n")
	}
	if w.random.IntN(4) == 0 {
		fmt.Fprintf(&b, "[[honorees]]\nname = \"%s\"\n", w.one("Lò Thị Ánh", "Vũ Đình Chiến"))
	}
	fmt.Fprintf(&b, "+++\n\nĐoạn %d: %s.\n", w.random.IntN(1000), w.one("thi đua yêu nước", "nông thôn mới", "[giới thiệu](/gioi-thieu/)"))
	switch w.random.IntN(4) {
	case 0:
		fmt.Fprintf(&b, "\n![Ảnh](/anh/%d.jpg \"Ảnh\")\n", w.random.IntN(pictures))
	case 1:
		b.WriteString("\n[Khung](/anh/khung.html)\n")
	}
	return b.String()
}

// change changes something on the disk, and returns what a watcher would tell.
func (w *world) change() generator.Changes {
	at := w.random.IntN(len(w.stories))
	name := w.stories[at]
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	told := func(names ...string) generator.Changes {
		for i := range names {
			names[i] = filepath.ToSlash(w.dir) + "/" + names[i]
		}
		w.log = append(w.log, fmt.Sprint(names))
		return generator.Changes{Paths: names}
	}
	switch w.random.IntN(14) {
	case 0, 1:
		return told(w.add())
	case 2:
		if len(w.stories) < 5 {
			return told(w.add())
		}
		if err := os.Remove(file); err != nil {
			w.t.Fatal(err)
		}
		w.stories = append(w.stories[:at], w.stories[at+1:]...)
		return told(name)
	case 3:
		to := fmt.Sprintf("content/phong-trao/doi-ten-%d.md", w.next)
		w.next++
		if err := os.MkdirAll(filepath.Join(w.dir, "content/phong-trao"), 0o777); err != nil {
			w.t.Fatal(err)
		}
		if err := os.Rename(file, filepath.Join(w.dir, to)); err != nil {
			w.t.Fatal(err)
		}
		w.stories[at] = to
		return told(name, to)
	case 4:
		w.write("content/phong-trao/anh.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="9"/>`, 1+w.random.IntN(90)))
		return told("content/phong-trao/anh.svg")
	case 5:
		w.write("config.toml", fmt.Sprintf("title = \"Gương %d\"\nbaseURL = \"https://tdkt.example/\"\n[pagination]\nsize = %d\n", w.random.IntN(9), 2+w.random.IntN(4)))
		return told("config.toml")
	case 6:
		w.write("themes/tdkt/theme.toml", "name = \"tdkt\"\nextends = \"tdkt\"\n")
		w.write("themes/tdkt/layouts/partials/line.html", fmt.Sprintf("<p>%d {{.Title}}</p>", w.random.IntN(9)))
		return told("themes/tdkt/theme.toml", "themes/tdkt/layouts/partials/line.html")
	case 7, 8, 9: // the title, and nothing else
		raw, err := os.ReadFile(file)
		if err != nil {
			w.t.Fatal(err)
		}
		lines := strings.SplitN(string(raw), "\n", 3)
		lines[1] = fmt.Sprintf("title = \"Tít mới %d\"", w.random.IntN(1000))
		w.write(name, strings.Join(lines, "\n"))
		return told(name)
	case 10, 11, 12: // the body, and nothing else
		raw, err := os.ReadFile(file)
		if err != nil {
			w.t.Fatal(err)
		}
		w.write(name, string(raw)+fmt.Sprintf("\nThêm một đoạn %d.\n", w.random.IntN(1000)))
		return told(name)
	}
	w.write(name, w.story())
	return told(name)
}

// built returns the files that a build makes now. (That one over another equals a
// fresh one is for the tests of Build.)
func (w *world) built() map[string][]byte {
	w.t.Helper()
	_, list := generator.Build(context.Background(), w.options)
	if list.Count(diag.Error) > 0 {
		w.t.Fatalf("building: %s", list[0].Brief(message.English))
	}
	names, err := publish.Published(w.options.Destination) // without those of former editions
	if err != nil {
		w.t.Fatal(err)
	}
	files := make(map[string][]byte, len(names))
	for _, name := range names {
		if name == "_headers" {
			continue // for other servers: a preview sends its own
		}
		if files[name], err = os.ReadFile(filepath.Join(w.options.Destination, filepath.FromSlash(name))); err != nil {
			w.t.Fatal(err)
		}
	}
	return files
}

func (w *world) output(e *generator.Edition, name string) []byte {
	o, ok := e.Output(name)
	if !ok {
		return nil
	}
	if o.Render == nil {
		raw, err := fs.ReadFile(o.FS, o.File)
		if err != nil {
			w.t.Fatal(err)
		}
		return raw
	}
	var b bytes.Buffer
	if err := o.Render(&b, nil); err != nil {
		w.t.Fatal(err)
	}
	return b.Bytes()
}

// sameSite holds an edition to a build.
func (w *world) sameSite(step int, e *generator.Edition) {
	w.t.Helper()
	index, err := e.Search(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	built := w.built()
	for name := range w.files() {
		if _, published := e.Output(name); published != (built[name] != nil) {
			w.t.Fatalf("step %d after %v: %s is shown: %v; it is published: %v", step, w.log[max(0, len(w.log)-3):], name, published, !published)
		}
	}
	for name, want := range built {
		got, searched := index[name]
		if !searched {
			got = w.output(e, name)
		}
		if !bytes.Equal(got, want) {
			w.t.Fatalf("step %d after %v: %s differs\n--- live\n%.600s\n--- built\n%.600s", step, w.log[max(0, len(w.log)-3):], name, got, want)
		}
	}
}

// files yields the files of the content folder that are no texts.
func (w *world) files() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, pattern := range []string{"*", "*/*"} {
			names, _ := filepath.Glob(filepath.Join(w.dir, "content", pattern))
			for _, name := range names {
				rel, err := filepath.Rel(filepath.Join(w.dir, "content"), name)
				if err != nil {
					w.t.Fatal(err)
				}
				if ext := filepath.Ext(rel); ext != "" && ext != ".md" && !yield(filepath.ToSlash(rel)) {
					return
				}
			}
		}
	}
}

// samePages holds revised pages to a build.
func (w *world) samePages(step int, e *generator.Edition, urls []string) {
	w.t.Helper()
	files := w.built()
	for _, url := range urls {
		name := strings.TrimPrefix(url, "/") + "index.html"
		if got := w.output(e, name); !bytes.Equal(got, files[name]) {
			w.t.Fatalf("step %d after %v: the revised page %s differs\n--- live\n%s\n--- built\n%s", step, w.log[max(0, len(w.log)-3):], name, got, files[name])
		}
	}
}
