package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The pieces of a block are all of it, and none has more than maxSigns signs:
// so the work of a parse is bounded for each piece.
func TestSplit(t *testing.T) {
	for name, src := range map[string]string{
		"brackets":         strings.Repeat("[", 10*maxSigns),
		"links":            strings.Repeat("[a](b) ", 3*maxSigns),
		"lines":            strings.Repeat("**a** *b*\n", 3*maxSigns),
		"open brackets":    "a " + strings.Repeat("[a ", 3*maxSigns),
		"escapes":          strings.Repeat(`\*`, 3*maxSigns),
		"one too many":     strings.Repeat("*", maxSigns) + " a *",
		"text between":     strings.Repeat("*"+strings.Repeat("đ", 500), 3*maxSigns),
		"brackets, closed": strings.Repeat("]", 100) + strings.Repeat("[a]) (", 3*maxSigns),
	} {
		lines := text.NewSegments()
		for at, line := range lineBounds([]byte(src)) {
			lines.Append(text.NewSegment(at, at+len(line)))
		}
		pieces := split([]byte(src), lines)
		var all []byte
		for i, piece := range pieces {
			var one []byte
			for j := range piece.Len() {
				s := piece.At(j)
				one = append(one, s.Value([]byte(src))...)
			}
			n := 0
			for _, c := range one {
				if isSign[c] {
					n++
				}
			}
			if n > maxSigns || len(one) == 0 {
				t.Errorf("%s: piece %d has %d signs, %d bytes", name, i, n, len(one))
			}
			if last := one[len(one)-1]; last == '\\' && i+1 < len(pieces) {
				t.Errorf("%s: piece %d ends within an escape", name, i)
			}
			all = append(all, one...)
		}
		if string(all) != src {
			t.Errorf("%s: the pieces are not the text", name)
		}
		if most := 3*bytes.Count([]byte(src), nil)/maxSigns + 3; len(pieces) < 2 || len(pieces) > most {
			t.Errorf("%s: %d pieces", name, len(pieces))
		}
	}
}

// lineBounds returns the lines of src by their offsets.
func lineBounds(src []byte) func(yield func(int, []byte) bool) {
	return func(yield func(int, []byte) bool) {
		at := 0
		for line := range bytes.SplitAfterSeq(src, []byte("\n")) {
			if len(line) > 0 && !yield(at, line) {
				return
			}
			at += len(line)
		}
	}
}

func TestCrowdedBegins(t *testing.T) {
	for n, want := range map[int]bool{maxSigns: false, maxSigns + 1: true} {
		src := []byte(strings.Repeat("*a ", n))
		lines := text.NewSegments()
		lines.Append(text.NewSegment(0, len(src)))
		if isCrowded(src) != want || crowdedLines(src, lines) != want {
			t.Errorf("%d signs: %v, %v", n, isCrowded(src), crowdedLines(src, lines))
		}
	}
}

// Blocks nest no deeper than maxNesting, whatever they are made of.
func TestNestingIsBounded(t *testing.T) {
	for _, unit := range []string{">", "> - ", "- ", "1. ", "[^a]: ", "* > + "} {
		w := &writer{}
		src := []byte(strings.Repeat(unit, 500) + "a")
		root := newParser().Parse(text.NewReader(src), parser.WithContext(w.newContext()))
		if d := nesting(root); d < maxNesting/2 && unit[0] != '[' || d > maxNesting+4 {
			t.Errorf("%q: nested %d deep", unit, d)
		}
		if w.notes.deep == nil {
			t.Errorf("%q: says nothing", unit)
		}
	}
}

func nesting(n ast.Node) int {
	deepest := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		deepest = max(deepest, nesting(c))
	}
	return deepest + 1
}
