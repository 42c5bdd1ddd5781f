package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newParser puts goldmark's parsers together, with the priorities that goldmark
// gives them. Left out are task lists and goldmark's bare addresses, which try
// at every space whether an e-mail address begins there: they take half the
// time of a parse (see linkify).
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(setextHeadings{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(atxHeadings{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(footnoteDefinitions{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(footnoteReferences{extension.NewFootnoteParser()}, 101),
			util.Prioritized(links{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(linkify{}, 999),
			util.Prioritized(plainRuns{}, 1000),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(linkDefinitions{}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// linkDefinitions takes link reference definitions from the beginning of a
// paragraph. goldmark's transformer makes a reader for every paragraph before
// it looks for the bracket that only definitions begin with.
type linkDefinitions struct{}

func (linkDefinitions) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := p.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	if bytes.HasPrefix(util.TrimLeftSpace(reader.Source()[first.Start:first.Stop]), []byte("[")) {
		parser.LinkReferenceParagraphTransformer.Transform(p, reader, pc)
	}
}

// newContext returns the context of one parse. It carries the footnote
// definitions to their writer.
func (w *writer) newContext() parser.Context {
	pc := parser.NewContext()
	w.defined = &definitions{}
	pc.Set(definitionsKey, w.defined)
	return pc
}
