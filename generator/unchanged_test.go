package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"guong/generator"
)

// TestNothingToDoIsNotGuessed: a build that could know from stamps alone that it has
// nothing to do sees what changes without a file that has another stamp, or beyond a
// link.
func TestNothingToDoIsNotGuessed(t *testing.T) {
	for _, settled := range []bool{false, true} {
		for name, c := range map[string]struct{ prepare, change func(p *plot) }{
			"nothing": {func(*plot) {}, func(*plot) {}},
			"a theme that shows the moment": {
				func(p *plot) {
					p.write("themes/la/layouts/404.html", "{{define \"main\"}}{{.Site.Now.Unix}}{{end}}")
				},
				func(p *plot) { p.options.Now = p.options.Now.Add(time.Second) },
			},
			"a theme that may read anything": {
				func(p *plot) {
					p.write("themes/la/layouts/404.html", "{{define \"main\"}}{{len (printf \"%v\" .Site.Held)}}{{with .Site}}{{printf \"%v\" .Now}}{{end}}{{end}}")
				},
				func(p *plot) { p.options.Now = p.options.Now.Add(time.Second) },
			},
			"a theme that lies elsewhere": {
				func(p *plot) {
					if _, err := os.Readlink(p.path("themes/nen")); err == nil {
						return // as the random site has it
					}
					p.must(os.MkdirAll(p.path("kho"), 0o777))
					p.must(os.Rename(p.path("themes/nen"), p.path("kho/nen")))
					p.must(os.Symlink("../kho/nen", p.path("themes/nen")))
				},
				func(p *plot) { p.write("kho/nen/i18n/vi.toml", "[nen]\nchao = \"Khác hẳn\"\n") },
			},
			"a file of a theme that lies elsewhere": {
				func(p *plot) {
					p.must(os.Rename(p.path("themes/nen/layouts/partials/nen.html"), p.path("nen.html")))
					p.must(os.Symlink("../../../../nen.html", p.path("themes/nen/layouts/partials/nen.html")))
				},
				func(p *plot) { p.write("nen.html", "<b>{{t \"nen.chao\"}}</b>") },
			},
			"records that lie elsewhere": {
				func(p *plot) {
					p.write("kho/awards.toml", "[[award]]\nid = \"giai-la\"\nname = \"Giải lạ\"\nkind = \"khac\"\nlevel = \"tinh\"\nrank = 90\n")
					p.must(os.Symlink("kho", p.path("registry")))
				},
				func(p *plot) {
					p.write("kho/awards.toml", "[[award]]\nid = \"giai-la\"\nname = \"Giải quý\"\nformer = \"Giải lạ\"\nkind = \"khac\"\nlevel = \"tinh\"\nrank = 90\n")
				},
			},
			"texts beyond a link": {
				func(p *plot) {
					p.write("content/.kho/la/bai.md", "+++\ntitle = \"Bài\"\ndate = 2026-01-01\n+++\n\nMột.\n")
					p.must(os.Symlink("../.kho/la", p.path("content/guong-sang/la")))
				},
				func(p *plot) {
					p.write("content/.kho/la/bai.md", "+++\ntitle = \"Bài\"\ndate = 2026-01-01\n+++\n\nHai.\n")
				},
			},
			"links in a circle": {
				func(p *plot) {
					p.must(os.Symlink("..", p.path("themes/nen/vong")))
				},
				func(p *plot) { p.write("themes/nen/i18n/vi.toml", "[nen]\nchao = \"Khác hẳn\"\n") },
			},
			"the moment of a story that is shown before": {
				func(p *plot) {
					p.options.Future = true
					p.write("themes/la/layouts/404.html", "{{define \"main\"}}{{range .Site.Articles}}{{date .Scheduled}}{{date .Expired}}{{end}}{{end}}")
					p.write("content/phong-trao/hen.md", "+++\ntitle = \"Hẹn\"\ndate = 2026-01-01\npublish = 2026-11-25T08:00:01Z\n+++\n\nMột.\n")
				},
				func(p *plot) { p.options.Now = p.options.Now.Add(time.Second) },
			},
			"the moment of a story": {
				func(p *plot) {
					p.write("content/phong-trao/hen.md", "+++\ntitle = \"Hẹn\"\ndate = 2026-01-01\npublish = 2026-11-25T08:00:01Z\n+++\n\nMột.\n")
				},
				func(p *plot) { p.options.Now = p.options.Now.Add(time.Second) },
			},
			"other themes of the program": {func(*plot) {}, func(p *plot) {
				other := p.TempDir()
				p.must(os.CopyFS(other, os.DirFS("testdata/themes")))
				write(p.T, filepath.Join(other, "tron", "i18n", "vi.toml"), []byte("[markdown]\ncredit = \"Người chụp\"\n"))
				p.options.Themes = os.DirFS(other)
			}},
			"a file of the published site": {func(*plot) {}, func(p *plot) { write(p.T, filepath.Join(p.options.Destination, "index.html"), []byte("khác")) }},
			"a table for web servers": {func(*plot) {}, func(p *plot) {
				write(p.T, filepath.Join(filepath.Dir(p.options.Destination), ".public.guong", "server", "nginx-headers.conf"), []byte("khác"))
			}},
		} {
			t.Run(fmt.Sprintf("%s, settled=%v", name, settled), func(t *testing.T) {
				if settled {
					generator.SetReadClock(t, func() time.Time { return time.Now().Add(time.Hour) })
				}
				p := newPlot(t, 5)
				c.prepare(p)
				if made := p.build(p.options); !p.same(made) {
					t.Fatal(made.said)
				}
				p.build(p.options)
				c.change(p)
				p.same(p.build(p.options))
			})
		}
	}
}

