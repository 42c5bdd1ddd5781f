package site_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/diag"
	"guong/generator/site"
)

// TestRedirects holds which former addresses lead on, which of them have a page,
// and what is refused, with its line.
func TestRedirects(t *testing.T) {
	for _, test := range []struct {
		name, archive string
		want          []string // redirects and what is wrong, in their order
	}{
		{
			"pages and queries", story("tin/a.md", "A", "2024-01-01", `aliases = ["/cu/", "/index.php?id=5", "/a:b", "B%C3%A0i.html"]`),
			[]string{"/cu/ page", "/index.php?id=5", "/a:b/", "/Bài.html page"},
		},
		{
			"the page itself", story("tin/a.md", "A", "2024-01-01", `aliases = ["/tin/a/"]`),
			[]string{"content/tin/a.md:4:13: site.alias-taken /tin/a/"},
		},
		{
			"the page itself, as a file", story("tin/a.md", "A", "2024-01-01", `aliases = ["/cu/", "/tin/a/index.html"]`),
			[]string{"/cu/ page", "content/tin/a.md:4:21: site.alias-taken /tin/a/index.html"},
		},
		{
			"the page itself, without slashes", story("tin/a.md", "A", "2024-01-01", `aliases = ["tin/a"]`),
			[]string{"content/tin/a.md:4:13: site.alias-taken /tin/a"},
		},
		{
			"a list", story("tin/a.md", "A", "2024-01-01", `aliases = ["/dia-phuong/"]`),
			[]string{"content/tin/a.md:4:13: site.alias-taken /dia-phuong/"},
		},
		{
			"a file", story("tin/a.md", "A", "2024-01-01", `aliases = ["/tin/anh.html"]`, `image = "anh.html"`) + "-- content/tin/anh.html --\n",
			[]string{"content/tin/a.md:4:13: site.alias-taken /tin/anh.html"},
		},
		{
			"a page with other capitals", story("tin/a.md", "A", "2024-01-01", `aliases = ["/Tin/A/", "/tin/A.html"]`),
			[]string{"/Tin/A/", "/tin/A.html page"},
		},
		{
			"two former addresses with other capitals", story("tin/a.md", "A", "2024-01-01", `aliases = ["/Cu.html", "/cu.html"]`),
			[]string{"/Cu.html page", "/cu.html"},
		},
		{
			"one story says it twice", story("tin/a.md", "A", "2024-01-01", `aliases = ["/cu", "/cu/", "/x?a=1", "/x?a=1"]`),
			[]string{"/cu/ page", "/x?a=1"},
		},
		{
			"two stories", story("tin/a.md", "A", "2024-01-01", `aliases = ["/cu/"]`) + story("tin/b.md", "B", "2024-01-02", `aliases = ["/cu"]`),
			[]string{"/cu/ page", "content/tin/a.md:4:13: site.alias-twice /cu/ content/tin/b.md"},
		},
		{
			"two stories, with a query", story("tin/a.md", "A", "2024-01-01", `aliases = ["/x?a=1"]`) + story("tin/b.md", "B", "2024-01-02", `aliases = ["/x?a=1", "/x?a=2"]`),
			[]string{"/x?a=1", "/x?a=2", "content/tin/a.md:4:13: site.alias-twice /x?a=1 content/tin/b.md"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, wrong := site.New(input(t, txtar.Parse([]byte(test.archive))))
			var got []string
			for _, r := range s.Redirects {
				line := r.URL
				if r.Query != "" {
					line += "?" + r.Query
				}
				if r.Page {
					line += " page"
				}
				got = append(got, line)
			}
			for _, d := range wrong {
				got = append(got, strings.TrimSpace(fmt.Sprintf("%s:%d:%d: %s ", d.File, d.Line, d.Column, d.Message.ID)+fmt.Sprintln(d.Message.Args...)))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			for v := range s.Views() {
				if v.Layout == site.LayoutRedirect && (v.Target == "" || strings.Contains(v.URL, "?")) {
					t.Errorf("a page at %s leads to %q", v.URL, v.Target)
				}
			}
		})
	}
}

// TestNamesThatAreNoAddresses: files and folders with names that Windows cannot
// have are warned of, unless a slug takes their place, and keep their addresses.
func TestNamesThatAreNoAddresses(t *testing.T) {
	for _, test := range []struct {
		name, archive string
		want          []string
	}{
		{"a story", story("tin/con.md", "Con", "2024-01-01"), []string{"content/tin/con.md"}},
		{"a page", page("Aux.md", "A"), []string{"content/Aux.md"}},
		{"a folder", story("con/a.md", "A", "2024-01-01") + story("con/b.md", "B", "2024-01-01"), []string{"content/con"}},
		{"a folder below", story("tin/nul/a.md", "A", "2024-01-01"), []string{"content/tin/nul"}},
		{"a slug", story("tin/con.md", "Con", "2024-01-01", `slug = "con-cai"`) + page("prn/_index.md", "P", `slug = "p"`) + story("prn/a.md", "A", "2024-01-01"), nil},
		{"others", story("con-em/com10.md", "A", "2024-01-01"), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, wrong := site.New(input(t, txtar.Parse([]byte(test.archive))))
			var got []string
			for _, a := range s.Articles {
				if strings.Contains(a.URL, "-1/") {
					t.Errorf("the address %s was changed", a.URL)
				}
			}
			for _, d := range wrong {
				got = append(got, d.File)
				if d.Severity != diag.Warning {
					t.Errorf("an error: %v", d)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
