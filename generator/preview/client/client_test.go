package client_test

import (
	"compress/gzip"
	"io/fs"
	"regexp"
	"testing"

	"guong/generator/preview/client"
)

// most is how many bytes all modules may have, compressed: they are part of every
// page that a writer opens.
const most = 12_000

var imported = regexp.MustCompile(`from "\./([^"]+)"`)

func TestModules(t *testing.T) {
	names, err := fs.Glob(client.FS, "*.js")
	if err != nil || len(names) == 0 {
		t.Fatal("no modules: ", err)
	}
	var size counter
	compressed, _ := gzip.NewWriterLevel(&size, gzip.BestCompression)
	for _, name := range names {
		text, err := fs.ReadFile(client.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, module := range imported.FindAllStringSubmatch(string(text), -1) {
			if _, err := fs.Stat(client.FS, module[1]); err != nil {
				t.Errorf("%s imports %s, which is not there", name, module[1])
			}
		}
		_, _ = compressed.Write(text)
	}
	_ = compressed.Close()
	if size > most {
		t.Errorf("the modules have %d bytes, may have %d", size, most)
	}
}

// counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
