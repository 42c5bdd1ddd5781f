package site

import (
	"slices"
	"strings"

	"guong/generator/address"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// named is a term or a record that a text may be meant for.
type named struct {
	slug, title string
	names       []string // slugs of all its names
}

// proposeTerm says that no story has the term slug, for which e is a text, and what the
// text may be meant for: a term that stories have, else one that the registry knows.
func (b *builder) proposeTerm(t *Taxonomy, slug string, e Entry) (says, hint message.Message) {
	var terms, records []named
	for _, term := range t.Terms {
		terms = append(terms, newNamed(term.Slug, term.Title, term.Aliases))
	}
	for _, r := range b.records(t.Key) {
		if r.slug == slug {
			return message.New("site.term-text-early", r.title), message.New("site.term-text-early-hint", r.title, t.Key)
		}
		if !slices.ContainsFunc(terms, func(n named) bool { return n.slug == r.slug }) {
			records = append(records, newNamed(r.slug, r.title, r.names))
		}
	}
	says = message.New("site.term-text", slug, t.Title)
	title := address.Slug(e.Title)
	if n, ok := nearestNamed(terms, slug, title); ok {
		return says, message.New("site.term-text-meant", n.title, n.slug)
	}
	if n, ok := nearestNamed(records, slug, title); ok {
		return says, message.New("site.term-text-unused", n.title, n.slug)
	}
	if len(terms) == 0 {
		return says, message.New("site.term-text-none", t.Title)
	}
	return says, message.New("site.term-text-hint", terms[0].slug)
}

func newNamed(slug, title string, names []string) named {
	n := named{slug, title, []string{slug, address.Slug(title)}}
	for _, name := range names {
		n.names = append(n.names, address.Slug(name))
	}
	return n
}

// nearestNamed returns which of all is called slug or title; else which is nearly
// called slug; else the first whose name says more than slug, or less.
func nearestNamed(all []named, slug, title string) (named, bool) {
	byName := map[string]named{}
	var names []string
	for _, n := range all {
		for _, name := range n.names {
			if _, taken := byName[name]; !taken {
				byName[name] = n
				names = append(names, name)
			}
		}
	}
	for _, name := range []string{slug, title} {
		if n, ok := byName[name]; ok {
			return n, true
		}
	}
	if near, ok := vietnamese.Nearest(slug, names); ok {
		return byName[near], true
	}
	for _, name := range names {
		if sharesWords(name, slug) {
			return byName[name], true
		}
	}
	return named{}, false
}

// sharesWords reports whether the words of one slug, at least two of them, stand in the
// other.
func sharesWords(x, y string) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	return strings.Contains(x, "-") && strings.Contains("-"+y+"-", "-"+x+"-")
}
