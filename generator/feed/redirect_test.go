package feed_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/feed"
	"guong/generator/site"
)

// moved makes a site whose page /moi/ has former addresses.
func moved(t *testing.T, aliases string) *site.Site {
	return siteOf(t, "-- config.toml --\ntitle = \"Gương\"\nbaseURL = \"https://thu.example/\"\n-- content/moi.md --\n+++\ntitle = \"Mới\"\naliases = ["+aliases+"]\n+++\n")
}

// TestRedirects: every former address leads on, with and without the slash of
// its folder, in the words of each server.
func TestRedirects(t *testing.T) {
	for _, test := range []struct{ name, aliases, netlify, nginx, queries string }{
		{
			"a folder", `"/cu/bai-1/"`,
			"/cu/bai-1 /moi/ 301\n/cu/bai-1/ /moi/ 301\n",
			"\"/cu/bai-1\" \"/moi/\";\n\"/cu/bai-1/\" \"/moi/\";\n", "",
		},
		{
			"a page of another system", `"/tin/1.aspx"`,
			"/tin/1.aspx /moi/ 301\n/tin/1.aspx/ /moi/ 301\n",
			"\"/tin/1.aspx\" \"/moi/\";\n\"/tin/1.aspx/\" \"/moi/\";\n", "",
		},
		{"a file", `"/cu.html"`, "/cu.html /moi/ 301\n", "\"/cu.html\" \"/moi/\";\n", ""},
		{
			"letters and blanks", `"/Bài cũ.html"`,
			"/B%C3%A0i%20c%C5%A9.html /moi/ 301\n", "\"/Bài cũ.html\" \"/moi/\";\n", "",
		},
		{
			"copied from a browser", `"/B%C3%A0i.html"`,
			"/B%C3%A0i.html /moi/ 301\n", "\"/Bài.html\" \"/moi/\";\n", "",
		},
		{
			"what would be a pattern", `"/a:b*.html"`,
			"/a%3Ab%2A.html /moi/ 301\n", "\"/a:b*.html\" \"/moi/\";\n", "",
		},
		{
			"quotation marks", `'/a"b.html'`,
			"/a%22b.html /moi/ 301\n", "\"/a\\\"b.html\" \"/moi/\";\n", "",
		},
		{
			"two cases, which nginx takes for one", `"/CU.html", "/cu.html"`,
			"/CU.html /moi/ 301\n/cu.html /moi/ 301\n", "\"~^/CU\\\\.html$\" \"/moi/\";\n\"~^/cu\\\\.html$\" \"/moi/\";\n", "",
		},
		{
			"the case of a page, which nginx would lead to itself", `"/MOI/"`,
			"/MOI /moi/ 301\n/MOI/ /moi/ 301\n", "\"~^/MOI$\" \"/moi/\";\n\"~^/MOI/$\" \"/moi/\";\n", "",
		},
		{
			"sorted", `"/b.html", "/a.html"`,
			"/a.html /moi/ 301\n/b.html /moi/ 301\n", "\"/a.html\" \"/moi/\";\n\"/b.html\" \"/moi/\";\n", "",
		},
		{
			"queries", `"/index.php?id=5", "/Default.aspx?tabid=5&id=12", "/?p=7", "/tim/?q=Hải"`, "", "",
			"\"/?p=7\" \"/moi/\";\n\"/Default.aspx?tabid=5&id=12\" \"/moi/\";\n\"/index.php?id=5\" \"/moi/\";\n\"/tim/?q=H%E1%BA%A3i\" \"/moi/\";\n\"/tim?q=H%E1%BA%A3i\" \"/moi/\";\n",
		},
		{
			"queries of two cases", `"/a?id=X", "/a?id=x"`, "", "",
			"\"~^/a\\\\?id=X$\" \"/moi/\";\n\"~^/a\\\\?id=x$\" \"/moi/\";\n",
		},
		{"none", ``, "", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := moved(t, test.aliases)
			hosts, servers := files(t, outputs(s)), files(t, tables(s))
			for name, got := range map[string][2]string{
				"_redirects":          {test.netlify, hosts["_redirects"]},
				"nginx-redirects.map": {test.nginx, servers["nginx-redirects.map"]},
				"nginx-queries.map":   {test.queries, servers["nginx-queries.map"]},
			} {
				if diff := cmp.Diff(got[0], got[1]); diff != "" {
					t.Errorf("%s (-want +got)\n%s", name, diff)
				}
			}
			if _, there := hosts["_redirects"]; there != (test.netlify != "") {
				t.Errorf("_redirects is there: %v", there)
			}
			for _, name := range []string{"nginx-redirects.map", "nginx-queries.map", "nginx-headers.conf", "guong.caddy"} {
				if _, there := servers[name]; !there {
					t.Errorf("no %s", name)
				}
			}
		})
	}
}

