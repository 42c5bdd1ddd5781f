package site

import (
	"path"

	"guong/generator/message"
	"guong/generator/vietnamese"
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
				if _, hidden := b.site.hidden[b.site.contentPath(a, p)]; b.site.chosen(a, p) == nil && !hidden {
					b.report(a.entry.Article, "related", p, message.New("site.related", p), b.proposePath(p))
				}
			}
		}
	}
}

// chosen returns the article that a value of the key related means: a path in
// the content folder or beside the article, with or without ".md"; or nil.
func (s *Site) chosen(a *Article, p string) *Article {
	return s.byPath[s.contentPath(a, p)]
}

// contentPath returns the path in the content folder of the article that p
// means as seen from a, or p itself if there is none.
func (s *Site) contentPath(a *Article, p string) string {
	p = vietnamese.RepairString(p)
	for _, base := range []string{a.entry.Dir(), parent(a.entry.Dir()), ""} {
		full := path.Join("/", base, p)[1:]
		for _, try := range []string{full, full + ".md", full + "/index.md"} {
			if s.byPath[try] != nil {
				return try
			}
			if _, hidden := s.hidden[try]; hidden {
				return try
			}
		}
		if path.IsAbs(p) {
			break
		}
	}
	return p
}

// proposePath proposes the published article whose path resembles p.
func (b *builder) proposePath(p string) message.Message { return b.site.proposePath(p) }

func (s *Site) proposePath(p string) message.Message {
	paths := make([]string, 0, len(s.byPath))
	names := map[string]string{}
	for _, a := range s.Articles {
		paths = append(paths, a.Path)
		names[a.entry.Name()] = a.Path
	}
	for _, a := range s.Pages {
		paths = append(paths, a.Path)
		names[a.entry.Name()] = a.Path
	}
	base := path.Base(p)
	if found, ok := names[base[:len(base)-len(path.Ext(base))]]; ok {
		return message.New("value.did-you-mean", found)
	}
	if near, ok := vietnamese.Nearest(p, paths); ok {
		return message.New("value.did-you-mean", near)
	}
	return message.New("site.path-hint")
}
