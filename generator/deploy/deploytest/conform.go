// Package deploytest tests targets of deployments: [Conform] is what every
// target.Target promises, as tests; [Memory] is a target for the tests of rooms that
// need one.
package deploytest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"guong/generator/deploy/target"
)

// Conform tests that a target keeps the promises of target.Target. open returns one
// that holds nothing yet, each time another; Conform closes it. Faults of
// target.KindTemporary are met by asking again, so that the same tests run over
// targets that fail now and then. A target under test has to list what was put before.
func Conform(t *testing.T, open func(t *testing.T) target.Target) {
	tests := []struct {
		name string
		run  func(t *testing.T, p place)
	}{
		{"put and get", putAndGet},
		{"replace", replace},
		{"delete", remove},
		{"names", names},
		{"sizes", sizes},
		{"missing", missing},
		{"limit", limit},
		{"offset", offset},
		{"a body that fails", failingBody},
		{"cancelled", cancelled},
		{"cancelled half-way", cancelledHalfWay},
		{"list", list},
		{"many", many},
		{"folder becomes file", folderBecomesFile},
		{"whole while replaced", wholeWhileReplaced},
		{"sixteen at once", sixteenAtOnce},
		{"put new", putNew},
		{"put new at once", putNewAtOnce},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			opened := open(t)
			t.Cleanup(func() {
				if err := opened.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
			test.run(t, place{opened})
		})
	}
}

func putAndGet(t *testing.T, p place) {
	p.put(t, "index.html", "Trang nhất")
	p.put(t, "guong-sang/a/index.html", "Cô giáo Lan")
	p.put(t, ".guong/manifest.json.gz", "{}")
	p.holds(t, map[string]string{
		"index.html":              "Trang nhất",
		"guong-sang/a/index.html": "Cô giáo Lan",
		".guong/manifest.json.gz": "{}",
	})
}

func replace(t *testing.T, p place) {
	for _, text := range []string{"a long first text", "short", "", "a text that is longer than the first"} {
		p.put(t, "a/index.html", text)
		p.holds(t, map[string]string{"a/index.html": text})
	}
}

func remove(t *testing.T, p place) {
	for _, key := range []string{"a/b/1.html", "a/b/2.html", "a/3.html", "4.html"} {
		p.put(t, key, key)
	}
	p.delete(t)
	p.delete(t, "a/b/1.html", "not/there.html", "a/3.html", "a/3.html/neither")
	p.holds(t, map[string]string{"a/b/2.html": "a/b/2.html", "4.html": "4.html"})
	p.delete(t, "a/b/1.html") // once more
	p.delete(t, "a/b/2.html", "4.html")
	p.holds(t, nil)
	p.put(t, "a/b/1.html", "again")
	p.holds(t, map[string]string{"a/b/1.html": "again"})
}

// names are what files of a site may be called, and some that programs between here and
// the disk tend to get wrong.
func names(t *testing.T, p place) {
	want := map[string]string{}
	for _, key := range []string{
		"khen-thưởng/Quyết định số 84 ngày 6-7.pdf",
		"Ảnh/Đỗ Thị Ưng & bà Nguyễn.jpg",
		"a b/c d .html", "a+b/c+d.html", "a b.html", "a+b.html", "a%20b.html",
		"100%.html", "a%2Fb.html", "a#b.html", "a&b=c;d,e@f.html", "a'b(c)!~$.html", "a=b/c.html", "[a]{b}^`.html",
		".dot/.dot", "a..b/..c", "_headers", "-a",
	} {
		p.put(t, key, "of "+key)
		want[key] = "of " + key
	}
	p.holds(t, want)
	p.delete(t, "a b.html", "a%2Fb.html", "a#b.html", "khen-thưởng/Quyết định số 84 ngày 6-7.pdf")
	for _, key := range []string{"a b.html", "a%2Fb.html", "a#b.html", "khen-thưởng/Quyết định số 84 ngày 6-7.pdf"} {
		delete(want, key)
	}
	p.holds(t, want)
}

func sizes(t *testing.T, p place) {
	want := map[string]string{}
	for key, size := range map[string]int{"0": 0, "1": 1, "32767": 32767, "32769": 32769, "5000000": 5_000_000} {
		text := string(noise(size))
		p.put(t, key, text)
		want[key] = text
	}
	p.holds(t, want)
}

