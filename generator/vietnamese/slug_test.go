package vietnamese_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"guong/generator/vietnamese"
)

var slugs = []struct{ in, want string }{
	{"Đổi mới", "doi-moi"},
	{"Ước", "uoc"},
	{"Tích cực đổi mới công tác thi đua, khen thưởng", "tich-cuc-doi-moi-cong-tac-thi-dua-khen-thuong"},
	{"toàn Ðảng", "toan-dang"},
	{"05-CT/TW", "05-ct-tw"},
	{"06/2022/QH15", "06-2022-qh15"},
	{"Đạt 11,22%: 84.016 tỷ!", "dat-11-22-84-016-ty"},
	{"COVID-19", "covid-19"},
	{"TP.HCM", "tp-hcm"},
	{"Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"},
	{"Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"},
	{"Giáo dục & đào tạo", "giao-duc-va-dao-tao"},
	{"Giáo dục & đào tạo", "giao-duc-va-dao-tao"},
	{"(&)", "va"},
	{"GD&ĐT", "gd-dt"},
	{"  — Điện Biên —  ", "dien-bien"},
	{"Hải\u200bPhòng", "haiphong"},
	{"thi_đua  khen\tthưởng", "thi-dua-khen-thuong"},
	{"Y’Moan K'Ho", "y-moan-k-ho"},
	{"Größe Þór Łódź Ærø", "grosse-thor-lodz-aero"},
	{"m² ½ Ⅷ ﬁn", "m2-viii-fin"},
	{"東京 và Hà Nội", "va-ha-noi"},
	{"東京", ""},
	{"Москва", ""},
	{"", ""},
	{"---", ""},
	{"a--b-", "a-b"},
	{"\xff\xfe", ""},
}

func TestSlug(t *testing.T) {
	for _, test := range slugs {
		for name, in := range map[string]string{"NFC": test.in, "NFD": norm.NFD.String(test.in)} {
			if got := vietnamese.Slug(in); got != test.want {
				t.Errorf("%s: Slug(%q) = %q, want %q", name, in, got, test.want)
			}
		}
	}
}

func TestSlugAllocates(t *testing.T) {
	for text, want := range map[string]float64{"doi-moi": 0, title: 1} {
		if got := testing.AllocsPerRun(100, func() { vietnamese.Slug(text) }); got > want {
			t.Errorf("Slug(%q) allocates %v times, want %v", text, got, want)
		}
	}
}

func BenchmarkSlug(b *testing.B) {
	b.SetBytes(int64(len(title)))
	b.ReportAllocs()
	for b.Loop() {
		vietnamese.Slug(title)
	}
}
