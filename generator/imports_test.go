package generator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rooms are the packages from the ground up: each may import only what stands
// above it in this list. (docs/architecture.md shows the house.)
var rooms = []string{
	"generator/markup",
	"generator/vietnamese",
	"generator/message",
	"generator/address",
	"generator/diag",
	"generator/parallel",
	"generator/picture",
	"generator/picture/picturetest",
	"generator/picture/raster",
	"generator/picture/plan",
	"generator/picture/webp",
	"generator/picture/card",
	"generator/film",
	"generator/value",
	"generator/filelock",
	"generator/store",
	"generator/codec",
	"generator/stamp",
	"generator/registry",
	"generator/config",
	"generator/content",
	"generator/markdown",
	"generator/svg",
	"generator/site",
	"generator/site/sitetest",
	"generator/metadata",
	"generator/theme",
	"generator/feed",
	"generator/search/client",
	"generator/search",
	"generator/publish",
	"generator/deploy/target",
	"generator/deploy/deploytest",
	"generator/deploy/sftp/sftptest",
	"generator/deploy/folder",
	"generator/deploy/s3",
	"generator/deploy/sftp",
	"generator/deploy",
	"generator/check",
	"themes",
	"generator/scaffold",
	"generator/preview/client",
	"generator/preview/watch",
	"generator/deploy/rounds",
	"generator",
	"generator/preview",
	"cmd/guong",
	"scripts/samplepictures",
	"scripts/release",
}

// TestImportsRunDownward holds the order of the rooms, and that there is none
// that the list does not know. Tests may look anywhere.
func TestImportsRunDownward(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		room := path.Clean(strings.TrimPrefix(filepath.ToSlash(filepath.Dir(name)), "../"))
		if strings.HasPrefix(room, ".") {
			return nil
		}
		at := slices.Index(rooms, room)
		if at < 0 {
			t.Errorf("%s: %s is none of the rooms", name, room)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "guong/")
			if !ours {
				continue
			}
			found++
			if below := slices.Index(rooms, imported); below < 0 || below >= at {
				t.Errorf("%s imports %s, which does not lie below it", name, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 20 {
		t.Errorf("only %d imports found: the test looks in the wrong place", found)
	}
}
