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
	c.refuse(node.String())
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
	if len(p.Decl) > 1 || len(p.Decl[0].Ident) != 1 {
		c.refuse(p.String())
		return value
	}
	var slot int
	if name := p.Decl[0].Ident[0]; p.IsAssign {
		slot = c.slot(name)
	} else {
		slot = c.declare(name)
	}
	return func(x *execution, dot reflect.Value) reflect.Value {
		v := value(x, dot)
		x.vars[x.base+slot] = v
		return v
	}
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

// loop compiles a range over a slice or an array.
func (c *compiler) loop(n *parse.RangeNode) step {
	mark := len(c.scope)
	list := c.commands(n.Pipe.Cmds).value
	if n.Pipe.IsAssign {
		c.refuse(n.Pipe.String())
	}
	index, element := -1, -1 // slots
	for i, variable := range n.Pipe.Decl {
		slot := c.declare(variable.Ident[0])
		if i == len(n.Pipe.Decl)-1 {
			element = slot
		} else {
			index = slot
		}
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
		v, isNil := indirect(pipe)
		if v.IsValid() && (isNil || v.Kind() != reflect.Slice && v.Kind() != reflect.Array) {
			panic(noRule)
		}
		if !v.IsValid() || v.Len() == 0 {
			for _, slot := range []int{index, element} {
				if slot >= 0 {
					x.vars[x.base+slot] = pipe
				}
			}
			return otherwise(x, dot)
		}
		for i := range v.Len() {
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
	p := c.template(n.Name)
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
