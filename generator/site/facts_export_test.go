package site

import (
	"fmt"
	"reflect"
)

// FactValues returns all facts of a snapshot with their values, under names that
// people read: "Article a/b.md body".
func (s *Site) FactValues() map[string]uint64 {
	values := map[string]uint64{}
	for f := range Fact(len(s.facts.owner)) {
		e := s.facts.entities[s.facts.owner[f]]
		k := e.known().kind
		facet := "own"
		switch at := int(f-e.known().first) - 1; {
		case at >= len(k.lists):
			facet = k.methods[at-len(k.lists)].name
		case at >= 0:
			facet = reflect.TypeOf(e).Elem().Field(k.lists[at]).Name
		}
		values[reflect.TypeOf(e).Elem().Name()+" "+pathOf(e)+" "+facet] = s.ValueOf(f)
	}
	return values
}

// FactCount returns how many facts a snapshot has.
func (s *Site) FactCount() int { return len(s.facts.owner) }

func pathOf(e entity) string {
	switch e := e.(type) {
	case *Article:
		return e.Path
	case *Section:
		return e.Path
	case *Taxonomy:
		return e.Key
	case *Term:
		return e.URL
	case *Honoree:
		return e.URL
	case *Period:
		return e.URL
	}
	return "-"
}

// UnknownMethods returns the exported methods of entities of which nobody said
// what they read.
func UnknownMethods() (names []string) {
	for _, typ := range []reflect.Type{
		reflect.TypeFor[*Site](), reflect.TypeFor[*Section](), reflect.TypeFor[*Article](), reflect.TypeFor[*Taxonomy](),
		reflect.TypeFor[*Term](), reflect.TypeFor[*Honoree](), reflect.TypeFor[*Period](),
	} {
		for i := range typ.NumMethod() {
			if name := typ.Method(i).Name; name != "Remember" {
				if _, known := kindFor(typ).facets[name]; !known {
					names = append(names, fmt.Sprintf("%s.%s", typ.Elem().Name(), name))
				}
			}
		}
	}
	return names
}
