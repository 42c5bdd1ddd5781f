package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"guong/generator"
	"guong/generator/publish"
)

// lasting is how many stories are neither moved nor removed, so that others may
// lead to them.
const lasting = 3

// plot is a site on the disk that is edited at random and published again and again
// in one destination, with one store.
type plot struct {
	*testing.T
	random  *rand.Rand
	dir     string
	options generator.Options
	theme   string   // "tdkt", or "la", a theme of random templates
	stories []string // paths of Markdown files from dir
	next    int      // number of the next story
	log     []string // what was done since the last comparison
}

func newPlot(t *testing.T, seed uint64) *plot {
	p := &plot{T: t, random: rand.New(rand.NewPCG(seed, 11)), dir: t.TempDir(), theme: "la"}
	if seed%8 == 0 {
		p.theme = "tdkt"
	}
	p.options = generator.Options{
		Source: p.dir, Destination: filepath.Join(t.TempDir(), "public"), Themes: builtin(),
		Now: time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC),
	}
	p.config()
	p.write("content/_index.md", "+++\ntitle = \"Trang nhất\"\n+++\n\nLời chào.\n")
	p.write("content/guong-sang/_index.md", "+++\ntitle = \"Gương sáng\"\n+++\n")
	p.write("content/gioi-thieu.md", "+++\ntitle = \"Giới thiệu\"\n+++\n\nTrang này có [khung](anh/khung.html).\n")
	p.write("content/anh/khung.html", `<img src="0.png">`)
	p.write("content/logo.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`)
	for i := range pictures {
		p.picture(fmt.Sprintf("content/anh/%d.png", i))
	}
	for range 9 + p.random.IntN(5) {
		p.add()
	}
	p.write("themes/tdkt/theme.toml", "name = \"tdkt\"\nextends = \"tdkt\"\n")
	if p.theme == "la" {
		if p.chance(2) { // a theme that lies elsewhere in the site
			p.must(os.MkdirAll(p.path("kho/nen"), 0o777))
			p.must(os.Symlink("../kho/nen", p.path("themes/nen")))
		}
		p.write("themes/nen/theme.toml", "name = \"nen\"\nextends = \"tron\"\n")
		p.write("themes/nen/i18n/vi.toml", "[nen]\nchao = \"Nền\"\n[la]\nchao = \"Không hiện\"\n")
		p.write("themes/nen/layouts/partials/nen.html", "<i>{{t \"nen.chao\"}}</i>")
		p.write("themes/la/theme.toml", "name = \"la\"\nextends = \"nen\"\n")
		p.write("themes/la/i18n/vi.toml", "[la]\nchao = \"Lạ\"\n")
		p.write("themes/la/assets/css/la.css", "p { margin: 0 }\n")
		for name, text := range p.templates() {
			p.write(name, text)
		}
	}
	return p
}

func (p *plot) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p *plot) write(name, text string) {
	p.Helper()
	write(p.T, p.path(name), []byte(text))
}

func (p *plot) read(name string) string {
	p.Helper()
	data, err := os.ReadFile(p.path(name))
	if err != nil {
		p.Fatal(err)
	}
	return string(data)
}

func (p *plot) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

func (p *plot) one(list ...string) string { return list[p.random.IntN(len(list))] }

func (p *plot) chance(n int) bool { return p.random.IntN(n) == 0 }

// picture writes a picture of a random size and colour.
func (p *plot) picture(name string) {
	size := image.Rect(0, 0, 1+p.random.IntN(3), 1+p.random.IntN(3))
	if p.chance(4) { // one of which smaller ones are made
		size = image.Rect(0, 0, 330+p.random.IntN(9), 200)
	}
	m := image.NewRGBA(size)
	m.Set(0, 0, color.RGBA{uint8(p.random.IntN(256)), 0, 0, 255})
	var b bytes.Buffer
	p.must(png.Encode(&b, m))
	p.write(name, b.String())
}

