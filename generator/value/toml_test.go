package value

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// tomlSeeds are texts that the quick reader takes, and texts that it must leave
// to the library.
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
}

func TestTOMLReadsWhatStoriesAreWrittenIn(t *testing.T) {
	root, ok := readQuick(frontMatter)
	if !ok {
		t.Fatal("the quick reader gives up")
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

// TestQuickReaderKnowsItsLimits lists what is left to the library, good or bad.
func TestQuickReaderKnowsItsLimits(t *testing.T) {
	for _, text := range []string{
		"a.b = 1", `"a b" = 1`, `a = """x""""`, "a = \"\"\"x\\\ny\"\"\"", "[a.b]", "a = {}\n[a.b]", "a = [{}]\n[[a]]", "[a]\n[[a]]", "a = 1e5", "a = 0x1F", "a = 1_000", "a = 08", "a = 1\na = 2",
		"[t]\n[t]", "t = []\n[[t]]", "a = \"x\x01\"", "a = 1 b = 2", "a = “x”", "a = 2021-02-30", "a = [1,,2]", `a = "\u1EA1"`, "a = \"\xff\"", `a = "C:\nam"`, `a = "C:\tam"`,
	} {
		if _, ok := readQuick(text); ok {
			t.Errorf("%q: read, but its reading is the library's business", text)
		}
	}
}

// FuzzTOML holds the quick reader to the library: what it reads, the library
// reads too, and both find the same.
func FuzzTOML(f *testing.F) {
	for _, seed := range tomlSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quick, ok := readQuick(text)
		if !ok {
			return
		}
		library, wrong := readLibrary(Source{File: "x", Line: 1, Text: text})
		if wrong != nil {
			t.Fatalf("read, but the library says: %v", wrong)
		}
		if diff := cmp.Diff(plain(library), plain(quick)); diff != "" {
			t.Fatalf("-library +quick:\n%s", diff)
		}
		for _, field := range quick.Fields {
			if !strings.HasPrefix(text[field.Offset:], field.Key) {
				t.Errorf("key %q is not at offset %d", field.Key, field.Offset)
			}
		}
	})
}

// plain makes trees of the two readers comparable: the offsets of the library's
// are guesses, and it keeps numbers and dates by their value.
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
		c, _ := parseISO(n.Text)
		return fmt.Sprintf("%+v", c)
	case Integer, Float:
		return n.Any() // "-0" is "0" to the library, "1.50" is "1.5"
	}
	return fmt.Sprint(n.Kind, " ", n.Text)
}

func BenchmarkTOML(b *testing.B) {
	b.Run("quick", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, ok := readQuick(frontMatter); !ok {
				b.Fatal("given up")
			}
		}
	})
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, wrong := readLibrary(Source{Text: frontMatter}); wrong != nil {
				b.Fatal(wrong)
			}
		}
	})
}
