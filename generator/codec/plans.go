package codec

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"time"
)

// scalarPlan returns the plan of booleans, numbers and strings.
func scalarPlan(typ reflect.Type) (p plan, ok bool) {
	switch typ.Kind() {
	case reflect.Bool:
		p.encode = func(e *encoder, v reflect.Value) { e.bool(v.Bool()) }
		p.decode = func(d *decoder, v reflect.Value) { v.SetBool(d.uint() != 0) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.encode = func(e *encoder, v reflect.Value) { e.int(v.Int()) }
		p.decode = func(d *decoder, v reflect.Value) { v.SetInt(d.int()) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		p.encode = func(e *encoder, v reflect.Value) { e.uint(v.Uint()) }
		p.decode = func(d *decoder, v reflect.Value) { v.SetUint(d.uint()) }
	case reflect.Float32, reflect.Float64:
		p.encode = func(e *encoder, v reflect.Value) { e.uint(math.Float64bits(v.Float())) }
		p.decode = func(d *decoder, v reflect.Value) { v.SetFloat(math.Float64frombits(d.uint())) }
	case reflect.String:
		p.encode = func(e *encoder, v reflect.Value) { e.string(v.String()) }
		p.decode = func(d *decoder, v reflect.Value) { v.SetString(d.string()) }
	default:
		return p, false
	}
	return p, true
}

func structPlan(typ reflect.Type, inner func(reflect.Type) *plan) plan {
	type field struct {
		index int
		plan  *plan
	}
	var fields []field
	for i := range typ.NumField() {
		if f := typ.Field(i); f.IsExported() {
			fields = append(fields, field{i, inner(f.Type)})
		}
	}
	return plan{
		encode: func(e *encoder, v reflect.Value) {
			for _, f := range fields {
				f.plan.encode(e, v.Field(f.index))
			}
		},
		decode: func(d *decoder, v reflect.Value) {
			for _, f := range fields {
				f.plan.decode(d, v.Field(f.index))
			}
		},
	}
}

func pointerPlan(typ reflect.Type, elem *plan) plan {
	return plan{
		encode: func(e *encoder, v reflect.Value) {
			if e.bool(!v.IsNil()); !v.IsNil() {
				elem.encode(e, v.Elem())
			}
		},
		decode: func(d *decoder, v reflect.Value) {
			if d.uint() != 0 {
				v.Set(reflect.New(typ.Elem()))
				elem.decode(d, v.Elem())
			}
		},
	}
}

func slicePlan(typ reflect.Type, elem *plan) plan {
	return plan{
		encode: func(e *encoder, v reflect.Value) {
			e.uint(uint64(v.Len()))
			for i := range v.Len() {
				elem.encode(e, v.Index(i))
			}
		},
		decode: func(d *decoder, v reflect.Value) {
			n := d.count()
			if n == 0 {
				return
			}
			v.Set(reflect.MakeSlice(typ, n, n))
			for i := 0; i < n && d.err == nil; i++ {
				elem.decode(d, v.Index(i))
			}
		},
	}
}

func arrayPlan(typ reflect.Type, elem *plan) plan {
	return plan{
		encode: func(e *encoder, v reflect.Value) {
			for i := range typ.Len() {
				elem.encode(e, v.Index(i))
			}
		},
		decode: func(d *decoder, v reflect.Value) {
			for i := range typ.Len() {
				elem.decode(d, v.Index(i))
			}
		},
	}
}

// mapPlan writes maps in the order of their keys.
func mapPlan(typ reflect.Type, elem *plan) plan {
	return plan{
		encode: func(e *encoder, v reflect.Value) {
			e.uint(uint64(v.Len()))
			values := make(map[string]reflect.Value, v.Len())
			for entry := v.MapRange(); entry.Next(); {
				values[entry.Key().String()] = entry.Value()
			}
			for _, key := range slices.Sorted(maps.Keys(values)) {
				e.string(key)
				elem.encode(e, values[key])
			}
		},
		decode: func(d *decoder, v reflect.Value) {
			n := d.count()
			if n == 0 {
				return
			}
			v.Set(reflect.MakeMapWithSize(typ, n))
			for i := 0; i < n && d.err == nil; i++ {
				key := reflect.New(typ.Key()).Elem()
				key.SetString(d.string())
				value := reflect.New(typ.Elem()).Elem()
				elem.decode(d, value)
				v.SetMapIndex(key, value)
			}
		},
	}
}

// interfacePlan writes which type a value has, and the value.
func (c *Codec) interfacePlan() plan {
	return plan{
		encode: func(e *encoder, v reflect.Value) {
			if v.IsNil() {
				e.uint(0)
				return
			}
			value := v.Elem()
			number, ok := c.numbers[value.Type()]
			if !ok {
				e.fail(fmt.Errorf("codec: an interface holds a %s", value.Type()))
				return
			}
			e.uint(uint64(number))
			c.plan(value.Type()).encode(e, value)
		},
		decode: func(d *decoder, v reflect.Value) {
			number := d.uint()
			switch {
			case number == 0:
			case number > uint64(len(c.dynamic)) || !d.enter():
				d.fail()
			default:
				value := reflect.New(c.dynamic[number-1]).Elem()
				c.plan(value.Type()).decode(d, value)
				d.leave()
				if d.err == nil && value.Type().AssignableTo(v.Type()) {
					v.Set(value)
				} else {
					d.fail()
				}
			}
		},
	}
}

// How the zone of a time is told.
const (
	zoneUTC = iota
	zoneSite
	zoneOther
)

func (c *Codec) timePlan() plan {
	return plan{
		encode: func(e *encoder, v reflect.Value) {
			t := v.Interface().(time.Time)
			e.int(t.Unix())
			e.uint(uint64(t.Nanosecond()))
			switch t.Location() {
			case time.UTC:
				e.uint(zoneUTC)
			case c.zone:
				e.uint(zoneSite)
			default:
				name, offset := t.Zone()
				e.uint(zoneOther)
				e.string(name)
				e.int(int64(offset))
			}
		},
		decode: func(d *decoder, v reflect.Value) {
			seconds, nanos := d.int(), d.uint()
			t := time.Unix(seconds, int64(nanos%1e9))
			switch d.uint() {
			case zoneUTC:
				t = t.UTC()
			case zoneSite:
				t = t.In(c.zone)
			default:
				name := d.string()
				t = t.In(time.FixedZone(name, int(d.int())))
			}
			if d.err == nil {
				v.Set(reflect.ValueOf(t))
			}
		},
	}
}
