package theme_test

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"path"
	"strings"
	"testing"
)

// TestAssetsAreNamedByTheirContent computes names and integrity anew, and looks
// for what style sheets refer to.
func TestAssetsAreNamedByTheirContent(t *testing.T) {
	look := load(t, extending+`-- themes/cua-toi/assets/css/a.css --
@font-face { src: url("../font/x.woff2#iefix") }
@import 'b.css';
-- themes/cua-toi/assets/css/b.css --
a { background: url(../anh/x.svg?v=1#a) }
-- themes/cua-toi/assets/font/x.woff2 --
font
-- themes/cua-toi/assets/anh/x.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- themes/cua-toi/assets/js/a.js --
let a = 1
-- themes/cua-toi/assets/LICENSE --
không đổi
`)
	paths := map[string]bool{}
	for _, a := range look.Assets() {
		paths[a.Path] = true
	}
	if len(paths) != 6 {
		t.Fatal(paths)
	}
	for _, a := range look.Assets() {
		sum := sha256.Sum256(a.Data)
		name := strings.Split(path.Base(a.Path), ".")
		if hash := hex.EncodeToString(sum[:8]); name[1] != hash {
			t.Errorf("%s: the hash is %s", a.Path, hash)
		}
		integrity := ""
		if ext := path.Ext(a.Path); ext == ".css" || ext == ".js" {
			strong := sha512.Sum384(a.Data)
			integrity = "sha384-" + base64.StdEncoding.EncodeToString(strong[:])
		}
		if a.Integrity != integrity || a.URL != "/"+a.Path {
			t.Errorf("%s: integrity %q, want %q; URL %s", a.Path, a.Integrity, integrity, a.URL)
		}
		if path.Ext(a.Path) != ".css" {
			continue
		}
		for _, part := range strings.FieldsFunc(string(a.Data), func(r rune) bool { return strings.ContainsRune(`()"'`, r) }) {
			if ref, _, _ := strings.Cut(part, "#"); strings.Contains(ref, "../") {
				ref, _, _ = strings.Cut(ref, "?")
				if target := path.Join(path.Dir(a.Path), ref); !paths[target] {
					t.Errorf("%s refers to %s, which is not published", a.Path, target)
				}
				delete(paths, path.Join(path.Dir(a.Path), ref))
			}
		}
	}
	if len(paths) != 3 {
		t.Errorf("style sheets refer to other assets than was written; left: %v", paths)
	}
}

// TestANewVersionHasANewName: what a style sheet refers to is part of its content.
func TestANewVersionHasANewName(t *testing.T) {
	archive := func(font string) string {
		return extending + "-- themes/cua-toi/assets/a.css --\na { src: url(x.woff2) }\n-- themes/cua-toi/assets/x.woff2 --\n" + font + "\n"
	}
	one, two := load(t, archive("1")).Assets(), load(t, archive("2")).Assets()
	if one[0].Path == two[0].Path || one[1].Path == two[1].Path {
		t.Errorf("%s, %s: an old file would stay in browsers", two[0].Path, two[1].Path)
	}
}
