package e2e

import "testing"

// TestFactsOfTerms: on a telephone the facts of a movement stand right below its name;
// where there is room, beside its text, with the figures below them.
func TestFactsOfTerms(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	const boxes = `(() => {
		const box = name => document.querySelector(name).getBoundingClientRect()
		const head = box(".list-head"), facts = box(".landing > .facts"), main = box(".landing-main"), rail = box(".landing-rail")
		return `
	for _, test := range []struct {
		width  int64
		stands string
	}{
		{360, `facts.top >= head.bottom && facts.bottom <= main.top && main.bottom <= rail.top`},
		{1280, `facts.left >= main.right && Math.abs(facts.top - main.top) < 1 && rail.left === facts.left && rail.top >= facts.bottom && rail.top - facts.bottom < 60`},
	} {
		p.viewport(test.width, 800)
		p.open("/phong-trao-thi-dua/ca-nuoc-thi-dua-xay-dung-nong-thon-moi/")
		if !eval[bool](p, boxes+test.stands+`})()`) {
			t.Errorf("at %d: %s", test.width, eval[string](p, boxes+`JSON.stringify([head, facts, main, rail])})()`))
		}
	}
	p.untroubled()
}
