package search

import (
	"fmt"
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
			if base := parts[0].to; parts[0].name != "0" || base <= n-n/baseWindow || n-base > n/4 {
				t.Fatalf("%d: the base is %v", n, parts[0])
			}
			if last := parts[len(parts)-1]; n > 512 && last.name == "2" && last.to-last.from >= recentWindow {
				t.Fatalf("%d: the recent segment is %v", n, last)
			}
		}
		urls = append(urls, fmt.Sprintf("/tin-tuc/%d/", n))
	}
}

// TestDivideIsStable holds how seldom a new document moves the ends of segments, and
// that it moves none if it is old and no end itself.
func TestDivideIsStable(t *testing.T) {
	var urls []string
	for n := range 8192 {
		urls = append(urls, fmt.Sprintf("/bai/%d/", n))
	}
	end := func(parts []part, name string) string {
		for _, p := range parts {
			if p.name == name {
				return urls[p.to-1]
			}
		}
		return ""
	}
	middles, bases := 0, 0
	for n := 4096; n < 8191; n++ {
		a, b := divide(urls[:n]), divide(urls[:n+1])
		if end(a, "1") != end(b, "1") {
			middles++
		}
		if end(a, "0") != end(b, "0") {
			bases++
		}
	}
	if middles > 4096/32 || bases > 16 {
		t.Errorf("of 4,096 documents %d move the end of the middle, %d that of the base", middles, bases)
	}
	before := divide(urls)
	for i := range 1000 {
		after := divide(slices.Insert(slices.Clone(urls), i, fmt.Sprintf("/cu/%d/", i)))
		for k, p := range after {
			if p.name != before[k].name || p.to != before[k].to+1 {
				t.Fatalf("an old document more makes of %v %v", before, after)
			}
		}
	}
}

// TestStepped holds that numbers are rounded to steps that ascend, by no more than half
// of one.
func TestStepped(t *testing.T) {
	for _, steps := range []int{lengthSteps, averageSteps} {
		last, distinct := 0.0, 0
		half := powers[len(powers)/steps/2] * (1 + 1e-12)
		for n := range 1 << 16 {
			got := stepped(n, steps)
			if got < last || got > float64(n)*half || got*half < float64(n) {
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
