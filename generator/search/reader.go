package search

import (
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Index answers queries from the files of an index. It reads what a query needs
// and keeps it. It belongs to one goroutine.
type Index struct {
	site     fs.FS // the finished site
	files    fs.FS // its folder search
	manifest manifest
	total    int           // documents
	first    []int         // the number of the first document of each segment
	pairs    []shardReader // of each segment
	singles  []shardReader
	blocks   map[string][]card
	columns  map[string]*column
	words    *wordList
	damaged  map[string]bool // files that could not be read
	broken   bool            // one of them was wanted since the last query began
	stale    bool            // a file of another edition was met
	budget   budget          // what the query may still take
}

// ErrVersion is the error of [Open] for an index of another version of the format.
var ErrVersion = errors.New("the search index has another version")

// errStale is the error of a file that belongs to another edition of its segment.
var errStale = errors.New("the file belongs to another edition of the index")

// Open reads the manifest of the index of a finished site.
func Open(site fs.FS) (*Index, error) {
	files, err := fs.Sub(site, Folder)
	if err != nil {
		return nil, err
	}
	x := &Index{site: site, files: files}
	if err := x.open(); err != nil {
		return nil, err
	}
	return x, nil
}

// open reads the manifest, and forgets what was read of another.
func (x *Index) open() error {
	raw, err := readAtMost(x.files, manifestName, largestManifest)
	if err != nil {
		return err
	}
	opened := Index{
		site: x.site, files: x.files, budget: fullBudget,
		blocks: map[string][]card{}, columns: map[string]*column{}, damaged: map[string]bool{},
	}
	if err := json.Unmarshal(raw, &opened.manifest); err != nil {
		return fmt.Errorf("%s: %w", manifestName, err)
	}
	if err := opened.prepare(); err != nil {
		return err
	}
	*x = opened
	for i := range x.pairs {
		x.pairs[i].index, x.singles[i].index = x, x
	}
	return nil
}

// prepare checks the manifest and makes what follows from it.
func (x *Index) prepare() error {
	if x.manifest.Version != FormatVersion {
		return ErrVersion
	}
	if len(x.manifest.Segments) > mostSegments || len(x.manifest.Facets) > mostFacets || len(x.manifest.Years) > mostYears {
		return fmt.Errorf("%s: too many segments, facets or years", manifestName)
	}
	for _, s := range x.manifest.Segments {
		if s.Documents < 0 || s.Documents > mostDocuments-x.total || s.Pairs < 1 || s.Pairs > mostShards ||
			s.Singles < 1 || s.Singles > mostShards || !fs.ValidPath(s.Name) {
			return fmt.Errorf("%s: a segment is damaged", manifestName)
		}
		x.first = append(x.first, x.total)
		x.total += s.Documents
		x.pairs = append(x.pairs, shardReader{x, s, s.Name + "/p", s.Pairs, map[string]map[uint32][]list{}})
		x.singles = append(x.singles, shardReader{x, s, s.Name + "/s", s.Singles, map[string]map[uint32][]list{}})
	}
	return nil
}

// read returns the content of a deflated file; nothing if it cannot be read.
func (x *Index) read(name string) []byte { return x.readOf(nil, name) }

// readOf returns the content of a file of a segment, which has the segment's stamp.
func (x *Index) readOf(s *segment, name string) []byte {
	if x.budget.lookups--; x.budget.lookups < 0 {
		x.broken, x.budget.spent = true, true
		return nil
	}
	raw, err := x.inflate(s, name)
	if err != nil {
		x.stale = x.stale || err == errStale
		x.damage(name)
		return nil
	}
	return raw
}

// damage notes that a file cannot be read, and marks the answer as incomplete.
func (x *Index) damage(name string) { x.damaged[name], x.broken = true, true }

// again marks the answer as incomplete if a file that was read before could not be.
func (x *Index) again(name string) { x.broken = x.broken || x.damaged[name] }

func (x *Index) inflate(s *segment, name string) ([]byte, error) {
	file, err := x.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if s != nil {
		var stamp [stampSize]byte
		if _, err := io.ReadFull(file, stamp[:]); err != nil {
			return nil, err
		}
		if binary.LittleEndian.Uint32(stamp[:]) != s.Stamp {
			return nil, errStale
		}
	}
	raw, err := readLimited(flate.NewReader(io.LimitReader(file, largestFile)), min(largestFile, x.budget.inflated))
	if x.budget.inflated -= len(raw); err == errTooLarge {
		x.budget.spent = true
	}
	if err != nil {
		return nil, err
	}
	return raw, nil
}

// shardReader reads the shards of one kind of a segment.
type shardReader struct {
	index   *Index
	segment segment
	folder  string
	shards  int
	read    map[string]map[uint32][]list
}

// lists returns the lists at a place, and with whole also what is in their tails.
func (r *shardReader) lists(p place, whole bool) []list {
	name := strconv.Itoa(p.shardOf(r.shards)) + ".bin"
	heads := r.shard(r.folder + "/" + name)[p.key]
	if !whole {
		return heads
	}
	var all []list
	for _, l := range heads {
		if l.tail > 0 {
			for _, t := range r.shard(r.folder + "t/" + name)[p.key] {
				if t.reading == l.reading {
					t.tail = 0
					all = append(all, t)
				}
			}
			l.tail = 0
		}
		all = append(all, l)
	}
	return all
}

// shard returns the lists of a shard by their keys.
func (r *shardReader) shard(name string) map[uint32][]list {
	if have, ok := r.read[name]; ok {
		r.index.again(name)
		return have
	}
	byKey := map[uint32][]list{}
	raw := r.index.readOf(&r.segment, name)
	if raw != nil {
		all, err := decodeShard(raw, r.segment.Documents, &r.index.budget)
		if err != nil {
			r.index.damage(name)
		}
		for _, l := range all {
			byKey[l.key] = append(byKey[l.key], l)
		}
	}
	r.read[name] = byKey
	return byKey
}

// segmentOf returns the segment of a document, and its number there.
func (x *Index) segmentOf(doc int) (segment, local int) {
	for segment = len(x.first) - 1; segment > 0 && x.first[segment] > doc; segment-- {
	}
	return segment, doc - x.first[segment]
}

// card returns the card of a document, empty if it cannot be read.
func (x *Index) card(doc int) card {
	s, local := x.segmentOf(doc)
	name := path.Join(x.manifest.Segments[s].Name, "d", strconv.Itoa(local/cardsPerBlock)+".bin")
	x.again(name)
	block, ok := x.blocks[name]
	if !ok {
		if raw := x.readOf(&x.manifest.Segments[s], name); raw != nil && x.unmarshal(raw, &block) != nil {
			x.damage(name)
		}
		x.blocks[name] = block
	}
	if at := local % cardsPerBlock; at < len(block) {
		return block[at]
	}
	x.broken = true
	return card{}
}

// column returns a facet's column of a segment; an empty one if it cannot be read.
func (x *Index) column(segment int, key string) *column {
	name := path.Join(x.manifest.Segments[segment].Name, "f", key+".bin")
	x.again(name)
	c, ok := x.columns[name]
	if !ok {
		c = &column{}
		if raw := x.readOf(&x.manifest.Segments[segment], name); raw != nil && x.unmarshal(raw, c) != nil {
			*c = column{}
			x.damage(name)
		}
		x.columns[name] = c
	}
	return c
}

// vocabulary returns in how many documents terms are; nothing if that cannot be
// read.
func (x *Index) vocabulary() map[string]int32 {
	x.again(vocabularyName)
	if x.words == nil {
		x.words = &wordList{}
		if raw := x.read(vocabularyName); raw != nil && x.unmarshal(raw, x.words) != nil {
			*x.words = wordList{}
			x.damage(vocabularyName)
		}
	}
	terms := strings.Fields(x.words.Terms)
	known := make(map[string]int32, len(terms))
	for i, term := range terms {
		if i < len(x.words.Documents) {
			known[term] = x.words.Documents[i]
		}
	}
	return known
}
