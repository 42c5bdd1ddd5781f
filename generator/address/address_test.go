package address_test

import (
	"strings"
	"testing"

	"guong/generator/address"
	"guong/generator/message"
)

// why returns the identifier of a fault's reason, "" for none.
func why(f *address.Fault) string {
	if f == nil {
		return ""
	}
	if text := f.Why.In(message.Vietnamese); strings.HasPrefix(text, "address.") {
		return "no text: " + text
	}
	return strings.TrimPrefix(f.Why.ID, "address.")
}

func TestParseAlias(t *testing.T) {
	long := func(n int) string { return strings.Repeat("a", n) }
	for _, test := range []struct{ text, path, query, fault, try string }{
		{"/cu/bai-1/", "/cu/bai-1/", "", "", ""},
		{"cu/bai-1", "/cu/bai-1/", "", "", ""},
		{"/tin/1.aspx", "/tin/1.aspx/", "", "", ""},
		{"/cu.html", "/cu.html", "", "", ""},
		{"/cu.htm", "/cu.htm", "", "", ""},
		{"/cu.html/", "/cu.html/", "", "", ""},
		{"/B%C3%A0i%20c%C5%A9.html", "/Bài cũ.html", "", "", ""},
		{"/Ba\u0300i.html", "/Bài.html", "", "", ""},
		{"/a//b/", "/a/b/", "", "", ""},
		{"/a%2Fb", "/a/b/", "", "", ""},
		{"/100%25/", "/100%/", "", "", ""},
		{"/_layouts/15/Trang.aspx", "/_layouts/15/Trang.aspx/", "", "", ""},
		{"/wiki/Trang:Một", "/wiki/Trang:Một/", "", "", ""},
		{"/cong/com10/", "/cong/com10/", "", "", ""},
		{"/congty/", "/congty/", "", "", ""},
		{"/" + long(255) + "/", "/" + long(255) + "/", "", "", ""},
		{"/" + strings.Repeat("ố", 85) + "/", "/" + strings.Repeat("ố", 85) + "/", "", "", ""},

		{"/index.php?id=5", "/index.php", "id=5", "", ""},
		{"/Default.aspx?tabid=5&id=12", "/Default.aspx", "tabid=5&id=12", "", ""},
		{"/?p=123", "/", "p=123", "", ""},
		{"/tin/?p=1", "/tin/", "p=1", "", ""},
		{"/tim?q=Hải Phòng&x='1'", "/tim", "q=H%E1%BA%A3i%20Ph%C3%B2ng&x=%271%27", "", ""},
		{"/tim?q=H%e1%ba%a3i", "/tim", "q=H%E1%BA%A3i", "", ""},
		{"/tim?q=%C0%E9", "/tim", "q=%C0%E9", "", ""},
		{"/a/?", "/a/", "", "", ""},
		{"/a%3Fb", "/a?b/", "", "", ""},

		{"/", "", "", "root", ""},
		{"", "", "", "root", ""},
		{"/?", "", "", "root", ""},
		{"/a\tb/", "", "", "invisible", ""},
		{"/a\nb/", "", "", "invisible", ""},
		{"/a%0ab/", "", "", "invisible", ""},
		{"/a%00b/", "", "", "invisible", ""},
		{"/a%7Fb/", "", "", "invisible", ""},
		{"/a%C2%85b/", "", "", "invisible", ""},
		{"/a%E2%80%8Bb/", "", "", "invisible", ""},
		{"/a%C2%A0b/", "", "", "invisible", ""},
		{"/a%EF%BF%BEb/", "", "", "invisible", ""},
		{"/a?b=%0A", "", "", "invisible", ""},
		{"/a?b=%C0%0A", "", "", "invisible", ""},
		{"/a%5cb/", "", "", "backslash", ""},
		{`/a\b/`, "", "", "backslash", "/a/b/"},
		{"/.guong/x/", "", "", "hidden", ""},
		{"/x/.git", "", "", "hidden", ""},
		{"/a/../b", "", "", "dots", ""},
		{"/a/%2e%2e/b", "", "", "dots", ""},
		{"/a/./b", "", "", "dots", ""},
		{"/a/%252e%252e/b", "", "", "twice", "/a/%2e%2e/b"},
		{"/a..b/", "/a..b/", "", "", ""},
		{"/" + long(256) + "/", "", "", "name-long", ""},
		{"/" + strings.Repeat("ố", 86) + "/", "", "", "name-long", ""},
		{"/" + strings.Repeat(long(99)+"/", 10), "/" + strings.Repeat(long(99)+"/", 10), "", "", ""},
		{"/" + strings.Repeat(long(99)+"/", 10) + "ab", "", "", "path-long", ""},
		{"/a?" + long(1000), "/a", long(1000), "", ""},
		{"/a?" + long(1001), "", "", "path-long", ""},
		{"/con/", "", "", "device", ""},
		{"/tin/AUX.html", "", "", "device", ""},
		{"/nul.tar.gz", "", "", "device", ""},
		{"/com1/x", "", "", "device", ""},
		{"/lpt9/", "", "", "device", ""},
		{"/COM²/", "", "", "device", ""},
		{"/com/", "/com/", "", "", ""},
		{"/a./b", "", "", "ending", ""},
		{"/a /b", "", "", "ending", ""},
		{"/a/ b", "", "", "ending", ""},
		{"/_headers", "", "", "host-file", ""},
		{"/_Redirects/", "", "", "host-file", ""},
		{"/_worker.js", "", "", "host-file", ""},
		{"/tin/_headers", "/tin/_headers/", "", "", ""},
		{"/a%zz/", "", "", "percent", ""},
		{"/100%", "", "", "percent", ""},
		{"/a?b=%z", "", "", "percent", ""},
		{"/a%FFb/", "", "", "encoding", ""},
		{"/a#b", "", "", "fragment", "/a"},
		{"/a?b=1#c", "", "", "fragment", "/a?b=1"},
		{"/a?b=1&amp;c=2", "", "", "entity", ""},
		{"https://khac.example/a", "", "", "foreign", ""},
		{"https://tdkt.example/a?id=5", "", "", "foreign", "/a?id=5"},
		{"//khac.example/a", "", "", "foreign", ""},
		{"/r?to=https://khac.example/", "/r", "to=https://khac.example/", "", ""},
	} {
		a, f := address.ParseAlias(test.text, "https://tdkt.example/")
		if a.Path != test.path || a.Query != test.query || why(f) != test.fault || f != nil && f.Try != test.try {
			t.Errorf("%q: %q ? %q, fault %q %+v; want %q ? %q, fault %q, try %q", test.text, a.Path, a.Query, why(f), f, test.path, test.query, test.fault, test.try)
		}
	}
}

