package store

import (
	"encoding/binary"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTable holds a table to a map over random changes, with rows from an index among
// them.
func TestTable(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	key := func() (k Key) {
		binary.BigEndian.PutUint16(k[:], uint16(random.IntN(200)))
		return k
	}
	var got table
	want := map[Key]entry{}
	for step := range 5000 {
		k := key()
		switch random.IntN(5) {
		case 0:
			got.delete(k)
			delete(want, k)
		case 1, 2:
			e := entry{int64(1 + step), uint32(step), random.Uint32(), uint32(step)}
			got.set(k, e)
			want[k] = e
		case 3:
			e, ok := got.get(k)
			if w, has := want[k]; ok != has || e != w {
				t.Fatalf("step %d: %v, want %v", step, e, w)
			}
		case 4:
			if random.IntN(50) == 0 {
				got = table{rows: got.encoded()}
			}
		}
	}
	all := maps.Collect(got.all())
	if diff := cmp.Diff(want, all, cmp.AllowUnexported(entry{})); diff != "" {
		t.Error(diff)
	}
}
