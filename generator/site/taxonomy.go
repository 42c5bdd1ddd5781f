package site

import (
	"cmp"
	"slices"
	"strings"

	"guong/generator/address"
	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Taxonomy is a way in which stories are classified: by province, by field…
type Taxonomy struct {
	Memo
	entityID
	Site  *Site
	Key   string  // of the front matter: "localities"
	Title string  // "Tỉnh, thành phố"
	URL   string  // "/dia-phuong/"
	Terms []*Term // those that stories have, in Vietnamese order; people by given name
	// Provinces are all provinces of today, for the taxonomy of localities.
	Provinces []*Province
}

// Term is one value of a taxonomy, with the stories that have it.
type Term struct {
	Memo
	entityID
	Title    string // as most stories write it
	Slug     string // "hai-phong"
	URL      string // "/dia-phuong/hai-phong/"
	Taxonomy *Taxonomy
	Articles []*Article // newest first; those of former provinces under the present one too
	Present  *Term      // of a former province: what it is part of now
	Aliases  []string   // other names and spellings that the registry knows
	Image    *Image     // of its own text; nil without one
	Facts    TermFacts  // what the registry knows of it

	id   string   // of the registry's record; "" if it knows none
	rank int      // of an award; unknownRank for one that the registry does not know
	text *Article // of the folder that is called like the taxonomy's address; nil without one

	// For related stories:
	weight int32
	places []int32 // of Articles in Site.Articles
}

// Permalink returns the absolute address of the taxonomy.
func (t *Taxonomy) Permalink() string { return t.Site.Absolute(t.URL) }

// Permalink returns the absolute address of the term.
func (t *Term) Permalink() string { return t.Taxonomy.Site.Absolute(t.URL) }

// leastForFeed is how many stories a term has that has feeds of its own. Most authors
// sign one or two: nobody subscribes to these, and their feeds would be most of all.
const leastForFeed = 3

// Feed returns the URL of the list whose feeds fit the term: its own, or the site's if
// it has few stories.
func (t *Term) Feed() string {
	if len(t.Articles) < leastForFeed {
		return t.Taxonomy.Site.BasePath
	}
	return t.URL
}

// authorsKey is the taxonomy whose terms are people, given by the key author.
const authorsKey = "authors"

// makeTaxonomies gives every story its terms. Two spellings with the same
// Vietnamese key (Thanh Hóa, Thanh Hoá) are one term.
func (b *builder) makeTaxonomies() {
	for _, a := range b.site.Articles {
		a.Terms = make([]Terms, 0, len(a.entry.Front.Terms))
	}
	published := b.byPublication()
	for _, c := range b.Config.Taxonomies {
		b.site.Taxonomies = append(b.site.Taxonomies, b.makeTaxonomy(c, published))
	}
}

func (b *builder) makeTaxonomy(c config.Taxonomy, published []*Article) *Taxonomy {
	t := &Taxonomy{Key: c.Key, Title: c.Title, URL: b.site.BasePath + c.Path + "/", Site: b.site}
	if t.Title == "" && b.TaxonomyTitle != nil {
		t.Title = b.TaxonomyTitle(c.Key)
	}
	if t.Title == "" {
		t.Title = folderTitle(c.Key)
	}
	g := gatherer{builder: b, taxonomy: t, published: published, bySpelling: map[string]*spelling{}, byKey: map[string]*Term{}}
	for _, a := range b.site.Articles {
		g.add(a, termsOf(a, c.Key))
	}
	t.Terms = g.terms()
	for _, term := range t.Terms {
		term.Facts = b.termFacts(term)
	}
	b.makeProvinces(t)
	return t
}

func termsOf(a *Article, key string) []string {
	if key == authorsKey {
		return a.entry.Authors
	}
	return a.entry.Front.Terms[key]
}

// gatherer collects the terms of one taxonomy. The key of a spelling is
// computed once, however many stories write it.
type gatherer struct {
	*builder
	taxonomy   *Taxonomy
	published  []*Article // in the order in which they were
	bySpelling map[string]*spelling
	byKey      map[string]*Term
}

// spelling is one way in which a term is written, and how often.
type spelling struct {
	text  string
	term  *Term
	count int
}

func (g *gatherer) add(a *Article, texts []string) {
	if len(texts) == 0 {
		return
	}
	terms := make([]*Term, 0, len(texts))
	for _, text := range texts {
		s := g.bySpelling[text]
		if s == nil {
			s = &spelling{text: text, term: g.term(g.recognise(g.taxonomy.Key, text, a))}
			g.bySpelling[text] = s
		}
		s.count++
		if !slices.Contains(terms, s.term) {
			terms = append(terms, s.term)
			s.term.add(a)
			if s.term.Present != nil {
				s.term.Present.add(a)
			}
		}
	}
	if g.taxonomy.Key == authorsKey {
		a.Authors = terms
	} else {
		a.Terms = append(a.Terms, Terms{g.taxonomy, terms})
	}
}

// term returns the term of a meaning, and makes it if it is the first.
func (g *gatherer) term(m meaning) *Term {
	t := g.byKey[m.key]
	if t == nil {
		t = &Term{Taxonomy: g.taxonomy, Title: m.title, Aliases: m.aliases, id: m.id}
		g.byKey[m.key] = t
		if m.present != nil {
			t.Present = g.term(*m.present)
		}
	}
	return t
}

// add counts a story, which may have the term in two ways.
func (t *Term) add(a *Article) {
	if n := len(t.Articles); n > 0 && t.Articles[n-1] == a {
		return
	}
	t.Articles = append(t.Articles, a)
	t.places = append(t.places, a.order)
}

// terms names every term by its commonest spelling, gives it an address, and
// sorts.
func (g *gatherer) terms() []*Term {
	spellings := make([]*spelling, 0, len(g.bySpelling))
	for _, s := range g.bySpelling {
		spellings = append(spellings, s)
	}
	slices.SortFunc(spellings, func(a, b *spelling) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.text, b.text))
	})
	terms := make([]*Term, 0, len(g.byKey))
	for _, s := range spellings {
		if s.term.Title == "" {
			s.term.Title = s.text
		}
	}
	for _, t := range g.byKey {
		terms = append(terms, t)
	}
	slices.SortFunc(terms, func(a, b *Term) int { return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.id, b.id)) })
	g.giveAddresses()
	for _, t := range terms {
		t.weight = termWeight(len(g.taxonomy.Site.Articles), len(t.Articles))
	}
	title := func(t *Term) string { return t.Title }
	if g.taxonomy.Key == authorsKey {
		vietnamese.SortPeopleBy(terms, title)
	} else {
		vietnamese.SortBy(terms, title)
	}
	return terms
}

