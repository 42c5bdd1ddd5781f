package deploytest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"guong/generator/deploy/target"
)

// list: a prefix is one of letters, not of folders.
func list(t *testing.T, p place) {
	keys := []string{"a", "b/1", "b/2", "b/c/3", "bc/4", "d e/5", ".guong/6", "đỏ/7"}
	for _, key := range keys {
		p.put(t, key, key)
	}
	for prefix, want := range map[string][]string{
		"":        {".guong/6", "a", "b/1", "b/2", "b/c/3", "bc/4", "d e/5", "đỏ/7"},
		"b":       {"b/1", "b/2", "b/c/3", "bc/4"},
		"b/":      {"b/1", "b/2", "b/c/3"},
		"b/c":     {"b/c/3"},
		"b/c/3":   {"b/c/3"},
		"d e/":    {"d e/5"},
		".guong/": {".guong/6"},
		"đỏ/":     {"đỏ/7"},
		"đ":       {"đỏ/7"},
		"b/c/3/":  nil,
		"z":       nil,
		"z/z/":    nil,
	} {
		if got := slices.Sorted(maps.Keys(p.list(t, prefix))); !slices.Equal(got, want) {
			t.Errorf("list of %q: %q, want %q", prefix, got, want)
		}
	}
	for _, err := range p.t.List(t.Context(), "") {
		if err != nil && !target.Temporary(err) {
			t.Error(err)
		}
		break // nobody has to read to the end
	}
}

// many are more objects than a page of a listing, or one deletion, has room for.
func many(t *testing.T, p place) {
	const n = 1020
	key := func(i int) string { return "trang/" + strconv.Itoa(i%7) + "/" + strconv.Itoa(i) + ".html" }
	atOnce(t, 16, n, func(i int) error {
		text := "text " + strconv.Itoa(i)
		return patiently(func() error { return p.t.Put(t.Context(), page(key(i), text), strings.NewReader(text)) })
	})
	listed := p.list(t, "trang/")
	for i := range n {
		o, ok := listed[key(i)]
		if want := int64(len("text " + strconv.Itoa(i))); !ok || o.Size != want {
			t.Fatalf("%s is listed: %v, with %d bytes, want %d", key(i), ok, o.Size, want)
		}
	}
	if len(listed) != n {
		t.Errorf("%d objects are listed, want %d", len(listed), n)
	}
	var gone []string
	for i := range n - 1 {
		gone = append(gone, key(i))
		if i%10 == 0 {
			gone = append(gone, key(i)+".gz") // is not there
		}
	}
	p.delete(t, gone...)
	p.holds(t, map[string]string{key(n - 1): "text " + strconv.Itoa(n-1)})
}

// folderBecomesFile: of a folder without files nothing remains.
func folderBecomesFile(t *testing.T, p place) {
	p.put(t, "x/y/z.html", "z")
	p.delete(t, "x/y/z.html")
	p.put(t, "x", "a file now")
	p.holds(t, map[string]string{"x": "a file now"})
}

// wholeWhileReplaced: whoever reads an object that is being replaced meets one version,
// whole, and never an older one than before.
func wholeWhileReplaced(t *testing.T, p place) {
	const versions = 40
	version := func(n int) string { return strings.Repeat(fmt.Sprintf("%04d", n), 100+n%7*4_000) }
	p.put(t, "a/index.html", version(0))
	var done atomic.Bool
	var reads atomic.Int64
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			newest := 0
			for !done.Load() {
				got, err := p.get("a/index.html", 1_000_000)
				if err != nil {
					t.Errorf("get while the object is replaced: %v", err)
					return
				}
				n, err := strconv.Atoi(string(got[:min(4, len(got))]))
				if err != nil || string(got) != version(n) {
					t.Errorf("%d bytes that are no version", len(got))
					return
				}
				if n < newest {
					t.Errorf("version %d after version %d", n, newest)
					return
				}
				newest = n
				reads.Add(1)
			}
		})
	}
	for n := 1; n <= versions; n++ {
		p.put(t, "a/index.html", version(n))
	}
	done.Store(true)
	readers.Wait()
	if reads.Load() == 0 {
		t.Error("nobody read anything")
	}
	p.holds(t, map[string]string{"a/index.html": version(versions)})
}

