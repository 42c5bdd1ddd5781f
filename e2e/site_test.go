package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/themes"
)

// now is the clock of the sites that are built here.
var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// sample is the sample site, which is this repository, built by the first test
// that needs it. Its servers differ in their ports, so the addresses that it
// tells to machines have none.
var sample struct {
	once sync.Once
	dir  string
	err  error
}

func buildSample() {
	if sample.dir, sample.err = os.MkdirTemp("", "guong-e2e-"); sample.err == nil {
		sample.err = build("..", sample.dir, "http://127.0.0.1/")
	}
}

func removeSample() {
	if sample.dir != "" {
		_ = os.RemoveAll(sample.dir)
	}
}

// serveSample serves the sample site.
func serveSample(t *testing.T) *server {
	t.Helper()
	sample.once.Do(buildSample)
	if sample.err != nil {
		t.Fatal(sample.err)
	}
	return serve(t, sample.dir)
}

// serveSite builds the site whose source is in a folder, for the address of the
// server that serves it.
func serveSite(t *testing.T, source string) *server {
	t.Helper()
	s := serve(t, t.TempDir())
	if err := build(source, s.dir, s.URL+"/"); err != nil {
		t.Fatal(err)
	}
	return s
}

// serveFiles serves finished files that stand in a txtar text.
func serveFiles(t *testing.T, text string) *server {
	t.Helper()
	return serve(t, unpack(t, text))
}

// unpack writes the files of a txtar text into a folder of its own.
func unpack(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(text)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// build builds a site; what is an error there is one here.
func build(source, destination, base string) error {
	_, list := generator.Build(context.Background(), generator.Options{
		Source: source, Destination: destination, BaseURL: base, Themes: themes.FS, Now: now,
	})
	if list.Count(diag.Error) == 0 {
		return nil
	}
	var said strings.Builder
	for _, d := range list {
		d.Show(&said, message.English)
	}
	return fmt.Errorf("building %s:\n%s", source, said.String())
}
