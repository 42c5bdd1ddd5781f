package generator_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/webp"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/picture/picturetest"
)

// hills is a JPEG file like a photo, with EXIF metadata that tell an orientation and a
// place.
func hills(t *testing.T, width, height int, orientation byte) string {
	t.Helper()
	m := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for y := range height {
		for x := range width {
			wave := math.Sin(float64(x)/97) + math.Sin(float64(y)/61+float64(x)/301)
			m.Y[m.YOffset(x, y)] = byte(128 + 40*wave + float64((x*7919^y*104729)%13))
		}
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = byte(110+i%17), byte(130+i/m.CStride%23)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	exif := photo(t, orientation)
	size := 2 + int(exif[4])<<8 + int(exif[5]) // of its first segment
	return b.String()[:2] + exif[2:2+size] + b.String()[2:]
}

// album is a site with a story that begins with a photo, shows another, and has an
// honoree with a portrait.
func album(t *testing.T) generator.Options {
	t.Helper()
	dir := newSite(t, map[string]string{
		"config.toml": "title = \"Trang thử\"\nbaseURL = \"https://thu.example/g/\"\n",
		"content/tin/lop/index.md": "+++\ntitle = \"Lớp học\"\ndate = 2026-01-02\n[image]\nsrc = \"dau.jpg\"\nalt = \"Lớp học\"\n" +
			"[[honorees]]\nname = \"Lò Thị Ánh\"\nphoto = \"anh.jpg\"\nphotoFocus = \"50% 20%\"\n+++\n\n![Bản làng](trong.jpg)\n",
		"themes/t/theme.toml":       "name = \"t\"\nextends = \"tdkt\"\n",
		"content/tin/lop/dau.jpg":   hills(t, 1300, 900, 1),
		"content/tin/lop/trong.jpg": hills(t, 900, 1700, 6),
		"content/tin/lop/anh.jpg":   hills(t, 500, 700, 1),
	})
	generator.SetReadClock(t, func() time.Time { return time.Now().Add(time.Hour) }) // all stamps count
	return generator.Options{Source: dir, Themes: builtin(), Now: now}
}

// made builds the site and returns its files, and how many pictures were decoded.
func made(t *testing.T, o generator.Options) (tree map[string]string, decoded int) {
	t.Helper()
	var files atomic.Int64
	o.Pictures = func(_, total int) { files.Store(int64(total)) }
	report, list := generator.Build(t.Context(), o)
	if !report.Done {
		t.Fatal(list)
	}
	return readTree(t, filepath.Join(o.Source, "public")), int(files.Load())
}

// variants returns the names of all variants, without the hashes in them.
func variants(tree map[string]string) (names []string) {
	hash := regexp.MustCompile(`^assets/anh/../(.+)-[0-9a-f]{10}(-\d+\.\w+)$`)
	for name := range tree {
		if found := hash.FindStringSubmatch(name); found != nil {
			names = append(names, found[1]+found[2])
		}
	}
	slices.Sort(names)
	return names
}

// TestVariantsOfPictures: a page offers each picture in several widths, upright and
// without a place, and the shapes that lists show.
func TestVariantsOfPictures(t *testing.T) {
	tree, decoded := made(t, album(t))
	want := []string{
		"anh-160.webp", "anh-160.webp", "anh-320.webp", "anh-320.webp", "anh-480.webp", "anh-480.webp", "anh-480.webp", "anh-500.jpg", "anh-500.webp",
		"dau-1200.jpg", "dau-1200.webp", "dau-1200.webp", "dau-160.webp", "dau-160.webp", "dau-320.webp", "dau-320.webp", "dau-480.webp", "dau-480.webp", "dau-480.webp", "dau-640.webp", "dau-800.webp", "dau-800.webp",
		"trong-1200.webp", "trong-480.webp", "trong-800.webp",
	}
	if diff := cmp.Diff(want, variants(tree)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if decoded != 3 {
		t.Errorf("%d files were decoded, of 3", decoded)
	}
	page := tree["tin/lop/index.html"]
	for _, want := range []string{
		`<picture><source type="image/webp" srcset="/g/assets/anh/`, `-480.webp 480w, `, `-1200.webp 1200w" sizes="`,
		`<img src="/g/tin/lop/dau.jpg" alt="Lớp học" width="1300" height="900" fetchpriority="high" decoding="async"></picture>`,
		`<img src="/g/tin/lop/trong.jpg" width="1600" height="847" alt="Bản làng" loading="lazy" decoding="async"></picture>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	for name, data := range tree {
		switch {
		case strings.Contains(data, place):
			t.Errorf("%s tells a place", name)
		case strings.HasSuffix(name, ".webp"):
			m, err := webp.DecodeConfig(strings.NewReader(data))
			if width := regexp.MustCompile(`-(\d+)\.webp$`).FindStringSubmatch(name)[1]; err != nil || fmt.Sprint(m.Width) != width {
				t.Errorf("%s is %d pixels wide: %v", name, m.Width, err)
			}
		}
	}
	if itself, err := jpeg.DecodeConfig(strings.NewReader(tree["tin/lop/trong.jpg"])); err != nil || itself.Width != 1600 || itself.Height != 847 {
		t.Errorf("the picture itself is %d × %d: %v", itself.Width, itself.Height, err)
	}
	shared := regexp.MustCompile(`property="og:image" content="https://thu\.example/g/(assets/anh/[^"]+\.jpg)"`).FindStringSubmatch(page)
	if shared == nil {
		t.Fatal("no picture to share")
	}
	if m, err := jpeg.DecodeConfig(strings.NewReader(tree[shared[1]])); err != nil || m.Width != 1200 || m.Height != 630 {
		t.Errorf("the picture to share is %d × %d: %v", m.Width, m.Height, err)
	}
}

// TestPicturesAreMadeOnce: what was made is not made again, whatever else changes.
func TestPicturesAreMadeOnce(t *testing.T) {
	o := album(t)
	generator.PicturesRead()
	before, _ := made(t, o)
	if read := generator.PicturesRead(); read != 3 {
		t.Errorf("%d files were read at first", read)
	}
	edit := func(file, old, new string) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(o.Source, file))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(o.Source, file), []byte(strings.Replace(string(data), old, new, 1)))
	}
	steps := []struct {
		name    string
		change  func()
		decoded int
		changed []string // variants that are new
	}{
		{"nothing", func() {}, 0, nil},
		{"a word", func() { edit("content/tin/lop/index.md", "Bản làng", "Bản nhỏ") }, 0, nil},
		{"the destination", func() { _ = os.RemoveAll(filepath.Join(o.Source, "public")) }, 0, nil},
		{"a focus", func() { edit("content/tin/lop/index.md", "50% 20%", "50% 40%") }, 1, []string{"anh-160.webp", "anh-500.webp", "anh-320.webp", "anh-480.webp"}},
		{"a photo", func() {
			write(t, filepath.Join(o.Source, "content/tin/lop/trong.jpg"), []byte(hills(t, 900, 1600, 6)))
		}, 1, []string{"trong-1200.webp", "trong-480.webp", "trong-800.webp"}},
	}
	for _, step := range steps {
		step.change()
		after, decoded := made(t, o)
		if decoded != step.decoded {
			t.Errorf("%s: %d files were decoded, not %d", step.name, decoded, step.decoded)
		}
		maps.DeleteFunc(after, func(name, _ string) bool { _, had := before[name]; return had })
		got := variants(after)
		for _, want := range step.changed {
			if !slices.Contains(got, want) {
				t.Errorf("%s: no new %s among %v", step.name, want, got)
			}
		}
		if read := generator.PicturesRead(); read > step.decoded {
			t.Errorf("%s: %d files were read to know them", step.name, read)
		}
		if step.changed == nil && len(got) > 0 {
			t.Errorf("%s: new %v", step.name, got)
		}
		before = readTree(t, filepath.Join(o.Source, "public"))
	}
}

