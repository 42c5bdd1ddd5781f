package feed_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/site"
)

// TestHeaders holds the tables of a site that lies below its host's root, searches
// another site and shows pictures of a third.
func TestHeaders(t *testing.T) {
	s := siteOf(t, `-- config.toml --
title = "Gương"
baseURL = "https://thu.example/tin+tuc:*/"
[organisation]
logo = "https://logo.example/logo.svg"
[search]
include = ["https://haiphong.example/search/"]
-- content/moi.md --
+++
title = "Mới"
image = { src = "http://anh.example:8080/a.jpg", alt = "Một" }
+++

![Hai](https://Ảnh.example/b.jpg) và ![Ba](https://anh.example/c.jpg), [không phải ảnh](https://khac.example/).
`)
	out := files(t, tables(s,
		site.Output{Path: "index.html"},
		site.Output{Path: "assets/a b.0123456789abcdef.css", Caching: site.CacheForever},
		site.Output{Path: "assets/ghi-chu.txt"},
		site.Output{Path: "search/0/cards.bin", Caching: site.CacheRevalidate},
		site.Output{Path: "search/0/0/0.bin", Caching: site.CacheRevalidate},
		site.Output{Path: "search/client.0123456789abcdef.js", Caching: site.CacheForever},
		site.Output{Path: "search/manifest.json", Caching: site.CacheAskAgain},
		site.Output{Path: "search/vocabulary.bin", Caching: site.CacheMinutes},
		site.Output{Path: "search/suggest/a.json", Caching: site.CacheMinutes},
	))
	policy := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: http://anh.example:8080 https://anh.example " +
		"https://haiphong.example https://logo.example https://xn--nh-k5s.example; font-src 'self'; media-src 'self'; " +
		"connect-src 'self' https://haiphong.example; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
	if diff := cmp.Diff(`/tin+tuc%3A%2A/*
  Content-Security-Policy: `+policy+`
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff
/tin+tuc%3A%2A/*.svg
  Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox
/tin+tuc%3A%2A/search/*
  Access-Control-Allow-Origin: *
/tin+tuc%3A%2A/assets/a%20b.0123456789abcdef.css
  Cache-Control: public, max-age=31536000, immutable
/tin+tuc%3A%2A/search/0/*
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
/tin+tuc%3A%2A/search/client.0123456789abcdef.js
  Cache-Control: public, max-age=31536000, immutable
/tin+tuc%3A%2A/search/manifest.json
  Cache-Control: no-cache
/tin+tuc%3A%2A/search/suggest/*
  Cache-Control: public, max-age=300
/tin+tuc%3A%2A/search/vocabulary.bin
  Cache-Control: public, max-age=300
`, out["_headers"]); diff != "" {
		t.Errorf("_headers (-want +got)\n%s", diff)
	}
	root := `"^/tin\\+tuc:\\*/`
	if diff := cmp.Diff(`if ($uri ~* "(^`+root[2:]+`(_headers|_redirects)$|/\\.([^/]+\\.)?guong(/|$))") { return 404; }
set $guong_cache "";
set $guong_origin "";
set $guong_drawing "";
if ($uri ~ `+root+`assets/a b\\.[0-9a-f]{16}\\.css$") { set $guong_cache "public, max-age=31536000, immutable"; }
if ($uri ~ `+root+`search/client\\.[0-9a-f]{16}\\.js$") { set $guong_cache "public, max-age=31536000, immutable"; }
if ($uri ~ `+root+`search/manifest\\.json$") { set $guong_cache "no-cache"; }
if ($uri ~ `+root+`search/[0-9]+/") { set $guong_cache "public, max-age=300, stale-while-revalidate=86400"; }
if ($uri ~ `+root+`search/suggest/") { set $guong_cache "public, max-age=300"; }
if ($uri ~ `+root+`search/vocabulary\\.bin$") { set $guong_cache "public, max-age=300"; }
if ($uri ~ `+root+`search/") { set $guong_origin "*"; }
if ($uri ~ `+root+`.*\\.svg$") { set $guong_drawing "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"; }
add_header Cache-Control $guong_cache;
add_header Access-Control-Allow-Origin $guong_origin always;
add_header Content-Security-Policy $guong_drawing always;
add_header Content-Security-Policy "`+policy+`" always;
add_header Referrer-Policy "strict-origin-when-cross-origin" always;
add_header X-Content-Type-Options "nosniff" always;
`, out["nginx-headers.conf"]); diff != "" {
		t.Errorf("nginx-headers.conf (-want +got)\n%s", diff)
	}
}

