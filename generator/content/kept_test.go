package content_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/codec"
	"guong/generator/config"
	"guong/generator/content"
)

// TestKeptArticle: an article that was written and read back is the same, and
// finds places in its front matter as it did.
func TestKeptArticle(t *testing.T) {
	const text = "+++\ntitle = \"Cô giáo Lan\"\ndate = 2021-07-06\n\"Địa-phương\" = [\"Hải Phòng\"]\n\"lạ\" = [1, \"hai\", 3.5]\n[[honorees]]\nname = \"Lan\"\nawards = [{ name = \"Bằng khen\", year = 2020 }]\n[[corrections]]\ndate = 2021-07-07\ntext = \"Sửa\"\n+++\n\nThân.\n"
	zone := config.Default("Gương", "https://tdkt.example/").Location
	a, _, _ := newReader().Read(content.File{Path: "tin/a.md", Name: "tin/a.md"}, []byte(text))
	kept := a.Keep()
	binary := codec.New(zone)
	data, err := binary.Append(nil, &kept)
	if err != nil {
		t.Fatal(err)
	}
	var again content.Kept
	if _, err := binary.Decode(string(data), &again); err != nil {
		t.Fatal(err)
	}
	again.Restore()
	b := &again.Article
	if diff := cmp.Diff(a, b, cmp.AllowUnexported(content.Article{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(a.Locate("name", "Lan"), b.Locate("name", "Lan")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
