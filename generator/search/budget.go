package search

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
)

// The limits of an index, of another site too: no manifest and no file of it makes a
// query take more than some 64 MB or a second; twice that where files have other stamps
// than the manifest says, because the query is asked once more. docs/search-format.md
// gives them to writers.
const (
	largestManifest = 1 << 20 // bytes
	mostDocuments   = 1 << 19 // in all segments
	mostSegments    = 256
	mostShards      = 1 << 16 // of one kind in a segment
	mostFacets      = 32
	mostYears       = 1000

	largestFile = 8 << 20 // bytes to which a file inflates
	largestPage = 1 << 20 // bytes of a page that is searched for a quoted phrase
)

// budget is what one query may still take.
type budget struct {
	inflated int // bytes of files
	memory   int // bytes of what was decoded from them, about
	pages    int // bytes of pages that are searched for quoted phrases
	lookups  int // files that are looked for
	spent    bool
}

// fullBudget is that of a new query.
var fullBudget = budget{inflated: 24 << 20, memory: 32 << 20, pages: 8 << 20, lookups: 1 << 14}

var errTooLarge = errors.New("the file is too large, or the files of one query are")

// renew begins a query. What earlier ones have read is kept as long as it is little.
func (x *Index) renew() {
	if x.budget.spent || x.budget.memory < fullBudget.memory/2 {
		clear(x.damaged) // for want of budget, maybe
		clear(x.blocks)
		clear(x.columns)
		x.words = nil
		for _, readers := range [][]shardReader{x.pairs, x.singles} {
			for i := range readers {
				clear(readers[i].read)
			}
		}
		x.budget = fullBudget
	}
	kept := x.budget.memory
	x.budget = fullBudget
	x.budget.memory = kept
}

// takes charges memory, and reports whether there is so much.
func (b *budget) takes(n int) bool {
	if n < 0 || n > b.memory {
		b.spent = true
		return false
	}
	b.memory -= n
	return true
}

// unmarshal decodes JSON if that takes no more memory than is left: a list takes 24
// bytes and grows by halves, and so do numbers in it.
func (x *Index) unmarshal(raw []byte, v any) error {
	if !x.budget.takes(len(raw) + 32*bytes.Count(raw, []byte("[")) + 16*bytes.Count(raw, []byte(","))) {
		return errTooLarge
	}
	return json.Unmarshal(raw, v)
}

// readAtMost returns the content of a file that is no larger than limit.
func readAtMost(fsys fs.FS, name string, limit int) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	raw, err := readLimited(file, limit)
	if err == errTooLarge {
		err = &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return raw, err
}

// readLimited returns what a reader gives, and an error if that is more than limit.
func readLimited(r io.Reader, limit int) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, int64(max(limit, 0))+1))
	if err == nil && len(raw) > limit {
		err = errTooLarge
	}
	return raw, err
}
