package card_test

import (
	"bytes"
	"image/color"
	"image/png"
	"io/fs"
	"testing"

	"guong/generator/picture/card"
	"guong/themes"
)

func style(t testing.TB) card.Style {
	t.Helper()
	read := func(name string) []byte {
		data, err := fs.ReadFile(themes.FS, "tdkt/share/"+name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	return card.Style{
		Font: read("be-vietnam-pro-700.ttf"), Small: read("be-vietnam-pro-600.ttf"),
		Background: color.RGBA{0xff, 0xfd, 0xf9, 255}, Ink: color.RGBA{0x1c, 0x1a, 0x19, 255}, Accent: color.RGBA{0xb5, 0x12, 0x1b, 255},
	}
}

func painter(t testing.TB) *card.Painter {
	t.Helper()
	p, err := card.NewPainter(style(t))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var titles = []string{
	"Lớp học đêm ở Pú Vang",
	"Cô giáo Nguyễn Thị Lan và mười năm đưa chữ lên bản Ế Ặ Ữ Ỵ",
	"Người thương binh 84 tuổi tự bỏ 2,5 tỷ đồng xây cầu, mở đường cho bà con thôn Khuổi Nặm, xã Cao Chương",
	"Chủ tịch nước trao tặng danh hiệu Anh hùng Lao động thời kỳ đổi mới cho tập thể cán bộ, y bác sĩ Bệnh viện Bạch Mai vì những thành tích đặc biệt xuất sắc trong phòng, chống dịch bệnh giai đoạn 2019 – 2021",
	"TỔ TỰ VŨ AVATAR Ấp Đẵng: ĐỖ VĂN TÝ, ỄỂỀẾỆ ỶỲỴ",
	"Y tá",
}

func TestDrawMakesPNGs(t *testing.T) {
	p := painter(t)
	for _, title := range titles {
		b, err := p.Draw(nil, card.Card{Title: title, Kicker: "Gương sáng quanh ta", Site: "Ban Thi đua – Khen thưởng Trung ương"})
		if err != nil {
			t.Fatal(err)
		}
		if config, err := png.DecodeConfig(bytes.NewReader(b)); err != nil || config.Width != 1200 || config.Height != 630 {
			t.Errorf("%s: %v, %v", title, config, err)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	p := painter(b)
	var out []byte
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		var err error
		if out, err = p.Draw(out[:0], card.Card{Title: titles[i%len(titles)], Kicker: "Gương sáng quanh ta", Site: "Ban Thi đua – Khen thưởng Trung ương"}); err != nil {
			b.Fatal(err)
		}
	}
}
