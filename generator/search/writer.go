package search

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
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
	defer diag.Recover("", func(d diag.Diagnostic) { files, err = nil, d })
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b Document) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.URL, b.URL))
	})
	w := indexWriter{Options: o, docs: docs, words: vocabulary{}}
	w.Memory = cmp.Or(o.Memory, DefaultMemory)
	w.manifest = manifest{
		Version: FormatVersion, Client: o.ClientURL, Base: o.Base, Title: o.Title, Language: o.Language,
		Segments: []segment{}, Years: years(docs), Facets: append([]Facet{}, o.Facets...), Include: o.Include,
	}
	first := 0
	for _, size := range segmentSizes(len(docs)) {
		// What is published later must not change an earlier segment.
		known, err := w.expansions(ctx, docs[:first+size])
		if err != nil {
			return nil, err
		}
		if err := w.segment(ctx, docs[first:first+size], known); err != nil {
			return nil, err
		}
		first += size
	}
	if err := w.shared(ctx); err != nil {
		return nil, err
	}
	slices.SortFunc(w.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return w.files, nil
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

// indexWriter makes one index.
type indexWriter struct {
	Options
	docs     []Document
	manifest manifest
	files    []File

	mu    sync.Mutex
	words vocabulary
}

func (w *indexWriter) file(name string, data []byte) {
	w.files = append(w.files, File{path.Join(Folder, name), data})
}

// expansions returns what the abbreviations of documents stand for: what they say
// goes before the list of the program, and the site's own list before both.
func (w *indexWriter) expansions(ctx context.Context, docs []Document) (*expansions, error) {
	learnt, err := learn(ctx, docs)
	if err != nil {
		return nil, err
	}
	return newExpansions(w.Abbreviations, learnt, builtinAbbreviations()), nil
}

// learn finds the abbreviations that the documents themselves explain.
func learn(ctx context.Context, docs []Document) (map[string]string, error) {
	all := newLearner()
	var mu sync.Mutex
	chunks := (len(docs) + chunkSize - 1) / chunkSize
	err := parallel.Try(ctx, chunks, func() func(int) error {
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
	return all.meanings(), err
}

// segmentSizes divides documents into a base and what has come since. The base
// grows by an eighth at a time, so that most publications leave it as it is.
func segmentSizes(documents int) []int {
	const smallest = 2048
	if documents < smallest {
		return []int{documents}
	}
	base := smallest
	for base+base/8 <= documents {
		base += base / 8
	}
	if base == documents {
		return []int{base}
	}
	return []int{base, documents - base}
}

// segment makes the files of one segment.
func (w *indexWriter) segment(ctx context.Context, docs []Document, known *expansions) error {
	s := segmentWriter{docs: docs, known: known, temporary: w.Temporary, budget: w.Memory}
	defer s.close()
	if err := s.gather(ctx, w.count); err != nil {
		return err
	}
	pairs, err := s.encode(ctx, s.pairs)
	if err != nil {
		return err
	}
	singles, err := s.encode(ctx, s.singles)
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	pairs.name(files, "p")
	singles.name(files, "s")
	if err := cards(ctx, docs, files); err != nil {
		return err
	}
	if err := w.facets(ctx, docs, files); err != nil {
		return err
	}
	name := nameOf(files)
	for file, data := range files {
		w.file(name+"/"+file, data)
	}
	w.manifest.Segments = append(w.manifest.Segments, segment{name, len(docs), len(pairs.heads), len(singles.heads)})
	return nil
}

func (w *indexWriter) count(g *gatherer) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.words.merge(g)
}

// name enters the shards into the files of a segment.
func (s shards) name(files map[string][]byte, folder string) {
	for i, data := range s.heads {
		if data != nil {
			files[folder+"/"+strconv.Itoa(i)+".bin"] = data
		}
	}
	for i, data := range s.tails {
		if data != nil {
			files[folder+"t/"+strconv.Itoa(i)+".bin"] = data
		}
	}
}

// nameOf returns a name for files that changes with any of them.
func nameOf(files map[string][]byte) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(h, "%s %d\n", name, len(files[name]))
		h.Write(files[name])
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// cards makes the blocks of cards.
func cards(ctx context.Context, docs []Document, files map[string][]byte) error {
	blocks := (len(docs) + cardsPerBlock - 1) / cardsPerBlock
	made := make([][]byte, blocks)
	err := parallel.Try(ctx, blocks, func() func(int) error {
		d := newDeflater()
		return func(n int) error {
			var block []card
			for i := n * cardsPerBlock; i < min((n+1)*cardsPerBlock, len(docs)); i++ {
				block = append(block, cardOf(&docs[i]))
			}
			raw, err := json.Marshal(block)
			made[n] = d.deflate(raw)
			return err
		}
	})
	for n, data := range made {
		files["d/"+strconv.Itoa(n)+".bin"] = data
	}
	return err
}

// column is a facet's file: its values, and which of them each document has.
type column struct {
	Values    []string `json:"values"`
	Documents [][]int  `json:"documents"`
}

// facets makes the columns of the facets.
func (w *indexWriter) facets(ctx context.Context, docs []Document, files map[string][]byte) error {
	d := newDeflater()
	for f, facet := range w.Facets {
		if err := ctx.Err(); err != nil {
			return err
		}
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
		raw, err := json.Marshal(c)
		if err != nil {
			return err
		}
		files["f/"+facet.Key+".bin"] = d.deflate(raw)
	}
	return nil
}

// shared makes the files that all segments share.
func (w *indexWriter) shared(ctx context.Context) error {
	d := newDeflater()
	raw, err := w.words.encode(len(w.docs))
	if err != nil {
		return err
	}
	w.file(vocabularyName, d.deflate(raw))
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
		w.file(suggestFolder+"/"+name+".bin", suggestions[name])
	}
	raw, err = json.Marshal(w.manifest)
	w.file(manifestName, raw)
	return err
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
