package check

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/vietnamese"
)

// awards looks for a certificate of merit (bằng khen, giấy khen) that does not
// say who gave it. It is worth what its giver is: that of the Prime Minister and
// that of a commune have one name.
func (t *reader) awards() {
	from := max(bytes.Index(t.Source, []byte("honorees")), 0)
	for _, h := range t.Honorees {
		from = behind(t.Source, h.Name, from)
		for _, award := range h.Awards {
			start := behind(t.Source, award.Name, from) - len(award.Name)
			if start >= from {
				from = start + len(award.Name)
			}
			if award.By != "" || !needsGiver(award.Name) {
				continue
			}
			at := t.Locate("awards", award.Name)
			if start >= 0 && string(t.Source[start:from]) == award.Name {
				at = diag.At(t.File, t.Source, start, utf8.RuneCountInString(award.Name))
			}
			t.report(ruleAwardGiver, at, award.Name, h.Name)
		}
	}
}

// behind returns the offset behind the first place of part in text at from or
// later, or from if there is none.
func behind(text []byte, part string, from int) int {
	if i := bytes.Index(text[from:], []byte(part)); i >= 0 {
		return from + i + len(part)
	}
	return from
}

// needsGiver reports whether an award is one that many can give, and its name
// does not say who did.
func needsGiver(name string) bool {
	folded := vietnamese.Fold(name)
	return (strings.HasPrefix(folded, "bang khen") || strings.HasPrefix(folded, "giay khen")) &&
		!strings.Contains(folded, " cua ")
}
