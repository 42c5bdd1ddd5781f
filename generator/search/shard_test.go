package search

import (
	"bytes"
	"compress/flate"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// realShards returns the inflated shards of stories.
func realShards(tb testing.TB, stories int) (raw [][]byte) {
	fsys := Written(tb, Options{Facets: StoryFacets}, Stories(stories, 40))
	for name, file := range fsys {
		if strings.Contains(name, "/p/") || strings.Contains(name, "/s/") {
			shard, err := io.ReadAll(flate.NewReader(bytes.NewReader(file.Data[stampSize:])))
			if err != nil {
				tb.Fatal(err)
			}
			raw = append(raw, shard)
		}
	}
	slices.SortFunc(raw, func(a, b []byte) int { return len(b) - len(a) })
	return raw
}

// TestShardsComeBack holds that what is written is read: each real shard is what its
// own lists encode to.
func TestShardsComeBack(t *testing.T) {
	for _, raw := range realShards(t, 200) {
		lists, err := decodeShard(raw, 200, roomy())
		if err != nil {
			t.Fatal(err)
		}
		if got := appendShard(nil, lists); !bytes.Equal(got, raw) {
			t.Fatalf("a shard of %d bytes comes back as %d others", len(raw), len(got))
		}
	}
}

func TestHostileShards(t *testing.T) {
	huge := []byte{0xff, 0xff, 0xff, 0xff, 0x07} // 2³¹ - 1
	for name, raw := range map[string][]byte{
		"nothing":                nil,
		"many keys":              huge,
		"many keys, some bytes":  append(slices.Clone(huge), make([]byte, 1000)...),
		"many readings":          append([]byte{1, 0}, huge...),
		"many postings":          append([]byte{1, 0, 1, 0}, huge...),
		"a number of ten bytes":  bytes.Repeat([]byte{0xff}, 20),
		"a document too many":    {1, 0, 1, 0, 1, 0, 9, 7},
		"no impact":              {1, 0, 1, 0, 1, 0, 3},
		"bytes behind the last":  {1, 0, 1, 0, 1, 0, 3, 7, 7},
		"cut behind the lengths": {1, 0, 1, 0, 1},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		lists, err := decodeShard(raw, 9, roomy())
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("%s: %v", name, lists)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<20 {
			t.Errorf("%s: took %d bytes", name, taken)
		}
	}
}

// FuzzDecodeShard holds that any bytes are read without a panic, and what they say
// is written and read again as the same.
func FuzzDecodeShard(f *testing.F) {
	for _, raw := range realShards(f, 20) {
		f.Add(raw, uint16(20))
		f.Add(raw[:len(raw)/2], uint16(20))
	}
	f.Add([]byte{2, 5, 0, 1, 1, 0, 0, 1, 0, 0, 0, 3, 7}, uint16(4))
	f.Fuzz(func(t *testing.T, raw []byte, n uint16) {
		documents := int(n)
		lists, err := decodeShard(raw, documents, roomy())
		if err != nil {
			if len(lists) != 0 {
				t.Fatal("there are lists and an error")
			}
			return
		}
		postings := 0
		for i, l := range lists {
			if i > 0 && l.key < lists[i-1].key {
				return // the keys went around
			}
			if len(l.docs) != len(l.impacts) {
				t.Fatalf("%d documents and %d impacts", len(l.docs), len(l.impacts))
			}
			postings += len(l.docs)
			for k, doc := range l.docs {
				if int(doc) >= documents || k > 0 && doc < l.docs[k-1] {
					t.Fatalf("document %d of %d behind %v", doc, documents, l.docs[:k])
				}
			}
		}
		if postings > len(raw) {
			t.Fatalf("%d postings from %d bytes", postings, len(raw))
		}
		again, err := decodeShard(appendShard(nil, lists), documents, roomy())
		if err != nil || !reflect.DeepEqual(again, lists) {
			t.Fatalf("%v\ncomes back as\n%v, %v", lists, again, err)
		}
	})
}

func BenchmarkDecodeShard(b *testing.B) {
	raw := realShards(b, 1000)[0]
	lists, err := decodeShard(raw, 1000, roomy())
	if err != nil {
		b.Fatal(err)
	}
	postings := 0
	for _, l := range lists {
		postings += len(l.docs)
	}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeShard(raw, 1000, roomy()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(postings)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mpostings/s")
}

// BenchmarkDeflate measures what compressing costs against the standard library.
func BenchmarkDeflate(b *testing.B) {
	shards := realShards(b, 1000)
	type writer interface {
		io.WriteCloser
		Reset(io.Writer)
	}
	standard, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		b.Fatal(err)
	}
	for name, w := range map[string]writer{"ours": newDeflater().writer, "standard": standard} {
		b.Run(name, func(b *testing.B) {
			in, out := 0, 0
			var packed bytes.Buffer
			for b.Loop() {
				in, out = 0, 0
				for _, raw := range shards {
					packed.Reset()
					w.Reset(&packed)
					if _, err := w.Write(raw); err != nil {
						b.Fatal(err)
					}
					if err := w.Close(); err != nil {
						b.Fatal(err)
					}
					in, out = in+len(raw), out+packed.Len()
				}
			}
			b.SetBytes(int64(in))
			b.ReportMetric(float64(out)/float64(in)*100, "%")
		})
	}
}

// TestKnownTextAllocatesNothing holds that a spelling costs memory once.
func TestKnownTextAllocatesNothing(t *testing.T) {
	text := string(Story(1, 60).Body(nil)) + " 05-CT/TW ngày 15/5/2016, COVID-19, GD&ĐT"
	a := newAnalyser()
	tokens := a.append(nil, text)
	if n := testing.AllocsPerRun(20, func() { tokens = a.append(tokens[:0], text) }); n > 0 {
		t.Errorf("%v allocations for %d tokens", n, len(tokens))
	}
}

// TestAnalyserForgets holds that an analyser does not remember all that it met.
func TestAnalyserForgets(t *testing.T) {
	a := newAnalyser()
	first := a.lexeme("xqz")
	for len(a.known) < mostKnown {
		a.known[strconv.Itoa(len(a.known))] = first
	}
	if again := a.lexeme("zqx"); len(a.known) != 1 || again.Term != "zqx" {
		t.Errorf("%d spellings are known", len(a.known))
	}
	if again := a.lexeme("xqz"); *again != *first {
		t.Errorf("%+v came back as %+v", first, again)
	}
}

// roomy is the budget of a query that has read nothing yet.
func roomy() *budget { b := fullBudget; return &b }
