package feed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRedirects: every former address leads on, with and without the slash of
// its folder, in the words of each server.
func TestRedirects(t *testing.T) {
	for _, test := range []struct{ name, aliases, netlify, nginx string }{
		{
			"a folder", `"/cu/bai-1/"`,
			"/cu/bai-1 /moi/ 301\n/cu/bai-1/ /moi/ 301\n",
			"\"/cu/bai-1\" \"/moi/\";\n\"/cu/bai-1/\" \"/moi/\";\n",
		},
		{
			"a page of another system", `"/tin/1.aspx"`,
			"/tin/1.aspx /moi/ 301\n/tin/1.aspx/ /moi/ 301\n",
			"\"/tin/1.aspx\" \"/moi/\";\n\"/tin/1.aspx/\" \"/moi/\";\n",
		},
		{"a file", `"/cu.html"`, "/cu.html /moi/ 301\n", "\"/cu.html\" \"/moi/\";\n"},
		{
			"letters and blanks", `"/Bài cũ.html"`,
			"/B%C3%A0i%20c%C5%A9.html /moi/ 301\n", "\"/Bài cũ.html\" \"/moi/\";\n",
		},
		{
			"copied from a browser", `"/B%C3%A0i.html"`,
			"/B%C3%A0i.html /moi/ 301\n", "\"/Bài.html\" \"/moi/\";\n",
		},
		{
			"what would be a pattern", `"/a:b*.html"`,
			"/a%3Ab%2A.html /moi/ 301\n", "\"/a:b*.html\" \"/moi/\";\n",
		},
		{
			"quotation marks", `'/a"b.html'`,
			"/a%22b.html /moi/ 301\n", "\"/a\\\"b.html\" \"/moi/\";\n",
		},
		{
			"two cases, which nginx takes for one", `"/CU.html", "/cu.html"`,
			"/CU.html /moi/ 301\n/cu.html /moi/ 301\n", "\"/CU.html\" \"/moi/\";\n",
		},
		{
			"sorted", `"/b.html", "/a.html"`,
			"/a.html /moi/ 301\n/b.html /moi/ 301\n", "\"/a.html\" \"/moi/\";\n\"/b.html\" \"/moi/\";\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := rendered(t, "-- config.toml --\ntitle = \"Gương\"\nbaseURL = \"https://thu.example/\"\n-- content/moi.md --\n+++\ntitle = \"Mới\"\naliases = ["+test.aliases+"]\n+++\n")
			if diff := cmp.Diff(test.netlify, out["_redirects"]); diff != "" {
				t.Errorf("_redirects (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(test.nginx, out["nginx-redirects.map"]); diff != "" {
				t.Errorf("nginx-redirects.map (-want +got)\n%s", diff)
			}
		})
	}
}
