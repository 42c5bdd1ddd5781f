package feed_test

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/feed"
	"guong/generator/site"
)

// node is an XML element.
type node struct {
	XMLName  xml.Name
	Text     string `xml:",chardata"`
	Children []node `xml:",any"`
}

// Namespaces of sitemaps.
const (
	plain = "http://www.sitemaps.org/schemas/sitemap/0.9"
	news  = "http://www.google.com/schemas/sitemap-news/0.9"
)

// rule is what a schema says of an element: its children in their order, each
// once, or what its text must be.
type rule struct {
	children string // "a b? c+"
	text     func(string) error
}

// schemas are the rules of sitemap.xsd, siteindex.xsd (sitemaps.org) and
// sitemap-news.xsd (google.com), as far as they concern what is written here.
var schemas = map[xml.Name]rule{
	{Space: plain, Local: "sitemapindex"}:    {children: "sitemap+"},
	{Space: plain, Local: "sitemap"}:         {children: "loc lastmod?"},
	{Space: plain, Local: "urlset"}:          {children: "url+"},
	{Space: plain, Local: "url"}:             {children: "loc lastmod? news?"},
	{Space: plain, Local: "loc"}:             {text: isLoc},
	{Space: plain, Local: "lastmod"}:         {text: isW3CDatetime},
	{Space: news, Local: "news"}:             {children: "publication publication_date title"},
	{Space: news, Local: "publication"}:      {children: "name language"},
	{Space: news, Local: "name"}:             {text: isNotEmpty},
	{Space: news, Local: "language"}:         {text: isLanguage},
	{Space: news, Local: "publication_date"}: {text: isW3CDatetime},
	{Space: news, Local: "title"}:            {text: isNotEmpty},
}

// isLoc holds tLoc (12 to 2,048 characters) and the protocol: an absolute,
// escaped address of the site.
func isLoc(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return err
	case len(s) < 12 || len(s) >= 2048:
		return fmt.Errorf("%d characters", len(s))
	case !strings.HasPrefix(s, "https://thu.example/") || u.String() != s:
		return fmt.Errorf("%q is no address of the site", s)
	}
	return nil
}

func isW3CDatetime(s string) error {
	_, err := time.Parse(time.RFC3339, s)
	return err
}

func isNotEmpty(s string) error {
	if strings.TrimSpace(s) == "" {
		return fmt.Errorf("no text")
	}
	return nil
}

func isLanguage(s string) error {
	if s != "vi" && s != "en" {
		return fmt.Errorf("language %q", s)
	}
	return nil
}

// check holds an element against the schemas.
func check(n node) (wrong []string) {
	r, known := schemas[n.XMLName]
	if !known {
		return []string{"unknown element " + n.XMLName.Local}
	}
	if r.text != nil {
		if err := r.text(n.Text); err != nil {
			wrong = append(wrong, n.XMLName.Local+": "+err.Error())
		}
	} else if strings.TrimSpace(n.Text) != "" {
		wrong = append(wrong, n.XMLName.Local+": text between elements")
	}
	rest := n.Children
	for _, want := range strings.Fields(r.children) {
		name := strings.TrimRight(want, "?+")
		count := 0
		for len(rest) > 0 && rest[0].XMLName.Local == name {
			wrong = append(wrong, check(rest[0])...)
			rest = rest[1:]
			count++
		}
		if count == 0 && !strings.HasSuffix(want, "?") || count > 1 && !strings.HasSuffix(want, "+") {
			wrong = append(wrong, fmt.Sprintf("%s: %d × %s", n.XMLName.Local, count, name))
		}
	}
	if len(rest) > 0 {
		wrong = append(wrong, n.XMLName.Local+": unexpected "+rest[0].XMLName.Local)
	}
	return wrong
}

// parse reads a sitemap, holds it against its schema and returns its addresses.
func parse(t *testing.T, name, text string) (locs []string) {
	t.Helper()
	var root node
	if err := xml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, w := range check(root) {
		t.Errorf("%s: %s", name, w)
	}
	if len(text) > 50<<20 || len(root.Children) > 50000 {
		t.Errorf("%s: %d bytes, %d entries", name, len(text), len(root.Children))
	}
	for _, entry := range root.Children {
		locs = append(locs, entry.Children[0].Text)
	}
	return locs
}

// TestTheCheckerFindsMistakes: the checker of this file is not blind.
func TestTheCheckerFindsMistakes(t *testing.T) {
	const start, end = `<urlset xmlns="` + plain + `" xmlns:n="` + news + `">`, `</urlset>`
	for _, wrong := range []string{
		start + end,
		start + `<url></url>` + end,
		start + `<url><lastmod>2021-07-06</lastmod><loc>https://thu.example/</loc></url>` + end,
		start + `<url><loc>/tin/</loc></url>` + end,
		start + `<url><loc>https://khac.example/</loc></url>` + end,
		start + `<url><loc>https://thu.example/ơ</loc></url>` + end,
		start + `<url><loc>https://thu.example/</loc><lastmod>06/07/2021</lastmod></url>` + end,
		start + `<url><loc>https://thu.example/</loc><loc>https://thu.example/</loc></url>` + end,
		start + `<url><loc>https://thu.example/</loc><priority>2</priority></url>` + end,
		start + `<url><loc>https://thu.example/</loc><n:news><n:title>x</n:title></n:news></url>` + end,
	} {
		var root node
		if err := xml.Unmarshal([]byte(wrong), &root); err != nil {
			t.Fatal(err)
		}
		if len(check(root)) == 0 {
			t.Errorf("nothing wrong with %s", wrong)
		}
	}
}

