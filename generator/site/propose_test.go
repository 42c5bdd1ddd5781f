package site

import "testing"

// TestNamesOfEveryFolder: a name that any folder may have is proposed from another
// folder only if that has the same name, too.
func TestNamesOfEveryFolder(t *testing.T) {
	p := newPlaces()
	for _, full := range []string{"tin/README", "tai-lieu/index.html", "anh/lan/_index", "anh/lan.jpg", "goc"} {
		p.add(full)
	}
	for full, want := range map[string]string{
		"guong-sang/README":            "",
		"readme":                       "",
		"README":                       "",
		"cu/tin/README":                "tin/README",
		"guong-sang/index.html":        "",
		"2024/tai-lieu/index.html":     "tai-lieu/index.html",
		"tin/lan/_index":               "anh/lan/_index",
		"tin/hoa/_index":               "",
		"tin/lan.jpg":                  "anh/lan.jpg",
		"anh/lam.jpg":                  "anh/lan.jpg",
		"tin/goc":                      "goc",
		"mot-thu-muc-khac/khong-co-ai": "",
	} {
		if got, ok := p.nearest(full); got != want || ok != (want != "") {
			t.Errorf("%s: proposed %q, want %q", full, got, want)
		}
	}
}
