package site

import (
	"path"
	"strings"

	"guong/generator/message"
)

// connect fills the sections and makes neighbours of the stories in them, and
// checks the stories that writers chose by hand.
func (b *builder) connect() {
	last := map[*Section]*Article{}
	for _, a := range b.site.Articles {
		for section := a.Section; section != nil; section = section.Parent {
			section.Articles = append(section.Articles, a)
		}
		if newer := last[a.Section]; newer != nil {
			newer.Older, a.Newer = a, newer
		}
		last[a.Section] = a
	}
	for _, list := range [][]*Article{b.site.Articles, b.site.Pages} {
		for _, a := range list {
			for _, p := range a.entry.Related {
				if _, known := b.site.chosen(a, p); !known {
					d := a.entry.Locate("related", p)
					d.Message, d.Hint = message.New("site.related", p), b.site.proposeText(a.entry.Dir(), p, "site.path-hint")
					b.wrong.Add(d)
				}
			}
		}
	}
}

// chosen returns the story or page that a value of the key related means: a
// path beside the article, beside its bundle or in the content folder, with or
// without ".md". The article is nil if it is known but not published now.
func (s *Site) chosen(a *Article, p string) (article *Article, known bool) {
	bases := []string{a.entry.Dir(), parent(a.entry.Dir()), ""}
	if strings.HasPrefix(p, "/") {
		bases = bases[2:]
	}
	for _, base := range bases {
		full := contentPath(base, p)
		for _, try := range []string{full, full + ".md", full + "/index.md"} {
			if path.Base(try) == indexName {
				continue
			}
			if article = s.byPath[try]; article != nil {
				return article, true
			}
			if _, hidden := s.hidden[try]; hidden {
				return nil, true
			}
		}
	}
	return nil, false
}

// indexName is the file of a section's text.
const indexName = "_index.md"
