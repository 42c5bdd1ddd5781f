package check

import (
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// repaired tells of characters that were put right as the file was read: how
// many of each kind, at the place of the first. Ends of lines are not worth a word.
func (t *reader) repaired() {
	var counts fixCounts
	first := -1
	for _, fix := range t.Fixes {
		if fix.Kind == vietnamese.LineEnd {
			continue
		}
		if first < 0 {
			first = fix.Offset
		}
		counts[fix.Kind]++
	}
	if first >= 0 {
		t.report(ruleRepaired, diag.At(t.File, t.Raw, first, 1), counts)
	}
}

// fixCounts are numbers of repairs by their kind.
type fixCounts [vietnamese.LineEnd]int

var fixTexts = [vietnamese.LineEnd]string{
	vietnamese.Decomposed: "repaired-decomposed",
	vietnamese.Eth:        "repaired-eth",
	vietnamese.Gha:        "repaired-gha",
	vietnamese.Space:      "repaired-space",
	vietnamese.Invisible:  "repaired-invisible",
}

// In returns the counts in words of language l.
func (c fixCounts) In(l message.Language) string {
	var parts []string
	for kind, n := range c {
		if n > 0 {
			parts = append(parts, message.New(room+fixTexts[kind], message.Number(n)).In(l))
		}
	}
	return strings.Join(parts, ", ")
}
