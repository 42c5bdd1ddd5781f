package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"guong/generator"
)

const (
	sequences = 5 // of edits, on each site
	most      = 4 // edits of a sequence
)

// TestIncrementalEqualsClean edits sites at random. After each sequence of edits, a
// build over the last one, with what it remembers, makes the same files as a clean
// build into an empty folder, and says the same.
func TestIncrementalEqualsClean(t *testing.T) {
	var published atomic.Int32
	for _, settled := range []bool{false, true} {
		// Stamps of files that have just changed tell nothing. With a clock that is
		// ahead they do, so that files are known by their stamps alone.
		t.Run(fmt.Sprintf("settled=%v", settled), func(t *testing.T) {
			if settled {
				generator.SetReadClock(t, func() time.Time { return time.Now().Add(time.Hour) })
			}
			for seed := range uint64(plots) {
				if seed%2 == 0 == settled {
					continue
				}
				t.Run(fmt.Sprint(seed), func(t *testing.T) {
					t.Parallel()
					p := newPlot(t, seed)
					for range sequences {
						p.sequence()
						if p.same(p.build(p.options)) {
							published.Add(1)
						}
					}
				})
			}
		})
	}
	if n := published.Load(); n < plots*sequences*3/4 {
		t.Errorf("only %d sequences end with a site without errors", n)
	}
}

// sequence makes a few edits, sometimes with builds in between that nobody looks at.
func (p *plot) sequence() {
	if p.chance(2) {
		p.drop("content/phong-trao/loi.md")
	}
	edits, n := p.edits(), 1+p.random.IntN(most)
	if p.chance(4) {
		edits, n = p.moments(), 1 // nothing else changes
	}
	for range n {
		e := edits[p.random.IntN(len(edits))]
		p.log = append(p.log, e.name)
		e.do()
		edits = p.edits() // of the stories that there are now
		if p.chance(4) {
			p.log = append(p.log, "build")
			p.build(p.options)
		}
	}
}

// plotEdit is one way to change a site, its surroundings or what is remembered of it.
type plotEdit struct {
	name string
	do   func()
}

