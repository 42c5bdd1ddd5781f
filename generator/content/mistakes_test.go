package content_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"guong/generator/message"
)

var update = flag.Bool("update", false, "write what is found into the golden files")

// TestMistakes holds the messages to testdata/*.txtar: a file "place/name.md",
// then "name.vi" or "name.en", what its writer is told, and whether the body can
// be read all the same. In them "␉" stands for a tab, "␠" for a no-break space.
func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var input txtar.File
		for i := range archive.Files {
			f := &archive.Files[i]
			if strings.HasSuffix(f.Name, ".md") {
				input = *f
				continue
			}
			t.Run(f.Name, func(t *testing.T) {
				text := strings.NewReplacer("␉", "\t", "␠", "\u00a0").Replace(string(input.Data))
				_, body, wrong := read(input.Name, text)
				got := show(wrong, message.Language(strings.TrimPrefix(filepath.Ext(f.Name), ".")))
				got = strings.ReplaceAll(got, "\t", "␉")
				if body == nil {
					got += "no body\n"
				}
				if *update {
					f.Data = []byte(got)
				}
				if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}
