package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// definition is "[label]: address" of a source.
type definition struct {
	key  string // the label as references to it are compared (CommonMark 4.7)
	at   int    // where it begins
	stop int    // where its first line ends
}

// linkDefinitions takes link reference definitions from the beginning of a
// paragraph. goldmark's transformer makes a reader for every paragraph before
// it looks for the bracket that only definitions begin with, and moves all
// lines for every definition: it is given some at a time.
type linkDefinitions struct{}

// definitionLines is the number of lines that goldmark's transformer is given
// at least, if there are so many.
const definitionLines = 50

func (linkDefinitions) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	src, lines := reader.Source(), p.Lines()
	taken := 0
	for taken < lines.Len() && beginsDefinition(src, lines.At(taken)) {
		end := min(taken+definitionLines, lines.Len())
		for end < lines.Len() && !beginsDefinition(src, lines.At(end)) {
			end++ // a title may go on
		}
		n := takeDefinitions(lines.Sliced(taken, end), reader, pc)
		taken += n
		if n == 0 {
			break
		}
	}
	if taken == lines.Len() {
		p.Parent().RemoveChild(p.Parent(), p)
	} else if taken > 0 {
		rest := text.NewSegments()
		rest.AppendAll(lines.Sliced(taken, lines.Len()))
		p.SetLines(rest)
	}
}

func beginsDefinition(src []byte, line text.Segment) bool {
	return bytes.HasPrefix(util.TrimLeftSpace(src[line.Start:line.Stop]), []byte("["))
}

// takeDefinitions reads the definitions that lines begin with, and returns how
// many lines they take.
func takeDefinitions(list []text.Segment, reader text.Reader, pc parser.Context) int {
	lines := text.NewSegments()
	lines.AppendAll(list)
	p := ast.NewParagraph()
	p.SetLines(lines)
	parent := ast.NewDocument()
	parent.AppendChild(parent, p)
	parser.LinkReferenceParagraphTransformer.Transform(p, reader, pc)

	notes := notesOf(pc)
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if d, ok := n.(*ast.LinkReferenceDefinition); ok {
			first := d.Lines().At(0)
			notes.definitions = append(notes.definitions,
				&definition{key: util.ToLinkReference(d.Label), at: first.Start, stop: first.Stop})
		}
	}
	if p.Parent() == nil {
		return len(list)
	}
	return len(list) - p.Lines().Len()
}

// checkDefinitions warns of definitions that no link uses: nothing of them is shown.
func (w *writer) checkDefinitions() {
	if len(w.notes.definitions) == 0 {
		return
	}
	seen := map[string]bool{}
	for _, d := range w.notes.definitions {
		if !w.usedLabels[d.key] || seen[d.key] {
			w.warn(d.at, d.stop, "definition-unused")
		}
		seen[d.key] = true
	}
}

// useLabel notes that a link uses a definition.
func (w *writer) useLabel(reference *ast.ReferenceLink) {
	if w.usedLabels == nil {
		w.usedLabels = map[string]bool{}
	}
	w.usedLabels[util.ToLinkReference(reference.Value)] = true
}
