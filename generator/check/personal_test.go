package check_test

import (
	"slices"
	"strings"
	"testing"
)

func TestPhones(t *testing.T) {
	speaks(t, "phone", story, map[string]string{
		"Gọi chị Lan, 0912345678.":                   "0912345678",
		"Gọi 0912 345 678 để giúp em.":               "0912 345 678",
		"Gọi 0912.345.678.":                          "0912.345.678",
		"Điện thoại: 0912-345-678":                   "0912-345-678",
		"Số của anh là (0225) 3842 123 nhé.":         "(0225) 3842 123",
		"Gọi 024.38234567, gặp bà Hoa.":              "024.38234567",
		"Gọi +84 912 345 678 từ nước ngoài.":         "+84 912 345 678",
		"Gọi +84912345678.":                          "+84912345678",
		"Trước đây là 01234 567 890.":                "01234 567 890",
		"Năm 2020 0912345678 là số của ông.":         "0912345678",
		"ĐT: 086.247.1234; làm việc giờ hành chính.": "086.247.1234",
		"1 < 2 nhưng > 0977123456":                   "0977123456",
		"Một \\` và 0977123456 `":                    "0977123456",
		"<0977123456 là số của anh":                  "0977123456",
		"[0977123456] (anh Nam)":                     "0977123456",
		"**0977123456**":                             "0977123456",
		"| Lan | 0977 123 456 |":                     "0977 123 456",
	}, []string{
		"Tổng thu ngân sách đạt 84.016 tỷ đồng.",
		"Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.",
		"Quyết định số 0912345678/QĐ-UBND.",
		"Gọi 111, 113, 114, 115 khi khẩn cấp.",
		"Tổng đài 1800 1567 và 1900.6060 miễn phí.",
		"Đường dây nóng 0225.3842.123 của thành phố.",
		"Từ 02.09.1945 đến 02.09.2025.",
		"Nhiệm kỳ 2021 - 2026, năm học 2025 - 2026.",
		"Mã số thuế 0201234567.",
		"Xem https://thu.example/0912345678.htm.",
		"Số tài khoản 0912345678901 của quỹ.",
		"Diện tích 1.234.567.890 m², sản lượng 10 000 000 000 tấn.",
		"Mã xác thực kiểu `0123456789` thì không đọc cho ai.",
		"Chín trăm 0,0912345678 phần.",
		"ISBN 0912345678.",
		"Tỷ số 03 - 05, lúc 08.30 - 09.45.",
		"Chữ <!-- 0912345678 --> hiện.",
		"<p title=\"0912345678\">Chữ</p>",
		"[Bản in](ban-in(0912345678).pdf)",
		"[Bản in](</ban in 0912345678.pdf>)",
		"~~~\n0912345678\n```\n~~~",
		"``a ` 0912345678``",
		"Mã MS0912345678 và 0912345678a, tệp_0912345678.",
		"Tăng 0912345678% hay 0912345678,5 lần.",
		"Phiếu số #0912345678, lô A-0912345678.",
		"![Cô Lan](0912345678.jpg \"Cô Lan (ảnh: An)\")",
	})
}

func TestPhonesAreFineOnPages(t *testing.T) {
	page := "+++\ntitle = \"Liên hệ\"\n+++\n\nĐiện thoại: 0225 3842 123, thư: bandoc@gmail.com\n"
	if got := lint(t, "lien-he.md", page); got != nil {
		t.Errorf("%v", got)
	}
	summary := strings.Replace(story("Bài."), "lớp học đêm", "lớp, gọi 0912 345 678", 1)
	if got := lint(t, "tin/bai.md", summary); len(got) != 1 || got[0].Line != 4 || got[0].Column != 36 {
		t.Errorf("in the summary: %+v", got)
	}
}

