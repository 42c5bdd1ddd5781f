package theme

import (
	"html/template"
	"reflect"
	"sync/atomic"
	"time"

	"guong/generator/site"
)

// access is a place in a template that gets a field or calls a method. It
// remembers where that is in the type that it met last, which is nearly always
// the next one too.
type access struct {
	name string
	last atomic.Pointer[member]
}

// member is a field or a method of a type.
type member struct {
	typ       reflect.Type // what a value is after indirection
	addressed bool         // the method is one of the pointer to it
	index     []int        // of a field
	method    reflect.Value
	quick     func(receiver reflect.Value) reflect.Value      // the method, if it is a known one without argument
	quick1    func(receiver, arg reflect.Value) reflect.Value // the method, if it is a known one of one argument
}

// get returns a field, or what a method without arguments returns.
func (a *access) get(receiver reflect.Value) reflect.Value {
	if !receiver.IsValid() {
		return receiver // as text/template has it
	}
	v, m := a.find(receiver)
	switch {
	case len(m.index) == 1:
		return v.Field(m.index[0])
	case m.index != nil:
		return v.FieldByIndex(m.index)
	case m.quick != nil:
		return m.quick(v)
	}
	return invoke(m.method, []reflect.Value{v})
}

// call returns what a method returns for arguments.
func (a *access) call(x *execution, dot, receiver reflect.Value, args []operand) reflect.Value {
	if !receiver.IsValid() {
		return receiver
	}
	v, m := a.find(receiver)
	if m.index != nil {
		panic(noRule)
	}
	if m.quick1 != nil && len(args) == 1 {
		return m.quick1(v, args[0].value(x, dot))
	}
	in := []reflect.Value{v}
	for _, arg := range args {
		in = append(in, arg.value(x, dot))
	}
	return invoke(m.method, in)
}

// find returns the member in the receiver's type, and the value that it is a
// member of.
func (a *access) find(receiver reflect.Value) (reflect.Value, *member) {
	v, isNil := indirect(receiver)
	if isNil && v.Kind() == reflect.Interface {
		panic(noRule)
	}
	typ, addressed := v.Type(), v.CanAddr() && v.Kind() != reflect.Pointer
	m := a.last.Load()
	if m == nil || m.typ != typ || m.addressed != addressed {
		m = lookUp(typ, addressed, a.name)
		a.last.Store(m)
	}
	if m.index == nil && addressed {
		v = v.Addr()
	}
	return v, m
}

// lookUp finds a method, or else an exported field.
func lookUp(typ reflect.Type, addressed bool, name string) *member {
	m := &member{typ: typ, addressed: addressed}
	receiver := typ
	if addressed {
		receiver = reflect.PointerTo(typ)
	}
	if method, ok := receiver.MethodByName(name); ok {
		m.method = method.Func
		m.quick, m.quick1 = known(method.Func.Interface())
		return m
	}
	if typ.Kind() == reflect.Struct {
		if f, ok := typ.FieldByName(name); ok && f.IsExported() {
			m.index = f.Index
			return m
		}
	}
	panic(noRule)
}

// known returns a way to call a method of the snapshot without reflection, if it
// is one of those that themes call often.
func known(method any) (quick func(receiver reflect.Value) reflect.Value, quick1 func(receiver, arg reflect.Value) reflect.Value) {
	switch f := method.(type) {
	case func(*time.Time) bool:
		return niladic(f), nil
	case func(*site.View) *site.Frame:
		return niladic(f), nil
	case func(*site.Article) string:
		return niladic(f), nil
	case func(*site.Article) template.HTML:
		return niladic(f), nil
	case func(*site.Honoree) template.HTML:
		return niladic(f), nil
	case func(*site.Section) template.HTML:
		return niladic(f), nil
	case func(*site.Image) int:
		return niladic(f), nil
	case func(*site.Article, string) []*site.Term:
		return nil, monadic(f)
	case func(*site.Article, int) []*site.Article:
		return nil, monadic(f)
	case func(*site.Site, string) *site.Taxonomy:
		return nil, monadic(f)
	case func(*site.Site, string) string:
		return nil, monadic(f)
	}
	return nil, nil
}

func niladic[R, V any](f func(R) V) func(reflect.Value) reflect.Value {
	return func(receiver reflect.Value) reflect.Value { return reflect.ValueOf(f(receiver.Interface().(R))) }
}

func monadic[R, A, V any](f func(R, A) V) func(_, _ reflect.Value) reflect.Value {
	return func(receiver, arg reflect.Value) reflect.Value {
		return reflect.ValueOf(f(receiver.Interface().(R), arg.Interface().(A)))
	}
}

// invoke calls a function by reflection. Arguments that text/template would have
// to convert are left to it.
func invoke(f reflect.Value, in []reflect.Value) reflect.Value {
	typ := f.Type()
	if typ.IsVariadic() && len(in) < typ.NumIn()-1 || !typ.IsVariadic() && len(in) != typ.NumIn() {
		panic(noRule)
	}
	for i, v := range in {
		want := typ.In(min(i, typ.NumIn()-1))
		if typ.IsVariadic() && i >= typ.NumIn()-1 {
			want = want.Elem()
		}
		if !v.IsValid() || want == reflectValue || !v.Type().AssignableTo(want) {
			panic(noRule)
		}
	}
	out := f.Call(in)
	if len(out) == 2 && (typ.Out(1) != errorType || !out[1].IsNil()) || len(out) > 2 || typ.Out(0) == reflectValue {
		panic(noRule)
	}
	return out[0]
}

var (
	reflectValue = reflect.TypeFor[reflect.Value]()
	errorType    = reflect.TypeFor[error]()
)
