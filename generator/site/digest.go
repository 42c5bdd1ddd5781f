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
// exported fields of structs, down to entities: of these only which one it is.
type digest struct {
	xxhash.Digest
	room [8]byte
}

func newDigest() *digest {
	d := new(digest)
	d.Reset()
	return d
}

func (d *digest) number(n uint64) {
	binary.LittleEndian.PutUint64(d.room[:], n)
	_, _ = d.Write(d.room[:]) // a digest takes all
}

func (d *digest) text(s string) {
	d.number(uint64(len(s)))
	_, _ = d.WriteString(s)
}

func (d *digest) value(v reflect.Value) { digestPlan(v.Type())(d, v) }

// digestPlans holds how values of each type are hashed: reflect.Type → *func.
var digestPlans sync.Map

type digestFunc func(d *digest, v reflect.Value)

// digestPlan returns how values of a type are hashed. Plans that hold one another
// look each other up when they are called.
func digestPlan(typ reflect.Type) digestFunc {
	if p, ok := digestPlans.Load(typ); ok {
		return p.(digestFunc)
	}
	p, _ := digestPlans.LoadOrStore(typ, makeDigest(typ))
	return p.(digestFunc)
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
		return func(d *digest, v reflect.Value) {
			if v.IsNil() {
				d.number(0)
				return
			}
			d.number(1)
			d.value(v.Elem())
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
		return func(d *digest, v reflect.Value) {
			d.number(uint64(v.Len()))
			for i := range v.Len() {
				d.value(v.Index(i))
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
	t := v.Interface().(time.Time)
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
	width, height := i.file.size()
	d.number(uint64(width))
	d.number(uint64(height))
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
	var fields []int
	for i := range typ.NumField() {
		if typ.Field(i).IsExported() {
			fields = append(fields, i)
		}
	}
	return func(d *digest, v reflect.Value) {
		for _, i := range fields {
			d.value(v.Field(i))
		}
	}
}
