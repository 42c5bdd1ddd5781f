// Package diag is how Gương says what is wrong: one type, with the place, the
// line, what is meant and what to do.
//
// A [Diagnostic] belongs to a file of the person who reads it: a story, the
// configuration, a template. Everything wrong with a site is gathered in a
// [Bag] and shown at once, sorted by place:
//
//	content/guong-sang/lan.md:3:1: không có mục “tilte”
//	  tilte = "Cô giáo Lan"
//	  ^^^^^
//	  Ý bạn là “title”?
package diag

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"guong/generator/message"
)

// Severity tells whether a site can be published all the same.
type Severity int

// An error stops the build; a warning does not; a note only informs.
const (
	Error Severity = iota
	Warning
	Note
)

// Position is a place in a file of the site. Line and Column begin at 1, the
// column counts characters (code points); 0 means that it is not known.
type Position struct {
	File   string // slash-separated, relative to the site's folder
	Line   int
	Column int
}

// String returns "file:line:col", without what is not known.
func (p Position) String() string {
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

// Diagnostic is one thing that is wrong, or worth knowing, at one place.
type Diagnostic struct {
	Position
	Severity Severity
	Message  message.Message // what is wrong
	Hint     message.Message // what to do about it; may be zero
	Excerpt  string          // the line of the file, without its end, or the part of a long line; may be empty
	Skipped  int             // characters of the line that stand before Excerpt
	Width    int             // characters that the caret underlines; 0 counts as 1
}

// Error returns "file:line:col: message" in Vietnamese.
func (d Diagnostic) Error() string { return d.Brief(message.Vietnamese) }

// Brief returns "file:line:col: message" in language l.
func (d Diagnostic) Brief(l message.Language) string {
	text := d.Message.In(l)
	if place := d.Position.String(); place != "" {
		return place + ": " + text
	}
	return text
}

// At returns a position in src, the whole text of file, with the line as
// excerpt. Offset is a byte offset, width the number of characters meant.
func At(file string, src []byte, offset, width int) Diagnostic {
	offset = min(max(offset, 0), len(src))
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	return Diagnostic{
		Position: Position{
			File:   file,
			Line:   1 + bytes.Count(src[:start], []byte("\n")),
			Column: 1 + utf8.RuneCount(src[start:offset]),
		},
		Excerpt: lineAt(src, start),
		Width:   width,
	}
}

// AtLine returns the position of a line and column (both from 1; column 0 if
// only the line is known) in src, with the line as excerpt.
func AtLine(file string, src []byte, line, column, width int) Diagnostic {
	d := Diagnostic{Position: Position{file, line, column}, Width: width}
	start := 0
	for range line - 1 {
		next := bytes.IndexByte(src[start:], '\n')
		if next < 0 {
			return d
		}
		start += next + 1
	}
	d.Excerpt = lineAt(src, start)
	return d
}

// lineAt returns the line of src that begins at start. A byte that is not UTF-8
// becomes U+FFFD, one character like any other, so that columns stay right.
func lineAt(src []byte, start int) string {
	line, _, _ := bytes.Cut(src[start:], []byte("\n"))
	return string([]rune(string(bytes.TrimSuffix(line, []byte("\r")))))
}

// List is a sorted list of diagnostics. It is an error if it holds one.
type List []Diagnostic

// Error returns the first line of every diagnostic, in Vietnamese.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Count returns how many diagnostics of the list have severity s.
func (l List) Count(s Severity) (n int) {
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Bag gathers diagnostics from many goroutines. The zero Bag is empty and
// ready for use.
type Bag struct {
	mu   sync.Mutex
	list []Diagnostic
}

// Add puts diagnostics into the bag.
func (b *Bag) Add(list ...Diagnostic) {
	if len(list) == 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.list = append(b.list, list...)
}

// Failed reports whether the bag holds an error.
func (b *Bag) Failed() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return List(b.list).Count(Error) > 0
}

// List returns what the bag holds, sorted by file, line, column, severity and
// text, each once, whatever the order in which it came.
func (b *Bag) List() List {
	b.mu.Lock()
	list := slices.Clone(b.list)
	b.mu.Unlock()
	slices.SortFunc(list, func(x, y Diagnostic) int {
		if c := compareFindings(x, y); c != 0 {
			return c
		}
		return cmp.Compare(x.Hint.String(), y.Hint.String())
	})
	return slices.CompactFunc(list, func(x, y Diagnostic) bool { return compareFindings(x, y) == 0 })
}

// compareFindings is 0 where x and y say the same of the same place. Two
// findings that differ only in their hints are one.
func compareFindings(x, y Diagnostic) int {
	if c := cmp.Or(
		cmp.Compare(x.File, y.File),
		cmp.Compare(x.Line, y.Line),
		cmp.Compare(x.Column, y.Column),
		cmp.Compare(x.Severity, y.Severity)); c != 0 {
		return c
	}
	return cmp.Compare(x.Message.String(), y.Message.String())
}
