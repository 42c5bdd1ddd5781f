package markdown_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"guong/generator/markdown"
)

// hostile are texts of about n bytes, each of which takes a naive parser more
// than linear time, stack or memory.
var hostile = map[string]func(n int) string{
	"autolinks":                   repeated("<https://b.example/> "),
	"autolinks, open":             repeated("<https:"),
	"backslashes":                 repeated("\\"),
	"backslashes and blanks":      repeated("\\ "),
	"backticks, longer each time": func(n int) string { return growing(n, "`", " ") },
	"backticks, separate":         repeated("`` ` "),
	"bare addresses":              repeated("www.b.example/ "),
	"bare addresses in one word":  repeated("http://www.a@b.c"),
	"boxes":                       repeated("> [!hộp] a\n> b\n\n"),
	"boxes, figures":              func(n int) string { return "> [!số liệu]\n" + strings.Repeat("> **1:** a\n", n/11) },
	"boxes, open":                 repeated("> [!\n\n"),
	"braces":                      repeated("{{< a >}} {#b} {% c"),
	"brackets":                    repeated("["),
	"brackets, closed":            func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) },
	"brackets, one by one":        repeated("[a] "),
	"bullets":                     repeated("- "),
	"bullets, deeper each time":   func(n int) string { return steps(n, "- a") },
	"cells, code":                 func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|`a\\|b`|\n", n/10) },
	"cells, long":                 func(n int) string { return "|a|\n|-|\n|" + strings.Repeat("*a_ ", n/4) + "|\n" },
	"cells, many":                 func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|", n) },
	"closing brackets":            repeated("]"),
	"closing links":               repeated("](a.md)"),
	"code in cells":               func(n int) string { return "|a|\n|-|\n|" + growing(n, "`", "|") + "|\n" },
	"columns, short rows": func(n int) string {
		return strings.Repeat("a|", 190) + "\n" + strings.Repeat("-|", 190) + "\n" + strings.Repeat("|\n", n/2)
	},
	"columns, too many": func(n int) string {
		return strings.Repeat("a|", n/5) + "\n" + strings.Repeat("-|", n/5) + "\n" + strings.Repeat("|\n", n/10)
	},
	"comments":               repeated("<!-- "),
	"comments, one a line":   repeated("a <!-- b --> c\n"),
	"declarations":           repeated("<!A <?b <![CDATA["),
	"definitions":            numbered("[%d]: https://b.example/\n"),
	"definitions, none":      repeated("[a\n"),
	"definitions, titles":    numbered("[%d]: b 'c\nd'\n"),
	"dollars":                repeated("$a$"),
	"emphasis":               repeated("*a **b "),
	"emphasis, closers":      repeated("a* b_ c** "),
	"emphasis, long":         func(n int) string { return strings.Repeat("*", n/2) + "a" + strings.Repeat("*", n/2) },
	"emphasis, mixed":        repeated("*a_ "),
	"emphasis, nested":       func(n int) string { return strings.Repeat("*a ", n/6) + strings.Repeat("b* ", n/6) },
	"emphasis, punctuation":  repeated("**a:**b "),
	"entities":               repeated("&"),
	"entities, long":         repeated("&CounterClockwiseContourIntegra"),
	"fences":                 repeated("```\n"),
	"footnotes":              numbered("[^%[1]d]\n\n[^%[1]d]: a [b](c.md)\n\n"),
	"footnotes, backwards":   func(n int) string { return footnotes(n, true) },
	"footnotes, in one line": func(n int) string { return footnotes(n, false) },
	"footnotes, missing":     numbered("[^%d] "),
	"footnotes, nested":      func(n int) string { return strings.Repeat("[^a]: ", n/6) + "\n[^a]" },
	"footnotes, one":         func(n int) string { return strings.Repeat("a[^1] ", n/6) + "\n\n[^1]: b" },
	"footnotes, open":        repeated("[^"),
	"footnotes, shuffled":    shuffledFootnotes,
	"fragments":              repeated("[a](#khong) "),
	"fragments, found": func(n int) string {
		return strings.Repeat("[a](#Đổi-mới) [b](c.md) ", n/26) + "\n\n## Đổi mới\n"
	},
	"fragments and headings": func(n int) string { return numbered("## a %[1]d\n\n[b](#A-%[1]d)\n\n")(n) },
	"headings":               repeated("## a\n"),
	"headings, id to come":   func(n int) string { return strings.Repeat("## x\n", n/5) + "## y {#x}\n" },
	"headings, long":         func(n int) string { return "## " + strings.Repeat("Đổi *mới* ", n/14) },
	"images":                 repeated("!["),
	"languages":              repeated("[a]{en} "),
	"languages, no bracket":  repeated("a]{en} "),
	"boxes, left as text":    repeated("[!hộp "),
	"boxes, unknown":         repeated("[!hộq\n\n"),
	"languages, open":        repeated("[x] {en "),
	"languages, unopened":    func(n int) string { return strings.Repeat("[a](b)", n/12) + strings.Repeat("]{en}", n/12) },
	"languages, of links":    repeated("[[a](b){fr}]{en}"),
	"images, touched":        repeated("![a](b)\nx\n"),
	"languages, nested":      func(n int) string { return strings.Repeat("[", n/6) + strings.Repeat("]{en}", n/6) },
	"languages, with links":  func(n int) string { return strings.Repeat("[[a](b)", n/12) + strings.Repeat("]{en}", n/12) },
	"images, nested":         func(n int) string { return strings.Repeat("![a", n/12) + strings.Repeat("](b.jpg)", n/12) },
	"letters":                repeated("a"),
	"line ends":              repeated("\n"),
	"lines":                  repeated("a\n"),
	"lines, hard":            repeated("a  \n"),
	"lines, indented":        repeated("    a\n\n"),
	"lines, rules":           repeated("a\n---\n"),
	"links":                  repeated("[a](a.md) "),
	"links, empty":           repeated("[a]() "),
	"links, external":        repeated("[a](https://b.example/) "),
	"links, on disk":         repeated("[a](file:///b) "),
	"links, one a line":      repeated("[a](a.md)\n"),
	"links, open":            repeated("[a]("),
	"links, open angles":     repeated("[a](<b"),
	"links, open titles":     repeated("[a](b (c "),
	"links, open quotes":     repeated("[a](b \"c 'd "),
	"links, parentheses":     func(n int) string { return "[](" + strings.Repeat("(", n) },
	"links, references":      references,
	"links, spaces":          repeated("[a](b c "),
	"links, spaces before":   repeated("[a] (b "),
	"links, twice":           repeated("[a]([b](c)) [a]([https://b.vn "),
	"links and files":        repeated("[a](b.jpg c.jpg \"d "),
	"numbers":                numbered("%d. a\n"),
	"numbers, wrong":         repeated("1. a\n3. b\n"),
	"pipes":                  repeated("|"),
	"pipes, lines":           repeated("|a|b|\n"),
	"quotations":             repeated(">"),
	"quotations, blanks":     repeated("> "),
	"quotations, deep lines": func(n int) string { return strings.Repeat(strings.Repeat(">", 100)+"a\n", n/102) },
	"quotations, deeper":     func(n int) string { return growing(n, ">", "a\n") },
	"quotations and bullets": repeated("> - "),
	"quotation marks":        repeated("\"'“"),
	"blanks":                 func(n int) string { return "a" + strings.Repeat(" ", n) + "b" },
	"blanks, lines":          repeated(" \n"),
	"strikethrough":          repeated("~~a ~b "),
	"tables":                 repeated("|a|\n|-|\n|b|\n\n"),
	"tables, stacked":        repeated("a|b\n-|-\nc\n"),
	"tables without heads":   repeated("-|-\n"),
	"tabs":                   repeated("a\tb\n"),
	"tabs, at the beginning": repeated("\t"),
	"tags":                   repeated("<b>"),
	"tags, attributes":       func(n int) string { return "a <b " + strings.Repeat("c ", n/2) },
	"tags, closed":           repeated("<b>a</b> "),
	"tags, nested":           func(n int) string { return strings.Repeat("<b>", n/7) + strings.Repeat("</b>", n/7) },
	"tags, open":             repeated("<a b='"),
	"tags, paragraphs":       func(n int) string { return numbered("<p><b title=%d>\n\n")(n) },
	"tags, pictures":         repeated("<img src='a.jpg'>\n"),
	"tags, references":       repeated("a <a href='a&amp;b.md'>c</a>\n"),
	"underscores":            repeated("_"),
	"underscores in words":   repeated("a_b"),
}

