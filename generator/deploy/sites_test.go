package deploy_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guong/generator/deploy"
	"guong/generator/publish"
)

// site is a finished site: its files, and what the build says of them.
type site struct {
	files   map[string]string
	hosting deploy.Hosting
}

// hashed returns a name that changes with the bytes.
func hashed(name, text, ext string) string {
	sum := sha256.Sum256([]byte(text))
	return name + "." + hex.EncodeToString(sum[:8]) + ext
}

var caching = []deploy.CachingRule{
	{Pattern: `^(.+/)?[^/]+\.[0-9a-f]{16}\.[^./]+$`, Value: "public, max-age=31536000, immutable"},
	{Pattern: `^search/manifest\.json$`, Value: "no-cache"},
}

// newSite returns a site with the styles of a version, without stories.
func newSite(version int) *site {
	style := fmt.Sprintf("/* kiểu %d */ body { color: #%03d }", version, version)
	return (&site{map[string]string{}, deploy.Hosting{Version: deploy.HostingVersion, BaseURL: "https://tdkt.example/", Caching: caching}}).
		add(hashed("assets/kieu", style, ".css"), style)
}

func (s *site) add(name, text string) *site {
	s.files[name] = text
	return s
}

// style returns the name of the style sheet.
func (s *site) style() string {
	for name := range s.files {
		if strings.HasPrefix(name, "assets/kieu.") {
			return name
		}
	}
	return ""
}

// story adds a story with a picture; they change with the text.
func (s *site) story(name, text string) *site {
	page := "guong-sang/" + name + "/index.html"
	picture := hashed("guong-sang/"+name+"/anh", text, ".webp")
	s.add(picture, text)
	s.add(page, fmt.Sprintf(`<link rel="stylesheet" href="/%s"><img src="/%s"><p>%s</p>%s`, s.style(), picture, text, strings.Repeat("<p>Việc tốt.</p>", 40)))
	s.hosting.Stories = append(s.hosting.Stories, page)
	return s
}

// removed puts a notice in place of a story.
func (s *site) removed(name string) *site {
	page := "guong-sang/" + name + "/index.html"
	s.hosting.Removed = append(s.hosting.Removed, page)
	return s.add(page, fmt.Sprintf(`<link rel="stylesheet" href="/%s"><p>Bài đã gỡ.</p>`, s.style()))
}

// moved puts a page that leads on in place of a story.
func (s *site) moved(name, to string) *site {
	page := "guong-sang/" + name + "/index.html"
	s.hosting.Redirects = append(s.hosting.Redirects, deploy.Redirect{Path: page, To: to})
	return s.add(page, `<meta http-equiv="refresh" content="0; url=`+to+`">`)
}

// lists adds the pages that list the stories, feeds, and the index.
func (s *site) lists() *site {
	var links, feed strings.Builder
	for _, page := range slices.Sorted(slices.Values(s.hosting.Stories)) {
		fmt.Fprintf(&links, `<a href="/%s">%s</a>`, strings.TrimSuffix(page, "index.html"), s.files[page][:20])
		fmt.Fprintf(&feed, "<item>%s</item>", s.files[page])
	}
	head := fmt.Sprintf(`<link rel="stylesheet" href="/%s">`, s.style())
	for _, name := range []string{"index.html", "guong-sang/index.html", "guong-sang/trang/1/index.html", "tac-gia/lan/index.html", "404.html"} {
		s.add(name, head+name+links.String())
	}
	for _, name := range []string{"rss.xml", "guong-sang/atom.xml", "sitemap.xml", "search/manifest.json", "search/0/cards.bin"} {
		s.add(name, name+feed.String())
	}
	return s.add("robots.txt", "User-agent: *\n")
}

// publish writes a site into a new folder and returns its name.
func (s *site) publish(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	s.publishTo(t, dir)
	return dir
}

func (s *site) publishTo(t testing.TB, dir string) {
	t.Helper()
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if err := p.Write(name, []byte(s.files[name])); err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal(s.hosting)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.WriteState(deploy.HostingFile, data); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// small returns a version of a small site. Versions differ in styles, stories, pictures
// and lists; some have stories that others lack.
func small(version int) *site { return smallSite(version, version%3 == 1) }

// smallSite returns a version of a small site, with or without its fifth story.
func smallSite(version int, lacking bool) *site {
	s := newSite(version / 2)
	for i := range 6 {
		switch text := fmt.Sprintf("Cô giáo số %d, lần sửa %d", i, (version+i)/3); {
		case i == 4 && lacking:
		case i == 5 && version%4 == 2:
			s.moved("bai-5", "/guong-sang/bai-0/")
		default:
			s.story(fmt.Sprintf("bai-%d", i), text)
		}
	}
	return s.lists()
}
