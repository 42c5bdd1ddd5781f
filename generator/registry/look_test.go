package registry_test

import (
	"strings"
	"testing"

	"guong/generator/registry"
)

func TestAward(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		text  string
		how   registry.How
		id    string
		giver string
	}{
		{"Huân chương Sao vàng", registry.Exact, "hc-sao-vang", ""},
		{"Huân chương Sao Vàng", registry.Exact, "hc-sao-vang", ""},
		{"Huân chương Lao động hạng Nhất", registry.Exact, "hc-lao-dong-nhat", ""},
		{"Huân chương Lao động hạng nhì", registry.Exact, "hc-lao-dong-nhi", ""},
		{"Huân chương Lao động (hạng Ba)", registry.Exact, "hc-lao-dong-ba", ""},
		{"Huân chương Lao động hạng III", registry.Spelling, "hc-lao-dong-ba", ""},
		{"Huân chương Lao động hạng 1", registry.Spelling, "hc-lao-dong-nhat", ""},
		{"HCLĐ hạng Nhì", registry.Spelling, "hc-lao-dong-nhi", ""},
		{"Huân chương Lao động", registry.Exact, "hc-lao-dong", ""},
		{"Huân chương Lao động năm 2019", registry.Exact, "hc-lao-dong", ""},
		{"huan chuong lao dong hang nhat", registry.Spelling, "hc-lao-dong-nhat", ""},
		{"Huân chương Lao đông hạng Nhất", registry.Near, "hc-lao-dong-nhat", ""},
		{"Huân chuơng Lao động hạng Nhất", registry.Near, "hc-lao-dong-nhat", ""},
		{"Huân chương Độc lập hạng Nhất", registry.Exact, "hc-doc-lap-nhat", ""},
		{"Huân chương Bảo vệ Tổ quốc hạng Ba", registry.Exact, "hc-bao-ve-to-quoc-ba", ""},
		{"Huân chương Dũng cảm", registry.Exact, "hc-dung-cam", ""},
		{"Huân chương Đại đoàn kết", registry.Spelling, "hc-dai-doan-ket", ""},
		{"Huân chương Hữu nghị", registry.Exact, "hc-huu-nghi", ""},
		{"Huân chương Kháng chiến hạng Nhì", registry.Exact, "hc-khang-chien-nhi", ""},
		{"Huân chương Kháng chiến chống Mỹ hạng Ba", registry.Spelling, "hc-khang-chien-chong-my-ba", ""},
		{"Huy chương Chiến sỹ vẻ vang hạng Nhất", registry.Exact, "hch-chien-si-ve-vang-nhat", ""},
		{"Huy chương “Vì an ninh Tổ quốc”", registry.Exact, "hch-vi-an-ninh-to-quoc", ""},
		{"Huy chương TNXP vẻ vang", registry.Spelling, "hch-thanh-nien-xung-phong", ""},
		{"Bà mẹ Việt Nam anh hùng", registry.Exact, "ba-me-vnah", ""},
		{"Bà mẹ VNAH", registry.Spelling, "ba-me-vnah", ""},
		{"Mẹ Việt Nam Anh hùng", registry.Spelling, "ba-me-vnah", ""},
		{"danh hiệu “Anh hùng Lao động”", registry.Exact, "ah-lao-dong", ""},
		{"Anh hùng Lao động thời kỳ đổi mới", registry.Spelling, "ah-lao-dong", ""},
		{"Anh hùng LLVT nhân dân", registry.Spelling, "ah-llvtnd", ""},
		{"AHLLVTND", registry.Spelling, "ah-llvtnd", ""},
		{"Nhà giáo Ưu tú", registry.Exact, "nha-giao-uu-tu", ""},
		{"NGƯT", registry.Spelling, "nha-giao-uu-tu", ""},
		{"ngut", registry.Spelling, "nha-giao-uu-tu", ""},
		{"NSND", registry.Spelling, "nghe-si-nhan-dan", ""},
		{"Nghệ sỹ Nhân dân", registry.Exact, "nghe-si-nhan-dan", ""},
		{"Nghệ nhân ưu tú", registry.Exact, "nghe-nhan-uu-tu", ""},
		{"Danh hiệu vinh dự nhà nước “Thầy thuốc nhân dân”", registry.Exact, "thay-thuoc-nhan-dan", ""},
		{"Giải thưởng Hồ Chí Minh về văn học, nghệ thuật", registry.Spelling, "giai-thuong-ho-chi-minh", ""},
		{"Giải thưởng Nhà nước", registry.Exact, "giai-thuong-nha-nuoc", ""},

		{"Chiến sĩ thi đua toàn quốc", registry.Exact, "cstd-toan-quoc", ""},
		{"Chiến sỹ thi đua toàn quốc", registry.Exact, "cstd-toan-quoc", ""},
		{"Danh hiệu “Chiến sĩ thi đua toàn quốc” năm 2020", registry.Exact, "cstd-toan-quoc", ""},
		{"CSTĐ toàn quốc", registry.Spelling, "cstd-toan-quoc", ""},
		{"CSTĐ cơ sở", registry.Spelling, "cstd-co-so", ""},
		{"cstd co so", registry.Spelling, "cstd-co-so", ""},
		{"“Chiến sĩ thi đua cơ sở”", registry.Exact, "cstd-co-so", ""},
		{"Chiến sĩ thi đua cấp cơ sở", registry.Spelling, "cstd-co-so", ""},
		{"Chiến sĩ thi đua cơ sỡ", registry.Near, "cstd-co-so", ""},
		{"Chiến sĩ thi đua cấp tỉnh", registry.Exact, "cstd-tinh", ""},
		{"“Chiến sĩ thi đua cấp tỉnh”", registry.Exact, "cstd-tinh", ""},
		{"CSTĐ cấp tỉnh", registry.Spelling, "cstd-tinh", ""},
		{"Chiến sĩ thi đua tỉnh Đồng Tháp", registry.Exact, "cstd-tinh", "tỉnh Đồng Tháp"},
		{"Chiến sĩ thi đua TP Hải Phòng", registry.Exact, "cstd-tinh", "TP Hải Phòng"},
		{"Chiến sĩ thi đua cấp bộ", registry.Spelling, "cstd-bo-nganh", ""},
		{"Chiến sĩ thi đua ngành Ngân hàng", registry.Exact, "cstd-bo-nganh", "ngành Ngân hàng"},
		{"Chiến sĩ thi đua cấp bộ, ngành, tỉnh, đoàn thể trung ương", registry.Former, "cstd-bo-nganh-tinh", ""},
		{"Chiến sĩ thi đua", registry.Exact, "cstd", ""},
		{"Lao động tiên tiến", registry.Exact, "ldtt", ""},
		{"LĐTT", registry.Spelling, "ldtt", ""},
		{"Tập thể Lao động xuất sắc", registry.Exact, "ttldxs", ""},
		{"TTLĐXS", registry.Spelling, "ttldxs", ""},
		{"Tập thể LĐTT", registry.Spelling, "ttldtt", ""},
		{"Đơn vị Quyết thắng", registry.Exact, "don-vi-quyet-thang", ""},
		{"Gia đình văn hoá", registry.Exact, "gia-dinh-van-hoa", ""},
		{"Gia đình văn hóa tiêu biểu", registry.Exact, "gia-dinh-van-hoa-tieu-bieu", ""},
		{"Thôn văn hóa", registry.Former, "thon-tdp-van-hoa", ""},
		{"Xã, phường, thị trấn tiêu biểu", registry.Former, "xa-phuong-tieu-bieu", ""},
		{"Cờ thi đua của Chính phủ", registry.Exact, "co-chinh-phu", ""},
		{"Cờ Thi đua Chính phủ", registry.Exact, "co-chinh-phu", "Chính phủ"},
		{"Cờ thi đua của UBND tỉnh Đồng Tháp", registry.Exact, "co-tinh", "UBND tỉnh Đồng Tháp"},
		{"Cờ thi đua của Ủy ban nhân dân TP. Hải Phòng", registry.Exact, "co-tinh", "Ủy ban nhân dân TP. Hải Phòng"},
		{"Cờ thi đua của Bộ Y tế", registry.Exact, "co-bo-nganh", "Bộ Y tế"},
		{"Cờ thi đua của Quân khu 3", registry.Exact, "co-luc-luong-vu-trang", "Quân khu 3"},
		{"Cờ thi đua của UBTW MTTQ Việt Nam", registry.Spelling, "co-mttq-doan-the", ""},
		{"Cờ thi đua cấp bộ, ngành, tỉnh, đoàn thể trung ương", registry.Former, "co-bo-nganh-tinh", ""},
		{"Cờ thi đua của Hội Văn nghệ dân gian", registry.Exact, "co-thi-dua", "Hội Văn nghệ dân gian"},

		{"Bằng khen", registry.Exact, "bang-khen", ""},
		{"Bằng khen của Thủ tướng Chính phủ", registry.Exact, "bang-khen-thu-tuong", ""},
		{"Bằng khen Thủ tướng Chính phủ", registry.Exact, "bang-khen-thu-tuong", "Thủ tướng Chính phủ"},
		{"Bằng khen của Thủ tướng", registry.Exact, "bang-khen-thu-tuong", "Thủ tướng"},
		{"Bang khen cua Thu tuong Chinh phu", registry.Spelling, "bang-khen-thu-tuong", ""},
		{"Bằng khen của Thủ tướng Chính Phủ năm 2020", registry.Exact, "bang-khen-thu-tuong", ""},
		{"Bằng khen của Chủ tịch UBND tỉnh Đồng Tháp", registry.Exact, "bang-khen-tinh", "Chủ tịch UBND tỉnh Đồng Tháp"},
		{"Bằng khen của Chủ tịch Ủy ban nhân dân thành phố Hà Nội", registry.Exact, "bang-khen-tinh", "Chủ tịch Ủy ban nhân dân thành phố Hà Nội"},
		{"Bằng khen của Chủ tịch UBND TP Hải Phòng", registry.Exact, "bang-khen-tinh", "Chủ tịch UBND TP Hải Phòng"},
		{"Bang khen cua Chu tich UBND tinh Dong Thap", registry.Spelling, "bang-khen-tinh", "Chu tich UBND tinh Dong Thap"},
		{"Bằng khen cấp tỉnh", registry.Spelling, "bang-khen-tinh", ""},
		{"Bằng khên của Chủ tịch UBND tỉnh Đồng Tháp", registry.Near, "bang-khen-tinh", "Chủ tịch UBND tỉnh Đồng Tháp"},
		{"Bằng khen của Bộ trưởng Bộ Giáo dục và Đào tạo", registry.Exact, "bang-khen-bo-nganh", "Bộ trưởng Bộ Giáo dục và Đào tạo"},
		{"Bằng khen của Bộ GD&ĐT", registry.Exact, "bang-khen-bo-nganh", "Bộ GD&ĐT"},
		{"Bằng khen của Tổng Liên đoàn Lao động Việt Nam", registry.Exact, "bang-khen-bo-nganh", "Tổng Liên đoàn Lao động Việt Nam"},
		{"Bằng khen của Ban Chấp hành Trung ương Hội Nông dân Việt Nam", registry.Exact, "bang-khen-bo-nganh", "Ban Chấp hành Trung ương Hội Nông dân Việt Nam"},
		{"Bằng khen của Bộ Tư lệnh Quân khu 7", registry.Exact, "bang-khen-luc-luong-vu-trang", "Bộ Tư lệnh Quân khu 7"},
		{"Bằng khen của Giám đốc ĐHQG Hà Nội", registry.Exact, "bang-khen-dai-hoc-quoc-gia", "Giám đốc ĐHQG Hà Nội"},
		{"Bằng khen của Ủy ban Thường vụ Quốc hội", registry.Exact, "bang-khen-quoc-hoi", ""},
		{"Bằng khen của UBTVQH", registry.Spelling, "bang-khen-quoc-hoi", ""},
		{"Bằng khen của Ban Thường vụ Tỉnh ủy Đồng Tháp", registry.Exact, "bang-khen-tinh-uy", "Ban Thường vụ Tỉnh ủy Đồng Tháp"},
		{"Bằng khen của Tỉnh đoàn Sơn La", registry.Exact, "bang-khen-to-chuc-tinh", "Tỉnh đoàn Sơn La"},
		{"Bằng khen của Hiệp hội Cà phê", registry.Exact, "bang-khen", "Hiệp hội Cà phê"},
		{"Giấy khen", registry.Exact, "giay-khen", ""},
		{"Giấy khen của Chủ tịch UBND xã Tân Hưng", registry.Exact, "giay-khen-xa", "Chủ tịch UBND xã Tân Hưng"},
		{"Giấy khen của Chủ tịch UBND đặc khu Phú Quốc", registry.Exact, "giay-khen-xa", "Chủ tịch UBND đặc khu Phú Quốc"},
		{"Giấy khen của Chủ tịch UBND huyện Cát Hải", registry.Exact, "giay-khen-huyen", "Chủ tịch UBND huyện Cát Hải"},
		{"Giấy khen của UBND thành phố Vinh", registry.Exact, "giay-khen-huyen", "UBND thành phố Vinh"},
		{"Giấy khen của Giám đốc Sở Y tế", registry.Exact, "giay-khen-so", "Giám đốc Sở Y tế"},
		{"Giấy khen của Hiệu trưởng Trường THPT Chu Văn An", registry.Exact, "giay-khen-don-vi", "Hiệu trưởng Trường THPT Chu Văn An"},
		{"Giấy khen của Tổng Giám đốc Tập đoàn Điện lực", registry.Exact, "giay-khen-doanh-nghiep", "Tổng Giám đốc Tập đoàn Điện lực"},
		{"tặng Giấy khen của Chủ tịch UBND xã Nà Pheo", registry.Exact, "giay-khen-xa", "Chủ tịch UBND xã Nà Pheo"},

		{"Huy hiệu 50 năm tuổi Đảng", registry.Spelling, "huy-hieu-dang", ""},
		{"Nông dân Việt Nam xuất sắc", registry.Exact, "nong-dan-xuat-sac", ""},
		{"Giải thưởng Lương Định Của", registry.Exact, "giai-thuong-luong-dinh-cua", ""},
		{"Bằng Lao động sáng tạo", registry.Exact, "lao-dong-sang-tao", ""},
		{"OCOP 4 sao", registry.Spelling, "ocop-4-sao", ""},
		{"Xã NTM kiểu mẫu", registry.Spelling, "xa-ntm-kieu-mau", ""},

		{"Bằng khen của“Hiệp hội Cà phê”", registry.Exact, "bang-khen", "hiệp hội cà phê"},
		{"Bằng khen của " + strings.Repeat("Hội ", 300), registry.Unknown, "", ""},
		{"Bún chả", registry.Unknown, "", ""},
		{"Giải thưởng Lê Văn Hưu", registry.Unknown, "", ""},
		{"danh hiệu", registry.Unknown, "", ""},
		{"Huân chương", registry.Unknown, "", ""},
		{"2024", registry.Unknown, "", ""},
		{"", registry.Unknown, "", ""},
	} {
		m := r.Award(c.text)
		id := ""
		if m.Record != nil {
			id = m.Record.ID
		}
		if m.How != c.how || id != c.id || m.Giver != c.giver {
			t.Errorf("%q: %v %q by %q, want %v %q by %q", c.text, m.How, id, m.Giver, c.how, c.id, c.giver)
		}
	}
}

