package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guong/generator/vietnamese"
)

// heading writes a heading with its id, and lists it. The page's title is the
// heading above all.
func (w *writer) heading(n *ast.Heading) {
	w.endWord()
	plain := w.plainOf(n)
	if plain == "" && !n.HasChildren() {
		w.warn(n.Pos(), n.Pos()+n.Level, "heading-empty")
		return
	}
	w.lintHeading(n, plain)
	level := max(n.Level, 2)
	id := w.headingID(n, plain)

	w.out = append(w.out, "<h"...)
	w.out = append(w.out, '0'+byte(level))
	w.out = append(w.out, ` id="`...)
	w.out = append(w.out, id...)
	w.out = append(w.out, `">`...)
	w.children(n)
	w.out = append(w.out, "</h"...)
	w.out = append(w.out, '0'+byte(level), '>', '\n')
	w.headings = append(w.headings, Heading{level, id, plain})
	w.level = level
}

// noSlug is the id of a heading without letters and digits.
const noSlug = "muc"

// headingID returns the id of a heading: the one that was written behind it,
// else the slug of its text. What an earlier heading has gets a number.
func (w *writer) headingID(n *ast.Heading, plain string) string {
	if id, ok := explicitID(n); ok {
		if w.ids[id] == reserved {
			w.ids[id] = max(w.waiting[id], 1)
			return id
		}
		w.warn(n.Pos(), n.Pos()+n.Level, "heading-id", id)
		return w.uniqueID(id)
	}
	id := vietnamese.Slug(plain)
	if id == "" {
		id = noSlug
	}
	return w.uniqueID(id)
}

// reserved marks an explicit id whose heading is still to come.
const reserved = -1

// uniqueID returns id, or the first of id-2, id-3… that is free.
func (w *writer) uniqueID(id string) string {
	last, taken := w.ids[id]
	if !taken {
		w.ids[id] = 1
		return id
	}
	if last == reserved {
		last = w.waiting[id]
	}
	for n := max(last, 1) + 1; ; n++ {
		numbered := id + "-" + strconv.Itoa(n)
		if _, taken := w.ids[numbered]; taken {
			continue
		}
		if w.ids[id] != reserved {
			w.ids[id] = n
		} else {
			if w.waiting == nil {
				w.waiting = map[string]int{}
			}
			w.waiting[id] = n
		}
		w.ids[numbered] = 1
		return numbered
	}
}

// reserveIDs sets the ids aside that the source gives to headings, so that no
// slug takes one before its heading comes.
func (w *writer) reserveIDs(root ast.Node) {
	if !bytes.Contains(w.src, explicitOpen) {
		return
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			if id, ok := explicitID(h); ok {
				w.ids[id] = reserved
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

var (
	explicitOpen = []byte("{#")
	explicitName = []byte("id")
)

func explicitID(n *ast.Heading) (string, bool) {
	value, ok := n.Attribute(explicitName)
	if !ok {
		return "", false
	}
	id, ok := value.(string)
	return id, ok
}

// atxHeadings parses headings that begin with "#", also without a blank behind
// it ("##Tít"), and {#id} behind them.
type atxHeadings struct{ parser.BlockParser }

func (p atxHeadings) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n == nil {
		n = tightHeading(reader, pc)
	}
	if n != nil {
		cutExplicitID(n, reader.Source())
	}
	return n, state
}

// tightHeading reads a heading without a blank behind its signs. One sign may
// as well begin a hashtag: then the line must stand by itself and begin like a
// sentence.
func tightHeading(reader text.Reader, pc parser.Context) ast.Node {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || segment.Padding > 0 {
		return nil
	}
	level := 0
	for pos+level < len(line) && line[pos+level] == '#' {
		level++
	}
	words := bytes.TrimSpace(line[pos+level:])
	first, _ := utf8.DecodeRune(words)
	switch {
	case level == 0 || level > 6 || !unicode.IsLetter(first) && (level == 1 || !unicode.IsDigit(first)):
		return nil
	case level == 1 && (!beginsTitle(words) || !standsAlone(reader, segment, pc)):
		return nil
	}
	n := ast.NewHeading(level)
	start := segment.Start + pos + level
	n.Lines().Append(text.NewSegment(start, start+len(bytes.TrimRight(words, "# "))))
	reader.AdvanceToEOL()
	return n
}

// beginsTitle reports whether words begin as a heading does and a hashtag does
// not: with one capital, and more than one word.
func beginsTitle(words []byte) bool {
	word, rest, more := bytes.Cut(words, []byte(" "))
	_, size := utf8.DecodeRune(word)
	first, others := string(word[:size]), string(word[size:])
	return more && len(rest) > 0 && rest[0] != '#' && bytes.IndexByte(word, '_') < 0 &&
		strings.ToUpper(first) == first && (strings.ToLower(others) == others || strings.ToUpper(others) == others)
}

// standsAlone reports whether the line of a reader is a paragraph by itself.
func standsAlone(reader text.Reader, line text.Segment, pc parser.Context) bool {
	if last := pc.LastOpenedBlock().Node; last != nil && ast.IsParagraph(last) {
		return false
	}
	rest := reader.Source()[line.Stop:]
	next, _, _ := bytes.Cut(rest, []byte("\n"))
	return util.IsBlank(next)
}

// setextHeadings parses headings with a line below them, and {#id} behind them.
type setextHeadings struct{ parser.BlockParser }

func (p setextHeadings) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	if n.Parent() != nil {
		cutExplicitID(n, reader.Source())
	}
}

// cutExplicitID takes {#id} from the end of a heading and makes it its id. Of
// attributes, headings have only this; an id is of ASCII letters, digits, "-"
// and "_".
func cutExplicitID(n ast.Node, src []byte) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	line := bytes.TrimRight(src[last.Start:last.Stop], " \t\n")
	if !bytes.HasSuffix(line, []byte("}")) {
		return
	}
	open := bytes.LastIndex(line, explicitOpen)
	if open < 0 {
		return
	}
	id := line[open+len(explicitOpen) : len(line)-1]
	for _, c := range id {
		if !util.IsAlphaNumeric(c) && c != '-' && c != '_' {
			return
		}
	}
	if len(id) == 0 || open > 0 && line[open-1] == '\\' {
		return
	}
	n.SetAttribute(explicitName, string(id))
	last.Stop = last.Start + len(bytes.TrimRight(line[:open], " \t"))
	lines.Set(lines.Len()-1, last)
}
