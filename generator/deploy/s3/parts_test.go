package s3_test

import (
	"crypto/sha256"
	"errors"
	"io"
	"testing"

	"guong/generator/deploy/target"
)

// film is a long body that takes no memory: its bytes follow from their places.
type film struct {
	*io.SectionReader
}

type frames struct{ breaksAt int64 }

var errBroken = errors.New("the disk broke")

func (f frames) ReadAt(b []byte, at int64) (int, error) {
	if f.breaksAt > 0 && at+int64(len(b)) > f.breaksAt {
		return 0, errBroken
	}
	for i := range b {
		n := at + int64(i)
		b[i] = byte(n ^ n>>8 ^ n>>16)
	}
	return len(b), nil
}

const filmSize = 65<<20 + 12345 // more than is put with one request

func newFilm(breaksAt int64) film {
	return film{io.NewSectionReader(frames{breaksAt}, 0, filmSize)}
}

// testParts: what is too large for one request is put in parts, and has its headers.
func testParts(t *testing.T, place target.Target) {
	o := target.Object{Key: "phim/phong-su.mp4", Size: filmSize, Type: "video/mp4", Caching: "max-age=31536000, immutable"}
	if err := place.Put(t.Context(), o, newFilm(0)); err != nil {
		t.Fatal(err)
	}
	got, err := place.Get(t.Context(), o.Key, filmSize)
	if err != nil {
		t.Fatal(err)
	}
	want := sha256.New()
	if _, err := io.Copy(want, newFilm(0)); err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(got); string(sum[:]) != string(want.Sum(nil)) {
		t.Errorf("%d bytes came back, others than were put", len(got))
	}
	for o, err := range place.List(t.Context(), "phim/") {
		if err != nil || o.Size != filmSize || o.MD5 != "" {
			t.Errorf("listed: %+v, %v", o, err)
		}
	}
}

// TestParts: an object in parts appears when all of them are there; of one that fails
// nothing remains, no part either.
func TestParts(t *testing.T) {
	f, server := startFake(t, quirks{})
	place := open(t, server.URL)
	testParts(t, place)
	if o := f.objects["phim/phong-su.mp4"]; o.header.Get("Content-Type") != "video/mp4" || o.header.Get("Cache-Control") != "max-age=31536000, immutable" {
		t.Errorf("headers: %v", o.header)
	}
	err := place.Put(t.Context(), target.Object{Key: "phim/khac.mp4", Size: filmSize, Type: "video/mp4"}, newFilm(40<<20))
	if !errors.Is(err, errBroken) || target.Temporary(err) {
		t.Errorf("a body that breaks off: %v", err)
	}
	if len(f.uploads) > 0 || len(f.objects) != 1 {
		t.Errorf("%d unfinished uploads, %d objects", len(f.uploads), len(f.objects))
	}
}
