package search

import "testing"

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
	for _, x := range Analyse("Chỉ thị 05-CT/TW, 84.016 tỷ; COVID-19, TP.HCM (TĐKT) ngày 06/07/2021 H'Mông 中国 2021 - 2026. GD&ĐT") {
		t.Log(x.Term, x.Reading, x.Kind, x.Breaks)
	}
}
