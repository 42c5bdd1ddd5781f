package markdown

import (
	"strings"
	"testing"

	extast "github.com/yuin/goldmark/extension/ast"
)

// Entities and numeric references at the limits of CommonMark 2.5.
func TestUnit(t *testing.T) {
	const long = "&CounterClockwiseContourIntegral;" // the longest name
	for src, want := range map[string]string{
		"&amp;":                             "&",
		"&gt;":                              ">",
		"&gt":                               "&",
		"&;":                                "&",
		"&#;":                               "&",
		"&#x;":                              "&",
		"&a;":                               "&",
		"&khong;":                           "&",
		"&am#p;":                            "&",
		long:                                "∳",
		long[:33] + "x":                     "∳",
		"&" + strings.Repeat("C", 33) + ";": "&",
		"&#7;":                              "\ufffd",
		"&#9;":                              "\t",
		"&#10;":                             "\n",
		"&#31;":                             "\ufffd",
		"&#32;":                             " ",
		"&#65;":                             "A",
		"&#0000065;":                        "A",
		"&#00000065;":                       "&",
		"&#9999999;":                        "\ufffd",
		"&#99999999;":                       "&",
		"&#1114111;":                        "\U0010ffff",
		"&#1114112;":                        "\ufffd",
		"&#x41;":                            "A",
		"&#X41;":                            "A",
		"&#x000041;":                        "A",
		"&#x0000041;":                       "&",
		"&#xFFFFFF;":                        "\ufffd",
		"&#x1000000;":                       "&",
		"&#x10FFFF;":                        "\U0010ffff",
		"&#x110000;":                        "\ufffd",
		"&#xD7FF;":                          "\ud7ff",
		"&#xD800;":                          "\ufffd",
		"&#xDFFF;":                          "\ufffd",
		"&#xE000;":                          "\ue000",
		"&#x7f;":                            "\ufffd",
		"&#x80;":                            "\ufffd",
		"&#x9f;":                            "\ufffd",
		"&#xa0;":                            "\u00a0",
		"&#0;":                              "\ufffd",
		"&#a;":                              "&",
		"&#xg;":                             "&",
		"\x00":                              "\ufffd",
		`\*`:                                "*",
		`\a`:                                `\`,
		`\`:                                 `\`,
		"đ":                                 "\xc4",
	} {
		got, n := unit([]byte(src))
		whole := len(src)
		if want == src[:1] && src != "&amp;" {
			whole = 1
		}
		if src == long[:33]+"x" {
			whole = 33
		}
		if got != want || n != whole {
			t.Errorf("%q: %q of %d bytes, want %q of %d", src, got, n, want, whole)
		}
	}
}

// Lengths and numbers at which a rule begins or ends.
func TestBoundaries(t *testing.T) {
	label := strings.Repeat("a", 63)
	host := strings.Repeat("a", 125) + "." + strings.Repeat("b", 127) // 253 characters
	for name, test := range map[string]struct{ got, want int }{
		"local part of 64":       {localPartBefore([]byte(label+"a"), 64), 64},
		"local part of 65":       {localPartBefore([]byte(label+"aa"), 65), 0},
		"host of 253":            {hostLength([]byte(host)), 253},
		"host of 254":            {hostLength([]byte(host + "b")), 0},
		"host of one label":      {hostLength([]byte("localhost")), 0},
		"host of two labels":     {hostLength([]byte("a.b")), 3},
		"footnote label, 999":    {len(footnoteLabel([]byte("[^" + strings.Repeat("a", 999) + "]"))), 999},
		"footnote label, 1000":   {len(footnoteLabel([]byte("[^" + strings.Repeat("a", 1000) + "]"))), 0},
		"number of 9 digits":     {size(numberAt([]byte("123456789."))), 123456789},
		"number of 10 digits":    {size(numberAt([]byte("1234567890"))), 123456789},
		"99.a":                   {second(tightNumber([]byte("99.a"))), 3},
		"100.a":                  {second(tightNumber([]byte("100.a"))), 0},
		"1.2":                    {second(tightNumber([]byte("1.2"))), 0},
		"1.":                     {second(tightNumber([]byte("1."))), 0},
		"1":                      {second(tightNumber([]byte("1"))), 0},
		"spaced address of 999":  {third(pastedAddress([]byte("](" + strings.Repeat("a", maxAddress-6) + " .jpg)"))), maxAddress + 2},
		"spaced address of 1000": {third(pastedAddress([]byte("](" + strings.Repeat("a", maxAddress-5) + " .jpg)"))), 0},
	} {
		if test.got != test.want {
			t.Errorf("%s: %d, want %d", name, test.got, test.want)
		}
	}
}

func size(n int, _ bool) int       { return n }
func second(_, n int) int          { return n }
func third(_, _ []byte, n int) int { return n }

var testLabels = Labels{"a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a"}

// Numbers of characters and of items at which a warning begins.
func TestWarningsBegin(t *testing.T) {
	c, err := New(Options{Labels: testLabels})
	if err != nil {
		t.Fatal(err)
	}
	columns := func(n int) string { return strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" }
	for name, test := range map[string]struct {
		none, some, id string
	}{
		"underlined heading": {strings.Repeat("đ", 150) + "\n---\n", strings.Repeat("đ", 151) + "\n---\n", "markdown.heading-underlined"},
		"year":               {"999. a\n", "1000. a\n", "markdown.list-year"},
		"columns":            {columns(maxColumns), columns(maxColumns + 1), "markdown.table-wide"},
		"bold heading":       {"a\n\n**b " + strings.Repeat("đ", 79) + "**\n\nc", "a\n\n**b " + strings.Repeat("đ", 78) + "**\n\nc", "markdown.bold-heading"},
		"heading level":      {"## a\n\n### b\n", "## a\n\n#### b\n", "markdown.heading-jump"},
		"stars as bullets":   {"*một\n*hai\n", "*một\n*hai\n*ba\n", "markdown.bullet"},
		"dashes":             {"– a\n", "– a\n– b\n", "markdown.bullet"},
		"crowded":            {strings.Repeat("*a ", maxSigns), strings.Repeat("*a ", maxSigns+1), "markdown.crowded"},
		"words of a label":   {"A b c d e f: g\nH i: k", "A b c d e: g\nH i: k", "markdown.flow"},
		"length of a label":  {strings.Repeat("A", 60) + ": b\nC: d", strings.Repeat("A", 59) + ": b\nC: d", "markdown.flow"},
		"letters of a list":  {"a) b\nc) d", "a) b\nb) c", "markdown.flow"},
		"nesting":            {strings.Repeat("> ", maxNesting) + "a", strings.Repeat("> ", maxNesting+1) + "a", "markdown.deep"},
	} {
		for src, want := range map[string]bool{test.none: false, test.some: true} {
			_, diagnostics := c.Convert([]byte(src), Origin{File: "a.md", Line: 1})
			got := false
			for _, d := range diagnostics {
				got = got || d.Message.ID == test.id
			}
			if got != want {
				t.Errorf("%s: %v, want %v: %.80q", name, got, want, src)
			}
		}
	}
}

// The last of the empty cells that a document adds is the last that it may add.
func TestAddedCellsAreBounded(t *testing.T) {
	c, err := New(Options{Labels: testLabels})
	if err != nil {
		t.Fatal(err)
	}
	rows := maxAddedCells/99 + 2
	src := strings.Repeat("|a", 100) + "|\n" + strings.Repeat("|-", 100) + "|\n" + strings.Repeat("|b|\n", rows)
	d, _ := c.Convert([]byte(src), Origin{File: "a.md", Line: 1})
	if n := strings.Count(d.HTML, "<td></td>"); n != maxAddedCells {
		t.Errorf("%d empty cells, want %d", n, maxAddedCells)
	}
	if n := strings.Count(d.HTML, "<td>b</td>"); n != rows {
		t.Errorf("%d rows, want %d", n, rows)
	}
}

// What makes a block, and what is one sign too many for it.
func TestBlocksEnd(t *testing.T) {
	c, err := New(Options{Labels: testLabels})
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ is, isNot, tag string }{
		"tight heading":           {"######Sáu", "#######Bảy", "<h6"},
		"indented delimiter row":  {"a|b\n   -|-\n", "a|b\n    -|-\n", "<table>"},
		"delimiter row of colons": {"a|b\n:-:|-\n", "a|b\n::-|-\n", "<table>"},
	} {
		for src, want := range map[string]bool{test.is: true, test.isNot: false} {
			if d, _ := c.Convert([]byte(src), Origin{File: "a.md", Line: 1}); strings.Contains(d.HTML, test.tag) != want {
				t.Errorf("%s: %q gives %s", name, src, d.HTML)
			}
		}
	}
}

// Few footnotes are searched one by one, many by a map, with one result.
func TestFindFootnote(t *testing.T) {
	for n, mapped := range map[int]bool{fewFootnotes: false, fewFootnotes + 1: true} {
		var f footnotes
		for i := range n {
			f.defined = append(f.defined, &footnote{Footnote: extast.NewFootnote([]byte{'a' + byte(i/2)})})
		}
		if f.find([]byte("b")) != f.defined[2] || f.find([]byte("z")) != nil || (f.byLabel != nil) != mapped {
			t.Errorf("%d footnotes: not the first of its label", n)
		}
	}
}
