package check

import (
	"strings"

	"guong/generator/content"
)

// What a title and a sapo may have at most, in words as a word processor counts
// them: what spaces separate. In Vietnamese that is a syllable.
const (
	maxTitle   = 20
	maxSummary = 60
)

// lengths looks at how long the title and the summary are.
func (t *reader) lengths() {
	if n := len(strings.Fields(t.Title)); n > maxTitle && t.Kind != content.Index {
		t.report(ruleTitleLong, t.Locate("title", t.Title), n, maxTitle)
	}
	if t.Kind != content.Story {
		return
	}
	switch n := len(strings.Fields(t.Summary)); {
	case n == 0:
		t.report(ruleSummaryMissing, t.Locate("title", ""))
	case n > maxSummary:
		t.report(ruleSummaryLong, t.Locate("summary", ""), n, maxSummary)
	}
}
