package metadata_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"guong/generator/site"
)

// properties are what schema.org says that the values of properties may be: the name of a
// type, or "Text", "URL", "DateTime", "Integer".
type properties map[string][]string

// media are the properties of films and recordings.
var media = properties{
	"name": {"Text"}, "description": {"Text"}, "contentUrl": {"URL"}, "encodingFormat": {"Text"}, "thumbnailUrl": {"URL"}, "uploadDate": {"DateTime"},
	"duration": {"Text"}, "width": {"Integer"}, "height": {"Integer"}, "transcript": {"Text"},
}

// types are the types of schema.org that pages use with their properties, and
// what Google's rich results require of them (developers.google.com/search/docs/
// appearance/structured-data: Article, Breadcrumb, Logo).
var types = map[string]struct {
	required   []string
	properties properties
}{
	"NewsArticle": {
		required: []string{"headline"},
		properties: properties{
			"mainEntityOfPage": {"URL"}, "url": {"URL"}, "headline": {"Text"}, "description": {"Text"}, "inLanguage": {"Text"},
			"datePublished": {"DateTime"}, "dateModified": {"DateTime"}, "articleSection": {"Text"}, "image": {"ImageObject"},
			"author": {"Person", "Organization"}, "publisher": {"Organization"}, "keywords": {"Text"}, "about": {"Person", "Organization"},
			"correction": {"CorrectionComment"}, "isBasedOn": {"URL"}, "video": {"VideoObject"}, "audio": {"AudioObject"},
		},
	},
	"CorrectionComment": {[]string{"text", "datePublished"}, properties{"text": {"Text"}, "datePublished": {"DateTime"}}},
	"ImageObject": {[]string{"url"}, properties{
		"url": {"URL"}, "width": {"Integer"}, "height": {"Integer"}, "caption": {"Text"}, "creditText": {"Text"},
	}},
	"VideoObject": {[]string{"name", "uploadDate", "thumbnailUrl"}, media},
	"AudioObject": {[]string{"name", "contentUrl"}, media},
	"Person": {[]string{"name", "url"}, properties{
		"name": {"Text"}, "url": {"URL"}, "image": {"URL"}, "jobTitle": {"Text"}, "affiliation": {"Organization"}, "workLocation": {"Place"},
		"award": {"Text"}, "subjectOf": {"NewsArticle"},
	}},
	"Organization": {[]string{"name"}, properties{
		"name": {"Text"}, "url": {"URL"}, "logo": {"ImageObject"}, "image": {"URL"}, "address": {"Text"}, "telephone": {"Text"}, "email": {"Text"},
		"description": {"Text"}, "parentOrganization": {"Organization"}, "location": {"Place"}, "award": {"Text"}, "subjectOf": {"NewsArticle"},
	}},
	"Place": {[]string{"name"}, properties{"name": {"Text"}}},
	"WebSite": {[]string{"name", "url"}, properties{
		"name": {"Text"}, "url": {"URL"}, "description": {"Text"}, "inLanguage": {"Text"}, "publisher": {"Organization"}, "potentialAction": {"SearchAction"},
	}},
	"SearchAction":   {[]string{"target", "query-input"}, properties{"target": {"EntryPoint"}, "query-input": {"Text"}}},
	"EntryPoint":     {[]string{"urlTemplate"}, properties{"urlTemplate": {"Text"}}},
	"BreadcrumbList": {[]string{"itemListElement"}, properties{"itemListElement": {"ListItem"}}},
	"ListItem":       {[]string{"position", "name", "item"}, properties{"position": {"Integer"}, "name": {"Text"}, "item": {"URL"}}},
}

