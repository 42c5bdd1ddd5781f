package value_test

import (
	stdcmp "cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

var update = flag.Bool("update", false, "write what is found into the golden files")

// A case of the golden files is a file "name.toml" or "name.yaml", as somebody
// wrote it, and "name.vi", "name.en", or both: what they are told, and what was
// found. In them "␉" stands for a tab.
func golden(t *testing.T, pattern string, found func(b *strings.Builder, name, text string, l message.Language)) {
	files, err := filepath.Glob("testdata/" + pattern)
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
			name, extension, _ := strings.Cut(f.Name, ".")
			if extension == "toml" || extension == "yaml" {
				input = *f
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+f.Name, func(t *testing.T) {
				if !strings.HasPrefix(input.Name, name+".") {
					t.Fatalf("no input %s.toml or %s.yaml", name, name)
				}
				var b strings.Builder
				found(&b, input.Name, strings.ReplaceAll(string(input.Data), "␉", "\t"), message.Language(extension))
				got := strings.ReplaceAll(b.String(), "\t", "␉")
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

func read(name, text string) (value.Source, value.Node, diag.List) {
	s := value.Source{File: name, Line: 1, Text: text}
	reader := value.TOML
	if strings.HasSuffix(name, ".yaml") {
		reader = value.YAML
	}
	root, wrong := reader(s)
	return s, root, wrong
}

// TestReading: where every value stands, and what people get wrong.
func TestReading(t *testing.T) {
	golden(t, "*ml*.txtar", func(b *strings.Builder, name, text string, l message.Language) {
		s, root, wrong := read(name, text)
		for _, d := range wrong {
			d.Show(b, l)
		}
		if wrong.Count(diag.Error) == 0 {
			dump(b, s, "", root)
		}
	})
}

// TestDecoder: each type that a key can want, right and wrong.
func TestDecoder(t *testing.T) {
	golden(t, "decoder.txtar", func(b *strings.Builder, name, text string, l message.Language) {
		s, root, wrong := read(name, text)
		d := value.Decoder{Source: s, YAML: strings.HasSuffix(name, ".yaml"), Location: time.FixedZone("", 7*60*60)}
		d.Wrong = wrong
		for _, f := range root.Fields {
			before := len(d.Wrong)
			found := take(&d, f)
			for _, wrong := range d.Wrong[before:] {
				wrong.Show(b, l)
			}
			if before == len(d.Wrong) || d.Wrong[before].Severity != diag.Error {
				fmt.Fprintf(b, "%s: %v\n", f.Key, found)
			}
		}
		for _, amended := range d.Wrong[:len(wrong)] {
			amended.Show(b, l)
		}
	})
}

func take(d *value.Decoder, f value.Field) any {
	wanted, _, _ := strings.Cut(f.Key, "-")
	switch wanted {
	case "text", "block":
		return d.String(f)
	case "texts":
		return d.Strings(f)
	case "bool":
		return d.Bool(f)
	case "int":
		return d.Int(f)
	case "date":
		return d.Date(f).Format(time.RFC3339)
	case "table":
		return len(d.Table(f))
	case "tables":
		return len(d.Tables(f))
	}
	d.Unknown(f, diag.Warning, []string{"title", "date"})
	return f.Value.Any()
}

var kinds = map[value.Kind]string{
	value.Null: "null", value.String: "string", value.Integer: "integer", value.Float: "float", value.Bool: "bool",
	value.Time: "time", value.Plain: "plain", value.List: "list", value.Table: "table",
}

func dump(b *strings.Builder, s value.Source, path string, n value.Node) {
	place := s.At(n.Offset, 1)
	if path != "" {
		fmt.Fprintf(b, "%s: %d:%d %s", path, place.Line, place.Column, kinds[n.Kind])
		if n.Kind != value.List && n.Kind != value.Table {
			fmt.Fprintf(b, " %q", n.Text)
		}
		b.WriteByte('\n')
	}
	for i, item := range n.Items {
		dump(b, s, fmt.Sprintf("%s[%d]", path, i), item)
	}
	for _, f := range n.Fields {
		dump(b, s, strings.TrimPrefix(path+"."+stdcmp.Or(f.Key, `""`), "."), f.Value)
	}
}
