package config_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
)

var update = flag.Bool("update", false, "write what is found into the golden files")

// TestMistakes holds the messages to testdata/mistakes.txtar: a file
// "name.toml", then "name.vi" or "name.en", what its writer is told. Where it has
// no title, that and the address are put in front.
func TestMistakes(t *testing.T) {
	const file = "testdata/mistakes.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for i := range archive.Files {
		f := &archive.Files[i]
		name, extension, _ := strings.Cut(f.Name, ".")
		if extension == "toml" {
			if text = string(f.Data); !strings.Contains(name, "alone") {
				text = required + text
			}
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			c, wrong := load(t, text)
			var b strings.Builder
			for _, d := range wrong {
				d.Show(&b, message.Language(extension))
			}
			if *update {
				f.Data = []byte(b.String())
			}
			if diff := cmp.Diff(string(f.Data), b.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if wrong.Count(diag.Error) == 0 || c != nil {
				t.Errorf("%d errors, and the configuration is %v", wrong.Count(diag.Error), c)
			}
		})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNoConfiguration(t *testing.T) {
	c, wrong := config.Load(fstest.MapFS{}, "other.toml")
	if c != nil || len(wrong) != 1 || wrong[0].Brief(message.English) != "other.toml: cannot read the site's configuration" {
		t.Errorf("%v, %v", c, wrong)
	}
}

func TestNotUTF8(t *testing.T) {
	for name, text := range map[string]string{"Windows-1258": "title = \"a\"\n# G\xfd\n", "UTF-16": "\xff\xfet\x00\n\x00"} {
		c, wrong := load(t, text)
		if c != nil || len(wrong) != 1 || wrong[0].Message.ID != "config.not-utf8" || wrong[0].Line != 1+strings.Count(name, "Win") {
			t.Errorf("%s: %v, %v", name, c, wrong)
		}
	}
}

// TestSecretsAreNotShown: what is said of a configuration with secrets in it holds none
// of them.
func TestSecretsAreNotShown(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/mistakes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	secrets := 0
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".toml") {
			secrets += strings.Count(string(f.Data), "BIMAT")
		} else if strings.Contains(string(f.Data), "BIMAT") {
			t.Errorf("%s shows a secret:\n%s", f.Name, f.Data)
		}
	}
	if secrets < 9 {
		t.Errorf("only %d secrets: the test looks in the wrong place", secrets)
	}
}
