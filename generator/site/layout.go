package site

import (
	"slices"
	"strings"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// chooseLayout gives a story the layout that its front matter names, "Chùm ảnh" or
// "chum-anh", if the theme has it. Texts of other programs name those of theirs.
func (b *builder) chooseLayout(a *Article) {
	wanted := a.entry.Front.Layout
	if wanted == "" {
		return
	}
	name := vietnamese.Slug(wanted)
	if a.entry.Kind != content.Page && slices.Contains(b.Layouts, name) {
		a.Layout = name
		return
	}
	d := a.entry.Locate("layout", wanted)
	d.Severity, d.Message, d.Hint = diag.Warning, message.New("site.layout", wanted), message.New("site.layout-hint", strings.Join(b.Layouts, ", "))
	if len(b.Layouts) == 0 {
		d.Hint = message.New("site.layout-none-hint")
	}
	b.wrong.Add(d)
}
