package search

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzRecentLexemes holds the quick way of an analyser that has met many words to the
// plain one. Words are compared as numbers of eight bytes, so those that are alike in
// eight, or in all that fit, have to be told apart.
func FuzzRecentLexemes(f *testing.F) {
	const letters = "abcdefghijklmnopqrstuvwx"
	var alike []string
	for _, size := range []int{1, 2, 3, 7, 8, 9, 15, 16, 17, 18} {
		word := letters[:size]
		alike = append(alike, word, "z"+word[1:], word[:size-1]+"z", word[:size-1], word+"z", strings.Repeat("a", size))
	}
	f.Add(strings.Join(alike, " "))
	f.Add(strings.Join(alike, ". "))
	var ends, starts []string // so many that some share a place
	for i := range 1 << recentBits {
		varied := string([]byte{'a' + byte(i%26), 'a' + byte(i/26%26), 'a' + byte(i/676)})
		ends, starts = append(ends, letters[:8]+varied), append(starts, varied+letters[:13])
	}
	f.Add(strings.Join(ends, " "))
	f.Add(strings.Join(starts, " "))
	f.Add("thương Thương THƯƠNG nghiêng nghiêngg nghiêngnghiêng đường đuờng Đường")
	f.Add("1.234.567 12.345.678 1234567,89 05-CT/TW 1.000đ COVID-19 TP.HCM")
	f.Add("越南 越南越南 a越 x")
	f.Add("abcdefgh\x00 abcdefgh abcdefghabcdefgh\x00")
	f.Fuzz(func(t *testing.T, text string) {
		plain, quick := newAnalyser(), newAnalyser()
		quick.recent = new([1 << recentBits]recentLexeme)
		for range 2 { // the second time all words are known
			want, got := plain.append(nil, text), quick.append(nil, text)
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(Lexeme{}), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%q (-want +got):\n%s", text, diff)
			}
		}
	})
}

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
