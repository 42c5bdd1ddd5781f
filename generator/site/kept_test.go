package site

import (
	"strings"
	"testing"
)

func TestKeep(t *testing.T) {
	names := []string{"Lò Thị Ánh", "Nguyễn Thị Minh Khai", "Hải Dương", "Cả nước thi đua xây dựng xã hội học tập", "Pú Vang", "H'Hen Niê", "Y’Bhem Knul"}
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"Cô giáo Lò Thị Ánh cõng chữ", "Cô giáo Lò~Thị~Ánh cõng chữ"},
		{"Lò Thị Ánhh và ALò Thị Ánh", "Lò Thị Ánhh và ALò Thị Ánh"},
		{"Hải Dương, Hải Dương: “Hải Dương”", "Hải~Dương, Hải~Dương: “Hải~Dương”"},
		{"Bà Nguyễn Thị Minh Khai", "Bà Nguyễn~Thị Minh~Khai"},
		{"Cả nước thi đua xây dựng xã hội học tập", "Cả nước thi đua xây dựng xã hội học tập"},
		{"Tiết kiệm 84.016 tỷ đồng, 46 mái nhà, 12 triệu và 5 năm", "Tiết kiệm 84.016~tỷ~đồng, 46~mái nhà, 12~triệu và 5~năm"},
		{"Năm 2025 cả 3 xã", "Năm 2025 cả 3~xã"},
		{" 7", " 7"},
		{"7 ", "7 "},
		{"Chủ tịch UBND tỉnh Nghệ An", "Chủ tịch UBND tỉnh~Nghệ~An"},
		{"Xã ở tỉnh, xã Pa Lừ, thành phố Hồ Chí Minh và TP Huế.", "Xã ở tỉnh, xã~Pa~Lừ, thành phố~Hồ~Chí~Minh và TP~Huế."},
		{"phường Trần Hưng Đạo Nam Định", "phường~Trần Hưng~Đạo Nam~Định"},
		{"Cô H’Hen Niê, cô H'Hen Niê và H’Hen Niêm", "Cô H’Hen~Niê, cô H'Hen~Niê và H’Hen Niêm"},
		{"Anh Y'Bhem Knul và anh Y’Bhem Knul", "Anh Y'Bhem~Knul và anh Y’Bhem~Knul"},
		{"10 m² đất, 3 km", "10~m² đất, 3~km"},
	} {
		if got := strings.ReplaceAll(keep(test.text, names), noBreak, "~"); got != test.want {
			t.Errorf("%q\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}

func TestKeptBody(t *testing.T) {
	a := &Article{}
	const page = `<p>46 hộ</p><figure><img alt="46 hộ"><figcaption>Cả 46 hộ <span class="credit">Ảnh: 2 em</span></figcaption></figure><p>2 em</p><figcaption>1 em</figcaption>`
	want := strings.NewReplacer("Cả 46 hộ", "Cả 46~hộ", "Ảnh: 2 em", "Ảnh: 2~em", ">1 em", ">1~em").Replace(page)
	if got := strings.ReplaceAll(string(a.keptBody(page)), noBreak, "~"); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