func TestAwardProposal(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct{ text, want string }{
		{"Huân chương Lao đông hạng Nhất", "Huân chương Lao động hạng Nhất"},
		{"Chiến sĩ thi đua cơ sỡ", "Chiến sĩ thi đua cơ sở"},
		{"Lao động tiên tiênn", "Lao động tiên tiến"},
		{"Bằng khên của Chủ tịch UBND tỉnh Đồng Tháp", "Bằng khen của Chủ tịch UBND tỉnh Đồng Tháp"},
		{"Giấy kehn của Chủ tịch UBND xã Nà Pheo", "Giấy khen của Chủ tịch UBND xã Nà Pheo"},
		{"Nhà giáo ưu tý", "Nhà giáo ưu tú"},
	} {
		if m := r.Award(c.text); m.How != registry.Near || m.Text != c.want {
			t.Errorf("%q: %v %q, want the proposal %q", c.text, m.How, m.Text, c.want)
		}
	}
}

func TestCommemorativeMedal(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct{ text, title, giver string }{
		{"Kỷ niệm chương", "", ""},
		{"Kỉ niệm chương “Vì sự nghiệp giáo dục”", "Vì sự nghiệp giáo dục", ""},
		{"Kỷ niệm chương Vì sự nghiệp giáo dục", "Vì sự nghiệp giáo dục", ""},
		{`Kỷ niệm chương "Vì sự nghiệp y tế"`, "Vì sự nghiệp y tế", ""},
		{"Kỷ niệm chương “Vì sức khỏe nhân dân” của Bộ trưởng Bộ Y tế", "Vì sức khỏe nhân dân", "Bộ trưởng Bộ Y tế"},
	} {
		m := r.Award(c.text)
		if m.Record == nil || m.Record.ID != "ky-niem-chuong" || m.Title != c.title || m.Giver != c.giver {
			t.Errorf("%q: %+v, want title %q by %q", c.text, m, c.title, c.giver)
		}
	}
}

