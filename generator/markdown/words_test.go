package markdown

import "testing"

// slowWords counts as countWords does, byte by byte.
func slowWords(s []byte) (words int) {
	open := false
	for _, c := range append(s, ' ') {
		switch {
		case c <= ' ':
			if open {
				words++
			}
			open = false
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9', 0xC3 <= c && c <= 0xED && c != 0xE2:
			open = true
		}
	}
	return words
}

// FuzzCountWords: eight bytes at a time count as one does, wherever a text is
// cut in two.
func FuzzCountWords(f *testing.F) {
	for _, text := range []string{
		"", " ", "a", "Hải Phòng – đổi mới … & thi đua", "12345678 12345678", "1234567 a", "…… 日本 «ấy» • x",
		"một\x00hai\x7f \xff\xfe\xe1\xe2 @`[{ /: AZaz09", "                a                b",
	} {
		f.Add([]byte(text), uint8(3))
	}
	f.Fuzz(func(t *testing.T, s []byte, at uint8) {
		cut := min(int(at), len(s))
		first, open := countWords(s[:cut], 0)
		second, open := countWords(s[cut:], open)
		if got, want := first+second+int(open), slowWords(s); got != want || open > 1 {
			t.Errorf("%q cut at %d: %d words, open %d; want %d", s, cut, got, open, want)
		}
	})
}

func BenchmarkCountWords(b *testing.B) {
	s := []byte("Phát huy truyền thống thi đua ái quốc, công tác thi đua - khen thưởng trên địa bàn được lãnh đạo, chỉ đạo đồng bộ.")
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		countWords(s, 0)
	}
}
