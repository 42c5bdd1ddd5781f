package theme

import (
	"errors"
	"html/template"
	"reflect"
	"strconv"
	"text/template/parse"
)

// expression computes a value.
type expression func(x *execution, dot reflect.Value) reflect.Value

// operand is a value that is computed, in one of two ways.
type operand struct {
	value expression
	text  func(x *execution, dot reflect.Value) string // nil if it is no string; spares the reflect.Value

	literal string // as it is written, if it is a constant: then its type is that of the parameter
}

// pipeline compiles what stands in parentheses or after the name of a template.
func (c *compiler) pipeline(p *parse.PipeNode) operand {
	if len(p.Decl) > 0 {
		return operand{value: c.declared(p)}
	}
	return c.commands(p.Cmds)
}

// commands compiles a pipeline; each command gets the value of the one before.
func (c *compiler) commands(cmds []*parse.CommandNode) operand {
	var o operand
	for _, cmd := range cmds {
		o = c.command(cmd, o)
		value := o.value
		o.value = func(x *execution, dot reflect.Value) reflect.Value {
			v := value(x, dot)
			if v.Kind() == reflect.Interface && v.Type().NumMethod() == 0 {
				v = v.Elem()
			}
			return v
		}
	}
	return o
}

// command compiles a command; final is what the pipeline hands to it, and has no
// value at the first.
func (c *compiler) command(cmd *parse.CommandNode, final operand) operand {
	var args []operand
	for _, arg := range cmd.Args[1:] {
		args = append(args, c.argument(arg))
	}
	if final.value != nil {
		final.literal = "" // what is handed on has a type
		args = append(args, final)
	}
	switch n := cmd.Args[0].(type) {
	case *parse.IdentifierNode:
		return c.call(n.Ident, args)
	case *parse.FieldNode:
		return operand{value: c.chain(func(_ *execution, dot reflect.Value) reflect.Value { return dot }, n.Ident, args)}
	case *parse.ChainNode:
		return operand{value: c.chain(c.argument(n.Node).value, n.Field, args)}
	case *parse.VariableNode:
		if len(n.Ident) > 1 {
			return operand{value: c.chain(c.variable(n.Ident[0]), n.Ident[1:], args)}
		}
	}
	if len(args) > 0 {
		return operand{value: func(*execution, reflect.Value) reflect.Value {
			misuse(errNoFunction)
			return reflect.Value{}
		}}
	}
	return c.argument(cmd.Args[0])
}

var errNoFunction = errors.New("arguments for what is no function")

// argument compiles a node that stands for a value.
func (c *compiler) argument(node parse.Node) operand {
	switch n := node.(type) {
	case *parse.DotNode:
		return operand{value: func(_ *execution, dot reflect.Value) reflect.Value { return dot }}
	case *parse.FieldNode:
		return operand{value: c.chain(func(_ *execution, dot reflect.Value) reflect.Value { return dot }, n.Ident, nil)}
	case *parse.ChainNode:
		return operand{value: c.chain(c.argument(n.Node).value, n.Field, nil)}
	case *parse.VariableNode:
		return operand{value: c.chain(c.variable(n.Ident[0]), n.Ident[1:], nil)}
	case *parse.PipeNode:
		return c.pipeline(n)
	case *parse.IdentifierNode:
		return c.call(n.Ident, nil)
	case *parse.BoolNode:
		return constant(n.True, n.String())
	case *parse.StringNode:
		o := constant(n.Text, n.Quoted)
		o.text = func(*execution, reflect.Value) string { return n.Text }
		return o
	case *parse.NumberNode:
		if i, err := strconv.Atoi(n.Text); err == nil && strconv.Itoa(i) == n.Text {
			return constant(i, n.Text)
		}
		return operand{literal: n.Text, value: func(*execution, reflect.Value) reflect.Value { return c.delegates.call(n.Text) }}
	case *parse.NilNode:
		return operand{literal: n.String(), value: func(*execution, reflect.Value) reflect.Value { return reflect.Value{} }}
	}
	c.refuse(node)
	return constant(0, "0")
}

func constant(v any, literal string) operand {
	value := reflect.ValueOf(v)
	return operand{literal: literal, value: func(*execution, reflect.Value) reflect.Value { return value }}
}

func (c *compiler) variable(name string) expression {
	slot := c.slot(name)
	return func(x *execution, _ reflect.Value) reflect.Value { return x.vars[x.base+slot] }
}

// chain compiles .A.B.C of a value; the last may be a method with arguments.
func (c *compiler) chain(value expression, names []string, args []operand) expression {
	for i, name := range names {
		receiver, a := value, &access{name: name, delegates: c.delegates}
		if i == len(names)-1 && len(args) > 0 {
			a.command = command("(.Arg 0)."+name, args, 1)
			value = func(x *execution, dot reflect.Value) reflect.Value { return a.call(x, dot, receiver(x, dot), args) }
		} else {
			value = func(x *execution, dot reflect.Value) reflect.Value { return a.get(receiver(x, dot)) }
		}
	}
	return value
}

// indirect follows pointers and interfaces, to the first that is nil.
func indirect(v reflect.Value) (_ reflect.Value, isNil bool) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return v, true
		}
		v = v.Elem()
	}
	return v, false
}

// indirectInterface returns what an interface holds.
func indirectInterface(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// truth reports whether if and with take a value for true, as
// text/template.IsTrue does.
func truth(v reflect.Value) bool {
	v = indirectInterface(v)
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Bool:
		return v.Bool()
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return v.Len() > 0
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int() != 0
	case reflect.Pointer, reflect.Func:
		return !v.IsNil()
	case reflect.Struct:
		return true
	}
	is, _ := template.IsTrue(v.Interface()) // every kind of value has a truth
	return is
}
