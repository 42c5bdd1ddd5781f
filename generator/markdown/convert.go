package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"guong/generator/diag"
)

// RawHTML tells what becomes of HTML tags in a body.
type RawHTML int

const (
	// Escape shows raw HTML to readers as text, with a warning for the writer.
	// Comments are not shown.
	Escape RawHTML = iota
	// Sanitise lets harmless elements through: text, lists, tables, figures,
	// links and pictures, without classes, ids, styles and event handlers.
	// Scripts, frames, forms and the like are taken out, with a warning. Tags
	// are balanced, and local addresses become Refs, as in Markdown.
	Sanitise
)

// Options configure a Converter.
type Options struct {
	RawHTML  RawHTML
	Labels   Labels
	Language string // of the Labels: "vi"
}

// Labels are the words that a conversion itself puts on the page. They are
// plain text, none may be empty, and "%d" stands for a number.
type Labels struct {
	Credit       string // before a photographer's name: "Ảnh"
	Watch        string // leads to a film on another site, which "%s" names: "Xem trên %s"
	Table        string // accessible name of a table's region: "Bảng %d"
	Footnotes    string // accessible name of the list of footnotes: "Chú thích"
	Footnote     string // accessible name of a footnote's number in the text: "Chú thích %d"
	FootnoteBack string // accessible name of the way back to the text: "Về chỗ có chú thích %d"

	// What stands above a box that has no title of its own.
	Note, Tip, Important, Warning, Caution string // "Ghi chú", "Mẹo", "Quan trọng", "Lưu ý", "Cảnh báo"
}

// Origin is where a body comes from: a file, and the line of it (from 1) at
// which the body begins.
type Origin struct {
	File     string
	Line     int
	Language string // of the body: "en"; empty for that of the Labels
}

// Converter turns Markdown into HTML. It is immutable and safe for concurrent use.
type Converter struct {
	rawHTML RawHTML
	labels  labels
	spoken  string // the language of the labels
	parser  parser.Parser
	bounded parser.Parser // for sources with many signs
	writers *sync.Pool    // of *writer
}

// New returns a Converter, or an error if the options are incomplete.
func New(o Options) (*Converter, error) {
	if o.RawHTML != Escape && o.RawHTML != Sanitise {
		return nil, fmt.Errorf("markdown: no way %d to treat raw HTML", o.RawHTML)
	}
	labels, err := o.Labels.prepare()
	if err != nil {
		return nil, err
	}
	writers := &sync.Pool{New: func() any { return &writer{ids: map[string]int{}} }}
	return &Converter{o.RawHTML, labels, o.Language, newParser(), newBoundedParser(), writers}, nil
}

// Convert converts src, the body of a story, which is in NFC and has LF at the
// end of its lines. It returns the document and what is wrong with it or worth
// knowing; an error leaves the document usable. src is not kept.
func (c *Converter) Convert(src []byte, at Origin) (*Document, []diag.Diagnostic) {
	w := c.writers.Get().(*writer)
	defer func() {
		w.reset()
		c.writers.Put(w)
	}()
	w.Converter, w.src, w.origin, w.language = c, src, at, cmp.Or(at.Language, c.spoken)

	p := c.parser
	if isCrowded(src) {
		p = c.bounded
	}
	root := p.Parse(text.NewReader(src), parser.WithContext(w.newContext()))
	w.placeFootnotes(root)
	w.lintBounds()
	w.unmarked = bytes.IndexByte(src, '&') < 0 && bytes.IndexByte(src, '\\') < 0 &&
		bytes.IndexByte(src, '<') < 0 && bytes.IndexByte(src, 0) < 0
	w.suspects = suspectsIn(src)
	w.reserveIDs(root)
	if bytes.Contains(src, []byte("![")) {
		w.freePictures(root)
	}
	w.findTurns(root)
	w.children(root)
	w.endWord()
	w.checkFootnotes()
	w.checkDefinitions()
	w.checkStars()
	var a *anchors
	if len(w.fragments) > 0 || w.passedHTML { // footnotes in HTML are fragments too
		a = newAnchors(w.headings, w.footnotes)
	}
	switch {
	case !w.passedHTML:
		w.leadToAnchors(a)
	case w.balance(a) != nil:
		escaping := *c
		escaping.rawHTML = Escape
		return escaping.Convert(src, at)
	}
	w.checkAnchors(a)
	return w.document(), w.sorted()
}