// checkThing holds an object of JSON-LD against the types.
func checkThing(path string, thing map[string]any) (wrong []string) {
	kind, _ := thing["@type"].(string)
	known, ok := types[kind]
	if !ok {
		return []string{fmt.Sprintf("%s: type %q", path, kind)}
	}
	for _, name := range known.required {
		if thing[name] == nil {
			wrong = append(wrong, path+": "+kind+" lacks "+name)
		}
	}
	for name, value := range thing {
		if name == "@type" || name == "@id" {
			continue
		}
		expected, ok := known.properties[name]
		if !ok {
			wrong = append(wrong, path+": "+kind+" has no "+name)
			continue
		}
		values, isList := value.([]any)
		if !isList {
			values = []any{value}
		} else if len(values) == 0 {
			wrong = append(wrong, path+"."+name+": an empty list")
		}
		for _, v := range values {
			wrong = append(wrong, checkValue(path+"."+name, v, expected)...)
		}
	}
	return wrong
}

func checkValue(path string, value any, expected []string) []string {
	switch v := value.(type) {
	case map[string]any:
		if kind, _ := v["@type"].(string); slices.Contains(expected, kind) {
			return checkThing(path, v)
		}
	case float64:
		if slices.Contains(expected, "Integer") && v == float64(int(v)) && v > 0 {
			return nil
		}
	case string:
		_, noDate := time.Parse(time.RFC3339, v)
		u, noURL := url.Parse(v)
		switch {
		case strings.TrimSpace(v) == "":
		case slices.Contains(expected, "Text"),
			slices.Contains(expected, "DateTime") && noDate == nil,
			slices.Contains(expected, "URL") && noURL == nil && u.IsAbs():
			return nil
		}
	}
	return []string{fmt.Sprintf("%s: %v is no %v", path, value, expected)}
}

// page is the metadata of a page as a browser reads it.
type page struct {
	elements map[string][]string // of <meta>, by name or property
	graph    []map[string]any
}

func parse(t *testing.T, text string) (p page) {
	t.Helper()
	root, err := html.Parse(strings.NewReader("<!doctype html><html><head>" + text + "</head><body></body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	p.elements = map[string][]string{}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode && n.Data == "meta":
			attributes := map[string]string{}
			for _, a := range n.Attr {
				attributes[a.Key] = a.Val
			}
			name := attributes["name"] + attributes["property"]
			p.elements[name] = append(p.elements[name], attributes["content"])
		case n.Type == html.ElementNode && n.Data == "script":
			var document struct {
				Context string           `json:"@context"`
				Graph   []map[string]any `json:"@graph"`
			}
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &document); err != nil || document.Context != "https://schema.org" {
				t.Errorf("context %q, %v in %s", document.Context, err, n.FirstChild.Data)
			}
			p.graph = append(p.graph, document.Graph...)
		case n.Type == html.ElementNode && !slices.Contains([]string{"html", "head", "body", "link"}, n.Data):
			t.Errorf("an element %s came out", n.Data)
		case n.Type == html.TextNode && n.Parent.Data != "script":
			t.Errorf("a text came out: %q", n.Data)
		}
	}
	return p
}

// thing returns the object of a type in the graph, or nil.
func (p page) thing(kind string) map[string]any {
	for _, thing := range p.graph {
		if thing["@type"] == kind {
			return thing
		}
	}
	return nil
}

// TestEveryPage: every page that search engines may take is told in all three
// vocabularies, rightly; the others are not.
func TestEveryPage(t *testing.T) {
	obligatory := []string{
		"DC.title", "DC.creator", "DC.date", "DC.description", "DC.publisher", "DC.identifier", // Thông tư 24/2011/TT-BTTTT
		"og:title", "og:type", "og:image", "og:url", // ogp.me, Basic Metadata
		"DC.language", "og:site_name", "og:locale", "twitter:card",
	}
	for v := range golden(t).Views() {
		text := head(v)
		if v.NoIndex {
			if text != "" {
				t.Errorf("%s: %s", v.URL, text)
			}
			continue
		}
		p := parse(t, text)
		for _, name := range obligatory {
			if len(p.elements[name]) == 0 {
				t.Errorf("%s lacks %s", v.URL, name)
			}
		}
		for name, values := range p.elements {
			if slices.Contains(values, "") {
				t.Errorf("%s: %s is empty", v.URL, name)
			}
		}
		for _, thing := range p.graph {
			for _, wrong := range checkThing("", thing) {
				t.Errorf("%s: %s", v.URL, wrong)
			}
		}
		if (p.thing("BreadcrumbList") == nil) != (v.Layout == site.LayoutHome) {
			t.Errorf("%s: breadcrumbs %v", v.URL, p.thing("BreadcrumbList"))
		}
		if (p.thing("NewsArticle") == nil) != (v.Layout != site.LayoutArticle) || (p.thing("WebSite") == nil) != (v.Layout != site.LayoutHome) {
			t.Errorf("%s: %v", v.URL, p.graph)
		}
	}
}

