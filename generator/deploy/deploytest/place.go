package deploytest

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"guong/generator/deploy/target"
)

// place is a target and the patience with its faults.
type place struct{ t target.Target }

// tries is how often something is tried that fails for the moment.
const tries = 40

func patiently(do func() error) error {
	err := do()
	for i := 1; i < tries && target.Temporary(err); i++ {
		err = do()
	}
	return err
}

func page(key, text string) target.Object {
	return target.Object{Key: key, Size: int64(len(text)), Type: "text/html; charset=utf-8", Caching: "no-cache"}
}

func (p place) put(t *testing.T, key, text string) {
	t.Helper()
	put := func() error { return p.t.Put(t.Context(), page(key, text), strings.NewReader(text)) }
	if err := patiently(put); err != nil {
		t.Fatalf("put of %s: %v", key, err)
	}
}

func (p place) get(key string, limit int64) ([]byte, error) {
	var got []byte
	err := patiently(func() (err error) {
		got, err = p.t.Get(context.Background(), key, limit)
		return err
	})
	return got, err
}

func (p place) delete(t *testing.T, keys ...string) {
	t.Helper()
	if err := patiently(func() error { return p.t.Delete(t.Context(), keys) }); err != nil {
		t.Fatalf("delete of %d objects: %v", len(keys), err)
	}
}

func (p place) list(t *testing.T, prefix string) map[string]target.Object {
	t.Helper()
	found, err := p.tryList(t.Context(), prefix)
	if err != nil {
		t.Fatalf("list of %q: %v", prefix, err)
	}
	return found
}

func (p place) tryList(ctx context.Context, prefix string) (map[string]target.Object, error) {
	var found map[string]target.Object
	err := patiently(func() error {
		found = map[string]target.Object{}
		ended := false
		for o, err := range p.t.List(ctx, prefix) {
			if ended {
				return errors.New("the list goes on after an error")
			}
			if err != nil {
				ended = true
				if target.Temporary(err) {
					return err
				}
				return fmt.Errorf("after %d objects: %w", len(found), err)
			}
			if _, twice := found[o.Key]; twice {
				return fmt.Errorf("%s is listed twice", o.Key)
			}
			found[o.Key] = o
		}
		return nil
	})
	return found, err
}

// holds compares what lies at the target: names, sizes, sums and bytes.
func (p place) holds(t *testing.T, want map[string]string) {
	t.Helper()
	listed := p.list(t, "")
	if got, want := slices.Sorted(maps.Keys(listed)), slices.Sorted(maps.Keys(want)); !slices.Equal(got, want) {
		t.Fatalf("the target holds %q, want %q", got, want)
	}
	for key, text := range want {
		got, err := p.get(key, int64(len(text)))
		if err != nil {
			t.Errorf("get of %s: %v", key, err)
		} else if string(got) != text {
			t.Errorf("%s has %d other bytes", key, len(got))
		}
		if listed[key].Size != int64(len(text)) {
			t.Errorf("%s is listed with %d bytes, want %d", key, listed[key].Size, len(text))
		}
		if sum := md5.Sum([]byte(text)); listed[key].MD5 != "" && listed[key].MD5 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s is listed with the sum %s", key, listed[key].MD5)
		}
	}
}

// wantKind tests that an error is a fault of a kind, with words.
func wantKind(t *testing.T, doing string, err error, kind target.Kind) {
	t.Helper()
	var fault *target.Fault
	if !errors.As(err, &fault) {
		t.Errorf("%s: %v, want a fault", doing, err)
		return
	}
	if fault.Kind != kind {
		t.Errorf("%s: fault of kind %d, want %d: %v", doing, fault.Kind, kind, err)
	}
	if fault.Message.IsZero() {
		t.Errorf("%s: the fault says nothing", doing)
	}
}

// atOnce calls do(0) to do(n-1), some at once.
func atOnce(t *testing.T, workers, n int, do func(i int) error) {
	t.Helper()
	next := make(chan int)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := range next {
				if err := do(i); err != nil {
					t.Errorf("%d: %v", i, err)
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
	if t.Failed() {
		t.FailNow()
	}
}

// noise returns bytes without order: the same for the same n.
func noise(n int) []byte {
	b := make([]byte, n)
	for i, r := 0, rand.New(rand.NewPCG(1, uint64(n))); i < n; i++ {
		b[i] = byte(r.Uint32())
	}
	return b
}

// hooked is a body that calls hook when a number of its bytes have been read.
type hooked struct {
	*bytes.Reader
	after int64
	hook  func() error
}

func (h *hooked) Read(b []byte) (int, error) {
	at := h.Size() - int64(h.Len())
	if at >= h.after {
		if err := h.hook(); err != nil {
			return 0, err
		}
		return h.Reader.Read(b)
	}
	return h.Reader.Read(b[:min(int64(len(b)), h.after-at)])
}

// WriteTo hides that of the reader, which would pass the hook by.
func (h *hooked) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{h})
}

// ReadAt hides that of the reader in the same way.
func (h *hooked) ReadAt(b []byte, at int64) (int, error) {
	if at+int64(len(b)) > h.after {
		if err := h.hook(); err != nil {
			return 0, err
		}
	}
	return h.Reader.ReadAt(b, at)
}
