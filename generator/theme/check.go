package theme

import (
	"maps"
	"slices"
	"text/template/parse"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// check looks in the parsed templates for what would fail only when a page is
// rendered: layouts, partials, texts and assets that do not exist.
func (t *Theme) check(files map[string]*file, bag *diag.Bag) {
	for _, layout := range append([]string{baseLayout[:len(baseLayout)-len(".html")]}, layoutNames...) {
		if files[layout+".html"] == nil {
			d := diag.Diagnostic{Position: diag.Position{File: t.layers[0].dir + "/layouts/" + layout + ".html"}}
			d.Message, d.Hint = message.New("theme.no-layout", layout), message.New("theme.no-layout-hint")
			bag.Add(d)
		}
	}
	shared := map[string]bool{}
	for name, f := range files {
		shared[name] = true
		for defined := range f.tree {
			shared[defined] = true
		}
	}
	for _, f := range files {
		c := checker{theme: t, file: f, defined: shared, bag: bag}
		for _, tree := range f.tree {
			c.tree = tree
			if tree.Root != nil {
				c.list(tree.Root)
			}
		}
	}
}

// checker walks the trees of one file.
type checker struct {
	theme   *Theme
	file    *file
	tree    *parse.Tree
	defined map[string]bool
	bag     *diag.Bag
}

func (c *checker) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, node := range l.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			c.pipe(n.Pipe)
		case *parse.IfNode:
			c.branch(&n.BranchNode)
		case *parse.RangeNode:
			c.branch(&n.BranchNode)
		case *parse.WithNode:
			c.branch(&n.BranchNode)
		case *parse.TemplateNode:
			if !c.defined[n.Name] {
				c.report(n, "theme.no-partial", n.Name, slices.Collect(maps.Keys(c.defined)))
			}
			c.pipe(n.Pipe)
		}
	}
}

func (c *checker) branch(n *parse.BranchNode) {
	c.pipe(n.Pipe)
	c.list(n.List)
	c.list(n.ElseList)
}

func (c *checker) pipe(p *parse.PipeNode) {
	if p == nil {
		return
	}
	for _, command := range p.Cmds {
		for _, arg := range command.Args {
			if nested, ok := arg.(*parse.PipeNode); ok {
				c.pipe(nested)
			}
			if chain, ok := arg.(*parse.ChainNode); ok {
				if nested, ok := chain.Node.(*parse.PipeNode); ok {
					c.pipe(nested)
				}
			}
		}
		c.call(command)
	}
}

// call checks `t "key"`, `asset "name"` and `cached "partial"`.
func (c *checker) call(command *parse.CommandNode) {
	if len(command.Args) < 2 {
		return
	}
	name, ok1 := command.Args[0].(*parse.IdentifierNode)
	arg, ok2 := command.Args[1].(*parse.StringNode)
	if !ok1 || !ok2 {
		return
	}
	switch name.Ident {
	case "t":
		if !c.theme.HasText(arg.Text) {
			c.report(arg, "theme.no-text", arg.Text, slices.Collect(maps.Keys(c.theme.texts)))
		}
	case "asset":
		if c.theme.assets[arg.Text] == nil {
			c.report(arg, "theme.no-asset", arg.Text, slices.Collect(maps.Keys(c.theme.assets)))
		}
	case "cached":
		if !c.defined[arg.Text] {
			c.report(arg, "theme.no-partial", arg.Text, slices.Collect(maps.Keys(c.defined)))
		}
	}
}

func (c *checker) report(n parse.Node, id, name string, among []string) {
	d := diag.At(c.file.path, c.file.text, int(n.Position()), len([]rune(name))+2)
	d.Message = message.New(id, name)
	if near, ok := vietnamese.Nearest(name, among); ok {
		d.Hint = message.New("value.did-you-mean", near)
	} else {
		d.Hint = message.New(id + "-hint")
	}
	c.bag.Add(d)
}
