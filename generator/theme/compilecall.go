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
	if f := c.functions[name]; f != nil {
		return themeCall(f, args)
	}
	if f := predefinedCall(name, args); f != nil {
		return operand{value: f}
	}
	c.refuse("function " + name)
	return constant(0)
}

// themeCall compiles a call of a function of the theme: directly if it is of a
// type that templates call often, else by reflection.
func themeCall(function any, args []operand) operand {
	switch f := function.(type) {
	case func(time.Time) string:
		if len(args) == 1 {
			return texts(func(x *execution, dot reflect.Value) string { return f(timeOf(args[0].value(x, dot))) })
		}
	case func(int) string:
		if len(args) == 1 {
			return texts(func(x *execution, dot reflect.Value) string { return f(args[0].value(x, dot).Interface().(int)) })
		}
	case func(string, ...any) (string, error):
		if len(args) > 0 {
			return texts(func(x *execution, dot reflect.Value) string {
				return must(f(textOf(args[0], x, dot), interfaces(args[1:], x, dot)...))
			})
		}
	case func(*site.View) template.HTML:
		if len(args) == 1 {
			return operand{value: func(x *execution, dot reflect.Value) reflect.Value {
				return reflect.ValueOf(f(args[0].value(x, dot).Interface().(*site.View)))
			}}
		}
	case func(string) (*Asset, error):
		if len(args) == 1 {
			return operand{value: func(x *execution, dot reflect.Value) reflect.Value {
				return reflect.ValueOf(must(f(textOf(args[0], x, dot))))
			}}
		}
	case func(string, any) (template.HTML, error):
		if len(args) == 2 {
			return operand{value: func(x *execution, dot reflect.Value) reflect.Value {
				return reflect.ValueOf(must(f(textOf(args[0], x, dot), interfaces(args[1:], x, dot)[0])))
			}}
		}
	}
	f := reflect.ValueOf(function)
	return operand{value: func(x *execution, dot reflect.Value) reflect.Value {
		in := make([]reflect.Value, len(args))
		for i, arg := range args {
			in[i] = arg.value(x, dot)
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
		panic(noRule)
	}
	return v
}

// textOf returns an argument that is a string, and nothing of another type.
func textOf(o operand, x *execution, dot reflect.Value) string {
	if o.text != nil {
		return o.text(x, dot)
	}
	v := o.value(x, dot)
	if v.Kind() != reflect.String || v.Type() != stringType {
		panic(noRule)
	}
	return v.String()
}

func timeOf(v reflect.Value) time.Time {
	if v.CanAddr() {
		return *v.Addr().Interface().(*time.Time)
	}
	return v.Interface().(time.Time)
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

// predefinedCall compiles a call of a function of text/template; nil if it is one
// that is not compiled.
func predefinedCall(name string, args []operand) expression {
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
			v, _ := indirect(args[0].value(x, dot))
			return reflect.ValueOf(v.Len()) // panics if it has no length
		}
	case name == "index" && len(args) == 2:
		return func(x *execution, dot reflect.Value) reflect.Value {
			v, _ := indirect(args[0].value(x, dot))
			if v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
				panic(noRule)
			}
			return v.Index(args[1].value(x, dot).Interface().(int))
		}
	case name == "print":
		return func(x *execution, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(fmt.Sprint(interfaces(args, x, dot)...))
		}
	case name == "printf" && len(args) > 0:
		return func(x *execution, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(fmt.Sprintf(textOf(args[0], x, dot), interfaces(args[1:], x, dot)...))
		}
	case comparisons[name] != nil && len(args) == 2:
		holds := comparisons[name]
		return func(x *execution, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(holds(compare(name, args[0].value(x, dot), args[1].value(x, dot))))
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

// compare returns the order of two strings or two integers.
func compare(name string, a, b reflect.Value) int {
	a, b = indirectInterface(a), indirectInterface(b)
	switch {
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return cmp.Compare(a.String(), b.String())
	case a.CanInt() && b.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool && (name == "eq" || name == "ne"):
		if a.Bool() == b.Bool() {
			return 0
		}
		return 1
	}
	panic(noRule)
}

var stringType = reflect.TypeFor[string]()