func (p *plot) edits() []plotEdit {
	at := p.random.IntN(len(p.stories))
	name := p.stories[at]
	return append(p.moments(), []plotEdit{
		{"rewrite " + name, func() { p.write(name, p.story()) }},
		{"title of " + name, func() { p.line(name, "title = ", fmt.Sprintf("\"Tít mới %d\"", p.random.IntN(1000))) }},
		{"body of " + name, func() { p.write(name, p.read(name)+p.paragraph()) }},
		{"body of " + name, func() { p.write(name, p.read(name)+p.paragraph()) }},
		{"summary of " + name, func() { p.line(name, "summary = ", fmt.Sprintf("\"Sapo %d.\"", p.random.IntN(1000))) }},
		{"date of " + name, func() { p.line(name, "date = ", p.day()) }},
		{"terms of " + name, func() { p.line(name, "localities = ", p.one(`["Hải Phòng"]`, `["Lào Cai", "Huế"]`, `[]`)) }},
		{"front matter of " + name, func() { p.frontMatter(name) }},
		{"draft " + name, func() { p.line(name, "draft = ", p.one("true", "false")) }},
		{"schedule " + name, func() { p.line(name, "publish = ", p.soon()) }},
		{"add", p.add},
		{"remove " + name, func() { p.remove(at) }},
		{"move " + name, func() { p.move(at) }},
		{"picture", func() { p.picture(fmt.Sprintf("content/anh/%d.png", p.random.IntN(pictures+1))) }},
		{"picture away", func() { p.drop(fmt.Sprintf("content/anh/%d.png", pictures)) }},
		{"mistake", func() { p.write("content/phong-trao/loi.md", "+++\ntitle = \"Lỗi\"\n+++\n") }},
		{"dead link", func() {
			p.write("content/phong-trao/loi.md", "+++\ntitle = \"Lỗi\"\ndate = 2026-01-01\n+++\n\n[a](khong-co.md)\n")
		}},
		{"drawing", func() {
			p.write("content/logo.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="9">%s</svg>`, 1+p.random.IntN(9), p.one("", "<script>alert(1)</script>")))
		}},
		{"frame", func() {
			p.write("content/anh/khung.html", fmt.Sprintf(`<img src="%d.png">`, p.random.IntN(pictures+1)))
		}},
		{"file", func() { p.write("content/anh/don.txt", p.one("một", "hai", "ba bốn")) }},
		{"home", func() { p.write("content/_index.md", "+++\ntitle = \"Trang nhất\"\n+++\n\n"+p.body()) }},
		{"no home", func() { p.drop("content/_index.md") }},
		{"section", func() {
			p.write("content/"+p.one("guong-sang", "phong-trao", "guong-sang/xa")+"/_index.md", fmt.Sprintf("+++\ntitle = \"Mục %d\"\nweight = %d\n+++\n\n%s", p.random.IntN(9), p.random.IntN(3), p.body()))
		}},
		{"no section", func() { p.drop("content/" + p.one("guong-sang", "phong-trao", "guong-sang/xa") + "/_index.md") }},
		{"page", func() {
			p.write("content/"+p.one("gioi-thieu", "lien-he")+".md", fmt.Sprintf("+++\ntitle = \"Trang %d\"\nweight = %d\n+++\n\n%s", p.random.IntN(9), p.random.IntN(3), p.body()))
		}},
		{"honoree", func() {
			p.write("content/dien-hinh/"+p.one("lo-thi-anh", "vu-dinh-chien")+".md", "+++\ntitle = \""+p.one("Lò Thị Ánh", "Vũ Đình Chiến")+"\"\n+++\n\n"+p.body())
		}},
		{"term text", func() {
			p.write("content/dia-phuong/"+p.one("hai-phong", "lao-cai", "hue")+".md", "+++\ntitle = \"Địa phương\"\n+++\n\n"+p.body())
		}},
		{"no term text", func() { p.drop("content/dia-phuong/" + p.one("hai-phong", "lao-cai", "hue") + ".md") }},
		{"configuration", p.config},
		{"registry", func() {
			p.write("registry/awards.toml", fmt.Sprintf("[[award]]\nid = \"giai-la\"\nname = \"Giải %s\"\nformer = \"Giải lạ\"\nkind = \"khac\"\nlevel = \"tinh\"\nrank = %d\n", p.one("mới", "quý"), 90+p.random.IntN(3)))
		}},
		{"no registry", func() { p.drop("registry/awards.toml") }},
		{"template", p.template},
		{"template", p.template},
		{"style", func() {
			p.write("themes/"+p.themeFolder()+"/assets/css/la.css", fmt.Sprintf("p { margin: %dpx }\n", p.random.IntN(9)))
		}},
		{"words", func() {
			p.write("themes/"+p.themeFolder()+"/i18n/vi.toml", fmt.Sprintf("[la]\nchao = \"Chào %d\"\n[nen]\nnua = \"x\"\n[markdown]\ncredit = \"Ảnh %d\"\n", p.random.IntN(9), p.random.IntN(3)))
		}},
		{"shapes", func() {
			below := map[string]string{"tdkt": "tdkt", "la": "nen"}
			p.write("themes/"+p.theme+"/theme.toml", fmt.Sprintf("name = \"%s\"\nextends = \"%s\"\n[pictures]\nsizes = \"%dvw\"\n[pictures.crops]\n\"4:3\" = [%d]\n", p.theme, below[p.theme], p.random.IntN(99), 90+p.random.IntN(9)))
		}},
		{"words below", func() {
			p.write("themes/nen/i18n/vi.toml", fmt.Sprintf("[nen]\nchao = \"Nền %d\"\n[la]\nchao = \"x\"\n", p.random.IntN(9)))
		}},
		{"touch " + name, func() { now := time.Now(); p.must(os.Chtimes(p.path(name), now, now)) }},
		{"old times of " + name, func() { p.must(os.Chtimes(p.path(name), time.Unix(1, 0), time.Unix(1, 0))) }},
		{"times of the future of " + name, func() { p.must(os.Chtimes(p.path(name), time.Unix(4e9, 0), time.Unix(4e9, 0))) }},
		{"same size and time of " + name, func() { p.inPlace(name) }},
		{"damage", func() { p.damage(filepath.Join(p.dir, generator.CacheFolder)) }},
		{"damage", func() { p.damage(filepath.Join(p.dir, generator.CacheFolder)) }},
		{"no store", func() { p.must(os.RemoveAll(p.path(generator.CacheFolder))) }},
		{"damaged sums", func() { p.spoil(filepath.Join(filepath.Dir(p.options.Destination), ".public.guong", "sums")) }},
		{"public touched", func() { p.inPublic(func(file string) { now := time.Now(); p.must(os.Chtimes(file, now, now)) }) }},
		{"public edited", func() { p.inPublic(p.spoil) }},
		{"public deleted", func() { p.inPublic(func(file string) { p.must(os.Remove(file)) }) }},
		{"public edited in place", func() { p.inPublic(p.flip) }},
		{"public anew", func() { p.must(os.RemoveAll(p.options.Destination)) }},
	}...)
}

// moments are changes of what a site is built for, and not of its files.
func (p *plot) moments() []plotEdit {
	return []plotEdit{
		{"nothing", func() {}},
		{"a little later", func() { p.options.Now = p.options.Now.Add(time.Duration(1+p.random.IntN(600)) * time.Second) }},
		{"later", func() { p.options.Now = p.options.Now.Add(time.Duration(p.random.IntN(60*48)) * time.Minute) }},
		{"much later", func() { p.options.Now = p.options.Now.AddDate(0, 0, p.random.IntN(40)) }},
		{"earlier", func() { p.options.Now = p.options.Now.Add(-time.Duration(p.random.IntN(60*96)) * time.Minute) }},
		{"drafts", func() { p.options.Drafts = !p.options.Drafts }},
		{"future", func() { p.options.Future = !p.options.Future }},
		{"base URL", func() { p.options.BaseURL = p.one("", "", "https://thu.example/", "https://thu.example/a/b/") }},
	}
}

// line replaces a line of a front matter, or adds it as the second.
func (p *plot) line(name, key, value string) {
	lines := strings.Split(p.read(name), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, key) })
	if at < 0 {
		lines, at = slices.Insert(lines, 1, ""), 1
	}
	lines[at] = key + value
	p.write(name, strings.Join(lines, "\n"))
}