// TestSitemapsListWhatMayBeFound: together the parts list every page that search
// engines may take, once, however small they are.
func TestSitemapsListWhatMayBeFound(t *testing.T) {
	s := golden(t)
	var want []string
	for v := range s.Views() {
		if !v.NoIndex && v.Canonical == s.Absolute(v.URL) {
			want = append(want, v.Canonical)
		}
	}
	for _, limit := range []int{1, 7, len(want) - 1, len(want), len(want) + 1, 50000} {
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			out := files(t, feed.Sitemaps(s, limit))
			parts := parse(t, "sitemap.xml", out["sitemap.xml"])
			if n := (len(want) + limit - 1) / limit; len(parts) != n {
				t.Errorf("%d parts, want %d", len(parts), n)
			}
			var got []string
			for _, part := range parts {
				name := strings.TrimPrefix(part, s.BaseURL)
				locs := parse(t, name, out[name])
				if len(locs) > limit {
					t.Errorf("%s: %d addresses", name, len(locs))
				}
				got = append(got, locs...)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("addresses (-site +sitemaps)\n%s", diff)
			}
		})
	}
}

// TestSitemapsHaveRoom: a sitemap has no more bytes than it may, and ends no
// earlier than it must.
func TestSitemapsHaveRoom(t *testing.T) {
	var locs []string
	for i := range 200 {
		locs = append(locs, "https://thu.example/"+strings.Repeat("a&", i)+"/")
	}
	for _, room := range []int{1, 500, 1000, 10_000, 100_000} {
		text, n := feed.SitemapWithin(room, locs)
		if n > 1 && len(text) > room || n < 1 {
			t.Errorf("%d addresses in %d bytes, more than %d", n, len(text), room)
		}
		if n < len(locs) && len(text)+5*len(locs[n])+300 < room {
			t.Errorf("%d addresses in %d bytes of %d: there was room for more", n, len(text), room)
		}
	}
}

// TestNewsOfTwoDays: the sitemap of news has what is no older than two days and
// was published here first, and is not there without any.
func TestNewsOfTwoDays(t *testing.T) {
	const head = "-- config.toml --\ntitle = \"Gương\"\nbaseURL = \"https://thu.example/\"\n"
	story := func(name, date string, keys ...string) string {
		return fmt.Sprintf("-- content/tin/%s.md --\n+++\ntitle = %q\ndate = %s\n%s\n+++\n\nBài.\n", name, name, date, strings.Join(keys, "\n"))
	}
	for _, test := range []struct {
		name, stories string
		want          []string
	}{
		{"now", story("bay-gio", "2026-11-23T15:00:00+07:00"), []string{"bay-gio"}},
		{"two days ago", story("hai-ngay", "2026-11-21T15:00:00+07:00"), []string{"hai-ngay"}},
		{"a second more", story("cu", "2026-11-21T14:59:59+07:00"), nil},
		{"not yet", story("mai", "2026-11-24T15:00:00+07:00"), nil},
		{"from elsewhere", story("lai", "2026-11-23T14:00:00+07:00", `source = { name = "Báo", url = "https://khac.example/" }`), nil},
		{"newest first", story("mot", "2026-11-22T14:00:00+07:00") + story("hai", "2026-11-23T14:00:00+07:00"), []string{"hai", "mot"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := rendered(t, head+test.stories)
			text, there := out["sitemap-news.xml"]
			if there != (len(test.want) > 0) || there != strings.Contains(out["robots.txt"], "/sitemap-news.xml\n") {
				t.Fatalf("there: %v; robots.txt:\n%s", there, out["robots.txt"])
			}
			var got []string
			if there {
				for _, loc := range parse(t, "sitemap-news.xml", text) {
					got = append(got, strings.Trim(strings.TrimPrefix(loc, "https://thu.example/tin"), "/"))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestNewsAreAtMostAThousand: the oldest of more are left out.
func TestNewsAreAtMostAThousand(t *testing.T) {
	var archive strings.Builder
	archive.WriteString("-- config.toml --\ntitle = \"Gương\"\nbaseURL = \"https://thu.example/\"\n")
	for i := range 1001 {
		fmt.Fprintf(&archive, "-- content/tin/%d.md --\n+++\ntitle = \"Bài %d\"\ndate = %s\n+++\n", i, i, now.Add(-time.Duration(i)*time.Minute).Format(time.RFC3339))
	}
	locs := parse(t, "sitemap-news.xml", rendered(t, archive.String())["sitemap-news.xml"])
	if len(locs) != 1000 || locs[0] != "https://thu.example/tin/0/" {
		t.Errorf("%d stories, the first at %s", len(locs), locs[0])
	}
}

// TestASitesOwnRobotsGoBefore: a robots.txt among the files of the site is the only one.
func TestASitesOwnRobotsGoBefore(t *testing.T) {
	out := rendered(t, "-- config.toml --\ntitle = \"Gương\"\nbaseURL = \"https://thu.example/\"\n-- content/robots.txt --\nUser-agent: *\n")
	if text, there := out["robots.txt"]; there {
		t.Errorf("there is another: %s", text)
	}
}

// TestOnlyNewsDependOnTheMoment: the moment for which a site is made changes
// nothing but the news.
func TestOnlyNewsDependOnTheMoment(t *testing.T) {
	today := files(t, outputs(golden(t)))
	later := files(t, outputs(golden(t, func(in *site.Input) { in.Now = now.AddDate(1, 0, 0) })))
	for _, out := range []map[string]string{today, later} {
		delete(out, "sitemap-news.xml")
		delete(out, "robots.txt")
	}
	if diff := cmp.Diff(today, later); diff != "" {
		t.Errorf("(-today +in a year)\n%s", diff)
	}
}
