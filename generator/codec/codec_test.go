package codec_test

import (
	"reflect"
	"testing"
	"time"

	"guong/generator/codec"
)

type kind uint8

type inner struct {
	Name string
	Next *inner
}

type words string

type outer struct {
	Title   string
	Kind    kind
	On      bool
	Count   int
	Small   int8
	Share   float64
	When    []time.Time
	Names   []string
	Fixed   [3]uint16
	Terms   map[string][]string
	Params  map[string]any
	Inner   inner
	Pointer *inner
	Any     any
	Words   map[words]inner
	Arrays  [][2]int
	_       int
	Embedded
}

type Embedded struct{ Deep []inner }

func full(zone *time.Location) outer {
	return outer{
		Title: "Cô giáo Lan", Kind: 3, On: true, Count: -5, Small: -128, Share: 0.1,
		When:     []time.Time{{}, time.Date(2021, 7, 6, 10, 11, 12, 13, zone), time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2024, 2, 29, 1, 2, 3, 0, time.FixedZone("PST", -8*3600))},
		Names:    []string{"", "Đặng", "x\x00\xff"},
		Fixed:    [3]uint16{1, 2, 65535},
		Terms:    map[string][]string{"b": {"1"}, "a": nil},
		Params:   map[string]any{"n": nil, "list": []any{1, "hai", 3.5, true, map[string]any{"k": int64(1)}}, "w": inner{Name: "x"}},
		Inner:    inner{"a", &inner{"b", &inner{"c", nil}}},
		Pointer:  &inner{Name: "p"},
		Any:      inner{Name: "any"},
		Words:    map[words]inner{"w": {Name: "v"}},
		Arrays:   [][2]int{{1, 2}, {3, 4}},
		Embedded: Embedded{[]inner{{Name: "deep"}}},
	}
}

func zone(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestRoundTrip(t *testing.T) {
	z := zone(t)
	c := codec.New(z, inner{})
	for name, v := range map[string]outer{"zero": {}, "full": full(z)} {
		data, err := c.Append([]byte("before"), &v)
		if err != nil {
			t.Fatal(name, err)
		}
		var got outer
		rest, err := c.Decode(string(data[len("before"):])+"behind", &got)
		if err != nil || rest != "behind" {
			t.Fatalf("%s: rest %q, %v", name, rest, err)
		}
		again, err := c.Append([]byte("before"), &got)
		if err != nil || string(again) != string(data) {
			t.Errorf("%s: other bytes the second time, %v", name, err)
		}
		for i := range got.When {
			if got.When[i].String() != v.When[i].String() {
				t.Errorf("%s: %v became %v", name, v.When[i], got.When[i])
			}
		}
		got.When, v.When = nil, nil
		if len(v.Terms) > 0 {
			v.Terms["a"] = got.Terms["a"]
		}
		if !reflect.DeepEqual(got, v) {
			t.Errorf("%s:\n got %#v\nwant %#v", name, got, v)
		}
	}
	var got outer
	data, err := c.Append(nil, &outer{When: []time.Time{time.Date(2021, 1, 1, 0, 0, 0, 0, z)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Decode(string(data), &got); err != nil || got.When[0].Location() != z {
		t.Errorf("a time of the site is in %v, %v", got.When[0].Location(), err)
	}
}

// TestEveryCutIsNoticed: a part of what was written is never a whole value.
func TestEveryCutIsNoticed(t *testing.T) {
	z := zone(t)
	c := codec.New(z, inner{})
	v := full(z)
	data, err := c.Append(nil, &v)
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		var got outer
		if _, err := c.Decode(string(data[:n]), &got); err == nil {
			t.Fatalf("%d of %d bytes are taken for a value", n, len(data))
		}
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	c := codec.New(time.UTC)
	for _, v := range []any{&struct{ F func() }{}, &struct{ C chan int }{}, &struct{ A any }{inner{}}, &struct{ M map[int]string }{}} {
		if _, err := c.Append(nil, v); err == nil {
			t.Errorf("%T was written", v)
		}
	}
}

func TestFingerprint(t *testing.T) {
	type one struct{ A string }
	type two struct{ B string }
	c := codec.New(time.UTC)
	if string(c.Fingerprint(&one{})) == string(c.Fingerprint(&two{})) {
		t.Error("two types have one fingerprint")
	}
	if string(c.Fingerprint(&one{})) != string(codec.New(time.UTC).Fingerprint(&one{})) {
		t.Error("one type has two fingerprints")
	}
	if string(c.Fingerprint(&one{})) == string(codec.New(time.UTC, inner{}).Fingerprint(&one{})) {
		t.Error("what interfaces may hold makes no difference")
	}
}

func FuzzDecode(f *testing.F) {
	z := zone(f)
	c := codec.New(z, inner{})
	v := full(z)
	data, err := c.Append(nil, &v)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add("")
	f.Fuzz(func(t *testing.T, data string) {
		var got outer
		if _, err := c.Decode(data, &got); err != nil {
			return
		}
		if _, err := c.Append(nil, &got); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	z := zone(b)
	c := codec.New(z, inner{})
	v := full(z)
	data, err := c.Append(nil, &v)
	if err != nil {
		b.Fatal(err)
	}
	text := string(data)
	b.ReportAllocs()
	for b.Loop() {
		var got outer
		if _, err := c.Decode(text, &got); err != nil {
			b.Fatal(err)
		}
	}
}
