package search

import "unsafe"

// gatherer turns documents into records. It belongs to one goroutine.
type gatherer struct {
	*analyser
	known   *expansions
	average float64 // length of a document of the site

	tokens  []Token
	text    []byte
	pairs   tally
	singles tally
	words   []wordCount // by the id of a term
	doc     int32       // the number of the document, from 1
	// What one chunk has so far.
	pairRecords, singleRecords []record
	packed                     []byte // room for them on their way to a file
}

func newGatherer(known *expansions, average float64) *gatherer {
	a := newAnalyser()
	a.recent = new([1 << recentBits]recentLexeme)
	return &gatherer{analyser: a, known: known, average: average, pairs: newTally(), singles: newTally()}
}

// add appends the records of a document, which is number n of its segment.
func (g *gatherer) add(n int, d *Document) {
	g.doc = int32(n) + 1
	g.field(d.Title, titleWeight, false)
	g.field(d.Summary, summaryWeight, false)
	for _, name := range d.Names {
		g.field(name, namesWeight, false)
	}
	if d.Body != nil {
		g.text = d.Body(g.text[:0])
		g.field(viewed(g.text), bodyWeight, true)
	}
	size := norm(d.Length, g.average)
	g.pairRecords = g.pairs.drain(g.pairRecords, n, size)
	g.singleRecords = g.singles.drain(g.singleRecords, n, size)
}

// viewed returns a text as a string, without a copy, as long as the text is as it is.
// What is kept of it has to be cloned.
func viewed(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

// field counts the terms and pairs of one field. In a body, what a sentence's end
// stands between is no pair.
func (g *gatherer) field(text string, weight uint32, sentences bool) {
	g.tokens = g.analyser.append(g.tokens[:0], text)
	var last *Lexeme // the token before
	for i := range g.tokens {
		t := &g.tokens[i]
		g.single(t.Lexeme, weight)
		if t.Kind == Compound {
			continue
		}
		if last != nil && t.Kind.follows() && !(sentences && t.Breaks) {
			g.pair(last, t.Lexeme, weight)
		}
		last = t.Lexeme
	}
	g.known.each(g.tokens, func(x *expansion, written, from, end int) {
		for n, f := range x.forms {
			if n != written && !g.joins(f, end) {
				g.instead(f, from, end, weight, sentences)
			}
		}
	})
}

// joins reports whether a form is the compound that stands before token i anyway.
func (g *gatherer) joins(f form, i int) bool {
	return i < len(g.tokens) && g.tokens[i].Kind == Compound && len(f) == 1 && g.tokens[i].Term == f[0].Term
}

// instead counts words as if they stood in place of tokens from to end: with their
// neighbours, too, so that UBND tỉnh is found as ủy ban nhân dân tỉnh.
func (g *gatherer) instead(words form, from, end int, weight uint32, sentences bool) {
	for i, w := range words {
		g.posting(w, weight)
		if i > 0 {
			g.pair(words[i-1], w, weight)
		}
	}
	if before := g.neighbour(from, -1); before != nil && words[0].Kind.follows() && !(sentences && g.tokens[from].Breaks) {
		g.pair(before.Lexeme, words[0], weight)
	}
	if after := g.neighbour(end-1, +1); after != nil && after.Kind.follows() && !(sentences && after.Breaks) {
		g.pair(words[len(words)-1], after.Lexeme, weight)
	}
}

// neighbour returns the next token that is no compound, nil if there is none.
func (g *gatherer) neighbour(i, step int) *Token {
	for i += step; 0 <= i && i < len(g.tokens); i += step {
		if g.tokens[i].Kind != Compound {
			return &g.tokens[i]
		}
	}
	return nil
}

// single counts a term that the text has. Its lexeme is one of the gatherer's own.
func (g *gatherer) single(l *Lexeme, weight uint32) {
	for int(l.id) >= len(g.words) {
		g.words = append(g.words, wordCount{})
	}
	if w := &g.words[l.id]; w.last != g.doc {
		w.last = g.doc
		w.documents++
	}
	g.posting(l, weight)
}

func (g *gatherer) posting(l *Lexeme, weight uint32) {
	p := termPlace(l.hash)
	g.singles.count(p.shard, p.key<<readingBits|uint32(l.Reading), weight)
}

func (g *gatherer) pair(a, b *Lexeme, weight uint32) {
	p := pairPlace(a.hash, b.hash)
	g.pairs.count(p.shard, p.key<<readingBits|uint32(a.Reading)*readings+uint32(b.Reading), weight)
}

// wordCount is in how many documents a term is.
type wordCount struct {
	documents int32
	last      int32 // the document that was counted last
}

// tally counts what one document has: a hash table with open addressing, which is
// emptied without being cleared.
type tally struct {
	slots []slot
	used  []uint32 // places in slots
	epoch uint32
}

type slot struct {
	shard, rest, weight, epoch uint32
}

func newTally() tally { return tally{slots: make([]slot, 1<<12), epoch: 1} }

func (t *tally) count(shard, rest, weight uint32) {
	mask := uint32(len(t.slots) - 1)
	for i := (shard ^ rest*0x9e3779b1) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.epoch != t.epoch {
			*s = slot{shard, rest, weight, t.epoch}
			t.used = append(t.used, i)
			if len(t.used)*4 > len(t.slots)*3 {
				t.grow()
			}
			return
		}
		if s.shard == shard && s.rest == rest {
			s.weight += weight
			return
		}
	}
}

// grow doubles the table and keeps the order in which its entries came.
func (t *tally) grow() {
	old, used := t.slots, t.used
	*t = tally{slots: make([]slot, 2*len(old)), used: make([]uint32, 0, len(old)), epoch: 1}
	for _, i := range used {
		t.count(old[i].shard, old[i].rest, old[i].weight)
	}
}

// drain appends the records of document n and empties the table.
func (t *tally) drain(dst []record, n int, norm float64) []record {
	for _, i := range t.used {
		s := &t.slots[i]
		dst = append(dst, record{s.shard, s.rest, uint32(n)<<impactBits | uint32(impactOf(s.weight, norm))})
	}
	t.used = t.used[:0]
	t.epoch++
	return dst
}
