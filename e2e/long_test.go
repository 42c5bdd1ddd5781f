package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLongWords opens pages about what has a name of three hundred letters without a
// space: nothing is wider than the window.
func TestLongWords(t *testing.T) {
	t.Parallel()
	word := strings.Repeat("Nghiêng", 43)
	source := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(source, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n")
	for i := range 4 {
		layout := ""
		if i == 3 {
			layout = "layout = \"dac-biet\"\n"
		}
		write(fmt.Sprintf("content/guong-sang/bai-%d.md", i), fmt.Sprintf("+++\ntitle = \"Bài %d %s\"\ndate = 2026-11-0%d\nauthor = \"%s\"\nsummary = \"Tóm tắt %s\"\nfields = [\"%s\"]\n%s\n[[honorees]]\nname = \"%s\"\nkind = \"tap-the\"\n+++\n\nMột đoạn %s.\n\n## Tít phụ %s\n\nHết.\n",
			i, word, i+1, word, word, word, layout, word, word, word))
	}
	s := serveSite(t, source)
	p := newPage(t, s)
	for _, width := range []int64{360, 1280} {
		p.viewport(width, 800)
		for _, address := range []string{
			"/", "/guong-sang/", "/guong-sang/bai-1/", "/guong-sang/bai-3/", "/linh-vuc/", "/tac-gia/", "/dien-hinh/", "/luu-tru/", "/so-do-trang/", "/tim-kiem/",
		} {
			p.open(address)
			if wider := p.overflow(); wider > 0 {
				t.Errorf("%s at %d: %d pixels to the right of the window", address, width, wider)
			}
		}
	}
}
