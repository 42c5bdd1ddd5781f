package theme

import (
	"reflect"
	"text/template/parse"
)

// list compiles nodes that stand one after another.
func (c *compiler) list(l *parse.ListNode) step {
	var steps []step
	for _, node := range l.Nodes {
		if s := c.node(node); s != nil {
			steps = append(steps, s)
		}
	}
	switch len(steps) {
	case 0:
		return func(*execution, reflect.Value) outcome { return done }
	case 1:
		return steps[0]
	}
	return func(x *execution, dot reflect.Value) outcome {
		for _, s := range steps {
			if o := s(x, dot); o != done {
				return o
			}
		}
		return done
	}
}

// node compiles a node; nil if it does nothing.
func (c *compiler) node(node parse.Node) step {
	switch n := node.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(x *execution, _ reflect.Value) outcome {
			x.out = append(x.out, text...)
			return done
		}
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 {
			return c.declaration(n.Pipe)
		}
		return c.output(n.Pipe)
	case *parse.IfNode:
		return c.condition(&n.BranchNode, false)
	case *parse.WithNode:
		return c.condition(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.loop(n)
	case *parse.TemplateNode:
		return c.inclusion(n)
	case *parse.BreakNode:
		return func(*execution, reflect.Value) outcome { return broken }
	case *parse.ContinueNode:
		return func(*execution, reflect.Value) outcome { return continued }
	case *parse.CommentNode:
		return nil
	}
	c.refuse(node)
	return nil
}

// declaration compiles {{$x := …}} and {{$x = …}}.
func (c *compiler) declaration(p *parse.PipeNode) step {
	value := c.declared(p)
	return func(x *execution, dot reflect.Value) outcome {
		value(x, dot)
		return done
	}
}

// declared compiles a pipeline of a node that may declare a variable.
func (c *compiler) declared(p *parse.PipeNode) expression {
	value := c.commands(p.Cmds).value
	if len(p.Decl) == 0 {
		return value
	}
	slot := c.variableOf(p, 0)
	return func(x *execution, dot reflect.Value) reflect.Value {
		v := value(x, dot)
		x.vars[x.base+slot] = v
		return v
	}
}

// variableOf returns the slot of a variable that a pipeline declares or assigns to.
func (c *compiler) variableOf(p *parse.PipeNode, i int) int {
	if p.IsAssign {
		return c.slot(p.Decl[i].Ident[0])
	}
	return c.declare(p.Decl[i].Ident[0])
}

// condition compiles if and with.
func (c *compiler) condition(n *parse.BranchNode, with bool) step {
	mark := len(c.scope)
	value := c.declared(n.Pipe)
	inner := len(c.scope)
	then := c.list(n.List)
	c.leave(inner)
	otherwise := func(*execution, reflect.Value) outcome { return done }
	if n.ElseList != nil {
		otherwise = c.list(n.ElseList)
	}
	c.leave(mark)
	return func(x *execution, dot reflect.Value) outcome {
		v := value(x, dot)
		if !truth(v) {
			return otherwise(x, dot)
		}
		if with {
			return then(x, v)
		}
		return then(x, dot)
	}
}

// loop compiles a range. Slices, arrays and numbers are gone through here, everything
// else by text/template.
func (c *compiler) loop(n *parse.RangeNode) step {
	mark := len(c.scope)
	list := c.commands(n.Pipe.Cmds).value
	index, element := -1, -1 // slots
	for i := range n.Pipe.Decl {
		index, element = element, c.variableOf(n.Pipe, i)
	}
	inner := len(c.scope)
	body := c.list(n.List)
	c.leave(inner)
	otherwise := func(*execution, reflect.Value) outcome { return done }
	if n.ElseList != nil {
		otherwise = c.list(n.ElseList)
	}
	c.leave(mark)
	return func(x *execution, dot reflect.Value) outcome {
		pipe := list(x, dot)
		for _, slot := range [...]int{index, element} {
			if slot >= 0 {
				x.vars[x.base+slot] = pipe // what they are where there is no element
			}
		}
		v, _ := indirect(pipe)
		switch {
		case v.Kind() == reflect.Int && v.Type() == intType && index < 0 && v.Int() > 0:
			for i := range int(v.Int()) {
				x.tick()
				e := reflect.ValueOf(i)
				if element >= 0 {
					x.vars[x.base+element] = e
				}
				if body(x, e) == broken {
					break
				}
			}
			return done
		case v.IsValid() && v.Kind() != reflect.Slice && v.Kind() != reflect.Array:
			return c.delegates.loop(x, dot, pipe, index, element, body, otherwise)
		case !v.IsValid() || v.Len() == 0:
			return otherwise(x, dot)
		}
		for i := range v.Len() {
			x.tick()
			e := v.Index(i)
			if element >= 0 {
				x.vars[x.base+element] = e
			}
			if index >= 0 {
				x.vars[x.base+index] = reflect.ValueOf(i)
			}
			if body(x, e) == broken {
				break
			}
		}
		return done
	}
}

// inclusion compiles {{template "name" …}}.
func (c *compiler) inclusion(n *parse.TemplateNode) step {
	p := c.template(n.Name, refusal{c.file, n.Position(), n.String()})
	if n.Pipe == nil {
		return func(x *execution, _ reflect.Value) outcome {
			p.call(x, reflect.Value{})
			return done
		}
	}
	value := c.pipeline(n.Pipe).value
	return func(x *execution, dot reflect.Value) outcome {
		p.call(x, value(x, dot))
		return done
	}
}
