package metadata

import "guong/generator/site"

// Note notes in t what Head reads of the page v besides the page itself.
func Note(v *site.View, t *site.Trace) {
	if t == nil || v.NoIndex {
		return
	}
	t.Own(v.Article, v.Section, v.Taxonomy, v.Term, v.Honoree, v.Period)
	if a := v.Article; a != nil {
		t.Own(a.Section)
		t.Story(a)
		if v.Layout == site.LayoutArticle {
			t.List(a, "Body") // with its films
		}
		for _, mention := range a.Honorees {
			t.Own(mention.Honoree)
		}
	}
	if h := v.Honoree; h != nil {
		t.List(h, "Articles")
		for _, a := range h.Articles[:min(len(h.Articles), maxSubjectOf)] {
			t.Own(a)
		}
	}
	if v.Modified.IsZero() {
		t.List(v.Site, "Articles")
		if len(v.Site.Articles) > 0 {
			t.Own(v.Site.Articles[0])
		}
	}
}
