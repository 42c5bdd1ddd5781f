package site

import (
	"context"
	"reflect"
	"slices"
)

// Trace writes down which facts are read. A nil *Trace writes nothing. It belongs
// to one goroutine.
type Trace struct {
	site  *Site
	seen  []uint32 // of each fact: the round in which it was read last
	round uint32
	read  []Fact
}

// NewTrace returns a trace of what is read of a snapshot.
func NewTrace(s *Site) *Trace {
	return &Trace{site: s, seen: make([]uint32, len(s.facts.owner))}
}

type traceKey struct{}

// WithTrace returns a context that carries t to what renders in it.
func WithTrace(ctx context.Context, t *Trace) context.Context {
	return context.WithValue(ctx, traceKey{}, t)
}

// TraceOf returns the trace that a context carries, or nil.
func TraceOf(ctx context.Context) *Trace {
	t, _ := ctx.Value(traceKey{}).(*Trace)
	return t
}

// Begin begins the trace of a page. Every page depends on what the site says of
// itself.
func (t *Trace) Begin() {
	if t != nil {
		t.round++
		t.read = t.read[:0]
		t.Note(t.site.first + Fact(own))
	}
}

// Facts returns the facts that were read since Begin, sorted, each once.
func (t *Trace) Facts() []Fact {
	if t == nil {
		return nil
	}
	list := slices.Clone(t.read)
	slices.Sort(list)
	return list
}

// Note notes facts.
func (t *Trace) Note(facts ...Fact) {
	if t == nil {
		return
	}
	for _, f := range facts {
		if t.seen[f] != t.round {
			t.seen[f] = t.round
			t.read = append(t.read, f)
		}
	}
}

// Everything notes that anything may have been read.
func (t *Trace) Everything() {
	if t != nil {
		t.Note(t.site.facts.everything)
	}
}

// Part traces what is read by make for itself, and notes it for the whole as
// well: a card, which stands on other pages too.
func (t *Trace) Part(make func()) (facts []Fact) {
	if t == nil {
		make()
		return nil
	}
	outer := slices.Clone(t.read)
	t.Begin()
	defer func() {
		facts = t.Facts()
		t.round++
		t.read = t.read[:0]
		t.Note(outer...)
		t.Note(facts...)
	}()
	make()
	return nil
}

// facet notes a facet of an entity; everything, if the snapshot does not know it.
func (t *Trace) facet(e entity, f Facet) {
	if i := e.known(); i.kind != nil {
		t.Note(i.first + Fact(f))
	} else {
		t.Everything()
	}
}

// Own notes what entities say of themselves. What is nil is passed over.
func (t *Trace) Own(entities ...any) {
	if t == nil {
		return
	}
	for _, e := range entities {
		if v := reflect.ValueOf(e); v.IsValid() && !v.IsNil() {
			t.facet(e.(entity), own)
		}
	}
}

// Story notes what a story says of itself, and so do its authors and terms.
func (t *Trace) Story(a *Article) {
	if t == nil {
		return
	}
	t.Own(a)
	for _, author := range a.Authors {
		t.Own(author)
	}
	for _, terms := range a.Terms {
		t.Own(terms.Taxonomy)
		for _, term := range terms.Terms {
			t.Own(term)
		}
	}
}

// List notes the facet of an entity that a field or method of the name shows.
func (t *Trace) List(e any, member string) {
	if t == nil {
		return
	}
	if f, ok := kindFor(reflect.TypeOf(e)).facets[member]; ok {
		t.facet(e.(entity), f)
	} else {
		t.Everything()
	}
}

// ReaderOf returns what notes that a member of a value of a type was read, for
// templates. It is nil if that is part of what the value was got from. The type
// is a pointer to a struct.
func ReaderOf(typ reflect.Type, member string) func(t *Trace, receiver reflect.Value) {
	switch {
	case typ == reflect.TypeFor[*View]():
		return viewReader(member)
	case typ == reflect.TypeFor[*Frame]() || typ.Kind() != reflect.Pointer || typ.Elem().Kind() != reflect.Struct:
		return nil
	case !isEntity(typ):
		return embeddedReader(typ, member)
	}
	facet, known := kindFor(typ).facets[member]
	if !known {
		return func(t *Trace, _ reflect.Value) { t.Everything() }
	}
	return func(t *Trace, receiver reflect.Value) { t.facet(receiver.Interface().(entity), facet) }
}

// viewReader is ReaderOf for the page itself, which its key holds whole.
func viewReader(member string) func(*Trace, reflect.Value) {
	switch field, isField := reflect.TypeFor[View]().FieldByName(member); {
	case isField && field.IsExported():
		return nil
	case member == "Frame":
		return func(t *Trace, receiver reflect.Value) {
			for s := receiver.Interface().(*View).Section; s != nil; s = s.Parent {
				t.Own(s)
			}
		}
	}
	return func(t *Trace, _ reflect.Value) { t.Everything() }
}

// embeddedReader is ReaderOf for a struct that is no entity but may embed one, as
// a Mention does.
func embeddedReader(typ reflect.Type, member string) func(*Trace, reflect.Value) {
	fields := typ.Elem()
	if f, ok := fields.FieldByName(member); ok && len(f.Index) == 1 {
		return nil
	}
	for i := range fields.NumField() {
		f := fields.Field(i)
		if !f.Anonymous || !isEntity(f.Type) {
			continue
		}
		_, method := f.Type.MethodByName(member)
		_, field := f.Type.Elem().FieldByName(member)
		if inner := ReaderOf(f.Type, member); (method || field) && inner != nil {
			return func(t *Trace, receiver reflect.Value) {
				if e := receiver.Elem().Field(i); !e.IsNil() {
					inner(t, e)
				}
			}
		}
	}
	return nil
}
