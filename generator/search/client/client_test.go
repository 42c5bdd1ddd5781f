package client

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"regexp"
	"slices"
	"strings"
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

// declared is a name at the top of a file.
var declared = regexp.MustCompile(`(?m)^(export )?(?:async function|function|const|let|class) (\w+)`)

// TestFilesFitTogether holds what bundling relies on: every file is in the bundle,
// no two declare one name, and each imports, only from those before it, names that
// these export.
func TestFilesFitTogether(t *testing.T) {
	files, err := fs.Glob(sources, "*.js")
	if err != nil {
		t.Fatal(err)
	}
	if inOrder := slices.Sorted(slices.Values(order)); !slices.Equal(files, inOrder) {
		t.Errorf("files %q, in order %q", files, inOrder)
	}
	var everything strings.Builder
	owner, exports := map[string]string{}, map[string]bool{} // by name, by file and name
	for _, file := range order {
		raw, err := fs.ReadFile(sources, file)
		if err != nil {
			t.Fatal(err)
		}
		source := string(raw)
		everything.WriteString(source)
		for _, m := range imported.FindAllStringSubmatch(source, -1) {
			for name := range strings.SplitSeq(m[1], ", ") {
				if !exports[m[2]+" "+name] {
					t.Errorf("%s imports %s from %s, which is not before it or does not export it", file, name, m[2])
				}
				if len(regexp.MustCompile(`\b`+name+`\b`).FindAllString(source, 2)) < 2 {
					t.Errorf("%s does not use %s", file, name)
				}
			}
		}
		for _, m := range declared.FindAllStringSubmatch(source, -1) {
			if other := owner[m[2]]; other != "" {
				t.Errorf("%s and %s both declare %s", other, file, m[2])
			}
			owner[m[2]] = file
			if m[1] != "" {
				exports[file+" "+m[2]] = true
			}
		}
		if lines := strings.Count(source, "\n"); lines > 250 {
			t.Errorf("%s has %d lines", file, lines)
		}
	}
	for _, m := range number.FindAllStringSubmatch(everything.String(), -1) {
		if misused := regexp.MustCompile(`["'.]` + m[1] + `\b|\b` + m[1] + `:`).FindString(everything.String()); misused != "" {
			t.Errorf("%s is a number, and something else in %s", m[1], misused)
		}
	}
	for _, name := range public {
		if owner[name] == "" {
			t.Errorf("nothing declares %s", name)
		}
	}
	bundle, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	if at := regexp.MustCompile(`(?m)^(?:import|export \S+ [^{])`).FindIndex(bundle); at != nil {
		t.Errorf("left in the bundle: %s", bundle[at[0]:at[1]])
	}
}
