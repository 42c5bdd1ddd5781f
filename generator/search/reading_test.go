package search

import "testing"

// TestSpell holds that a folded syllable and its reading give the syllable back.
func TestSpell(t *testing.T) {
	for _, s := range []string{"điển", "hình", "tiên", "tiến", "hòa", "thúy", "quý", "quyển", "nghiêng", "người", "hươu", "lưu", "cứu", "mười", "thuở", "của", "mua", "mưa", "giếng", "gì", "giữ", "quốc", "đoàn", "xoong", "khuỷu", "tuyết", "khuya", "rượu", "yêu", "y", "ý", "oán", "ưa", "ướt", "uống", "tuần", "quây", "hoặc", "đắk"} {
		tokens := Analyse(s)
		if len(tokens) != 1 || tokens[0].Kind != Syllable {
			t.Errorf("%q: %v", s, tokens)
			continue
		}
		want := s
		if s == "quý" {
			want = "quí"
		}
		if got := spell(tokens[0].Term, tokens[0].Reading); got != want {
			t.Errorf("spell(%q, %d) = %q, want %q", tokens[0].Term, tokens[0].Reading, got, want)
		}
	}
}
