package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"guong/generator/filelock"
	"guong/generator/store"
)

func key(i int) store.Key { return store.NewKey(fmt.Append(nil, "key ", i)) }

func value(i int) []byte { return bytes.Repeat(fmt.Append(nil, "value ", i, "\n"), 1+i%50) }

func open(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// expect counts the values from 0 to n-1 that are there, and fails where one is
// wrong.
func expect(t *testing.T, s *store.Store, n int) (found int) {
	t.Helper()
	for i := range n {
		got, ok := s.Get(key(i))
		if !ok {
			continue
		}
		if found++; !bytes.Equal(got, value(i)) {
			t.Fatalf("value %d is %q", i, got)
		}
	}
	return found
}

func TestValuesComeBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "store")
	s := open(t, dir)
	for i := range 1000 {
		s.Put(key(i), value(i))
	}
	if n := expect(t, s, 1100); n != 1000 {
		t.Errorf("before Commit: %d of 1000", n)
	}
	if err := errors.Join(s.Commit(), s.Close()); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	defer s.Close()
	if n := expect(t, s, 1100); n != 1000 {
		t.Errorf("after Commit: %d of 1000", n)
	}
}

func TestKeysKeepPartsApart(t *testing.T) {
	if store.NewKey([]byte("ab"), []byte("c")) == store.NewKey([]byte("a"), []byte("bc")) {
		t.Error("ab c and a bc have one key")
	}
	if store.NewKey() == store.NewKey(nil) {
		t.Error("no part and an empty part have one key")
	}
}