// In front matter the giver has a key of its own.
func TestAwardBy(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct{ name, by, id, giver string }{
		{"Bằng khen", "Thủ tướng Chính phủ", "bang-khen-thu-tuong", "Thủ tướng Chính phủ"},
		{"Bằng khen", "Chủ tịch UBND tỉnh Hà Giang", "bang-khen-tinh", "Chủ tịch UBND tỉnh Hà Giang"},
		{"Bằng khen", "Chủ tịch Liên minh Hợp tác xã Việt Nam", "bang-khen-bo-nganh", "Chủ tịch Liên minh Hợp tác xã Việt Nam"},
		{"Bằng khen", "Hiệp hội Cà phê", "bang-khen", "Hiệp hội Cà phê"},
		{"Bằng khen", "", "bang-khen", ""},
		{"Giấy khen", "Giám đốc Sở Y tế tỉnh Sơn La", "giay-khen-so", "Giám đốc Sở Y tế tỉnh Sơn La"},
		{"Giấy khen", "Chủ tịch UBND huyện Mường Lượm", "giay-khen-huyen", "Chủ tịch UBND huyện Mường Lượm"},
		{"Chiến sĩ thi đua", "Bộ trưởng Bộ Y tế", "cstd-bo-nganh", "Bộ trưởng Bộ Y tế"},
		{"Nghệ nhân ưu tú", "Chủ tịch nước", "nghe-nhan-uu-tu", "Chủ tịch nước"},
		{"Bằng khen của Chủ tịch UBND tỉnh Hà Giang", "Thủ tướng", "bang-khen-tinh", "Chủ tịch UBND tỉnh Hà Giang"},
	} {
		m := r.AwardBy(c.name, c.by)
		if m.Record == nil || m.Record.ID != c.id || m.Giver != c.giver {
			t.Errorf("%q by %q: %+v, want %q by %q", c.name, c.by, m.Record, c.id, c.giver)
		}
	}
	if m := r.AwardBy("Bún chả", "Chủ tịch nước"); m.Record != nil || m.Giver != "" {
		t.Errorf("%+v", m)
	}
}

