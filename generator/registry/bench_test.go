package registry_test

import (
	"strings"
	"testing"

	"guong/generator/registry"
	"guong/generator/vietnamese"
)

// texts are what writers type, in the mixture of a real site.
var texts = []string{
	"Huân chương Lao động hạng Nhất", "Bằng khen của Thủ tướng Chính phủ", "Bằng khen của Chủ tịch UBND tỉnh Đồng Tháp", "Lao động tiên tiến",
	"CSTĐ cơ sở", "danh hiệu “Anh hùng Lao động”", "Cờ thi đua của Chính phủ", "Giấy khen của Chủ tịch UBND xã Tân Hưng", "Nhà giáo ưu tú",
	"Kỷ niệm chương “Vì sự nghiệp giáo dục”", "phong trào thi đua “Dạy tốt, học tốt”", "Giáo dục và đào tạo", "tỉnh Hải Dương", "TP.HCM",
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		registry.Load(nil)
	}
}

func BenchmarkAward(b *testing.B) {
	r := builtin(b)
	for _, c := range []struct{ name, text string }{
		{"exact", "Huân chương Lao động hạng Nhất"},
		{"abbreviated", "CSTĐ cơ sở"},
		{"giver", "Bằng khen của Chủ tịch UBND tỉnh Đồng Tháp"},
		{"near", "Huân chương Lao đông hạng Nhất"},
		{"unknown", "Giải thưởng Lê Văn Hưu của báo Tiền Phong"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Award(c.text)
			}
		})
	}
}

func BenchmarkProvince(b *testing.B) {
	r := builtin(b)
	for b.Loop() {
		r.Province("tỉnh Hải Dương")
	}
}

// No text makes a look-up panic, and what a look-up proposes is recognised.
func FuzzLook(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	for _, unit := range formerUnits {
		f.Add(unit.kind + " " + unit.name + " (nay thuộc " + unit.now + ")")
	}
	for _, text := range []string{"", " ", "của", "Bằng khen của", "Bằng khen “", "tỉnh", "TP", "2020", "\xff", "Kỷ niệm chương ” ”", "cũ cũ", "Bằng khên của\u00a0x"} {
		f.Add(text)
	}
	r, _ := registry.Load(nil)
	f.Fuzz(func(t *testing.T, text string) {
		award := r.Award(text)
		if award.How == registry.Near && !r.Award(award.Text).Known() {
			t.Errorf("%q: the proposal %q is not recognised", text, award.Text)
		}
		if (award.Record == nil) != (award.How == registry.Unknown) {
			t.Errorf("%q: %v %v", text, award.How, award.Record)
		}
		if strings.Contains(award.Giver, "\n") && !strings.Contains(text, "\n") {
			t.Errorf("%q: giver %q", text, award.Giver)
		}
		if m := r.Movement(text); m.How != registry.Unknown && !r.Movement(m.Text).Known() {
			t.Errorf("%q: %q is not recognised", text, m.Text)
		}
		if m := r.Field(text); m.How != registry.Unknown && !r.Field(m.Text).Known() {
			t.Errorf("%q: %q is not recognised", text, m.Text)
		}
		province := r.Province(text)
		if province.How != registry.Unknown && !r.Province(province.Text).Known() {
			t.Errorf("%q: %q is not recognised", text, province.Text)
		}
		if again := r.Province(vietnamese.Key(text)); again.Record != province.Record {
			t.Errorf("%q: %v, but its key %v", text, province.Record, again.Record)
		}
	})
}
