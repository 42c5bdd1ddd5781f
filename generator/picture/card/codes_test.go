package card

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guong/themes"
)

// TestCodesSuitTitles counts the symbols in the cards of some hundred titles. Codes that
// are made for just these would save next to nothing; if they do, here they are.
func TestCodesSuitTitles(t *testing.T) {
	p := sharePainter(t)
	var s scratch
	var counts [symbols]int
	for _, title := range sentences(t) {
		s.canvas.reset()
		if err := p.draw(&s, Card{title, "Gương sáng quanh ta", "Ban Thi đua – Khen thưởng Trung ương"}); err != nil {
			t.Fatal(err)
		}
		countSymbols(t, appendZlib(nil, p.codes, &s.canvas), &counts)
	}
	best := bestSizes(counts)
	cost := func(digits string) (bits int) {
		for i, size := range sizesOf(digits) {
			bits += counts[i] * int(size)
		}
		return bits
	}
	if cost(codeSizes) > cost(best)*101/100 {
		t.Errorf("%d bits, with these sizes %d:\n%s", cost(codeSizes), cost(best), regexp.MustCompile(".{1,64}").ReplaceAllString(best, "\t\"$0\" +\n"))
	}
}

// TestCodesAreComplete holds what decoders require: that any bits are a symbol, and
// only one.
func TestCodesAreComplete(t *testing.T) {
	taken := 0
	for i, size := range sizesOf(codeSizes) {
		if size < 1 || size > 15 {
			t.Fatalf("the code of %d has %d bits", i, size)
		}
		taken += 1 << (15 - size)
	}
	if taken != 1<<15 {
		t.Errorf("the codes take %d of %d", taken, 1<<15)
	}
}

// countSymbols reads a stream.
func countSymbols(t *testing.T, stream []byte, counts *[symbols]int) {
	t.Helper()
	sizes := sizesOf(codeSizes)
	var begin [1 << 15]int // the symbol by the next bits
	for symbol, c := range huffman(sizes) {
		for bits := int(c.bits); bits < len(begin); bits += 1 << c.size {
			begin[bits] = symbol
		}
	}
	at := 16 // in bits: after the header of zlib
	for _, c := range blockHeader(sizes) {
		at += int(c.size)
	}
	for {
		next := uint32(stream[at/8]) | uint32(stream[at/8+1])<<8 | uint32(stream[at/8+2])<<16
		symbol := begin[next>>(at%8)%(1<<15)]
		at += int(sizes[symbol])
		counts[symbol]++
		switch {
		case symbol == endOfBlock:
			if (at+7)/8+4 != len(stream) {
				t.Fatalf("a stream of %d bytes ends after bit %d", len(stream), at)
			}
			return
		case symbol == symbols-1:
			at++ // the distance
		case symbol >= firstLength:
			at += 1 + max(0, symbol-firstLength-4)/4
		}
	}
}

// bestSizes returns the sizes of Huffman's codes, as hexadecimal digits.
func bestSizes(counts [symbols]int) string {
	type tree struct {
		count  int
		leaves []int
	}
	total := 0
	for _, n := range counts {
		total += n
	}
	var trees []tree
	for i, n := range counts {
		// What is seldom or never seen gets a code all the same, of less than 16 bits.
		trees = append(trees, tree{max(n, total/10_000), []int{i}})
	}
	digits := bytes.Repeat([]byte{0}, symbols)
	for len(trees) > 1 {
		slices.SortStableFunc(trees, func(a, b tree) int { return a.count - b.count })
		both := tree{trees[0].count + trees[1].count, slices.Concat(trees[0].leaves, trees[1].leaves)}
		for _, i := range both.leaves {
			digits[i]++
		}
		trees = append(trees[2:], both)
	}
	for i, d := range digits {
		digits[i] = "0123456789abcdef"[d]
	}
	return string(digits)
}

// sentences returns those of the stories of this site that could be titles.
func sentences(t testing.TB) (titles []string) {
	t.Helper()
	content := os.DirFS("../../../content")
	ends := regexp.MustCompile(`[.!?\n]+`)
	err := fs.WalkDir(content, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".md") {
			return err
		}
		text, err := fs.ReadFile(content, path)
		for _, s := range ends.Split(string(text), -1) {
			s = strings.TrimSpace(s)
			if n := len(strings.Fields(s)); n >= 5 && n <= 24 && !strings.ContainsAny(s, "#[]{}*|<>=_`") {
				titles = append(titles, s)
			}
		}
		return err
	})
	if err != nil || len(titles) < 200 {
		t.Fatal(len(titles), "titles;", err)
	}
	return titles
}

// sharePainter returns a painter with the fonts of the first theme.
func sharePainter(t testing.TB) *Painter {
	t.Helper()
	var s Style
	for name, font := range map[string]*[]byte{"be-vietnam-pro-700.ttf": &s.Font, "be-vietnam-pro-600.ttf": &s.Small} {
		var err error
		if *font, err = fs.ReadFile(themes.FS, "tdkt/share/"+name); err != nil {
			t.Fatal(err)
		}
	}
	p, err := NewPainter(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
