package generator

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"sync"

	"guong/generator/publish"
	"guong/generator/site"
	"guong/generator/store"
)

// records tell what the outputs of the last build were made from, so that those
// that would be the same are not rendered again. A nil *records knows nothing.
type records struct {
	key   store.Key
	known map[string]record // by path; of the last build; read only

	mu   sync.Mutex
	next map[string]record // of this one
}

// record tells what one output was made from.
type record struct {
	input uint64      // site.Output.Input
	sum   publish.Sum // of its bytes
	facts []site.Fact // that were read
	fresh bool        // all of them have the values that they had
}

// openRecords reads what the last build noted with a theme, and compares the facts
// that pages read with what they are in the snapshot.
func openRecords(m *memory, s *site.Site, theme []byte) *records {
	if m == nil {
		return nil
	}
	program := programKey()
	r := &records{key: store.NewKey([]byte("records"), program[:], theme), known: map[string]record{}, next: map[string]record{}}
	if data, ok := m.store.Get(r.key); ok {
		r.decode(data, s)
	}
	return r
}

// trace returns a trace for one worker; nil if nothing is noted.
func (r *records) trace(s *site.Site) *site.Trace {
	if r == nil {
		return nil
	}
	return site.NewTrace(s)
}

// unchanged returns the sum of the bytes that an output of an input would have,
// if that is known.
func (r *records) unchanged(path string, input uint64) (have publish.Sum, ok bool) {
	if r == nil || input == 0 {
		return have, false
	}
	k := r.known[path]
	return k.sum, k.fresh && k.input == input
}

// keep notes that an output is as it was.
func (r *records) keep(path string) {
	k := r.known[path]
	r.note(path, k.input, k.sum, k.facts)
}

// note notes what an output was made from.
func (r *records) note(path string, input uint64, have publish.Sum, facts []site.Fact) {
	if r == nil || input == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next[path] = record{input: input, sum: have, facts: facts}
}

// save keeps the records of this build.
func (r *records) save(m *memory, s *site.Site) {
	if r == nil {
		return
	}
	data := r.encode(s)
	if old, ok := m.store.Get(r.key); !ok || !bytes.Equal(old, data) {
		m.store.Put(r.key, data)
	}
}

const (
	recordsFormat = "guong records 1\n"
	factSize      = 8 + 1 + 8
	leastRecord   = 1 + 8 + len(publish.Sum{}) + 1
)

// encode writes a table of all facts with their values, then the outputs in the
// order of their paths, with the places of their facts in the table.
func (r *records) encode(s *site.Site) []byte {
	place := map[site.Fact]int{}
	var facts []site.Fact
	paths := slices.Sorted(maps.Keys(r.next))
	for _, path := range paths {
		for _, f := range r.next[path].facts {
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
		k := r.next[path]
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

// decode reads records. What stands behind damage is not known.
func (r *records) decode(data []byte, s *site.Site) {
	d := recordReader{bytes.TrimPrefix(data, []byte(recordsFormat))}
	if len(d.in) == len(data) {
		return
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
	for range d.count(leastRecord) {
		path := string(d.bytes(d.count(1)))
		k := record{input: d.uint64(), sum: publish.Sum(d.bytes(len(publish.Sum{}))), fresh: true}
		k.facts = make([]site.Fact, d.count(1))
		for i := range k.facts {
			at := d.number()
			if at >= uint64(len(facts)) {
				return
			}
			k.facts[i] = facts[at]
			k.fresh = k.fresh && same[at]
		}
		if d.in == nil {
			return
		}
		r.known[path] = k
	}
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