func TestMovement(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		text string
		how  registry.How
		id   string
	}{
		{"Cả nước thi đua xây dựng nông thôn mới", registry.Exact, "nong-thon-moi"},
		{"Cả nước chung sức xây dựng nông thôn mới", registry.Former, "nong-thon-moi"},
		{"xây dựng nông thôn mới", registry.Spelling, "nong-thon-moi"},
		{"phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới” giai đoạn 2016 - 2020", registry.Former, "nong-thon-moi"},
		{"Phong trào xây dựng NTM", registry.Spelling, "nong-thon-moi"},
		{"Cả nước chung tay vì người nghèo", registry.Former, "vi-nguoi-ngheo"},
		{"Vì người nghèo - Không để ai bị bỏ lại phía sau", registry.Spelling, "vi-nguoi-ngheo"},
		{"Doanh nghiệp Việt Nam hội nhập và phát triển", registry.Exact, "doanh-nghiep-hoi-nhap"},
		{"Cán bộ công chức viên chức thi đua thực hiện văn hoá công sở", registry.Exact, "van-hoa-cong-so"},
		{"CBCCVC thi đua thực hiện văn hóa công sở", registry.Spelling, "van-hoa-cong-so"},
		{"Xóa nhà tạm nhà dột nát", registry.Exact, "xoa-nha-tam"},
		{"Bình dân học vụ số", registry.Exact, "binh-dan-hoc-vu-so"},
		{"Phong trào thi đua Quyết thắng", registry.Spelling, "thi-dua-quyet-thang"},
		{"Tuổi cao gương sáng", registry.Exact, "tuoi-cao-guong-sang"},
		{"Dân vận khéo", registry.Exact, "dan-van-kheo"},
		{"dan van kheo", registry.Spelling, "dan-van-kheo"},
		{"Dạy tốt - Học tốt", registry.Exact, "day-tot-hoc-tot"},
		{"Học tập và làm theo tấm gương đạo đức Hồ Chí Minh", registry.Former, "hoc-tap-va-lam-theo-bac"},
		{"Mỗi xã một sản phẩm", registry.Spelling, "ocop"},
		{"OCOP", registry.Spelling, "ocop"},
		{"Nông dân thi đua sản xuất kinh doanh giỏi", registry.Exact, "nong-dan-san-xuat-gioi"},
		{"Người tốt việc tốt", registry.Exact, "nguoi-tot-viec-tot"},
		{"Ngừơi tốt, việc tốt", registry.Exact, "nguoi-tot-viec-tot"},
		{"Người tôt, việc tốt", registry.Near, "nguoi-tot-viec-tot"},
		{"Xoá nhà tam", registry.Near, "xoa-nha-tam"},
		{"500 ngày đêm thi đua hoàn thành 3.000km đường bộ cao tốc", registry.Near, "3000km-cao-toc"},
		{"Mua nhà", registry.Unknown, ""},
		{"phong trào", registry.Unknown, ""},
		{"", registry.Unknown, ""},
	} {
		m := r.Movement(c.text)
		id := ""
		if m.Record != nil {
			id = m.Record.ID
		}
		if m.How != c.how || id != c.id {
			t.Errorf("%q: %v %q, want %v %q", c.text, m.How, id, c.how, c.id)
		}
	}
}

