package value

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"guong/generator/diag"
)

// TestDepth: a hundred levels are read, one more is an error with its place, and
// a million of them neither overflow a stack nor take long.
func TestDepth(t *testing.T) {
	nested := func(before, open, inside, closing string) func(int) string {
		return func(n int) string {
			return before + strings.Repeat(open, n) + inside + strings.Repeat(closing, n) + "\n"
		}
	}
	indented := func(n int) string {
		var b strings.Builder
		for i := range min(n, 2000) {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	}
	for _, test := range []struct {
		name string
		read func(Source) (Node, diag.List)
		text func(int) string
		less int // levels that the text has beside
		line int
	}{
		{"lists", TOML, nested("title = 'a'\nx = ", "[", "", "]"), 0, 2},
		{"lists in lines", TOML, nested("x = ", "[\n", "", "\n]"), 0, 101},
		{"tables", TOML, nested("x = ", "{ a = ", "1", " }"), 0, 1},
		{"keys", TOML, nested("", "a.", "b = 1", ""), 0, 1},
		{"keys in tables", TOML, nested("x = ", "{ a.a = ", "1", " }"), 50, 1},
		{"header", TOML, nested("[", "a.", "a]", ""), 1, 1},
		{"header of a list", TOML, nested("[[", "a.", "a]]", ""), 1, 1},
		{"open lists", TOML, nested("x = ", "[", "", ""), 100, 1},
		{"lists", YAML, nested("title: a\nx: ", "[", "", "]"), 1, 2},
		{"tables", YAML, nested("x: ", "{a: ", "1", "}"), 2, 1},
		{"items", YAML, nested("x:\n  ", "- ", "a", ""), 2, 2},
		{"indented", YAML, indented, 1, 100},
	} {
		t.Run(fmt.Sprint(test.name, " ", test.line), func(t *testing.T) {
			if n := maxDepth - test.less; n > 0 {
				if _, wrong := test.read(Source{Text: test.text(n)}); wrong != nil {
					t.Errorf("%d levels: %v", n, wrong)
				}
			}
			for _, n := range []int{maxDepth - test.less + 1, 5000, 1_000_000} {
				_, wrong := test.read(Source{Text: test.text(n)})
				if wrong == nil || n != 1 && (wrong[0].Message.ID != "value.depth" || wrong[0].Column == 0) {
					t.Fatalf("%d levels: %.200v", n, wrong)
				}
				if n == maxDepth-test.less+1 && n > 1 && wrong[0].Line != test.line {
					t.Errorf("%d levels: at line %d, not %d", n, wrong[0].Line, test.line)
				}
			}
		})
	}
}

// TestDepthOfOpenLists: the library's own limit is told in our words.
func TestDepthOfOpenLists(t *testing.T) {
	_, wrong := YAML(Source{Line: 5, Text: "title: a\nx: " + strings.Repeat("[", 1_000_000)})
	if len(wrong) != 1 || wrong[0].Message.ID != "value.depth" || wrong[0].Line != 6 || wrong[0].Column != 4 {
		t.Errorf("%.300v", wrong)
	}
}

// TestManyKeys: tables with many keys find theirs by an index.
func TestManyKeys(t *testing.T) {
	for _, read := range []func(Source) (Node, diag.List){TOML, YAML} {
		for _, n := range []int{maxScanned, maxScanned + 1, 3 * maxScanned} {
			var b strings.Builder
			sign := map[bool]string{true: " =", false: ":"}[fmt.Sprintf("%p", read) == fmt.Sprintf("%p", TOML)]
			for i := range n {
				fmt.Fprintf(&b, "k%d%s %d\n", i, sign, i)
			}
			root, wrong := read(Source{Text: b.String()})
			if wrong != nil || (root.index != nil) != (n > maxScanned) {
				t.Fatalf("%d keys: %v, index %d", n, wrong, len(root.index))
			}
			for i := range n {
				if v, ok := root.Field(fmt.Sprintf("k%d", i)); !ok || v.Text != fmt.Sprint(i) {
					t.Errorf("%d keys: k%d is %v", n, i, v)
				}
			}
			if _, ok := root.Field("k"); ok {
				t.Error("a key is found that is not there")
			}
			fmt.Fprintf(&b, "k%d%s 0\n", n-1, sign)
			if _, wrong := read(Source{Text: b.String()}); len(wrong) != 1 || wrong[0].Line != n+1 || wrong[0].Message.ID != "value.duplicate-key" {
				t.Errorf("%d keys, the last twice: %v", n, wrong)
			}
		}
	}
}

// TestCursor: places asked for in any order are those that a single look finds.
func TestCursor(t *testing.T) {
	s := Source{File: "a", Line: 3, Text: "Một\n\nhai ba\r\nbốn\xffnăm\n\n sáu"}
	random := rand.New(rand.NewPCG(1, 2))
	var c cursor
	for range 2000 {
		offset := random.IntN(len(s.Text)+4) - 2
		if offset > 0 && offset < len(s.Text) && !utf8.RuneStart(s.Text[offset]) {
			continue
		}
		want := diag.At(s.File, []byte(s.Text), offset, 2)
		want.Line += 2
		if got := c.place(s, offset, 2); got.Position != want.Position || got.Excerpt != want.Excerpt || got.Width != want.Width {
			t.Fatalf("offset %d: %+v, want %+v", offset, got, want)
		}
	}
}

// TestMaxMistakes: a text with more mistakes than anybody reads has the first
// hundred told.
func TestMaxMistakes(t *testing.T) {
	for _, n := range []int{maxMistakes - 1, maxMistakes, maxMistakes + 1, 10 * maxMistakes} {
		_, wrong := TOML(Source{Text: strings.Repeat("k!\n", n)})
		if len(wrong) != min(n, maxMistakes) {
			t.Errorf("%d mistakes: %d told", n, len(wrong))
		}
	}
}

// TestControlCharacters: none is let into a text, a key or a comment of TOML,
// but for tabs, and line ends in texts of many lines.
func TestControlCharacters(t *testing.T) {
	for c := range rune(0x81) {
		for form, lines := range map[string]bool{"a = \"x%cy\"": false, "a = 'x%cy'": false, "a = 1 # x%cy": true, "# x%cy": true, "a = '''x%cy'''": true, "a = \"\"\"x%cy\"\"\"": true} {
			good := c == '\t' || c >= ' ' && c != 0x7f || c == '\n' && lines
			switch {
			case c == '\n' && strings.Contains(form, "#"), strings.ContainsRune("\"'\\", c):
				continue // the text goes on in the next line, or ends
			}
			_, wrong := TOML(Source{Text: fmt.Sprintf(form, c)})
			if (wrong == nil) != good {
				t.Errorf("%q: %v", fmt.Sprintf(form, c), wrong)
			}
			if !good && c != '\n' && (len(wrong) != 1 || wrong[0].Message.ID != "value.control") {
				t.Errorf("%q: %v", fmt.Sprintf(form, c), wrong)
			}
		}
	}
	if _, wrong := TOML(Source{Text: "a = 1\r\n# b\r\nc = '''\r\nd\r\n'''\r\n"}); wrong != nil {
		t.Error(wrong)
	}
	if _, wrong := TOML(Source{Text: "a = 1\rb = 2"}); wrong == nil {
		t.Error("a lone carriage return is read")
	}
}

// BenchmarkManyKeys takes time in proportion to the keys, unknown to the decoder.
func BenchmarkManyKeys(b *testing.B) {
	for _, n := range []int{10_000, 50_000} {
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, "k%d = 1\n", i)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				d := Decoder{Source: Source{Text: text.String()}}
				root, _ := TOML(d.Source)
				for _, f := range root.Fields {
					d.UnknownMeaning(f, diag.Warning, "title", nil)
				}
			}
		})
	}
}
