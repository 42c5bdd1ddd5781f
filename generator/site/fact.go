package site

import (
	"reflect"
	"sync"
	"sync/atomic"
)

// A page depends on facts. An entity (an article, a section, a term, the site
// itself) has a fact for each of its facets: what it says of itself, every list
// that it stands at the head of, its text, its related stories. What is read while
// a page is rendered is written down in a [Trace]; as long as all these facts have
// the values that they had, another rendering would read the same and write the
// same bytes. So an unchanged page is known without being rendered, whatever its
// templates do.

// Fact is a facet of an entity. Facts are numbered anew in every snapshot;
// [Site.NameOf] names one for other snapshots.
type Fact uint32

// Facet is a part of an entity that changes by itself.
type Facet uint8

// own is the facet of what an entity says of itself.
const own Facet = 0

// FactName is what a fact is called in all snapshots.
type FactName struct {
	Entity uint64 // hash of what names the entity
	Facet  Facet
}

// entity is a value of the snapshot that has facts.
type entity interface{ known() *entityID }

// entityID is what all entities have.
type entityID struct {
	kind  *entityKind
	first Fact   // the number of its first facet; those of the others follow
	name  uint64 // FactName.Entity
}

func (i *entityID) known() *entityID { return i }

// facts are the facts of a snapshot.
type facts struct {
	entities   []entity        // in the order of their facts; the site is the first
	owner      []int32         // of each fact: its place in entities
	values     []atomic.Uint64 // of each fact; 0: not computed yet
	everything Fact
	byName     func() map[uint64]*entityID
}

// numberFacts gives every entity of the snapshot its facts.
func (b *builder) numberFacts() {
	s := b.site
	add := func(e entity, path string) {
		i := e.known()
		i.kind = kindFor(reflect.TypeOf(e))
		i.first = Fact(len(s.facts.owner))
		d := newDigest()
		d.text(i.kind.name)
		d.text(path)
		i.name = d.Sum64()
		for range i.kind.count {
			s.facts.owner = append(s.facts.owner, int32(len(s.facts.entities)))
		}
		s.facts.entities = append(s.facts.entities, e)
	}
	add(s, "")
	s.facts.everything = Fact(s.kind.facets[everythingFacet])
	for section := range s.eachSection() {
		add(section, section.Path)
	}
	for _, a := range s.Removed {
		add(a, a.Path)
	}
	for a := range s.eachText() {
		add(a, a.Path)
	}
	for _, t := range s.Taxonomies {
		add(t, t.Key)
		for _, term := range t.Terms {
			add(term, term.URL)
		}
	}
	for _, h := range s.Honorees {
		add(h, h.URL)
	}
	for _, year := range s.Years {
		add(year, year.URL)
		for _, month := range year.Months {
			add(month, month.URL)
		}
	}
	s.facts.values = make([]atomic.Uint64, len(s.facts.owner))
	s.facts.byName = sync.OnceValue(func() map[uint64]*entityID {
		byName := make(map[uint64]*entityID, len(s.facts.entities))
		for _, e := range s.facts.entities {
			byName[e.known().name] = e.known()
		}
		return byName
	})
}

// NameOf returns what a fact is called in all snapshots.
func (s *Site) NameOf(f Fact) FactName {
	i := s.facts.entities[s.facts.owner[f]].known()
	return FactName{i.name, Facet(f - i.first)}
}

// FactNamed returns the fact of a name, if the snapshot has it.
func (s *Site) FactNamed(n FactName) (f Fact, ok bool) {
	i := s.facts.byName()[n.Entity]
	if i == nil || int(n.Facet) >= i.kind.count {
		return 0, false
	}
	return i.first + Fact(n.Facet), true
}

// ValueOf returns a hash of a fact, never 0: the same in all snapshots in which
// pages that read it show the same.
func (s *Site) ValueOf(f Fact) uint64 {
	v := s.facts.values[f].Load()
	if v == 0 {
		e := s.facts.entities[s.facts.owner[f]]
		v = max(e.known().kind.value(e, Facet(f-e.known().first)), 1)
		s.facts.values[f].Store(v)
	}
	return v
}

// IsOfMoment reports whether a fact changes with the moment that a snapshot is made for,
// even where nothing else does.
func (s *Site) IsOfMoment(f Fact) bool {
	return f == s.facts.everything || f == s.first+Fact(s.kind.facets["Now"])
}

// everything hashes all other facts of the snapshot, for pages of which nothing
// better is known.
func (s *Site) everything() uint64 {
	d := newDigest()
	for f := range Fact(len(s.facts.owner)) {
		if f != s.facts.everything {
			n := s.NameOf(f)
			d.number(n.Entity)
			d.number(s.ValueOf(f))
		}
	}
	return d.Sum64()
}

// bodyHash hashes a text with the addresses in it; 1 if there is none.
func (a *Article) bodyHash() uint64 {
	if a == nil {
		return 1
	}
	d := newDigest()
	if a.entry.Version == "" {
		d.text(a.entry.Document().Markup())
	}
	d.text(a.entry.Version)
	d.names(a)
	a.resolve()
	for _, target := range a.targets {
		d.text(target.URL)
		d.number(uint64(target.Width))
		d.number(uint64(target.Height))
		d.text(target.Sources)
		if target.Media != nil {
			d.value(reflect.ValueOf(*target.Media))
		}
	}
	return d.Sum64()
}

// MostRelated is on how many related stories a page can depend without depending on
// everything.
const MostRelated = 12

func (a *Article) relatedHash() uint64 { return hashOf(a.Related(MostRelated)) }
