package theme

import (
	"cmp"
	"fmt"
	"html/template"
	"reflect"
	"time"

	"guong/generator/site"
)

// call compiles a call of a function by name.
func (c *compiler) call(name string, args []operand) operand {
	slowly := c.delegated(name, args)
	if name == "cached" && len(args) == 2 {
		return operand{value: c.cached(args, slowly)}
	}
	if f := c.functions[name]; f != nil {
		return themeCall(f, args, slowly)
	}
	if f := predefinedCall(name, args, slowly); f != nil {
		return operand{value: f}
	}
	return operand{value: func(x *execution, dot reflect.Value) reflect.Value { return slowly(x, values(args, x, dot)) }}
}

// delegation leaves a call to text/template, with its arguments.
type delegation func(x *execution, args []reflect.Value) reflect.Value

func (c *compiler) delegated(head string, args []operand) delegation {
	text := command(head, args, 0)
	return func(x *execution, args []reflect.Value) reflect.Value {
		v := c.delegates.call(text, args...)
		if v.Kind() == reflect.String {
			x.bounded(v.String())
		}
		return v
	}
}

// values returns the values of arguments.
func values(args []operand, x *execution, dot reflect.Value) []reflect.Value {
	out := make([]reflect.Value, len(args))
	for i, arg := range args {
		out[i] = arg.value(x, dot)
	}
	return out
}

// cached compiles a call of cached, which renders a partial within the depth and
// the context of the page.
func (c *compiler) cached(args []operand, slowly delegation) expression {
	return func(x *execution, dot reflect.Value) reflect.Value {
		partial, v := args[0].value(x, dot), args[1].value(x, dot)
		if !isString(partial) || !v.IsValid() {
			return slowly(x, []reflect.Value{partial, v})
		}
		html, err := c.set.remember(x.ctx, x.depth, partial.String(), v.Interface())
		if failed, ok := err.(*failure); ok {
			panic(failed)
		} else if err != nil {
			misuse(err)
		}
		return reflect.ValueOf(html)
	}
}

// themeCall compiles a call of a function of the theme: directly if it is of a
// type that templates call often, else by reflection.
func themeCall(function any, args []operand, slowly delegation) operand {
	switch f := function.(type) {
	case func(time.Time) string:
		if len(args) == 1 {
			return texts(func(x *execution, dot reflect.Value) string {
				v := args[0].value(x, dot)
				if t, ok := timeOf(v); ok {
					return f(t)
				}
				return slowly(x, []reflect.Value{v}).String()
			})
		}
	case func(int) string:
		if len(args) == 1 {
			return texts(func(x *execution, dot reflect.Value) string {
				v := args[0].value(x, dot)
				if v.Kind() == reflect.Int && v.Type() == intType {
					return f(int(v.Int()))
				}
				return slowly(x, []reflect.Value{v}).String()
			})
		}
	case func(string, ...any) (string, error):
		if len(args) > 0 {
			return texts(func(x *execution, dot reflect.Value) string {
				if args[0].text != nil {
					return x.bounded(must(f(args[0].text(x, dot), interfaces(args[1:], x, dot)...)))
				}
				in := values(args, x, dot)
				if !isString(in[0]) {
					return slowly(x, in).String()
				}
				return x.bounded(must(f(in[0].String(), asInterfaces(in[1:])...)))
			})
		}
	case func(*site.View) template.HTML:
		if len(args) == 1 {
			return operand{value: func(x *execution, dot reflect.Value) reflect.Value {
				v := args[0].value(x, dot)
				if v.IsValid() && v.Type() == viewType {
					return reflect.ValueOf(f(v.Interface().(*site.View)))
				}
				return slowly(x, []reflect.Value{v})
			}}
		}
	case func(string) (*Asset, error):
		if len(args) == 1 {
			return operand{value: func(x *execution, dot reflect.Value) reflect.Value {
				v := args[0].value(x, dot)
				if isString(v) {
					return reflect.ValueOf(must(f(v.String())))
				}
				return slowly(x, []reflect.Value{v})
			}}
		}
	}
	f := reflect.ValueOf(function)
	return operand{value: func(x *execution, dot reflect.Value) reflect.Value {
		in := values(args, x, dot)
		if !fits(f.Type(), in) {
			return slowly(x, in)
		}
		return invoke(f, in)
	}}
}

// texts is an operand that is a string.
func texts(text func(x *execution, dot reflect.Value) string) operand {
	return operand{
		value: func(x *execution, dot reflect.Value) reflect.Value { return reflect.ValueOf(text(x, dot)) },
		text:  text,
	}
}

