package check

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"guong/generator/diag"
	"guong/generator/message"
)

// Finding is one thing that an editor should look at.
type Finding struct {
	diag.Diagnostic                 // the place, what is wrong, and as its hint how to mend it
	Rule            string          // "check.phone"; of what a build says by itself, the ID of its message
	Why             message.Message // zero for what a build says by itself
	Sources         []Source        // the texts in force that ask for it
}

// Options say how to look.
type Options struct {
	// Now is the day on which a source must be in force.
	Now time.Time
	// Off reports whether a rule is turned off in a file; nil: none is. A Text is
	// asked itself, too.
	Off func(rule, file string) bool
	// Placeholders are the sentences that no writer wrote.
	Placeholders Placeholders
}

// Linter looks for findings. It is immutable and safe for concurrent use.
type Linter struct {
	off          func(rule, file string) bool
	sources      map[string][]Source // by the name of the rule
	placeholders Placeholders
}

// New returns a linter.
func New(o Options) *Linter {
	if o.Off == nil {
		o.Off = func(string, string) bool { return false }
	}
	return &Linter{o.Off, sourcesAt(o.Now), o.Placeholders}
}

// finding returns what rule r says at a place.
func (l *Linter) finding(r rule, at diag.Diagnostic, what message.Message) Finding {
	at.Severity = r.severity
	at.Message, at.Hint = what, message.New(room+r.name+"-hint")
	return Finding{at, room + r.name, message.New(room + r.why), l.sources[r.name]}
}

// fromBuild are the messages of a build that say what a rule says, so that the
// rule need not say it again.
var fromBuild = map[string]rule{"markdown.picture-alt": rulePictureAlt}

// Configuration returns what the rules say of the configuration: a value that is as a
// new site has it.
func (l *Linter) Configuration(at diag.Diagnostic, value string) []Finding {
	if l.off(rulePlaceholder.name, at.File) {
		return nil
	}
	return []Finding{l.finding(rulePlaceholder, at, message.New(room+rulePlaceholder.name, value))}
}

// FromBuild returns the findings of a build as findings of a check, without
// those whose rule is turned off.
func (l *Linter) FromBuild(list diag.List) []Finding {
	var found []Finding
	for _, d := range list {
		f := Finding{Diagnostic: d, Rule: d.Message.ID}
		if r, ok := fromBuild[d.Message.ID]; ok {
			if l.off(r.name, d.File) {
				continue
			}
			f.Rule, f.Why, f.Sources = room+r.name, message.New(room+r.why), l.sources[r.name]
		}
		found = append(found, f)
	}
	return found
}

// Explained returns the finding as it is shown: the reason, its sources and the
// name of the rule stand in the hint.
func (f Finding) Explained() diag.Diagnostic {
	d := f.Diagnostic
	if f.Why.IsZero() {
		return d
	}
	hint := lines{f.Why}
	if len(f.Sources) > 0 {
		hint = append(hint, message.New("check.sources", sourceList(f.Sources)))
	}
	if !d.Hint.IsZero() {
		hint = append(hint, d.Hint)
	}
	hint = append(hint, message.New("check.rule", strings.TrimPrefix(f.Rule, room)))
	d.Hint = message.New("check.lines", hint)
	return d
}

// lines are messages below one another.
type lines []message.Message

// In returns the messages in language l.
func (m lines) In(l message.Language) string {
	texts := make([]string, len(m))
	for i, text := range m {
		texts[i] = text.In(l)
	}
	return strings.Join(texts, "\n")
}

// Sort sorts findings by place, severity and text, and leaves out every one that
// says the same of the same place as another.
func Sort(list []Finding) []Finding {
	compare := func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Message.String(), b.Message.String()))
	}
	slices.SortStableFunc(list, compare)
	return slices.CompactFunc(list, func(a, b Finding) bool { return compare(a, b) == 0 })
}

// joined are names in a row.
func joined(names []string) string { return strings.Join(names, ", ") }
