package site

import (
	"cmp"
	"encoding/binary"
	"maps"
	"math"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/cespare/xxhash/v2"
)

// digest hashes values as pages may show them. Values are hashed whole, with the
// exported fields of structs, down to entities: of these only which one it is. What
// is hashed is gathered first: most of it is eight bytes, and a hash of all at once
// costs a third.
type digest struct{ gathered []byte }

var digests = sync.Pool{New: func() any { return new(digest) }}

func newDigest() *digest { return digests.Get().(*digest) }

// mostGathered is how much a digest gathers.
const mostGathered = 32 << 10

// Sum64 returns the hash, and ends the digest.
func (d *digest) Sum64() uint64 {
	sum := xxhash.Sum64(d.gathered)
	d.gathered = d.gathered[:0]
	digests.Put(d)
	return sum
}

func (d *digest) number(n uint64) {
	if len(d.gathered) >= mostGathered { // the hash of it stands for it
		d.gathered = binary.LittleEndian.AppendUint64(d.gathered[:0], xxhash.Sum64(d.gathered))
	}
	d.gathered = binary.LittleEndian.AppendUint64(d.gathered, n)
}

func (d *digest) text(s string) {
	d.number(uint64(len(s)))
	if len(s) >= mostGathered {
		d.number(xxhash.Sum64String(s))
	} else {
		d.gathered = append(d.gathered, s...)
	}
}

func (d *digest) value(v reflect.Value) { digestPlan(v.Type())(d, v) }

// digestPlans holds how values of each type are hashed: reflect.Type → *func.
var digestPlans sync.Map

type digestFunc func(d *digest, v reflect.Value)

// digestPlan returns how values of a type are hashed.
func digestPlan(typ reflect.Type) digestFunc {
	if p, ok := digestPlans.Load(typ); ok {
		return p.(digestFunc)
	}
	p, _ := digestPlans.LoadOrStore(typ, makeDigest(typ))
	return p.(digestFunc)
}

// partPlan is digestPlan for what a type holds: looked up once, when it is first
// called, for the part may hold the whole.
func partPlan(typ reflect.Type) func() digestFunc {
	return sync.OnceValue(func() digestFunc { return digestPlan(typ) })
}

var (
	imageType = reflect.TypeFor[*Image]()
	timeType  = reflect.TypeFor[time.Time]()
)

func makeDigest(typ reflect.Type) digestFunc {
	switch {
	case typ == timeType:
		return digestTime
	case typ == imageType:
		return digestImage
	case isEntity(typ):
		return func(d *digest, v reflect.Value) {
			if v.IsNil() {
				d.number(0)
			} else {
				d.number(v.Interface().(entity).known().name)
			}
		}
	}
	switch typ.Kind() {
	case reflect.String:
		return func(d *digest, v reflect.Value) { d.text(v.String()) }
	case reflect.Bool:
		return func(d *digest, v reflect.Value) {
			if v.Bool() {
				d.number(1)
			} else {
				d.number(0)
			}
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(d *digest, v reflect.Value) { d.number(uint64(v.Int())) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(d *digest, v reflect.Value) { d.number(v.Uint()) }
	case reflect.Float32, reflect.Float64:
		return func(d *digest, v reflect.Value) { d.number(math.Float64bits(v.Float())) }
	case reflect.Pointer:
		part := partPlan(typ.Elem())
		return func(d *digest, v reflect.Value) {
			if v.IsNil() {
				d.number(0)
				return
			}
			d.number(1)
			part()(d, v.Elem())
		}
	case reflect.Interface:
		return func(d *digest, v reflect.Value) {
			if v.IsNil() {
				d.number(0)
				return
			}
			d.text(v.Elem().Type().String())
			d.value(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		part := partPlan(typ.Elem())
		return func(d *digest, v reflect.Value) {
			d.number(uint64(v.Len()))
			for i := range v.Len() {
				part()(d, v.Index(i))
			}
		}
	case reflect.Map:
		return digestMap
	case reflect.Struct:
		return digestStruct(typ)
	}
	return func(*digest, reflect.Value) {} // functions: no page shows one
}

// digestTime hashes a moment and how a page of its zone would write it.
func digestTime(d *digest, v reflect.Value) {
	var t time.Time
	if v.CanAddr() {
		t = *v.Addr().Interface().(*time.Time) // without a copy on the heap
	} else {
		t = v.Interface().(time.Time)
	}
	name, offset := t.Zone()
	d.number(uint64(t.Unix()))
	d.number(uint64(t.Nanosecond()))
	d.number(uint64(offset))
	d.text(name)
}

// digestImage hashes a picture with the state of its file, which has its size.
func digestImage(d *digest, v reflect.Value) {
	i := v.Interface().(*Image)
	if i == nil {
		d.number(0)
		return
	}
	d.text(i.URL)
	d.text(i.Alt)
	d.text(i.Caption)
	d.text(i.Credit)
	p := i.file.picture()
	d.number(uint64(p.Width))
	d.number(uint64(p.Height))
	d.text(p.Digest)
	d.text(i.focus)
	d.names(i.of)
}

// names hashes the names of a text that are kept together.
func (d *digest) names(a *Article) {
	if a == nil {
		return
	}
	for _, name := range a.keptNames() {
		d.text(name)
	}
}

func digestMap(d *digest, v reflect.Value) {
	byKey := make(map[string]reflect.Value, v.Len())
	for entry := v.MapRange(); entry.Next(); {
		byKey[entry.Key().String()] = entry.Value()
	}
	d.number(uint64(len(byKey)))
	for _, key := range slices.SortedFunc(maps.Keys(byKey), cmp.Compare[string]) {
		d.text(key)
		d.value(byKey[key])
	}
}

func digestStruct(typ reflect.Type) digestFunc {
	type field struct {
		index int
		plan  func() digestFunc
	}
	var fields []field
	for i := range typ.NumField() {
		if f := typ.Field(i); f.IsExported() {
			fields = append(fields, field{i, partPlan(f.Type)})
		}
	}
	return func(d *digest, v reflect.Value) {
		for _, f := range fields {
			f.plan()(d, v.Field(f.index))
		}
	}
}