// giveAddresses gives every term its address: to what the registry knows that of
// its record, to others one made of their first spelling, in the order in which
// stories were published.
func (g *gatherer) giveAddresses() {
	t := g.taxonomy
	owners := map[string]string{} // slug → title
	known := map[string]string{}  // key of meaning → slug
	for _, r := range g.records(t.Key) {
		known[r.key], owners[r.slug] = r.slug, r.slug
	}
	for key, term := range g.byKey {
		if slug := known[key]; slug != "" {
			term.Slug, owners[slug] = slug, term.Title
		}
	}
	for _, a := range g.published {
		for _, text := range termsOf(a, t.Key) {
			term := g.bySpelling[text].term
			if term.Slug != "" {
				continue
			}
			plain := address.Slug(text)
			term.Slug = firstFree(plain, func(slug string) bool { return owners[slug] != "" })
			if term.Slug != plain && len(known) == 0 && t.Key != authorsKey {
				d := a.entry.Locate(t.Key, text)
				d.Severity, d.Message = diag.Warning, message.New("site.same-slug", text, owners[plain], "/"+strings.TrimPrefix(t.URL, g.site.BasePath)+term.Slug+"/")
				d.Hint = message.New("site.same-slug-hint")
				g.wrong.Add(d)
			}
			owners[term.Slug] = term.Title
		}
	}
	for _, term := range g.byKey {
		term.URL = t.URL + term.Slug + "/"
	}
}
