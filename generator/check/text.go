package check

import (
	"slices"
	"unicode/utf8"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
)

// Text is one story, page or section text as it is looked at.
type Text struct {
	*content.Article
	Raw    []byte // the file as it is on the disk
	Source []byte // the file's text, put right; ends with the body
	Body   []byte // the body, put right
	HTML   string // the body as HTML
	// Proposed, if set, returns what the metadata of a picture propose, by its address as
	// it stands in HTML or the front matter; empty for what they do not tell.
	Proposed func(src string) (credit, caption string)
}

// Text returns what the rules for texts say of t.
func (l *Linter) Text(t Text) []Finding {
	r := reader{Linter: l, Text: &t}
	r.passages = r.split()
	for _, look := range []func(*reader){
		(*reader).pictures, (*reader).lengths, (*reader).placeholder, (*reader).awards, (*reader).tones, (*reader).repaired,
	} {
		look(&r)
	}
	if t.Kind != content.Page && t.Kind != content.Index {
		for _, look := range []func(*reader){
			(*reader).numbers, (*reader).birthDates, (*reader).emails, (*reader).minors, (*reader).origin,
		} {
			look(&r)
		}
	}
	for _, d := range UnknownRules(t.Unchecked, func(name string) diag.Diagnostic { return t.Locate("unchecked", name) }) {
		r.found = append(r.found, Finding{Diagnostic: d, Rule: d.Message.ID})
	}
	return r.found
}

// reader looks at one text. The rules are its methods, each in the file of its
// subject.
type reader struct {
	*Linter
	*Text
	passages []passage
	found    []Finding
}

// report adds what rule r says at a place, unless it is turned off in the file.
func (t *reader) report(r rule, at diag.Diagnostic, args ...any) {
	if !slices.Contains(t.Unchecked, r.name) && !t.off(r.name, t.File) {
		t.found = append(t.found, t.finding(r, at, message.New(room+r.name, args...)))
	}
}

// propose puts what a picture's own metadata say into the hint of the last finding, if that
// is of the rule: it is for a person to decide.
func (t *reader) propose(r rule, text string, hint message.Message) {
	if n := len(t.found); text != "" && n > 0 && t.found[n-1].Rule == room+r.name {
		t.found[n-1].Hint = hint
	}
}

// passage is a piece of prose of a text: its title, its summary, its body.
type passage struct {
	text string
	key  string // of the front matter; empty: the body
}

// split returns the prose of the text, the body without what readers do not see.
func (t *reader) split() (list []passage) {
	for _, p := range []passage{{t.Title, "title"}, {t.Summary, "summary"}, {t.Image.Caption, "caption"}, {prose(t.Body), ""}} {
		if p.text != "" {
			list = append(list, p)
		}
	}
	return list
}

// at returns the place of p.text[start:end] in the file.
func (t *reader) at(p passage, start, end int) diag.Diagnostic {
	if p.key != "" {
		return t.Locate(p.key, p.text[start:end])
	}
	return t.inBody(start, end)
}

// inBody returns the place of t.Body[start:end] in the file.
func (t *reader) inBody(start, end int) diag.Diagnostic {
	d := diag.At(t.File, t.Body, start, utf8.RuneCount(t.Body[start:end]))
	d.Line += t.BodyLine - 1
	return d
}
