package generator_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guong/generator/diag"
)

const takenAt = "+21.0285+105.8542/"

// filmTakenAt is an MP4 file that says where it was taken.
func filmTakenAt() []byte {
	box := func(kind string, inside ...[]byte) []byte {
		body := bytes.Join(inside, nil)
		return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8)), []byte(kind), body)
	}
	return slices.Concat(box("ftyp", []byte("isom\x00\x00\x00\x00")), box("mdat", []byte("PICTURES")),
		box("moov", box("mvhd", make([]byte, 100)), box("udta", box("\xa9xyz", []byte(takenAt)))))
}

// TestFilmsArePublishedWithoutThePlace builds a site with a film twice: the second time,
// only what is said in the film has changed.
func TestFilmsArePublishedWithoutThePlace(t *testing.T) {
	story := "+++\ntitle = \"Phim\"\ndate = 2026-01-02\n+++\n\n![Cô Lan kể](clip.mp4)\n"
	dir := newSite(t, map[string]string{
		"content/tin/phim/index.md": story, "content/tin/phim/clip.mp4": string(filmTakenAt()), "content/tin/phim/clip.txt": "Lời cũ.",
		"content/tin/phim/clip.vi.vtt": "WEBVTT\n",
	})
	public := filepath.Join(dir, "public")
	read := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(public, "tin", "phim", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if _, list := build(dir, public); list.Count(diag.Error) > 0 {
		t.Fatal(said(list))
	}
	if film := read("clip.mp4"); len(film) != len(filmTakenAt()) || strings.Contains(film, "105.8") || !strings.Contains(film, "PICTURES") {
		t.Errorf("published %q", film)
	}
	if source, err := os.ReadFile(filepath.Join(dir, "content/tin/phim/clip.mp4")); err != nil || !bytes.Equal(source, filmTakenAt()) {
		t.Errorf("the writer's film is another: %v", err)
	}
	if page := read("index.html"); !strings.Contains(page, "Lời cũ.") || !strings.Contains(page, `src="/tin/phim/clip.vi.vtt"`) {
		t.Error(page)
	}
	write(t, filepath.Join(dir, "content/tin/phim/clip.txt"), []byte("Lời mới."))
	if _, list := build(dir, public); list.Count(diag.Error) > 0 {
		t.Fatal(said(list))
	}
	if page := read("index.html"); !strings.Contains(page, "Lời mới.") {
		t.Error("the page shows what was said before")
	}

	write(t, filepath.Join(dir, "content/tin/phim/clip.mp4"), filmTakenAt()[:60])
	_, list := build(dir, public)
	if want := "content/tin/phim/clip.mp4: this film or sound file is damaged, or not what its name says"; list.Count(diag.Error) != 1 || !strings.Contains(said(list), want) {
		t.Errorf("a film that ends too soon: %s", said(list))
	}
}
