package search

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"guong/generator/vietnamese"
)

var update = flag.Bool("update", false, "write the golden files anew; read what changed before committing it")

// TestAnalysisGolden holds the analysis of texts to testdata/analysis.golden, which
// the browser's engine is held to as well: a line a text, a tab, and its tokens as
// term, reading and kind. A "|" stands before a token that begins a sentence.
func TestAnalysisGolden(t *testing.T) {
	const name = "testdata/analysis.golden"
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	rows := 0
	lines := bufio.NewScanner(strings.NewReader(string(raw)))
	for lines.Scan() {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "# ") {
			fmt.Fprintln(&out, line)
			continue
		}
		rows++
		text, want, _ := strings.Cut(line, "\t")
		got := written(Analyse(vietnamese.RepairString(text)))
		if got != want && !*update {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
		fmt.Fprintf(&out, "%s\t%s\n", text, got)
	}
	if rows < 400 {
		t.Errorf("%d rows, want at least 400", rows)
	}
	if *update {
		if err := os.WriteFile(name, []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func written(tokens []Token) string {
	var words []string
	for _, t := range tokens {
		start := ""
		if t.Breaks {
			start = "|"
		}
		words = append(words, fmt.Sprintf("%s%s:%d:%s", start, t.Term, t.Reading, t.Kind))
	}
	return strings.Join(words, " ")
}
