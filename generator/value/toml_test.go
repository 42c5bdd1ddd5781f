package value

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
)

// frontMatter has the shape of most stories'.
const frontMatter = `title = "Bắc Ninh: Giàng Thị Loan lan tỏa gương người tốt việc tốt"
date = 2025-07-07T20:58:00+07:00
author = "Nguyễn Đình Linh"
summary = "TĐKT - Phát huy truyền thống thi đua ái quốc, công tác thi đua - khen thưởng trên địa bàn được lãnh đạo, chỉ đạo đồng bộ."
localities = ["Bắc Ninh"]
fields = ["Cải cách hành chính"] # một lĩnh vực
movements = [
  "Cả nước chung tay vì người nghèo",
  'Xóa nhà tạm',
]
weight = -3
draft = false
image = { src = "anh.jpg", alt = "Một \"góc\" xã" }

[[honorees]]
name = "Giàng Thị Loan"
kind = "ca-nhan"
awards = [{ name = "Lao động tiên tiến", year = 2024 }, { name = "Bằng khen", year = 2025, by = "Chủ tịch UBND tỉnh" }]

[[honorees]]
name = "Thôn Đông"

[[honorees.awards]]
name = "Thôn văn hóa"
year = 2023

[source]
name = "Báo Bắc Ninh"
`

// tomlSeeds are texts of all forms of TOML, right and wrong.
var tomlSeeds = []string{
	frontMatter,
	"",
	"# chỉ có lời giải thích",
	"a = 1\n\n[t]\nb = 2\n",
	"date = 2021-07-06 10:11:00\n",
	"date = 2021-07-06 # hôm ấy\n",
	"date = 2021-02-30\n",
	"date = 2021-07-06T10:11\n",
	"a = [1, 'hai', [true]]\n",
	"a = {}\n",
	"a = { b = 1, }\n",
	"a.b = 1\n",
	"[[h]]\nn = 1\n[[h.a]]\nn = 2\n[[h.a]]\n[[h]]\n[h.b]\nn = 3\n[[h.a]]\n[h.a.c]\n",
	"[[h]]\na = [{}]\n[[h.a]]\n",
	"[[h]]\na = [[1]]\n[[h.a]]\n",
	"[h]\n[h.a]\n[h]\n",
	"[h.a]\n[h]\n",
	"h = {}\n[h.a]\n",
	"[[h]]\n[h.a]\n[[h.a]]\n",
	"[[h]\n[h]]\n[h.]\n",
	"\"a b\" = 1\n",
	"a = \"\"\"dài\nhai dòng\"\"\"\n",
	"a = '''dài'''\n",
	"a = '''\\n'dài' \\\\ ''\\n'''\nb = 1\n",
	"a = \"\"\"\"bốn\"\"\"\"\n",
	"a = \"\"\"xuống \\\n dòng\"\"\"\n",
	"a = \"\"\"\\\"\\\\ \\n\"\"\"\n",
	"a = \"\"\"x\ry\"\"\"\n",
	"a = ''\nb = \"\"\n",
	"a = 84.016\nb = -0.50\n",
	"a = 1.\nb = .5\n",
	"a = -0\n",
	"a = 1.5\n",
	"a = 0x1F\n",
	"a = 1_000\n",
	"a = 08\n",
	"a = +1\n",
	"a = 1\na = 2\n",
	"[t]\n[t]\n",
	"[[t]]\n[t]\n",
	"t = []\n[[t]]\n",
	"[t]\na = 1\n[[t.u]]\n",
	"a = \"\\u1EA1\"\n",
	"a = \"C:\\nam\\tam\\bam\"\n",
	"a = \"\"\"C:\\bam\\\"\"\"\"\n",
	"a = \"\" # \"\\b\"\nb = '\"\\b'\n",
	"a = \"x\ty\" \t# z\n",
	"a = \"x\x01y\"\n",
	"a = 1 # \x01\n",
	"a = “cong”\n",
	"a == 1\n",
	"= 1\n",
	"a = 1 b = 2\n",
	"[a",
	"a = [1,,2]",
	"a = [1\n,\n2 # hai\n]\n[b]\nc=''",
	"a = \"\xff\"",
	"a = 2021-07-06T10:11:00z",
	"a = 0000-01-01",
	"a = 99999999999999999999",
	"-a_B9- = true",
	"a = [\n[1],\n['x'],\n[\"y\"],\n[true],\n[2021-07-06],\n[[2.5]],\n[]\n]",
	"a = {\nb = 1,\nc = [\n[0x1F]\n]\n}",
	"a = \"\"\"x\\u000Ay\\u0009z\"\"\"",
	"a = 1\r",
	"a = 2021-07-06 10:11#b\nc = 1#d\n",
	"\uFEFFa = 1\n",
}

