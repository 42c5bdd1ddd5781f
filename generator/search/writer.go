package search

import (
	"cmp"
	"context"
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

// DefaultMemory is the budget of memory for postings: enough for some 8,000
// stories.
const DefaultMemory = 96 << 20

// File is one file of the index.
type File struct {
	Path string // from the site's root: "search/manifest.json"
	Data []byte
}

// Write makes the index of docs. It is the same, byte for byte, for the same
// documents and options, whatever the order of docs, the memory and the machine.
// The files are in the order of their paths. A panic is an error of the document.
func Write(ctx context.Context, o Options, docs []Document) (files []File, err error) {
	var mu sync.Mutex
	err = write(ctx, o, docs, func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, File{path.Join(Folder, name), data})
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// WriteSite makes the index of a site and adds the script that reads it. Facets and
// suggestions of o are those of the site.
func WriteSite(ctx context.Context, o Options, s *site.Site) (files []File, err error) {
	defer diag.Recover("", func(d diag.Diagnostic) { files, err = nil, d })
	o.Title, o.Language, o.Base = s.Title, s.Language, s.BasePath
	docs, facets := Documents(s)
	o.Facets, o.Suggestions = facets, suggestions(s)
	name, script := client.Script()
	o.ClientURL = path.Join(s.BasePath, Folder, name)
	files, err = Write(ctx, o, docs)
	if err != nil {
		return nil, err
	}
	files = append(files, File{path.Join(Folder, name), script})
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// Script returns the path of the script from the site's root. What it holds never
// changes under its name.
func Script() string {
	name, _ := client.Script()
	return path.Join(Folder, name)
}

// write makes the index of docs and hands each of its files to out.
func write(ctx context.Context, o Options, docs []Document, out sink) (err error) {
	defer diag.Recover("", func(d diag.Diagnostic) { err = d })
	w := newIndexWriter(o, docs, out)
	for _, p := range divide(w.urls) {
		// What is published later must not change an earlier segment.
		known, err := w.expansions(ctx, w.docs[p.from:p.to])
		if err != nil {
			return err
		}
		if err := w.segment(ctx, p, known); err != nil {
			return err
		}
	}
	return w.shared(ctx)
}

// indexWriter makes one index.
type indexWriter struct {
	Options
	docs     []Document // in their order
	urls     []string   // of the documents
	average  float64    // length of a document
	manifest manifest
	learnt   *learner // from the segments so far
	out      sink

	mu    sync.Mutex
	words vocabulary
}

func newIndexWriter(o Options, docs []Document, out sink) *indexWriter {
	o.Memory = cmp.Or(o.Memory, DefaultMemory)
	w := &indexWriter{Options: o, docs: inOrder(docs), learnt: newLearner(), out: out, words: vocabulary{}}
	w.average = averageLength(docs)
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

// expansions returns what abbreviations stand for in the documents of the next
// segment: what these and earlier ones say goes before the list of the program, and
// the site's own list before both.
func (w *indexWriter) expansions(ctx context.Context, docs []Document) (*expansions, error) {
	if err := learn(ctx, w.learnt, docs); err != nil {
		return nil, err
	}
	return newExpansions(w.Abbreviations, w.learnt.meanings(), builtinAbbreviations()), nil
}

// learn finds the abbreviations that documents themselves explain.
func learn(ctx context.Context, all *learner, docs []Document) error {
	var mu sync.Mutex
	chunks := (len(docs) + chunkSize - 1) / chunkSize
	return parallel.Try(ctx, chunks, func() func(int) error {
		var text []byte
		return func(n int) error {
			l := newLearner()
			for i := n * chunkSize; i < min((n+1)*chunkSize, len(docs)) && ctx.Err() == nil; i++ {
				reading(docs[i].File, func() {
					l.read(docs[i].Summary)
					if docs[i].Body != nil {
						text = docs[i].Body(text[:0])
						l.read(string(text))
					}
				})
			}
			mu.Lock()
			defer mu.Unlock()
			all.merge(l)
			return nil
		}
	})
}

// segment makes the files of one segment.
func (w *indexWriter) segment(ctx context.Context, p part, known *expansions) error {
	docs := w.docs[p.from:p.to]
	s := segmentWriter{docs: docs, known: known, average: w.average, temporary: w.Temporary, budget: w.Memory}
	defer s.close()
	if err := s.gather(ctx, w.count); err != nil {
		return err
	}
	pairs, singles := shardCount(s.pairs.total, len(docs)), shardCount(s.singles.total, len(docs))
	stamp := stampOf(w.urls[p.from:p.to], pairs, singles)
	if err := s.encode(ctx, s.pairs, pairs, p.name+"/p", stamp, w.out); err != nil {
		return err
	}
	if err := s.encode(ctx, s.singles, singles, p.name+"/s", stamp, w.out); err != nil {
		return err
	}
	if err := w.cards(ctx, docs, p.name, stamp); err != nil {
		return err
	}
	if err := w.facets(ctx, docs, p.name, stamp); err != nil {
		return err
	}
	w.manifest.Segments = append(w.manifest.Segments, segment{p.name, stamp, len(docs), pairs, singles})
	return nil
}

func (w *indexWriter) count(g *gatherer) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.words.merge(g)
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

// shared makes the files that all segments share.
func (w *indexWriter) shared(ctx context.Context) error {
	d := newDeflater()
	raw, err := w.words.encode(len(w.docs))
	if err == nil {
		err = w.out(vocabularyName, d.deflate(raw))
	}
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	all := slices.Clone(w.Suggestions)
	for i := range w.docs {
		all = append(all, Suggestion{Text: w.docs[i].Title, URL: w.docs[i].URL, Kind: "title", Weight: i})
	}
	suggestions, err := suggestFiles(all)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(suggestions)) {
		w.manifest.Suggest += name
		if err := w.out(suggestFolder+"/"+name+".bin", suggestions[name]); err != nil {
			return err
		}
	}
	raw, err = json.Marshal(w.manifest)
	if err != nil {
		return err
	}
	return w.out(manifestName, raw)
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
