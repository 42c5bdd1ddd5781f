package theme

import (
	"html/template"
	"io"
	"reflect"
	"sync"
)

// Half of the time of a large build went into text/template's interpreter, which
// calls every function and escaper through reflection and looks up every field by
// its name. compile turns templates into closures, once, when the theme is
// loaded: BenchmarkArticle takes a fifth of BenchmarkInterpretedArticle, 16 of
// 81 µs, and the build of 10,000 stories with as many honorees 2.9 instead of 4.9
// seconds of CPU time (Xeon, Go 1.26).
//
// It compiles the trees that html/template has escaped, with the escapers that
// html/template chose, so what is escaped and how is still for html/template to
// say. Only escapers of text, quoted attributes and addresses are done here, and
// only for strings and integers (see compileescape.go); any other escaper or type
// of value is left to html/template's own function. Whatever else is not known
// leads back to html/template: a template with an unknown node or function is not
// compiled; a program that meets a value it has no rule for ends, and the page is
// rendered anew by html/template, which also words the errors.
//
// Programs are immutable but for their caches of fields, and safe for concurrent
// use.

// program is a template that is compiled.
type program struct {
	body  step
	slots int // variables, with $ as the first
}

// step executes a node. It panics where it has no rule.
type step func(x *execution, dot reflect.Value) outcome

// outcome is how a step ended.
type outcome int

const (
	done outcome = iota
	broken
	continued
)

// execution is the state of one execution of a program.
type execution struct {
	out   []byte
	vars  []reflect.Value // of all templates that are being executed
	base  int             // where those of the innermost begin
	depth int             // of templates in templates
}

var executions = sync.Pool{New: func() any { return new(execution) }}

// maxDepth is how deep templates may call each other before html/template takes
// over, which reports endless recursion.
const maxDepth = 200

// Write appends to what the execution writes.
func (x *execution) Write(b []byte) (int, error) {
	x.out = append(x.out, b...)
	return len(b), nil
}

// execute gives what the program writes for v to use, and reports whether there
// was a rule for everything; if not, use is not called.
func (p *program) execute(v any, use func(out []byte)) (ok bool) {
	x := executions.Get().(*execution)
	defer func() {
		clear(x.vars[:cap(x.vars)])
		*x = execution{out: x.out[:0], vars: x.vars[:0]}
		executions.Put(x)
	}()
	if !p.attempt(x, v) {
		return false
	}
	use(x.out)
	return true
}

// attempt executes the program. Whatever it panics with, html/template will meet
// the cause of it too, and has the words for it.
func (p *program) attempt(x *execution, v any) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	p.call(x, reflect.ValueOf(v))
	return true
}

// call executes the program as part of an execution.
func (p *program) call(x *execution, dot reflect.Value) {
	if x.depth++; x.depth > maxDepth {
		panic(noRule)
	}
	before, base := x.base, len(x.vars)
	for range p.slots {
		x.vars = append(x.vars, reflect.Value{})
	}
	x.base = base
	x.vars[base] = dot
	p.body(x, dot)
	x.vars, x.base = x.vars[:base], before
	x.depth--
}

// noRule is what a step panics with.
const noRule = "no rule"

// compiler compiles the templates of one set.
type compiler struct {
	root      *template.Template
	functions template.FuncMap
	programs  map[string]*program
	originals map[string]*template.Template // by escapers: see original
	refused   []string                      // what cannot be compiled

	scope []string // names of the variables in scope, with "" for those out of it; a slot each
}

// compile compiles layouts and cached partials of s, which have been escaped.
func (t *Theme) compile(s *templates, cached []string) {
	functions, originals := t.functions(s), map[string]*template.Template{}
	s.programs, s.cards = map[string]*program{}, map[string]*program{}
	for _, layout := range layoutNames {
		root := s.layouts[layout]
		if p, refused := compile(root, root.Name(), functions, originals); refused == nil {
			s.programs[layout] = p
		} else {
			s.refused = append(s.refused, refused...)
		}
	}
	for _, name := range cached {
		if p, refused := compile(s.partials, name, functions, originals); refused == nil {
			s.cards[name] = p
		} else {
			s.refused = append(s.refused, refused...)
		}
	}
}

// compile compiles a template with all that it calls.
func compile(root *template.Template, name string, functions template.FuncMap, originals map[string]*template.Template) (p *program, refused []string) {
	c := &compiler{root: root, functions: functions, programs: map[string]*program{}, originals: originals}
	p = c.template(name)
	return p, c.refused
}

func (c *compiler) refuse(what string) { c.refused = append(c.refused, what) }

// template returns the program of a template, whose body may not be compiled yet
// if it calls itself.
func (c *compiler) template(name string) *program {
	if p := c.programs[name]; p != nil {
		return p
	}
	p := new(program)
	c.programs[name] = p
	tmpl := c.root.Lookup(name)
	if tmpl == nil || tmpl.Tree == nil || tmpl.Tree.Root == nil {
		c.refuse("template " + name)
		return p
	}
	outer := c.scope
	c.scope = []string{"$"}
	p.body = c.list(tmpl.Tree.Root)
	p.slots = len(c.scope)
	c.scope = outer
	return p
}

// declare returns the slot of a new variable.
func (c *compiler) declare(name string) int {
	c.scope = append(c.scope, name)
	return len(c.scope) - 1
}

// leave ends the scope of the variables declared since there were mark of them.
func (c *compiler) leave(mark int) { clear(c.scope[mark:]) }

// slot returns the slot of a variable, the last that was declared by its name.
func (c *compiler) slot(name string) int {
	for i := len(c.scope) - 1; i >= 0; i-- {
		if c.scope[i] == name {
			return i
		}
	}
	c.refuse("variable " + name)
	return 0
}

// render writes the page of a layout, if it has a program that has a rule for
// everything.
func (s *templates) render(w io.Writer, layout string, v any) (rendered bool, err error) {
	p := s.programs[layout]
	if p == nil {
		return false, nil
	}
	rendered = p.execute(v, func(out []byte) { _, err = w.Write(out) })
	return rendered, err
}
