package card

import (
	"io/fs"
	"strings"
	"testing"

	"guong/themes"
)

// TestBreaks reads where titles are broken: "/" is the end of a line.
func TestBreaks(t *testing.T) {
	font, err := fs.ReadFile(themes.FS, "tdkt/share/be-vietnam-pro-700.ttf")
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPainter(Style{Font: font})
	if err != nil {
		t.Fatal(err)
	}
	s := &scratch{}
	for _, test := range []struct {
		title string
		size  int
		lines string
	}{
		{"Y tá", 72, "Y tá"},
		{"Lớp học đêm ở Pú Vang", 72, "Lớp học đêm ở Pú Vang"},
		{"Cô giáo Nguyễn Thị Lan và mười năm đưa chữ lên bản", 72, "Cô giáo Nguyễn Thị Lan và / mười năm đưa chữ lên bản"},
		{"Anh hùng Lao động Hồ Giáo và đàn bê của ông", 72, "Anh hùng Lao động Hồ Giáo / và đàn bê của ông"},
		{"Người giữ rừng ở đầu nguồn sông Đà Giang", 72, "Người giữ rừng ở đầu / nguồn sông Đà Giang"},
		{"Bà cụ bán vé số trả lại 12 tỷ đồng cho người mua", 72, "Bà cụ bán vé số trả lại / 12 tỷ đồng cho người mua"},
		{"Tấm lòng vàng của thầy thuốc vùng cao – bác sĩ Lò Văn Pánh", 72, "Tấm lòng vàng của / thầy thuốc vùng cao – / bác sĩ Lò Văn Pánh"},
		{"Người thương binh 84 tuổi tự bỏ 2,5 tỷ đồng xây cầu, mở đường cho bà con thôn Khuổi Nặm, xã Cao Chương", 60, "Người thương binh 84 tuổi / tự bỏ 2,5 tỷ đồng xây cầu, / mở đường cho bà con thôn / Khuổi Nặm, xã Cao Chương"},
		{"Chủ tịch nước trao tặng danh hiệu Anh hùng Lao động thời kỳ đổi mới cho tập thể cán bộ, y bác sĩ Bệnh viện Bạch Mai vì những thành tích đặc biệt xuất sắc", 50, "Chủ tịch nước trao tặng danh hiệu Anh / hùng Lao động thời kỳ đổi mới cho tập / thể cán bộ, y bác sĩ Bệnh viện Bạch Mai / vì những thành tích đặc biệt xuất sắc"},
		{"Làng nghề dệt lụa Vạn Phúc của Hà Nội", 72, "Làng nghề dệt lụa / Vạn Phúc của Hà Nội"},
		{"Một, " + strings.Repeat("hai, ", 40), 50, "Một, hai, hai, hai, hai, hai, hai, hai, hai, / hai, hai, hai, hai, hai, hai, hai, hai, hai, / hai, hai, hai, hai, hai, hai, hai, hai, hai, / hai, hai, hai, hai, hai, hai, hai, hai, hai…"},
		{strings.Repeat("nghiêng", 30), 50, "nghiêngnghiêngnghiêngnghiêngnghiên…"},
		{"🎉 " + strings.Repeat("nghiêng", 30), 50, "nghiêngnghiêngnghiêngnghiêngnghiên…"},
		{"Xem tại 🎉 " + strings.Repeat("nghiêng", 30), 50, "Xem tại…"},
		{"Xem tại " + strings.Repeat("nghiêng", 30), 50, "Xem tại…"},
		{"x " + strings.Repeat("nghiêng", 4), 60, "x nghiêngnghiêngnghiêngnghiêng"},
		{strings.Repeat("w", 33) + " a", 50, "wwwwwwwwwwwwwwwwwwwww…"},
	} {
		f, words, ends, err := p.title(s, test.title)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		start := 0
		for _, end := range ends {
			var line []string
			units := -f.space
			for _, w := range words[start:end] {
				line = append(line, w.text)
				units += f.space + w.width
			}
			got = append(got, strings.Join(line, " "))
			if units > f.units(width) {
				t.Errorf("%s is too wide", got[len(got)-1])
			}
			start = end
		}
		if shown := strings.Join(got, " / "); shown != test.lines || f.size != test.size {
			t.Errorf("%s\n%d: %s, want\n%d: %s", test.title, f.size, shown, test.size, test.lines)
		}
	}
}