// TestPicturesWithoutMemory: where nothing can be remembered, and where a site is verified,
// each file is decoded once all the same, and nothing is left behind.
func TestPicturesWithoutMemory(t *testing.T) {
	o := album(t)
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	write(t, filepath.Join(o.Source, generator.CacheFolder), []byte("no folder"))
	if _, decoded := made(t, o); decoded != 3 {
		t.Errorf("%d files were decoded, of 3", decoded)
	}
	if err := os.Remove(filepath.Join(o.Source, generator.CacheFolder)); err != nil {
		t.Fatal(err)
	}
	report, same, list := generator.Verify(t.Context(), o)
	if !report.Done || same < report.Outputs {
		t.Errorf("%d of %d files are the same: %v", same, report.Outputs, list)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("%v is left behind (%v)", left, err)
	}
}

// TestBytesDoNotDependOnHistory: a variant has the bytes that it would have in a clean build,
// whatever was made before it; and what is shown no more is not published any more.
func TestBytesDoNotDependOnHistory(t *testing.T) {
	o := album(t)
	made(t, o)
	story := filepath.Join(o.Source, "content/tin/lop/index.md")
	data, err := os.ReadFile(story)
	if err != nil {
		t.Fatal(err)
	}
	write(t, story, []byte(strings.Replace(string(data), "50% 20%", "20% 60%", 1)))
	write(t, filepath.Join(o.Source, "config.toml"), []byte("title = \"Trang thử\"\nbaseURL = \"https://thu.example/g/\"\ntheme = \"t\"\n[pictures]\nwidths = [300, 480, 800]\n"))
	verified := func(what string) {
		t.Helper()
		report, same, list := generator.Verify(t.Context(), o)
		if !report.Done || list.Count(diag.Error) > 0 || same < report.Outputs {
			t.Errorf("%s: %d of %d files are the same: %v", what, same, report.Outputs, list)
		}
	}
	verified("a focus and widths")
	for _, pictures := range []string{"largest = 800", "quality = 60", `original = "keep"`, "widths = [200, 400]"} {
		write(t, filepath.Join(o.Source, "config.toml"), []byte("title = \"Trang thử\"\nbaseURL = \"https://thu.example/g/\"\ntheme = \"t\"\n[pictures]\n"+pictures+"\n"))
		verified(pictures)
	}
	write(t, filepath.Join(o.Source, "themes/t/theme.toml"), []byte("name = \"t\"\nextends = \"tdkt\"\n[pictures]\nsizes = \"50vw\"\n[pictures.crops]\n\"4:3\" = [100]\n"))
	verified("what the theme shows")
	write(t, story, []byte("+++\ntitle = \"Lớp học\"\ndate = 2026-01-02\n[removed]\ndate = 2026-02-03\nreason = \"Theo đề nghị của gia đình\"\n+++\n"))
	tree, _ := made(t, o)
	if left := variants(tree); len(left) > 0 {
		t.Errorf("the story is taken down, and %v are still published", left)
	}
}

