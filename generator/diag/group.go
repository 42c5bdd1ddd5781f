package diag

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strings"

	"guong/generator/message"
)

// So many findings are shown one by one: warnings in the same words, and errors or
// different words of one rule. More of them are one group.
const (
	fewEqual   = 3
	fewAlike   = 20
	examples   = 2  // of a group
	tallyAbove = 10 // so long a list ends with a table by rule
)

// ShowAll writes a list as a person reads it, in language l: errors before warnings
// before notes, those that say the same as one group with its number and two
// examples, and below a long list a table by rule. It reports whether anything was
// grouped.
func (list List) ShowAll(w io.Writer, l message.Language) bool {
	groups := list.grouped(l)
	b := bufio.NewWriter(w)
	var former *group
	for _, g := range groups {
		if former != nil {
			b.WriteByte('\n')
		}
		g.show(b, l, former)
		former = g
	}
	if len(list) > tallyAbove {
		list.showTally(b, l)
	}
	_ = b.Flush()
	return len(groups) < len(list)
}

// ShowEach writes a list as [List.ShowAll] does, but every finding by itself.
func (list List) ShowEach(w io.Writer, l message.Language) {
	b := bufio.NewWriter(w)
	for i, d := range list.bySeverity() {
		if i > 0 {
			b.WriteByte('\n')
		}
		d.Show(b, l)
	}
	if len(list) > tallyAbove {
		list.showTally(b, l)
	}
	_ = b.Flush()
}

// bySeverity returns the list with errors first, else in its order.
func (list List) bySeverity() List {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	return sorted
}

// group is what is shown at once: one finding, or many that say the same.
type group struct {
	list  List
	words string // of all; "" if they differ
	hint  string // of all; "" if they differ
}

// likeness is what the findings of a group have in common.
type likeness struct {
	severity Severity
	rule     string
	words    string // "" if they differ
}

// grouped returns the list as groups, each where its first finding stands. The work
// is linear in the findings.
func (list List) grouped(l message.Language) []*group {
	sorted := list.bySeverity()
	words := make([]string, len(sorted))
	equal, alike := map[likeness]int{}, map[likeness]int{}
	for i, d := range sorted {
		words[i] = d.Message.In(l)
		equal[likeness{d.Severity, d.Message.ID, words[i]}]++
	}
	isEqual := func(like likeness) bool {
		if like.severity == Error {
			return equal[like] > fewAlike
		}
		return equal[like] > fewEqual
	}
	for like, n := range equal {
		if !isEqual(like) {
			alike[likeness{like.severity, like.rule, ""}] += n
		}
	}
	var groups []*group
	open := map[likeness]*group{}
	for i, d := range sorted {
		like := likeness{d.Severity, d.Message.ID, words[i]}
		if !isEqual(like) {
			like.words = ""
			if alike[like] <= fewAlike {
				groups = append(groups, &group{list: sorted[i : i+1]})
				continue
			}
		}
		g, hint := open[like], d.Hint.In(l)
		if g == nil {
			g = &group{words: like.words, hint: hint}
			open[like], groups = g, append(groups, g)
		}
		if g.hint != hint {
			g.hint = ""
		}
		g.list = append(g.list, d)
	}
	return groups
}

// show writes a group below the former one, whose hint is not said again.
func (g *group) show(w *bufio.Writer, l message.Language, former *group) {
	first := g.list[0]
	if len(g.list) == 1 {
		first.Show(w, l)
		return
	}
	var b strings.Builder
	if first.Severity == Warning {
		b.WriteString(message.New("diag.warning").In(l))
	}
	number, files := message.Number(len(g.list)), message.Number(g.list.files())
	if g.words != "" {
		count := message.New("diag.places", number, files)
		if number == files {
			count = message.New("diag.files", files)
		}
		b.WriteString(message.New("diag.group", g.words, count, g.list[0].Position.String(), g.list[1].Position.String()).In(l) + "\n")
	} else {
		b.WriteString(message.New("diag.alike", number, files, ruleName(first.Message.ID)).In(l) + "\n")
		for _, d := range g.list[:examples] {
			b.WriteString("  " + d.Brief(l) + "\n")
		}
	}
	if g.hint != "" && (former == nil || former.hint != g.hint) {
		b.WriteString("  " + strings.ReplaceAll(g.hint, "\n", "\n  ") + "\n")
	}
	_, _ = w.WriteString(strings.Map(harmless, b.String()))
}

// files returns in how many files the findings of the list stand.
func (list List) files() int {
	names := map[string]struct{}{}
	for _, d := range list {
		names[d.File] = struct{}{}
	}
	return len(names)
}

// Tally is how many findings a rule has.
type Tally struct {
	Rule     string // the identifier of the message, "value.unknown-key"
	Severity Severity
	Findings int
	Files    int
}

// Tallies returns how many findings each rule has: errors first, then what is most
// frequent. Rule names what a finding of the list is counted under; nil: its message.
func (list List) Tallies(rule func(i int) string) []Tally {
	type key struct {
		severity Severity
		rule     string
	}
	byKey := map[key]List{}
	for i, d := range list {
		name := d.Message.ID
		if rule != nil {
			name = rule(i)
		}
		byKey[key{d.Severity, name}] = append(byKey[key{d.Severity, name}], d)
	}
	tallies := make([]Tally, 0, len(byKey))
	for k, found := range byKey {
		tallies = append(tallies, Tally{k.rule, k.severity, len(found), found.files()})
	}
	slices.SortFunc(tallies, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Rule, b.Rule))
	})
	return tallies
}

// showTally writes the table by rule.
func (list List) showTally(w *bufio.Writer, l message.Language) {
	w.WriteString("\n" + message.New("diag.tally").In(l) + "\n")
	ids := map[Severity]string{Error: "diag.tally-error", Warning: "diag.tally-warning", Note: "diag.tally-note"}
	for _, t := range list.Tallies(nil) {
		row := message.New(ids[t.Severity], message.Number(t.Findings), message.Number(t.Files), ruleName(t.Rule))
		w.WriteString("  " + row.In(l) + "\n")
	}
}

// ruleName is the name of a rule as people write it: those of the check have no room
// in front.
func ruleName(id string) string { return strings.TrimPrefix(id, "check.") }
