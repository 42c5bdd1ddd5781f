package markdown

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// newParser puts goldmark's parsers together, with the priorities that goldmark
// gives them, and with extra inline parsers. Left out are goldmark's bare
// addresses, which try at every space whether an e-mail address begins there:
// they take half the time of a parse (see linkify). Tables and footnotes are
// parsed here, because goldmark's parsers take more than linear time and memory.
func newParser(extra ...util.PrioritizedValue) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(setextHeadings{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(shallow{parser.NewListParser()}, 300),
			util.Prioritized(listItems{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(atxHeadings{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(shallow{footnoteDefinitions{extension.NewFootnoteBlockParser()}}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(append(extra, inlineParsers()...)...),
		parser.WithParagraphTransformers(
			util.Prioritized(boxes{}, 50),
			util.Prioritized(linkDefinitions{}, 100),
			util.Prioritized(tables{}, 200),
		),
	)
}

func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(footnoteReferences{}, 101),
		util.Prioritized(links{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasis{parser.NewEmphasisParser()}, 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(linkify{}, 999),
		util.Prioritized(plainRuns{}, 1000),
	}
}

// notes are what the parsers find out and the writer needs.
type notes struct {
	footnotes   footnotes
	definitions []*definition // of links, in their order
	crowded     []int         // where blocks begin that were parsed in pieces
	deep        *int          // the first line with a quotation or list that is nested too deeply
	wide        []int         // where tables begin that have too many columns
}

// notesKey is where a parse keeps its notes.
var notesKey = parser.NewContextKey()

func notesOf(pc parser.Context) *notes { return pc.Get(notesKey).(*notes) }

// newContext returns the context of one parse. It carries the parse's notes to
// their writer.
func (w *writer) newContext() parser.Context {
	pc := parser.NewContext()
	w.notes = &notes{}
	pc.Set(notesKey, w.notes)
	return pc
}