// sixteenAtOnce do all that a target can do, each with its own objects.
func sixteenAtOnce(t *testing.T, p place) {
	ctx := t.Context()
	want := map[string]string{}
	for i := range 16 {
		want[fmt.Sprintf("f%d/keep.html", i)] = strings.Repeat(strconv.Itoa(i), 3000)
	}
	atOnce(t, 16, 16, func(i int) error {
		folder := "f" + strconv.Itoa(i) + "/"
		text := want[folder+"keep.html"]
		for _, name := range []string{"keep.html", "deep/er/1.html", "deep/2.html"} {
			put := func() error { return p.t.Put(ctx, page(folder+name, text), strings.NewReader(text)) }
			if err := patiently(put); err != nil {
				return err
			}
			if got, err := p.get(folder+name, int64(len(text))); err != nil || string(got) != text {
				return fmt.Errorf("%s%s: %d bytes, %w", folder, name, len(got), err)
			}
		}
		listed, err := p.tryList(ctx, folder)
		if err != nil || len(listed) != 3 {
			return fmt.Errorf("%s: %d objects, want 3, %w", folder, len(listed), err)
		}
		return patiently(func() error {
			return p.t.Delete(ctx, []string{folder + "deep/er/1.html", folder + "deep/2.html"})
		})
	})
	p.holds(t, want)
}

// putNew: an object that is there stays as it is.
func putNew(t *testing.T, p place) {
	exclusive, ok := p.t.(target.Exclusive)
	if !ok {
		return
	}
	try := func(key, text string) error {
		return patiently(func() error { return exclusive.PutNew(t.Context(), page(key, text), strings.NewReader(text)) })
	}
	p.put(t, "there", "old")
	err := try("there", "new")
	if target.KindOf(err) == target.KindUnsupported {
		p.holds(t, map[string]string{"there": "old"})
		return
	}
	wantKind(t, "an object that is there", err, target.KindExists)
	if err := try(".guong/lock.json", "ours"); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "a lock that is held", try(".guong/lock.json", "theirs"), target.KindExists)
	p.holds(t, map[string]string{"there": "old", ".guong/lock.json": "ours"})
	p.delete(t, ".guong/lock.json")
	if err := try(".guong/lock.json", "theirs"); err != nil {
		t.Fatal(err)
	}
	p.holds(t, map[string]string{"there": "old", ".guong/lock.json": "theirs"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := exclusive.PutNew(ctx, page("c", "c"), strings.NewReader("c")); !errors.Is(err, context.Canceled) {
		t.Errorf("put of a new object with a cancelled context: %v", err)
	}
}

// putNewAtOnce: of many who make the same object, one wins.
func putNewAtOnce(t *testing.T, p place) {
	exclusive, ok := p.t.(target.Exclusive)
	if !ok {
		return
	}
	for round := range 10 {
		key := "lock" + strconv.Itoa(round)
		var mu sync.Mutex
		var winners []string
		var faulty, unsupported bool
		atOnce(t, 8, 8, func(i int) error {
			text := strings.Repeat(strconv.Itoa(i), 1000)
			err := patiently(func() error {
				err := exclusive.PutNew(t.Context(), page(key, text), bytes.NewReader([]byte(text)))
				mu.Lock()
				faulty = faulty || target.Temporary(err)
				mu.Unlock()
				return err
			})
			mu.Lock()
			defer mu.Unlock()
			switch target.KindOf(err) {
			case target.KindExists:
				return nil
			case target.KindUnsupported:
				unsupported = true
				return nil
			}
			if err == nil {
				winners = append(winners, text)
			}
			return err
		})
		switch {
		case unsupported:
			p.holds(t, nil)
			return
		case len(winners) == 0 && faulty: // the first try of the winner went through, its answer did not
		case len(winners) != 1:
			t.Fatalf("%d made the same object", len(winners))
		default:
			if got, err := p.get(key, 1000); err != nil || string(got) != winners[0] {
				t.Errorf("the object is not that of the winner: %v", err)
			}
		}
	}
}
