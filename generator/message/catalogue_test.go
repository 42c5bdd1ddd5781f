package message_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

// catalogue reads the texts of one language by their identifiers.
func catalogue(t *testing.T, language string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(language + "/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no catalogues", err)
	}
	texts := map[string]string{}
	for _, file := range files {
		var room map[string]string
		if _, err := toml.DecodeFile(file, &room); err != nil {
			t.Fatal(err)
		}
		for id, text := range room {
			texts[strings.TrimSuffix(filepath.Base(file), ".toml")+"."+id] = text
		}
	}
	return texts
}

var verb = regexp.MustCompile(`%(\[\d+\][a-z]|%)?`)

// TestBothLanguagesSayTheSame: the same texts, with the same values in them.
func TestBothLanguagesSayTheSame(t *testing.T) {
	vi, en := catalogue(t, "vi"), catalogue(t, "en")
	verbs := func(texts map[string]string) map[string][]string {
		found := map[string][]string{}
		for id, text := range texts {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s says nothing", id)
			}
			found[id] = verb.FindAllString(text, -1)
			slices.Sort(found[id])
			found[id] = slices.Compact(found[id])
		}
		return found
	}
	if diff := cmp.Diff(verbs(vi), verbs(en)); diff != "" {
		t.Errorf("-vi +en:\n%s", diff)
	}
}

// call is a call of message.New.
type call struct {
	file   string
	values int // how many there are for the text; -1 where the code does not show it
}

// source is what the module's code says about messages.
type source struct {
	literals map[string]bool // every string of the code, and what struct tags name as ${…}
	asked    map[string]call // identifier that is given to message.New as it is
}

func readSource(t *testing.T) source {
	t.Helper()
	s := source{map[string]bool{}, map[string]call{}}
	placeholder := regexp.MustCompile(`\$\{([a-z-]+)\}`)
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if text, ok := literal(n); ok {
					s.literals[text] = true
					for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
						s.literals[m[1]] = true
					}
				}
			case *ast.CallExpr:
				f, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || len(n.Args) == 0 {
					return true
				}
				if id, ok := literal(n.Args[0]); ok && f.Sel.Name == "New" && isIdent(f.X, "message") {
					s.asked[id] = call{path, len(n.Args) - 1}
					if n.Ellipsis.IsValid() {
						s.asked[id] = call{path, -1}
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// says reports whether code can say text id: it names it as a whole, or puts it
// together from "room." and its name, which has a first word and "-rest", or
// from another text and "-hint".
func (s source) says(id string) bool {
	room, name, _ := strings.Cut(id, ".")
	if s.literals[id] {
		return true
	}
	if s.literals[room+"."] {
		first, _, _ := strings.Cut(name, "-")
		if s.literals[name] || s.literals[first] && s.literals[name[len(first):]] {
			return true
		}
	}
	base, hint := strings.CutSuffix(id, "-hint")
	return hint && s.literals["-hint"] && s.says(base)
}

func TestEveryTextIsSaid(t *testing.T) {
	s := readSource(t)
	for id := range catalogue(t, "vi") {
		if !s.says(id) {
			t.Errorf("no code says %s", id)
		}
	}
}

func TestEveryMessageHasItsText(t *testing.T) {
	s, texts := readSource(t), catalogue(t, "vi")
	if len(s.asked) < 50 {
		t.Fatalf("only %d identifiers found", len(s.asked))
	}
	for id, call := range s.asked {
		text, ok := texts[id]
		if !ok {
			t.Errorf("%s: no catalogue has %q", call.file, id)
		}
		if call.values < 1 {
			continue // the text is said as it stands, whatever is in it
		}
		said := map[string]bool{}
		for _, verb := range verb.FindAllString(text, -1) {
			said[verb] = true
		}
		delete(said, "%%")
		for i := range call.values {
			for _, kind := range []string{"s", "d", "q"} {
				delete(said, fmt.Sprintf("%%[%d]%s", i+1, kind))
			}
		}
		if len(said) > 0 {
			t.Errorf("%s: %d values for %s: %s", call.file, call.values, id, text)
		}
	}
	// Identifiers that reach message.New by other ways look like texts of a room.
	var theme map[string]map[string]any // the texts of pages, which have rooms too
	if _, err := toml.DecodeFile("../../themes/tdkt/i18n/vi.toml", &theme); err != nil {
		t.Fatal(err)
	}
	rooms := map[string]bool{}
	for id := range texts {
		room, _, _ := strings.Cut(id, ".")
		rooms[room] = true
	}
	identifier := regexp.MustCompile(`^([a-z]+)\.([a-z]+(-[a-z]+)*)$`)
	for text := range s.literals {
		m := identifier.FindStringSubmatch(text)
		if m == nil || !rooms[m[1]] || theme[m[1]][m[2]] != nil || slices.Contains([]string{".toml", ".js", ".css", ".html", ".xml", ".json", ".svg"}, filepath.Ext(text)) {
			continue
		}
		if _, ok := texts[text]; !ok {
			t.Errorf("no catalogue has %q", text)
		}
	}
}