// TestServersLeadOn reads the maps as nginx and Caddy do, and asks them: what was
// leads on, and no page of the site does.
func TestServersLeadOn(t *testing.T) {
	s := moved(t, `"/Bài cũ.aspx", '/a"b.html', "/x{y}$z", "/a'b;c", "/MOI/", "/Rss.xml/", "/index.php?id=5", "/index.php?ID=5", "/?p=7", "/tim?q={x}"`)
	out := files(t, tables(s))
	nginx := append(nginxMap(t, out["nginx-redirects.map"]), nginxMap(t, out["nginx-queries.map"])...)
	caddy := append(caddyMap(t, out["guong.caddy"], "guong_moved"), caddyMap(t, out["guong.caddy"], "guong_asked")...)
	for _, asked := range []string{
		"/Bài cũ.aspx", "/Bài cũ.aspx/", `/a"b.html`, "/x{y}$z", "/x{y}$z/", "/a'b;c", "/MOI/", "/MOI", "/Rss.xml",
		"/index.php?id=5", "/index.php?ID=5", "/?p=7", "/tim?q={x}",
	} {
		for server, rules := range map[string][]entry{"nginx": nginx, "Caddy": caddy} {
			if to := lead(rules, asked); to != "/moi/" {
				t.Errorf("%s: %s leads to %q", server, asked, to)
			}
		}
	}
	for v := range s.Views() {
		for _, asked := range []string{v.URL, strings.TrimSuffix(v.URL, "/"), v.URL + "?id=5"} {
			if v.Layout == site.LayoutRedirect {
				continue
			}
			if to := lead(nginx, asked) + lead(caddy, asked); to != "" {
				t.Errorf("the page %s leads to %q", asked, to)
			}
		}
	}
}

// entry is an entry of a map.
type entry struct {
	from *regexp.Regexp
	to   string
}

func lead(rules []entry, asked string) string {
	for _, r := range rules {
		if r.from.MatchString(asked) {
			return r.to
		}
	}
	return ""
}

func entryOf(from, to, flags string) entry {
	if pattern, is := strings.CutPrefix(from, "~"); is {
		return entry{regexp.MustCompile(pattern), to}
	}
	return entry{regexp.MustCompile(flags + "^" + regexp.QuoteMeta(from) + "$"), to}
}

var nginxEntry = regexp.MustCompile(`^"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)";$`)

