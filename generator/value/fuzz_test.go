package value_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// seed gives the fuzzer the inputs of all golden files.
func seed(f *testing.F, extension string) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, input := range archive.Files {
			if strings.HasSuffix(input.Name, extension) {
				f.Add(strings.ReplaceAll(string(input.Data), "␉", "\t"))
			}
		}
	}
}

// FuzzYAML: the reader never panics, and what it says is about the text.
func FuzzYAML(f *testing.F) {
	seed(f, ".yaml")
	f.Add("  ?")
	f.Fuzz(func(t *testing.T, text string) {
		s := value.Source{File: "x.yaml", Line: 3, Text: text}
		root, wrong := value.YAML(s)
		inText(t, s, root, wrong)
	})
}

// FuzzTOMLMistakes does the same for TOML.
func FuzzTOMLMistakes(f *testing.F) {
	seed(f, ".toml")
	f.Fuzz(func(t *testing.T, text string) {
		s := value.Source{File: "x.toml", Line: 3, Text: text}
		root, wrong := value.TOML(s)
		inText(t, s, root, wrong)
	})
}

func inText(t *testing.T, s value.Source, root value.Node, wrong diag.List) {
	t.Helper()
	checkNode(t, s.Text, root)
	decoder := value.Decoder{Source: s, Wrong: wrong}
	for _, f := range root.Fields {
		decoder.String(f)
		decoder.Strings(f)
		decoder.Bool(f)
		decoder.Int(f)
		decoder.Date(f)
		decoder.Tables(f)
		decoder.Unknown(f, diag.Warning, []string{"title"})
	}
	lines := strings.Split(s.Text, "\n")
	for _, d := range decoder.Wrong {
		if d.Line < s.Line || d.Line >= s.Line+len(lines) {
			t.Fatalf("line %d is not in the text: %v", d.Line, d)
		}
		line := lines[d.Line-s.Line]
		if d.Column < 1 || d.Column > utf8.RuneCountInString(line)+1 {
			t.Fatalf("column %d is not in line %q: %v", d.Column, line, d)
		}
		d.Show(&strings.Builder{}, message.Vietnamese)
	}
}

func checkNode(t *testing.T, text string, n value.Node) {
	t.Helper()
	if n.Offset < 0 || n.Offset > n.End || n.End > len(text) {
		t.Fatalf("offsets %d to %d of %d bytes: %v", n.Offset, n.End, len(text), n)
	}
	for _, item := range n.Items {
		checkNode(t, text, item)
	}
	for _, f := range n.Fields {
		if f.Offset < 0 || f.Offset > len(text) {
			t.Fatalf("key %q at %d of %d bytes", f.Key, f.Offset, len(text))
		}
		checkNode(t, text, f.Value)
	}
}

// FuzzParseDate: a date that is read is one that the calendar has, in the zone
// that was asked for.
func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2021-07-06T10:11:00+07:00", "2021-07-06 10:11", "06/07/2021 - 10:11", "6/7/2021", "0000-00-00", "29/02/2023", "2021-07-06T10:11:00-23:59"} {
		f.Add(text)
	}
	zone := time.FixedZone("", 7*60*60)
	f.Fuzz(func(t *testing.T, text string) {
		date, wrong := value.ParseDate(text, zone)
		if wrong != value.DateOK {
			return
		}
		again, wrong := value.ParseDate(date.Format(time.RFC3339), zone)
		if wrong != value.DateOK || !again.Equal(date) {
			t.Errorf("%q: %v is read as %v", text, date, again)
		}
	})
}
