package site_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/diag"
	"guong/generator/site"
)

var update = flag.Bool("update", false, "write the golden files anew")

// aspects are what a golden archive may hold of its site, besides the site.
var aspects = map[string]func(*site.Site, diag.List) string{
	"views":       func(s *site.Site, _ diag.List) string { return views(s) },
	"facts":       func(s *site.Site, _ diag.List) string { return facts(s) },
	"bodies":      func(s *site.Site, _ diag.List) string { return bodies(s) },
	"files":       func(s *site.Site, _ diag.List) string { return files(s) },
	"provinces":   func(s *site.Site, _ diag.List) string { return provinces(s) },
	"roll":        func(s *site.Site, _ diag.List) string { return roll(s) },
	"notices":     func(s *site.Site, _ diag.List) string { return notices(s) },
	"diagnostics": func(s *site.Site, wrong diag.List) string { return shown(everything(s, wrong)) },
}

// TestGolden makes the sites in testdata and compares what they consist of.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden sites", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s, wrong := site.New(input(t, archive))
			for i, f := range archive.Files {
				aspect := aspects[f.Name]
				if aspect == nil {
					continue
				}
				got := aspect(s, wrong)
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

// TestOrderOfInputMakesNoDifference makes the golden sites from their files in
// other orders.
func TestOrderOfInputMakesNoDifference(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in := input(t, archive)
		want := all(site.New(in))
		for range 10 {
			random.Shuffle(len(in.Entries), func(i, j int) { in.Entries[i], in.Entries[j] = in.Entries[j], in.Entries[i] })
			random.Shuffle(len(in.Resources), func(i, j int) {
				in.Resources[i], in.Resources[j] = in.Resources[j], in.Resources[i]
			})
			if diff := cmp.Diff(want, all(site.New(in))); diff != "" {
				t.Fatalf("%s: another order, another site (-first +shuffled)\n%s", name, diff)
			}
		}
	}
}

// all renders a whole site to text.
func all(s *site.Site, wrong diag.List) string {
	return views(s) + facts(s) + bodies(s) + files(s) + provinces(s) + roll(s) + notices(s) + shown(everything(s, wrong))
}

// everything is what is wrong with a site and with the links of its texts.
func everything(s *site.Site, wrong diag.List) diag.List {
	var bag diag.Bag
	bag.Add(wrong...)
	bag.Add(s.CheckLinks()...)
	for _, a := range texts(s) {
		bag.Add(a.CheckLinks()...)
	}
	return bag.List()
}

func texts(s *site.Site) []*site.Article {
	return append(append([]*site.Article{}, s.Articles...), s.Pages...)
}

// views lists the pages of a site, each in a line, in their order.
func views(s *site.Site) string {
	var b strings.Builder
	for v := range s.Views() {
		fmt.Fprintf(&b, "%-8s %s", v.Layout, v.URL)
		if v.Title != "" {
			fmt.Fprintf(&b, " “%s”", v.Title)
		}
		if v.Canonical != s.Absolute(v.URL) {
			fmt.Fprintf(&b, " canonical %s", v.Canonical)
		}
		for _, link := range v.Breadcrumbs {
			fmt.Fprintf(&b, " < %s %s", link.Title, link.URL)
		}
		if v.Pager != nil {
			fmt.Fprintf(&b, " [%s]", titles(v.Pager.Articles, articleTitle)+titles(v.Pager.Terms, termTitle)+titles(v.Pager.Honorees, func(h *site.Honoree) string { return h.Name }))
		}
		if v.Target != "" {
			fmt.Fprintf(&b, " → %s", v.Target)
		}
		if v.Source != "" {
			fmt.Fprintf(&b, " (%s)", v.Source)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// facts lists what is known of every story and honoree.
func facts(s *site.Site) string {
	var b strings.Builder
	for _, a := range texts(s) {
		fmt.Fprintf(&b, "%s: “%s”\n", a.Path, a.Title)
		fact := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, "  %s: %s\n", name, value)
			}
		}
		fact("dateline", a.Dateline)
		fact("summary", a.Summary)
		if !a.Date.IsZero() {
			fact("date", a.Date.Format("2006-01-02 15:04 -0700"))
		}
		if !a.Updated.IsZero() {
			fact("updated", a.Updated.Format("2006-01-02 15:04 -0700"))
		}
		if a.Section != nil {
			fact("section", a.Section.Path)
		}
		fact("authors", titles(a.Authors, termTitle))
		for _, terms := range a.Terms {
			fact(terms.Taxonomy.Key, titles(terms.Terms, termTitle))
		}
		if a.Image != nil {
			fact("image", fmt.Sprintf("%s %d×%d “%s” “%s” “%s”", a.Image.URL, a.Image.Width(), a.Image.Height(), a.Image.Alt, a.Image.Caption, a.Image.Credit))
		}
		for _, m := range a.Honorees {
			fact("honoree", fmt.Sprintf("%s: %s; %s; %s; %v", m.URL, m.Role, m.Unit, m.Locality, m.Awards))
		}
		for _, d := range a.Documents {
			fact("document", d.Number+" "+d.URL)
		}
		fact("source", a.Source.URL)
		if a.Newer != nil {
			fact("newer", a.Newer.Path)
		}
		if a.Older != nil {
			fact("older", a.Older.Path)
		}
		fact("related", titles(a.Related(3), func(a *site.Article) string { return a.Path }))
	}
	for _, h := range s.Honorees {
		fmt.Fprintf(&b, "%s: %s; %s; %s; %s\n", h.URL, h.Name, h.Role, h.Unit, h.Locality)
		if h.Photo != nil {
			fmt.Fprintf(&b, "  photo: %s “%s”\n", h.Photo.URL, h.Photo.Alt)
		}
		for _, award := range h.Awards {
			fmt.Fprintf(&b, "  award: %d %s; %s; %s\n", award.Year, award.Name, award.Decision, award.By)
		}
		fmt.Fprintf(&b, "  in: %s\n", titles(h.Articles, func(a *site.Article) string { return a.Path }))
	}
	return b.String()
}

// bodies lists the HTML of all texts.
func bodies(s *site.Site) string {
	var b strings.Builder
	show := func(path, html string) {
		fmt.Fprintf(&b, "%s:\n%s\n", path, strings.TrimSpace(html))
	}
	if s.Home != nil {
		show(s.Home.Path, string(s.Home.Body()))
	}
	var walk func(list []*site.Section)
	walk = func(list []*site.Section) {
		for _, section := range list {
			if html := section.Body(); html != "" {
				show(section.Path, string(html))
			}
			walk(section.Sections)
		}
	}
	walk(s.Sections)
	for _, a := range texts(s) {
		show(a.Path, string(a.Body()))
	}
	return b.String()
}

// files lists the files that are published as they are.
func files(s *site.Site) string {
	var b strings.Builder
	for _, f := range s.Files() {
		fmt.Fprintf(&b, "%s → %s\n", f.Path, f.URL)
	}
	return b.String()
}
