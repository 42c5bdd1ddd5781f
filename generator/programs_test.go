package generator_test

import (
	"testing"

	"guong/generator"
	"guong/generator/store"
)

// TestTwoProgramsOnOneStore: programs that may make different bytes of one site share
// nothing of what they remember, and forget nothing of one another while both are in
// use.
func TestTwoProgramsOnOneStore(t *testing.T) {
	p := newPlot(t, 6)
	build := func(program string) (remembered int64) {
		t.Helper()
		generator.SetProgram(t, program)
		if made := p.build(p.options); !p.same(made) {
			t.Fatal(made.said)
		}
		return generator.Remembered(p.dir)
	}
	differ := func(a, b int64) bool { // by more than stamps make of themselves when they are compressed
		const stamps = 64
		return max(a-b, b-a) > stamps
	}
	one := build("one")
	if again := build("one"); differ(again, one) {
		t.Errorf("a program remembers %d bytes, and %d when it has built the same again", one, again)
	}
	both := build("another")
	if both < one*19/10 {
		t.Errorf("a program remembers %d bytes, two remember %d: they share something", one, both)
	}
	for range store.Generations { // what nobody asks for would be forgotten
		for _, program := range []string{"one", "another"} {
			if again := build(program); differ(again, both) {
				t.Errorf("two programs remember %d bytes, and %d when they have built the same again", both, again)
			}
		}
	}
	p.write(p.stories[0], p.story())
	build("one")
	p.write(p.stories[1], p.story())
	build("another")
	build("one")
}

// TestFailuresForgetNothing: as long as a clerk's mistake stands, or nothing changes,
// what is remembered of the rest stays.
func TestFailuresForgetNothing(t *testing.T) {
	p := newPlot(t, 6)
	if made := p.build(p.options); !made.done {
		t.Fatal(made.said)
	}
	before := generator.Remembered(p.dir)
	for range 2 * store.Generations {
		p.write("content/phong-trao/loi.md", "+++\ntitle = \"Lỗi\"\n+++\n")
		if made := p.build(p.options); made.done {
			t.Fatal("a story without a date is published")
		}
		p.drop("content/phong-trao/loi.md")
		if made := p.build(p.options); !made.done {
			t.Fatal(made.said)
		}
	}
	for range 2 * store.Generations {
		p.write("content/phong-trao/loi.md", "+++\ntitle = \"Lỗi\"\n+++\n")
		p.build(p.options)
	}
	// Stamps that count by themselves by then need a few bytes less.
	if after := generator.Remembered(p.dir); after < before*9/10 {
		t.Errorf("%d bytes were remembered, and %d after mistakes", before, after)
	}
}
