package markdown_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"guong/generator/markdown"
	"guong/generator/message"
)

// A line is shown whole up to 4,096 bytes; of a longer one the part around the
// place, so that many diagnostics of one line do not each hold all of it.
func TestPlacesInLongLines(t *testing.T) {
	const link = "[đ](#không-có) "
	for _, size := range []int{4096, 4097, 30_000} {
		filled := strings.Repeat("ấy ", 90) + link
		line := strings.Repeat(filled, size/len(filled))
		line += strings.Repeat("a", size-len(line))
		runes := []rune(line)
		_, diagnostics := converter(t, markdown.Escape).Convert([]byte("Một\n"+line), markdown.Origin{File: "a.md", Line: 1})
		if len(diagnostics) != strings.Count(line, link) {
			t.Fatalf("%d bytes: %d diagnostics", size, len(diagnostics))
		}
		for _, d := range diagnostics {
			shown := []rune(d.Excerpt)
			if d.Line != 2 || string(runes[d.Skipped:d.Skipped+len(shown)]) != d.Excerpt ||
				!strings.HasPrefix(string(runes[d.Column-1:]), "#không-có") {
				t.Fatalf("%d bytes: %v skips %d of the line", size, d, d.Skipped)
			}
			if whole := len(d.Excerpt) == len(line); whole != (size <= 4096) || !whole && len(d.Excerpt) > 1536+2*utf8.UTFMax {
				t.Errorf("%d bytes: an excerpt of %d", size, len(d.Excerpt))
			}
			var b strings.Builder
			d.Show(&b, message.Vietnamese)
			caret := strings.Split(b.String(), "\n")
			at := strings.Index(caret[2], "^")
			if !strings.HasPrefix(string([]rune(caret[1])[at:]), "#không-có") || utf8.RuneCountInString(caret[1]) > 110 {
				t.Errorf("%d bytes, column %d:\n%s", size, d.Column, b.String())
			}
		}
	}
}