// TestRulesTellTheCaching: as few rules as can be tell of every output how long it may
// be kept, and servers know it also of the names of later builds.
func TestRulesTellTheCaching(t *testing.T) {
	s := siteOf(t, "-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/\"\n")
	const css, js = "assets/css/a.0123456789abcdef.css", "assets/a.fedcba9876543210.js"
	for _, test := range []struct {
		name    string
		outputs []site.Output
		hosts   []string // the paths in _headers
		forms   []string // of the paths for nginx
	}{
		{"nothing", []site.Output{{Path: "index.html"}}, nil, nil},
		{"a folder of nothing else", []site.Output{{Path: css, Caching: site.CacheForever}, {Path: js, Caching: site.CacheForever}, {Path: "index.html"}},
			[]string{"/assets/*"}, []string{`/assets/(.+/)?[^/]+\.[0-9a-f]{16}\.[^./]+$`}},
		{"a file of somebody else in it", []site.Output{{Path: "assets/tep.txt"}, {Path: css, Caching: site.CacheForever}, {Path: js, Caching: site.CacheForever}},
			[]string{"/" + js, "/assets/css/*"}, []string{`/assets/a\.[0-9a-f]{16}\.js$`, `/assets/css/(.+/)?[^/]+\.[0-9a-f]{16}\.[^./]+$`}},
		{"one beside the site", []site.Output{{Path: "assets/tep.txt", Beside: true}, {Path: js, Caching: site.CacheForever}},
			[]string{"/assets/*"}, []string{`/assets/(.+/)?[^/]+\.[0-9a-f]{16}\.[^./]+$`}},
		{"two of one folder", []site.Output{{Path: "a/b", Caching: site.CacheAskAgain}, {Path: "a/c", Caching: site.CacheMinutes}, {Path: "a/d", Caching: site.CacheForever}},
			[]string{"/a/b", "/a/c", "/a/d"}, []string{"/a/d$", "/a/b$", "/a/c$"}},
		{"a hash for a folder", []site.Output{{Path: "a/0123456789ab/x", Caching: site.CacheForever}, {Path: "a/ba9876543210/y", Caching: site.CacheForever}, {Path: "a/0123456789a/z"}},
			[]string{"/a/0123456789ab/*", "/a/ba9876543210/*"}, []string{"/a/[0-9a-f]{12}/"}},
		{"numbered folders", []site.Output{{Path: "a/0/x", Caching: site.CacheRevalidate}, {Path: "a/1/x", Caching: site.CacheRevalidate}, {Path: "a/x"}},
			[]string{"/a/0/*", "/a/1/*"}, []string{"/a/[0-9]+/"}},
		{"a hash of what is not kept", []site.Output{{Path: "a/0123456789ab", Caching: site.CacheMinutes}, {Path: "a/b"}}, []string{"/a/0123456789ab"}, []string{"/a/0123456789ab$"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := files(t, tables(s, test.outputs...))
			var hosts, forms []string
			path := ""
			for line := range strings.Lines(out["_headers"]) {
				if strings.HasPrefix(line, "  Cache-Control: ") {
					hosts = append(hosts, path)
				} else if line[0] == '/' {
					path = strings.TrimSuffix(line, "\n")
				}
			}
			for line := range strings.Lines(out["nginx-headers.conf"]) {
				if form, rest, _ := strings.Cut(line, `") { set `); strings.HasPrefix(rest, "$guong_cache") {
					forms = append(forms, strings.ReplaceAll(strings.TrimPrefix(form, `if ($uri ~ "^`), `\\`, `\`))
				}
			}
			if diff := cmp.Diff(test.hosts, hosts); diff != "" {
				t.Errorf("_headers (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(test.forms, forms); diff != "" {
				t.Errorf("nginx-headers.conf (-want +got)\n%s", diff)
			}
			if got := strings.Count(out["guong.caddy"], "header @guong_kept_"); got != len(test.forms) {
				t.Errorf("guong.caddy has %d rules, want %d", got, len(test.forms))
			}
		})
	}
}

// TestPolicyHoldsWhatItSays: an address of a picture cannot add a directive, and a
// line stays short.
func TestPolicyHoldsWhatItSays(t *testing.T) {
	var many strings.Builder
	for i := range 30 {
		fmt.Fprintf(&many, "![Ảnh](https://anh-%d.example/a.jpg)\n", i)
	}
	for _, test := range []struct{ name, body, pictures string }{
		{"none", "Chữ.", "img-src 'self' data:;"},
		{"a picture of the site itself", "![Ảnh](https://thu.example/a.jpg)", "img-src 'self' data: https://thu.example;"},
		{"a directive in a host", "![Ảnh](<https://a;script-src x/a.jpg>) ![Ảnh](https://a;b/a.jpg) ![Ảnh](https://'self'/a.jpg)", "img-src 'self' data:;"},
		{"a number for a host", "![Ảnh](https://[2001:db8::1]:8080/a.jpg)", "img-src 'self' data: https://[2001:db8::1]:8080;"},
		{"too many", many.String(), "img-src 'self' data: https:;"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := siteOf(t, "-- config.toml --\ntitle = \"Gương\"\nbaseURL = \"https://thu.example/\"\n-- content/moi.md --\n+++\ntitle = \"Mới\"\n+++\n"+test.body+"\n")
			got := files(t, tables(s))["_headers"]
			if !strings.Contains(got, test.pictures) || strings.Count(got, "script-src") != 1 {
				t.Errorf("want %s in\n%s", test.pictures, got)
			}
		})
	}
}