func TestTOMLReadsWhatStoriesAreWrittenIn(t *testing.T) {
	root, wrong := TOML(Source{Text: frontMatter})
	if wrong != nil {
		t.Fatal(wrong)
	}
	want := map[string]any{
		"title":      "Bắc Ninh: Giàng Thị Loan lan tỏa gương người tốt việc tốt",
		"date":       "2025-07-07T20:58:00+07:00",
		"author":     "Nguyễn Đình Linh",
		"summary":    "TĐKT - Phát huy truyền thống thi đua ái quốc, công tác thi đua - khen thưởng trên địa bàn được lãnh đạo, chỉ đạo đồng bộ.",
		"localities": []any{"Bắc Ninh"},
		"fields":     []any{"Cải cách hành chính"},
		"movements":  []any{"Cả nước chung tay vì người nghèo", "Xóa nhà tạm"},
		"weight":     -3,
		"draft":      false,
		"image":      map[string]any{"src": "anh.jpg", "alt": "Một \"góc\" xã"},
		"honorees": []any{
			map[string]any{"name": "Giàng Thị Loan", "kind": "ca-nhan", "awards": []any{
				map[string]any{"name": "Lao động tiên tiến", "year": 2024},
				map[string]any{"name": "Bằng khen", "year": 2025, "by": "Chủ tịch UBND tỉnh"},
			}},
			map[string]any{"name": "Thôn Đông", "awards": []any{map[string]any{"name": "Thôn văn hóa", "year": 2023}}},
		},
		"source": map[string]any{"name": "Báo Bắc Ninh"},
	}
	if diff := cmp.Diff(want, root.Any()); diff != "" {
		t.Error(diff)
	}
}

// FuzzTOML holds the reader to the library: both accept the same texts, but for
// what [TOML] says, and find the same in them.
func FuzzTOML(f *testing.F) {
	for _, seed := range tomlSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want map[string]any
		_, err := toml.Decode(text, &want)
		got, wrong := TOML(Source{Text: text})
		switch {
		case !utf8.ValidString(text): // UTF-16 to the library, perhaps
			if wrong == nil {
				t.Fatal("read, but it is no UTF-8")
			}
		case err != nil && wrong == nil && !lenient(text, got):
			t.Fatalf("read, but the library says: %v", err)
		case err == nil && wrong != nil && !stricter(wrong):
			t.Fatalf("the library reads %v, but %v", want, wrong)
		case err == nil && wrong == nil:
			if diff := cmp.Diff(comparable(want), plain(got)); diff != "" {
				t.Fatalf("-library +reader:\n%s", diff)
			}
		}
		inPlace(t, text, got)
	})
}

// lenient reports whether something in n is accepted that TOML does not have: a
// bare key with marks or blanks, or another form of date.
func lenient(text string, n Node) bool {
	if n.Kind == Time && !tomlDate.MatchString(n.Text) || slices.ContainsFunc(n.Items, func(item Node) bool { return lenient(text, item) }) {
		return true
	}
	return slices.ContainsFunc(n.Fields, func(f Field) bool {
		bare := f.Offset == 0 || strings.IndexByte(`"'`, text[f.Offset-1]) < 0
		return bare && strings.ContainsFunc(f.Key, func(r rune) bool { return r >= 0x80 || !isBareKeyByte(byte(r)) }) || lenient(text, f.Value)
	})
}

