package feed_test

import (
	"net/url"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"guong/generator/site"
)

// golden is the site of testdata/site.txtar.
func golden(t *testing.T, change ...func(*site.Input)) *site.Site {
	t.Helper()
	raw, err := os.ReadFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return read(t, txtar.Parse(raw), change...)
}

// item is what a reader must find of a story in every feed.
type item struct {
	ID, Link, Title, Summary, Image string
	Published, Updated              string
	Authors, Terms                  []string
}

// TestReadersFindTheSite parses every feed with gofeed and compares what it says
// with the site.
func TestReadersFindTheSite(t *testing.T) {
	s := golden(t)
	stories := map[string]*site.Article{}
	for _, a := range s.Articles {
		stories[a.Permalink()] = a
	}
	checked := 0
	for name, text := range files(t, outputs(s)) {
		base := path.Base(name)
		if base != site.RSSName && base != site.AtomName && base != site.JSONFeedName {
			continue
		}
		checked++
		got, err := gofeed.NewParser().ParseString(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		list := s.BaseURL + strings.TrimSuffix(name, base)
		if got.Link != list || got.FeedLink != s.BaseURL+name || got.Language != "vi" || got.Description == "" || got.Title == "" {
			t.Errorf("%s: link %q, self %q, language %q, description %q, title %q", name, got.Link, got.FeedLink, got.Language, got.Description, got.Title)
		}
		if len(got.Items) == 0 {
			t.Errorf("%s: no items", name)
		}
		for _, i := range got.Items {
			a := stories[i.Link]
			if a == nil {
				t.Errorf("%s: no story at %s", name, i.Link)
				continue
			}
			if diff := cmp.Diff(wanted(a, base), found(i, base)); diff != "" {
				t.Errorf("%s (-site +reader)\n%s", name, diff)
			}
			if strings.HasPrefix(name, "linh-vuc/") {
				checkSummary(t, name, a, i.Content)
			} else {
				checkContent(t, name, a, i.Content)
			}
		}
	}
	if want := 3 * (1 + 2 + 1); checked != want {
		t.Errorf("%d feeds, want %d", checked, want)
	}
}

// wanted is what the site says of a story. Not every form has every fact.
func wanted(a *site.Article, form string) item {
	w := item{
		ID: "tag:thu.example," + a.Date.Format("2006-01-02") + ":/tdkt/" + strings.ReplaceAll(a.Path, " ", "%20"), Link: a.Permalink(),
		Title: a.Title, Summary: a.Summary, Published: a.Date.Format(time.RFC3339), Updated: a.Modified().Format(time.RFC3339),
	}
	for _, author := range a.Authors {
		w.Authors = append(w.Authors, author.Title)
	}
	for _, terms := range a.Terms {
		for _, term := range terms.Terms {
			w.Terms = append(w.Terms, term.Title)
		}
	}
	if a.Image != nil {
		w.Image = strings.ReplaceAll(strings.ReplaceAll(a.Site.Absolute(a.Image.URL), "ả", "%E1%BA%A3"), " ", "%20")
	}
	if form == site.RSSName { // the description is HTML, and there is no time of change
		w.Summary, w.Updated = strings.ReplaceAll(strings.ReplaceAll(w.Summary, "&", "&amp;"), "<", "&lt;"), ""
	}
	return w
}

// found is what a reader says of it.
func found(i *gofeed.Item, form string) item {
	f := item{ID: i.GUID, Link: i.Link, Title: i.Title, Summary: i.Description, Published: zoned(*i.PublishedParsed), Terms: i.Categories}
	if i.UpdatedParsed != nil {
		f.Updated = zoned(*i.UpdatedParsed)
	}
	for _, author := range i.Authors {
		f.Authors = append(f.Authors, author.Name)
	}
	if i.DublinCoreExt != nil { // of several creators, gofeed makes the first an author
		f.Authors = i.DublinCoreExt.Creator
	}
	if form == site.JSONFeedName {
		if i.Image != nil {
			f.Image = i.Image.URL
		}
		return f
	}
	if pictures := i.Extensions["media"]["content"]; len(pictures) == 1 {
		f.Image = pictures[0].Attrs["url"]
	}
	return f
}

// zoned is a moment as the site tells it; gofeed gives some in UTC.
func zoned(t time.Time) string {
	return t.In(time.FixedZone("", 7*60*60)).Format(time.RFC3339)
}

// checkSummary wants no more of a story than what lists say of it.
func checkSummary(t *testing.T, name string, a *site.Article, content string) {
	t.Helper()
	want := ""
	if path.Base(name) == site.JSONFeedName { // which must have a content
		want = a.Summary
	}
	if content != want {
		t.Errorf("%s: %s: the content is %q, want %q", name, a.Path, content, want)
	}
}

// checkContent looks for the whole text of a story, with absolute addresses.
func checkContent(t *testing.T, name string, a *site.Article, content string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		for _, attr := range n.Attr {
			if attr.Key != "href" && attr.Key != "src" {
				continue
			}
			if u, err := url.Parse(attr.Val); err != nil || !u.IsAbs() {
				t.Errorf("%s: %s: the address %q is not absolute", name, a.Path, attr.Val)
			}
		}
	}
	parts := []string{"</p>"}
	if !a.Excerpt {
		parts = append(parts, html.EscapeString(a.Summary))
	}
	for _, c := range a.Corrections {
		parts = append(parts, html.EscapeString(c.Text))
	}
	for _, part := range parts {
		if !strings.Contains(content, part) {
			t.Errorf("%s: %s: the content lacks %q:\n%s", name, a.Path, part, content)
		}
	}
}