func TestField(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		text string
		how  registry.How
		id   string
	}{
		{"Giáo dục - đào tạo", registry.Exact, "giao-duc-dao-tao"},
		{"Giáo dục và đào tạo", registry.Spelling, "giao-duc-dao-tao"},
		{"Giáo dục & Đào tạo", registry.Spelling, "giao-duc-dao-tao"},
		{"GD&ĐT", registry.Spelling, "giao-duc-dao-tao"},
		{"ngành Giáo dục", registry.Spelling, "giao-duc-dao-tao"},
		{"Y tế", registry.Exact, "y-te"},
		{"Nông nghiệp", registry.Spelling, "nong-nghiep-nong-thon-moi"},
		{"Cải cách hành chính", registry.Spelling, "cai-cach-hanh-chinh-dich-vu-cong"},
		{"CCHC", registry.Spelling, "cai-cach-hanh-chinh-dich-vu-cong"},
		{"KHCN", registry.Spelling, "khoa-hoc-cong-nghe"},
		{"Văn hoá - thể thao", registry.Exact, "van-hoa-the-thao"},
		{"Công tác TĐKT", registry.Exact, "thi-dua-khen-thuong"},
		{"công tác thi đua, khen thưởng", registry.Exact, "thi-dua-khen-thuong"},
		{"Quốc phòng, an ninh", registry.Exact, "quoc-phong-an-ninh"},
		{"quoc phong an ninh", registry.Spelling, "quoc-phong-an-ninh"},
		{"Kinh té", registry.Near, "kinh-te-doanh-nghiep"},
		{"Bóng bàn", registry.Unknown, ""},
		{"lĩnh vực", registry.Unknown, ""},
	} {
		m := r.Field(c.text)
		id := ""
		if m.Record != nil {
			id = m.Record.ID
		}
		if m.How != c.how || id != c.id {
			t.Errorf("%q: %v %q, want %v %q", c.text, m.How, id, c.how, c.id)
		}
	}
}
