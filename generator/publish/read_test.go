package publish_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"guong/generator/publish"
)

// TestRead holds that what is read of the last publication has the bytes that were
// asked for, or is not read.
func TestRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, site{"a.html": "một", "b/c.html": "hai", "thay.html": "ba"})
	if err := os.WriteFile(filepath.Join(dir, "thay.html"), []byte("bốn"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "la.html"), []byte("lạ"), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	for _, test := range []struct {
		name, text string
		read       bool
	}{
		{"a.html", "một", true},
		{"b/c.html", "hai", true},
		{"a.html", "hai", false},
		{"thay.html", "ba", false},
		{"la.html", "lạ", false}, // of somebody else
		{"b", "", false},
		{"khong-co.html", "", false},
		{"../public/a.html", "một", false},
	} {
		data, ok := p.Read(test.name, publish.SumOf([]byte(test.text)))
		if ok != test.read || ok && string(data) != test.text {
			t.Errorf("%s: %q, %v", test.name, data, ok)
		}
	}
}
