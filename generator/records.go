package generator

import (
	"bytes"
	"context"
	"encoding/binary"
	"maps"
	"slices"
	"sync"

	"guong/generator/parallel"
	"guong/generator/picture/plan"
	"guong/generator/publish"
	"guong/generator/site"
	"guong/generator/store"
)

// records tell what the outputs of the last build were made from, so that those
// that would be the same are not rendered again. Without a store they know nothing.
type records struct {
	store *store.Store
	site  *site.Site
	key   store.Key // of the tables
	// Known are those of the last build, by bucket and path; read only.
	known [buckets]map[string]record

	mu   sync.Mutex
	next [buckets]map[string]record // of this one
	same [buckets]int               // how many of them are as they were
}

// record tells what one output was made from.
type record struct {
	input uint64      // site.Output.Input
	sum   publish.Sum // of its bytes
	facts []site.Fact // that were read
	fresh bool        // all of them have the values that they had
}

// openRecords reads what the last build noted with a theme and a recipe of pictures, and
// compares the facts that pages read with what they are in the snapshot.
func openRecords(ctx context.Context, m *memory, s *site.Site, theme []byte, recipe *plan.Recipe) *records {
	program := programKey()
	r := &records{store: m.store, site: s, key: store.NewKey([]byte("records"), program[:], theme, []byte(recipe.Key()))}
	parallel.Each(ctx, buckets, func() func(int) {
		return func(i int) {
			data, _ := r.store.Get(bucketKey(r.key, i))
			r.known[i] = decodeRecords(data, s)
			r.next[i] = make(map[string]record, len(r.known[i]))
		}
	})
	return r
}

// unchanged returns the sum of the bytes that an output of an input would have,
// if that is known.
func (r *records) unchanged(path string, input uint64) (have publish.Sum, ok bool) {
	if input == 0 {
		return have, false
	}
	k := r.known[bucketOf(path)][path]
	return k.sum, k.fresh && k.input == input
}

// keep notes that an output is as it was.
func (r *records) keep(path string) {
	i := bucketOf(path)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next[i][path] = r.known[i][path]
	r.same[i]++
}

// note notes what an output was made from.
func (r *records) note(path string, input uint64, have publish.Sum, facts []site.Fact) {
	if r.store == nil || input == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next[bucketOf(path)][path] = record{input: input, sum: have, facts: facts}
}

// areOfMoment reports whether an output shows the moment of the snapshot itself.
func (r *records) areOfMoment() bool {
	for _, next := range r.next {
		for _, k := range next {
			if slices.ContainsFunc(k.facts, r.site.IsOfMoment) {
				return true
			}
		}
	}
	return false
}

// save keeps the records of this build, where they are others.
func (r *records) save() {
	if r.store == nil {
		return
	}
	parallel.Each(context.Background(), buckets, func() func(int) {
		return func(i int) {
			if len(r.next[i]) != len(r.known[i]) || r.same[i] != len(r.next[i]) {
				r.store.Put(bucketKey(r.key, i), encodeRecords(r.next[i], r.site))
			}
		}
	})
}

const (
	recordsFormat = "guong records 1\n"
	factSize      = 8 + 1 + 8
	leastRecord   = 1 + 8 + len(publish.Sum{}) + 1
)

// encodeRecords writes a table of all facts with their values, then the outputs in the
// order of their paths, with the places of their facts in the table.
func encodeRecords(list map[string]record, s *site.Site) []byte {
	place := map[site.Fact]int{}
	var facts []site.Fact
	paths := slices.Sorted(maps.Keys(list))
	for _, path := range paths {
		for _, f := range list[path].facts {
			if _, met := place[f]; !met {
				place[f] = len(facts)
				facts = append(facts, f)
			}
		}
	}
	out := []byte(recordsFormat)
	out = binary.AppendUvarint(out, uint64(len(facts)))
	for _, f := range facts {
		name := s.NameOf(f)
		out = binary.LittleEndian.AppendUint64(out, name.Entity)
		out = append(out, byte(name.Facet))
		out = binary.LittleEndian.AppendUint64(out, s.ValueOf(f))
	}
	out = binary.AppendUvarint(out, uint64(len(paths)))
	for _, path := range paths {
		k := list[path]
		out = binary.AppendUvarint(out, uint64(len(path)))
		out = append(out, path...)
		out = binary.LittleEndian.AppendUint64(out, k.input)
		out = append(out, k.sum[:]...)
		out = binary.AppendUvarint(out, uint64(len(k.facts)))
		for _, f := range k.facts {
			out = binary.AppendUvarint(out, uint64(place[f]))
		}
	}
	return out
}

// decodeRecords reads records. What stands behind damage is not known.
func decodeRecords(data []byte, s *site.Site) map[string]record {
	d := recordReader{bytes.TrimPrefix(data, []byte(recordsFormat))}
	if len(d.in) == len(data) {
		return nil
	}
	facts := make([]site.Fact, d.count(factSize))
	same := make([]bool, len(facts))
	for i := range facts {
		name := site.FactName{Entity: d.uint64(), Facet: site.Facet(d.bytes(1)[0])}
		value := d.uint64()
		if f, ok := s.FactNamed(name); ok {
			facts[i], same[i] = f, s.ValueOf(f) == value
		}
	}
	count := d.count(leastRecord)
	known := make(map[string]record, count)
	all := make([]site.Fact, 0, len(d.in)/4) // of all records, one behind the other
	for range count {
		path := string(d.bytes(d.count(1)))
		k := record{input: d.uint64(), sum: publish.Sum(d.bytes(len(publish.Sum{}))), fresh: true}
		first := len(all)
		for range d.count(1) {
			at := d.number()
			if at >= uint64(len(facts)) {
				return known
			}
			all = append(all, facts[at])
			k.fresh = k.fresh && same[at]
		}
		if d.in == nil {
			return known
		}
		k.facts = all[first:len(all):len(all)]
		known[path] = k
	}
	return known
}

// recordReader reads the bytes of records. Behind damage it has none, and reads
// zeros.
type recordReader struct{ in []byte }

func (d *recordReader) bytes(n int) []byte {
	if n > len(d.in) {
		d.in = nil
		return make([]byte, min(n, len(publish.Sum{})))
	}
	b := d.in[:n:n]
	d.in = d.in[n:]
	return b
}

func (d *recordReader) uint64() uint64 { return binary.LittleEndian.Uint64(d.bytes(8)) }

func (d *recordReader) number() uint64 {
	n, width := binary.Uvarint(d.in)
	if width <= 0 {
		d.in = nil
		return 0
	}
	d.in = d.in[width:]
	return n
}

// count reads how many things follow that take at least so many bytes each.
func (d *recordReader) count(size int) int {
	n := d.number()
	if n > uint64(len(d.in)/size) {
		d.in = nil
		return 0
	}
	return int(n)
}