// TestInterruptedPicturesGoOn: a build that is ended makes the next one do the rest only.
func TestInterruptedPicturesGoOn(t *testing.T) {
	o := album(t)
	ctx, stop := context.WithCancel(t.Context())
	first := o
	var told atomic.Int64
	first.Pictures = func(done, _ int) { told.Store(max(told.Load(), int64(done))); stop() }
	if report, _ := generator.Build(ctx, first); report.Done {
		t.Fatal("it was not ended")
	}
	if _, decoded := made(t, o); decoded > 3-int(told.Load()) {
		t.Errorf("%d of 3 files were done, and %d decoded afterwards", told.Load(), decoded)
	}
}

// TestWrongPictures: what cannot be made is an error with the name of its file, once, in
// build and check alike; and nothing is published.
func TestWrongPictures(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"cut off":    {hills(t, 900, 600, 1)[:9000], "picture.truncated"},
		"too narrow": {hills(t, 3000, 20, 1), "picture.too-narrow"},
		"no picture": {"Ảnh", "picture.not-a-picture"},
		"empty":      {"", "picture.not-a-picture"},
	} {
		t.Run(name, func(t *testing.T) {
			o := album(t)
			write(t, filepath.Join(o.Source, "content/tin/lop/trong.jpg"), []byte(c.file))
			said := func(list diag.List) {
				t.Helper()
				n := 0
				for _, d := range list {
					if d.Severity == diag.Error && d.File == "content/tin/lop/trong.jpg" && d.Message.ID == c.want {
						n++
					}
				}
				if n != 1 {
					t.Errorf("said %d times: %v", n, list)
				}
			}
			_, list := generator.Check(t.Context(), o)
			said(list)
			report, list := generator.Build(t.Context(), o)
			if said(list); report.Done {
				t.Error("it is published")
			}
		})
	}
}

