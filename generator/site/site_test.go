package site_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"guong/generator/site"
)

// TestDecomposedNamesMeanTheSame: a site whose file names and links came from a
// Mac, in NFD, or with the look-alike Ð (U+00D0), is the same site.
func TestDecomposedNamesMeanTheSame(t *testing.T) {
	archive := func(form func(string) string) string {
		return story(form("Gương sáng/Đổi mới.md"), "Đổi mới", "2024-01-01", form(`localities = ["Thừa Thiên Huế"]`), `image = "Lớp học.jpg"`) +
			"\n" + form("[khác](<Nền nếp/index.md>) ![ảnh](<Lớp học.jpg>)") + "\n" +
			story(form("Gương sáng/Nền nếp/index.md"), "Nền nếp", "2024-01-02", `localities = ["Thừa Thiên Huế"]`, `related = ["../Đổi mới.md"]`) +
			"-- content/" + form("Gương sáng/Lớp học.jpg") + " --\n"
	}
	want := all(read(t, archive(norm.NFC.String)), nil)
	if got := all(read(t, archive(norm.NFD.String)), nil); got != want {
		t.Errorf("NFC and NFD differ:\n%s", cmp.Diff(want, got))
	}
	if !strings.Contains(want, "/guong-sang/doi-moi/") || !strings.Contains(want, `href="/guong-sang/nen-nep/"`) {
		t.Errorf("not the site that was meant:\n%s", want)
	}
	s := read(t, story("tin/Ðại hội.md", "Đại hội", "2024-01-01")+story("tin/khac.md", "Khác", "2024-01-01")+"\n[đại hội](<Ðại hội.md>)\n")
	if wrong := everything(s, nil); len(wrong) > 0 {
		t.Error(shown(wrong))
	}
	if s.ArticleAt("tin/Đại hội.md") == nil {
		t.Error("a file whose name has the look-alike Ð is not found by its name with Đ")
	}
}