// config writes a configuration.
func (p *plot) config() {
	var b strings.Builder
	fmt.Fprintf(&b, "title = \"Gương %d\"\nbaseURL = \"%s\"\ntheme = \"%s\"\n", p.random.IntN(3), p.one("https://tdkt.example/", "https://tdkt.example/", "https://tdkt.example/", "https://khac.example/", "https://tdkt.example/g/"), p.theme)
	if p.chance(2) {
		fmt.Fprintf(&b, "description = \"Trang %d.\"\n", p.random.IntN(3))
	}
	if p.chance(8) {
		b.WriteString("language = \"en\"\n")
	}
	if p.chance(8) {
		b.WriteString("timeZone = \"Europe/Paris\"\n")
	}
	fmt.Fprintf(&b, "[pagination]\nsize = %d\n", 2+p.random.IntN(3))
	if p.chance(2) {
		fmt.Fprintf(&b, "[organisation]\nname = \"Đơn vị %d\"\nlogo = \"/logo.svg\"\n", p.random.IntN(3))
	}
	if p.chance(3) {
		fmt.Fprintf(&b, "[params]\nslogan = \"Khẩu hiệu %d\"\nnen = \"/anh/%d.png\"\n", p.random.IntN(3), p.random.IntN(pictures))
	}
	if p.chance(4) {
		b.WriteString("[markup]\nrawHTML = \"sanitise\"\n")
	}
	if p.chance(4) {
		b.WriteString("[permalinks]\nguong-sang = \"/:section/:year/:slug/\"\n")
	}
	if p.chance(4) {
		b.WriteString("[files]\npublish = [\"anh\"]\n")
	}
	if p.chance(4) {
		if p.chance(2) {
			b.WriteString("[search]\ninclude = [\"https://ban.example/search/\"]\n")
		}
		b.WriteString("[search.abbreviations]\nNTM = \"nông thôn mới\"\n")
	}
	if p.chance(2) {
		fmt.Fprintf(&b, "[pictures]\nwidths = [100, %d]\nlargest = %s\nquality = %s\noriginal = \"%s\"\n",
			200+p.random.IntN(3), p.one("320", "1600"), p.one("70", "80"), p.one("reduce", "keep"))
	}
	if p.chance(3) {
		b.WriteString("[[menu]]\ntitle = \"Giới thiệu\"\nurl = \"/gioi-thieu/\"\n")
	}
	if p.chance(3) {
		b.WriteString("[[taxonomies]]\nkey = \"topics\"\ntitle = \"Chủ đề\"\npath = \"chu-de\"\n")
	}
	p.write("config.toml", b.String())
}

// add writes a new story.
func (p *plot) add() {
	p.next++
	name := fmt.Sprintf("content/%s/bai-%d.md", p.one("guong-sang", "phong-trao", "guong-sang/xa"), p.next)
	p.stories = append(p.stories, name)
	p.write(name, p.story())
}

// story returns a story of random parts.
func (p *plot) story() string {
	return "+++\n" + p.front() + "+++\n\n" + p.body()
}

func (p *plot) day() string {
	return fmt.Sprintf("2026-%02d-%02d", 1+p.random.IntN(11), 1+p.random.IntN(24))
}

// soon returns a moment not far from those at which the site is built.
func (p *plot) soon() string {
	return p.options.Now.Add(time.Duration(p.random.IntN(96)-24) * time.Hour).UTC().Format("2006-01-02T15:04:05Z")
}

