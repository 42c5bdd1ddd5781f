package theme

import (
	"context"
	"fmt"
	"reflect"
	"sync"

	"guong/generator/diag"
)

// step executes a node. What it cannot do it ends by a panic with a *failure.
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
	ctx   context.Context
	out   []byte
	vars  []reflect.Value // of all templates that are being executed
	base  int             // where those of the innermost begin
	depth int             // of templates in templates
	ticks int             // calls and iterations until ctx is looked at
	in    *program        // the innermost
}

// What a page may take before it is taken for a mistake of its template.
const (
	maxDepth  = 100_000  // of templates in templates: text/template's own limit
	maxOutput = 64 << 20 // bytes of a page, or of a text that a function makes for it
)

// ticks is how many templates and iterations a page goes through between two looks
// at its context.
const ticks = 64

// failure is why an execution ended.
type failure struct {
	reason reason
	file   string // the file of the innermost template, as templates call it
	called string // the template that was one too many
	err    error
}

type reason int

const (
	misused  reason = iota // the template asks for what is not there; text/template has the words for it
	stopped                // the context is done
	tooLarge               // the page has more than maxOutput bytes
	tooDeep                // templates call each other more than maxDepth deep
	panicked               // the program is at fault; err is a diag.Diagnostic
)

func (f *failure) Error() string { return fmt.Sprintf("%s: %v", f.file, f.err) }

func (f *failure) Unwrap() error { return f.err }

// misuse ends an execution because of the template.
func misuse(err error) { panic(&failure{reason: misused, err: err}) }

// asFailure returns what a panic was about.
func asFailure(cause any) *failure {
	if f, ok := cause.(*failure); ok {
		return f
	}
	return &failure{reason: panicked, err: diag.Internal("", cause)}
}

// Write appends to what the execution writes.
func (x *execution) Write(b []byte) (int, error) {
	x.out = append(x.out, b...)
	return len(b), nil
}

// tick is called wherever a template can multiply its work: for each template that
// is called and each iteration.
func (x *execution) tick() {
	if x.ticks--; x.ticks < 0 || len(x.out) > maxOutput {
		x.look()
	}
}

// look ends the execution if nobody wants its page any more, or if the page is too
// large.
func (x *execution) look() {
	x.ticks = ticks
	if err := x.ctx.Err(); err != nil {
		x.fail(stopped, err)
	}
	if len(x.out) > maxOutput {
		x.fail(tooLarge, nil)
	}
}

func (x *execution) fail(why reason, err error) {
	panic(&failure{reason: why, file: x.in.file, err: err})
}

// bounded returns a text that a function has made, unless it is too large.
func (x *execution) bounded(text string) string {
	if len(text) > maxOutput {
		x.fail(tooLarge, nil)
	}
	return text
}

var executions = sync.Pool{New: func() any { return new(execution) }}

// execute gives what the program writes for v to use. If the program fails, use is
// not called. Depth is that of the template that asks.
func (p *program) execute(ctx context.Context, v any, depth int, use func(out []byte)) *failure {
	x := executions.Get().(*execution)
	x.ctx, x.depth, x.in = ctx, depth, p
	defer func() {
		clear(x.vars[:cap(x.vars)])
		*x = execution{out: x.out[:0], vars: x.vars[:0]}
		if cap(x.out) < 1<<22 { // a page of another size is rare
			executions.Put(x)
		}
	}()
	if failed := p.attempt(x, v); failed != nil {
		return failed
	}
	use(x.out)
	return nil
}

// attempt executes the program and returns why it failed.
func (p *program) attempt(x *execution, v any) (failed *failure) {
	defer func() {
		if cause := recover(); cause != nil {
			failed = asFailure(cause)
			if failed.file == "" {
				failed.file = x.in.file
			}
		}
	}()
	p.call(x, reflect.ValueOf(v))
	return nil
}

// call executes the program as part of an execution.
func (p *program) call(x *execution, dot reflect.Value) {
	if x.depth++; x.depth > maxDepth {
		panic(&failure{reason: tooDeep, file: x.in.file, called: p.name})
	}
	x.tick()
	before, base, caller := x.base, len(x.vars), x.in
	for range p.slots {
		x.vars = append(x.vars, reflect.Value{})
	}
	x.base, x.in = base, p
	x.vars[base] = dot
	p.body(x, dot)
	if len(x.out) > maxOutput {
		x.look()
	}
	x.vars, x.base, x.in = x.vars[:base], before, caller
	x.depth--
}
