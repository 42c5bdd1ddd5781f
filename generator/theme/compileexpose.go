package theme

import (
	"html/template"
	"iter"
	"maps"
	"slices"
	"strings"
	"text/template/parse"
)

// A template that is called in another context than that of text, such as the
// title of a page, is derived by html/template: it copies the template, escapes
// the copy for that context, and calls it by a name that tells the context. There
// is no way to get at such a copy, unless one is there by that name already: then
// html/template takes that and escapes it. expose puts it there.

// derivedMark is what html/template puts between the name of a template and the
// context that it derives it for.
const derivedMark = "$htmltemplate_"

// expose defines the templates that html/template would derive, for layouts and for
// cached partials. s must not be escaped yet. What is not found here is not compiled.
func (s *templates) expose(functions template.FuncMap, cached []string) {
	derived := map[string]bool{} // by name; those of one layout are likely in the next
	exposeFor := func(root *template.Template) {
		for name := range derived {
			define(root, name, derived)
		}
		for tries := 0; tries < 32 && defineCalled(root, functions, derived); tries++ {
		}
	}
	for _, layout := range slices.Sorted(maps.Keys(s.layouts)) {
		exposeFor(s.layouts[layout])
	}
	for _, partial := range cached {
		if root := s.partials.Lookup(partial); root != nil {
			exposeFor(root)
		}
	}
}

// defineCalled escapes a copy of what root can reach, defines in root what the
// copy calls and root has not, and reports whether there was any.
func defineCalled(root *template.Template, functions template.FuncMap, derived map[string]bool) (found bool) {
	trial := template.New("").Funcs(functions)
	copied := map[string]bool{}
	var reach func(name string)
	reach = func(name string) {
		tmpl := root.Lookup(name)
		if copied[name] || tmpl == nil || tmpl.Tree == nil {
			return
		}
		copied[name] = true
		if _, err := trial.AddParseTree(name, tmpl.Tree.Copy()); err == nil {
			eachCall(tmpl.Tree.Root, reach)
		}
	}
	reach(root.Name())
	for name := range derived {
		reach(name)
	}
	_ = trial.ExecuteTemplate(refusing{}, root.Name(), nil)
	for _, tmpl := range trial.Templates() {
		if tmpl.Tree != nil {
			eachCall(tmpl.Tree.Root, func(name string) { found = define(root, name, derived) || found })
		}
	}
	return found
}

// define defines a derived template, and what it calls in the same context, and
// reports whether it was not there.
func define(root *template.Template, name string, derived map[string]bool) bool {
	source, context, ok := strings.Cut(name, derivedMark)
	if !ok || root.Lookup(name) != nil {
		return false
	}
	tmpl := root.Lookup(source)
	if tmpl == nil || tmpl.Tree == nil {
		return false
	}
	if _, err := root.AddParseTree(name, &parse.Tree{Name: name, ParseName: tmpl.Tree.ParseName, Root: tmpl.Tree.Root.CopyList()}); err != nil {
		return false
	}
	derived[name] = true
	eachCall(tmpl.Tree.Root, func(called string) { define(root, called+derivedMark+context, derived) })
	return true
}

// eachCall visits the names of the templates that nodes call.
func eachCall(l *parse.ListNode, visit func(name string)) {
	for n := range calls(l) {
		visit(n.Name)
	}
}

// findCall returns the first node that calls a template; nil if none does.
func findCall(l *parse.ListNode, name string) *parse.TemplateNode {
	for n := range calls(l) {
		if n.Name == name {
			return n
		}
	}
	return nil
}

// calls yields the nodes that call templates.
func calls(l *parse.ListNode) iter.Seq[*parse.TemplateNode] {
	return func(yield func(*parse.TemplateNode) bool) { yieldCalls(l, yield) }
}

func yieldCalls(l *parse.ListNode, yield func(*parse.TemplateNode) bool) bool {
	if l == nil {
		return true
	}
	branches := func(n *parse.BranchNode) bool { return yieldCalls(n.List, yield) && yieldCalls(n.ElseList, yield) }
	for _, node := range l.Nodes {
		more := true
		switch n := node.(type) {
		case *parse.TemplateNode:
			more = yield(n)
		case *parse.IfNode:
			more = branches(&n.BranchNode)
		case *parse.WithNode:
			more = branches(&n.BranchNode)
		case *parse.RangeNode:
			more = branches(&n.BranchNode)
		}
		if !more {
			return false
		}
	}
	return true
}