func TestHasFile(t *testing.T) {
	for text, want := range map[string]bool{
		"/cu/": true, "/cu.html": true, "/Bài cũ/": true, "/a%23b": true,
		"/a?b": false, "/a:b": false, "/a*": false, `/a"b`: false, "/a<b": false, "/a>b": false, "/a|b": false, "/a%3Fb": false,
	} {
		a, f := address.ParseAlias(text, "")
		if f != nil || a.HasFile() != want {
			t.Errorf("%s: %v, fault %v", text, a.HasFile(), why(f))
		}
	}
}

func TestCheckSlug(t *testing.T) {
	for _, test := range []struct{ name, fault, try string }{
		{"", "", ""},
		{"co-giao-lan", "", ""},
		{"com10", "", ""},
		{strings.Repeat("a", 255), "", ""},
		{strings.Repeat("a", 256), "name-long", strings.Repeat("a", 255)},
		{strings.Repeat("a", 200) + "-" + strings.Repeat("b", 60), "name-long", strings.Repeat("a", 200)},
		{"con", "device", "con-1"},
		{"lpt0", "device", "lpt0-1"},
		{"Cô Lan", "slug", "co-lan"},
		{"日本", "slug", ""},
		{"a/b", "slug", "a-b"},
		{"../a", "slug", "a"},
	} {
		f := address.CheckSlug(test.name)
		if why(f) != test.fault || f != nil && f.Try != test.try {
			t.Errorf("%q: %q %+v", test.name, why(f), f)
		}
	}
}

