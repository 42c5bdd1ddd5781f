package generator_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/picture/picturetest"
)

// place is what no published file may hold: as text, and as EXIF would.
const place = "21.0285N,105.8542E"

// photo is a JPEG file of 32 × 16 pixels that tells a place, in EXIF with an
// orientation, and in a comment.
func photo(t *testing.T, orientation byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 32, 16)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00" + place
	return string(picturetest.WithSegments(b.Bytes(), picturetest.Segment(0xe1, exif), picturetest.Segment(0xfe, place)))
}

// drawn is a PNG file that tells a place.
func drawn(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 32, 16))); err != nil {
		t.Fatal(err)
	}
	return string(picturetest.WithChunks(b.Bytes(), picturetest.Chunk("tEXt", "Comment\x00"+place)))
}

// TestNoPlaceIsPublished holds that nothing that a site publishes tells where a
// picture was taken, whatever publishes it, in build and preview alike.
func TestNoPlaceIsPublished(t *testing.T) {
	inside := "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString([]byte(photo(t, 1)))
	dir := newSite(t, map[string]string{
		"config.toml":         "title = \"Trang thử\"\nbaseURL = \"https://thu.example/\"\n\n[organisation]\nname = \"Cơ quan\"\nlogo = \"/logo.png\"\n\n[files]\npublish = [\"tai-lieu\"]\n",
		"themes/t/theme.toml": "name = \"t\"\nextends = \"tdkt\"\n",
		"content/tin/b/index.md": "+++\ntitle = \"A\"\ndate = 2026-01-02\n\n[image]\nfile = \"a.jpg\"\nalt = \"Ảnh\"\n\n[[honorees]]\nname = \"Lan\"\nphoto = \"lan.JPG\"\n+++\n\n" +
			"![Ảnh](trong.jpeg \"Ảnh\")\n\n![Hình](hinh.svg \"Hình\")\n",
		"content/tin/b/a.jpg":         photo(t, 6),
		"content/tin/b/lan.JPG":       photo(t, 1),
		"content/tin/b/trong.jpeg":    photo(t, 3),
		"content/tin/b/hinh.svg":      `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="` + inside + `"/></svg>`,
		"content/logo.png":            drawn(t),
		"content/tai-lieu/goc.png":    drawn(t),
		"content/tai-lieu/anh.jfif":   photo(t, 1),
		"content/tai-lieu/don.pdf":    "%PDF-1.7",
		"themes/tdkt/theme.toml":      "name = \"tdkt\"\nextends = \"tdkt\"\n",
		"themes/tdkt/assets/nen.jpg":  photo(t, 1),
		"themes/tdkt/assets/nen2.png": drawn(t),
	})
	public := filepath.Join(dir, "public")
	_, list := build(dir, public)
	if list.Count(diag.Error) > 0 {
		t.Fatal(said(list))
	}
	live, list := generator.OpenLive(generator.Options{Source: dir, Now: now, Themes: builtin()})
	if live == nil {
		t.Fatal(said(list))
	}
	defer live.Close()
	edition, list := live.Next(context.Background(), generator.Changes{All: true})
	if edition == nil {
		t.Fatal(said(list))
	}
	pictures := 0
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, told := range []string{place, "Exif", base64.RawStdEncoding.EncodeToString([]byte(place))} {
			if bytes.Contains(data, []byte(told)) {
				t.Errorf("%s tells the place", name)
			}
		}
		rel, err := filepath.Rel(public, name)
		if err != nil {
			return err
		}
		if ext := filepath.Ext(name); !slices.Contains([]string{".jpg", ".JPG", ".jpeg", ".jfif", ".png", ".svg"}, ext) {
			return nil
		}
		pictures++
		o, ok := edition.Output(filepath.ToSlash(rel))
		if !ok || o.Render == nil {
			t.Errorf("the preview has no %s", rel)
			return nil
		}
		var shown bytes.Buffer
		if err := o.Render(&shown, nil); err != nil || !bytes.Equal(shown.Bytes(), data) {
			t.Errorf("the preview shows another %s (%v)", rel, err)
		}
		return nil
	})
	if err != nil || pictures < 7 {
		t.Errorf("%d pictures are published (%v)", pictures, err)
	}
	page, err := os.ReadFile(filepath.Join(public, "tin/b/index.html"))
	if err != nil || !strings.Contains(string(page), `width="16" height="32"`) || !strings.Contains(string(page), `width="32" height="16"`) {
		t.Errorf("the sizes are not those that are shown (%v)", err)
	}
}

// TestPicturesThatCannotBePublished holds that each is named, by build and check.
func TestPicturesThatCannotBePublished(t *testing.T) {
	huge := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 100_000), 100_000)
	heic := "\x00\x00\x00\x10ftypheic\x00\x00\x00\x00"
	for _, test := range []struct{ name, file, want string }{
		{"a.png", "\x89PNG\r\n\x1a\n" + picturetest.Chunk("IHDR", string(huge)+"\x08\x02\x00\x00\x00") + picturetest.Chunk("IDAT", "x") + picturetest.Chunk("IEND", ""), "this picture claims to have 100,000 × 100,000 pixels"},
		{"a.jpg", photo(t, 1)[:200], "the end of this JPEG picture is missing"},
		{"a.jpg", photo(t, 6)[:300], "the end of this JPEG picture is missing"},
		{"a.png", drawn(t)[:80], "the end of this PNG picture is missing"},
		{"a.png", drawn(t)[:len(drawn(t))-20] + "x" + drawn(t)[len(drawn(t))-19:], "this PNG picture is damaged"},
		{"a.heic", heic + "\x00\x00\x00\x10metainfeExif", "this HEIC picture has metadata"},
		{"a.heic", heic, "browsers do not show HEIC pictures"},
		{"a.tif", "II*\x00\x08\x00\x00\x00\x00\x00", "browsers do not show TIFF pictures"},
		{"a.dat", photo(t, 1), "this file is a JPEG picture, but its name does not end like one"},
	} {
		dir := newSite(t, map[string]string{
			"content/tin/a.md":         "+++\ntitle = \"A\"\ndate = 2026-01-02\n+++\n\n[Tải](" + test.name + ")\n",
			"content/tin/" + test.name: test.file,
		})
		want := "content/tin/" + test.name + ": " + test.want
		if _, list := build(dir, filepath.Join(dir, "public")); !strings.Contains(said(list), want) {
			t.Errorf("build says %q, want %q", said(list), want)
		}
		if _, list := generator.Check(context.Background(), generator.Options{Source: dir, Now: now, Themes: builtin()}); !strings.Contains(said(list), want) {
			t.Errorf("check says %q, want %q", said(list), want)
		}
	}
}