// TestFacts: what machines learn is what the site says.
func TestFacts(t *testing.T) {
	pages := views(golden(t))
	for _, test := range []struct{ page, path, want string }{
		{"tin/mot/", "NewsArticle.headline", `Đổi mới & "tiến bộ" <b>`},
		{"tin/mot/", "NewsArticle.description", `Một sapo có </script><script>alert(1)</script> & "ngoặc".`},
		{"tin/mot/", "NewsArticle.datePublished", "2021-07-06T10:11:00+07:00"},
		{"tin/mot/", "NewsArticle.dateModified", "2021-07-08T09:00:00+07:00"},
		{"tin/mot/", "NewsArticle.articleSection", "Tin tức"},
		{"tin/mot/", "NewsArticle.author.1.name", "An Thư"},
		{"tin/mot/", "NewsArticle.author.1.url", "https://thu.example/tdkt/tac-gia/an-thu/"},
		{"tin/mot/", "NewsArticle.publisher.name", "Ban Thi đua - Khen thưởng"},
		{"tin/mot/", "NewsArticle.publisher.logo.url", "https://thu.example/tdkt/logo.png"},
		{"tin/mot/", "NewsArticle.image.0.url", "https://thu.example/tdkt/anh.jpg"},
		{"tin/mot/", "NewsArticle.image.0.width", "640"},
		{"tin/mot/", "NewsArticle.image.0.creditText", "Hoàng Minh"},
		{"tin/mot/", "NewsArticle.about.0.@type", "Person"},
		{"tin/mot/", "NewsArticle.about.0.@id", "https://thu.example/tdkt/dien-hinh/lo-thi-anh/"},
		{"tin/mot/", "NewsArticle.about.1.@type", "Organization"},
		{"tin/mot/", "NewsArticle.correction.0.text", "Tên trường đúng là Mường Nhé."},
		{"tin/mot/", "NewsArticle.correction.0.datePublished", "2021-07-07T00:00:00+07:00"},
		{"tin/mot/", "NewsArticle.isBasedOn", "https://thu.example/tdkt/gioi-thieu/"},
		{"tin/hai/", "NewsArticle.author.0.@type", "Organization"},
		{"tin/hai/", "NewsArticle.dateModified", "2021-07-08T00:00:00+07:00"},
		{"tin/lai/", "NewsArticle.isBasedOn", "https://khac.example/bai?a=1&b=2"},
		{"tin/lai/", "NewsArticle.url", "https://thu.example/tdkt/tin/lai/"},
		{"tin/sau/bon/", "BreadcrumbList.itemListElement.0.item", "https://thu.example/tdkt/"},
		{"tin/sau/bon/", "BreadcrumbList.itemListElement.2.name", "Chuyên mục sâu"},
		{"tin/sau/bon/", "BreadcrumbList.itemListElement.3.position", "4"},
		{"tin/sau/bon/", "BreadcrumbList.itemListElement.3.item", "https://thu.example/tdkt/tin/sau/bon/"},
		{"tim-kiem/", "BreadcrumbList.itemListElement.1.name", "Tra cứu"},
		{"luu-tru/2021/", "BreadcrumbList.itemListElement.2.name", "2021"},
		{"luu-tru/2021/07/", "BreadcrumbList.itemListElement.3.name", "07/2021"},
		{"bang-vang/2020/", "BreadcrumbList.itemListElement.2.name", "Bảng vàng 2020"},
		{"", "WebSite.potentialAction.target.urlTemplate", "https://thu.example/tdkt/tim-kiem/?q={search_term_string}"},
		{"", "WebSite.publisher.telephone", "024 1234 567"},
		{"dien-hinh/lo-thi-anh/", "Person.jobTitle", "Giáo viên"},
		{"dien-hinh/lo-thi-anh/", "Person.affiliation.name", "Trường Mường Nhé"},
		{"dien-hinh/lo-thi-anh/", "Person.workLocation.name", "Điện Biên"},
		{"dien-hinh/lo-thi-anh/", "Person.award.0", "Lao động tiên tiến (2020)"},
		{"dien-hinh/lo-thi-anh/", "Person.subjectOf.0.@id", "https://thu.example/tdkt/tin/mot/"},
		{"dien-hinh/to-dan-pho-5/", "Organization.parentOrganization.name", "Phường Một"},
	} {
		v := pages["/tdkt/"+test.page]
		if v == nil {
			t.Errorf("no page %s", test.page)
			continue
		}
		if got := lookUp(parse(t, head(v)), test.path); got != test.want {
			t.Errorf("%s: %s is %q, want %q", test.page, test.path, got, test.want)
		}
	}
}