// TestFutureShowsWhatIsPending: the preview marks what visitors do not see.
func TestFutureShowsWhatIsPending(t *testing.T) {
	archive := story("tin/a.md", "Nay", "2026-01-01") + story("tin/b.md", "Mai", "2027-01-01") +
		story("tin/c.md", "Hết hạn", "2026-01-01", "expires = 2026-02-01") + story("tin/d.md", "Nháp", "2026-01-01", "draft = true")
	tests := []struct {
		name           string
		drafts, future bool
		want           []string
	}{
		{"visitors", false, false, []string{"Nay"}},
		{"drafts", true, false, []string{"Nay", "Nháp draft"}},
		{"future", false, true, []string{"Mai pending", "Nay", "Hết hạn pending"}},
		{"preview", true, true, []string{"Mai pending", "Nay", "Hết hạn pending", "Nháp draft"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := read(t, archive, func(in *site.Input) { in.Drafts, in.Future = test.drafts, test.future })
			var got []string
			for _, a := range s.Articles {
				name := a.Title
				if a.Pending {
					name += " pending"
				}
				if a.Draft {
					name += " draft"
				}
				got = append(got, name)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestTextWithoutLinksIsShared: no copy of the HTML is made.
func TestTextWithoutLinksIsShared(t *testing.T) {
	s := read(t, story("tin/a.md", "A", "2024-01-01"))
	a := s.Articles[0]
	if n := testing.AllocsPerRun(10, func() { _ = a.Body() }); n != 0 {
		t.Errorf("%v allocations for a text without links", n)
	}
}

// TestResourcesAreNotChanged: two snapshots of one site share their files, and
// each measures a picture only when it is shown, once.
func TestResourcesAreNotChanged(t *testing.T) {
	measured := 0
	var given []*site.Resource
	s := read(t, story("tin/a/index.md", "A", "2024-01-01", `image = "a.jpg"`)+"-- content/tin/a/a.jpg --\n", func(in *site.Input) {
		given = in.Resources
		given[0].Measure = func() site.Picture { measured++; return site.Picture{Width: 3, Height: 4} }
	})
	if given[0].URL != "" {
		t.Errorf("New changed its input: URL %q", given[0].URL)
	}
	if measured != 0 {
		t.Error("a picture was measured that no page has shown yet")
	}
	image := s.Articles[0].Image
	if image.Width() != 3 || image.Height() != 4 || measured != 1 {
		t.Errorf("%d×%d, measured %d times", image.Width(), image.Height(), measured)
	}
}

// TestArticleTells holds what templates ask of an article.
func TestArticleTells(t *testing.T) {
	s := read(t, story("tin/a/index.md", "A", "2024-01-01", `fields = ["Y tế"]`, `[source]`, `name = "Báo"`)+"\n## Mục\n\n"+strings.Repeat("chữ ", 250))
	a := s.Articles[0]
	if a.Minutes() != 2 || len(a.Headings()) != 1 || a.Headings()[0].ID != "muc" {
		t.Errorf("minutes %d, headings %v", a.Minutes(), a.Headings())
	}
	if got := titles(a.TermsOf("fields"), termTitle); got != "Y tế" || a.TermsOf("awards") != nil {
		t.Errorf("fields %q, awards %v", got, a.TermsOf("awards"))
	}
	if a.File() != "content/tin/a/index.md" || a.Permalink() != "https://tdkt.example/tin/a/" {
		t.Error(a.File(), a.Permalink())
	}
	field := s.Taxonomy("fields")
	if field.Permalink() != "https://tdkt.example/linh-vuc/" || field.Terms[0].Permalink() != "https://tdkt.example/linh-vuc/y-te/" || s.Taxonomy("x") != nil {
		t.Error(field.Permalink(), field.Terms[0].Permalink())
	}
	if a.Section.Permalink() != "https://tdkt.example/tin/" || a.Section.Body() != "" {
		t.Error(a.Section.Permalink(), a.Section.Body())
	}
}

// TestAddressesUnderABasePath holds what Local, Absolute and OutputPath make of
// an address.
func TestAddressesUnderABasePath(t *testing.T) {
	s := read(t, "-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/tdkt\"\n[[menu]]\ntitle = \"A\"\nurl = \"/a/\"\n[[menu]]\ntitle = \"B\"\nurl = \"https://b.example/\"\n")
	tests := []struct{ url, local, absolute, output string }{
		{"/", "/tdkt/", "https://x.example/tdkt/", "index.html"},
		{"/a/", "/tdkt/a/", "https://x.example/tdkt/a/", "a/index.html"},
		{"/a.html", "/tdkt/a.html", "https://x.example/tdkt/a.html", "a.html"},
	}
	for _, test := range tests {
		local := s.Local(test.url)
		if local != test.local || s.Absolute(local) != test.absolute || s.OutputPath(local) != test.output {
			t.Errorf("%s: %q, %q, %q", test.url, local, s.Absolute(local), s.OutputPath(local))
		}
	}
	if other := "https://b.example/"; s.Local(other) != other || s.Absolute(other) != other {
		t.Error("the address of another site was changed")
	}
	if diff := cmp.Diff([]site.Link{{Title: "A", URL: "/tdkt/a/"}, {Title: "B", URL: "https://b.example/"}}, s.Menu); diff != "" {
		t.Errorf("menu (-want +got)\n%s", diff)
	}
}

// TestAbsoluteFrom: an address in a feed is the one that a browser would follow on
// the page.
func TestAbsoluteFrom(t *testing.T) {
	s := read(t, "-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/tdkt\"\n")
	for url, want := range map[string]string{
		"/tdkt/a/":               "https://x.example/tdkt/a/",
		"/tdkt/a/?q=/../#/..":    "https://x.example/tdkt/a/?q=/../#/..",
		"/khac/":                 "https://x.example/khac/",
		"b/":                     "https://x.example/tdkt/tin/a/b/",
		"b.html?x=1#y":           "https://x.example/tdkt/tin/a/b.html?x=1#y",
		"../b":                   "https://x.example/tdkt/tin/b",
		"..":                     "https://x.example/tdkt/tin/",
		"./":                     "https://x.example/tdkt/tin/a/",
		"../../../../../c/":      "https://x.example/c/",
		"../../../..":            "https://x.example/",
		"":                       "https://x.example/tdkt/tin/a/",
		"?q":                     "https://x.example/tdkt/tin/a/?q",
		"#f":                     "https://x.example/tdkt/tin/a/#f",
		"x/a:b":                  "https://x.example/tdkt/tin/a/x/a:b",
		"https://y.example/a":    "https://y.example/a",
		"mailto:a@y.example":     "mailto:a@y.example",
		"//y.example/a":          "//y.example/a",
		"?u=https://y.example/a": "https://x.example/tdkt/tin/a/?u=https://y.example/a",
	} {
		if got := s.AbsoluteFrom("/tdkt/tin/a/", url); got != want {
			t.Errorf("%q: %q, want %q", url, got, want)
		}
	}
}

// TestPagesOfOneTitleKeepAnOrder: by weight, then title, then path.
func TestPagesOfOneTitleKeepAnOrder(t *testing.T) {
	s := read(t, page("b.md", "Giống")+page("a.md", "Giống")+page("c.md", "An")+page("d.md", "Zô", "weight = -1"))
	var got []string
	for _, p := range s.Pages {
		got = append(got, p.Path)
	}
	if want := []string{"d.md", "c.md", "a.md", "b.md"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