// nginxMap reads the entries of a map of nginx, which refuses a text that comes
// twice.
func nginxMap(t *testing.T, text string) (rules []entry) {
	t.Helper()
	seen := map[string]bool{}
	plain := strings.NewReplacer(`\\`, `\`, `\"`, `"`)
	for line := range strings.Lines(text) {
		m := nginxEntry.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			t.Fatalf("not an entry: %s", line)
		}
		from := plain.Replace(m[1])
		if key := strings.ToLower(from); !strings.HasPrefix(from, "~") && seen[key] {
			t.Errorf("twice: %s", from)
		} else {
			seen[key] = true
		}
		rules = append(rules, entryOf(from, plain.Replace(m[2]), "(?i)"))
	}
	return rules
}

// caddyMap reads the entries of the map of a Caddyfile that sets a placeholder.
func caddyMap(t *testing.T, text, name string) (rules []entry) {
	t.Helper()
	_, text, found := strings.Cut(text, "{"+name+"} {\n")
	text, _, closed := strings.Cut(text, "\tdefault \"\"\n}\n")
	if !found || !closed {
		t.Fatalf("no map {%s}", name)
	}
	plain := strings.NewReplacer(`\"`, `"`)
	for line := range strings.Lines(text) {
		from, to, ok := strings.Cut(strings.Trim(line, "\t\n\""), `" "`)
		if !ok {
			t.Fatalf("not an entry: %s", line)
		}
		if !strings.HasPrefix(from, "~") && strings.ContainsAny(from, "{}") {
			t.Errorf("a placeholder: %s", from)
		}
		rules = append(rules, entryOf(plain.Replace(from), to, ""))
	}
	return rules
}

// TestTablesAreNotServed: servers answer 404 for Gương's state, in which their own
// tables lie, and for the tables of hosts, and for no page.
func TestTablesAreNotServed(t *testing.T) {
	s := siteOf(t, "-- config.toml --\ntitle = \"Gương\"\nbaseURL = \"https://thu.example/t.t/\"\n")
	out := files(t, tables(s))
	unquoted := strings.ReplaceAll(regexp.MustCompile(`uri ~\* "(.*)"\) { return 404`).FindStringSubmatch(out["nginx-headers.conf"])[1], `\\`, `\`)
	nginx := regexp.MustCompile("(?i)" + unquoted)
	caddy := regexp.MustCompile(regexp.MustCompile(`guong_private path_regexp "(.*)"`).FindStringSubmatch(out["guong.caddy"])[1])
	for path, want := range map[string]bool{
		"/t.t/.guong/manifest": true, "/t.t/.guong": true, "/t.t/.GUONG/": true, "/t.t/_headers": true, "/t.t/_redirects": true, "/t.t/_Headers": true, "/.t.t.guong/server/guong.caddy": true, "/.public.guong": true, "/t.t/a/.guong/x": true,
		"/t.t/": false, "/t.t/guong/": false, "/t.t/.guongx": false, "/t.t/tin/_headers": false, "/txt/_headers": false, "/t.t/_headers/": false, "/t.t/a.guong/": false, "/t.t/.guong.html": false,
	} {
		if nginx.MatchString(path) != want || caddy.MatchString(path) != want {
			t.Errorf("%s: nginx denies %v, Caddy %v", path, nginx.MatchString(path), caddy.MatchString(path))
		}
	}
}

// TestNotes: what a host will not lead on from is said once, from the first that
// is too many.
func TestNotes(t *testing.T) {
	many := func(n, length int) string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf("\"/%0*d.html\"", length, i))
		}
		return strings.Join(list, ", ")
	}
	for _, test := range []struct {
		name, aliases string
		want          []string
	}{
		{"none", ``, nil},
		{"ordinary", `"/cu/"`, nil},
		{"queries", `"/b?id=5", "/a?id=5", "/c/"`, []string{"feed.asked 2 /a?id=5"}},
		{"no page", `"/a:b", "/MOI/"`, []string{"feed.bare 2 /MOI/"}},
		{"1,000 rules", many(1000, 4), nil},
		{"1,001 rules", many(1001, 4), []string{"feed.rules _redirects 1001 GitLab Pages 1000"}},
		{"2,000 rules", many(2000, 4), []string{"feed.rules _redirects 2000 GitLab Pages 1000"}},
		{"2,001 rules", many(2001, 4), []string{"feed.rules _redirects 2001 GitLab Pages 1000", "feed.rules _redirects 2001 Cloudflare Pages 2000"}},
		{"64 KiB", many(512, 111), nil},                                                                  // a line has 17 bytes besides the number
		{"more", many(512, 111) + `, "/a/"`, []string{"feed.bytes _redirects 65563 GitLab Pages 65536"}}, // 13 and 14 bytes more
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, d := range feed.Notes(moved(t, test.aliases)) {
				got = append(got, strings.TrimSpace(fmt.Sprintln(append([]any{d.Message.ID}, d.Message.Args...)...)))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