var tomlDate = regexp.MustCompile(`^(\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(:\d\d(\.\d+)?)?)$`)

// TestAtTheEdge: lists that look like headers, and control characters by escapes.
func TestAtTheEdge(t *testing.T) {
	for _, text := range []string{"a = [\n[1],\n['x'],\n[\"y\"],\n[true],\n[2021-07-06],\n[[2.5]],\n[]\n]", "a = {\nb = 1,\nc = [\n[0x1F]\n]\n}", "a = \"\"\"x\\u000Ay\\u0009z\"\"\"", "\uFEFFa = 1\n"} {
		if _, wrong := TOML(Source{Text: text}); wrong != nil {
			t.Errorf("%q: %v", text, wrong)
		}
	}
	for _, text := range []string{"a = 1\r", "a = \"\"\"x\\u0008y\"\"\"", "a = \"x\\u000Ay\""} {
		if _, wrong := TOML(Source{Text: text}); wrong == nil {
			t.Errorf("%q is read", text)
		}
	}
}

// stricter reports whether all of wrong is what only [TOML] refuses: control
// characters, depth, the year 0, and tables that the library lets be added to
// against the specification (TestTables).
func stricter(wrong diag.List) bool {
	return !slices.ContainsFunc(wrong, func(d diag.Diagnostic) bool {
		return !slices.Contains([]string{"value.backslash", "value.depth", "value.date-calendar", "value.duplicate-key"}, d.Message.ID)
	})
}

// inPlace checks that every key stands where it is said to.
func inPlace(t *testing.T, text string, n Node) {
	for _, f := range n.Fields {
		if !strings.HasPrefix(text[f.Offset:], f.Key) && !strings.Contains(text, `\`) {
			t.Errorf("key %q is not at offset %d", f.Key, f.Offset)
		}
		inPlace(t, text, f.Value)
	}
	for _, item := range n.Items {
		inPlace(t, text, item)
	}
}

// plain and comparable make trees of the reader and of the library comparable:
// numbers and dates by their value.
func plain(n Node) any {
	switch n.Kind {
	case Table:
		table := map[string]any{}
		for _, f := range n.Fields {
			table[f.Key] = plain(f.Value)
		}
		return table
	case List:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, plain(item))
		}
		return list
	case Time:
		if t, wrong := ParseDate(n.Text, time.UTC); wrong == DateOK {
			return t.Format(time.RFC3339)
		}
		return n.Text[:len("15:04")]
	case Integer, Float, Bool:
		return fmt.Sprint(n.Any()) // "-0" is "0" to the library, "1.50" is "1.5"
	}
	return fmt.Sprint(n.Kind, " ", n.Text)
}

func comparable(v any) any {
	switch v := v.(type) {
	case map[string]any:
		table := map[string]any{}
		for key, item := range v {
			table[key] = comparable(item)
		}
		return table
	case []map[string]any:
		list := []any{}
		for _, item := range v {
			list = append(list, comparable(item))
		}
		return list
	case []any:
		list := []any{}
		for _, item := range v {
			list = append(list, comparable(item))
		}
		return list
	case time.Time:
		switch v.Location().String() {
		case "date-local", "datetime-local":
			return v.Format("2006-01-02T15:04:05Z")
		case "time-local":
			return v.Format("15:04")
		}
		return v.Format(time.RFC3339)
	case string:
		return fmt.Sprint(String, " ", v)
	}
	return fmt.Sprint(v)
}

func BenchmarkTOML(b *testing.B) {
	b.Run("reader", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, wrong := TOML(Source{Text: frontMatter}); wrong != nil {
				b.Fatal(wrong)
			}
		}
	})
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var tree map[string]any
			if _, err := toml.Decode(frontMatter, &tree); err != nil {
				b.Fatal(err)
			}
		}
	})
}
