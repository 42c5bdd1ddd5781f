package check

import (
	"strings"

	"guong/generator/content"
)

// Placeholders are the sentences that archetypes and a new site begin with. They tell
// the writer what to write, and readers nothing. The zero Placeholders holds none.
type Placeholders struct{ sentences map[string]bool }

// shortestPlaceholder is the least words of a sentence that is taken for a
// placeholder: a shorter one may well be meant ("Đoạn kết.").
const shortestPlaceholder = 4

// Add adds the sentences of a text that others begin from.
func (p *Placeholders) Add(article *content.Article, body []byte) {
	if p.sentences == nil {
		p.sentences = map[string]bool{}
	}
	t := reader{Text: &Text{Article: article, Body: body}}
	for _, passage := range t.split() {
		for start, end := range sentences(passage.text) {
			if s, ok := instruction(passage.text[start:end]); ok {
				p.sentences[s] = true
			}
		}
	}
}

// instruction returns a sentence without the marks before it and with single spaces,
// and whether it may be a placeholder. Headings and what leads to a list are not: they
// are there to be kept.
func instruction(s string) (string, bool) {
	words := strings.Fields(strings.TrimLeft(s, "->*+ \t\n"))
	text := strings.Join(words, " ")
	return text, len(words) >= shortestPlaceholder && !strings.HasPrefix(text, "#") && !strings.HasSuffix(text, ":")
}

// placeholder looks for a sentence that was there before the writer: one finding a
// text, at the first.
func (t *reader) placeholder() {
	if t.placeholders.sentences == nil {
		return
	}
	for _, p := range t.passages {
		for start, end := range sentences(p.text) {
			s, ok := instruction(p.text[start:end])
			if !ok || !t.placeholders.sentences[s] {
				continue
			}
			start += len(p.text[start:end]) - len(strings.TrimLeft(p.text[start:end], "->*+ \t\n"))
			end = start + len(strings.TrimRight(p.text[start:end], " \n"))
			t.report(rulePlaceholder, t.at(p, start, end), s)
			return
		}
	}
}
