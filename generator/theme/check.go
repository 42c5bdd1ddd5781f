package theme

import (
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// check looks in the parsed templates for what would fail only when a page is
// rendered: layouts, partials, functions, texts and assets that do not exist. It
// returns the names of the partials that are cached.
func (t *Theme) check(bag *diag.Bag) (cached []string) {
	t.checkLayouts(bag)
	c := checker{theme: t, bag: bag, shared: map[string]bool{}, defined: map[string]bool{}, functions: t.functionNames(), cached: map[string]bool{}}
	for name, f := range t.files {
		c.incomplete = c.incomplete || f.tree == nil
		c.shared[name] = f.isShared()
		for defined := range f.tree {
			c.defined[defined] = true
			c.shared[defined] = c.shared[defined] || f.isShared()
		}
	}
	for _, f := range t.files {
		c.file = f
		for _, tree := range f.tree {
			if tree.Root != nil {
				c.list(tree.Root)
			}
		}
	}
	return slices.Sorted(maps.Keys(c.cached))
}

func (t *Theme) checkLayouts(bag *diag.Bag) {
	for _, layout := range append([]string{strings.TrimSuffix(baseLayout, ".html")}, layoutNames...) {
		if t.files[layout+".html"] == nil {
			d := diag.Diagnostic{Position: diag.Position{File: t.layers[0].dir + "/layouts/" + layout + ".html"}}
			d.Message, d.Hint = message.New("theme.no-layout", layout), message.New("theme.no-layout-hint")
			bag.Add(d)
		}
	}
}

// checker walks the trees of all files.
type checker struct {
	theme      *Theme
	bag        *diag.Bag
	shared     map[string]bool // whether every layout can take in the template of a name
	defined    map[string]bool // names of all templates
	incomplete bool            // a file does not parse: nobody knows what it defines
	functions  []string        // sorted
	cached     map[string]bool // partials that exist and are cached

	file *file
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
			c.partial(n, n.Name)
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
	for i, command := range p.Cmds {
		for _, arg := range command.Args {
			switch n := arg.(type) {
			case *parse.IdentifierNode:
				c.function(n)
			case *parse.PipeNode:
				c.pipe(n)
			case *parse.ChainNode:
				if nested, ok := n.Node.(*parse.PipeNode); ok {
					c.pipe(nested)
				}
			}
		}
		c.call(command, min(i, 1))
	}
}

func (c *checker) function(n *parse.IdentifierNode) {
	if _, found := slices.BinarySearch(c.functions, n.Ident); !found {
		hint := message.New("theme.no-function-hint", strings.Join(c.functions, ", "))
		c.report(n, len(n.Ident), message.New("theme.no-function", n.Ident), n.Ident, c.functions, hint)
	}
}

// call checks `t "key" …`, `asset "name"` and `cached "partial" …`; piped is the
// number of arguments that come from the command before.
func (c *checker) call(command *parse.CommandNode, piped int) {
	if len(command.Args) < 2 {
		return
	}
	function, ok1 := command.Args[0].(*parse.IdentifierNode)
	name, ok2 := command.Args[1].(*parse.StringNode)
	if !ok1 || !ok2 {
		return
	}
	switch function.Ident {
	case "t":
		c.text(name, len(command.Args)-2+piped)
	case "asset":
		if c.theme.assets[name.Text] == nil {
			c.missing(name, "theme.no-asset", name.Text, slices.Collect(maps.Keys(c.theme.assets)))
		}
	case "cached":
		c.cachedPartial(name, name.Text)
	}
}

func (c *checker) text(n *parse.StringNode, arguments int) {
	text, known := c.theme.texts[n.Text]
	if !known {
		c.missing(n, "theme.no-text", n.Text, slices.Collect(maps.Keys(c.theme.texts)))
		return
	}
	if blanks := countBlanks(text); blanks > arguments {
		what := message.New("theme.text-arguments", n.Text, blanks, arguments)
		c.report(n, len(n.Quoted), what, "", nil, message.New("theme.text-arguments-hint"))
	}
}

// partial checks that {{template "name"}} finds its template: for a layout that
// is one of its own or a shared one; for a shared one it may be one of the
// layout's.
func (c *checker) partial(n parse.Node, name string) {
	_, own := c.file.tree[name]
	if own || c.shared[name] || c.file.isShared() && c.defined[name] || c.incomplete {
		return
	}
	c.missing(n, "theme.no-partial", name, c.sharedNames())
}

// cachedPartial checks that {{cached "name"}} finds its template, which is a
// shared one.
func (c *checker) cachedPartial(n parse.Node, name string) {
	if c.shared[name] {
		c.cached[name] = true
	} else if !c.incomplete {
		c.missing(n, "theme.no-partial", name, c.sharedNames())
	}
}

func (c *checker) sharedNames() (names []string) {
	for name, shared := range c.shared {
		if shared {
			names = append(names, name)
		}
	}
	return names
}

// missing reports that there is none of a name, which stands in quotation marks.
func (c *checker) missing(n parse.Node, id, name string, among []string) {
	c.report(n, len([]rune(name))+2, message.New(id, name), name, among, message.New(id+"-hint"))
}

// report adds what is wrong at a node, with the name among those that exist that
// is nearest to the one written, or else a hint.
func (c *checker) report(n parse.Node, width int, what message.Message, name string, among []string, hint message.Message) {
	d := diag.At(c.file.path, c.file.text, int(n.Position()), width)
	d.Message, d.Hint = what, hint
	if near, ok := vietnamese.Nearest(name, among); ok {
		d.Hint = message.New("value.did-you-mean", near)
	}
	c.bag.Add(d)
}
