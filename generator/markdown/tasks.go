package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// listItems are the items of lists, and of lists of tasks (GitHub Flavored
// Markdown, 5.3): "- [ ] to do", "- [x] done".
type listItems struct{ parser.BlockParser }

// taskName is the attribute of an item that is a task: its sign.
var taskName = []byte("task")

// taskSigns stand for a box, with what reads like it on every device.
var taskSigns = map[byte]string{' ': "☐", 'x': "☑", 'X': "☑"}

func (p listItems) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n == nil || state&parser.HasChildren == 0 {
		return n, state
	}
	line, _ := reader.PeekLine()
	if len(line) < len("[ ] a") || line[0] != '[' || line[2] != ']' || line[3] != ' ' || util.IsBlank(line[3:]) {
		return n, state
	}
	if sign, ok := taskSigns[line[1]]; ok {
		n.SetAttribute(taskName, sign)
		reader.Advance(skipBlanks(line, len("[ ]")))
	}
	return n, state
}

// taskSign returns the sign of a task, or "" for another item.
func taskSign(n *ast.ListItem) string {
	if n.Attributes() == nil {
		return ""
	}
	sign, _ := n.Attribute(taskName)
	s, _ := sign.(string)
	return s
}
