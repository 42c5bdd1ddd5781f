package search

import (
	"context"
	"testing"
	"testing/fstest"
)

// Written returns the index of documents as the files of a site.
func Written(tb testing.TB, o Options, docs []Document) fstest.MapFS {
	tb.Helper()
	files, err := Write(context.Background(), o, docs)
	if err != nil {
		tb.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}
