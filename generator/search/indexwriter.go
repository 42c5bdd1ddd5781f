package search

import (
	"cmp"
	"context"
	"crypto/sha256"
	"maps"
	"path"
	"slices"
	"sync"

	"guong/generator/parallel"
)

// indexWriter makes one index.
type indexWriter struct {
	Options
	edition  Edition
	docs     []Document // in their order
	urls     []string   // of the documents
	manifest manifest
	last     *state // of the last edition
	next     state  // of this one

	mu    sync.Mutex
	files map[string]Sum // by name, of what was handed out
}

func newIndexWriter(o Options, docs []Document, e Edition) *indexWriter {
	o.Memory = cmp.Or(o.Memory, DefaultMemory)
	w := &indexWriter{Options: o, edition: e, docs: inOrder(docs), files: map[string]Sum{}}
	w.next.Average = averageLength(docs)
	w.urls = make([]string, len(docs))
	for i := range w.docs {
		w.urls[i] = w.docs[i].URL
	}
	w.manifest = manifest{
		Version: FormatVersion, Client: o.ClientURL, Base: o.Base, Title: o.Title, Language: o.Language,
		Segments: []segment{}, Years: years(w.docs), Facets: append([]Facet{}, o.Facets...), Include: o.Include,
	}
	return w
}

// write makes the index: its segments, then what they share.
func (w *indexWriter) write(ctx context.Context) error {
	w.last = w.edition.load()
	if err := w.learn(ctx); err != nil {
		return err
	}
	learnt := newLearner()
	for _, p := range divide(w.urls) {
		// What is published later must not change an earlier segment.
		for i := p.from; i < p.to; i++ {
			learnt.add(w.next.Documents[i].Learnt)
		}
		if err := w.segment(ctx, p, learnt.meanings()); err != nil {
			return err
		}
	}
	return w.shared(ctx)
}

// out hands a file to the edition, unless it has it.
func (w *indexWriter) out(name string, data []byte) error {
	if !w.claim(name, sha256.Sum256(data)) {
		return nil
	}
	return w.edition.Write(path.Join(Folder, name), data)
}

// claim notes a file, and reports whether it was not noted before.
func (w *indexWriter) claim(name string, s Sum) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, have := w.files[name]
	w.files[name] = s
	return !have
}

// kept takes a file of the last edition as it is, and reports whether it could.
func (w *indexWriter) kept(name string) (bool, error) {
	sum, ok := w.last.sumOf(name)
	if !ok {
		return false, nil
	}
	if w.edition.Keep(path.Join(Folder, name), sum) {
		w.claim(name, sum)
		return true, nil
	}
	data, ok := w.edition.Read(path.Join(Folder, name), sum)
	if !ok || !w.claim(name, sum) {
		return ok, nil
	}
	return true, w.edition.Write(path.Join(Folder, name), data)
}

// made returns what was made.
func (w *indexWriter) made() *Made {
	next := w.next // by itself: a pointer to it would hold all documents
	m := &Made{edition: w.edition, state: &next}
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		sum := w.files[name]
		next.Files = append(next.Files, fileState{name, string(sum[:])})
		m.Paths = append(m.Paths, path.Join(Folder, name))
	}
	return m
}

// learn finds the facts of all documents, and what abbreviations stand for in those
// that the last edition did not have.
func (w *indexWriter) learn(ctx context.Context) error {
	known := make(map[string]*facts, len(w.last.Documents))
	for i := range w.last.Documents {
		known[w.last.Documents[i].Text] = &w.last.Documents[i]
	}
	w.next.Documents = make([]facts, len(w.docs))
	chunks := (len(w.docs) + chunkSize - 1) / chunkSize
	return parallel.Try(ctx, chunks, func() func(int) error {
		var text []byte
		var h hasher
		l := newLearner()
		return func(n int) error {
			for i := n * chunkSize; i < min((n+1)*chunkSize, len(w.docs)) && ctx.Err() == nil; i++ {
				d, f := &w.docs[i], &w.next.Documents[i]
				*f = h.factsOf(d, w.Facets)
				if before := known[f.Text]; before != nil && f.Text != "" {
					f.Learnt = before.Learnt
					continue
				}
				reading(d.File, func() {
					l.read(d.Summary)
					if d.Body != nil {
						text = d.Body(text[:0])
						l.read(viewed(text))
					}
					f.Learnt = l.drain()
				})
			}
			return nil
		}
	})
}

// segment makes the files of one segment, of the last edition's where it can.
func (w *indexWriter) segment(ctx context.Context, p part, meanings map[string]string) error {
	var h hasher
	known := h.hashOfMeanings(w.Abbreviations, meanings)
	expansions := sync.OnceValue(func() *expansions { return newExpansions(w.Abbreviations, meanings, builtinAbbreviations()) })
	made, ok, err := w.revise(ctx, p, known, expansions)
	if err == nil && !ok {
		made, err = w.compose(ctx, p, expansions())
		made.Known = known
	}
	if err != nil {
		return err
	}
	w.next.Segments = append(w.next.Segments, made)
	w.manifest.Segments = append(w.manifest.Segments, made.Segment)
	return nil
}

// compose makes a segment anew.
func (w *indexWriter) compose(ctx context.Context, p part, known *expansions) (made segmentState, err error) {
	docs := w.docs[p.from:p.to]
	s := segmentWriter{docs: docs, known: known, average: w.next.Average, temporary: w.Temporary, budget: w.Memory}
	defer s.close()
	words := vocabulary{}
	if err := s.gather(ctx, words.count); err != nil {
		return made, err
	}
	made = segmentState{First: p.from, PairRecords: s.pairs.total, SingleRecords: s.singles.total, Words: words.sorted()}
	pairs, singles := shardCount(s.pairs.total, len(docs)), shardCount(s.singles.total, len(docs))
	made.Segment = segment{p.name, stampOf(w.urls[p.from:p.to], pairs, singles), len(docs), pairs, singles}
	if err := s.encode(ctx, s.pairs, pairs, p.name+"/p", made.Segment.Stamp, w.out); err != nil {
		return made, err
	}
	if err := s.encode(ctx, s.singles, singles, p.name+"/s", made.Segment.Stamp, w.out); err != nil {
		return made, err
	}
	if err := w.cards(ctx, docs, p.name, made.Segment.Stamp); err != nil {
		return made, err
	}
	if err := w.facets(ctx, docs, p.name, made.Segment.Stamp); err != nil {
		return made, err
	}
	w.noteSources(p.from, p.to)
	return made, nil
}

// noteSources keeps what the postings of documents are made of.
func (w *indexWriter) noteSources(from, to int) {
	for i := from; i < to; i++ {
		if text := w.next.Documents[i].Text; text != "" {
			w.noteSource(text, &w.docs[i])
		}
	}
}

func (w *indexWriter) noteSource(text string, d *Document) {
	key := sourceKey(text)
	if w.edition.Store.Use(key) {
		return
	}
	if raw, err := sourceOf(d).append(nil); err == nil {
		w.edition.Store.Put(key, raw)
	}
}
