package search

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestDivide holds that segments are all documents in order, and where they end.
func TestDivide(t *testing.T) {
	var urls []string
	for n := range 5000 {
		parts := divide(urls)
		at := 0
		for _, p := range parts {
			if p.from != at || p.to <= p.from && n > 0 {
				t.Fatalf("%d: %v", n, parts)
			}
			at = p.to
		}
		if at != n || n < leastDivided && len(parts) > 1 {
			t.Fatalf("%d: %v", n, parts)
		}
		if n >= leastDivided {
			least := max(leastBase, bits.Len(uint(n))-4)
			end := map[string]int{"0": least, "1": middleLevel}
			for _, p := range parts {
				if k, ok := end[p.name]; ok && level(urls[p.to-1]) < k {
					t.Fatalf("%d: segment %s ends at a document of level %d", n, p.name, level(urls[p.to-1]))
				}
			}
		}
		urls = append(urls, fmt.Sprintf("/tin-tuc/%d/", n))
	}
}

// TestDivideIsStable holds how seldom a new document changes the segments before the
// recent one, and how large that is.
func TestDivideIsStable(t *testing.T) {
	var urls []string
	for n := range 8192 {
		urls = append(urls, fmt.Sprintf("/bai/%d/", n))
	}
	moved, bases, largest := 0, 0, 0
	end := func(parts []part, name string) int {
		for _, p := range parts {
			if p.name == name {
				return p.to
			}
		}
		return 0
	}
	for n := 4096; n < 8191; n++ {
		a, b := divide(urls[:n]), divide(urls[:n+1])
		if end(a, "1") != end(b, "1") {
			moved++
		}
		if end(a, "0") != end(b, "0") {
			bases++
		}
		largest = max(largest, n+1-max(end(b, "0"), end(b, "1")))
	}
	if moved > 4096/32 || bases > 24 || largest > 512 {
		t.Errorf("of 4,096 documents %d begin the recent segment anew, %d the middle; the largest recent segment has %d", moved, bases, largest)
	}
}

// TestStepped holds that numbers are rounded down to steps that ascend.
func TestStepped(t *testing.T) {
	for _, steps := range []int{lengthSteps, averageSteps} {
		last, distinct := 0.0, 0
		for n := range 1 << 16 {
			got := stepped(n, steps)
			if got > float64(n) || got < last || n > 0 && got*powers[lengthSteps/steps] < float64(n)*(1-1e-12) {
				t.Fatalf("%d is rounded to %g, the one before to %g", n, got, last)
			}
			if got != last {
				last, distinct = got, distinct+1
			}
		}
		if distinct > 16*steps {
			t.Errorf("%d steps", distinct)
		}
	}
}

// TestStamps holds what gives a segment another stamp, and what does not.
func TestStamps(t *testing.T) {
	docs := Stories(40, 3)
	stamp := func(docs []Document) uint32 {
		return Opened(t, Written(t, Options{Facets: StoryFacets}, docs)).manifest.Segments[0].Stamp
	}
	first := stamp(docs)
	random := rand.New(rand.NewPCG(1, 2))
	edited := slices.Clone(docs)
	edited[3].Title += " Thêm."
	edited[4].Body = func(dst []byte) []byte { return append(dst, "Bài khác."...) }
	random.Shuffle(len(edited), func(i, j int) { edited[i], edited[j] = edited[j], edited[i] })
	if stamp(edited) != first {
		t.Error("other words give another stamp")
	}
	for name, docs := range map[string][]Document{
		"one fewer": docs[1:], "one more": Stories(41, 3), "another address": slices.Concat(docs[1:], []Document{{URL: "/x/", Date: docs[0].Date, Facets: docs[0].Facets}}),
		"another order": func() []Document {
			moved := slices.Clone(docs)
			moved[3].Date = docs[20].Date.Add(1)
			return moved
		}(),
	} {
		if stamp(docs) == first {
			t.Errorf("%s: the stamp is the same", name)
		}
	}
	if stampOf([]string{"/a/"}, 1, 2) == stampOf([]string{"/a/"}, 2, 1) {
		t.Error("other numbers of shards give the same stamp")
	}
}
