// Package codec writes Go values as bytes and reads them back, for what is kept
// between two builds.
//
// A [Codec] takes values of the types that content and diagnostics consist of:
// booleans, numbers, strings, slices, arrays, maps with string keys, pointers,
// structs, time.Time, and in interfaces these and the types that it was made
// with. Of structs it takes the exported fields. The same value always becomes
// the same bytes.
//
// The bytes say nothing about types. [Codec.Fingerprint] does: it belongs into
// the key under which bytes are kept, so that they are never read as another
// type than they were written from.
//
// Strings that are read are parts of the input and hold on to it. Empty slices
// and maps are read as nil.
package codec

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Codec reads and writes values. It is safe for concurrent use.
type Codec struct {
	dynamic []reflect.Type // what interfaces may hold, by the number that bytes have for it
	numbers map[reflect.Type]int
	zone    *time.Location

	mu    sync.RWMutex
	plans map[reflect.Type]*plan
}

// ErrDamaged says that bytes are not what a codec wrote for a type.
var ErrDamaged = errors.New("codec: damaged data")

// New returns a codec. Times in zone are read back in it, times in UTC in UTC,
// others in a zone of the same name and offset. Interfaces may hold values of
// the types of examples.
func New(zone *time.Location, examples ...any) *Codec {
	c := &Codec{zone: zone, numbers: map[reflect.Type]int{}, plans: map[reflect.Type]*plan{}}
	c.dynamic = []reflect.Type{
		reflect.TypeFor[bool](), reflect.TypeFor[int](), reflect.TypeFor[int64](), reflect.TypeFor[float64](), reflect.TypeFor[string](),
		reflect.TypeFor[time.Time](), reflect.TypeFor[[]any](), reflect.TypeFor[map[string]any](),
	}
	for _, example := range examples {
		c.dynamic = append(c.dynamic, reflect.TypeOf(example))
	}
	for i, typ := range c.dynamic {
		c.numbers[typ] = i + 1
	}
	return c
}

// Append appends the bytes of the value that pointer points to. It is an error
// if it holds something that the codec does not take.
func (c *Codec) Append(dst []byte, pointer any) ([]byte, error) {
	v := reflect.ValueOf(pointer).Elem()
	e := encoder{out: dst}
	c.plan(v.Type()).encode(&e, v)
	return e.out, e.err
}

// Decode reads a value from the start of data into what pointer points to, which
// must be zero, and returns what is left of data.
func (c *Codec) Decode(data string, pointer any) (rest string, err error) {
	v := reflect.ValueOf(pointer).Elem()
	d := decoder{in: data}
	c.plan(v.Type()).decode(&d, v)
	return d.in, d.err
}

// Fingerprint tells the types apart that pointers point to: by the names and the
// types of all their fields, and what interfaces may hold.
func (c *Codec) Fingerprint(pointers ...any) []byte {
	var b strings.Builder
	seen := map[reflect.Type]bool{}
	for _, p := range pointers {
		describe(&b, reflect.TypeOf(p).Elem(), seen)
	}
	for _, typ := range c.dynamic {
		describe(&b, typ, seen)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return sum[:]
}

func describe(b *strings.Builder, typ reflect.Type, seen map[reflect.Type]bool) {
	b.WriteString(typ.String() + " " + typ.Kind().String() + "\n")
	if seen[typ] {
		return
	}
	seen[typ] = true
	switch typ.Kind() {
	case reflect.Struct:
		for i := range typ.NumField() {
			b.WriteString(strconv.Itoa(i) + " " + typ.Field(i).Name + " ")
			describe(b, typ.Field(i).Type, seen)
		}
	case reflect.Slice, reflect.Array, reflect.Pointer, reflect.Map:
		describe(b, typ.Elem(), seen)
	}
}

// plan is how values of one type are written and read.
type plan struct {
	encode func(e *encoder, v reflect.Value)
	decode func(d *decoder, v reflect.Value)
}

// plan returns the plan of a type.
func (c *Codec) plan(typ reflect.Type) *plan {
	c.mu.RLock()
	p := c.plans[typ]
	c.mu.RUnlock()
	if p == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		p = c.make(typ)
	}
	return p
}

// make makes the plan of a type and of all that it holds. A type that holds
// itself finds its own plan, which is called only when it is complete.
func (c *Codec) make(typ reflect.Type) *plan {
	p := c.plans[typ]
	if p == nil {
		p = new(plan)
		c.plans[typ] = p
		*p = c.planOf(typ, c.make)
	}
	return p
}

func (c *Codec) planOf(typ reflect.Type, inner func(reflect.Type) *plan) plan {
	switch {
	case typ == reflect.TypeFor[time.Time]():
		return c.timePlan()
	case typ.Kind() == reflect.Interface:
		return c.interfacePlan()
	}
	switch typ.Kind() {
	case reflect.Struct:
		return structPlan(typ, inner)
	case reflect.Pointer:
		return pointerPlan(typ, inner(typ.Elem()))
	case reflect.Slice:
		return slicePlan(typ, inner(typ.Elem()))
	case reflect.Array:
		return arrayPlan(typ, inner(typ.Elem()))
	case reflect.Map:
		if typ.Key().Kind() == reflect.String {
			return mapPlan(typ, inner(typ.Elem()))
		}
	}
	if p, ok := scalarPlan(typ); ok {
		return p
	}
	return plan{
		encode: func(e *encoder, _ reflect.Value) { e.fail(fmt.Errorf("codec: no way to write a %s", typ)) },
		decode: func(d *decoder, _ reflect.Value) { d.fail() },
	}
}
