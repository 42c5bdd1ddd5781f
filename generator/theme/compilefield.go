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
	name      string
	command   string // for delegates, if there are arguments
	delegates *delegates
	last      atomic.Pointer[member]
}

// member is a field or a method of a type.
type member struct {
	typ       reflect.Type // what a value is after indirection
	addressed bool         // the method is one of the pointer to it
	index     []int        // of a field
	method    reflect.Value
	quick     func(receiver reflect.Value) reflect.Value      // the method, if it is a known one without argument
	quick1    func(receiver, arg reflect.Value) reflect.Value // the method, if it is a known one of one argument
	reads     func(*site.Trace, reflect.Value)                // notes what it reads; nil if that is part of the value
}

// note notes that the member of v is read.
func (m *member) note(x *execution, v reflect.Value) {
	if x.trace == nil || m == nil || m.reads == nil {
		return
	}
	if v.Kind() != reflect.Pointer {
		if !v.CanAddr() {
			x.trace.Everything()
			return
		}
		v = v.Addr()
	}
	m.reads(x.trace, v)
}

// get returns a field, or what a method without arguments returns.
func (a *access) get(x *execution, receiver reflect.Value) reflect.Value {
	if !receiver.IsValid() {
		return receiver // as text/template has it
	}
	v, m := a.find(receiver)
	m.note(x, v)
	switch {
	case m == nil:
		return a.delegates.call("(.Arg 0)."+a.name, receiver)
	case len(m.index) == 1:
		return v.Field(m.index[0])
	case m.index != nil:
		f, err := v.FieldByIndexErr(m.index) // of an embedded pointer, which may be nil
		return must(f, err)
	case m.quick != nil:
		return m.quick(v)
	}
	in := []reflect.Value{v}
	if !fits(m.method.Type(), in) {
		return a.delegates.call("(.Arg 0)."+a.name, receiver)
	}
	return invoke(m.method, in)
}

// call returns what a method returns for arguments.
func (a *access) call(x *execution, dot, receiver reflect.Value, args []operand) reflect.Value {
	if !receiver.IsValid() {
		return receiver
	}
	v, m := a.find(receiver)
	m.note(x, v)
	if m != nil && m.quick1 != nil && len(args) == 1 {
		arg := args[0].value(x, dot)
		a.noteMany(x, arg)
		if arg.IsValid() && arg.Type() == m.method.Type().In(1) {
			return m.quick1(v, arg)
		}
		return a.delegates.call(a.command, receiver, arg)
	}
	in := make([]reflect.Value, 1, len(args)+1)
	for _, arg := range args {
		in = append(in, arg.value(x, dot))
	}
	a.noteMany(x, in[1:]...)
	if in[0] = v; m == nil || m.index != nil || !fits(m.method.Type(), in) {
		in[0] = receiver
		return a.delegates.call(a.command, in...)
	}
	return invoke(m.method, in)
}

// noteMany notes that more related stories are asked for than their fact holds.
func (a *access) noteMany(x *execution, args ...reflect.Value) {
	if a.name == "Related" && (len(args) != 1 || !args[0].CanInt() || args[0].Int() > site.MostRelated) {
		x.trace.Everything()
	}
}

// find returns the member in the receiver's type, and the value that it is a
// member of; nil where only text/template knows what to do: for maps, for nil, and
// for what is not there.
func (a *access) find(receiver reflect.Value) (reflect.Value, *member) {
	v, isNil := indirect(receiver)
	if isNil {
		return v, nil
	}
	typ, addressed := v.Type(), v.CanAddr() && v.Kind() != reflect.Pointer
	m := a.last.Load()
	if m == nil || m.typ != typ || m.addressed != addressed {
		if m = lookUp(typ, addressed, a.name); m == nil {
			return v, nil
		}
		a.last.Store(m)
	}
	if m.index == nil && addressed {
		v = v.Addr()
	}
	return v, m
}

// lookUp finds a method, or else an exported field; nil if there is none.
func lookUp(typ reflect.Type, addressed bool, name string) *member {
	m := &member{typ: typ, addressed: addressed}
	if typ.Kind() == reflect.Struct {
		m.reads = site.ReaderOf(reflect.PointerTo(typ), name)
	}
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
	return nil
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

// fits reports whether a function takes arguments as they are and returns a value
// that can be used as it is. What text/template would convert does not fit.
func fits(typ reflect.Type, in []reflect.Value) bool {
	fixed := typ.NumIn()
	if typ.IsVariadic() {
		fixed--
	}
	if len(in) < fixed || len(in) > fixed && !typ.IsVariadic() {
		return false
	}
	for i, v := range in {
		want := typ.In(min(i, typ.NumIn()-1))
		if i >= fixed {
			want = want.Elem()
		}
		if !v.IsValid() || want == reflectValue || !v.Type().AssignableTo(want) {
			return false
		}
	}
	switch typ.NumOut() {
	case 1:
		return typ.Out(0) != reflectValue
	case 2:
		return typ.Out(0) != reflectValue && typ.Out(1) == errorType
	}
	return false
}

// invoke calls a function by reflection with what fits it.
func invoke(f reflect.Value, in []reflect.Value) reflect.Value {
	out := f.Call(in)
	if len(out) == 2 && !out[1].IsNil() {
		misuse(out[1].Interface().(error))
	}
	return out[0]
}

var (
	reflectValue = reflect.TypeFor[reflect.Value]()
	errorType    = reflect.TypeFor[error]()
)
