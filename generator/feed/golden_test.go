package feed_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden makes the sites in testdata and compares their outputs: out/… are
// files, paths are the names of all.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden sites", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := read(t, archive)
			out := files(t, append(outputs(s), tables(s)...))
			for i, f := range archive.Files {
				path, looked := strings.CutPrefix(f.Name, "out/")
				got := strings.TrimRight(out[path], "\n") + "\n"
				switch {
				case f.Name == "paths":
					got = strings.Join(slices.Sorted(maps.Keys(out)), "\n") + "\n"
				case !looked:
					continue
				case out[path] == "":
					t.Errorf("no output %s", path)
				}
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("%s (-want +got)\n%s", f.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