func must[V any](v V, err error) V {
	if err != nil {
		misuse(err)
	}
	return v
}

// isString reports whether a value is a string, and not of another type.
func isString(v reflect.Value) bool { return v.Kind() == reflect.String && v.Type() == stringType }

func timeOf(v reflect.Value) (t time.Time, ok bool) {
	if !v.IsValid() || v.Type() != timeType {
		return t, false
	}
	if v.CanAddr() {
		return *v.Addr().Interface().(*time.Time), true
	}
	return v.Interface().(time.Time), true
}

// interfaces returns arguments as a function takes them that does not ask for
// their types.
func interfaces(args []operand, x *execution, dot reflect.Value) []any {
	if len(args) == 0 {
		return nil
	}
	out := make([]any, len(args))
	for i, arg := range args {
		if arg.text != nil {
			out[i] = arg.text(x, dot)
		} else if v := arg.value(x, dot); v.IsValid() {
			out[i] = v.Interface()
		}
	}
	return out
}

func asInterfaces(args []reflect.Value) []any {
	out := make([]any, len(args))
	for i, v := range args {
		if v.IsValid() {
			out[i] = v.Interface()
		}
	}
	return out
}

// predefinedCall compiles a call of a function of text/template that templates call
// often; nil if it is none.
func predefinedCall(name string, args []operand, slowly delegation) expression {
	switch {
	case (name == "and" || name == "or") && len(args) > 0:
		return func(x *execution, dot reflect.Value) (v reflect.Value) {
			for _, arg := range args {
				if v = arg.value(x, dot); truth(v) == (name == "or") {
					break
				}
			}
			return v
		}
	case name == "not" && len(args) == 1:
		return func(x *execution, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(!truth(args[0].value(x, dot)))
		}
	case name == "len" && len(args) == 1:
		return func(x *execution, dot reflect.Value) reflect.Value {
			arg := args[0].value(x, dot)
			switch v, _ := indirect(arg); v.Kind() {
			case reflect.Slice, reflect.String, reflect.Map, reflect.Array:
				return reflect.ValueOf(v.Len())
			}
			return slowly(x, []reflect.Value{arg})
		}
	case name == "index" && len(args) == 2:
		return func(x *execution, dot reflect.Value) reflect.Value {
			list, at := args[0].value(x, dot), args[1].value(x, dot)
			if v, _ := indirect(list); v.Kind() == reflect.Slice && at.Kind() == reflect.Int {
				if i := at.Int(); 0 <= i && i < int64(v.Len()) {
					return v.Index(int(i))
				}
			}
			return slowly(x, []reflect.Value{list, at})
		}
	case name == "print":
		return func(x *execution, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(x.bounded(fmt.Sprint(interfaces(args, x, dot)...)))
		}
	case name == "printf" && len(args) > 0:
		return func(x *execution, dot reflect.Value) reflect.Value {
			in := values(args, x, dot)
			if !isString(in[0]) {
				return slowly(x, in)
			}
			return reflect.ValueOf(x.bounded(fmt.Sprintf(in[0].String(), asInterfaces(in[1:])...)))
		}
	case comparisons[name] != nil && len(args) == 2:
		holds := comparisons[name]
		return func(x *execution, dot reflect.Value) reflect.Value {
			a, b := args[0].value(x, dot), args[1].value(x, dot)
			if order, ok := compare(name, a, b); ok {
				return reflect.ValueOf(holds(order))
			}
			return slowly(x, []reflect.Value{a, b})
		}
	}
	return nil
}

// comparisons tell from the order of two values what they are for.
var comparisons = map[string]func(order int) bool{
	"eq": func(order int) bool { return order == 0 },
	"ne": func(order int) bool { return order != 0 },
	"lt": func(order int) bool { return order < 0 },
	"le": func(order int) bool { return order <= 0 },
	"gt": func(order int) bool { return order > 0 },
	"ge": func(order int) bool { return order >= 0 },
}

// compare returns the order of two strings or two integers, or whether two truths
// are equal.
func compare(name string, a, b reflect.Value) (order int, ok bool) {
	a, b = indirectInterface(a), indirectInterface(b)
	switch {
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return cmp.Compare(a.String(), b.String()), true
	case a.CanInt() && b.CanInt():
		return cmp.Compare(a.Int(), b.Int()), true
	case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool && (name == "eq" || name == "ne"):
		if a.Bool() == b.Bool() {
			return 0, true
		}
		return 1, true
	}
	return 0, false
}

var (
	stringType = reflect.TypeFor[string]()
	timeType   = reflect.TypeFor[time.Time]()
	viewType   = reflect.TypeFor[*site.View]()
)