// lookUp follows a path of a type, properties and places in lists.
func lookUp(p page, path string) string {
	kind, rest, _ := strings.Cut(path, ".")
	var at any = p.thing(kind)
	for step := range strings.SplitSeq(rest, ".") {
		switch value := at.(type) {
		case map[string]any:
			at = value[step]
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(value) {
				return ""
			}
			at = value[i]
		default:
			return ""
		}
	}
	return fmt.Sprint(at)
}

// TestElements: what <meta> elements say.
func TestElements(t *testing.T) {
	pages := views(golden(t))
	for _, test := range []struct {
		page, name string
		want       []string
	}{
		{"tin/mot/", "DC.creator", []string{"Phương Thanh", "An Thư"}},
		{"tin/mot/", "DC.contributor", []string{"Hoàng Minh"}},
		{"tin/mot/", "DC.date", []string{"2021-07-06"}},
		{"tin/mot/", "DC.source", []string{"https://thu.example/tdkt/gioi-thieu/"}},
		{"tin/mot/", "og:type", []string{"article"}},
		{"tin/mot/", "og:image", []string{"https://thu.example/tdkt/anh.jpg"}},
		{"tin/mot/", "og:title", []string{`Đổi mới & "tiến bộ" <b>`}},
		{"tin/mot/", "article:modified_time", []string{"2021-07-08T09:00:00+07:00"}},
		{"tin/mot/", "twitter:card", []string{"summary_large_image"}},
		{"tin/hai/", "article:modified_time", nil},
		{"tin/hai/", "og:image", []string{"https://thu.example/tdkt/logo.png"}},
		{"tin/hai/", "twitter:card", []string{"summary"}},
		{"tin/lai/", "DC.identifier", []string{"https://thu.example/tdkt/tin/lai/"}},
		{"tin/lai/", "DC.source", []string{"https://khac.example/bai?a=1&b=2"}},
		{"tin/lai/", "DC.subject", []string{"Tin tức"}},
		{"tin/lai/", "og:url", []string{"https://khac.example/bai?a=1&b=2"}},
		{"tin/", "og:type", []string{"website"}},
		{"gioi-thieu/", "DC.date", []string{"2021-07-10"}},
		{"gioi-thieu/", "DC.creator", []string{"Ban Thi đua - Khen thưởng"}},
		{"dien-hinh/lo-thi-anh/", "og:type", []string{"profile"}},
		{"dien-hinh/to-dan-pho-5/", "og:type", []string{"website"}},
	} {
		if got := parse(t, head(pages["/tdkt/"+test.page])).elements[test.name]; !slices.Equal(got, test.want) {
			t.Errorf("%s: %s is %q, want %q", test.page, test.name, got, test.want)
		}
	}
}
