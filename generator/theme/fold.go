package theme

import (
	"html/template"
	"strings"
	"text/template/parse"
)

// A page calls t a dozen times with nothing but a key, and every call goes
// through reflection, as does the escaper that html/template puts behind it.
// What such a call writes is known when the theme is loaded: fold puts it into
// the templates as text. It also takes away escapers that change nothing: behind
// dates and numbers, and behind cached, which returns HTML. Where html/template
// executes the templates by itself, a section's page took 44 instead of 57 µs, an
// article's 51 instead of 65 (Xeon, Go 1.26); programs, which come after this (see
// compile.go), gain 10 of 92 allocations in BenchmarkArticle.
//
// It runs after html/template has worked out the escaping, and only where that
// is the one of text and quoted attributes. If html/template named its escapers
// otherwise, nothing would be folded and nothing else would change.

// textEscapers are the escapers whose result for plain text is that of
// template.HTMLEscapeString, but for the plus sign.
var textEscapers = map[string]bool{
	"_html_template_htmlescaper":   true,
	"_html_template_attrescaper":   true,
	"_html_template_rcdataescaper": true,
}

// fold puts texts in place of the calls for them. s must not be in use yet.
func (t *Theme) fold(s *templates) {
	for _, tmpl := range s.partials.Templates() {
		t.foldTree(tmpl)
	}
	for _, layout := range s.layouts {
		for _, tmpl := range layout.Templates() {
			t.foldTree(tmpl)
		}
	}
}

func (t *Theme) foldTree(tmpl *template.Template) {
	if tmpl.Tree != nil {
		t.foldList(tmpl.Tree.Root)
	}
}

func (t *Theme) foldList(l *parse.ListNode) {
	if l == nil {
		return
	}
	nodes := l.Nodes[:0]
	for _, node := range l.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			dropEscaper(n.Pipe)
			if text, ok := t.constant(n.Pipe); ok {
				node = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(text)}
			}
		case *parse.IfNode:
			t.foldBranch(&n.BranchNode)
		case *parse.RangeNode:
			t.foldBranch(&n.BranchNode)
		case *parse.WithNode:
			t.foldBranch(&n.BranchNode)
		}
		nodes = appendNode(nodes, node)
	}
	l.Nodes = nodes
}

func (t *Theme) foldBranch(n *parse.BranchNode) {
	t.foldList(n.List)
	t.foldList(n.ElseList)
}

// appendNode appends a node, or text to the text before it.
func appendNode(nodes []parse.Node, node parse.Node) []parse.Node {
	text, ok := node.(*parse.TextNode)
	if !ok || len(nodes) == 0 {
		return append(nodes, node)
	}
	before, ok := nodes[len(nodes)-1].(*parse.TextNode)
	if !ok {
		return append(nodes, node)
	}
	joined := append(append([]byte(nil), before.Text...), text.Text...)
	nodes[len(nodes)-1] = &parse.TextNode{NodeType: parse.NodeText, Pos: before.Pos, Text: joined}
	return nodes
}

// dropEscaper takes the escaper of text away from a pipeline whose result it
// would not change.
func dropEscaper(p *parse.PipeNode) {
	last := len(p.Cmds) - 1
	if last < 1 || len(p.Cmds[last].Args) != 1 {
		return
	}
	function, ok1 := p.Cmds[last-1].Args[0].(*parse.IdentifierNode)
	escaper, ok2 := p.Cmds[last].Args[0].(*parse.IdentifierNode)
	if ok1 && ok2 && (plainFunctions[function.Ident] && textEscapers[escaper.Ident] || function.Ident == "cached" && escaper.Ident == "_html_template_htmlescaper") {
		p.Cmds = p.Cmds[:last]
	}
}

// plainFunctions are those whose results are digits and marks between them.
var plainFunctions = map[string]bool{"date": true, "day": true, "number": true}

// constant returns what {{t "key"}} writes, if that is all that a pipeline is.
func (t *Theme) constant(p *parse.PipeNode) (string, bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 2 || len(p.Cmds[0].Args) != 2 || len(p.Cmds[1].Args) != 1 {
		return "", false
	}
	function, ok1 := p.Cmds[0].Args[0].(*parse.IdentifierNode)
	key, ok2 := p.Cmds[0].Args[1].(*parse.StringNode)
	escaper, ok3 := p.Cmds[1].Args[0].(*parse.IdentifierNode)
	if !ok1 || !ok2 || !ok3 || function.Ident != "t" || !textEscapers[escaper.Ident] {
		return "", false
	}
	return escapedText(t.Text(key.Text)), true
}

// escapedText returns a text as html/template writes it between tags and in
// attributes.
func escapedText(text string) string {
	return plus.Replace(template.HTMLEscapeString(text))
}

var plus = strings.NewReplacer("+", "&#43;")
