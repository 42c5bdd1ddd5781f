package site

import (
	"slices"

	"guong/generator/message"
)

// connectTranslations links the texts that are one in several languages, in both
// directions, and finds where readers of other languages begin.
func (b *builder) connectTranslations() {
	for _, list := range [][]*Article{b.site.Pages, b.site.Articles} {
		for _, a := range list {
			for _, p := range a.entry.Translations {
				other, known := b.site.chosen(a, p)
				if !known {
					d := a.entry.Locate("translations", p)
					d.Message, d.Hint = message.New("site.translation", p), b.site.proposeText(a.entry.Dir(), p, "site.path-hint")
					b.wrong.Add(d)
				}
				if other != nil && other.Language != a.Language {
					a.translate(other)
					other.translate(a)
				}
			}
		}
	}
	for _, a := range b.site.Pages {
		first := !slices.ContainsFunc(b.site.OtherLanguages, func(o *Article) bool { return o.Language == a.Language })
		if a.Language != b.site.Language && first {
			b.site.OtherLanguages = append(b.site.OtherLanguages, a)
		}
	}
}

// translate adds a translation, each once.
func (a *Article) translate(other *Article) {
	if !slices.Contains(a.Translations, other) {
		a.Translations = append(a.Translations, other)
	}
}