func missing(t *testing.T, p place) {
	p.put(t, "a/b.html", "b")
	for _, key := range []string{"no.html", "a", "a/b", "a/c.html", "no/no/no.html", "a/b.html/c"} {
		_, err := p.get(key, 100)
		wantKind(t, "get of "+key, err, target.KindMissing)
	}
}

func limit(t *testing.T, p place) {
	p.put(t, "ten", "0123456789")
	p.put(t, "none", "")
	for key, limit := range map[string]int64{"ten": 10, "none": 0} {
		if _, err := p.get(key, limit); err != nil {
			t.Errorf("%s with a limit of %d: %v", key, limit, err)
		}
	}
	for _, limit := range []int64{0, 1, 9} {
		_, err := p.get("ten", limit)
		wantKind(t, "get over the limit", err, target.KindTooLarge)
	}
}

// offset: bodies are read from where they stand, however often they are sent.
func offset(t *testing.T, p place) {
	body := bytes.NewReader([]byte("not this: this"))
	if _, err := body.Seek(10, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if err := p.t.Put(t.Context(), target.Object{Key: "a", Size: 4, Type: "text/plain"}, body); err != nil && !target.Temporary(err) {
		t.Fatal(err)
	}
	for range 2 {
		p.put(t, "b", "a body of its own")
		again := func() error {
			if _, err := body.Seek(10, io.SeekStart); err != nil {
				return err
			}
			return p.t.Put(t.Context(), target.Object{Key: "a", Size: 4, Type: "text/plain"}, body)
		}
		if err := patiently(again); err != nil {
			t.Fatal(err)
		}
	}
	p.holds(t, map[string]string{"a": "this", "b": "a body of its own"})
}

// failingBody: what cannot be read to its end, or is shorter than was said, is an error
// and changes nothing.
func failingBody(t *testing.T, p place) {
	p.put(t, "a", "old")
	broken := errors.New("the disk broke")
	long := noise(400_000)
	for name, body := range map[string]io.ReadSeeker{
		"broken": &hooked{Reader: bytes.NewReader(long), after: 200_000, hook: func() error { return broken }},
		"short":  bytes.NewReader(long[:300_000]),
		"empty":  bytes.NewReader(nil),
	} {
		for _, key := range []string{"a", "new"} {
			if _, err := body.Seek(0, io.SeekStart); err != nil {
				t.Fatal(err)
			}
			err := p.t.Put(t.Context(), target.Object{Key: key, Size: int64(len(long)), Type: "text/plain"}, body)
			if err == nil {
				t.Errorf("a body that is %s: no error", name)
			}
		}
	}
	p.holds(t, map[string]string{"a": "old"})
}

func cancelled(t *testing.T, p place) {
	p.put(t, "a", "old")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	check := func(doing string, err error) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a cancelled context: %v", doing, err)
		}
		if target.Temporary(err) {
			t.Errorf("%s with a cancelled context asks to be tried again", doing)
		}
	}
	_, err := p.t.Get(ctx, "a", 100)
	check("get", err)
	check("put", p.t.Put(ctx, target.Object{Key: "a", Size: 3, Type: "text/plain"}, bytes.NewReader([]byte("new"))))
	check("put of another", p.t.Put(ctx, target.Object{Key: "b", Size: 3, Type: "text/plain"}, bytes.NewReader([]byte("new"))))
	check("delete", p.t.Delete(ctx, []string{"a"}))
	err = nil
	for _, e := range p.t.List(ctx, "") {
		err = e
	}
	check("list", err)
	p.holds(t, map[string]string{"a": "old"})
}

// cancelledHalfWay: an object that was being replaced stays as it was.
func cancelledHalfWay(t *testing.T, p place) {
	old := string(noise(300_000))
	p.put(t, "a", old)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	body := &hooked{Reader: bytes.NewReader(noise(400_000)), after: 200_000, hook: func() error {
		cancel()
		return ctx.Err() // as a body that is read over the context
	}}
	err := p.t.Put(ctx, target.Object{Key: "a", Size: 400_000, Type: "text/plain"}, body)
	if err == nil || target.Temporary(err) {
		t.Errorf("put whose context ends: %v", err)
	}
	p.holds(t, map[string]string{"a": old})
	p.put(t, "a", "as if nothing had been")
	p.holds(t, map[string]string{"a": "as if nothing had been"})
}
