package publish_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzPublish holds every publication against a model: the destination becomes
// the foreign files and the outputs; or there is an error and nothing changed.
//
// A text is a list of steps, one a line: "w path" and "p path" put a path into the next
// publication, with one text or another; "f path" lays a foreign file; "-" publishes.
func FuzzPublish(f *testing.F) {
	for _, seed := range []string{
		"w index.html\nw a/index.html\n-\np index.html\n-\n-",
		"w a\n-\nw a/b\nw a/c/d\n-\nw a\n-",
		"f a/x\nw a/b/c\n-\nw a\n-\nw b\n-",
		"f a\nw a\n-\np a\n-\nw a/b\n-",
		"w a/b/c/d\nw a/b/e\n-\nf a/b/x\nw a/b\n-\nw a/b/e\n-",
		"w a/b\nf a/b\n-\nf a/b\n-",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 400 {
			return
		}
		dir := filepath.Join(t.TempDir(), "public")
		foreign, ours, next := site{}, site{}, site{}
		for line := range strings.Lines(text) {
			verb, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			simple := name != "" && strings.Trim(name, "abcde/") == "" && filepath.ToSlash(filepath.Clean(name)) == name && name[0] != '/'
			switch {
			case verb == "w" && simple && !excluded(next, name):
				next[name] = "chung"
			case verb == "p" && simple && !excluded(next, name):
				next[name] = "riêng"
			case verb == "f" && simple && ours[name] == "" && !excluded(merged(foreign, ours), name):
				foreign[name] = "chung"
				lay(t, dir, site{name: "chung"})
			case verb == "-":
				blocked := false
				for name, text := range next {
					blocked = blocked || excluded(foreign, name) || foreign[name] != "" && foreign[name] != text
				}
				_, err := publishSite(dir, next)
				if (err != nil) != blocked {
					t.Fatalf("error %v, blocked %v", err, blocked)
				}
				if !blocked {
					for name := range next {
						delete(foreign, name) // adopted
					}
					ours, next = next, site{}
				}
				if err == nil || len(ours)+len(foreign) > 0 {
					if diff := cmp.Diff(merged(foreign, ours), tree(t, dir)); diff != "" {
						t.Fatal(diff)
					}
				}
				next = site{}
			}
		}
	})
}

// excluded reports whether a name of s is a folder of name, or the reverse.
func excluded(s site, name string) bool {
	for other := range s {
		if strings.HasPrefix(other, name+"/") || strings.HasPrefix(name, other+"/") {
			return true
		}
	}
	return false
}
