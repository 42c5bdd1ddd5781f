package search

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"guong/generator/codec"
	"guong/generator/store"
)

// state is what is noted of an index for the next one.
type state struct {
	Average   float64 // length of a document, rounded
	Documents []facts // in their order
	Segments  []segmentState
	Files     []fileState // in the order of their names
	Suggested string      // hash of what suggestions are made of
}

// facts are hashes of what the files of an index have of a document.
type facts struct {
	URL    string
	Text   string // of what its postings are made of; empty if it may be anything
	Card   string
	Facets string
	Learnt []meaning // what its text says that abbreviations stand for
}

// meaning is what an abbreviation stands for in a text, and how often it says so.
type meaning struct {
	Short, Meaning string
	Times          int
}

// segmentState is what is noted of a segment.
type segmentState struct {
	Segment       segment
	First         int      // its first document
	Known         string   // hash of what abbreviations stand for in it
	PairRecords   int      // before they are divided into shards
	SingleRecords int      // …
	Words         wordList // all words of its texts, in how many each is
}

// fileState is a file of the index.
type fileState struct {
	Name string // below search/
	Sum  string
}

// source is what the postings of a document are made of.
type source struct {
	Title, Summary, Version string
	Names                   []string
	Length                  int
}

func sourceOf(d *Document) *source {
	return &source{d.Title, d.Summary, d.Version, d.Names, d.Length}
}

// append appends a source as it is noted, and hashed.
func (s *source) append(dst []byte) ([]byte, error) { return noted.Append(dst, s) }

// noted writes and reads what is kept of an edition.
var noted = codec.New(time.UTC)

// load reads what is noted of the last edition: nothing, if there is none.
func (e *Edition) load() *state {
	s := new(state)
	if raw, ok := e.Store.GetString(e.stateKey()); ok {
		if rest, err := noted.Decode(raw, s); err != nil || rest != "" {
			return new(state)
		}
	}
	return s
}

// save keeps what is noted of this edition.
func (e *Edition) save(s *state) {
	if raw, err := noted.Append(nil, s); err == nil {
		e.Store.Put(e.stateKey(), raw)
	}
}

// stateForm and sourceForm tell what is noted now from what other programs note.
var (
	stateForm  = sync.OnceValue(func() []byte { return noted.Fingerprint(new(state)) })
	sourceForm = sync.OnceValue(func() string { return string(noted.Fingerprint(new(source))) })
)

func (e *Edition) stateKey() store.Key {
	return store.NewKey([]byte("search"), e.Key[:], stateForm())
}

// sourceKey returns under which key the source of postings is kept, by their hash.
func sourceKey(text string) (k store.Key) {
	copy(k[:], text)
	return k
}

// segment returns what is noted of a segment, nil if there was none.
func (s *state) segment(name string) *segmentState {
	for i := range s.Segments {
		if s.Segments[i].Segment.Name == name {
			return &s.Segments[i]
		}
	}
	return nil
}

// sumOf returns the sum of a file.
func (s *state) sumOf(name string) (sum Sum, ok bool) {
	i, ok := slices.BinarySearchFunc(s.Files, name, func(f fileState, name string) int { return cmp.Compare(f.Name, name) })
	if ok {
		ok = copy(sum[:], s.Files[i].Sum) == len(sum)
	}
	return sum, ok
}

// below returns the files in a folder.
func (s *state) below(folder string) []fileState {
	start, _ := slices.BinarySearchFunc(s.Files, folder, func(f fileState, name string) int { return cmp.Compare(f.Name, name) })
	end := start
	for end < len(s.Files) && strings.HasPrefix(s.Files[end].Name, folder) {
		end++
	}
	return s.Files[start:end]
}

// hasher hashes texts, each as a whole.
type hasher struct{ raw []byte }

func (h *hasher) text(texts ...string) {
	for _, t := range texts {
		h.raw = binary.AppendUvarint(h.raw, uint64(len(t)))
		h.raw = append(h.raw, t...)
	}
}

func (h *hasher) number(n int) { h.raw = binary.AppendVarint(h.raw, int64(n)) }

// sum returns the hash, and begins another.
func (h *hasher) sum() string {
	sum := sha256.Sum256(h.raw)
	h.raw = h.raw[:0]
	return string(sum[:16])
}

// factsOf returns the facts of a document, but for what its text says.
func (h *hasher) factsOf(d *Document, facets []Facet) (f facts) {
	f.URL = d.URL
	if d.Version != "" {
		h.text("search source", sourceForm())
		var err error
		h.raw, err = sourceOf(d).append(h.raw)
		if sum := h.sum(); err == nil {
			f.Text = sum
		}
	}
	_, zone := d.Date.Zone()
	h.text(d.Title, d.URL, d.Section, d.Summary, d.Image)
	h.number(int(d.Date.Unix()))
	h.number(zone)
	f.Card = h.sum()
	for i, values := range d.Facets {
		h.text(facets[i].Key)
		h.number(len(values))
		h.text(values...)
	}
	f.Facets = h.sum()
	return f
}

// hashOfMeanings hashes what abbreviations stand for.
func (h *hasher) hashOfMeanings(lists ...map[string]string) string {
	for _, list := range lists {
		h.number(len(list))
		for _, short := range slices.Sorted(maps.Keys(list)) {
			h.text(short, list[short])
		}
	}
	return h.sum()
}
