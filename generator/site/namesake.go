package site

import (
	"cmp"
	"slices"

	"guong/generator/address"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Addresses are given in the order in which stories were published, each without
// a look at what comes after it. So a story that is published later than all
// others changes no address that there is.
//
// More cannot be promised by looking at the stories alone. Let two namesakes have
// no id, one told of in January, the other in March. If the first story was there
// first, the plain address is the first one's; if it was written in April and
// dated back, it is the second one's; and the stories are the same. A namesake
// with an id keeps its address whatever is added.

// byPublication returns the stories in the order in which they were published.
func (b *builder) byPublication() []*Article {
	list := slices.Clone(b.site.Articles)
	slices.SortFunc(list, func(x, y *Article) int {
		return cmp.Or(x.published().Compare(y.published()), x.Date.Compare(y.Date), cmp.Compare(x.Path, y.Path))
	})
	return list
}

// namesakes tells honorees apart.
type namesakes struct {
	*builder
	byID   map[string]*Honoree
	byKey  map[string]*Honoree // whom a name, kind and unit without an id means
	bySlug map[string]*Honoree
	first  map[*Honoree]*content.Honoree // as the first story tells of them
}

// tellApart returns, for each story of the site and each honoree that it tells
// of, who that is. The same id is the same honoree; without an id the same name,
// kind and unit under the Vietnamese key is. An id that is the address of an
// honoree whom nothing tells from this one means that one.
func (b *builder) tellApart() [][]*Honoree {
	n := namesakes{b, map[string]*Honoree{}, map[string]*Honoree{}, map[string]*Honoree{}, map[*Honoree]*content.Honoree{}}
	told := make([][]*Honoree, len(b.site.Articles))
	for _, a := range b.byPublication() {
		list := a.entry.Front.Honorees
		who := make([]*Honoree, len(list))
		for i := range list {
			who[i] = n.who(a, &list[i])
		}
		told[a.order] = who
	}
	return told
}

func (n *namesakes) who(a *Article, told *content.Honoree) *Honoree {
	key := key(told)
	if told.ID != "" {
		return n.withID(a, told)
	}
	if n.byKey[key] == nil {
		n.byKey[key] = n.unnamed(a, told)
	}
	return n.byKey[key]
}

// key is the same for what tells nobody apart.
func key(h *content.Honoree) string {
	return identity(h.Name) + "\x00" + h.Kind + "\x00" + vietnamese.Key(h.Unit)
}

// withID returns the honoree of an id.
func (n *namesakes) withID(a *Article, told *content.Honoree) *Honoree {
	h := n.byID[told.ID]
	if h != nil {
		return h
	}
	h = n.bySlug[told.ID]
	switch {
	case h == nil:
		h = n.add(told, told.ID)
	case !mayBe(n.first[h], told):
		d := a.entry.Locate("id", told.ID)
		d.Message, d.Hint = message.New("site.id-taken", told.ID, h.Name), message.New("site.id-taken-hint")
		n.wrong.Add(d)
		h = n.add(told, n.free(told.ID))
	}
	n.byID[told.ID] = h
	return h
}

// unnamed returns the honoree whom a story tells of without an id for the first
// time: the one whose id is the plain address if nothing tells the two apart, else
// a new one, at the plain address if no other has it, or at one with the unit, and
// with the kind.
func (n *namesakes) unnamed(a *Article, told *content.Honoree) *Honoree {
	plain := address.Slug(told.Name)
	holder := n.bySlug[plain]
	switch {
	case holder == nil:
		return n.add(told, plain)
	case holder == n.byID[plain] && key(n.first[holder]) == key(told):
		return holder
	}
	slug := ""
	for _, more := range []string{told.Unit, told.Unit + " " + told.Kind} {
		if vietnamese.Slug(more) == "" {
			continue
		}
		if slug = address.Slug(told.Name + " " + more); n.bySlug[slug] == nil {
			break
		}
	}
	slug = n.free(cmp.Or(slug, plain))
	d := a.entry.Locate("name", told.Name)
	d.Severity = diag.Warning
	d.Message, d.Hint = message.New("site.namesake", told.Name, "/"+HonoreesPath+slug+"/"), message.New("site.namesake-hint", slug, holder.Slug)
	n.wrong.Add(d)
	return n.add(told, slug)
}

// free returns slug, or slug-2, slug-3… if it is taken.
func (n *namesakes) free(slug string) string {
	return firstFree(slug, func(slug string) bool { return n.bySlug[slug] != nil })
}

func (n *namesakes) add(told *content.Honoree, slug string) *Honoree {
	h := &Honoree{Site: n.site, Name: told.Name, Slug: slug, URL: n.site.BasePath + HonoreesPath + slug + "/"}
	n.bySlug[slug], n.first[h] = h, told
	return h
}

// mayBe reports whether nothing that is told of two honorees tells them apart.
func mayBe(x, y *content.Honoree) bool {
	same := func(x, y string) bool { return x == "" || y == "" || identity(x) == identity(y) }
	return identity(x.Name) == identity(y.Name) && same(x.Kind, y.Kind) && same(x.Unit, y.Unit)
}

// firstFree returns slug, or slug-2, slug-3… if it is taken.
func firstFree(slug string, taken func(string) bool) string {
	free := slug
	for i := 2; taken(free); i++ {
		free = address.Numbered(slug, i)
	}
	return free
}

// identity is the same for all spellings of one name, and different for two
// names that are nothing but signs.
func identity(name string) string { return cmp.Or(vietnamese.Key(name), name) }