func (p *plot) front() string {
	var b strings.Builder
	fmt.Fprintf(&b, "title = \"%s %d\"\ndate = %s\n", p.one("Hải Phòng thi đua", "Cô giáo Lan", "Bản làng đổi mới"), p.random.IntN(90), p.day())
	for _, part := range []struct {
		in    int
		write func()
	}{
		{2, func() {
			fmt.Fprintf(&b, "author = [\"%s\"]\n", p.one("Phương Thanh", "Thu Hà", "Thu Hà\", \"Minh Hà"))
		}},
		{2, func() { fmt.Fprintf(&b, "summary = \"%s\"\n", p.one("Sapo một.", "Sapo hai, dài hơn.")) }},
		{2, func() {
			fmt.Fprintf(&b, "localities = [\"%s\"]\n", p.one("Hải Phòng", "Hải Dương", "Lào Cai", "Thanh Hoá", "Thanh Hóa"))
		}},
		{3, func() { fmt.Fprintf(&b, "fields = [\"%s\"]\n", p.one("Giáo dục", "Y tế", "Lạ lùng")) }},
		{4, func() { fmt.Fprintf(&b, "topics = [\"%s\"]\n", p.one("Sách", "Báo")) }},
		{4, func() {
			fmt.Fprintf(&b, "movements = [\"%s\"]\n", p.one("Dạy tốt, học tốt", "Phong trào riêng"))
		}},
		{4, func() {
			fmt.Fprintf(&b, "awards = [\"%s\"]\n", p.one("Lao động tiên tiến", "Danh hiệu riêng"))
		}},
		{6, func() { b.WriteString("draft = true\n") }},
		{8, func() { fmt.Fprintf(&b, "publish = %s\n", p.soon()) }},
		{8, func() { fmt.Fprintf(&b, "expires = %s\n", p.soon()) }},
		{6, func() { fmt.Fprintf(&b, "updated = %s\n", p.soon()) }},
		{8, func() { b.WriteString("featured = true\n") }},
		{8, func() { fmt.Fprintf(&b, "weight = %d\n", p.random.IntN(3)) }},
		{8, func() { fmt.Fprintf(&b, "slug = \"rieng-%d\"\n", p.unique()) }},
		{8, func() { fmt.Fprintf(&b, "aliases = [\"/cu/%d/\"]\n", p.unique()) }},
		{6, func() { fmt.Fprintf(&b, "related = [\"%s\"]\n", p.target()) }},
		{3, func() {
			fmt.Fprintf(&b, "image = { src = \"/anh/%d.png\", alt = \"Ảnh %d\" }\n", p.random.IntN(pictures), p.random.IntN(3))
		}},
		{6, func() { b.WriteString("dateline = \"TĐKT\"\n") }},
		{6, func() { b.WriteString("location = \"Bản Xa\"\n") }},
		{10, func() { fmt.Fprintf(&b, "removed = { date = %s, reason = \"Theo yêu cầu.\" }\n", p.day()) }},
		{8, func() { b.WriteString("source = \"Báo Nhân Dân\"\n") }},
		{2, func() {
			fmt.Fprintf(&b, "[[honorees]]\nname = \"%s\"\nkind = \"ca-nhan\"\nrole = \"%s\"\n%s", p.one("Lò Thị Ánh", "Vũ Đình Chiến", "Trần Văn Bé"), p.one("Giáo viên", "Trưởng bản"),
				p.one("", "born = \"19/5/1950\"\n", "born = 1950\ndied = 2020\nmilestones = [{ when = 1999, text = \"Nhận lớp\" }]\n"))
			if p.chance(2) {
				fmt.Fprintf(&b, "awards = [{ name = \"%s\", year = %d }]\n", p.one("Lao động tiên tiến", "Nhà giáo ưu tú", "Giải lạ"), 2018+p.random.IntN(4))
			}
			if p.chance(3) {
				fmt.Fprintf(&b, "photo = \"/anh/%d.png\"\n", p.random.IntN(pictures))
			}
		}},
		{8, func() { b.WriteString("[[documents]]\nnumber = \"12/QĐ\"\ntitle = \"Quyết định\"\n") }},
		{6, func() {
			fmt.Fprintf(&b, "[[corrections]]\ndate = %s\ntext = \"Sửa tên %d.\"\n", p.soon(), p.random.IntN(9))
		}},
	} {
		if p.chance(part.in) {
			part.write()
		}
	}
	return b.String()
}

// unique returns a number that it has not returned before.
func (p *plot) unique() int {
	p.next++
	return p.next
}

// target returns a text that other texts may lead to.
func (p *plot) target() string {
	return strings.TrimPrefix(p.one(append(p.stories[:min(len(p.stories), lasting):min(len(p.stories), lasting)], "content/gioi-thieu.md")...), "content/")
}

func (p *plot) body() string {
	var b strings.Builder
	for range 1 + p.random.IntN(3) {
		b.WriteString(p.paragraph())
	}
	return b.String()
}

func (p *plot) paragraph() string {
	switch p.random.IntN(10) {
	case 0:
		return fmt.Sprintf("![Ảnh](/anh/%d.png \"Ảnh (ảnh: An)\")\n\n", p.random.IntN(pictures))
	case 1:
		return "[Bài khác](/" + p.target() + ").\n\n"
	case 2:
		return "## Tít phụ " + p.one("một", "hai") + "\n\nĐoạn.[^1]\n\n[^1]: Chú.\n\n"
	case 3:
		return "<b>Đậm</b> và `mã`.\n\n"
	case 9:
		return fmt.Sprintf("![Ảnh](https://anh%d.example/a.jpg \"Ảnh\")\n\n", p.random.IntN(3))
	case 4:
		return "[Khung](/anh/khung.html)\n\n"
	}
	return fmt.Sprintf("Đoạn %d: %s.\n\n", p.random.IntN(1000), p.one("thi đua yêu nước", "nông thôn mới (NTM)", "cô giáo ở bản", "Thi đua - Khen thưởng (TĐKT)"))
}