// writer is the state of one conversion. Writers are used again, because their
// buffers are worth more than all else that a conversion allocates by itself.
type writer struct {
	*Converter
	src    []byte
	origin Origin
	out    []byte // the HTML so far
	text   []byte // scratch for plain text

	refs        []Ref
	rawRefs     []Ref // what raw HTML refers to
	headings    []Heading
	diagnostics []diag.Diagnostic
	excerpt     string
	hasSeries   bool
	written     ast.Node // a paragraph that was written with another
	words       int

	ids       map[string]int // every heading id, with the last number given to its like
	waiting   map[string]int // the same of ids whose own heading is still to come
	fragments []fragment     // links into the document itself
	footnotes []string       // ids of footnotes and of references to them
	notes     *notes         // of the parse

	cursor     cursor
	wordOpen   uint64 // 1 if a word is under way
	level      int    // of the last heading
	tables     int
	addedCells int
	depth      depth
	task       string  // the sign that the next paragraph begins with
	opening    string  // the tag of the next paragraph, unless it is empty
	language   string  // of the place of writing
	values     boxForm // of the box around the place of writing, if its items begin with values
	lines      lineRuns
	linted     int                 // text up to here has been looked at
	stars      []leftover          // delimiters of bold text that have stayed text
	warnedIn   map[string]ast.Node // the block for which each rule has warned last
	usedLabels map[string]bool     // labels of definitions that links use
	rawBlock   ast.Node            // the block in which raw HTML was last warned of

	unmarked   bool // no text needs escaping, but for ">"
	suspects   suspects
	passedHTML bool // raw HTML has been let through
}

// depth counts the open elements of a kind around the place of writing.
type depth struct {
	link, quotation, list, footnote, table int
}

// reset makes w ready for the next conversion, without anything of this one.
func (w *writer) reset() {
	clear(w.ids)
	clear(w.refs)
	clear(w.headings)
	clear(w.diagnostics)
	clear(w.fragments)
	clear(w.footnotes)
	*w = writer{
		out: w.out[:0], text: w.text[:0],
		refs: w.refs[:0], headings: w.headings[:0], diagnostics: w.diagnostics[:0],
		cursor: cursor{lines: w.cursor.lines[:0]},
		ids:    w.ids, fragments: w.fragments[:0], footnotes: w.footnotes[:0],
	}
}

func (w *writer) document() *Document {
	html := string(w.out)
	return &Document{
		HTML:      html,
		Elsewhere: elsewhere(html),
		Refs:      slices.Clone(w.refs),
		Headings:  slices.Clone(w.headings),
		Excerpt:   w.excerpt,
		Words:     w.words,
		HasSeries: w.hasSeries,
		footnotes: slices.Clone(w.footnotes),
	}
}

// elsewhere returns the addresses of what HTML that a converter wrote shows of other
// sites.
func elsewhere(html string) (addresses []string) {
	const source = ` src="`
	for {
		_, rest, found := strings.Cut(html, source+"http")
		if !found {
			return addresses
		}
		address, rest, _ := strings.Cut(rest, `"`)
		if address = "http" + address; !slices.Contains(addresses, address) {
			addresses = append(addresses, address)
		}
		html = rest
	}
}

// sorted returns the diagnostics in the order of their places.
func (w *writer) sorted() []diag.Diagnostic {
	list := slices.Clone(w.diagnostics)
	slices.SortStableFunc(list, func(a, b diag.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return list
}

// labels are Labels as they stand in an attribute.
type labels struct {
	credit, footnotes             string
	note, tip                     string
	important, warning, caution   string
	watch                         numbered
	table, footnote, footnoteBack numbered
}

// numbered is a label with a place for a number.
type numbered struct{ before, after string }

func (l Labels) prepare() (labels, error) {
	for _, label := range []struct{ name, text string }{
		{"Credit", l.Credit}, {"Watch", l.Watch}, {"Table", l.Table}, {"Footnotes", l.Footnotes},
		{"Footnote", l.Footnote}, {"FootnoteBack", l.FootnoteBack},
		{"Note", l.Note}, {"Tip", l.Tip}, {"Important", l.Important}, {"Warning", l.Warning}, {"Caution", l.Caution},
	} {
		if strings.TrimSpace(label.text) == "" {
			return labels{}, fmt.Errorf("markdown: label %s is empty", label.name)
		}
	}
	return labels{
		credit: escaped(l.Credit), footnotes: escaped(l.Footnotes),
		note: escaped(l.Note), tip: escaped(l.Tip),
		important: escaped(l.Important), warning: escaped(l.Warning), caution: escaped(l.Caution),
		watch: newNumbered(strings.Replace(l.Watch, "%s", "%d", 1)),
		table: newNumbered(l.Table), footnote: newNumbered(l.Footnote), footnoteBack: newNumbered(l.FootnoteBack),
	}, nil
}

func newNumbered(label string) numbered {
	before, after, _ := strings.Cut(label, "%d")
	return numbered{escaped(before), escaped(after)}
}

func (l numbered) append(out []byte, n int) []byte {
	out = append(out, l.before...)
	out = strconv.AppendInt(out, int64(n), 10)
	return append(out, l.after...)
}
