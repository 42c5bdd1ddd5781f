package theme

import (
	"html/template"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// delegates are the commands that programs leave to text/template. Each is a
// template of its own with one action, in which {{.Arg 0}} stands for what the
// program has computed so far. They are made when they are needed first: most are
// never, because the quick way of a command serves nearly always.
type delegates struct {
	functions template.FuncMap
	byText    sync.Map // text → *template.Template
}

// delegate is the "." of such a template.
type delegate struct {
	args   []reflect.Value
	result reflect.Value

	// Of a range: what to do with each element, and for none.
	body  func(key, element reflect.Value) outcome
	none  func()
	ended *failure // of one of the two
}

// Arg returns an argument.
func (d *delegate) Arg(i int) reflect.Value { return d.args[i] }

// Keep takes the result.
func (d *delegate) Keep(v reflect.Value) string {
	d.result = v
	return ""
}

// Next does an iteration, and reports whether it was the last.
func (d *delegate) Next(key, element reflect.Value) (last bool, err error) {
	defer d.recover(&err)
	return d.body(key, element) == broken, nil
}

// None does what is to be done where there is no element.
func (d *delegate) None() (nothing string, err error) {
	defer d.recover(&err)
	d.none()
	return "", nil
}

// recover keeps why an iteration failed, because text/template would reword it.
func (d *delegate) recover(err *error) {
	if cause := recover(); cause != nil {
		d.ended = asFailure(cause)
		*err = d.ended
	}
}

// template returns the template of a text. Its functions are those of the theme and
// of html/template, escapers included; nothing in it is escaped.
func (d *delegates) template(text string) *template.Template {
	if t, ok := d.byText.Load(text); ok {
		return t.(*template.Template)
	}
	t := template.Must(template.New("delegate").Funcs(d.functions).Parse("{{.}}"))
	_ = t.Execute(io.Discard, "") // has html/template add its escapers to the functions
	tree := parse.New("delegate")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(text, "", "", map[string]*parse.Tree{}); err != nil {
		panic(err) // it is made of what was parsed before
	}
	t.Tree.Root.Nodes = tree.Root.Nodes
	kept, _ := d.byText.LoadOrStore(text, t)
	return kept.(*template.Template)
}

// run executes the template of a text.
func (d *delegates) run(text string, dot *delegate) {
	err := d.template(text).Execute(io.Discard, dot)
	switch {
	case dot.ended != nil:
		panic(dot.ended)
	case err != nil:
		misuse(err)
	}
}

// call returns the value of a command.
func (d *delegates) call(command string, args ...reflect.Value) reflect.Value {
	dot := &delegate{args: args}
	d.run("{{.Keep ("+command+")}}", dot)
	return dot.result
}

// command returns the text of a command with arguments: literals as they are, all
// others by their numbers, from the given one on.
func command(head string, args []operand, from int) string {
	var text strings.Builder
	text.WriteString(head)
	for i, arg := range args {
		if arg.literal != "" {
			text.WriteString(" " + arg.literal)
		} else {
			text.WriteString(" (.Arg " + strconv.Itoa(from+i) + ")")
		}
	}
	return text.String()
}

// loop goes through what is neither slice nor array: maps in the order of their
// keys, numbers, functions, channels. It sets the variables in two slots of x, if
// there are such.
func (d *delegates) loop(x *execution, dot, over reflect.Value, index, element int, body, otherwise step) (ended outcome) {
	text := rangeText
	if index >= 0 {
		text = rangeKeyText
	}
	base := x.base
	d.run(text, &delegate{
		args: []reflect.Value{over},
		body: func(key, e reflect.Value) outcome {
			x.tick()
			if element >= 0 {
				x.vars[base+element] = e
			}
			if index >= 0 {
				x.vars[base+index] = key
			}
			return body(x, e)
		},
		none: func() { ended = otherwise(x, dot) },
	})
	return ended
}

// The templates of a range, with and without a variable for the key.
const (
	rangeText    = "{{range $v := .Arg 0}}{{if $.Next nil $v}}{{break}}{{end}}{{else}}{{$.None}}{{end}}"
	rangeKeyText = "{{range $k, $v := .Arg 0}}{{if $.Next $k $v}}{{break}}{{end}}{{else}}{{$.None}}{{end}}"
)
