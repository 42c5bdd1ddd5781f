package theme

import (
	"html/template"
	"maps"
	"slices"
	"text/template/parse"
)

// Half of the time of a large build went into text/template's interpreter, which
// calls every function and escaper through reflection and looks up every field by
// its name. compile turns templates into closures, once, when the theme is
// loaded: BenchmarkArticle takes a quarter of BenchmarkInterpretedArticle, 22 of
// 92 µs, and the build of 10,000 stories with as many honorees 2.9 instead of 4.9
// seconds of CPU time (Go 1.26).
//
// It compiles the trees that html/template has escaped, with the escapers that
// html/template chose, so what is escaped and how is still for html/template to
// say. Only escapers of text, quoted attributes and addresses are done here, and
// only for strings and integers (see compileescape.go). Every command that has no
// quick way here, because of its function or of the types it meets, is handed to
// text/template, that command alone (see delegate.go), so that all templates
// compile and none is rendered twice.
//
// Programs are immutable but for their caches of fields, and safe for concurrent
// use.

// program is a template that is compiled.
type program struct {
	name  string // as templates call it
	file  string // the file that defines it, as templates call that
	body  step
	slots int // variables, with $ as the first
}

// compiler compiles the templates of one set.
type compiler struct {
	set       *templates
	root      *template.Template
	functions template.FuncMap
	delegates *delegates
	programs  map[string]*program
	refused   []refusal

	file  string   // the file that defines what is being compiled
	scope []string // names of the variables in scope, with "" for those out of it; a slot each
}

// refusal is an action that cannot be compiled.
type refusal struct {
	file string // as templates call it
	at   parse.Pos
	what string
}

// compile compiles layouts and cached partials of s, which have been escaped.
func (t *Theme) compile(s *templates, cached []string) {
	functions := t.functions(s)
	d := &delegates{functions: functions}
	s.programs, s.cards = map[string]*program{}, map[string]*program{}
	compiled := func(into map[string]*program, key string, root *template.Template, name string) {
		c := &compiler{set: s, root: root, functions: functions, delegates: d, programs: map[string]*program{}}
		if p := c.template(name, refusal{}); c.refused == nil {
			into[key] = p
		}
		s.refused = append(s.refused, c.refused...)
	}
	for _, layout := range slices.Sorted(maps.Keys(s.layouts)) {
		compiled(s.programs, layout, s.layouts[layout], s.layouts[layout].Name())
	}
	for _, name := range cached {
		compiled(s.cards, name, s.partials, name)
	}
}

func (c *compiler) refuse(n parse.Node) {
	c.refused = append(c.refused, refusal{c.file, n.Position(), n.String()})
}

// template returns the program of a template, whose body may not be compiled yet
// if it calls itself. If there is no such template, it refuses what called it.
func (c *compiler) template(name string, caller refusal) *program {
	if p := c.programs[name]; p != nil {
		return p
	}
	tmpl := c.root.Lookup(name)
	if tmpl == nil || tmpl.Tree == nil || tmpl.Tree.Root == nil {
		c.refused = append(c.refused, caller)
		return nil
	}
	p := &program{name: name, file: tmpl.Tree.ParseName}
	c.programs[name] = p
	scope, file := c.scope, c.file
	c.scope, c.file = []string{"$"}, p.file
	p.body = c.list(tmpl.Tree.Root)
	p.slots = len(c.scope)
	c.scope, c.file = scope, file
	return p
}

// declare returns the slot of a new variable.
func (c *compiler) declare(name string) int {
	c.scope = append(c.scope, name)
	return len(c.scope) - 1
}

// leave ends the scope of the variables declared since there were mark of them.
func (c *compiler) leave(mark int) { clear(c.scope[mark:]) }

// slot returns the slot of a variable, the last that was declared by its name. The
// parser has made sure that there is one.
func (c *compiler) slot(name string) int {
	i := len(c.scope) - 1
	for c.scope[i] != name {
		i--
	}
	return i
}
