package theme

import (
	"reflect"
	"strings"

	"guong/generator/site"
)

// opaque notes that functions which may read anything of their arguments get
// these: print of an article reads all of it. Of plain values nothing more can be
// read than what led to them.
func (x *execution) opaque(args ...reflect.Value) {
	if x.trace == nil {
		return
	}
	for _, arg := range args {
		if arg.IsValid() && !isPlain(arg) {
			x.trace.Everything()
			return
		}
	}
}

// isPlain reports whether a value holds no more than what it was got with: no
// value of the snapshot but pictures.
func isPlain(v reflect.Value) bool {
	typ := v.Type()
	switch typ {
	case reflect.TypeFor[*site.Image](), timeType:
		return true
	}
	switch typ.Kind() {
	case reflect.Interface:
		return v.IsNil() || isPlain(v.Elem())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !isPlain(v.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		for entry := v.MapRange(); entry.Next(); {
			if !isPlain(entry.Value()) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		return v.IsNil()
	case reflect.Struct, reflect.Func, reflect.Chan:
		return false
	}
	return !strings.HasPrefix(typ.PkgPath(), "guong/")
}
