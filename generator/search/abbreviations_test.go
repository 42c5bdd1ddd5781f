package search_test

import (
	"slices"
	"testing"

	"guong/generator/search"
)

// TestAbbreviations holds that a text which has an abbreviation or what it stands
// for is found by the other.
func TestAbbreviations(t *testing.T) {
	const (
		learnt  = "Ông Nam ở Sở Giao thông vận tải (GTVT) trao quà."
		hyphens = "Ban Thi đua - Khen thưởng (TĐKT) họp."
	)
	for _, test := range []struct {
		name   string
		own    map[string]string
		bodies []string
		query  string
		want   []string // letters of the bodies, in the order of the alphabet
	}{
		{"built in", nil, []string{"Hội nghị TĐKT.", "Thi đua khen thưởng.", "Thi đua rồi khen thưởng."}, "tdkt", []string{"a", "b"}},
		{"built in, back", nil, []string{"Hội nghị TĐKT.", "Chúng tôi."}, "thi đua khen thưởng", []string{"a"}},
		{"built in, a compound", nil, []string{"Sở GD&ĐT.", "Sở giáo dục và đào tạo."}, "GD&ĐT", []string{"a", "b"}},
		{"built in, other marks", nil, []string{"Nông thôn mơi."}, "NTM", nil},
		{"unknown", nil, []string{"Ngành GTVT.", "Ngành giao thông vận tải."}, "GTVT", []string{"a"}},
		{"learnt", nil, []string{"Ngành GTVT.", "Ngành giao thông vận tải.", learnt}, "GTVT", []string{"a", "b", "c"}},
		{"learnt, back", nil, []string{"Ngành GTVT.", learnt, "Khác."}, "giao thong van tai", []string{"a", "b"}},
		{"learnt in capitals", nil, []string{"GTVT ĐƯỜNG THỦY.", "CHỢ VÀ SÔNG NÚI VIỆT (SNV).", "Tả sông núi Việt."}, "snv", []string{"b", "c"}},
		{"with hyphens", nil, []string{hyphens, "Thi đua, khen thưởng."}, "TĐKT", []string{"a", "b"}},
		{"đ is not d", nil, []string{"Thi dua kịp thời (TĐKT).", "thi dua kịp thời"}, "TĐKT", []string{"a"}},
		{"two letters", nil, []string{"Kim Quý (KQ).", "Kim Quý."}, "KQ", []string{"a"}},
		{"not the initials", nil, []string{"Ban vận động (KQZ).", "Ban vận động."}, "KQZ", []string{"a"}},
		{"no words", nil, []string{"(KQZ) Ban. Năm 2021 quý zin (KQZ).", "quý zin."}, "KQZ", []string{"a"}},
		{"lower case", nil, []string{"Không quên đâu (kqđ).", "Không quên đâu."}, "kqđ", []string{"a"}},
		{"the commonest meaning", nil, []string{"Khoa học tự nhiên (KHTN).", "Khoa học tự nhiên (KHTN).", "Kho hàng thành nội (KHTN).", "kho hàng thành nội", "khoa học tự nhiên"}, "KHTN", []string{"a", "b", "c", "e"}},
		{"of equals the first", nil, []string{"Khoa học tự nhiên (KHTN).", "Kho hàng thành nội (KHTN).", "kho hàng thành nội", "khoa học tự nhiên"}, "KHTN", []string{"a", "b", "c"}},
		{"the site's own before what is learnt", map[string]string{"gtvt": "gia tài vô tận"}, []string{learnt, "Gia tài vô tận.", "Giao thông vận tải."}, "GTVT", []string{"a", "b"}},
		{"the site's own before what is built in", map[string]string{"NTM": "người thật mới"}, []string{"Nông thôn mới.", "Người thật mới."}, "NTM", []string{"b"}},
		{"taken out", map[string]string{"ntm": ""}, []string{"Nông thôn mới.", "NTM."}, "NTM", []string{"b"}},
		{"no letters", map[string]string{"?": "người thật mới"}, []string{"Người thật mới."}, "NTM", nil},
		{"of several parts, however written", nil, []string{"TP. HCM.", "TP HCM.", "Tp.HCM.", "TPHCM.", "Thành phố Hồ Chí Minh.", "TP Hồ Chí Minh.", "Tp. Hồ Chí Minh.", "Phố Hồ, chí Minh thành."}, "\"thành phố Hồ Chí Minh\"", []string{"a", "b", "c", "d", "e", "f", "g"}},
		{"of several parts, as one", nil, []string{"TP. HCM.", "TP HCM.", "Tp.HCM.", "TPHCM.", "Thành phố Hồ Chí Minh.", "TP Hồ Chí Minh.", "HCM."}, "tphcm", []string{"a", "b", "c", "d", "e", "f"}},
		{"of several parts, with spaces", nil, []string{"TP. HCM.", "TPHCM.", "Thành phố Hồ Chí Minh.", "TP.HCM."}, "TP HCM", []string{"a", "b", "c", "d"}},
		{"a part of it", nil, []string{"HCM.", "Hồ Chí Minh.", "TP.HCM.", "Chủ tịch Hồ."}, "Hồ Chí Minh", []string{"a", "b", "c"}},
		{"of single letters", nil, []string{"T.Ư Đoàn.", "T. Ư Đoàn.", "Trung ương Đoàn.", "TW Đoàn.", "Tư Đoàn."}, "\"trung ương đoàn\"", []string{"a", "b", "c", "d"}},
		{"with its neighbours", nil, []string{"UBND tỉnh Bắc Ninh.", "Ủy ban nhân dân tỉnh Bắc Ninh.", "Bắc Ninh: tỉnh có UBND."}, "\"nhân dân tỉnh\"", []string{"a", "b"}},
		{"with its neighbours, back", nil, []string{"UBND tỉnh Bắc Ninh.", "Ủy ban nhân dân tỉnh Bắc Ninh."}, "\"UBND tỉnh\"", []string{"a", "b"}},
		{"not over a sentence's end", nil, []string{"Ở UBND! Tỉnh Bắc Ninh."}, "\"dân tỉnh\"", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var docs []search.Document
			for i, body := range test.bodies {
				docs = append(docs, article("/"+string(rune('a'+i))+"/", "", body))
			}
			o := storyOptions
			o.Abbreviations = test.own
			a := search.Opened(t, search.Written(t, o, docs)).Search(search.Request{Query: test.query})
			var got []string
			for _, r := range a.Results {
				got = append(got, r.URL[1:2])
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("%q found %v, want %v", test.query, got, test.want)
			}
		})
	}
}
