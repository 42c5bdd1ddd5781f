package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// TestSecondTheme builds the sample site with the theme toi-gian, which is little
// more than a page of letters: what it does not have comes from tdkt.
func TestSecondTheme(t *testing.T) {
	t.Parallel()
	source := t.TempDir()
	if err := os.CopyFS(filepath.Join(source, "content"), os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	config, err := os.ReadFile("../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Replace(config, []byte(`theme = "tdkt"`), []byte(`theme = "toi-gian"`), 1)
	if bytes.Equal(other, config) {
		t.Fatal("the sample site does not name its theme as expected")
	}
	if err := os.WriteFile(filepath.Join(source, "config.toml"), other, 0o666); err != nil {
		t.Fatal(err)
	}
	s := serveSite(t, source)
	p := newPage(t, s)
	files := []string{"404.html"}
	for _, k := range kinds {
		if k.status == http.StatusOK {
			files = append(files, k.address+"index.html")
		}
		p.viewport(360, 800)
		p.openStatus(k.address, k.status)
		p.leaf()
		p.checkShift(k.name)
		for _, width := range []int64{1280, 360} {
			p.viewport(width, 800)
			p.shoot(fmt.Sprintf("toi-gian-%s-%d", k.name, width))
			if wider := p.overflow(); wider > 0 {
				t.Errorf("%s at %d: %d pixels to the right of the window", k.name, width, wider)
			}
		}
		for _, violation := range p.axe() {
			t.Errorf("%s: %s", k.name, violation)
		}
	}
	for _, fault := range validateHTML(t, s.dir, files...) {
		t.Error(fault)
	}
	p.untroubled()
}