func repeated(s string) func(n int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

// numbered repeats a format with numbers.
func numbered(format string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
}

// growing has one sign, then two, then three…
func growing(n int, sign, between string) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(sign, i) + between)
	}
	return b.String()
}

// steps has lines that are each indented more than the one before.
func steps(n int, line string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + line + "\n")
	}
	return b.String()
}

func references(n int) string {
	var text, definitions strings.Builder
	for i := 0; text.Len()+definitions.Len() < n; i++ {
		fmt.Fprintf(&text, "[a][%d] ", i)
		fmt.Fprintf(&definitions, "[%d]: https://b.example/%d\n", i, i)
	}
	return text.String() + "\n\n" + definitions.String()
}

func footnotes(n int, backwards bool) string {
	var text, definitions []string
	for i, size := 0, 0; size < n; i++ {
		label := "[^" + strconv.Itoa(i) + "]"
		text, definitions = append(text, label), append(definitions, label+": a [b](c.md)\n")
		size += 2*len(label) + 14
	}
	if backwards {
		slices.Reverse(text)
	}
	return strings.Join(text, " ") + "\n\n" + strings.Join(definitions, "\n")
}

func shuffledFootnotes(n int) string {
	blocks := strings.SplitAfter(footnotes(n, false), "\n\n")
	words := strings.Fields(blocks[0])
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return strings.Join(words, " ") + "\n\n" + strings.Join(blocks[1:], "")
}

// Twice the text takes at most 2.5 times the memory, since slices grow in steps. Time is measured by
// BenchmarkHostile; what bounds it is tested by what it is made of (TestSplit,
// TestNestingIsBounded).
func TestHostileMemory(t *testing.T) {
	for _, raw := range []markdown.RawHTML{markdown.Escape, markdown.Sanitise} {
		for _, name := range slices.Sorted(maps.Keys(hostile)) {
			text := hostile[name]
			small, large := allocated(t, raw, text(10_000)), allocated(t, raw, text(20_000))
			if large > 5*small/2+32<<10 {
				t.Errorf("%v, %s: %d kB for 10 kB, %d kB for 20 kB", raw, name, small>>10, large>>10)
			}
		}
	}
}

// allocated returns the bytes that the first conversion allocates.
func allocated(t *testing.T, raw markdown.RawHTML, text string) uint64 {
	c := converter(t, raw)
	src := []byte(text)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c.Convert(src, markdown.Origin{File: "a.md", Line: 1})
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func BenchmarkHostile(b *testing.B) {
	c := converter(b, markdown.Escape)
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		for _, size := range []int{100_000, 200_000} {
			src := []byte(hostile[name](size))
			b.Run(fmt.Sprintf("%s/%dkB", name, size/1000), func(b *testing.B) {
				for b.Loop() {
					c.Convert(src, markdown.Origin{File: "a.md", Line: 1})
				}
			})
		}
	}
}