func TestCheckLocal(t *testing.T) {
	for link, want := range map[string]string{
		"/": "", "/gioi-thieu/": "", "/tim-kiem/?q=a#b": "", "/#dau-trang": "", "/a.html": "", "/rss.xml": "",
		"/a\tb/": "invisible", "/a\\b": "backslash", "/../a": "dots", "/.guong/": "hidden", "/a%zz": "percent", "/_headers": "host-file",
		"/a?b=%": "percent", "/a#\x00": "invisible", "/con/": "device",
	} {
		if got := why(address.CheckLocal(link)); got != want {
			t.Errorf("%q: %q, want %q", link, got, want)
		}
	}
}

// TestSlug holds the names that Gương makes by itself.
func TestSlug(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Đổi mới", "doi-moi"},
		{"Con", "con-1"},
		{"★", "bai"},
		{strings.Repeat("a", 255), strings.Repeat("a", 255)},
		{strings.Repeat("a", 256), strings.Repeat("a", 255)},
		{strings.Repeat("a ", 128), strings.Repeat("a-", 127) + "a"},
		{strings.Repeat("a ", 129), strings.Repeat("a-", 127) + "a"},
		{strings.Repeat("& ", 100), strings.Repeat("va-", 84) + "va"},
	} {
		got := address.Slug("", test.text)
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
		if f := address.CheckSlug(got); f != nil {
			t.Errorf("%q breaks the rule: %s", got, why(f))
		}
	}
	if got := address.Numbered(strings.Repeat("a", 255), 10); got != strings.Repeat("a", 252)+"-10" {
		t.Errorf("numbered: %q", got)
	}
}

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{
		"Lớp học.JPG": "lop-hoc.JPG", "a.b.jpg": "a.b.jpg", ".well-known": ".well-known", "con.jpg": "con-1.jpg", "a.": "a",
		"a.ảnh": "a-anh", "★.png": "bai.png", "~a_b-c.svg": "~a_b-c.svg", "a b": "a-b",
		strings.Repeat("& ", 120) + ".jpg": strings.Repeat("va-", 83) + "va.jpg",
	} {
		if got := address.FileName(name); got != want || len(got) > address.MaxName {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// FuzzParseAlias: what is accepted keeps the rule, and is itself when it is read
// again as a browser would send it.
func FuzzParseAlias(f *testing.F) {
	for _, text := range []string{"/a/", "/index.php?id=5", "/a%2fb", "//", "/%2e%2e/", "/a%00", "/B%C3%A0i", "/con", "/a?b=c#d", "/..%5c"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, fault := address.ParseAlias(text, "https://tdkt.example/")
		if fault != nil {
			if why(fault) == "" || strings.HasPrefix(why(fault), "no text") {
				t.Errorf("%q: fault without a reason", text)
			}
			return
		}
		if !strings.HasPrefix(a.Path, "/") || strings.Contains(a.Path, "//") || strings.Contains(a.Path, "/.") || strings.ContainsAny(a.Path+a.Query, "\\\x00\n\t") {
			if !strings.Contains(a.Query, `\`) {
				t.Errorf("%q: %+v", text, a)
			}
		}
		written := strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(a.Path)
		if a.Query != "" {
			written += "?" + a.Query
		}
		if again, fault := address.ParseAlias(written, ""); fault != nil || again != a {
			t.Errorf("%q: %+v, again %+v %s", text, a, again, why(fault))
		}
	})
}
