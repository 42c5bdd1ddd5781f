package search

import "testing"

// BenchmarkAnalyser is for an analyser that has met nearly all words, as that of a
// gatherer has.
func BenchmarkAnalyser(b *testing.B) {
	var texts []string
	size := 0
	for n := range 200 {
		texts = append(texts, string(Story(n, 500).Body(nil)))
		size += len(texts[n])
	}
	for _, way := range []string{"map", "recent"} {
		b.Run(way, func(b *testing.B) {
			a := newAnalyser()
			if way == "recent" {
				a.recent = new([1 << recentBits]recentLexeme)
			}
			var tokens []Token
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, text := range texts {
					tokens = a.append(tokens[:0], text)
				}
			}
		})
	}
}
