package generator_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/deploy"
)

// TestHostingIsRead: a deployment reads all that a build says of its site, and what is
// said is true.
func TestHostingIsRead(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/golden/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, archive)
	write(t, filepath.Join(dir, "config.toml"), []byte("title = \"Trang thử\"\nbaseURL = \"https://thu.example/tdkt/\"\n"))
	write(t, filepath.Join(dir, "content/tin/go.md"), []byte("+++\ntitle = \"Gỡ\"\ndate = 2026-01-01\naliases = [\"/cu/go/\"]\nremoved = { date = 2026-02-01, reason = \"Sai.\" }\n+++\n"))
	write(t, filepath.Join(dir, "content/tin/hen.md"), []byte("+++\ntitle = \"Hẹn\"\ndate = 2999-01-01\n+++\n\nMột.\n"))
	write(t, filepath.Join(dir, "content/tin/moi.md"), []byte("+++\ntitle = \"Còn\"\ndate = 2026-01-01\naliases = [\"/cu/moi/\"]\n+++\n\nMột.\n"))
	public := filepath.Join(dir, "public")
	if report, list := build(dir, public); !report.Done {
		t.Fatal(list)
	}
	h, err := deploy.ReadHosting(public)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	var wrote, read map[string]any
	for text, to := range map[string]*map[string]any{string(readFile(t, filepath.Join(dir, ".public.guong", deploy.HostingFile))): &wrote, string(again): &read} {
		if err := json.Unmarshal([]byte(text), to); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(wrote, read); diff != "" {
		t.Errorf("-written +read\n%s", diff)
	}
	if h.BaseURL != "https://thu.example/tdkt/" || h.NextChange.IsZero() || h.Generator == "" || h.NoIndex {
		t.Errorf("%+v", h)
	}
	if !slices.Equal(h.Removed, []string{"tin/go/index.html"}) || !slices.Contains(h.Stories, "tin/moi/index.html") || slices.Contains(h.Stories, "tin/hen/index.html") {
		t.Errorf("removed %q, stories %q", h.Removed, h.Stories)
	}
	if !slices.Contains(h.Redirects, deploy.Redirect{Path: "cu/moi/index.html", To: "/tdkt/tin/moi/"}) || !slices.Contains(h.Redirects, deploy.Redirect{Path: "cu/go/index.html", To: "/tdkt/tin/go/"}) {
		t.Errorf("redirects %v", h.Redirects)
	}
	named := slices.Concat(h.Stories, h.Removed)
	for _, r := range h.Redirects {
		named = append(named, r.Path)
		if !strings.HasPrefix(r.To, "/tdkt/") {
			t.Errorf("%s leads to %s", r.Path, r.To)
		}
	}
	for _, name := range named {
		if _, err := os.Stat(filepath.Join(public, filepath.FromSlash(name))); err != nil {
			t.Error(err)
		}
	}
	for _, c := range h.Caching {
		if _, err := regexp.Compile(c.Pattern); err != nil || c.Value == "" || c.Pattern[0] != '^' || !strings.HasSuffix(c.Pattern, "$") {
			t.Errorf("caching %q: %v", c, err)
		}
	}
}
