package site_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/site"
)

// TestEveryMethodIsKnown: what is not named here is known to show a facet. A page
// that calls one of these depends on everything.
func TestEveryMethodIsKnown(t *testing.T) {
	anything := []string{
		"Site.AllFiles", "Site.ArticleAt", "Site.CheckLinks", "Site.EachSection", "Site.Elsewhere", "Site.FactCount", "Site.FactNamed", "Site.FactValues",
		"Site.FileAt", "Site.Files", "Site.HeldByOtherNames", "Site.IsOfMoment", "Site.NameOf", "Site.OutputPath", "Site.Revise", "Site.TextAt", "Site.Unused",
		"Site.ValueOf", "Site.Views",
		"Article.CheckLinks", "Article.Recast", "Article.Window", "Article.WrongLinks",
	}
	if diff := cmp.Diff(anything, site.UnknownMethods()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

const factSite = `
-- config.toml --
title = "Gương"
baseURL = "https://tdkt.example/"
[params]
hotline = "1900"
-- content/gioi-thieu.md --
+++
title = "Giới thiệu"
+++

Lời giới thiệu.
-- content/tin/_index.md --
+++
title = "Tin"
+++

Chuyên mục tin.
-- content/tin/a.md --
+++
title = "Bài A"
date = 2021-07-06
summary = "Tóm tắt A"
localities = ["Hải Phòng"]
[[honorees]]
name = "Lò Thị Ánh"
awards = [{ name = "Bằng khen", year = 2020 }]
+++

Đọc [bài B](b.md) nữa.
-- content/tin/b.md --
+++
title = "Bài B"
date = 2021-07-07
summary = "Tóm tắt B"
localities = ["Hải Phòng"]
+++

Thân bài B.
-- content/tin/c.md --
+++
title = "Bài C"
date = 2021-08-01
summary = "Tóm tắt C"
+++

Thân bài C.
`

// TestFactsFollowWhatPagesShow: an edit changes the facts that pages could show it
// by, and no other.
func TestFactsFollowWhatPagesShow(t *testing.T) {
	later := func(in *site.Input) { in.Now = in.Now.Add(time.Hour) }
	for name, c := range map[string]struct {
		old, new string // in the archive
		change   func(*site.Input)
		want     []string
	}{
		"nothing":        {},
		"the clock":      {change: later, want: []string{"Site - Now"}},
		"a body":         {old: "Thân bài B", new: "Nội dung B", want: []string{"Article tin/b.md body"}},
		"a page's text":  {old: "Lời giới", new: "Câu giới", want: []string{"Article gioi-thieu.md body", "Article gioi-thieu.md own"}}, // its excerpt
		"a section text": {old: "mục tin", new: "mục tin tức", want: []string{"Article tin/_index.md body", "Article tin/_index.md own", "Section tin body", "Section tin own"}},
		"a title":        {old: `"Bài C"`, new: `"Bài Ca"`, want: []string{"Article tin/c.md names", "Article tin/c.md own"}},
		"an address": {old: "summary = \"Tóm tắt B\"", new: "summary = \"Tóm tắt B\"\nslug = \"moi\"", want: []string{
			"Article tin/a.md body", "Article tin/b.md own"}},
		"an alias": {old: "summary = \"Tóm tắt B\"", new: "summary = \"Tóm tắt B\"\naliases = [\"/cu/\"]", want: []string{
			"Article tin/b.md own", "Site - Redirects"}},
		"an honour": {old: "year = 2020", new: "year = 2019", want: []string{
			"Article tin/a.md own", "Honoree /dien-hinh/lo-thi-anh/ life", "Honoree /dien-hinh/lo-thi-anh/ own", "Site - Honours", "Site - front"}},
		"a parameter": {old: "1900", new: "1901", want: []string{"Site - own"}},
		"a term taken away": {old: "localities = [\"Hải Phòng\"]\n+++", new: "+++", want: []string{
			"Article tin/a.md related", "Article tin/b.md body", "Article tin/b.md names", "Article tin/b.md own", "Article tin/b.md related", "Term /dia-phuong/hai-phong/ Articles"}},
		"a story goes": {old: "date = 2021-08-01", new: "date = 2021-08-01\ndraft = true", want: []string{
			"Article tin/b.md Newer", "Period /luu-tru/2021/ Articles", "Period /luu-tru/2021/ Months", "Section tin Articles",
			"Site - Articles", "Site - Held", "Site - front"}},
	} {
		t.Run(name, func(t *testing.T) {
			before := read(t, factSite).FactValues()
			var changes []func(*site.Input)
			if c.change != nil {
				changes = append(changes, c.change)
			}
			text := strings.Replace(factSite, c.old, c.new, 1)
			if c.old != "" && text == factSite {
				t.Fatal("nothing to replace")
			}
			after := read(t, text, changes...).FactValues()
			var changed []string
			for fact, value := range after {
				if old, had := before[fact]; had && old != value && fact != "Site - everything" {
					changed = append(changed, fact)
				}
			}
			slices.Sort(changed)
			if diff := cmp.Diff(c.want, changed); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if (len(c.want) > 0) != (before["Site - everything"] != after["Site - everything"]) {
				t.Error("everything does not follow")
			}
		})
	}
}

// TestEqualSitesHaveEqualFacts, whatever the order in which texts were read.
func TestEqualSitesHaveEqualFacts(t *testing.T) {
	reversed := func(in *site.Input) { slices.Reverse(in.Entries) }
	if diff := cmp.Diff(read(t, factSite).FactValues(), read(t, factSite, reversed).FactValues()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	s := read(t, factSite)
	for f := range site.Fact(s.FactCount()) {
		if again, ok := s.FactNamed(s.NameOf(f)); !ok || again != f {
			t.Errorf("%v is found as %v", f, again)
		}
	}
}

// TestTrace: what is read is noted, that of a part for the part and for the whole.
func TestTrace(t *testing.T) {
	s := read(t, factSite)
	a, b := s.ArticleAt("tin/a.md"), s.ArticleAt("tin/b.md")
	note := func(t *site.Trace, receiver any, member string) {
		if reader := site.ReaderOf(reflect.TypeOf(receiver), member); reader != nil {
			reader(t, reflect.ValueOf(receiver))
		}
	}
	trace := site.NewTrace(s)
	trace.Begin()
	note(trace, a, "Title")
	part := trace.Part(func() {
		note(trace, b, "Body")
		note(trace, a.Honorees[0], "Name")
		note(trace, a.Honorees[0], "Awards") // of the mention itself
		note(trace, a.Honorees[0], "IsPerson")
	})
	note(trace, a, "Title")
	all := trace.Facts()
	if got, want := len(part), 3; got != want { // the site, the body of b, the honoree
		t.Errorf("the part read %d facts, want %d", got, want)
	}
	if got, want := len(all), 4; got != want {
		t.Errorf("the whole read %d facts, want %d", got, want)
	}
	for _, f := range part {
		if !slices.Contains(all, f) {
			t.Errorf("the whole misses %v", s.NameOf(f))
		}
		if again, ok := s.FactNamed(s.NameOf(f)); !ok || again != f {
			t.Errorf("%v is found as %v", f, again)
		}
	}
	trace.Begin()
	note(trace, s, "Views")
	if got := trace.Facts(); len(got) != 2 {
		t.Errorf("a method that may read anything: %d facts", len(got))
	}
	var none *site.Trace
	none.Begin()
	none.Note(1)
	none.Everything()
	none.Own(a)
	if none.Part(func() {}) != nil || none.Facts() != nil {
		t.Error("no trace traces")
	}
}