// TestNumbersAtTheirBoundaries: numbers that begin a text, that follow each other, and
// groups that are just long enough to be a number by themselves.
func TestNumbersAtTheirBoundaries(t *testing.T) {
	for text, want := range map[string][]string{
		"0912345678 là số của chị.":               {"0912345678"},
		"(0225) 3842 123 là số của chị.":          {"(0225) 3842 123"},
		"+84912345678 là số của chị.":             {"+84912345678"},
		"(+84912345678) là số của chị.":           {"(+84912345678"},
		"/0912345678 không là số.":                nil,
		"A0912345678 không là số.":                nil,
		"A-0912345678 không là số.":               nil,
		"-0912345678 là số của chị.":              {"0912345678"},
		"Gọi 0912345678":                          {"0912345678"},
		"Gọi 0912345678-0977123456 nhé.":          {"0912345678", "0977123456"},
		"Gọi 0912345678a":                         nil,
		"CMND 2015 030123456 và 12345678 là gì.":  {"030123456"},
		"CMND 030123456-131234567 là của hai cụ.": {"030123456", "131234567"},
		"CMND 03012345-13123456 là của hai cụ.":   nil,
	} {
		summary := strings.Replace(story("Bài."), "Cô giáo Lan mở lớp học đêm.", text, 1)
		found := lint(t, "tin/bai.md", summary)
		if got := append(named(found, "phone"), named(found, "identity-card")...); !slices.Equal(got, want) {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestIdentityCards(t *testing.T) {
	speaks(t, "identity-card", story, map[string]string{
		"Bà Hoa, số căn cước 031185001234.":          "031185001234",
		"CCCD: 001 085 012 345":                      "001 085 012 345",
		"Ông An (CMND 030123456) nhận thưởng.":       "030123456",
		"Chứng minh nhân dân số 012 345 678.":        "012 345 678",
		"Người nhận: 079203001234, ngụ tại phường 4": "079203001234",
		"căn cước công dân số 096303009999":          "096303009999",
		"CMT: 131234567 do công an tỉnh cấp":         "131234567",
		"Số định danh cá nhân 001199000001.":         "001199000001",
	}, []string{
		"Tổng vốn 123.456.789.012 đồng.",
		"Hỗ trợ 131234567 đồng cho 40 hộ.",
		"Chứng minh rằng 12 hộ đã thoát nghèo năm 2024.",
		"Làm căn cước cho 1.200 người trong tháng 7.",
		"Số tài khoản 031185001234 tại ngân hàng.",
		"Mã vận đơn 079203001234.",
		"Nghị quyết 05-NQ/TW, Luật 91/2025/QH15.",
		"Mã vạch 893456789012.",
		"Từ 2021 2022 2023 đến nay.",
		"Mã số 099912345678 không phải của ai.",
	})
}

func TestBirthDates(t *testing.T) {
	speaks(t, "birth-date", story, map[string]string{
		"Ông An sinh ngày 1/2/1980 tại Hải Phòng.":     "sinh ngày 1/2/1980",
		"Bà Hoa (sinh ngày 12-03-1975) là nông dân.":   "sinh ngày 12-03-1975",
		"Sinh ngày 1 tháng 2 năm 1980, chị Lan…":       "Sinh ngày 1 tháng 2 năm 1980",
		"Ngày sinh: 01/02/1980":                        "sinh: 01/02/1980",
		"Nguyễn Thị Lan, sinh 01.02.1980.":             "sinh 01.02.1980",
		"Chị sinh ngày 20/10/1990.":                    "sinh ngày 20/10/1990",
		"Đồng chí Lê Văn Bình sinh ngày 5/6/1960 ở xã": "sinh ngày 5/6/1960",
		"Cụ Mùi sinh ngày 31/12/1927 vẫn dệt vải.":     "sinh ngày 31/12/1927", // in 2026: 99 years ago
		"Tôi sinh ngày mùng 3 tháng hai năm 1970.":     "sinh ngày mùng 3 tháng hai năm 1970",
	}, []string{
		"Ông An sinh năm 1980 tại Hải Phòng.",
		"Kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2026).",
		"Chủ tịch Hồ Chí Minh sinh ngày 19/5/1890 tại Nghệ An.",
		"Cụ Mùi sinh ngày 31/12/1926 vẫn dệt vải.", // 100 years ago
		"Liệt sĩ hy sinh ngày 27/7/1972 tại Quảng Trị.",
		"Tổng vệ sinh ngày 1/1/2026 toàn xã.",
		"Tuyển sinh ngày 1/6/2026.",
		"Học sinh 1/6/2026 nghỉ hè.",
		"Đề án phát sinh 12.03.2025 đã xong.",
		"Lễ Giáng sinh 25/12/2025.",
		"Nghỉ sinh 6 tháng.",
		"Anh Khoa nhận thưởng ngày 20/7/2026.",
		"Cấp giấy khai sinh ngày 3/4/2026 cho 12 trẻ.",
	})
}

func TestEmails(t *testing.T) {
	speaks(t, "email", story, map[string]string{
		"Viết cho lan.nguyen@gmail.com.":  "lan.nguyen@gmail.com",
		"Thư: <hoa@yahoo.com.vn>":         "hoa@yahoo.com.vn",
		"Thư: An_85@Hotmail.com, gặp An.": "An_85@Hotmail.com",
		"(bac.tu@outlook.com)":            "bac.tu@outlook.com",
		"liên hệ nam+tin@icloud.com":      "nam+tin@icloud.com",
		"email:binh@ymail.com":            "binh@ymail.com",
		"- chi.hai@live.com":              "chi.hai@live.com",
		"Gửi về tamlong1990@gmail.com...": "tamlong1990@gmail.com",
	}, []string{
		"Viết cho bientap@tdkt.example.",
		"Gửi về banthidua@haiphong.gov.vn.",
		"Trang Facebook @gmail của tổ.",
		"Giá 5.000 đồng @ chợ.",
		"Dùng Gmail.com để nhận thư.",
		"`lan@gmail.com`",
		"tổ@công nghệ số",
		"lan@gmail.com.example",
	})
}

func TestMinors(t *testing.T) {
	speaks(t, "minor", story, map[string]string{
		"Anh cứu em Nguyễn Văn Nam, học sinh lớp 5, khỏi dòng lũ.": "em Nguyễn Văn Nam",
		"Cháu Lê Thị Hoa (8 tuổi) được tặng xe đạp.":               "Cháu Lê Thị Hoa",
		"Gia đình nhận nuôi bé An Nhiên từ năm ngoái.":             "bé An Nhiên",
		"Trần Minh Quân, 12 tuổi, trả lại chiếc ví.":               "Trần Minh Quân",
		"Giàng A Páo (9 tuổi) ngày nào cũng cõng bạn đến lớp.":     "Giàng A Páo",
		"Vàng Seo Lử, học sinh lớp 6A Trường PTDTBT, được khen.":   "Vàng Seo Lử",
		"Học sinh Phạm Thu Trang, lớp 4B, nuôi lợn nhựa giúp bạn.": "Học sinh Phạm Thu Trang",
		"Em Hồ Thị Na (sinh năm 2015) mồ côi cha.":                 "Em Hồ Thị Na",
		"Cô kèm cháu Tuấn, học sinh Trường Tiểu học Nậm Pảng.":     "cháu Tuấn",
		"Hôm ấy, cháu Y Nhi mới 3 tuổi.":                           "cháu Y Nhi",
	}, []string{
		"“Em tên là Giàng Thị Dính. Em ba mươi mốt tuổi.”",
		"Bảy em học hết lớp 5 năm ngoái phải đi bán trú.",
		"Anh đưa được một em. Lần thứ ba, anh ôm chặt em nhỏ nhất.",
		"Kế toán trưởng Huỳnh Thị Bé Năm cho biết.",
		"Theo cô Bé Năm, mất lòng tin thì nhanh lắm.",
		"Chị em Mường ở bản có 8 tuổi nghề.",
		"Năm 8 tuổi, chị Lan mồ côi cha.",
		"Ông Triệu Văn Sính, 67 tuổi, là giáo viên lớp 5.",
		"Em Nguyễn Thị Bình, sinh viên năm thứ ba, 20 tuổi.",
		"Con cháu Lạc Hồng, lớp 3 cũng hát.",
		"Trường Tiểu học Lê Lợi, học sinh lớp 5 trồng cây.",
		"Các bé Trường Mầm non Hoa Sen múa hát.",
		"Em N.V.A (8 tuổi) được cứu; bé H. cũng vậy.",
		"Cô dạy lớp ghép 1 và 2, ban đêm dạy lớp 5 xóa mù.",
		"Ông Nguyễn Văn Hải (sinh năm 1960) dạy lớp 1.",
		"Nhỏ bé Việt Nam trên bản đồ.",
		"",
	})
}

// TestMinorsAtTheBoundaries: a child is younger than 16, and pupils up to grade 10 are.
func TestMinorsAtTheBoundaries(t *testing.T) {
	const before, after = "Em Nguyễn Văn Nam", " cứu bạn."
	rows := map[string]string{}
	for middle, child := range map[string]bool{
		", lớp 0,": false, ", lớp 1,": true, ", lớp 9,": true, ", lớp 10,": true, ", lớp 11,": false, ", lớp 12,": false,
		" (0 tuổi)": false, " (1 tuổi)": true, " (15 tuổi)": true, " (16 tuổi)": false, " (99 tuổi)": false,
		" (sinh năm 2010)": false, " (sinh năm 2011)": true, " (sinh năm 2026)": true, " (sinh năm 2027)": false,
	} {
		if rows[before+middle+after] = ""; child {
			rows[before+middle+after] = before
		}
	}
	for text, want := range rows {
		var wants []string
		if want != "" {
			wants = []string{want}
		}
		if got := named(lint(t, "tin/bai.md", story(text)), "minor"); !slices.Equal(got, wants) {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestMinorsWithConsent(t *testing.T) {
	for consent, want := range map[string]int{
		`consent = { date = 2026-07-01, form = "văn bản", minors = true }`: 0,
		`consent = { date = 2026-07-01, form = "văn bản" }`:                1, // of the adults
	} {
		file := front + consent + "\n+++\n\nCháu Lê Thị Hoa (8 tuổi) được tặng xe đạp.\n"
		if got := named(lint(t, "tin/bai.md", file), "minor"); len(got) != want {
			t.Errorf("%s: %q", consent, got)
		}
	}
}

func TestOneFindingForAllMinorsOfAStory(t *testing.T) {
	file := story("Cháu Lê Thị Hoa (8 tuổi) được tặng xe đạp. Cháu Lê Văn Nam (9 tuổi) cũng vậy.")
	if got := named(lint(t, "tin/bai.md", file), "minor"); len(got) != 1 || got[0] != "Cháu Lê Thị Hoa" {
		t.Errorf("%q", got)
	}
}
