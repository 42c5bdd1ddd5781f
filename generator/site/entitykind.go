package site

import (
	"reflect"
	"slices"
	"sync"
	"time"
)

// entityKind knows the facets of one type of entity: "own", what it says of
// itself; every list and neighbour, by the name of the field; and those that
// only methods show.
type entityKind struct {
	name    string
	own     []int            // the fields of facet 0
	lists   []int            // fields with a facet each, from facet 1 on
	methods []methodFacet    // with a facet each, behind them
	facets  map[string]Facet // what each member reads; one that is not there may read anything
	count   int
}

// methodFacet is a facet that only methods show.
type methodFacet struct {
	name  string
	value func(e entity) uint64
}

// everythingFacet is the facet of the Site that all others are part of.
const everythingFacet = "everything"

var methodFacets = map[reflect.Type][]methodFacet{
	reflect.TypeFor[*Article](): {
		{"body", func(e entity) uint64 { return e.(*Article).bodyHash() }},
		{"related", func(e entity) uint64 { return e.(*Article).relatedHash() }},
		{"names", func(e entity) uint64 { return e.(*Article).namesHash() }},
		{"pending", func(e entity) uint64 { return hashOf([]time.Time{e.(*Article).Scheduled(), e.(*Article).Expired()}) }},
	},
	reflect.TypeFor[*Section](): {{"body", func(e entity) uint64 { return e.(*Section).text.bodyHash() }}},
	reflect.TypeFor[*Honoree](): {
		{"body", func(e entity) uint64 { return e.(*Honoree).text.bodyHash() }},
		{"life", func(e entity) uint64 { return hashOf(e.(*Honoree).Honours(), e.(*Honoree).Life()) }},
	},
	reflect.TypeFor[*Term](): {
		{"body", func(e entity) uint64 { return e.(*Term).text.bodyHash() }},
		{"figures", func(e entity) uint64 { return hashOf(e.(*Term).Figures(), e.(*Term).Honorees()) }},
		{"neighbours", func(e entity) uint64 { return hashOf(e.(*Term).Neighbours()) }},
	},
	reflect.TypeFor[*Site](): {
		{everythingFacet, func(e entity) uint64 { return e.(*Site).everything() }},
		{"front", func(e entity) uint64 { return hashOf(e.(*Site).Front()) }},
		{"recent corrections", func(e entity) uint64 { return hashOf(e.(*Site).RecentCorrections()) }},
	},
}

// methodReads says which facet a method shows besides what names the entity. What a
// method reads of the site's own is not listed: every page depends on that.
var methodReads = map[reflect.Type]map[string]string{
	reflect.TypeFor[*Article](): {
		"Body": "body", "FullBody": "body", "AppendText": "body", "Headings": "body", "Chapters": "body", "Contents": "body", "HasSeries": "body", "Minutes": "body", "Words": "body",
		"Related": "related", "Headline": "names", "Keep": "names", "Permalink": "own", "HasTerms": "own", "Modified": "own", "TermsOf": "own", "File": "own",
		"Scheduled": "pending", "Expired": "pending",
	},
	reflect.TypeFor[*Section]():  {"Body": "body", "Permalink": "own"},
	reflect.TypeFor[*Taxonomy](): {"Permalink": "own", "FormerProvinces": "Provinces"},
	reflect.TypeFor[*Term]():     {"Permalink": "own", "Feed": "Articles", "Body": "body", "Figures": "figures", "Honorees": "figures", "Neighbours": "neighbours"},
	reflect.TypeFor[*Honoree]():  {"Body": "body", "IsPerson": "own", "Permalink": "own", "Honours": "life", "Life": "life"},
	reflect.TypeFor[*Period]():   {"Calendar": "Months"},
	reflect.TypeFor[*Site]():     {"Local": "own", "Absolute": "own", "AbsoluteFrom": "own", "Taxonomy": "Taxonomies", "Front": "front", "RecentCorrections": "recent corrections"},
}

// isEntity reports whether typ is a type of entity, and not one that embeds one.
func isEntity(typ reflect.Type) bool {
	switch typ {
	case reflect.TypeFor[*Site](), reflect.TypeFor[*Section](), reflect.TypeFor[*Article](), reflect.TypeFor[*Taxonomy](),
		reflect.TypeFor[*Term](), reflect.TypeFor[*Honoree](), reflect.TypeFor[*Period]():
		return true
	}
	return false
}

var entityKinds sync.Map // reflect.Type → *entityKind

func kindFor(typ reflect.Type) *entityKind {
	if k, ok := entityKinds.Load(typ); ok {
		return k.(*entityKind)
	}
	k, _ := entityKinds.LoadOrStore(typ, newEntityKind(typ))
	return k.(*entityKind)
}

func newEntityKind(typ reflect.Type) *entityKind {
	k := &entityKind{name: typ.String(), facets: map[string]Facet{"own": own}, methods: methodFacets[typ]}
	fields := typ.Elem()
	for i := range fields.NumField() {
		switch f := fields.Field(i); {
		case !f.IsExported() || f.Anonymous:
		case changesByItself(typ, f):
			k.lists = append(k.lists, i)
			k.facets[f.Name] = Facet(len(k.lists))
		default:
			k.own = append(k.own, i)
			k.facets[f.Name] = own
		}
	}
	k.count = 1 + len(k.lists)
	for _, m := range k.methods {
		k.facets[m.name] = Facet(k.count)
		k.count++
	}
	for method, facet := range methodReads[typ] {
		k.facets[method] = k.facets[facet]
	}
	return k
}

// changesByItself reports whether a field has a facet of its own: lists of what
// stands elsewhere too, and neighbours. Of the site, the moment that it was made
// for and what follows from it, and the redirects, which no page shows.
func changesByItself(owner reflect.Type, f reflect.StructField) bool {
	switch {
	case f.Type == reflect.TypeFor[*Article]():
		return true
	case owner == reflect.TypeFor[*Article]():
		return false // its terms and honorees are its own
	case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Pointer:
		return true
	}
	return owner == reflect.TypeFor[*Site]() && slices.Contains([]string{"Now", "NextChange", "Held", "Redirects"}, f.Name)
}

// value returns the hash of a facet.
func (k *entityKind) value(e entity, f Facet) uint64 {
	if at := int(f) - 1 - len(k.lists); at >= 0 {
		return k.methods[at].value(e)
	}
	d := newDigest()
	v := reflect.ValueOf(e).Elem()
	fields := k.own
	if f != own {
		fields = k.lists[f-1 : f]
	}
	for _, i := range fields {
		d.value(v.Field(i))
	}
	return d.Sum64()
}

// hashOf returns the hash of values.
func hashOf(values ...any) uint64 {
	d := newDigest()
	for _, v := range values {
		d.value(reflect.ValueOf(v))
	}
	return d.Sum64()
}
