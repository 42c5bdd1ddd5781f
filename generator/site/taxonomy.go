package site

import (
	"cmp"
	"slices"
	"strconv"

	"guong/generator/config"
	"guong/generator/vietnamese"
)

// Taxonomy is a way in which stories are classified: by province, by field…
type Taxonomy struct {
	Memo
	Site  *Site
	Key   string  // of the front matter: "localities"
	Title string  // "Tỉnh, thành phố"
	URL   string  // "/dia-phuong/"
	Terms []*Term // those that stories have, in Vietnamese order; people by given name
}

// Term is one value of a taxonomy, with the stories that have it.
type Term struct {
	Memo
	Title    string // as most stories write it
	Slug     string // "hai-phong"
	URL      string // "/dia-phuong/hai-phong/"
	Taxonomy *Taxonomy
	Articles []*Article // newest first

	// For related stories:
	weight int32
	places []int32 // of Articles in Site.Articles
}

// Permalink returns the absolute address of the taxonomy.
func (t *Taxonomy) Permalink() string { return t.Site.Absolute(t.URL) }

// Permalink returns the absolute address of the term.
func (t *Term) Permalink() string { return t.Taxonomy.Site.Absolute(t.URL) }

// authorsKey is the taxonomy whose terms are people, given by the key author.
const authorsKey = "authors"

// makeTaxonomies gives every story its terms. Two spellings with the same
// Vietnamese key (Thanh Hóa, Thanh Hoá) are one term.
func (b *builder) makeTaxonomies() {
	for _, a := range b.site.Articles {
		a.Terms = make([]Terms, 0, len(a.entry.Front.Terms))
	}
	for _, c := range b.Config.Taxonomies {
		b.site.Taxonomies = append(b.site.Taxonomies, b.makeTaxonomy(c))
	}
}

func (b *builder) makeTaxonomy(c config.Taxonomy) *Taxonomy {
	t := &Taxonomy{Key: c.Key, Title: c.Title, URL: b.site.BasePath + c.Path + "/", Site: b.site}
	if t.Title == "" && b.TaxonomyTitle != nil {
		t.Title = b.TaxonomyTitle(c.Key)
	}
	if t.Title == "" {
		t.Title = folderTitle(c.Key)
	}
	g := gatherer{taxonomy: t, bySpelling: map[string]*spelling{}, byKey: map[string]*Term{}}
	for _, a := range b.site.Articles {
		g.add(a, termsOf(a, c.Key))
	}
	t.Terms = g.terms()
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
	taxonomy   *Taxonomy
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
			s = &spelling{text: text}
			key := vietnamese.Key(text)
			if s.term = g.byKey[key]; s.term == nil {
				s.term = &Term{Taxonomy: g.taxonomy}
				g.byKey[key] = s.term
			}
			g.bySpelling[text] = s
		}
		s.count++
		if !slices.Contains(terms, s.term) {
			terms = append(terms, s.term)
			s.term.Articles = append(s.term.Articles, a)
			s.term.places = append(s.term.places, a.order)
		}
	}
	if g.taxonomy.Key == authorsKey {
		a.Authors = terms
	} else {
		a.Terms = append(a.Terms, Terms{g.taxonomy, terms})
	}
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
			terms = append(terms, s.term)
		}
	}
	slices.SortFunc(terms, func(a, b *Term) int { return cmp.Compare(a.Title, b.Title) })
	taken := make(map[string]bool, len(terms))
	for _, t := range terms {
		t.Slug = uniqueSlug(slugOr(t.Title), taken)
		t.URL = g.taxonomy.URL + t.Slug + "/"
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

// uniqueSlug returns slug, or slug-2, slug-3… if it is taken (Hà Nam, Há Nám).
func uniqueSlug(slug string, taken map[string]bool) string {
	unique := slug
	for n := 2; taken[unique]; n++ {
		unique = slug + "-" + strconv.Itoa(n)
	}
	taken[unique] = true
	return unique
}
