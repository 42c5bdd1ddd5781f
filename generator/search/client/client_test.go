package client

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"regexp"
	"slices"
	"testing"
)

// longest is the size in bytes that readers have to load, compressed, at most.
const longest = 9_500

func TestScriptIsSmall(t *testing.T) {
	name, data := Script()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d bytes, %d compressed", name, len(data), out.Len())
	if out.Len() > longest {
		t.Errorf("%d bytes compressed, want at most %d", out.Len(), longest)
	}
	if !regexp.MustCompile(`^client\.[0-9a-f]{16}\.js$`).MatchString(name) {
		t.Errorf("name %q", name)
	}
	if again, same := newScript(); again != name || !bytes.Equal(same, data) {
		t.Error("the script differs from itself")
	}
	for _, unwanted := range []string{"import", "eval(", "new Function"} {
		if bytes.Contains(data, []byte(unwanted)) {
			t.Errorf("the script has %s", unwanted)
		}
	}
}

// TestFilesFitTogether: every file is in the bundle, each uses what it imports, no two
// declare one name, and public names are declared.
func TestFilesFitTogether(t *testing.T) {
	files, err := fs.Glob(sources, "*.js")
	if err != nil {
		t.Fatal(err)
	}
	if inOrder := slices.Sorted(slices.Values(order)); !slices.Equal(files, inOrder) {
		t.Errorf("files %q, in order %q", files, inOrder)
	}
	owner, exports := map[string]string{}, map[string]bool{}
	for _, file := range order {
		source, err := fs.ReadFile(sources, file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := parseModule(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range m.imports {
			if len(regexp.MustCompile(`\b`+i.name+`\b`).FindAll(source, 2)) < 2 {
				t.Errorf("%s does not use %s", file, i.name)
			}
		}
		for _, name := range m.exports {
			exports[name] = true
		}
		for _, v := range m.body.Scope.Declared {
			name := string(v.Data)
			if slices.ContainsFunc(m.imports, func(i imported) bool { return i.name == name }) {
				continue
			}
			if other := owner[name]; other != "" {
				t.Errorf("%s and %s both declare %s", other, file, name)
			}
			owner[name] = file
		}
		if lines := bytes.Count(source, []byte("\n")); lines > 250 {
			t.Errorf("%s has %d lines", file, lines)
		}
	}
	for _, name := range public {
		if owner[name] == "" || !exports[name] {
			t.Errorf("nothing declares and exports %s", name)
		}
	}
}
