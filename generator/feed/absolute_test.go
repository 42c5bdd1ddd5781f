package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// TestFeedsHaveAbsoluteAddresses reads the three feeds of a site whose texts have
// every kind of address, also such as the site lacks, and looks at all attributes
// that may hold one.
func TestFeedsHaveAbsoluteAddresses(t *testing.T) {
	s := read(t, txtar.Parse([]byte(`-- config.toml --
title = "G"
baseURL = "https://x.example/tdkt/"
[markup]
rawHTML = "sanitise"
[organisation]
logo = "khong-co.png"
-- content/tin/anh.png --
-- content/tin/a/index.md --
+++
title = "A"
date = 2026-01-01
image = "/tin/anh.png"
source = { name = "Nguồn", url = "/khong-co-nguon/" }
+++

[có](../a/) [không](khong-co/) [không](/khong-co/) [lên](../../khong-co.html?a=1#b) [hỏi](?q=1) [mục](#muc) [tệp](/khong-co.pdf)
[ngoài](https://y.example/) [thư](mailto:a@x.example) ![ảnh](../anh.png)[^1]

## Mục

<a href="khong-co-2/">x</a> <a href="#muc">y</a> <a>z</a> <blockquote cite="khong-co-3/">q</blockquote>
<img src="../anh.png" srcset="a.png 2x, b.png 3x" alt="a"> <video poster="p.png" src="v.mp4"></video> <q cite="/c/">c</q>

[^1]: Chú thích [không](khong-co-4/).
`)))
	out := files(t, outputs(s))
	var rss struct {
		Items []struct {
			Body string `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
		} `xml:"channel>item"`
	}
	var atom struct {
		Logo    string `xml:"icon"`
		Entries []struct {
			Links []struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Body string `xml:"content"`
		} `xml:"entry"`
	}
	var feedJSON struct {
		Icon  string
		Items []struct {
			HTML string `json:"content_html"`
		}
	}
	for _, err := range []error{
		xml.Unmarshal([]byte(out["rss.xml"]), &rss), xml.Unmarshal([]byte(out["atom.xml"]), &atom), json.Unmarshal([]byte(out["feed.json"]), &feedJSON),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for where, address := range map[string]string{"icon of Atom": atom.Logo, "icon of JSON Feed": feedJSON.Icon} {
		if address != "https://x.example/tdkt/khong-co.png" {
			t.Errorf("%s: %q", where, address)
		}
	}
	for _, link := range atom.Entries[0].Links {
		if !absolute(link.Href) {
			t.Errorf("link of Atom: %q", link.Href)
		}
	}
	for name, body := range map[string]string{"RSS": rss.Items[0].Body, "Atom": atom.Entries[0].Body, "JSON Feed": feedJSON.Items[0].HTML} {
		found := map[string]bool{}
		for z := html.NewTokenizer(strings.NewReader(body)); z.Next() != html.ErrorToken; {
			for _, attr := range z.Token().Attr {
				switch attr.Key {
				case "href", "src", "poster", "cite", "data", "action", "longdesc", "background":
					found[attr.Val] = true
					if !absolute(attr.Val) {
						t.Errorf("%s: %s=%q", name, attr.Key, attr.Val)
					}
				case "srcset", "imagesrcset":
					for candidate := range strings.SplitSeq(attr.Val, ",") {
						if address, _, _ := strings.Cut(strings.TrimSpace(candidate), " "); !absolute(address) {
							t.Errorf("%s: %s=%q", name, attr.Key, attr.Val)
						}
					}
				}
			}
		}
		for _, want := range []string{
			"https://x.example/tdkt/tin/a/khong-co/", "https://x.example/tdkt/khong-co/", "https://x.example/tdkt/khong-co.html?a=1#b", "https://x.example/tdkt/tin/a/?q=1",
			"https://x.example/tdkt/tin/a/#muc", "https://x.example/tdkt/khong-co.pdf", "https://x.example/tdkt/tin/anh.png", "https://x.example/tdkt/tin/a/khong-co-2/",
			"https://x.example/tdkt/tin/a/khong-co-4/", "mailto:a@x.example",
		} {
			if !found[want] {
				t.Errorf("%s lacks %s: %v", name, want, found)
			}
		}
	}
}

func absolute(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.IsAbs()
}