// TestKilledProcess: what was written before a process was killed is found, and a
// value that was cut off is not.
func TestKilledProcess(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 100 {
		s.Put(key(i), value(i))
	}
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	for i := 100; i < 200; i++ {
		s.Put(key(i), value(i))
	}
	if err := s.Close(); err != nil { // without Commit
		t.Fatal(err)
	}
	pack := filepath.Join(dir, "pack")
	whole, err := os.ReadFile(pack)
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{0, 1, 40, 500, len(whole) / 2} {
		if err := os.WriteFile(pack, whole[:len(whole)-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		s = open(t, dir)
		n := expect(t, s, 200)
		if cut == 0 && n != 200 || cut > 0 && n >= 200 || cut < 1000 && n < 100 {
			t.Errorf("%d bytes cut off: %d values", cut, n)
		}
		s.Put(key(500), value(500))
		if got, ok := s.Get(key(500)); !ok || !bytes.Equal(got, value(500)) {
			t.Errorf("%d bytes cut off: cannot be written to", cut)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDamage: whatever bytes of the files are changed, values are right or not there.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 300 {
		s.Put(key(i), value(i))
	}
	if err := errors.Join(s.Commit(), s.Close()); err != nil {
		t.Fatal(err)
	}
	originals := map[string][]byte{}
	for _, name := range []string{"pack", "index"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		originals[name] = data
	}
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 200 {
		for name, data := range originals {
			data = bytes.Clone(data)
			switch round % 4 {
			case 0:
				data[random.IntN(len(data))] ^= byte(1 + random.IntN(255))
			case 1:
				data = data[:random.IntN(len(data))]
			case 2:
				for range 20 {
					data[random.IntN(len(data))] = byte(random.IntN(256))
				}
			case 3:
				if name == "index" {
					data = nil
				}
			}
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		s := open(t, dir)
		expect(t, s, 300)
		s.Put(key(0), value(0))
		if got, ok := s.Get(key(0)); !ok || !bytes.Equal(got, value(0)) {
			t.Fatalf("round %d: a value that was just put is not there", round)
		}
		if err := errors.Join(s.Commit(), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestUnusedLeave: what nobody asks for leaves after so many commits, and takes no
// room; what is used stays.
func TestUnusedLeave(t *testing.T) {
	dir := t.TempDir()
	for round := range 10 * store.Generations {
		s := open(t, dir)
		s.Put(key(1000+round), value(1000+round))
		s.Put(key(1), value(1))
		if !s.Use(key(1)) || s.Use(key(2)) {
			t.Fatal("Use tells wrong")
		}
		if err := errors.Join(s.Commit(), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, dir)
	defer s.Close()
	if n := expect(t, s, 2000); n != 1+store.Generations {
		t.Errorf("%d values, want %d", n, 1+store.Generations)
	}
	info, err := os.Stat(filepath.Join(dir, "pack"))
	if err != nil || info.Size() > 2*s.Size()+1024 {
		t.Errorf("the pack has %d bytes for %d: %v", info.Size(), s.Size(), err)
	}
}

// TestSecondProcess: it reads what was committed, and stores nothing.
func TestSecondProcess(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	first.Put(key(1), value(1))
	if err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	second := open(t, dir)
	second.Put(key(2), value(2))
	if n := expect(t, second, 3); n != 1 {
		t.Errorf("the second finds %d values, want the committed one", n)
	}
	if _, err := store.Clean(dir); !errors.Is(err, filelock.ErrHeld) {
		t.Errorf("Clean of a store in use: %v", err)
	}
	if err := errors.Join(second.Commit(), second.Close(), first.Close()); err != nil {
		t.Fatal(err)
	}
	third := open(t, dir)
	if n := expect(t, third, 3); n != 1 {
		t.Errorf("the third finds %d values", n)
	}
	third.Close()
	if bytes, err := store.Clean(dir); err != nil || bytes == 0 {
		t.Errorf("Clean: %d, %v", bytes, err)
	}
	if bytes, err := store.Clean(filepath.Join(dir, "none")); err != nil || bytes != 0 {
		t.Errorf("Clean of nothing: %d, %v", bytes, err)
	}
}

func TestSecondProcessBeforeTheFirstWrote(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	defer first.Close()
	if err := os.Remove(filepath.Join(dir, "pack")); err != nil {
		t.Fatal(err)
	}
	second := open(t, dir)
	if n := expect(t, second, 3); n != 0 {
		t.Errorf("%d values in an empty store", n)
	}
	second.Close()
}

func TestNoStore(t *testing.T) {
	var s *store.Store
	s.Put(key(1), value(1))
	if _, ok := s.Get(key(1)); ok || s.Use(key(1)) || s.Size() != 0 || s.Commit() != nil || s.Close() != nil {
		t.Error("a nil store keeps something")
	}
	if _, err := store.Open(filepath.Join("/dev/null", "x")); err == nil {
		t.Error("a folder below a file was opened")
	}
}

// TestEmptyValue: a value of no bytes is one.
func TestEmptyValue(t *testing.T) {
	s := open(t, t.TempDir())
	defer s.Close()
	if !s.Put(key(1), nil) {
		t.Fatal("it was not stored")
	}
	if got, ok := s.Get(key(1)); !ok || len(got) != 0 {
		t.Errorf("%q, %t", got, ok)
	}
	if got, ok := s.GetString(key(1)); !ok || got != "" {
		t.Errorf("%q, %t", got, ok)
	}
}

// TestSharingMakesNothingOlder: previews look at a few pages, and leave the values of
// builds as they were.
func TestSharingMakesNothingOlder(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 100 {
		s.Put(key(i), value(i))
	}
	if err := errors.Join(s.Commit(), s.Close()); err != nil {
		t.Fatal(err)
	}
	for range 2 * store.Generations {
		s = open(t, dir)
		s.Get(key(1))
		s.Put(key(200), value(200))
		if err := errors.Join(s.Share(), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
	s = open(t, dir)
	defer s.Close()
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	if n := expect(t, s, 201); n != 101 {
		t.Errorf("%d of 101 values", n)
	}
}

func TestConcurrentUse(t *testing.T) {
	s := open(t, t.TempDir())
	defer s.Close()
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := worker; i < 400; i += 2 {
				s.Put(key(i), value(i))
				if got, ok := s.Get(key(i)); !ok || !bytes.Equal(got, value(i)) {
					t.Errorf("value %d is %q", i, got)
				}
			}
		})
	}
	wait.Wait()
	if n := expect(t, s, 400); n != 400 {
		t.Errorf("%d of 400", n)
	}
}

// TestCommitAmongOthers: a preview shares its store while pages read from it.
func TestCommitAmongOthers(t *testing.T) {
	s := open(t, t.TempDir())
	defer s.Close()
	var wait sync.WaitGroup
	for worker := range 3 {
		wait.Go(func() {
			for i := range 400 {
				stored := s.Put(key(i), value(i))
				if got, ok := s.Get(key(i)); stored && (!ok || !s.Use(key(i)) || !bytes.Equal(got, value(i))) {
					t.Errorf("worker %d: value %d is %q", worker, i, got)
				}
			}
		})
	}
	for range 5 {
		if err := s.Commit(); err != nil {
			t.Error(err)
		}
	}
	if err := s.Share(); err != nil {
		t.Error(err)
	}
	wait.Wait()
	expect(t, s, 400)
}

func BenchmarkPut(b *testing.B) {
	s, err := store.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	text := bytes.Repeat([]byte("điển hình tiên tiến "), 250)
	for i := 0; b.Loop(); i++ {
		s.Put(key(i), text)
	}
}

func BenchmarkGet(b *testing.B) {
	s, err := store.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for i := range 1000 {
		s.Put(key(i), value(i))
	}
	k := key(500)
	for b.Loop() {
		s.Get(k)
	}
}