// TestOptionsComeBack: a build with the options of one before the last does not take what
// another left in the destination for its own.
func TestOptionsComeBack(t *testing.T) {
	generator.SetReadClock(t, func() time.Time { return time.Now().Add(time.Hour) }) // all stamps count
	p := newPlot(t, 7)
	for _, o := range []struct {
		base    string
		noIndex bool
	}{{"", false}, {"", false}, {"https://khac.example/", false}, {"", true}, {"", false}, {"", true}, {"https://khac.example/", false}, {"https://khac.example/", false}, {"", false}} {
		p.options.BaseURL, p.options.NoIndex = o.base, o.noIndex
		p.log = append(p.log, fmt.Sprint("options ", o))
		if made := p.build(p.options); !p.same(made) {
			t.Fatal(made.said)
		}
	}
}

// TestWhatIsKnownIsNotRendered: a build after an edit renders what shows it, and one
// after none nothing at all. Else it would be right, and slow.
func TestWhatIsKnownIsNotRendered(t *testing.T) {
	const withTdkt = 8 // the seed of a site with that theme
	p := newPlot(t, withTdkt)
	generator.SetReadClock(t, func() time.Time { return time.Now().Add(time.Hour) }) // all stamps count
	build := func() generator.Report {
		t.Helper()
		report, list := generator.Build(t.Context(), p.options)
		if !report.Done {
			t.Fatal(list)
		}
		return report
	}
	first := build()
	if first.Rendered < first.Pages {
		t.Fatalf("the first build rendered %d of %d pages", first.Rendered, first.Pages)
	}
	if again := build(); again.Rendered != 0 || again.Render != 0 || again.Published.Unchanged != first.Outputs {
		t.Errorf("with nothing changed, %d outputs were rendered in %v, %d of %d are unchanged", again.Rendered, again.Render, again.Published.Unchanged, first.Outputs)
	}
	p.write(p.stories[0], p.read(p.stories[0])+"\nThêm một câu ở cuối.\n")
	if edited := build(); edited.Rendered == 0 || edited.Rendered > first.Pages/2 {
		t.Errorf("a sentence more, and %d outputs were rendered; there are %d pages", edited.Rendered, first.Pages)
	}
}