// frontMatter gives a story another front matter, and leaves its body.
func (p *plot) frontMatter(name string) {
	_, rest, _ := strings.Cut(p.read(name), "+++\n")
	_, body, _ := strings.Cut(rest, "+++\n")
	p.write(name, "+++\n"+p.front()+"+++\n"+body)
}

func (p *plot) remove(at int) {
	if at < lasting || len(p.stories) < 6 {
		p.add()
		return
	}
	p.must(os.Remove(p.path(p.stories[at])))
	p.stories = slices.Delete(p.stories, at, at+1)
}

// move gives a story another name, perhaps one that another story had.
func (p *plot) move(at int) {
	at = max(at, lasting)
	to := fmt.Sprintf("content/%s/bai-%d.md", p.one("guong-sang", "phong-trao", "guong-sang/xa"), 1+p.random.IntN(p.next+2))
	if slices.Contains(p.stories, to) {
		other := slices.Index(p.stories, to)
		if other < lasting || other == at {
			return
		}
		// They change places.
		p.must(os.Rename(p.path(to), p.path("tam")))
		p.must(os.Rename(p.path(p.stories[at]), p.path(to)))
		p.must(os.MkdirAll(filepath.Dir(p.path(p.stories[at])), 0o777))
		p.must(os.Rename(p.path("tam"), p.path(p.stories[at])))
		return
	}
	p.must(os.MkdirAll(filepath.Dir(p.path(to)), 0o777))
	p.must(os.Rename(p.path(p.stories[at]), p.path(to)))
	p.stories[at] = to
}

func (p *plot) drop(name string) {
	if err := os.Remove(p.path(name)); err != nil && !os.IsNotExist(err) {
		p.Fatal(err)
	}
}

func (p *plot) themeFolder() string { return p.theme }

// template changes a template of the theme.
func (p *plot) template() {
	if p.theme == "tdkt" {
		p.write("themes/tdkt/layouts/partials/line.html", fmt.Sprintf("<p>%d {{.Title}}</p>", p.random.IntN(9)))
		return
	}
	all := p.templates()
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	name := p.one(names...)
	p.log = append(p.log, name)
	p.write(name, all[name])
}

// endOfNumber matches the last digit of a number in a title or a paragraph.
var endOfNumber = regexp.MustCompile(`\d[":]`)

// inPlace changes a story into another of the same size, and sets its times back.
func (p *plot) inPlace(name string) {
	info, err := os.Stat(p.path(name))
	p.must(err)
	text := p.read(name)
	if found := endOfNumber.FindAllStringIndex(text, -1); found != nil {
		at := found[p.random.IntN(len(found))][0]
		text = text[:at] + p.one("1", "2", "3") + text[at+1:]
	}
	p.write(name, text)
	p.must(os.Chtimes(p.path(name), info.ModTime(), info.ModTime()))
}

// files returns all files below a folder, in order.
func (p *plot) files(dir string) []string {
	found := map[string]string{}
	p.tree(dir, "", found)
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// damage damages a file below a folder.
func (p *plot) damage(dir string) {
	if names := p.files(dir); len(names) > 0 {
		p.spoil(filepath.Join(dir, filepath.FromSlash(p.one(names...))))
	}
}

// spoil changes bytes of a file, cuts it off, or removes it.
func (p *plot) spoil(file string) {
	data, err := os.ReadFile(file)
	if err != nil || len(data) == 0 {
		return
	}
	switch p.random.IntN(4) {
	case 0:
		p.must(os.Remove(file))
		return
	case 1:
		data = data[:p.random.IntN(len(data))]
	case 2:
		from := p.random.IntN(len(data))
		clear(data[from:min(from+1+p.random.IntN(4096), len(data))])
	default:
		for range 1 + p.random.IntN(20) {
			data[p.random.IntN(len(data))] ^= byte(1 + p.random.IntN(255))
		}
	}
	p.must(os.WriteFile(file, data, 0o666))
}

// flip changes one byte of a file in place, and sets its times back.
func (p *plot) flip(file string) {
	info, err := os.Stat(file)
	p.must(err)
	data, err := os.ReadFile(file)
	p.must(err)
	if len(data) > 0 {
		data[p.random.IntN(len(data))] ^= 1
	}
	p.must(os.WriteFile(file, data, 0o666))
	p.must(os.Chtimes(file, info.ModTime(), info.ModTime()))
}

// inPublic does something to a published file.
func (p *plot) inPublic(do func(file string)) {
	names := p.files(p.options.Destination)
	if len(names) == 0 {
		return
	}
	name := p.one(names...)
	p.log = append(p.log, name)
	do(filepath.Join(p.options.Destination, filepath.FromSlash(name)))
}
