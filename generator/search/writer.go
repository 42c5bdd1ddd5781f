package search

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"sync"

	"guong/generator/diag"
	"guong/generator/parallel"
	"guong/generator/search/client"
	"guong/generator/site"
)

// Options say how an index is made.
type Options struct {
	Title, Language string
	Base            string            // path of the site: "/", or "/tdkt/"
	ClientURL       string            // of the script that reads the index
	Facets          []Facet           // in the order of Document.Facets
	Abbreviations   map[string]string // what abbreviations stand for, besides those that are built in and those that texts explain
	Suggestions     []Suggestion      // besides the titles of documents
	Include         []string          // other indexes that searches ask too
	Memory          int               // bytes that postings may take before they go to a file; 0: DefaultMemory

	// Temporary makes a file for postings above Memory. Without it, or where no file can
	// be made or written, they stay in memory.
	Temporary func() (Temporary, error)
}

// Temporary is a file that is gone when it is closed.
type Temporary interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
}

// DefaultMemory is the budget of memory for postings: enough for some 4,000
// stories. To write and read those of the others costs little; to hold them, and the
// garbage that the heap is allowed beside them, twice their size.
const DefaultMemory = 32 << 20

// File is one file of the index.
type File struct {
	Path string // from the site's root: "search/manifest.json"
	Data []byte
}

// Write makes the index of docs. It is the same, byte for byte, for the same
// documents and options, whatever the order of docs, the memory and the machine.
// The files are in the order of their paths. A panic is an error of the document.
func Write(ctx context.Context, o Options, docs []Document) ([]File, error) {
	var files []File
	var mu sync.Mutex
	_, err := Update(ctx, o, docs, Edition{Write: func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, File{path, data})
		return nil
	}})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// WriteSite is Write for a site, and adds the script that reads the index. Facets and
// suggestions of o are those of the site.
func WriteSite(ctx context.Context, o Options, s *site.Site) (files []File, err error) {
	defer diag.Recover("", func(d diag.Diagnostic) { files, err = nil, d })
	o, docs := o.of(s)
	files, err = Write(ctx, o, docs)
	if err != nil {
		return nil, err
	}
	_, script := client.Script()
	files = append(files, File{Script(), script})
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// Update makes the same files as Write and hands them to an edition. What is as it was
// in the last one is not made again. What is noted of that is never believed against
// its files: where one is missing or another, all of its segment is made.
func Update(ctx context.Context, o Options, docs []Document, e Edition) (made *Made, err error) {
	defer diag.Recover("", func(d diag.Diagnostic) { made, err = nil, d })
	w := newIndexWriter(o, docs, e)
	if err := w.write(ctx); err != nil {
		return nil, err
	}
	return w.made(), nil
}

// UpdateSite is Update for a site, as WriteSite is Write.
func UpdateSite(ctx context.Context, o Options, s *site.Site, e Edition) (made *Made, err error) {
	defer diag.Recover("", func(d diag.Diagnostic) { made, err = nil, d })
	o, docs := o.of(s)
	made, err = Update(ctx, o, docs, e)
	if err != nil {
		return nil, err
	}
	_, script := client.Script()
	made.Paths = append(made.Paths, Script())
	slices.Sort(made.Paths)
	return made, e.Write(Script(), script)
}

// of returns options with what the site says, and its documents.
func (o Options) of(s *site.Site) (Options, []Document) {
	o.Title, o.Language, o.Base = s.Title, s.Language, s.BasePath
	o.ClientURL = path.Join(s.BasePath, Script())
	docs, facets := Documents(s)
	o.Facets, o.Suggestions = facets, suggestions(s)
	return o, docs
}

// Made is an index that was made.
type Made struct {
	Paths []string // of all its files, in their order

	edition Edition
	state   *state
}

// Save notes what the index was made of, for the next edition. It is called once the
// files are where they belong.
func (m *Made) Save() {
	if m.edition.Store != nil {
		m.edition.save(m.state)
	}
}

// Script returns the path of the script from the site's root. What it holds never
// changes under its name.
func Script() string {
	name, _ := client.Script()
	return path.Join(Folder, name)
}

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
	w := &indexWriter{Options: o, edition: e, docs: inOrder(docs), last: new(state), files: map[string]Sum{}}
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
	if w.edition.Store != nil {
		w.last = w.edition.load()
	}
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
	if !ok {
		return false, nil
	}
	return true, w.out(name, data)
}

// made returns what was made.
func (w *indexWriter) made() *Made {
	m := &Made{edition: w.edition, state: &w.next}
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		sum := w.files[name]
		w.next.Files = append(w.next.Files, fileState{name, string(sum[:])})
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
	if w.edition.Store == nil {
		return
	}
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
	if raw, err := noted.Append(nil, &source{d.Title, d.Summary, d.Version, d.Names, d.Length}); err == nil {
		w.edition.Store.Put(key, raw)
	}
}

// cards makes the blocks of cards of a segment.
func (w *indexWriter) cards(ctx context.Context, docs []Document, name string, stamp uint32) error {
	blocks := (len(docs) + cardsPerBlock - 1) / cardsPerBlock
	return parallel.Try(ctx, blocks, func() func(int) error {
		d := newDeflater()
		return func(n int) error { return w.block(d, docs, n, name, stamp) }
	})
}

// block makes block number n of the cards of a segment.
func (w *indexWriter) block(d deflater, docs []Document, n int, name string, stamp uint32) error {
	var block []card
	for i := n * cardsPerBlock; i < min((n+1)*cardsPerBlock, len(docs)); i++ {
		block = append(block, cardOf(&docs[i]))
	}
	raw, err := json.Marshal(block)
	if err != nil {
		return err
	}
	return w.out(name+"/d/"+strconv.Itoa(n)+".bin", d.stamped(stamp, raw))
}

// column is a facet's file: its values, and which of them each document has.
type column struct {
	Values    []string `json:"values"`
	Documents [][]int  `json:"documents"`
}

// facets makes the columns of the facets of a segment.
func (w *indexWriter) facets(ctx context.Context, docs []Document, name string, stamp uint32) error {
	d := newDeflater()
	for f, facet := range w.Facets {
		if err := ctx.Err(); err != nil {
			return err
		}
		raw, err := json.Marshal(columnOf(docs, f))
		if err == nil {
			err = w.out(name+"/f/"+facet.Key+".bin", d.stamped(stamp, raw))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// columnOf returns the column of facet number f.
func columnOf(docs []Document, f int) column {
	number := map[string]int{}
	c := column{Values: []string{}, Documents: make([][]int, len(docs))}
	for i := range docs {
		c.Documents[i] = []int{}
		for _, value := range docs[i].Facets[f] {
			n, met := number[value]
			if !met {
				n = len(c.Values)
				number[value] = n
				c.Values = append(c.Values, value)
			}
			c.Documents[i] = append(c.Documents[i], n)
		}
	}
	return c
}

// years returns where each year begins among documents in the order of time.
func years(docs []Document) (list [][2]int) {
	list = [][2]int{}
	for i := range docs {
		if docs[i].Date.IsZero() {
			continue
		}
		if year := docs[i].Date.Year(); len(list) == 0 || list[len(list)-1][0] != year {
			list = append(list, [2]int{year, i})
		}
	}
	return list
}