// TestBytesOfVariants: who changes how variants are made has to change pictureVersion, or
// readers keep the old ones for ever.
func TestBytesOfVariants(t *testing.T) {
	tree, _ := made(t, album(t))
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if strings.HasSuffix(name, ".webp") {
			fmt.Fprintf(h, "%s\n", name)
			h.Write([]byte(tree[name]))
		}
	}
	const want = "257ad4f3e3ca545f"
	if got := hex.EncodeToString(h.Sum(nil)[:8]); got != want {
		t.Errorf("the variants have the sum %s, not %s", got, want)
	}
}

// TestPreviewMakesWhatIsLookedAt: a page is there before its pictures, and each is made when
// it is asked for.
func TestPreviewMakesWhatIsLookedAt(t *testing.T) {
	o := album(t)
	l, list := generator.OpenLive(o)
	if l == nil {
		t.Fatal(list)
	}
	defer l.Close()
	e, list := l.Next(t.Context(), generator.Changes{All: true})
	if e == nil {
		t.Fatal(list)
	}
	render := func(name string) string {
		t.Helper()
		output, ok := e.Output(name)
		var b bytes.Buffer
		if !ok {
			t.Fatalf("no %s", name)
		}
		if err := output.Render(&b, nil); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	page := render("tin/lop/index.html")
	stale := regexp.MustCompile(`assets/anh/\S+-800\.webp`).FindString(page)
	found := regexp.MustCompile(`/g/(assets/anh/\S+\.webp) 480w`).FindAllStringSubmatch(page, -1)
	if len(found) == 0 {
		t.Fatal("no variants in the page")
	}
	for _, name := range found {
		if m, err := webp.DecodeConfig(strings.NewReader(render(name[1]))); err != nil || m.Width != 480 {
			t.Errorf("%s: %d wide, %v", name[1], m.Width, err)
		}
	}
	// A picture that another has taken the place of is not made of that one.
	write(t, filepath.Join(o.Source, "content/tin/lop/dau.jpg"), []byte(hills(t, 1400, 900, 1)))
	if output, ok := e.Output(stale); !ok || output.Render(new(bytes.Buffer), nil) == nil {
		t.Errorf("%s is made of a picture that is another by now", stale)
	}
	card, _, _ := strings.Cut(render("index.html"), "<body>")
	if found := regexp.MustCompile(`assets/(the|anh)/[^"]+`).FindString(card); found == "" {
		t.Error("the front page has no picture to share")
	} else if !strings.HasPrefix(render(found), "\x89PNG") && !strings.HasSuffix(found, ".jpg") {
		t.Errorf("%s is no picture", found)
	}
}

// TestProposals: who took a picture, and what it shows, is proposed from the picture's own
// metadata where the writer has not said it.
func TestProposals(t *testing.T) {
	o := album(t)
	const xmp = "http://ns.adobe.com/xap/1.0/\x00" + `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Hoàng Minh</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li>Lớp học ở Pú Vang</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>`
	file := hills(t, 1300, 900, 1)
	file = string(picturetest.WithSegments([]byte(file), picturetest.Segment(0xe1, xmp)))
	write(t, filepath.Join(o.Source, "content/tin/lop/dau.jpg"), []byte(file))
	_, list := generator.Check(t.Context(), o)
	var hints []string
	for _, d := range list {
		hints = append(hints, d.Hint.String())
	}
	said := strings.Join(hints, "\n")
	for _, want := range []string{"Trong tệp ảnh có ghi tên: “Hoàng Minh”.", "Trong tệp ảnh có ghi: “Lớp học ở Pú Vang”."} {
		if !strings.Contains(said, want) {
			t.Errorf("no %s in\n%s", want, said)
		}
	}
}
