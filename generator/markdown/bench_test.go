package markdown_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"guong/generator/markdown"
)

// BenchmarkConvert and BenchmarkGFM read the same story. The latter is what
// goldmark does by itself, without footnotes, ids, figures, headings, excerpt,
// words and places.
func BenchmarkConvert(b *testing.B) {
	src := storyFile(b)
	c := converter(b, markdown.Escape)
	b.ReportAllocs()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		c.Convert(src, markdown.Origin{File: "a.md", Line: 1})
	}
}

func BenchmarkGFM(b *testing.B) {
	src := storyFile(b)
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	var out bytes.Buffer
	b.ReportAllocs()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		out.Reset()
		if err := md.Convert(src, &out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	d, _ := converter(b, markdown.Escape).Convert(storyFile(b), markdown.Origin{File: "a.md", Line: 1})
	b.ReportAllocs()
	for b.Loop() {
		d.Render(resolve)
	}
}

func storyFile(b *testing.B) []byte {
	b.Helper()
	src, err := os.ReadFile("testdata/story.md")
	if err != nil {
		b.Fatal(err)
	}
	return src
}
