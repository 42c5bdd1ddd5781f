package vietnamese_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"guong/generator/vietnamese"
)

// sameTerm has in each row spellings of one term; no two rows have a key in
// common.
var sameTerm = [][]string{
	{"hòa", "hoà", "HÒA", "Hoà"},
	{"hóa", "hoá"},
	{"thủy", "thuỷ"},
	{"thúy", "thuý"},
	{"thúi"},
	{"quý", "qúy", "quí", "qúi"},
	{"quýt", "quít"},
	{"tuệ", "tụê"},
	{"việt", "vịêt"},
	{"khỏe", "khoẻ"},
	{"của", "cuả"},
	{"giá", "gía"},
	{"kỹ", "kĩ"},
	{"kỷ", "kỉ"},
	{"tỷ", "tỉ"},
	{"lý", "lí"},
	{"mỹ thuật", "mĩ thuật"},
	{"hy vọng", "hi vọng"},
	{"y tế"},
	{"tay"}, {"tai"},
	{"tây"},
	{"Thanh Hóa", "Thanh Hoá", "thanh  hóa", " Thanh\tHóa "},
	{"Hà Nam"}, {"Há Nám"}, {"Hà Nám"},
	{"Thừa Thiên Huế", "Thừa Thiên - Huế", "Thừa Thiên-Huế", "Thừa Thiên – Huế"},
	{"Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"},
	{"TP. Huế", "TP Huế", "TP.Huế"},
	{"Lao động giỏi, lao động sáng tạo", "“Lao động giỏi - Lao động sáng tạo”"},
	{"Giáo dục & đào tạo", "Giáo dục và Đào tạo"},
	{"GD&ĐT", "gd&đt"},
	{"05-CT/TW", "05 CT / TW"},
	{"Quyết định 9"}, {"Quyết định"}, {"Quyết định 0"},
	{"5'a", "5 a"}, {"a'5", "a 5"}, {"H'Hen", "HHen", "H’Hen"},
	{"84.016"}, {"84016"}, {"84 016", "84. 016"},
	{"C"}, {"C++", "c ++"},
	{"H'Mông", "H’Mông", "HMông"},
	{"100%", "100 %"},
	{"España"}, {"Espana"},
	{"résumé"}, {"resumé"},
	{"がく"}, {"かく"},
}

func TestKey(t *testing.T) {
	owner := map[string]string{}
	for _, row := range sameTerm {
		want := vietnamese.Key(row[0])
		if other, taken := owner[want]; taken {
			t.Errorf("%q and %q have the same key %q", row[0], other, want)
		}
		owner[want] = row[0]
		for _, spelling := range row {
			for name, in := range map[string]string{"NFC": spelling, "NFD": norm.NFD.String(spelling)} {
				if got := vietnamese.Key(in); got != want {
					t.Errorf("%s: Key(%q) = %q, want %q as for %q", name, in, got, want, row[0])
				}
			}
		}
	}
}

func TestKeyIsASpelling(t *testing.T) {
	for in, want := range map[string]string{
		"Kỹ thuật HOÁ  học":  "kĩ thuật hóa học",
		"Thừa Thiên - Huế":   "thừa thiên huế",
		"GD & ĐT, 05-CT/TW.": "gd và đt 05 ct/tw",
		"A + B = C":          "a+b=c",
		"":                   "",
		" - ":                "",
	} {
		if got := vietnamese.Key(in); got != want {
			t.Errorf("Key(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestKeyAllocates(t *testing.T) {
	for text, want := range map[string]float64{"thanh hóa": 0, "Thanh Hoá": 1, title: 1} {
		if got := testing.AllocsPerRun(100, func() { vietnamese.Key(text) }); got > want {
			t.Errorf("Key(%q) allocates %v times, want %v", text, got, want)
		}
	}
}

func BenchmarkKey(b *testing.B) {
	for _, text := range []string{"Thanh Hoá", title} {
		b.Run(vietnamese.Slug(text), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				vietnamese.Key(text)
			}
		})
	}
}
