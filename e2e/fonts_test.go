package e2e

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
)

// ours are the faces of the theme, by their PostScript names.
var ours = []string{
	"BeVietnamPro-SemiBold", "BeVietnamPro-SemiBoldItalic", "BeVietnamPro-Bold",
	"NotoSerif-Regular", "NotoSerif-Italic", "NotoSerif-SemiBold", "NotoSerif-SemiBoldItalic",
}

// face is what the browser sets an element's text in.
type face struct {
	text   string   // its beginning
	names  []string // of the fonts, as PostScript has them
	nested bool     // elements in it have letters, too
}

// mixed reports whether one word may be set in two fonts.
func (f face) mixed() bool { return len(f.names) > 1 && !f.nested }

// inView is a JavaScript expression: how many elements of the first screen have letters of
// their own. They get the attribute data-lettered.
const inView = `(() => {
	let n = 0
	for (const e of document.querySelectorAll("body *")) {
		const {top, bottom, width} = e.getBoundingClientRect()
		const own = [...e.childNodes].some(child => child.nodeType === 3 && /\p{L}/u.test(child.data))
		if (own && width > 1 && bottom > 0 && top < innerHeight && e.checkVisibility({checkVisibilityCSS: true})) e.dataset.lettered = ++n
	}
	return n
})()`

// faces returns what the elements of a selector are set in.
func (p *page) faces(selector string) (faces []face) {
	p.t.Helper()
	call(p, dom.Enable, dom.EnableParams{})
	call(p, css.Enable, struct{}{})
	root := call(p, dom.GetDocument, dom.GetDocumentParams{}).Root
	elements := eval[[]struct {
		Text   string
		Nested bool
	}](p, fmt.Sprintf(`[...document.querySelectorAll(%q)].map(e => ({
		Text: e.innerText.trim().slice(0, 40),
		Nested: [...e.children].some(child => /\p{L}/u.test(child.textContent)),
	}))`, selector))
	for i, id := range call(p, dom.QuerySelectorAll, dom.QuerySelectorAllParams{NodeID: root.NodeID, Selector: selector}).NodeIDs {
		used := map[string]bool{}
		for _, font := range call(p, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: id}).Fonts {
			used[font.PostScriptName] = true
		}
		faces = append(faces, face{elements[i].Text, slices.Sorted(maps.Keys(used)), elements[i].Nested})
	}
	return faces
}

// TestFonts looks at the first screen of a first visit: everything is set in the theme's
// faces, each element in one of them, in italics too.
func TestFonts(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	p.viewport(360, 800)
	for _, address := range []string{"/", "/guong-sang/co-giao-lo-thi-anh/", "/tim-kiem/"} {
		p.open(address)
		p.exec("document.fonts.ready")
		if n := eval[int](p, inView); n < 10 {
			t.Errorf("%s: %d elements with letters on the first screen", address, n)
		}
		for _, f := range p.faces("[data-lettered], .text em") {
			for _, name := range f.names {
				if !slices.Contains(ours, name) {
					t.Errorf("%s: %q is set in %s", address, f.text, name)
				}
			}
			if f.mixed() {
				t.Errorf("%s: %q is set in %s", address, f.text, strings.Join(f.names, " and "))
			}
		}
	}
	p.open("/guong-sang/co-giao-lo-thi-anh/")
	for _, f := range p.faces(".text em") {
		if !strings.HasSuffix(f.names[0], "Italic") {
			t.Errorf("%q is slanted: %s", f.text, f.names[0])
		}
	}
}
