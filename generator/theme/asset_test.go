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
	if len(paths) != 5 { // b.css stands in a.css
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

// TestImportsAreBundled: a page that loads a style sheet loads those that it imports
// with it. Rules stand where browsers would apply them; addresses are seen from the
// style sheet that is published.
func TestImportsAreBundled(t *testing.T) {
	tests := []struct{ name, sheets, want string }{
		{"in order", `-- a.css --
@import "b.css"; @import url( 'c.css' );
a { top: 1px }
-- b.css --
b { top: 2px }
-- c.css --
c { top: 3px }
`, "b{top:2px}c{top:3px}a{top:1px}"},
		{"from folder to folder", `-- a.css --
@import "phan/b.css";
-- phan/b.css --
@import "../c.css";
b { background: url(../chu.txt) }
-- c.css --
c { background: url(phan/chu.txt) }
-- chu.txt --
x
-- phan/chu.txt --
y
`, "c{background:url(phan/chu.3bb2abb69ebb27fb.txt)}b{background:url(chu.73cb3858a687a849.txt)}"},
		{"twice", `-- a.css --
@import "b.css"; @import "c.css"; @import "b.css";
-- b.css --
b { top: 2px }
-- c.css --
c { top: 3px }
`, "b{top:2px}c{top:3px}b{top:2px}"},
		{"for some media", `-- a.css --
@import "b.css" print and (min-width: 10cm);
-- b.css --
b { top: 2px }
`, "@media print and (min-width:10cm){b{top:2px}}"},
		{"without a semicolon", "-- a.css --\n@import \"b.css\"\n-- b.css --\nb { top: 2px }\n", "b{top:2px}"},
		{"from elsewhere, before all rules", `-- a.css --
@import "b.css"; @import url(https://x.example/x.css) print;
-- b.css --
@import "/y.css";
b { top: 2px }
`, `@import "/y.css";@import "https://x.example/x.css" print;b{top:2px}`},
		{"what only looks like one", `-- a.css --
/* @import "b.css"; */
a { content: "@import 'b.css';"; background: url(chu.txt?@import) }
-- chu.txt --
x
`, `a{content:"@import 'b.css';";background:url(chu.73cb3858a687a849.txt?@import)}`},
		{"nothing", "-- a.css --\n@import ;\na { top: 1px }\n", "a{top:1px}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sheets := strings.NewReplacer("-- ", "-- themes/cua-toi/assets/", " --\n", " --\n").Replace(test.sheets)
			var got []string
			for _, a := range load(t, extending+sheets).Assets() {
				if path.Ext(a.Path) == ".css" {
					got = append(got, string(a.Data))
				}
			}
			if len(got) != 1 || got[0] != test.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), test.want)
			}
		})
	}
}

// TestLayeredImportsStayRequests: nobody has rewritten their rules into the layer.
func TestLayeredImportsStayRequests(t *testing.T) {
	assets := load(t, extending+"-- themes/cua-toi/assets/a.css --\n@import \"b.css\" layer(nen);\n-- themes/cua-toi/assets/b.css --\nb { top: 2px }\n").Assets()
	if len(assets) != 2 {
		t.Fatal(assets)
	}
	name := path.Base(assets[1].Path)
	if want := `@import "` + name + `" layer(nen);`; strings.TrimSuffix(string(assets[0].Data), ";") != strings.TrimSuffix(want, ";") {
		t.Errorf("got %s, want %s", assets[0].Data, want)
	}
}