// clean builds the site as it is into a folder of its own, with nothing remembered,
// and returns what is in it.
func (p *plot) clean() finished {
	p.Helper()
	memory, aside := p.path(generator.CacheFolder), filepath.Join(p.TempDir(), "aside")
	if err := os.Rename(memory, aside); err != nil && !os.IsNotExist(err) {
		p.Fatal(err)
	}
	o := p.options
	o.Destination = filepath.Join(p.TempDir(), "public")
	done := p.build(o)
	p.must(os.RemoveAll(memory))
	if err := os.Rename(aside, memory); err != nil && !os.IsNotExist(err) {
		p.Fatal(err)
	}
	p.must(os.RemoveAll(filepath.Dir(o.Destination)))
	return done
}

// finished is a published site.
type finished struct {
	files map[string]string // by path; those of the state below "state/"
	said  []string          // diagnostics
	told  string            // what the report says besides
	done  bool
}

// build builds the site.
func (p *plot) build(o generator.Options) finished {
	p.Helper()
	report, list := generator.Build(context.Background(), o)
	f := finished{files: map[string]string{}, done: report.Done}
	for _, d := range list {
		var b strings.Builder
		d.Show(&b, "en")
		f.said = append(f.said, b.String())
	}
	f.told = fmt.Sprint(report.Articles, report.Pages, report.Outputs, report.Held, report.NextChange)
	p.tree(o.Destination, "", f.files)
	p.tree(filepath.Join(filepath.Dir(o.Destination), ".public.guong"), "state/", f.files)
	for name := range f.files {
		if name == "state/sums" || name == "state/lock" {
			delete(f.files, name)
		}
	}
	f.files["state/manifest"] = formerLine.ReplaceAllString(f.files["state/manifest"], "")
	return f
}

// formerLine is what the manifest says of a file that stays for pages in caches, and
// its version, which depends on whether it says anything of that kind.
var formerLine = regexp.MustCompile(`(?m)^(guong-manifest [12]|.*\t[12])\n`)

// tree reads all files below a folder.
func (p *plot) tree(dir, prefix string, files map[string]string) {
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[prefix+filepath.ToSlash(rel)] = string(data)
		return err
	})
	p.must(err)
}

// same holds what an incremental build made to what a clean one makes.
func (p *plot) same(have finished) (published bool) {
	p.Helper()
	want := p.clean()
	fail := func(format string, args ...any) {
		p.Helper()
		p.Fatalf("after %s\n%s", strings.Join(p.log, "; "), fmt.Sprintf(format, args...))
	}
	if have.done != want.done {
		fail("published: %v; a clean build: %v; it says %v, not %v", have.done, want.done, have.said, want.said)
	}
	if !slices.Equal(have.said, want.said) {
		fail("it says\n%s\na clean build says\n%s", strings.Join(have.said, ""), strings.Join(want.said, ""))
	}
	if have.told != want.told {
		fail("it reports %s, a clean build %s", have.told, want.told)
	}
	if !want.done {
		return false
	}
	for name, text := range want.files {
		got, made := have.files[name]
		if !made {
			fail("%s is missing", name)
		}
		if got != text {
			fail("%s differs\n%s", name, firstDifference(got, text))
		}
	}
	for name := range have.files {
		if _, made := want.files[name]; !made && !p.former(name) {
			fail("%s should not be there", name)
		}
	}
	p.log = nil
	return true
}

// former reports whether a file stays for pages in caches: the one thing in which a
// clean build may differ.
func (p *plot) former(name string) bool {
	list, err := publish.ReadSums(context.Background(), p.options.Destination)
	if err != nil {
		p.Fatal(err)
	}
	return slices.ContainsFunc(list, func(f publish.File) bool { return f.Path == name && f.Former > 0 })
}

// firstDifference shows two texts from a little before where they differ.
func firstDifference(have, want string) string {
	at := 0
	for at < min(len(have), len(want)) && have[at] == want[at] {
		at++
	}
	from := max(at-120, 0)
	return fmt.Sprintf("--- incremental\n%q\n--- clean\n%q", have[from:min(at+300, len(have))], want[from:min(at+300, len(want))])
}
